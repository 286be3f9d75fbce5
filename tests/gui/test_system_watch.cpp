// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/system_watch.h"
#include "support/watch_fixture.h"

#include <QCoreApplication>
#include <QTest>

using namespace roost;
using namespace std::chrono_literals;

using Fixture = WatchFixture<SystemWatch, &SystemWatch::clockMoved>;

class TestSystemWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void seesTheClockMove()
    {
        setTimeZone("UTC");
        Fixture f;
        QSignalSpy network(&f.watch, &SystemWatch::networkChanged);
        f.clock.advance(1h);
        QCOMPARE(f.reports.count(), 0);
        f.clock.jumpWallClock(8h); // A night.
        f.clock.advance(15s);
        QCOMPARE(f.reports.count(), 1);
        QCOMPARE(network.count(), 1);
        f.clock.jumpWallClock(-8h); // The user set the clock.
        f.clock.advance(15s);
        QCOMPARE(f.reports.count(), 2);
        QCOMPARE(network.count(), 1);
        setTimeZone("Asia/Tokyo");
        f.clock.advance(15s);
        QCOMPARE(f.reports.count(), 3);
        QCOMPARE(network.count(), 1);
        f.clock.advance(1h);
        QCOMPARE(f.reports.count(), 3);
    }

    void hearsOfWaking()
    {
        Fixture f;
        QVERIFY(QMetaObject::invokeMethod(&f.watch, "prepareForSleep", Q_ARG(bool, true)));
        QCOMPARE(f.reports.count(), 0);
        QVERIFY(QMetaObject::invokeMethod(&f.watch, "prepareForSleep", Q_ARG(bool, false)));
        QCOMPARE(f.reports.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSystemWatch)
#include "test_system_watch.moc"
