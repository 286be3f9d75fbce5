// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/thread_model.h"
#include "small_thread.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace roost;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestThreadModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<SmallWorld>();
        m_world->directory.load({SmallWorld::contact(u"foo@bar.com"_s, u"Foo"_s)});
        m_small = std::make_unique<SmallThread>(*m_world);
        m_model = std::make_unique<ThreadModel>(m_world->clock);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->setThread(&m_small->thread);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_small.reset();
        m_world.reset();
    }

    void groupsBySenderAndTime()
    {
        m_small->say(false, u"one"_s);
        m_small->say(false, u"two"_s, 60'000);
        m_small->say(false, u"later"_s, messageGroupMs);
        m_small->say(true, u"mine"_s, 1000);
        QCOMPARE(m_model->placeAt(0), (MessagePlace{true, true, false}));
        QCOMPARE(m_model->placeAt(1), (MessagePlace{false, false, true}));
        QCOMPARE(m_model->placeAt(2), (MessagePlace{false, true, true}));
        QCOMPARE(m_model->placeAt(3), (MessagePlace{false, true, true}));
    }

    void gapsAreKnown()
    {
        for (int i = 0; i < 6; ++i)
            m_small->say(false, u"message %1"_s.arg(i));
        const auto timeOf = [&](int row) { return m_model->messageAt(row).timeMs; };
        const auto gaps = [&] {
            QList<int> rows;
            for (int row = 0; row < m_model->rowCount(); ++row) {
                if (m_model->hasGap(row))
                    rows.append(row);
            }
            return rows;
        };
        QCOMPARE(gaps(), QList<int>());
        QSignalSpy told(m_model.get(), &QAbstractItemModel::dataChanged);
        // One gap between the rows 1 and 2, and one below the oldest loaded message (the database has older
        // ones).
        m_small->thread.setCoverage({{{timeOf(2), false}, {timeOf(0) - 5, false}}, true});
        QCOMPARE(gaps(), QList<int>{2});
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.first().at(0).toModelIndex().row(), 2);
        const QString loading = m_model->gapText(2);
        QVERIFY(loading.contains(u"are loading"_s));
        QVERIFY(m_model->index(2).data(Qt::AccessibleTextRole).toString().startsWith(loading));
        // The stream goes: it stays a gap, and says so.
        m_small->thread.setCoverage({{{timeOf(2), false}, {timeOf(0) - 5, false}}, false});
        QCOMPARE(gaps(), QList<int>{2});
        QVERIFY(m_model->gapText(2) != loading);
        QCOMPARE(told.size(), 2);
        // The gap is filled from its lower end; a new message is inserted into it.
        m_small->jumpTo(timeOf(1));
        m_small->say(false, u"was missing"_s, 30'000);
        QCOMPARE(gaps(), QList<int>{3});
        m_small->thread.setCoverage({{{timeOf(2), false}, {timeOf(0) - 5, false}}, true});
        QCOMPARE(gaps(), QList<int>{2});
        m_small->thread.setCoverage({{{timeOf(0) - 5, true}}, false});
        QCOMPARE(gaps(), QList<int>());
        QCOMPARE(m_model->gapText(2), QString());
    }

    void reportsMissingEnd()
    {
        m_small->say(false, u"one"_s);
        m_small->say(false, u"two"_s);
        const auto spoken = [this](int row) {
            return m_model->index(row).data(Qt::AccessibleTextRole).toString();
        };
        QSignalSpy changed(m_model.get(), &ThreadModel::endTextChanged);
        ArchiveCoverage coverage;
        coverage.isLoading = true;
        coverage.isEndMissing = true;
        m_small->thread.setCoverage(coverage);
        // Usually the end arrives before the text would be read.
        m_world->clock.advance(ThreadModel::endPatience - 1ms);
        QCOMPARE(m_model->endText(), QString());
        m_small->thread.setCoverage({});
        m_small->thread.setCoverage(coverage);
        m_world->clock.advance(1ms);
        QCOMPARE(m_model->endText(), QString());
        QSignalSpy told(m_model.get(), &QAbstractItemModel::dataChanged);
        m_world->clock.advance(ThreadModel::endPatience);
        QVERIFY(m_model->endText().contains(u"are loading"_s));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(told.last().at(0).toModelIndex().row(), 1);
        QVERIFY(spoken(1).endsWith(m_model->endText()));
        QVERIFY(!spoken(0).contains(m_model->endText()));
        // A thread that is opened in the meantime says so too; none says nothing.
        m_model->setThread(nullptr);
        QCOMPARE(m_model->endText(), QString());
        m_model->setThread(&m_small->thread);
        m_world->clock.advance(ThreadModel::endPatience);
        QVERIFY(!m_model->endText().isEmpty());
        m_small->thread.setCoverage({});
        QCOMPARE(m_model->endText(), QString());
        QVERIFY(!spoken(1).contains(u"are loading"_s));
    }

    void daysAreDivided()
    {
        m_small->jumpTo(m_world->clock.nowMs() - 24 * 3'600'000);
        m_small->say(true, u"then"_s);
        m_small->jumpTo(m_world->clock.nowMs());
        m_small->say(true, u"now"_s, 0);
        QCOMPARE(m_model->index(0).data(ThreadModel::DayText).toString(), u"Yesterday"_s);
        QCOMPARE(m_model->index(1).data(ThreadModel::DayText).toString(), u"Today"_s);
        QVERIFY(m_model->placeAt(1).startsGroup);
    }

    void neighboursAreUpdated()
    {
        m_small->say(false, u"one"_s);
        QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
        m_small->say(false, u"two"_s);
        QCOMPARE(changes.size(), 1); // "one" no longer ends its group.
        QCOMPARE(changes[0][0].toModelIndex().row(), 0);
    }

    void onlyTheLastOwnShowsItsDeliveries()
    {
        m_small->say(true, u"a"_s);
        const QString id = m_small->say(true, u"b"_s);
        m_small->say(false, u"c"_s);
        QVERIFY(!m_model->showsDeliveries(0));
        QVERIFY(m_model->showsDeliveries(1));
        m_small->thread.setDelivery(id, {u"laptop"_s, DeviceKind::Laptop, {}, DeliveryState::Delivered, 1});
        QCOMPARE(m_model->index(1).data(ThreadModel::DeliveryTexts).toStringList(),
                 QStringList{u"laptop delivered"_s});
        QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
        m_small->say(true, u"d"_s);
        QVERIFY(m_model->showsDeliveries(3));
        QStringList rows;
        for (const auto &change : changes)
            rows += QString::number(change[0].toModelIndex().row());
        QVERIFY2(rows.contains(u"1"_s), qPrintable(rows.join(u' '))); // Its chips go.
    }

    void statesChangeTheirRow()
    {
        const QString id = m_small->say(true, u"a"_s, 1000, MessageState::Queued);
        QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
        m_small->thread.setState(id, MessageState::Failed, ErrorKind::ServiceUnavailable, u"no"_s);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(m_model->index(0).data(ThreadModel::StateText).toString(), u"not sent"_s);
        QVERIFY(m_model->index(0).data(ThreadModel::AccessibleText).toString().startsWith(u"You, "_s));
    }

    void aThreadThatGoesEmptiesTheModel()
    {
        m_small->say(true, u"a"_s);
        QCOMPARE(m_model->rowCount(), 1);
        m_small.reset();
        QCOMPARE(m_model->rowCount(), 0);
    }

    void windowIsReplacedByOneReset()
    {
        const QTemporaryDir folder;
        QVERIFY(m_small->fill(folder, 200));
        Thread &thread = m_small->thread;
        thread.loadOlder();
        QTRY_COMPARE(m_model->rowCount(), Thread::pageSize);
        QVERIFY(m_model->showsDeliveries(58)); // old198, our last one
        QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
        QSignalSpy opened(m_model.get(), &ThreadModel::opened);
        thread.openAt({true, u"old60"_s});
        QTRY_COMPARE(opened.count(), 1);
        QCOMPARE(reset.count(), 1);
        QCOMPARE(m_model->rowCount(), Thread::pageSize);
        QCOMPARE(m_model->messageAt(opened.first().first().toInt()).id(), u"old60"_s);
        // The chips belong to our last message of the thread, not of the window.
        for (int row = 0; row < m_model->rowCount(); ++row)
            QVERIFY(!m_model->showsDeliveries(row));
        while (!thread.isAtEnd()) {
            thread.loadNewer();
            QTRY_VERIFY(!thread.isLoading());
        }
        QCOMPARE(m_model->messageAt(m_model->rowCount() - 1).id(), u"old199"_s);
        QVERIFY(m_model->showsDeliveries(m_model->rowCount() - 2));
        QCOMPARE(reset.count(), 1);
    }

    void endOfDetachedWindowIsNotTheEnd()
    {
        const QTemporaryDir folder;
        QVERIFY(m_small->fill(folder, 200));
        Thread &thread = m_small->thread;
        thread.openAt({true, u"old60"_s});
        QTRY_VERIFY(!thread.isAtEnd());
        thread.setCoverage({{}, true, true});
        m_world->clock.advance(ThreadModel::endPatience);
        QCOMPARE(m_model->endText(), QString());
        thread.jumpToEnd();
        QTRY_VERIFY(thread.isAtEnd());
        m_world->clock.advance(ThreadModel::endPatience);
        QVERIFY(!m_model->endText().isEmpty());
    }

private:
    std::unique_ptr<SmallWorld> m_world;
    std::unique_ptr<SmallThread> m_small;
    std::unique_ptr<ThreadModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TestThreadModel)
#include "test_thread_model.moc"
