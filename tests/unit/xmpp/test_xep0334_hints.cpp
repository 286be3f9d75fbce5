// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0033_addresses.h"
#include "xmpp/extensions/xep0334_hints.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Processing hints.
class TestXep0334Hints : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doNotStore_data();
    void doNotStore();
    void hintsAreMade();
    void refusesMessagesForOthers_data();
    void refusesMessagesForOthers();
};

void TestXep0334Hints::doNotStore_data()
{
    QTest::addColumn<QByteArray>("hint");
    QTest::addColumn<bool>("expected");
    QTest::newRow("none") << QByteArray() << false;
    QTest::newRow("no-store") << QByteArray("<no-store xmlns='urn:xmpp:hints'/>") << true;
    QTest::newRow("no-permanent-store") << QByteArray("<no-permanent-store xmlns='urn:xmpp:hints'/>") << true;
    QTest::newRow("store") << QByteArray("<store xmlns='urn:xmpp:hints'/>") << false;
    QTest::newRow("no-copy") << QByteArray("<no-copy xmlns='urn:xmpp:hints'/>") << false;
    QTest::newRow("foreign") << QByteArray("<no-store xmlns='urn:other'/>") << false;
}

void TestXep0334Hints::doNotStore()
{
    QFETCH(const QByteArray, hint);
    QFETCH(const bool, expected);
    FakeSender sender;
    Xep0334Hints hints(sender);
    Stanza stanza = sender.receive("<message xmlns='jabber:client' from='b@example.org/x'><body>x</body>" +
                                   hint + "</message>");
    QCOMPARE(sender.handle(hints, stanza), Handled::Pass);
    QCOMPARE(stanza.annotation<DoNotStore>() != nullptr, expected);
}

void TestXep0334Hints::hintsAreMade()
{
    using Hint = Xep0334Hints::Hint;
    QVERIFY(Xep0334Hints::make(Hint::NoPermanentStore).is(u"no-permanent-store", u"urn:xmpp:hints"));
    QVERIFY(Xep0334Hints::make(Hint::NoStore).is(u"no-store", u"urn:xmpp:hints"));
    QVERIFY(Xep0334Hints::make(Hint::NoCopy).is(u"no-copy", u"urn:xmpp:hints"));
    QVERIFY(Xep0334Hints::make(Hint::Store).is(u"store", u"urn:xmpp:hints"));
}

void TestXep0334Hints::refusesMessagesForOthers_data()
{
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("meant"); // XEP-0033
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<bool>("isKnown");
    QTest::addColumn<bool>("isRefused");
    const QByteArray desk = "alice@example.com/desk";
    const QByteArray phone = "alice@example.com/phone";
    QTest::newRow("for us") << desk << QByteArray() << QByteArray("normal") << true << false;
    QTest::newRow("meant for us") << desk << desk << QByteArray("normal") << true << false;
    QTest::newRow("for one that has gone") << phone << QByteArray() << QByteArray("normal") << true << true;
    QTest::newRow("meant for one that has gone") << desk << phone << QByteArray("normal") << true << true;
    QTest::newRow("meant for another person")
        << desk << QByteArray("eve@example.com/x") << QByteArray("normal") << true << false;
    QTest::newRow("of a stranger, who learns nothing")
        << phone << phone << QByteArray("normal") << false << false;
    QTest::newRow("for all") << QByteArray("alice@example.com") << QByteArray() << QByteArray("normal")
                             << true << false;
    QTest::newRow("a chat") << phone << QByteArray() << QByteArray("chat") << true << false;
    QTest::newRow("an error") << phone << QByteArray() << QByteArray("error") << true << false;
}

void TestXep0334Hints::refusesMessagesForOthers()
{
    QFETCH(const QByteArray, to);
    QFETCH(const QByteArray, meant);
    QFETCH(const QByteArray, type);
    QFETCH(const bool, isKnown);
    QFETCH(const bool, isRefused);
    FakeSender sender;
    Xep0033Addresses addresses(sender);
    Xep0334Hints hints(sender);
    hints.setAllowed([isKnown](const Jid &bare) { return isKnown && bare.toString() == u"b@example.org"; });
    const QByteArray address = meant.isEmpty() ? QByteArray()
                                               : "<addresses xmlns='http://jabber.org/protocol/address'>"
                                                 "<address type='to' jid='" +
                                                     meant + "'/></addresses>";
    Stanza stanza = sender.receive("<message xmlns='jabber:client' id='m1' from='b@example.org/x' to='" + to +
                                   "' type='" + type + "'>" + address +
                                   "<body>x</body><no-copy xmlns='urn:xmpp:hints'/></message>");
    QCOMPARE(sender.handle(addresses, stanza), Handled::Pass);
    QCOMPARE(sender.handle(hints, stanza), isRefused ? Handled::Consume : Handled::Pass);
    QVERIFY(stanza.annotation<DoNotCopy>());
    const XmlElement answer = sender.takeSent();
    QCOMPARE(answer.isNull(), !isRefused);
    if (!isRefused)
        return;
    QCOMPARE(answer.attribute(u"to"), u"b@example.org/x"_s);
    QCOMPARE(answer.attribute(u"id"), u"m1"_s);
    QCOMPARE(answer.attribute(u"type"), u"error"_s);
    QCOMPARE(stanzaError(answer).kind, ErrorKind::ServiceUnavailable);
}

QTEST_GUILESS_MAIN(TestXep0334Hints)
#include "test_xep0334_hints.moc"
