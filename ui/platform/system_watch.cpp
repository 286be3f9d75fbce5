// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/system_watch.h"

#include "base/log.h"

#include <QDateTime>
#include <QNetworkInformation>

#include <chrono>

#ifdef ROOST_HAS_DBUS
#include <QDBusConnection>
#endif

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds interval(15);
/// More than this between the clocks: the machine slept, or somebody set the clock; looking costs little.
constexpr qint64 jumpMs = 10'000;

qint64 steadyMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

SystemWatch::SystemWatch(QObject *parent) : QObject(parent)
{
    watchNetwork();
    m_wallMs = QDateTime::currentMSecsSinceEpoch();
    m_steadyMs = steadyMs();
    m_timer.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &SystemWatch::watchClock);
    m_timer.start(interval);
#ifdef ROOST_HAS_DBUS
    QDBusConnection::systemBus().connect(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
                                         u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s, this,
                                         SLOT(prepareForSleep(bool)));
#endif
}

void SystemWatch::watchNetwork()
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability)) {
        qCInfo(lcUi) << "this system does not tell of changes of the network";
        return;
    }
    QNetworkInformation *network = QNetworkInformation::instance();
    connect(network, &QNetworkInformation::reachabilityChanged, this, &SystemWatch::networkChanged);
    connect(network, &QNetworkInformation::transportMediumChanged, this, &SystemWatch::networkChanged);
}

void SystemWatch::watchClock()
{
    // The steady clock stands still while the machine sleeps.
    const qint64 wall = QDateTime::currentMSecsSinceEpoch();
    const qint64 steady = steadyMs();
    const qint64 apart = (wall - m_wallMs) - (steady - m_steadyMs);
    m_wallMs = wall;
    m_steadyMs = steady;
    if (apart > jumpMs)
        Q_EMIT networkChanged();
}

void SystemWatch::prepareForSleep(bool starting)
{
    if (!starting)
        Q_EMIT networkChanged();
}

} // namespace roost
