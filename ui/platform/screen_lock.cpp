// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/screen_lock.h"

#include <QCoreApplication>

#ifdef ROOST_HAS_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#endif

namespace roost {

using namespace Qt::StringLiterals;

ScreenLock::ScreenLock(QObject *parent) : QObject(parent)
{
    watchSavers();
    watchSession();
}

void ScreenLock::activeChanged(bool active) { set(m_isSaverOn, active); }

void ScreenLock::propertiesChanged(const QString &interface, const QVariantMap &changed, const QStringList &)
{
    const auto locked = changed.constFind(u"LockedHint"_s);
    if (interface == "org.freedesktop.login1.Session"_L1 && locked != changed.constEnd())
        set(m_isSessionLocked, locked->toBool());
}

void ScreenLock::set(bool &fact, bool value)
{
    const bool before = isLocked();
    fact = value;
    if (before != isLocked())
        Q_EMIT lockedChanged(isLocked());
}

#ifdef ROOST_HAS_DBUS

void ScreenLock::watchSavers()
{
    // Desktops have one or the other, at paths of their own.
    for (const QString &interface : {u"org.freedesktop.ScreenSaver"_s, u"org.gnome.ScreenSaver"_s,
                                     u"org.mate.ScreenSaver"_s, u"org.cinnamon.ScreenSaver"_s}) {
        QDBusConnection::sessionBus().connect({}, {}, interface, u"ActiveChanged"_s, this,
                                              SLOT(activeChanged(bool)));
    }
}

void ScreenLock::watchSession()
{
    QDBusMessage question =
        QDBusMessage::createMethodCall(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
                                       u"org.freedesktop.login1.Manager"_s, u"GetSessionByPID"_s);
    question.setArguments({uint(QCoreApplication::applicationPid())});
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::systemBus().asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusObjectPath> path = *watcher;
        if (path.isValid())
            followSession(path.value().path());
    });
}

void ScreenLock::followSession(const QString &path)
{
    QDBusConnection::systemBus().connect(u"org.freedesktop.login1"_s, path,
                                         u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s, this,
                                         SLOT(propertiesChanged(QString, QVariantMap, QStringList)));
}

#else

void ScreenLock::watchSavers() {}

void ScreenLock::watchSession() {}

void ScreenLock::followSession(const QString &) {}

#endif

} // namespace roost
