// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/day_watch.h"
#include "models/endpoint_list_model.h"
#include "models/thread_model.h"
#include "support/watch_fixture.h"
#include "unit/models/small_thread.h"
#include "unit/models/small_world.h"

#include <QSignalSpy>
#include <QTest>

using namespace roost;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using Fixture = WatchFixture<DayWatch, &DayWatch::dayChanged>;

class TestDayWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setTimeZone("UTC"); }
    void cleanup() { setTimeZone("UTC"); }

    void knowsMidnight()
    {
        Fixture f;
        f.clock.advance(12h - 1ms);
        QCOMPARE(f.reports.count(), 0);
        f.clock.advance(2ms);
        QCOMPARE(f.reports.count(), 1);
        f.clock.advance(24h);
        QCOMPARE(f.reports.count(), 2);
    }

    void seesTheDayAfterANightAsleep()
    {
        Fixture f;
        f.clock.jumpWallClock(20h); // Timers stand still meanwhile.
        QCOMPARE(f.reports.count(), 0);
        f.watch.look();
        QCOMPARE(f.reports.count(), 1);
        f.watch.look();
        QCOMPARE(f.reports.count(), 1);
        // The timer of the evening before does nothing; the next midnight is the right one.
        f.clock.advance(16h - 1ms);
        QCOMPARE(f.reports.count(), 1);
        f.clock.advance(2ms);
        QCOMPARE(f.reports.count(), 2);
    }

    void seesAClockThatIsSetBack()
    {
        Fixture f;
        f.clock.jumpWallClock(-2h);
        f.clock.advance(12h); // The timer is early, by the new clock.
        QCOMPARE(f.reports.count(), 0);
        f.clock.advance(2h + 1ms);
        QCOMPARE(f.reports.count(), 1);
        f.clock.jumpWallClock(-24h);
        f.watch.look();
        QCOMPARE(f.reports.count(), 2);
    }

    void seesAnotherTimeZone()
    {
        Fixture f;
        setTimeZone("Asia/Tokyo");
        f.watch.look();
        QCOMPARE(f.reports.count(), 1);
        f.clock.advance(3h + 1ms); // Midnight there.
        QCOMPARE(f.reports.count(), 2);
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
