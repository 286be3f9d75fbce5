// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/archive_order.h"

#include <QTest>

using namespace roost;

/// Where the messages of a page of the archive stand in time.
class TestArchiveOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stampsArePlaces();
    void wholeSecondsLeaveTheOrder();
    void knownOnesStayWhereTheyFit();
    void whatCameLateGoesBack();
    void typedOfflineGoesForward();
    void staysBeforeTheNewerPage();
    void wrongClocksAreNotFollowed();

private:
    static constexpr qint64 second = 1'700'000'000'000;
    static std::vector<qint64> times(std::vector<ArchivePlace> messages, qint64 newerMs = -1)
    {
        placeInOrder(messages, newerMs);
        std::vector<qint64> found;
        for (const ArchivePlace &message : messages)
            found.push_back(message.timeMs - second);
        return found;
    }
    using Times = std::vector<qint64>;
};

void TestArchiveOrder::stampsArePlaces()
{
    QCOMPARE(times({{second + 1, {}, 0}, {second + 7, {}, 0}}), (Times{1, 7}));
    QCOMPARE(times({}), Times{});
}

void TestArchiveOrder::wholeSecondsLeaveTheOrder()
{
    QCOMPARE(times({{second, {}, 0}, {second, {}, 0}, {second + 1'000, {}, 0}}), (Times{998, 999, 1'999}));
}

void TestArchiveOrder::knownOnesStayWhereTheyFit()
{
    QCOMPARE(times({{second, second + 200, 0}, {second, {}, 0}, {second, second + 600, 0}}),
             (Times{200, 599, 600}));
    // There must be room for those before it.
    QCOMPARE(times({{second, {}, 0}, {second, {}, 0}, {second, second + 1, 0}}), (Times{997, 998, 999}));
}

void TestArchiveOrder::whatCameLateGoesBack()
{
    // The first was held up on its way to us; the second was never seen live.
    QCOMPARE(times({{second + 100, second + 900, 0}, {second + 300, {}, 0}}), (Times{100, 300}));
}

void TestArchiveOrder::typedOfflineGoesForward()
{
    QCOMPARE(times({{second + 100, {}, 0}, {second + 5'001, second + 20, 0}}), (Times{100, 5'001}));
}

void TestArchiveOrder::staysBeforeTheNewerPage()
{
    QCOMPARE(times({{second, {}, 0}, {second, second + 700, 0}}, second + 500), (Times{498, 499}));
}

void TestArchiveOrder::wrongClocksAreNotFollowed()
{
    QCOMPARE(times({{second + 1, {}, 0}}, second - 86'400'000), Times{1});
}

QTEST_GUILESS_MAIN(TestArchiveOrder)
#include "test_archive_order.moc"
