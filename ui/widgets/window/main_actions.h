// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QObject>

class QAction;
class QMainWindow;

namespace roost {

class Theme;

/// The commands of the window with their shortcuts, and the ⋯ menu made of them.
class MainActions : public QObject
{
    Q_OBJECT

public:
    MainActions(const Theme &theme, QMainWindow &window);

    [[nodiscard]] QMenu &menu() { return m_menu; }
    /// Commands that need an open Session.
    void setSessionOpen(bool open);
    /// How many wait in the request inbox.
    void setRequests(int count);
    void retranslate();

    QAction *const addContact;
    QAction *const requests;
    QAction *const importContacts;
    QAction *const preferences;
    QAction *const signOut;
    QAction *const about;
    QAction *const quit;
    QAction *const search;
    QAction *const nextRegion;
    QAction *const previousRegion;
    QAction *const nextContact;
    QAction *const previousContact;
    QAction *const details;
    QAction *const allTab;
    QAction *const unreadTab;
    QAction *const onlineTab;
    QAction *const closeWindow;

private:
    [[nodiscard]] QAction *make(const char16_t *name, const QKeySequence &shortcut);
    void applyIcons();

    const Theme &m_theme;
    QMainWindow &m_window;
    QMenu m_menu;
    int m_requests = 0;
};

} // namespace roost
