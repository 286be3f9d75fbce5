// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/notifier_tray.h"

namespace roost {

void TrayNotifier::setTrayIcon(QSystemTrayIcon *tray)
{
    m_tray = tray;
    if (!tray)
        return;
    connect(tray, &QSystemTrayIcon::messageClicked, this, [this] {
        if (!m_last.isEmpty())
            Q_EMIT threadRequested(m_last);
    });
}

void TrayNotifier::show(const EndpointRef &about, const QString &title, const QString &text)
{
    if (!m_tray || !m_tray->isVisible())
        return;
    m_last = about;
    m_tray->showMessage(title, text, QSystemTrayIcon::NoIcon);
}

void TrayNotifier::close(const EndpointRef &about)
{
    // A balloon cannot be withdrawn; but it must not open a thread that was read already.
    if (m_last == about)
        m_last = {};
}

} // namespace roost
