// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/day_watch.h"
#include "models/endpoint_list_model.h"
#include "models/thread_model.h"
#include "unit/models/small_thread.h"
#include "unit/models/small_world.h"

#include <QSignalSpy>
#include <QTest>

#include <ctime>

using namespace roost;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestDayWatch : public QObject
{
    Q_OBJECT

private:
    static void setZone(const char *zone)
    {
        qputenv("TZ", zone);
        tzset();
    }

private Q_SLOTS:
    void initTestCase() { setZone("UTC"); }
    void cleanup() { setZone("UTC"); }

    void knowsMidnight()
    {
        FakeClock clock; // Noon.
        DayWatch watch(clock);
        QSignalSpy changed(&watch, &DayWatch::dayChanged);
        clock.advance(12h - 1ms);
        QCOMPARE(changed.count(), 0);
        clock.advance(2ms);
        QCOMPARE(changed.count(), 1);
        clock.advance(24h);
        QCOMPARE(changed.count(), 2);
    }

    void seesTheDayAfterANightAsleep()
    {
        FakeClock clock;
        DayWatch watch(clock);
        QSignalSpy changed(&watch, &DayWatch::dayChanged);
        clock.jumpWallClock(20h); // Timers stand still meanwhile.
        QCOMPARE(changed.count(), 0);
        watch.look();
        QCOMPARE(changed.count(), 1);
        watch.look();
        QCOMPARE(changed.count(), 1);
        // The timer of the evening before does nothing; the next midnight is the right one.
        clock.advance(16h - 1ms);
        QCOMPARE(changed.count(), 1);
        clock.advance(2ms);
        QCOMPARE(changed.count(), 2);
    }

    void seesAClockThatIsSetBack()
    {
        FakeClock clock;
        DayWatch watch(clock);
        QSignalSpy changed(&watch, &DayWatch::dayChanged);
        clock.jumpWallClock(-2h);
        clock.advance(12h); // The timer is early, by the new clock.
        QCOMPARE(changed.count(), 0);
        clock.advance(2h + 1ms);
        QCOMPARE(changed.count(), 1);
        clock.jumpWallClock(-24h);
        watch.look();
        QCOMPARE(changed.count(), 2);
    }

    void seesAnotherTimeZone()
    {
        FakeClock clock;
        DayWatch watch(clock);
        QSignalSpy changed(&watch, &DayWatch::dayChanged);
        setZone("Asia/Tokyo");
        watch.look();
        QCOMPARE(changed.count(), 1);
        clock.advance(3h + 1ms); // Midnight there.
        QCOMPARE(changed.count(), 2);
    }

    void theListFollows()
    {
        SmallWorld world;
        world.directory.load({SmallWorld::contact(u"foo@bar.com"_s, u"Foo"_s, world.clock.nowMs())});
        EndpointListModel model(world.directory, world.clock);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        world.clock.jumpWallClock(24h);
        model.lookAtClock();
        QCOMPARE(changes.count(), 1);
        QVERIFY(changes[0][2].value<QList<int>>().contains(EndpointRole::TimeText));
        QCOMPARE(model.index(0).data(EndpointRole::TimeText).toString(), u"Yesterday"_s);
    }

    void theThreadFollows()
    {
        SmallWorld world;
        SmallThread thread(world);
        thread.say(false, u"Good night"_s);
        ThreadModel model(world.clock);
        model.setThread(&thread.thread);
        QCOMPARE(model.index(0).data(ThreadModel::DayText).toString(), u"Today"_s);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        world.clock.jumpWallClock(20h);
        model.lookAtClock();
        QCOMPARE(changes.count(), 1);
        QCOMPARE(model.index(0).data(ThreadModel::DayText).toString(), u"Yesterday"_s);
    }
};

QTEST_GUILESS_MAIN(TestDayWatch)
#include "test_day_watch.moc"
