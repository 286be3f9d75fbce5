// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/connection_list_model.h"
#include "small_world.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace roost;
using namespace Qt::StringLiterals;

class TestConnectionListModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheConnectionsOfOneEndpoint()
    {
        SmallWorld world;
        world.directory.load({SmallWorld::contact(u"foo@bar.com"_s, u"Foo"_s)});
        ConnectionListModel model(world.directory, world.clock);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEndpoint(&world.at(u"foo@bar.com"_s));
        QCOMPARE(model.rowCount(), 0);
        world.online(u"foo@bar.com/phone"_s, Show::Away);
        world.online(u"foo@bar.com/laptop"_s);
        world.online(u"other@bar.com/laptop"_s);
        world.turn();
        QCOMPARE(titles(model), QStringList({u"laptop"_s, u"phone"_s}));

        QSignalSpy moves(&model, &QAbstractItemModel::rowsMoved);
        world.online(u"foo@bar.com/phone"_s, Show::Chat);
        world.turn();
        QCOMPARE(titles(model), QStringList({u"phone"_s, u"laptop"_s}));
        QCOMPARE(moves.size(), 1);

        world.offline(u"foo@bar.com/phone"_s);
        world.turn();
        QCOMPARE(titles(model), QStringList{u"laptop"_s});
        model.setEndpoint(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void describesConnection()
    {
        SmallWorld world;
        world.directory.load({SmallWorld::contact(u"foo@bar.com"_s, u"Foo"_s)});
        const Jid phone = Jid::fromWire(u"foo@bar.com/phone.x1"_s);
        world.directory.connectionAvailable(phone, Presence{Show::Away, {}, {}}, 0, 0, world.clock.nowMs());
        world.directory.describeConnection(phone, DeviceKind::Phone, u"Conversations"_s, true);
        ConnectionListModel model(world.directory, world.clock);
        model.setEndpoint(&world.at(u"foo@bar.com"_s));
        QCOMPARE(model.index(0).data(ConnectionListModel::Title).toString(), u"Cell phone"_s);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        world.clock.advance(std::chrono::minutes(4));
        QCOMPARE(changes.size(), 4);
        const QString detail = model.index(0).data(ConnectionListModel::Detail).toString();
        QVERIFY2(detail.contains(u"Conversations"_s) && detail.endsWith(u"away 4 min"_s), qPrintable(detail));
    }

private:
    static QStringList titles(const ConnectionListModel &model)
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all += model.index(row).data(ConnectionListModel::Resource).toString();
        return all;
    }
};

QTEST_GUILESS_MAIN(TestConnectionListModel)
#include "test_connection_list_model.moc"
