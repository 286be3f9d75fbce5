// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/notifier_linux.h"

#include "base/log.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

const QString service = u"org.freedesktop.Notifications"_s;
const QString path = u"/org/freedesktop/Notifications"_s;

QDBusMessage call(const QString &method)
{
    return QDBusMessage::createMethodCall(service, path, service, method);
}

} // namespace

FreedesktopNotifier::FreedesktopNotifier(QObject *parent) : PlatformNotifier(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(service, path, service, u"ActionInvoked"_s, this, SLOT(actionInvoked(uint, QString)));
    bus.connect(service, path, service, u"NotificationClosed"_s, this, SLOT(notificationClosed(uint, uint)));
}

bool FreedesktopNotifier::hasBus() { return QDBusConnection::sessionBus().isConnected(); }

void FreedesktopNotifier::askCapabilities()
{
    m_knowsCapabilities = true;
    auto *watcher = new QDBusPendingCallWatcher(
        QDBusConnection::sessionBus().asyncCall(call(u"GetCapabilities"_s)), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QStringList> reply = *watcher;
        if (reply.isValid())
            m_hasMarkup = reply.value().contains("body-markup"_L1);
    });
}

void FreedesktopNotifier::show(const Jid &address, const QString &title, const QString &text)
{
    // Asked for before the first one; calls are answered in order, but this one need not wait for it.
    if (!m_knowsCapabilities)
        askCapabilities();
    m_closeWhenSent.remove(address);
    if (m_sending.contains(address))
        m_next.insert(address, {title, text});
    else
        send(address, title, text);
}

void FreedesktopNotifier::send(const Jid &address, const QString &title, const QString &text)
{
    m_sending.insert(address);
    QDBusMessage message = call(u"Notify"_s);
    QVariantMap hints;
    hints.insert(u"desktop-entry"_s, QStringLiteral(ROOST_APP_ID));
    hints.insert(u"category"_s, u"im.received"_s);
    const QString body = m_hasMarkup ? text.toHtmlEscaped() : text;
    message.setArguments({u"Roost"_s, m_shown.value(address), QStringLiteral(ROOST_APP_ID), title, body,
                          QStringList{u"default"_s, tr("Open")}, hints, -1});
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, address] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isError())
            qCInfo(lcUi) << "no notification shown:" << reply.error().name();
        sent(address, reply.isValid() ? reply.value() : 0);
    });
}

void FreedesktopNotifier::sent(const Jid &address, uint id)
{
    m_sending.remove(address);
    if (id != 0)
        m_shown.insert(address, id);
    if (m_closeWhenSent.remove(address)) {
        m_next.remove(address);
        close(address);
        return;
    }
    if (const auto next = m_next.find(address); next != m_next.end()) {
        const auto [title, text] = *next;
        m_next.erase(next);
        send(address, title, text);
    }
}

void FreedesktopNotifier::close(const Jid &address)
{
    if (m_sending.contains(address)) {
        m_closeWhenSent.insert(address);
        return;
    }
    const uint id = m_shown.take(address);
    if (id == 0)
        return;
    QDBusMessage message = call(u"CloseNotification"_s);
    message.setArguments({id});
    QDBusConnection::sessionBus().asyncCall(message);
}

void FreedesktopNotifier::actionInvoked(uint id, const QString &action)
{
    const Jid address = m_shown.key(id);
    if (!address.isEmpty() && action == "default"_L1)
        Q_EMIT threadRequested(address);
}

void FreedesktopNotifier::notificationClosed(uint id, uint)
{
    if (const Jid address = m_shown.key(id); !address.isEmpty())
        m_shown.remove(address);
}

} // namespace roost
