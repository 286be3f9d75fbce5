// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/platform_notifier.h"

#include <QPointer>
#include <QSystemTrayIcon>

namespace roost {

/// Balloons of the tray icon: Windows, macOS, and Linux without a session bus.
class TrayNotifier final : public PlatformNotifier
{
    Q_OBJECT

public:
    using PlatformNotifier::PlatformNotifier;

    void setTrayIcon(QSystemTrayIcon *tray) override;

protected:
    void show(const Jid &address, const QString &title, const QString &text) override;
    void close(const Jid &address) override;

private:
    QPointer<QSystemTrayIcon> m_tray;
    Jid m_last; ///< Address that the balloon is about.
};

} // namespace roost
