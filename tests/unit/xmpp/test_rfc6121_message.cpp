// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/rfc6121_message.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Message bodies and returned messages.
class TestRfc6121Message : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bodyIsRead();
    void notForUs_data();
    void notForUs();
    void bodyIsCapped();
    void errorIsNoMessage();
    void chatIsMade();
};

void TestRfc6121Message::bodyIsRead()
{
    FakeSender sender;
    Rfc6121Message messages(sender);
    QSignalSpy received(&messages, &Rfc6121Message::messageReceived);
    Stanza stanza =
        sender.receive("<message xmlns='jabber:client' from='bob@example.org/phone' to='alice@example.com' "
                       "type='chat' id='m1' xml:lang='en'><body>a &lt;b&gt; &amp; c</body><thread>t1</thread>"
                       "<body xml:lang='de'>anders</body></message>");
    QCOMPARE(sender.handle(messages, stanza), Handled::Consume);
    QCOMPARE(received.count(), 1);
    const auto body = received[0][1].value<MessageBody>();
    QCOMPARE(body.text, u"a <b> & c"_s);
    QCOMPARE(body.thread, u"t1"_s);
    QVERIFY(stanza.annotation<MessageBody>());
    QCOMPARE(received[0][0].value<Stanza>().id, u"m1"_s);
}

void TestRfc6121Message::notForUs_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("no body") << QByteArray(
        "<message xmlns='jabber:client' from='b@example.org/x' type='chat'><composing "
        "xmlns='http://jabber.org/protocol/chatstates'/></message>");
    QTest::newRow("empty body") << QByteArray(
        "<message xmlns='jabber:client' from='b@example.org/x'><body/></message>");
    QTest::newRow("room") << QByteArray("<message xmlns='jabber:client' from='r@muc.example.org/x' "
                                        "type='groupchat'><body>x</body></message>");
    QTest::newRow("bad sender") << QByteArray(
        "<message xmlns='jabber:client' from='@'><body>x</body></message>");
    QTest::newRow("body of another namespace")
        << QByteArray("<message xmlns='jabber:client' from='b@example.org/x'><body "
                      "xmlns='http://www.w3.org/1999/xhtml'>x</body></message>");
}

void TestRfc6121Message::notForUs()
{
    QFETCH(const QByteArray, xml);
    FakeSender sender;
    Rfc6121Message messages(sender);
    QSignalSpy received(&messages, &Rfc6121Message::messageReceived);
    QCOMPARE(sender.inject(messages, xml), Handled::Pass);
    QCOMPARE(received.count(), 0);
}

void TestRfc6121Message::bodyIsCapped()
{
    FakeSender sender;
    Rfc6121Message messages(sender);
    QSignalSpy received(&messages, &Rfc6121Message::messageReceived);
    const auto sizeOf = [&](const QString &body) {
        Stanza stanza = sender.receive(
            "<message xmlns='jabber:client' from='b@example.org/x'><body>short</body></message>");
        // Longer than the parser takes, as in an answer of the archive.
        stanza.element = Rfc6121Message::makeChat(Jid::fromWire(u"alice@example.com"), u"1"_s, body);
        sender.handle(messages, stanza);
        return received.last()[1].value<MessageBody>().text.size();
    };
    constexpr qsizetype most = 256 * 1024;
    // All that a stanza may carry.
    QCOMPARE(sizeOf(QString(200'000, u'x')), 200'000);
    QCOMPARE(sizeOf(QString(most + 10, u'x')), most);
    QCOMPARE(sizeOf(QString(most - 1, u'x') + u"\U0001F63A"_s), most - 1);
}

void TestRfc6121Message::errorIsNoMessage()
{
    FakeSender sender;
    Rfc6121Message messages(sender);
    QSignalSpy received(&messages, &Rfc6121Message::messageReceived);
    QSignalSpy failed(&messages, &Rfc6121Message::messageFailed);
    QCOMPARE(sender.inject(messages,
                           "<message xmlns='jabber:client' from='bob@example.org' type='error' id='mine'>"
                           "<body>what I wrote</body><error type='cancel'><service-unavailable "
                           "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>"),
             Handled::Consume);
    QCOMPARE(received.count(), 0);
    QCOMPARE(failed.count(), 1);
    QCOMPARE(failed[0][0].value<Jid>().toString(), u"bob@example.org"_s);
    QCOMPARE(failed[0][1].toString(), u"mine"_s);
    QCOMPARE(failed[0][2].value<Error>().kind, ErrorKind::ServiceUnavailable);
    // Without an id it is about nothing we know.
    sender.inject(
        messages,
        "<message xmlns='jabber:client' from='bob@example.org' type='error'><body>x</body></message>");
    QCOMPARE(failed.count(), 1);
}

void TestRfc6121Message::chatIsMade()
{
    const XmlElement message =
        Rfc6121Message::makeChat(Jid::fromWire(u"bob@example.org/phone"), u"m9"_s, u"hi & bye"_s);
    const Result<XmlElement> read = parseXml(message.toXml());
    QVERIFY(read);
    QCOMPARE(read->attribute(u"to"), u"bob@example.org/phone"_s);
    QCOMPARE(read->attribute(u"id"), u"m9"_s);
    QCOMPARE(read->attribute(u"type"), u"chat"_s);
    QCOMPARE(read->childText(u"body", u"jabber:client"), u"hi & bye"_s);
}

QTEST_GUILESS_MAIN(TestRfc6121Message)
#include "test_rfc6121_message.moc"
