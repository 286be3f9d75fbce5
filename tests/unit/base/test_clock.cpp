// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace roost;
using namespace std::chrono_literals;

/// The real clock.
class TestClock : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void fired();

private Q_SLOTS:
    void wallClockIsUtcMilliseconds();
    void monotonicNeverGoesBack();
    void timerFiresOnceAndDiesWithItsContext();
};

void TestClock::wallClockIsUtcMilliseconds()
{
    const SystemClock clock;
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    const qint64 now = clock.nowMs();
    QVERIFY(now >= before && now <= QDateTime::currentMSecsSinceEpoch());
    QCOMPARE(clock.now().timeSpec(), Qt::UTC);
}

void TestClock::monotonicNeverGoesBack()
{
    const SystemClock clock;
    qint64 last = clock.monotonicMs();
    for (int i = 0; i < 1000; ++i) {
        const qint64 now = clock.monotonicMs();
        QVERIFY(now >= last);
        last = now;
    }
}

void TestClock::timerFiresOnceAndDiesWithItsContext()
{
    SystemClock clock;
    QSignalSpy spy(this, &TestClock::fired);
    bool dead = false;
    auto doomed = std::make_unique<QObject>();
    clock.after(0ms, doomed.get(), [&dead] { dead = true; });
    doomed.reset();
    clock.after(1ms, this, [this] { Q_EMIT fired(); });
    QVERIFY(spy.wait(testPatienceMs));
    QCOMPARE(spy.count(), 1);
    QVERIFY(!dead);
}

QTEST_GUILESS_MAIN(TestClock)
#include "test_clock.moc"
