// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0280_carbons.h"
#include "xmpp/extensions/xep0297_forward.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Carbons of both servers are unwrapped, forged ones dropped (CVE-2017-5589 class).
class TestXep0280Carbons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void receivedFromProsody();
    void sentFromEjabberd();
    void forwarderStampIsKept();
    void others_data();
    void others();
    void forgedOnesAreDropped_data();
    void forgedOnesAreDropped();
    void isEnabledOncePerSession();
    void isEnabledWithTheBindRequest();
    void noCarbonsAreWanted();
};

namespace {

QByteArray carbon(const QByteArray &from, const QByteArray &kind, const QByteArray &inner)
{
    return "<message xmlns='jabber:client' to='alice@example.com/desk'" + from + " type='chat'><" + kind +
           " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>" + inner + "</forwarded></" +
           kind + "></message>";
}

const QByteArray own = " from='alice@example.com'";
const QByteArray fromBob =
    "<message xmlns='jabber:client' from='bob@example.org/phone' to='alice@example.com' "
    "id='m1' type='chat'><body>hello</body></message>";

} // namespace

void TestXep0280Carbons::isEnabledWithTheBindRequest()
{
    FakeSender sender;
    Xep0280Carbons carbons(sender);
    QVERIFY(carbons.inlineRequest()->is(u"enable", u"urn:xmpp:carbons:2"));
    carbons.inlineEnabled();
    carbons.sessionStarted(false);
    QCOMPARE(sender.questionCount(), 0);
    carbons.sessionStarted(false); // The next session is bound in the old way.
    QCOMPARE(sender.questionCount(), 1);
    sender.abandon();
}

void TestXep0280Carbons::noCarbonsAreWanted()
{
    FakeSender sender;
    Xep0280Carbons carbons(sender);
    Stanza stanza = sender.receive("<message xmlns='jabber:client' from='bob@example.org/x'><body>x</body>"
                                   "<private xmlns='urn:xmpp:carbons:2'/></message>");
    QCOMPARE(sender.handle(carbons, stanza), Handled::Pass);
    QVERIFY(stanza.annotation<NoCarbons>());
    QVERIFY(Xep0280Carbons::makePrivate().is(u"private", u"urn:xmpp:carbons:2"));
}

void TestXep0280Carbons::receivedFromProsody()
{
    FakeSender sender;
    Xep0280Carbons carbons(sender);
    Stanza stanza = sender.receive(
        "<message to='alice@example.com/desk' from='alice@example.com' xmlns='jabber:client' type='chat'>"
        "<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
        "<message id='m1' xmlns='jabber:client' to='alice@example.com/phone' type='chat' "
        "from='bob@example.org/work' "
        "xml:lang='en'><body>hello</body><request "
        "xmlns='urn:xmpp:receipts'/></message></forwarded></received></message>");
    QCOMPARE(sender.handle(carbons, stanza), Handled::Pass);
    QCOMPARE(stanza.from.toString(), u"bob@example.org/work"_s);
    QCOMPARE(stanza.to.toString(), u"alice@example.com/phone"_s);
    QCOMPARE(stanza.id, u"m1"_s);
    QCOMPARE(stanza.type, u"chat"_s);
    QCOMPARE(stanza.kind, StanzaKind::Message);
    QCOMPARE(stanza.element.childText(u"body", u"jabber:client"), u"hello"_s);
    QVERIFY(stanza.annotation<CarbonCopy>());
    QCOMPARE(stanza.annotation<CarbonCopy>()->direction, CarbonCopy::Direction::Received);
    QVERIFY(stanza.annotation<Forwarded>());
}

void TestXep0280Carbons::sentFromEjabberd()
{
    FakeSender sender;
    Xep0280Carbons carbons(sender);
    Stanza stanza = sender.receive(
        "<message type='chat' to='alice@example.com/desk' from='alice@example.com' xmlns='jabber:client'>"
        "<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xml:lang='en' "
        "to='bob@example.org' from='alice@example.com/phone' type='chat' id='m2' xmlns='jabber:client'>"
        "<body>from my phone</body></message></forwarded></sent></message>");
    QCOMPARE(sender.handle(carbons, stanza), Handled::Pass);
    QCOMPARE(stanza.from.toString(), u"alice@example.com/phone"_s);
    QCOMPARE(stanza.to.toString(), u"bob@example.org"_s);
    QCOMPARE(stanza.annotation<CarbonCopy>()->direction, CarbonCopy::Direction::Sent);
}

void TestXep0280Carbons::forwarderStampIsKept()
{
    FakeSender sender;
    Xep0280Carbons carbons(sender);
    Stanza stanza = sender.receive(
        carbon(own, "received", "<delay xmlns='urn:xmpp:delay' stamp='2025-01-01T00:00:00Z'/>" + fromBob));
    QCOMPARE(sender.handle(carbons, stanza), Handled::Pass);
    QCOMPARE(stanza.annotation<Forwarded>()->delay.attribute(u"stamp"), u"2025-01-01T00:00:00Z"_s);
}

void TestXep0280Carbons::others_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("no wrapper") << QByteArray(
        "<message xmlns='jabber:client' from='bob@example.org/x'><body>x</body></message>");
    QTest::newRow("private") << QByteArray(
        "<message xmlns='jabber:client' from='bob@example.org/x'><body>x</body>"
        "<private xmlns='urn:xmpp:carbons:2'/></message>");
    QTest::newRow("receipt") << QByteArray("<message xmlns='jabber:client' from='bob@example.org/x'>"
                                           "<received xmlns='urn:xmpp:receipts' id='m'/></message>");
    QTest::newRow("presence") << QByteArray("<presence xmlns='jabber:client' from='bob@example.org/x'>"
                                            "<received xmlns='urn:xmpp:carbons:2'/></presence>");
}

void TestXep0280Carbons::others()
{
    QFETCH(const QByteArray, xml);
    FakeSender sender;
    Xep0280Carbons carbons(sender);
    Stanza stanza = sender.receive(xml);
    QVERIFY(!stanza.isNull());
    const XmlElement before = stanza.element;
    QCOMPARE(sender.handle(carbons, stanza), Handled::Pass);
    QCOMPARE(stanza.element, before);
    QVERIFY(!stanza.annotation<CarbonCopy>());
}

void TestXep0280Carbons::forgedOnesAreDropped_data()
{
    QTest::addColumn<QByteArray>("xml");
    const QByteArray sentByMe =
        "<message xmlns='jabber:client' from='alice@example.com/phone' to='bob@example.org' "
        "type='chat'><body>x</body></message>";
    QTest::newRow("stranger") << carbon(" from='mallory@example.net/x'", "received", fromBob);
    QTest::newRow("stranger, sent") << carbon(" from='mallory@example.net/x'", "sent", sentByMe);
    QTest::newRow("room occupant") << carbon(" from='room@muc.example.com/alice'", "received", fromBob);
    QTest::newRow("own full address") << carbon(" from='alice@example.com/phone'", "received", fromBob);
    QTest::newRow("own server") << carbon(" from='example.com'", "received", fromBob);
    QTest::newRow("look-alike") << carbon(" from='alice@example.com.evil.org'", "received", fromBob);
    QTest::newRow("bad address") << carbon(" from='@'", "received", fromBob);
    QTest::newRow("nothing inside") << carbon(own, "received", "");
    QTest::newRow("two inside") << carbon(own, "received", fromBob + fromBob);
    QTest::newRow("presence inside") << carbon(own, "received",
                                               "<presence xmlns='jabber:client' from='bob@example.org/x'/>");
    QTest::newRow("iq inside") << carbon(
        own, "received", "<iq xmlns='jabber:client' from='bob@example.org/x' type='set' id='1'/>");
    QTest::newRow("groupchat") << carbon(own, "received",
                                         QByteArray(fromBob).replace("'chat'", "'groupchat'"));
    QTest::newRow("headline") << carbon(own, "received", QByteArray(fromBob).replace("'chat'", "'headline'"));
    QTest::newRow("error") << carbon(own, "received", QByteArray(fromBob).replace("'chat'", "'error'"));
    QTest::newRow("no sender") << carbon(own, "received",
                                         "<message xmlns='jabber:client'><body>x</body></message>");
    QTest::newRow("wrong namespace") << carbon(
        own, "received", "<message xmlns='jabber:server' from='bob@example.org/x'><body>x</body></message>");
    QTest::newRow("sent by somebody else") << carbon(own, "sent", fromBob);
    QTest::newRow("received by somebody else") << carbon(own, "received", sentByMe);
    QTest::newRow("carbon in carbon") << carbon(own, "received", carbon(own, "received", fromBob));
    QTest::newRow("forward in carbon")
        << carbon(own, "received",
                  "<message xmlns='jabber:client' from='bob@example.org/x'><forwarded "
                  "xmlns='urn:xmpp:forward:0'>" +
                      fromBob + "</forwarded></message>");
    QTest::newRow("archive in carbon")
        << carbon(own, "received",
                  "<message xmlns='jabber:client' from='bob@example.org/x'><result "
                  "xmlns='urn:xmpp:mam:2'><forwarded xmlns='urn:xmpp:forward:0'>" +
                      fromBob + "</forwarded></result></message>");
    QTest::newRow("not forwarded") << QByteArray(
                                          "<message xmlns='jabber:client' from='alice@example.com'><received "
                                          "xmlns='urn:xmpp:carbons:2'>") +
                                          fromBob + "</received></message>";
}

void TestXep0280Carbons::forgedOnesAreDropped()
{
    QFETCH(const QByteArray, xml);
    FakeSender sender;
    Xep0280Carbons carbons(sender);
    Stanza stanza = sender.receive(xml);
    QVERIFY(!stanza.isNull());
    QCOMPARE(sender.handle(carbons, stanza), Handled::Drop);
    QVERIFY(!stanza.annotation<CarbonCopy>());
    QCOMPARE(sender.sentCount(), 0);
}

void TestXep0280Carbons::isEnabledOncePerSession()
{
    FakeSender sender;
    Xep0280Carbons carbons(sender);
    carbons.sessionStarted(true);
    QCOMPARE(sender.questionCount(), 0);
    carbons.sessionStarted(false);
    QCOMPARE(sender.question().attribute(u"type"), u"set"_s);
    QVERIFY(sender.question().child(u"enable", u"urn:xmpp:carbons:2"));
    QVERIFY(!sender.question().hasAttribute(u"to"));
    sender.refuse(); // a server without carbons is no error
}

QTEST_GUILESS_MAIN(TestXep0280Carbons)
#include "test_xep0280_carbons.moc"
