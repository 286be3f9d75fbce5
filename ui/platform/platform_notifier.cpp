// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/platform_notifier.h"

#include "domain/endpoint.h"
#include "platform/notifier_tray.h"

#ifdef ROOST_HAS_DBUS
#include "platform/notifier_linux.h"
#endif

namespace roost {

namespace {

/// Room for a few lines; more is read in the window.
constexpr qsizetype maxText = 300;

QString shortened(const QString &text)
{
    const QString trimmed = text.trimmed();
    return trimmed.size() <= maxText ? trimmed : trimmed.left(maxText) + QChar(0x2026);
}

/// Kept apart from the direction of the sentence (Unicode isolates).
QString nameOf(const Endpoint &endpoint)
{
    return QChar(0x2068) + endpoint.displayName().left(100) + QChar(0x2069);
}

} // namespace

void PlatformNotifier::messageReceived(const Endpoint &endpoint, const QString &body)
{
    switch (m_notices) {
    case MessageNotices::None:
        return;
    case MessageNotices::Sender:
        show(endpoint.id(), nameOf(endpoint), tr("New message"));
        return;
    case MessageNotices::SenderAndText:
        show(endpoint.id(), nameOf(endpoint), shortened(body));
        return;
    }
}

void PlatformNotifier::cameOnline(const Endpoint &endpoint)
{
    show(endpoint.id(), tr("%1 is online").arg(nameOf(endpoint)), tr("You asked to be told."));
}

void PlatformNotifier::subscriptionRequested(const Endpoint &endpoint)
{
    show(endpoint.id(), tr("Request of %1").arg(nameOf(endpoint)), tr("Wants to see when you are online."));
}

void PlatformNotifier::setTrayIcon(QSystemTrayIcon *) {}

void PlatformNotifier::withdraw(const Endpoint &endpoint) { close(endpoint.id()); }

std::unique_ptr<PlatformNotifier> makePlatformNotifier()
{
#ifdef ROOST_HAS_DBUS
    if (FreedesktopNotifier::hasBus())
        return std::make_unique<FreedesktopNotifier>();
#endif
    return std::make_unique<TrayNotifier>();
}

} // namespace roost
