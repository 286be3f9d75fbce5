// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/tray_watch.h"

#include <utility>

#ifdef ROOST_HAS_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDBusVariant>
#endif

namespace roost {

using namespace Qt::StringLiterals;

#ifdef ROOST_HAS_DBUS

namespace {

const QString service = u"org.kde.StatusNotifierWatcher"_s;
const QString path = u"/StatusNotifierWatcher"_s;
constexpr int firstAnswerMs = 200;

QDBusMessage question()
{
    QDBusMessage message =
        QDBusMessage::createMethodCall(service, path, u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    message.setArguments({service, u"IsStatusNotifierHostRegistered"_s});
    message.setAutoStartService(false);
    return message;
}

bool isYes(const QDBusMessage &answer)
{
    return answer.type() == QDBusMessage::ReplyMessage && !answer.arguments().isEmpty() &&
           answer.arguments().constFirst().value<QDBusVariant>().variant().toBool();
}

} // namespace

TrayWatch::TrayWatch(QObject *parent) : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    auto *owner = new QDBusServiceWatcher(service, bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(owner, &QDBusServiceWatcher::serviceUnregistered, this, [this] {
        ++m_asked;
        take(false);
    });
    connect(owner, &QDBusServiceWatcher::serviceRegistered, this, &TrayWatch::ask);
    for (const QString &signal : {u"StatusNotifierHostRegistered"_s, u"StatusNotifierHostUnregistered"_s})
        bus.connect(service, path, service, signal, this, SLOT(ask()));
    m_hasHost = isYes(bus.call(question(), QDBus::Block, firstAnswerMs));
}

void TrayWatch::ask()
{
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question()), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, number = ++m_asked] {
        watcher->deleteLater();
        if (number == m_asked)
            take(isYes(watcher->reply()));
    });
}

#else

TrayWatch::TrayWatch(QObject *parent) : QObject(parent) {}
void TrayWatch::ask() {}

#endif

void TrayWatch::take(bool hasHost)
{
    if (std::exchange(m_hasHost, hasHost) != hasHost)
        Q_EMIT changed();
}

} // namespace roost
