// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vocabulary.h"

#include <QMenu>

class QActionGroup;

namespace roost {

class SessionHost;
class Theme;

/// "Available", "Do not disturb": on its own, in menus and headers.
[[nodiscard]] QString showTitle(Show show);

/// Menu for the own presence: the shows, a status text, and the other Connections of the account. Used by the
/// own header and the tray.
class PresenceMenu : public QMenu
{
    Q_OBJECT

public:
    PresenceMenu(const Theme &theme, SessionHost &host, QWidget *parent = nullptr);

Q_SIGNALS:
    /// "Status text…" was chosen.
    void statusTextRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill();
    void choose(Show show);
    [[nodiscard]] QString otherConnections() const;

    const Theme &m_theme;
    SessionHost &m_host;
};

} // namespace roost
