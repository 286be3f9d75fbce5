// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/endpoint_ref.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// The name of an Endpoint outside of its Session.
class TestEndpointRef : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void survivesItsText_data()
    {
        QTest::addColumn<QString>("account");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("text");
        QTest::newRow("with account")
            << u"joe@bar.com"_s << u"foo@bar.com"_s << u"xmpp://joe@bar.com/foo@bar.com"_s;
        QTest::newRow("without account") << QString() << u"foo@bar.com"_s << u"xmpp:foo@bar.com"_s;
        QTest::newRow("server") << u"joe@bar.com"_s << u"irc.bar.com"_s
                                << u"xmpp://joe@bar.com/irc.bar.com"_s;
        QTest::newRow("escaped") << u"joe@bar.com"_s << u"n\\20s@bar.com"_s
                                 << u"xmpp://joe@bar.com/n%5C20s@bar.com"_s;
        QTest::newRow("marks of URIs")
            << u"a%b@bar.com"_s << u"x?y#z@bar.com"_s << u"xmpp://a%25b@bar.com/x%3Fy%23z@bar.com"_s;
        QTest::newRow("not ASCII") << u"jörg@bar.com"_s << u"你@bar.com"_s
                                   << u"xmpp://j%C3%B6rg@bar.com/%E4%BD%A0@bar.com"_s;
    }

    void survivesItsText()
    {
        QFETCH(QString, account);
        QFETCH(QString, id);
        QFETCH(QString, text);
        const EndpointRef ref{Jid::fromWire(account), Jid::fromWire(id)};
        QCOMPARE(ref.id.toString(), id);
        QCOMPARE(ref.toString(), text);
        const auto parsed = EndpointRef::parse(text);
        QVERIFY(parsed);
        QCOMPARE(*parsed, ref);
    }

    void takesBareAddresses()
    {
        const auto ref = EndpointRef::parse(u"XMPP://Joe@Bar.com/Foo@Bar.com/home");
        QVERIFY(ref);
        QCOMPARE(ref->account.toString(), u"joe@bar.com"_s);
        QCOMPARE(ref->id.toString(), u"foo@bar.com"_s);
        QCOMPARE(EndpointRef::parse(u"xmpp:///foo@bar.com").value_or(EndpointRef()).toString(),
                 u"xmpp:foo@bar.com"_s);
    }

    void refusesOtherText_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text :
             {QString(), u"foo@bar.com"_s, u"xmpp:"_s, u"xmpp://joe@bar.com"_s, u"xmpp://joe@bar.com/"_s,
              u"xmpp://@@/foo@bar.com"_s, u"xmpp:foo@bar.com?message"_s, u"xmpp:foo@bar.com#x"_s})
            QTest::newRow(qPrintable(text)) << text;
    }

    void refusesOtherText()
    {
        QFETCH(QString, text);
        QVERIFY(!EndpointRef::parse(text));
    }

    void accountsAreKeptApart()
    {
        const Jid foo = Jid::fromWire(u"foo@bar.com");
        const EndpointRef ofJoe{Jid::fromWire(u"joe@bar.com"), foo};
        const EndpointRef ofAnn{Jid::fromWire(u"ann@bar.com"), foo};
        QVERIFY(ofJoe != ofAnn);
        QCOMPARE((QSet<EndpointRef>{ofJoe, ofAnn, ofJoe}.size()), 2);
        QVERIFY(!ofJoe.isEmpty());
        QVERIFY(EndpointRef().isEmpty());
    }
};

} // namespace roost

QTEST_APPLESS_MAIN(roost::TestEndpointRef)
#include "test_endpoint_ref.moc"
