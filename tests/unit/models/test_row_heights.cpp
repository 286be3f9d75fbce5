// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/row_heights.h"

#include <QRandomGenerator>
#include <QTest>

using namespace roost;

class TestRowHeights : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyHasNoRow()
    {
        RowHeights rows;
        QCOMPARE(rows.total(), 0);
        QCOMPARE(rows.rowAt(0), -1);
    }
    void findsRowsByTheirEdges()
    {
        RowHeights rows;
        rows.insert(0, {10, 20, 30});
        QCOMPARE(rows.total(), 60);
        QCOMPARE(rows.top(2), 30);
        QCOMPARE(rows.rowAt(-5), 0);
        QCOMPARE(rows.rowAt(0), 0);
        QCOMPARE(rows.rowAt(9), 0);
        QCOMPARE(rows.rowAt(10), 1);
        QCOMPARE(rows.rowAt(29), 1);
        QCOMPARE(rows.rowAt(30), 2);
        QCOMPARE(rows.rowAt(1000), 2);
        rows.clear();
        QCOMPARE(rows.count(), 0);
        QCOMPARE(rows.total(), 0);
    }
    void staysRightThroughRandomChanges()
    {
        QRandomGenerator random(7);
        RowHeights rows;
        std::vector<int> plain;
        for (int step = 0; step < 500; ++step) {
            if (plain.empty() || random.bounded(3) == 0) {
                const std::vector<int> some{random.bounded(1, 50), random.bounded(1, 50)};
                const int at = random.bounded(int(plain.size()) + 1);
                rows.insert(at, some);
                plain.insert(plain.begin() + at, some.begin(), some.end());
            } else {
                const int at = random.bounded(int(plain.size()));
                plain[std::size_t(at)] = random.bounded(1, 50);
                rows.setHeight(at, plain[std::size_t(at)]);
            }
            const int row = random.bounded(int(plain.size()));
            int top = 0;
            for (int i = 0; i < row; ++i)
                top += plain[std::size_t(i)];
            QCOMPARE(rows.top(row), top);
            QCOMPARE(rows.rowAt(top), row);
            QCOMPARE(rows.rowAt(top + plain[std::size_t(row)] - 1), row);
        }
    }
};

QTEST_GUILESS_MAIN(TestRowHeights)
#include "test_row_heights.moc"
