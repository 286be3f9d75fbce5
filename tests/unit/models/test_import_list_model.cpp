// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/import_list_model.h"
#include "support/patience.h"
#include "unit/models/small_world.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

class TestImportListModel : public QObject
{
    Q_OBJECT

private:
    static ImportedContact imported(const QString &address, const QString &name)
    {
        return {Jid::fromWire(address), name, {u"Friends"_s, u"Work"_s}, 1};
    }
    static void fill(ImportListModel &model, const QList<ImportedContact> &contacts)
    {
        QSignalSpy filled(&model, &ImportListModel::filled);
        model.fill(contacts);
        QCOMPARE(model.rowCount(), 0); // Not yet.
        QTRY_COMPARE(filled.size(), 1);
    }

private Q_SLOTS:
    void marksExistingContacts()
    {
        SmallWorld world;
        (void)world.directory.update(SmallWorld::contact(u"foo@bar.com"_s, u"Foo"_s));
        ContactNames names(world.directory);
        ImportListModel model(world.directory, names);
        const QAbstractItemModelTester tester(&model);
        fill(model, {imported(u"foo@bar.com"_s, u"Foo"_s), imported(u"new@bar.com"_s, u"New"_s),
                     imported(u"me@bar.com"_s, u"Me"_s), imported(u"other@bar.com"_s, {})});
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.chosenCount(), 2);
        QCOMPARE(model.nextChosen(0), 1);
        QCOMPARE(model.nextChosen(2), 3);
        QCOMPARE(model.nextChosen(4), -1);
        QCOMPARE(model.index(1, ImportListModel::Address).data().toString(), u"new@bar.com"_s);
        QCOMPARE(model.index(1, ImportListModel::Name).data().toString(), u"New"_s);
        QCOMPARE(model.index(1, ImportListModel::Labels).data().toString(), u"Friends, Work"_s);
        QVERIFY(model.index(1, ImportListModel::Note).data().toString().isEmpty());
        QVERIFY(!model.index(0, ImportListModel::Note).data().toString().isEmpty());
        QVERIFY(!(model.index(2, ImportListModel::Name).flags() & Qt::ItemIsEnabled));
        // An existing contact cannot be chosen.
        QVERIFY(!model.setData(model.index(0, 0), Qt::Checked, Qt::CheckStateRole));
    }

    void warnsOfLookalikes_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("note");
        const QString notThat = u"not your contact with this name: “\u2068%1\u2069”"_s;
        QTest::newRow("another name") << u"new@evil.com"_s << u"Bo"_s << QString();
        QTest::newRow("no name") << u"new@evil.com"_s << QString() << QString();
        QTest::newRow("the name of a contact")
            << u"new@evil.com"_s << u"Alice Liddell"_s << notThat.arg(u"Alice Liddell"_s);
        QTest::newRow("in another script")
            << u"new@evil.com"_s << u"Аlісе Liddell"_s << notThat.arg(u"Аlісе Liddell"_s);
        QTest::newRow("the nickname of a contact")
            << u"new@evil.com"_s << u"KENJI"_s << notThat.arg(u"KENJI"_s);
        QTest::newRow("an address")
            << u"new@evil.com"_s << u"support@bank.example"_s
            << u"not their address, only a name they use: “\u2068support@bank.example\u2069”"_s;
        QTest::newRow("the own address") << u"new@evil.com"_s << u"New@evil.com"_s << QString();
        QTest::newRow("an address like that of a contact")
            << u"аlice@bar.com"_s << u"Bo"_s << u"the address looks like a contact’s, but is different"_s;
        QTest::newRow("one that is there") << u"alice@bar.com"_s << u"Alice Liddell"_s << u"already added"_s;
        QTest::newRow("a stranger that has written")
            << u"m@evil.com"_s << u"Alice Liddell"_s << notThat.arg(u"Alice Liddell"_s);
        QTest::newRow("the name of a stranger") << u"new@evil.com"_s << u"Mallory"_s << QString();
    }

    void warnsOfLookalikes()
    {
        QFETCH(const QString, address);
        QFETCH(const QString, name);
        QFETCH(const QString, note);
        SmallWorld world;
        (void)world.directory.update(SmallWorld::contact(u"alice@bar.com"_s, u"Alice Liddell"_s));
        ContactRecord kenji = SmallWorld::contact(u"k@bar.com"_s, {});
        kenji.nickname = u"Kenji"_s;
        (void)world.directory.update(kenji);
        ContactRecord stranger = SmallWorld::contact(u"m@evil.com"_s, {}, 1);
        stranger.inRoster = false;
        stranger.nickname = u"Mallory"_s;
        (void)world.directory.update(stranger);
        ContactNames names(world.directory);
        ImportListModel model(world.directory, names);
        const QAbstractItemModelTester tester(&model);
        fill(model, {imported(address, name), imported(u"other@bar.com"_s, u"Other"_s)});
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex index = model.index(0, ImportListModel::Note);
        QCOMPARE(index.data().toString(), note);
        QCOMPARE(index.data(ImportListModel::IsWarning).toBool(),
                 !note.isEmpty() && note != u"already added");
        QVERIFY(!model.index(0, ImportListModel::Name).data(ImportListModel::IsWarning).toBool());
        QCOMPARE(model.index(1, ImportListModel::Note).data().toString(), QString());
        // It is said, and no more.
        QCOMPARE(model.chosenCount(), note == u"already added" ? 1 : 2);
    }

    void theChoiceIsKept()
    {
        SmallWorld world;
        ContactNames names(world.directory);
        ImportListModel model(world.directory, names);
        const QAbstractItemModelTester tester(&model);
        fill(model,
             {imported(u"a@bar.com"_s, {}), imported(u"b@bar.com"_s, {}), imported(u"c@bar.com"_s, {})});
        QSignalSpy chosen(&model, &ImportListModel::chosenChanged);
        QVERIFY(model.setData(model.index(1, 0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(model.chosenCount(), 2);
        // The first one has been added, the second one is not wanted.
        (void)world.directory.update(SmallWorld::contact(u"a@bar.com"_s, u"A"_s));
        QSignalSpy filled(&model, &ImportListModel::filled);
        model.refill();
        QTRY_COMPARE(filled.size(), 1);
        QCOMPARE(model.chosenCount(), 1);
        QCOMPARE(model.nextChosen(0), 2);
        QVERIFY(model.setData(model.index(1, 0), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(model.chosenCount(), 2);
    }

    /// Other events have their turn while many contacts are compared; a list that is replaced meanwhile never
    /// shows.
    void manyContactsTakeSeveralTurns()
    {
        SmallWorld world;
        QList<ImportedContact> many;
        for (int i = 0; i < maxImportRows; ++i)
            many.append(imported(u"u%1@bar.com"_s.arg(i), u"User"_s));
        ContactNames names(world.directory);
        ImportListModel model(world.directory, names);
        QSignalSpy filled(&model, &ImportListModel::filled);
        model.fill({imported(u"a@bar.com"_s, {})});
        model.fill(many);
        int turns = 0;
        while (model.isFilling()) {
            ++turns;
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        QCOMPARE(filled.size(), 1);
        QCOMPARE(model.chosenCount(), maxImportRows);
        QVERIFY(turns > 1);
    }
};

QTEST_GUILESS_MAIN(TestImportListModel)
#include "test_import_list_model.moc"
