// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/ui_context.h"

#include <QIcon>
#include <QMenu>
#include <QSystemTrayIcon>

#include <memory>

namespace roost {

class PresenceMenu;
class Session;
class SessionHost;

/// The icon in the notification area: how many conversations are unread, one's presence, show and quit.
class Tray : public QObject
{
    Q_OBJECT

public:
    Tray(const UiContext &context, SessionHost &host, QObject *parent = nullptr);
    ~Tray() override;

    /// Created again each time the icon is to be shown after it was not: Qt's icon works for one panel only,
    /// and its first instance decides which kind of icon is used.
    [[nodiscard]] QSystemTrayIcon &icon();
    /// The desktop has such an area now.
    [[nodiscard]] static bool isAvailable();
    void setShown(bool shown);
    [[nodiscard]] bool isShown() const { return m_icon && m_icon->isVisible(); }
    /// The program's icon with `count` in a badge; 0 = none. `online` false: faint.
    [[nodiscard]] static QIcon iconFor(const Theme &theme, int count, bool online);

Q_SIGNALS:
    /// The icon was clicked: show the window, or hide it if it is in front.
    void toggleRequested();
    void statusTextRequested();
    void quitRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow(Session *session);
    void refresh();
    void paint();
    void retranslate();

    UiContext m_context;
    SessionHost &m_host;
    QMenu m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon; ///< Null while it is not shown.
    PresenceMenu *m_presence;
    QAction *m_show;
    QAction *m_quit;
    int m_shownCount = -1;
    bool m_shownOnline = false;
    bool m_refreshes = false;
};

} // namespace roost
