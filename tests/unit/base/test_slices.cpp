// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/slices.h"

#include <QCoreApplication>
#include <QTest>

#include <memory>

using namespace roost;

class TestSlices : public QObject
{
    Q_OBJECT

private:
    static void turn() { QCoreApplication::processEvents(); }

private Q_SLOTS:
    void beginsInALaterTurn()
    {
        QObject context;
        int steps = 0;
        bool isDone = false;
        inSlices(
            &context, 3, [&steps](qsizetype at) { return at == steps++; }, [&isDone] { isDone = true; });
        QCOMPARE(steps, 0);
        turn();
        QCOMPARE(steps, 3);
        QVERIFY(isDone);
    }

    void nothingIsDoneToo()
    {
        QObject context;
        bool isDone = false;
        inSlices(
            &context, 0, [](qsizetype) { return true; }, [&isDone] { isDone = true; });
        QVERIFY(!isDone);
        turn();
        QVERIFY(isDone);
    }

    void othersHaveTheirTurn()
    {
        QObject context;
        qsizetype steps = 0;
        bool isInOrder = true;
        bool isDone = false;
        constexpr qsizetype count = 10 * mostInASlice;
        inSlices(
            &context, count,
            [&](qsizetype at) {
                isInOrder = isInOrder && at == steps++;
                return true;
            },
            [&isDone] { isDone = true; });
        int turns = 0;
        while (!isDone) {
            const qsizetype before = steps;
            QCoreApplication::sendPostedEvents(&context, QEvent::MetaCall); // one turn
            QVERIFY(steps - before <= mostInASlice);
            ++turns;
        }
        QVERIFY(turns >= 10);
        QVERIFY(isInOrder);
        QCOMPARE(steps, count);
    }

    void canBeEnded()
    {
        QObject context;
        int steps = 0;
        bool isDone = false;
        inSlices(
            &context, 100, [&steps](qsizetype at) { return ++steps, at < 9; }, [&isDone] { isDone = true; });
        turn();
        QCOMPARE(steps, 10);
        auto gone = std::make_unique<QObject>();
        inSlices(
            gone.get(), 100, [&steps](qsizetype) { return ++steps > 0; }, [&isDone] { isDone = true; });
        gone.reset();
        turn();
        QCOMPARE(steps, 10);
        QVERIFY(!isDone);
    }
};

QTEST_GUILESS_MAIN(TestSlices)
#include "test_slices.moc"
