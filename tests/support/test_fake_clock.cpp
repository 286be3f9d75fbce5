// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_clock.h"
#include "support/sequential_ids.h"

#include <QTest>

#include <memory>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace roost;

class TestFakeClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsInOrderAndAtTheirTime();
    void forgetsActionsOfDestroyedContext();
    void idsCount();
};

void TestFakeClock::runsInOrderAndAtTheirTime()
{
    FakeClock clock;
    const qint64 wall = clock.nowMs();
    QStringList log;
    const auto note = [&](const QString &what) { log << what + u'@' + QString::number(clock.monotonicMs()); };
    clock.after(30ms, this, [&] { note(u"c"_s); });
    clock.after(10ms, this, [&] {
        note(u"a"_s);
        clock.after(5ms, this, [&] { note(u"b"_s); });
    });
    clock.after(30ms, this, [&] { note(u"d"_s); });
    clock.after(31ms, this, [&] { note(u"late"_s); });
    QCOMPARE(clock.nextDelayMs(), 10);
    clock.advance(30ms);
    QCOMPARE(log, (QStringList{u"a@10"_s, u"b@15"_s, u"c@30"_s, u"d@30"_s}));
    QCOMPARE(clock.pendingCount(), 1);
    QCOMPARE(clock.nowMs() - wall, 30);
    clock.jumpWallClock(-1h);
    QVERIFY(clock.advanceToNext());
    QCOMPARE(log.last(), u"late@31"_s);
    QVERIFY(!clock.advanceToNext());
}

void TestFakeClock::forgetsActionsOfDestroyedContext()
{
    FakeClock clock;
    auto context = std::make_unique<QObject>();
    bool ran = false;
    clock.after(1ms, context.get(), [&] { ran = true; });
    context.reset();
    QCOMPARE(clock.pendingCount(), 0);
    clock.advance(1s);
    QVERIFY(!ran);
}

void TestFakeClock::idsCount()
{
    SequentialIds ids(u"m"_s);
    QCOMPARE(ids.peek(), u"m1"_s);
    QCOMPARE(ids.next(), u"m1"_s);
    QCOMPARE(ids.next(), u"m2"_s);
}

QTEST_GUILESS_MAIN(TestFakeClock)
#include "test_fake_clock.moc"
