// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/system_watch.h"

#include "base/log.h"

#include <QDateTime>
#include <QNetworkInformation>

#include <chrono>
#include <cstdlib>
#include <utility>

#ifdef ROOST_HAS_DBUS
#include <QDBusConnection>
#endif

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds interval(15);
/// Maximum difference between the clocks. A larger one means that the machine slept or that the clock was
/// set; a check costs little.
constexpr qint64 jumpMs = 10'000;

int offsetAt(qint64 wallMs) { return QDateTime::fromMSecsSinceEpoch(wallMs).offsetFromUtc(); }

} // namespace

SystemWatch::SystemWatch(Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_wallMs(clock.nowMs())
    , m_steadyMs(clock.monotonicMs())
    , m_offsetSeconds(offsetAt(m_wallMs))
{
    watchNetwork();
    watchClock();
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
    m_clock.after(interval, this, [this] {
        look();
        watchClock();
    });
}

void SystemWatch::look()
{
    // The steady clock stops while the machine sleeps.
    const qint64 wall = m_clock.nowMs();
    const qint64 steady = m_clock.monotonicMs();
    const qint64 apart = (wall - m_wallMs) - (steady - m_steadyMs);
    const int offset = offsetAt(wall);
    m_wallMs = wall;
    m_steadyMs = steady;
    const bool isElsewhere = std::exchange(m_offsetSeconds, offset) != offset;
    if (isElsewhere || std::abs(apart) > jumpMs)
        Q_EMIT clockMoved();
    if (apart > jumpMs)
        Q_EMIT networkChanged();
}

void SystemWatch::prepareForSleep(bool starting)
{
    if (starting)
        return;
    Q_EMIT clockMoved();
    Q_EMIT networkChanged();
}

} // namespace roost
