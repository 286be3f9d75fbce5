// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/platform_notifier.h"

#include "base/visible_text.h"
#include "domain/contacts/endpoint.h"
#include "models/wording.h"
#include "platform/notifier_tray.h"

#ifdef ROOST_HAS_DBUS
#include "platform/notifier_linux.h"
#endif

namespace roost {

namespace {

/// Room for a few lines; more is read in the window.
constexpr qsizetype maxText = 300;

constexpr qint64 strangersWindowMs = 60'000;

QString shortened(const QString &text)
{
    const QString trimmed = withoutDirectionControls(text.trimmed());
    return trimmed.size() <= maxText ? trimmed : trimmed.left(maxText) + QChar(0x2026);
}

/// Isolated from the direction of the sentence. A stranger is named by the address only: a notification has
/// no space for a warning about a claimed name.
QString nameOf(const Endpoint &endpoint) { return Wording::isolated(endpoint.displayName().left(100)); }

} // namespace

void PlatformNotifier::messageReceived(const Endpoint &endpoint, const QString &body)
{
    if (m_notices != MessageNotices::None && isTooMuch(endpoint))
        return;
    switch (m_notices) {
    case MessageNotices::None:
        return;
    case MessageNotices::Sender:
        show(endpoint.ref(), nameOf(endpoint), tr("New message"));
        return;
    case MessageNotices::SenderAndText:
        show(endpoint.ref(), nameOf(endpoint),
             shortened(body.isEmpty() ? Wording::lastMessage(endpoint) : body));
        return;
    }
}

bool PlatformNotifier::isTooMuch(const Endpoint &endpoint)
{
    if (endpoint.isContact())
        return false;
    if (!m_sinceStranger.isValid() || m_sinceStranger.hasExpired(strangersWindowMs)) {
        m_sinceStranger.start();
        m_strangers = 0;
    }
    ++m_strangers;
    if (m_strangers == mostStrangers + 1)
        show({endpoint.account(), {}}, tr("Messages from many strangers"),
             tr("Open Roost to see their messages and requests."));
    return m_strangers > mostStrangers;
}

void PlatformNotifier::cameOnline(const Endpoint &endpoint)
{
    show(endpoint.ref(), tr("%1 is online").arg(nameOf(endpoint)), tr("You asked to be notified."));
}

void PlatformNotifier::subscriptionRequested(const Endpoint &endpoint)
{
    if (isTooMuch(endpoint))
        return;
    show(endpoint.ref(), tr("Request from %1").arg(nameOf(endpoint)), tr("Wants to see when you’re online."));
}

void PlatformNotifier::setTrayIcon(QSystemTrayIcon *) {}

void PlatformNotifier::withdraw(const Endpoint &endpoint) { close(endpoint.ref()); }

std::unique_ptr<PlatformNotifier> makePlatformNotifier()
{
#ifdef ROOST_HAS_DBUS
    if (FreedesktopNotifier::hasBus())
        return std::make_unique<FreedesktopNotifier>();
#endif
    return std::make_unique<TrayNotifier>();
}

} // namespace roost
