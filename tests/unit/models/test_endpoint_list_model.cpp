// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/endpoint_list_model.h"
#include "small_world.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace roost;
using namespace Qt::StringLiterals;

namespace {

QStringList names(const QAbstractItemModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all += model.index(row, 0).data().toString();
    return all;
}

} // namespace

class TestEndpointListModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<SmallWorld>();
        m_world->directory.load({SmallWorld::contact(u"zoe@bar.com"_s, u"Zoe"_s),
                                 SmallWorld::contact(u"adam@bar.com"_s, u"adam"_s),
                                 SmallWorld::contact(u"emil@bar.com"_s, u"Émil"_s),
                                 SmallWorld::contact(u"old@bar.com"_s, u"Old thread"_s, 1000),
                                 SmallWorld::contact(u"new@bar.com"_s, u"New thread"_s, 2000)});
        m_model = std::make_unique<EndpointListModel>(m_world->directory, m_world->clock);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_world.reset();
    }

    void threadsComeFirstThenNames()
    {
        QCOMPARE(names(*m_model),
                 QStringList({u"New thread"_s, u"Old thread"_s, u"adam"_s, u"Émil"_s, u"Zoe"_s}));
    }

    void loadingIsOneReset()
    {
        SmallWorld world;
        EndpointListModel model(world.directory, world.clock);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        world.directory.load(SmallWorld::crowd(500));
        world.turn();
        QCOMPARE(resets.size(), 1);
        QCOMPARE(model.rowCount(), 500);
    }

    void restComesBehindTheHead()
    {
        SmallWorld world;
        QList<ContactRecord> all = SmallWorld::crowd(500);
        all[300].lastMessageMs = 1000;
        all[300].unread = 2;
        ListHead head;
        head.contacts = {all[300], all[0], all[1], all[2]};
        head.listed = 500;
        head.unread = 1;
        EndpointListModel model(world.directory, world.clock);
        world.directory.loadHead(head);
        EndpointListModel late(world.directory,
                               world.clock); // As the window is made after the head has come.
        const QAbstractItemModelTester tester(&late, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(names(late),
                 QStringList({u"Person 00300"_s, u"Person 00000"_s, u"Person 00001"_s, u"Person 00002"_s}));
        QCOMPARE(late.awaitedRows(), 496);
        QCOMPARE(late.unreadCount(), 1);
        const QPersistentModelIndex third(late.index(2));
        QSignalSpy resets(&late, &QAbstractItemModel::modelReset);
        QSignalSpy counts(&late, &EndpointListModel::countsChanged);
        const Endpoint *kept = late.endpointAt(0);
        world.directory.load(all);
        world.turn();
        QCOMPARE(late.rowCount(), 500);
        QCOMPARE(late.awaitedRows(), 0);
        QCOMPARE(late.endpointAt(0), kept);
        QCOMPARE(third.row(), 2);
        QCOMPARE(names(late), names(model));
        QCOMPARE(late.unreadCount(), 1);
        QCOMPARE(resets.size(), 0);
        QVERIFY(counts.size() >= 1);
    }

    void comingOnlineMovesOneRow()
    {
        QSignalSpy moves(m_model.get(), &QAbstractItemModel::rowsMoved);
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        QPersistentModelIndex zoe(m_model->index(4));
        m_world->online(u"zoe@bar.com/laptop"_s);
        QCOMPARE(moves.size(), 0); // Not before the turn is over.
        m_world->turn();
        QCOMPARE(moves.size(), 1);
        QCOMPARE(resets.size(), 0);
        QCOMPARE(zoe.row(), 2);
        QCOMPARE(m_model->onlineCount(), 1);
        m_world->offline(u"zoe@bar.com/laptop"_s);
        m_world->turn();
        QCOMPARE(zoe.row(), 4);
        QCOMPARE(m_model->onlineCount(), 0);
    }

    void changesNameExactlyTheirRoles()
    {
        QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
        m_world->modify(u"zoe@bar.com"_s, [](ContactRecord &r) { r.avatarHash = u"aa"_s; });
        m_world->turn();
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes[0][0].toModelIndex().row(), 4);
        QCOMPARE(changes[0][2].value<QList<int>>(), QList<int>{EndpointRole::AvatarHash});
    }

    void aMessageBringsTheThreadToTheTop()
    {
        m_world->modify(u"emil@bar.com"_s, [](ContactRecord &r) {
            r.lastMessageMs = 3000;
            r.preview = u"Salut"_s;
            r.unread = 2;
        });
        m_world->turn();
        QCOMPARE(names(*m_model).first(), u"Émil"_s);
        QCOMPARE(m_model->unreadCount(), 1);
        QCOMPARE(m_model->index(0).data(EndpointRole::Preview).toString(), u"Salut"_s);
        QCOMPARE(m_model->index(0).data(EndpointRole::Unread).toInt(), 2);
    }

    void renamingSortsAgain()
    {
        m_world->modify(u"zoe@bar.com"_s, [](ContactRecord &r) { r.name = u"Aaron"_s; });
        m_world->turn();
        QCOMPARE(names(*m_model).at(2), u"Aaron"_s);
    }

    void contactsComeAndGo()
    {
        m_world->modify(u"bert@bar.com"_s, [](ContactRecord &r) {
            r.name = u"Bert"_s;
            r.inRoster = true;
            r.unread = 1;
        });
        m_world->turn();
        QCOMPARE(names(*m_model).at(3), u"Bert"_s);
        QCOMPARE(m_model->unreadCount(), 1);
        m_world->modify(u"bert@bar.com"_s, [](ContactRecord &r) { r.inRoster = false; });
        m_world->turn();
        QCOMPARE(m_model->rowCount(), 5);
        QCOMPARE(m_model->unreadCount(), 0);
        QCOMPARE(m_model->rowOf(&m_world->at(u"bert@bar.com"_s)), -1);
    }

    void aWholeRosterComesInAFewSignals()
    {
        QSignalSpy inserts(m_model.get(), &QAbstractItemModel::rowsInserted);
        const QPersistentModelIndex zoe(m_model->index(4));
        const QList<ContactRecord> crowd = SmallWorld::crowd(1000);
        for (const ContactRecord &record : crowd)
            m_world->directory.update(record);
        m_world->turn();
        QCOMPARE(inserts.size(), 1);
        QCOMPARE(m_model->rowCount(), 1005);
        QCOMPARE(zoe.row(), 1004);
        QCOMPARE(zoe.data().toString(), u"Zoe"_s);
        QCOMPARE(names(*m_model).at(4), u"Person 00000"_s);
    }

    void aStormOfPresenceIsOneSorting()
    {
        for (const ContactRecord &record : SmallWorld::crowd(2000))
            m_world->directory.update(record);
        m_world->turn();
        QSignalSpy moves(m_model.get(), &QAbstractItemModel::rowsMoved);
        QSignalSpy layouts(m_model.get(), &QAbstractItemModel::layoutChanged);
        const QPersistentModelIndex one(m_model->index(m_model->rowOf(&m_world->at(u"p1999@bar.com"_s))));
        for (int i = 1000; i < 2000; ++i)
            m_world->online(u"p%1@bar.com/x"_s.arg(i));
        m_world->turn();
        QCOMPARE(moves.size(), 0);
        QCOMPARE(layouts.size(), 1);
        QCOMPARE(one.data(EndpointRole::Address).toString(), u"p1999@bar.com"_s);
        QCOMPARE(one.row(), 2 + 999);
        QCOMPARE(m_model->onlineCount(), 1000);
        for (int row = 1; row < m_model->rowCount(); ++row)
            QCOMPARE(m_model->rowOf(m_model->endpointAt(row)), row);
    }

    void midnightRenewsTheTimes()
    {
        QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
        m_world->clock.advance(std::chrono::hours(24));
        QCOMPARE(changes.size(), 1);
        QVERIFY(changes[0][2].value<QList<int>>().contains(EndpointRole::TimeText));
    }

    void aRowReadsAsASentence()
    {
        m_world->directory.connectionAvailable(Jid::fromWire(u"zoe@bar.com/toaster"_s),
                                               Presence{Show::Available, {}, {}}, 0, 0,
                                               m_world->clock.nowMs());
        m_world->directory.describeConnection(Jid::fromWire(u"zoe@bar.com/toaster"_s), DeviceKind::Thing,
                                              u"slixmpp"_s, true);
        m_world->modify(u"zoe@bar.com"_s, [this](ContactRecord &r) {
            r.unread = 2;
            r.preview = u"Hi"_s;
            r.lastMessageMs = m_world->clock.nowMs();
        });
        m_world->turn();
        const QString text = m_model->index(0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(text.startsWith(u"Zoe, available, on toaster, 2 unread, last message "_s), qPrintable(text));
        QVERIFY2(text.endsWith(u": Hi"_s), qPrintable(text));
    }

private:
    std::unique_ptr<SmallWorld> m_world;
    std::unique_ptr<EndpointListModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TestEndpointListModel)
#include "test_endpoint_list_model.moc"
