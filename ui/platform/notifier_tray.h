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
    void show(const EndpointRef &about, const QString &title, const QString &text) override;
    void close(const EndpointRef &about) override;

private:
    QPointer<QSystemTrayIcon> m_tray;
    EndpointRef m_last; ///< Subject of the balloon.
};

} // namespace roost
