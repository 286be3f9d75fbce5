// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/system_watch.h"
#include "support/fake_clock.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

#include <ctime>

using namespace roost;
using namespace std::chrono_literals;

class TestSystemWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void seesTheClockMove()
    {
        qputenv("TZ", "UTC");
        tzset();
        FakeClock clock;
        SystemWatch watch(clock);
        QSignalSpy moved(&watch, &SystemWatch::clockMoved);
        QSignalSpy network(&watch, &SystemWatch::networkChanged);
        clock.advance(1h);
        QCOMPARE(moved.count(), 0);
        clock.jumpWallClock(8h); // A night.
        clock.advance(15s);
        QCOMPARE(moved.count(), 1);
        QCOMPARE(network.count(), 1);
        clock.jumpWallClock(-8h); // Somebody set it.
        clock.advance(15s);
        QCOMPARE(moved.count(), 2);
        QCOMPARE(network.count(), 1);
        qputenv("TZ", "Asia/Tokyo");
        tzset();
        clock.advance(15s);
        QCOMPARE(moved.count(), 3);
        QCOMPARE(network.count(), 1);
        clock.advance(1h);
        QCOMPARE(moved.count(), 3);
    }

    void hearsOfWaking()
    {
        FakeClock clock;
        SystemWatch watch(clock);
        QSignalSpy moved(&watch, &SystemWatch::clockMoved);
        QVERIFY(QMetaObject::invokeMethod(&watch, "prepareForSleep", Q_ARG(bool, true)));
        QCOMPARE(moved.count(), 0);
        QVERIFY(QMetaObject::invokeMethod(&watch, "prepareForSleep", Q_ARG(bool, false)));
        QCOMPARE(moved.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSystemWatch)
#include "test_system_watch.moc"
