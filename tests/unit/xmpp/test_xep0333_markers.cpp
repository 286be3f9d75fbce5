// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0280_carbons.h"
#include "xmpp/extensions/xep0333_markers.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Displayed markers: those of contacts, and those of our other devices.
class TestXep0333Markers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognizesMarkableMessages_data();
    void recognizesMarkableMessages();
    void reportsDisplayedMarkers();
    void passesMarkersWithOtherContent();
    void isDeaf_data();
    void isDeaf();
    void ownCarbonIsReported();
    void forgedOwnMarkerIsNone();
    void marksWithEachBody_data();
    void marksWithEachBody();
    void sends();
};

namespace {

constexpr QStringView markersNs = u"urn:xmpp:chat-markers:0";
const QByteArray displayedMessage =
    "<message xmlns='jabber:client' from='bob@example.org/phone' to='alice@example.com/desk' type='chat' "
    "id='d1'><displayed xmlns='urn:xmpp:chat-markers:0' id='m1'/></message>";

QByteArray carbon(const char *direction, const QByteArray &from, const QByteArray &inside)
{
    return "<message xmlns='jabber:client' from='" + from + "' to='alice@example.com/desk'><" +
           QByteArray(direction) + " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>" +
           inside + "</forwarded></" + direction + "></message>";
}

const QByteArray ownMessage =
    "<message xmlns='jabber:client' from='alice@example.com/phone' to='bob@example.org' type='chat'>"
    "<displayed xmlns='urn:xmpp:chat-markers:0' id='b7'/></message>";

} // namespace

void TestXep0333Markers::recognizesMarkableMessages_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<bool>("isMarkable");
    const QByteArray message =
        "<message xmlns='jabber:client' from='bob@example.org/phone' to='alice@example.com' type='chat' "
        "id='m1'><body>hi</body><markable xmlns='urn:xmpp:chat-markers:0'/></message>";
    QTest::newRow("chat") << message << true;
    QTest::newRow("no id") << QByteArray(message).replace(" id='m1'", "") << false;
    QTest::newRow("no body") << QByteArray(message).replace("<body>hi</body>", "") << false;
    QTest::newRow("room") << QByteArray(message).replace("'chat'", "'groupchat'") << false;
    QTest::newRow("error") << QByteArray(message).replace("'chat'", "'error'") << false;
    QTest::newRow("not asked") << QByteArray(message).replace("chat-markers", "other") << false;
}

void TestXep0333Markers::recognizesMarkableMessages()
{
    QFETCH(const QByteArray, xml);
    QFETCH(const bool, isMarkable);
    FakeSender sender;
    Xep0333Markers markers(sender);
    Stanza stanza = sender.receive(xml);
    QCOMPARE(sender.handle(markers, stanza), Handled::Pass);
    QCOMPARE(stanza.annotation<Markable>() != nullptr, isMarkable);
    QCOMPARE(sender.sentCount(), 0); // displayed is not received: no automatic answer
}

void TestXep0333Markers::reportsDisplayedMarkers()
{
    FakeSender sender;
    Xep0333Markers markers(sender);
    QSignalSpy received(&markers, &Xep0333Markers::displayedReceived);
    QCOMPARE(sender.inject(markers, displayedMessage), Handled::Consume);
    QCOMPARE(received.count(), 1);
    QCOMPARE(received[0][0].value<Jid>().toString(), u"bob@example.org/phone"_s);
    QCOMPARE(received[0][1].toString(), u"m1"_s);
}

void TestXep0333Markers::passesMarkersWithOtherContent()
{
    FakeSender sender;
    Xep0333Markers markers(sender);
    QCOMPARE(sender.inject(markers,
                           QByteArray(displayedMessage).replace("</message>", "<body>x</body></message>")),
             Handled::Pass);
    QCOMPARE(sender.inject(markers, QByteArray(displayedMessage)
                                        .replace("</message>",
                                                 "<received xmlns='urn:xmpp:receipts' id='m1'/></message>")),
             Handled::Pass);
}

void TestXep0333Markers::isDeaf_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("no id") << QByteArray(displayedMessage).replace(" id='m1'", "");
    QTest::newRow("endless id")
        << QByteArray(displayedMessage).replace("'m1'", "'" + QByteArray(2'000, 'x') + "'");
    QTest::newRow("room") << QByteArray(displayedMessage).replace("'chat'", "'groupchat'");
    QTest::newRow("error") << QByteArray(displayedMessage).replace("'chat'", "'error'");
    QTest::newRow("no sender") << QByteArray(displayedMessage).replace("bob@example.org/phone", "@@");
    // Our own server sends copies of our devices' markers; a marker that a device of ours sends to us
    // directly has no meaning.
    QTest::newRow("our own device")
        << QByteArray(displayedMessage).replace("bob@example.org", "alice@example.com");
    QTest::newRow("our server") << QByteArray(displayedMessage).replace("from='bob@example.org/phone' ", "");
}

void TestXep0333Markers::isDeaf()
{
    QFETCH(const QByteArray, xml);
    FakeSender sender;
    Xep0333Markers markers(sender);
    QSignalSpy received(&markers, &Xep0333Markers::displayedReceived);
    QSignalSpy elsewhere(&markers, &Xep0333Markers::displayedElsewhere);
    sender.inject(markers, xml);
    QCOMPARE(received.count(), 0);
    QCOMPARE(elsewhere.count(), 0);
}

void TestXep0333Markers::ownCarbonIsReported()
{
    FakeSender sender;
    Xep0280Carbons carbons(sender);
    Xep0333Markers markers(sender);
    QSignalSpy received(&markers, &Xep0333Markers::displayedReceived);
    QSignalSpy elsewhere(&markers, &Xep0333Markers::displayedElsewhere);
    Stanza ours = sender.receive(carbon("sent", "alice@example.com", ownMessage));
    QCOMPARE(sender.handle(carbons, ours), Handled::Pass);
    QCOMPARE(sender.handle(markers, ours), Handled::Consume);
    QCOMPARE(elsewhere.count(), 1);
    QCOMPARE(elsewhere[0][0].value<Jid>().toString(), u"bob@example.org"_s);
    QCOMPARE(elsewhere[0][1].toString(), u"b7"_s);
    QVERIFY(elsewhere[0][2].toString().isNull());
    // To another of our devices they have said that they saw something.
    Stanza theirs = sender.receive(carbon("received", "alice@example.com", displayedMessage));
    QCOMPARE(sender.handle(carbons, theirs), Handled::Pass);
    QCOMPARE(sender.handle(markers, theirs), Handled::Consume);
    QCOMPARE(received.count(), 1);
    QCOMPARE(elsewhere.count(), 1);
}

void TestXep0333Markers::forgedOwnMarkerIsNone()
{
    FakeSender sender;
    Xep0280Carbons carbons(sender);
    Xep0333Markers markers(sender);
    QSignalSpy elsewhere(&markers, &Xep0333Markers::displayedElsewhere);
    // Mallory claims that we have read Bob's message, and that our own phone reported it.
    for (const QByteArray &xml :
         {carbon("sent", "mallory@example.net", ownMessage),
          carbon("received", "alice@example.com", ownMessage),
          QByteArray(ownMessage)
              .replace("alice@example.com/phone", "mallory@example.net/alice@example.com")}) {
        Stanza forged = sender.receive(xml);
        if (sender.handle(carbons, forged) == Handled::Pass)
            (void)sender.handle(markers, forged);
    }
    QCOMPARE(elsewhere.count(), 0);
}

void TestXep0333Markers::marksWithEachBody_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<bool>("isExpected");
    const QByteArray message =
        "<message xmlns='jabber:client' to='bob@example.org' type='chat' id='m1'><body>hi</body></message>";
    QTest::newRow("chat") << message << true;
    QTest::newRow("to one device") << QByteArray(message).replace("'chat'", "'normal'") << true;
    QTest::newRow("no id") << QByteArray(message).replace(" id='m1'", "") << false;
    QTest::newRow("no body") << QByteArray(message).replace("<body>hi</body>", "") << false;
    QTest::newRow("room") << QByteArray(message).replace("'chat'", "'groupchat'") << false;
    QTest::newRow("presence") << QByteArray("<presence xmlns='jabber:client' id='p'/>") << false;
}

void TestXep0333Markers::marksWithEachBody()
{
    QFETCH(const QByteArray, xml);
    QFETCH(const bool, isExpected);
    FakeSender sender;
    Xep0333Markers markers(sender);
    XmlElement stanza = *parseXml(xml);
    markers.build(stanza);
    markers.build(stanza);
    qsizetype count = 0;
    for (const XmlElement &child : stanza.children())
        count += child.is(u"markable", markersNs) ? 1 : 0;
    QCOMPARE(count, isExpected ? 1 : 0);
}

void TestXep0333Markers::sends()
{
    FakeSender sender;
    Xep0333Markers markers(sender);
    markers.sendDisplayed(Jid::fromWire(u"bob@example.org/phone"), u"m9"_s);
    XmlElement message = sender.takeSent();
    QCOMPARE(message.attribute(u"to"), u"bob@example.org"_s);
    QCOMPARE(message.attribute(u"type"), u"chat"_s);
    QCOMPARE(message.child(u"displayed", markersNs)->attribute(u"id"), u"m9"_s);
    QVERIFY(message.child(u"store", u"urn:xmpp:hints"));
    markers.sendDisplayedPrivately(Jid::fromWire(u"bob@example.org/phone"), u"m9"_s);
    const XmlElement alone = sender.takeSent();
    QCOMPARE(alone.attribute(u"to"), u"bob@example.org/phone"_s);
    QVERIFY(alone.attribute(u"type") != u"chat"_s);
    QVERIFY(alone.child(u"displayed", markersNs));
    QVERIFY(alone.child(u"private", u"urn:xmpp:carbons:2"));
    QVERIFY(alone.child(u"no-copy", u"urn:xmpp:hints"));
    QVERIFY(!alone.child(u"store", u"urn:xmpp:hints"));
    // A marker asks for no marker, else two clients would never end.
    markers.build(message);
    QVERIFY(!message.child(u"markable", markersNs));
}

QTEST_GUILESS_MAIN(TestXep0333Markers)
#include "test_xep0333_markers.moc"
