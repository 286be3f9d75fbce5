// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/contact_names.h"
#include "domain_fixture.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// The index of the names of all contacts.
class TestContactNames : public QObject
{
    Q_OBJECT

    static bool isTaken(const ContactNames::Index &index, const QString &name)
    {
        return index && index->claimsOf({name, jid("m@evil.com")}).testFlag(Endpoint::Claim::LikeContact);
    }
    /// The answer of ContactNames::current(); null if there is none.
    static ContactNames::Index answerOf(QFuture<ContactNames::Index> answer)
    {
        return QTest::qWaitFor([&] { return answer.isFinished(); }) ? answer.result() : nullptr;
    }

private Q_SLOTS:
    void isBuiltOnDemand();
    void answersWithChangesOfTheSameTurn();
    void answersWithChangesDuringABuild();
    void followsTheContacts();
    void countsTheOwnAddress();
};

void TestContactNames::isBuiltOnDemand()
{
    DomainFixture f;
    ContactNames names(f.directory);
    f.directory.load({contact("a@bar.com", u"Alice"_s)});
    f.directory.update(contact("b@bar.com", u"Bo"_s));
    f.directory.changes().flush();
    QCoreApplication::processEvents();
    QVERIFY(!names.index() && !names.isCurrent());
    names.start();
    QSignalSpy built(&names, &ContactNames::built);
    QVERIFY(built.wait());
    QVERIFY(names.isCurrent());
    QVERIFY(isTaken(names.index(), u"Alice"_s) && isTaken(names.index(), u"Bo"_s));
    QVERIFY(names.contains(f.at("a@bar.com")) && !names.contains(f.at("c@bar.com")));
}

void TestContactNames::answersWithChangesOfTheSameTurn()
{
    DomainFixture f;
    ContactNames names(f.directory);
    f.directory.load({contact("a@bar.com", u"Alice"_s)});
    const ContactNames::Index first = answerOf(names.current());
    QVERIFY(isTaken(first, u"Alice"_s) && !isTaken(first, u"Bo"_s));
    // Without a change there is no second index.
    QCOMPARE(answerOf(names.current()), first);
    f.directory.update(contact("b@bar.com", u"Bo"_s));
    QVERIFY(isTaken(answerOf(names.current()), u"Bo"_s));
}

void TestContactNames::answersWithChangesDuringABuild()
{
    DomainFixture f;
    ContactNames names(f.directory);
    QList<ContactRecord> all;
    for (int i = 0; i < 10'000; ++i)
        all.append(contact(u"p%1@bar.com"_s.arg(i).toLatin1().constData(), u"Person %1"_s.arg(i)));
    f.directory.load(all);
    names.start();
    QCoreApplication::sendPostedEvents(&names, QEvent::MetaCall); // one turn of several
    // The build has passed this contact.
    f.directory.modify(f.at("p0@bar.com"), [](ContactRecord &record) { record.name = u"Alice"_s; });
    QVERIFY(isTaken(answerOf(names.current()), u"Alice"_s));
}

void TestContactNames::followsTheContacts()
{
    DomainFixture f;
    ContactNames names(f.directory);
    f.directory.load({contact("a@bar.com", u"Alice"_s)});
    QVERIFY(isTaken(answerOf(names.current()), u"Alice"_s));
    f.directory.modify(f.at("a@bar.com"), [](ContactRecord &record) { record.name = u"Ann"_s; });
    f.directory.changes().flush();
    QVERIFY(!names.isCurrent());
    QTRY_VERIFY(names.isCurrent());
    QVERIFY(isTaken(names.index(), u"Ann"_s) && !isTaken(names.index(), u"Alice"_s));
}

void TestContactNames::countsTheOwnAddress()
{
    DomainFixture f;
    ContactNames names(f.directory);
    const ContactNames::Index index = answerOf(names.current());
    QVERIFY(index);
    QVERIFY(index->claimsOf({{}, jid("j0e@bar.com")}).testFlag(Endpoint::Claim::AddressLikeContact));
    QVERIFY(!index->claimsOf({{}, jid("ann@bar.com")}));
}

QTEST_GUILESS_MAIN(TestContactNames)
#include "test_contact_names.moc"
