// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/touch_watch.h"

#include "support/fake_clock.h"

#include <QSignalSpy>
#include <QTest>
#include <QWidget>

using namespace std::chrono_literals;

namespace roost {

/// When we are taken for idle.
class TestTouchWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsFromTheLastTouch()
    {
        FakeClock clock;
        TouchWatch watch(clock, {});
        QSignalSpy changes(&watch, &TouchWatch::idleChanged);
        watch.setLimit(10min);
        const qint64 start = clock.nowMs();
        clock.advance(9min);
        QCOMPARE(changes.size(), 0);
        clock.advance(2min);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.first().first().toLongLong(), start);
        clock.advance(1h); // Nothing new.
        QCOMPARE(changes.size(), 1);
        QWidget window;
        QTest::keyClick(&window, Qt::Key_A);
        QCOMPARE(changes.size(), 2);
        QCOMPARE(changes.last().first().toLongLong(), 0);
        clock.advance(11min);
        QCOMPARE(changes.size(), 3);
        QTest::mouseClick(&window, Qt::LeftButton);
        QCOMPARE(changes.last().first().toLongLong(), 0);
    }

    void believesTheDesktop()
    {
        FakeClock clock;
        std::optional<qint64> sessionIdle = 5'000; // The user works in another window.
        TouchWatch watch(clock, [&](QObject *, const TouchWatch::Answer &answer) { answer(sessionIdle); });
        QSignalSpy changes(&watch, &TouchWatch::idleChanged);
        watch.setLimit(10min);
        clock.advance(2h);
        QCOMPARE(changes.size(), 0);
        sessionIdle = 15 * 60'000;
        clock.advance(15s);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.first().first().toLongLong(), clock.nowMs() - 15 * 60'000);
        sessionIdle = 100;
        clock.advance(15s);
        QCOMPARE(changes.last().first().toLongLong(), 0);
    }

    void neverWithoutALimit()
    {
        FakeClock clock;
        TouchWatch watch(clock, {});
        QSignalSpy changes(&watch, &TouchWatch::idleChanged);
        watch.setLimit(5min);
        clock.advance(6min);
        QCOMPARE(changes.size(), 1);
        watch.setLimit(0min);
        QCOMPARE(changes.last().first().toLongLong(), 0);
        clock.advance(24h);
        QCOMPARE(changes.size(), 2);
    }
};

} // namespace roost

QTEST_MAIN(roost::TestTouchWatch)
#include "test_touch_watch.moc"
