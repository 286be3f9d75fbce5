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

void FreedesktopNotifier::show(const EndpointRef &about, const QString &title, const QString &text)
{
    // Asked for before the first one; calls are answered in order, but this one need not wait for it.
    if (!m_knowsCapabilities)
        askCapabilities();
    m_closeWhenSent.remove(about);
    if (m_sending.contains(about))
        m_next.insert(about, {title, text});
    else
        send(about, title, text);
}

void FreedesktopNotifier::send(const EndpointRef &about, const QString &title, const QString &text)
{
    m_sending.insert(about);
    QDBusMessage message = call(u"Notify"_s);
    QVariantMap hints;
    hints.insert(u"desktop-entry"_s, QStringLiteral(ROOST_APP_ID));
    hints.insert(u"category"_s, u"im.received"_s);
    const QString body = m_hasMarkup ? text.toHtmlEscaped() : text;
    message.setArguments({u"Roost"_s, m_shown.value(about), QStringLiteral(ROOST_APP_ID), title, body,
                          QStringList{u"default"_s, tr("Open")}, hints, -1});
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, about] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isError())
            qCInfo(lcUi) << "no notification shown:" << reply.error().name();
        sent(about, reply.isValid() ? reply.value() : 0);
    });
}

void FreedesktopNotifier::sent(const EndpointRef &about, uint id)
{
    m_sending.remove(about);
    if (id != 0)
        m_shown.insert(about, id);
    if (m_closeWhenSent.remove(about)) {
        m_next.remove(about);
        close(about);
        return;
    }
    if (const auto next = m_next.find(about); next != m_next.end()) {
        const auto [title, text] = *next;
        m_next.erase(next);
        send(about, title, text);
    }
}

void FreedesktopNotifier::close(const EndpointRef &about)
{
    if (m_sending.contains(about)) {
        m_closeWhenSent.insert(about);
        return;
    }
    const uint id = m_shown.take(about);
    if (id == 0)
        return;
    QDBusMessage message = call(u"CloseNotification"_s);
    message.setArguments({id});
    QDBusConnection::sessionBus().asyncCall(message);
}

void FreedesktopNotifier::actionInvoked(uint id, const QString &action)
{
    const EndpointRef about = m_shown.key(id);
    if (!about.isEmpty() && action == "default"_L1)
        Q_EMIT threadRequested(about);
}

void FreedesktopNotifier::notificationClosed(uint id, uint)
{
    if (const EndpointRef about = m_shown.key(id); !about.isEmpty())
        m_shown.remove(about);
}

} // namespace roost
