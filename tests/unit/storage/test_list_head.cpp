// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/storage_steps.h"
#include "unit/storage/storage_fixture.h"

using namespace roost;
using namespace roost::test;
using namespace Qt::StringLiterals;

namespace {

const QString order = u"en/1"_s;

Jid member(int index) { return Jid::fromWire(u"p%1@roost.example"_s.arg(index, 4, 10, QLatin1Char('0'))); }

} // namespace

class TestListHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_database = std::make_unique<UserDatabase>();
        QVERIFY(answer(m_database->open(m_folder->filePath(u"user.db"_s))));
    }
    void cleanup()
    {
        m_database.reset();
        m_folder.reset();
    }

    void threadsComeFirstThenNames()
    {
        QVERIFY(fill(300));
        QVERIFY(answer(storeMessages(*m_database, {incoming(member(7), u"a"_s, 1'000, u"first"_s),
                                                   incoming(member(299), u"b"_s, 2'000, u"last"_s)})));
        QVERIFY(answer(m_database->saveListHead(order, byName())));
        const ListHead head = load();
        QVERIFY(head.isKept);
        QCOMPARE(head.listed, 300);
        QCOMPARE(head.unread, 2);
        QCOMPARE(head.contacts.size(), ListHead::mostRows);
        QCOMPARE(head.contacts.at(0).jid, member(299));
        QCOMPARE(head.contacts.at(1).jid, member(7));
        QCOMPARE(head.contacts.at(0).preview, u"last"_s);
        // Number 7 has a thread, so it is not among the others again.
        QCOMPARE(head.contacts.at(8).jid, member(6));
        QCOMPARE(head.contacts.at(9).jid, member(8));
    }

    void ownRecordComesAlong()
    {
        QVERIFY(fill(300));
        const Jid self = jid(u"me@roost.example");
        QVERIFY(answer(m_database->applyContactChanges({{person(self, u"Me"_s)}, {}, {}})));
        QVERIFY(answer(m_database->saveListHead(order, byName())));
        const auto head = answer(m_database->loadListHead(order, self));
        QVERIFY(head);
        QCOMPARE(head->contacts.last().name, u"Me"_s);
        QCOMPARE(head->listed, 300); // Not a row of the list.
    }

    void isOfOneOrderOnly()
    {
        QVERIFY(fill(300));
        QVERIFY(answer(m_database->saveListHead(order, byName())));
        const auto other = answer(m_database->loadListHead(u"de/1"_s, {}));
        QVERIFY(other && other->contacts.isEmpty());
        QVERIFY(other->isKept); // To be forgotten all the same.
    }

    void isGoneWhenForgotten()
    {
        QVERIFY(!load().isKept);
        QVERIFY(fill(300));
        QVERIFY(answer(m_database->saveListHead(order, byName())));
        QVERIFY(answer(m_database->forgetListHead()));
        QVERIFY(!load().isKept);
        QVERIFY(load().contacts.isEmpty());
    }

    void smallListHasNone()
    {
        QVERIFY(fill(ListHead::fewestListed - 1));
        QVERIFY(answer(m_database->saveListHead(order, byName())));
        QVERIFY(!load().isKept);
    }

    void namesThatDoNotSufficeKeepNone()
    {
        QVERIFY(fill(300));
        QVERIFY(answer(m_database->saveListHead(order, byName().mid(1))));
        QVERIFY(!load().isKept);
    }

    void nonsenseIsNotShown_data()
    {
        QTest::addColumn<QString>("kept");
        QTest::newRow("empty line") << u"\n"_s;
        QTest::newRow("no numbers") << u"en/1\nmany\nsome\np0001@roost.example"_s;
        QTest::newRow("less than nobody") << u"en/1\n-5\n0\np0001@roost.example"_s;
        QTest::newRow("more unread than there are") << u"en/1\n300\n301\np0001@roost.example"_s;
        QTest::newRow("endless") << u"en/1\n300\n0"_s + u"\np0001@roost.example"_s.repeated(10'000);
        QTest::newRow("noise") << u"ZZZZ\u0001ZZZZ"_s.repeated(100);
    }

    void nonsenseIsNotShown()
    {
        QFETCH(const QString, kept);
        QVERIFY(fill(300));
        QVERIFY(answer(m_database->saveSetting(u"list-head"_s, kept)));
        const ListHead head = load();
        QVERIFY(head.isKept);
        QVERIFY(head.contacts.isEmpty());
        QCOMPARE(head.listed, 0);
        QCOMPARE(answer(m_database->loadContacts())->size(), 300);
    }

private:
    bool fill(int count)
    {
        ContactChanges changes;
        for (int i = 0; i < count; ++i) {
            changes.saved.append(person(member(i), u"Person %1"_s.arg(i)));
            changes.saved.last().inRoster = true;
        }
        return bool(answer(m_database->applyContactChanges(changes)));
    }
    static QList<Jid> byName()
    {
        QList<Jid> first;
        for (int i = 0; i < ListHead::mostRows; ++i)
            first.append(member(i));
        return first;
    }
    ListHead load() { return answer(m_database->loadListHead(order, {})).value_or({}); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<UserDatabase> m_database;
};

QTEST_GUILESS_MAIN(TestListHead)
#include "test_list_head.moc"
