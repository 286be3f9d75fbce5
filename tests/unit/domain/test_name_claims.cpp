// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/contact_names.h"
#include "domain/contacts/name_claims.h"
#include "domain_fixture.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

using Claim = Endpoint::Claim;

/// A stranger that has written, and claims a name.
ContactRecord stranger(const char *address, const QString &nickname)
{
    ContactRecord record;
    record.jid = jid(address);
    record.nickname = nickname;
    record.lastMessageMs = 1;
    return record;
}

class ClaimsFixture : public DomainFixture
{
public:
    /// True once the claims have been compared since `before`.
    [[nodiscard]] bool settles(const std::function<void()> &change)
    {
        QSignalSpy compared(&claims, &NameClaims::compared);
        change();
        directory.changes().flush();
        return compared.size() > 0 || compared.wait(30'000);
    }
    ContactNames names{directory};
    NameClaims claims{directory, names};
};

} // namespace

/// Names that strangers choose, compared with the names of contacts.
class TestNameClaims : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStrangerIsItsAddress();
    void claimsAreCompared_data();
    void claimsAreCompared();
    void addressesAreCompared();
    void aContactThatIsAcceptedTakesNoName();
    void namesOfContactsCount();
    void noNameIsShownBeforeItIsCompared();
    void ownNamesAreNoClaims();
    void manyContactsTakeSeveralTurns();
};

void TestNameClaims::aStrangerIsItsAddress()
{
    ClaimsFixture f;
    QVERIFY(f.settles([&] {
        f.directory.load({contact("a@bar.com", u"Alice"_s), stranger("m@evil.com", u"Bo"_s)});
    }));
    const Endpoint &mallory = f.at("m@evil.com");
    QCOMPARE(mallory.displayName(), u"m@evil.com"_s);
    QCOMPARE(mallory.claimedName(), u"Bo"_s);
    QVERIFY(!mallory.claims());
    // A stranger with a pending subscription request counts too.
    f.directory.modify(f.at("asks@evil.com"), [](ContactRecord &record) {
        record.wantsUs = true;
        record.nickname = u"\u202eecilA\u200b"_s;
    });
    f.directory.changes().flush();
    QCOMPARE(f.at("asks@evil.com").displayName(), u"asks@evil.com"_s);
    QCOMPARE(f.at("asks@evil.com").claimedName(), u"ecilA"_s);
}

void TestNameClaims::claimsAreCompared_data()
{
    QTest::addColumn<QString>("nickname");
    QTest::addColumn<Endpoint::Claims>("claims");
    QTest::newRow("another name") << u"Bo"_s << Endpoint::Claims();
    QTest::newRow("the name of a contact") << u"Alice Liddell"_s << Endpoint::Claims(Claim::LikeContact);
    QTest::newRow("in another script") << u"Аlісе Liddell"_s << Endpoint::Claims(Claim::LikeContact);
    QTest::newRow("with a check mark") << u"alice liddell ✓"_s << Endpoint::Claims(Claim::LikeContact);
    QTest::newRow("the nickname of a contact") << u"Kenji"_s << Endpoint::Claims(Claim::LikeContact);
    QTest::newRow("an address") << u"support@bank.example"_s << Endpoint::Claims(Claim::LikeAddress);
    QTest::newRow("an address in full width")
        << u"support＠bank．example"_s << Endpoint::Claims(Claim::LikeAddress);
    QTest::newRow("the address of a contact")
        << u"a1ice@bar.com"_s << Endpoint::Claims(Claim::LikeAddress | Claim::LikeContact);
    QTest::newRow("the address of a service") << u"irc.bar.com"_s << Endpoint::Claims(Claim::LikeContact);
    QTest::newRow("our own address") << u"joe@bar.com"_s
                                     << Endpoint::Claims(Claim::LikeAddress | Claim::LikeContact);
}

void TestNameClaims::claimsAreCompared()
{
    QFETCH(QString, nickname);
    QFETCH(Endpoint::Claims, claims);
    ClaimsFixture f;
    ContactRecord kenji = contact("k@bar.com");
    kenji.nickname = u"Kenji"_s;
    QVERIFY(f.settles([&] {
        f.directory.load({contact("alice@bar.com", u"Alice Liddell"_s), kenji,
                          contact("irc.bar.com", u"IRC"_s), stranger("m@evil.com", nickname)});
    }));
    QCOMPARE(f.at("m@evil.com").claims(), claims);
    QCOMPARE(f.at("m@evil.com").displayName(), u"m@evil.com"_s);
    QCOMPARE(f.at("k@bar.com").displayName(), u"Kenji"_s);
}

void TestNameClaims::addressesAreCompared()
{
    ClaimsFixture f;
    const ContactRecord impostor = stranger("аlice@bar.com", {}); // Cyrillic а
    QVERIFY(f.settles([&] {
        f.directory.load({contact("alice@bar.com"), impostor, stranger("other@bar.com", {}),
                          stranger("alice\\40bar.com@evil.com", {})});
    }));
    QCOMPARE(f.at("alice\\40bar.com@evil.com").claims(), Endpoint::Claims(Claim::AddressLikeContact));
    QCOMPARE(f.directory.endpoint(impostor.jid).claims(), Endpoint::Claims(Claim::AddressLikeContact));
    QVERIFY(!f.at("other@bar.com").claims());
    QVERIFY(!f.at("alice@bar.com").claims());
}

void TestNameClaims::aContactThatIsAcceptedTakesNoName()
{
    ClaimsFixture f;
    QVERIFY(f.settles([&] {
        f.directory.load({contact("a@bar.com", u"Alice"_s), stranger("m@evil.com", u"Alice"_s),
                          stranger("b@bar.com", u"Bo"_s)});
    }));
    const auto accept = [&f](const char *address) {
        return f.settles([&] {
            f.directory.modify(f.at(address), [](ContactRecord &record) { record.inRoster = true; });
        });
    };
    QVERIFY(accept("b@bar.com"));
    QCOMPARE(f.at("b@bar.com").displayName(), u"Bo"_s);
    QCOMPARE(f.at("b@bar.com").claimedName(), QString());
    QVERIFY(accept("m@evil.com"));
    QCOMPARE(f.at("m@evil.com").displayName(), u"m@evil.com"_s);
    QCOMPARE(f.at("m@evil.com").claimedName(), u"Alice"_s);
    // The name that the user gave always counts.
    f.directory.modify(f.at("m@evil.com"), [](ContactRecord &record) { record.name = u"Alice"_s; });
    QCOMPARE(f.at("m@evil.com").displayName(), u"Alice"_s);
}

void TestNameClaims::namesOfContactsCount()
{
    ClaimsFixture f;
    QVERIFY(f.settles([&] {
        f.directory.load({contact("a@bar.com", u"Alice"_s), stranger("m@evil.com", u"Bo"_s)});
    }));
    QVERIFY(!f.at("m@evil.com").claims());
    const auto rename = [&f](const QString &name) {
        return f.settles([&] {
            f.directory.modify(f.at("a@bar.com"), [&name](ContactRecord &record) { record.name = name; });
        });
    };
    QVERIFY(rename(u"Bo"_s));
    QCOMPARE(f.at("m@evil.com").claims(), Endpoint::Claims(Claim::LikeContact));
    QVERIFY(rename(u"Alice"_s));
    QVERIFY(!f.at("m@evil.com").claims());
    QVERIFY(f.settles([&] { f.directory.update(contact("bo@bar.com", u"Bo"_s)); }));
    QCOMPARE(f.at("m@evil.com").claims(), Endpoint::Claims(Claim::LikeContact));
    QVERIFY(f.settles([&] {
        f.directory.modify(f.at("bo@bar.com"), [](ContactRecord &record) { record.inRoster = false; });
    }));
    QVERIFY(!f.at("m@evil.com").claims());
}

void TestNameClaims::noNameIsShownBeforeItIsCompared()
{
    ClaimsFixture f;
    QVERIFY(f.settles([&] {
        f.directory.load({contact("a@bar.com", u"Alice"_s), stranger("m@evil.com", u"Bo"_s)});
    }));
    QCOMPARE(f.at("m@evil.com").claimedName(), u"Bo"_s);
    f.directory.modify(f.at("m@evil.com"), [](ContactRecord &record) { record.nickname = u"Alice"_s; });
    QCOMPARE(f.at("m@evil.com").claimedName(), QString());
    f.directory.changes().flush();
    QCOMPARE(f.at("m@evil.com").claimedName(), u"Alice"_s);
    QCOMPARE(f.at("m@evil.com").claims(), Endpoint::Claims(Claim::LikeContact));
}

void TestNameClaims::ownNamesAreNoClaims()
{
    ClaimsFixture f;
    QVERIFY(f.settles([&] {
        f.directory.load({contact("a@bar.com", u"Joe"_s), stranger("joe@bar.com", u"Joe"_s),
                          stranger("m@evil.com", u"Bo"_s)});
    }));
    QVERIFY(!f.at("joe@bar.com").claims());
    QCOMPARE(f.at("joe@bar.com").displayName(), u"joe@bar.com"_s);
}

void TestNameClaims::manyContactsTakeSeveralTurns()
{
    ClaimsFixture f;
    QList<ContactRecord> all;
    for (int i = 0; i < 10'000; ++i)
        all.append(contact(u"p%1@bar.com"_s.arg(i).toLatin1().constData(), u"Person %1"_s.arg(i)));
    all.append(stranger("m@evil.com", u"Alice"_s));
    QSignalSpy compared(&f.claims, &NameClaims::compared);
    f.directory.load(all);
    QCoreApplication::sendPostedEvents(&f.claims, QEvent::MetaCall); // one turn of several
    // One that has been looked at in that turn gets the name.
    f.directory.modify(f.at("p0@bar.com"), [](ContactRecord &record) { record.name = u"Alice"_s; });
    f.directory.changes().flush();
    QTRY_VERIFY(!compared.isEmpty());
    QCOMPARE(f.at("m@evil.com").claims(), Endpoint::Claims(Claim::LikeContact));
    QCOMPARE(compared.size(), 1); // and not before that name counts
}

QTEST_GUILESS_MAIN(TestNameClaims)
#include "test_name_claims.moc"
