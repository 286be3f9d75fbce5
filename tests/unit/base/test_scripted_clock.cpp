// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/scripted_clock.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;

namespace roost {

class TestScriptedClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wallClockAlmostStandsStill()
    {
        ScriptedClock clock(1'000'000'000);
        const qint64 start = clock.monotonicMs();
        QTRY_VERIFY(clock.monotonicMs() - start >= 20);
        QVERIFY(clock.nowMs() >= 1'000'000'000);
        QVERIFY(clock.nowMs() <= 1'000'000'000 + (clock.monotonicMs() - start) / 100 + 1);
    }

    void setMovesOnlyTheWall()
    {
        ScriptedClock clock(0);
        QSignalSpy moved(&clock, &ScriptedClock::moved);
        bool fired = false;
        clock.after(1h, this, [&] { fired = true; });
        const qint64 before = clock.monotonicMs();
        clock.set(86'400'000);
        QVERIFY(clock.nowMs() >= 86'400'000 && clock.nowMs() < 86'401'000);
        QVERIFY(clock.monotonicMs() - before < 3'600'000);
        QVERIFY(!fired);
        QCOMPARE(moved.size(), 1);
        QCOMPARE(clock.pending(), 1);
    }

    void timersRunByThemselves()
    {
        ScriptedClock clock(0);
        bool fired = false;
        clock.after(1ms, this, [&] { fired = true; });
        QCOMPARE(clock.pending(), 1);
        QTRY_VERIFY(fired);
        QCOMPARE(clock.pending(), 0);
        QCOMPARE(clock.nextDueMs(), -1);
    }

    void advanceRunsDueActionsInOrder()
    {
        ScriptedClock clock(5000);
        QStringList done;
        clock.after(20s, this, [&] { done += QStringLiteral("second"); });
        clock.after(10s, this, [&] {
            done += QStringLiteral("first");
            clock.after(5s, this, [&] { done += QStringLiteral("later"); });
        });
        clock.after(1h, this, [&] { done += QStringLiteral("never"); });
        clock.advance(30s);
        QCOMPARE(done, (QStringList{QStringLiteral("first"), QStringLiteral("second")}));
        QVERIFY(clock.nowMs() >= 35'000);
        QVERIFY(clock.nextDueMs() > 0 && clock.nextDueMs() <= 5000);
        clock.advance(5s);
        QCOMPARE(done.last(), QStringLiteral("later"));
        QCOMPARE(clock.pending(), 1);
    }

    void advanceShortensRemainingTime()
    {
        ScriptedClock clock(0);
        bool fired = false;
        clock.after(std::chrono::milliseconds(10'000), this, [&] { fired = true; });
        clock.advance(std::chrono::milliseconds(9'990));
        QVERIFY(!fired);
        QTRY_VERIFY(fired);
    }

    void skipsDestroyedContexts()
    {
        ScriptedClock clock(0);
        bool fired = false;
        {
            QObject context;
            clock.after(1s, &context, [&] { fired = true; });
            QCOMPARE(clock.pending(), 1);
        }
        QCOMPARE(clock.pending(), 0);
        // An earlier action deletes the context of a later one.
        auto *context = new QObject;
        clock.after(1s, this, [&] { delete context; });
        clock.after(2s, context, [&] { fired = true; });
        clock.advance(5s);
        QVERIFY(!fired);
        QCOMPARE(clock.pending(), 0);
    }
};

} // namespace roost

QTEST_GUILESS_MAIN(roost::TestScriptedClock)
#include "test_scripted_clock.moc"
