// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0184_receipts.h"
#include "xmpp/extensions/xep0280_carbons.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Receipts: requested with each message; answered only to allowed addresses and only for native copies.
class TestXep0184Receipts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAContact();
    void answersOnlyOnRequest();
    void staysSilent_data();
    void staysSilent();
    void reportsReceipts();
    void receiptsByCarbon();
    void falseReceipts_data();
    void falseReceipts();
    void asksWithEachBody_data();
    void asksWithEachBody();
    void sendsAFewAtATime();
    void owesUntilAcknowledged();
    void owesToThoseAllowedOnly();
    void owesInTheNextRun();
    void ignoresInvalidOwedReceipts();
};

namespace {

const QByteArray askingMessage =
    "<message xmlns='jabber:client' from='bob@example.org/phone' to='alice@example.com/desk' "
    "type='chat' id='m1'><body>hi</body><request xmlns='urn:xmpp:receipts'/></message>";

/// A message with that id that asks for a receipt.
QByteArray asking(int number)
{
    return QByteArray(askingMessage).replace("'m1'", '\'' + QByteArray::number(number) + '\'');
}

/// The ids that have been confirmed, oldest first.
QStringList takeConfirmed(FakeSender &sender)
{
    QStringList ids;
    while (sender.sentCount() > 0)
        ids.append(sender.takeSent().child(u"received", u"urn:xmpp:receipts")->attribute(u"id"));
    return ids;
}

/// As the domain does once it has kept the message; whether the extension passes it on.
Handled receive(FakeSender &sender, Xep0184Receipts &receipts, const QByteArray &xml)
{
    Stanza stanza = sender.receive(xml);
    const Handled handled = sender.handle(receipts, stanza);
    if (const auto *request = stanza.annotation<ReceiptRequest>())
        receipts.answer(*request);
    return handled;
}

} // namespace

void TestXep0184Receipts::answersOnlyOnRequest()
{
    FakeSender sender;
    Xep0184Receipts receipts(sender);
    receipts.setAllowed([](const Jid &) { return true; });
    QCOMPARE(sender.inject(receipts, askingMessage), Handled::Pass);
    QCOMPARE(sender.sentCount(), 0); // it is not kept yet
}

void TestXep0184Receipts::answersAContact()
{
    FakeSender sender;
    Xep0184Receipts receipts(sender);
    receipts.setAllowed([](const Jid &bare) { return bare.toString() == u"bob@example.org"; });
    QCOMPARE(receive(sender, receipts, askingMessage), Handled::Pass);
    const XmlElement receipt = sender.takeSent();
    QCOMPARE(receipt.attribute(u"to"), u"bob@example.org/phone"_s);
    QCOMPARE(receipt.attribute(u"type"), u"chat"_s);
    QVERIFY(!receipt.attribute(u"id").isEmpty());
    QCOMPARE(receipt.child(u"received", u"urn:xmpp:receipts")->attribute(u"id"), u"m1"_s);
    QVERIFY(receipt.child(u"store", u"urn:xmpp:hints"));
    QVERIFY(!receipt.child(u"request", u"urn:xmpp:receipts"));
    QCOMPARE(sender.sentCount(), 0);
}

void TestXep0184Receipts::staysSilent_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<bool>("isAllowed");
    QTest::newRow("not allowed") << askingMessage << false;
    QTest::newRow("not asked") << QByteArray(askingMessage).replace("urn:xmpp:receipts", "urn:other") << true;
    QTest::newRow("no id") << QByteArray(askingMessage).replace(" id='m1'", "") << true;
    QTest::newRow("error") << QByteArray(askingMessage).replace("'chat'", "'error'") << true;
    QTest::newRow("room") << QByteArray(askingMessage).replace("'chat'", "'groupchat'") << true;
    QTest::newRow("ourselves") << QByteArray(askingMessage).replace("bob@example.org", "alice@example.com")
                               << true;
    QTest::newRow("receipt that asks")
        << QByteArray(askingMessage)
               .replace("<body>hi</body>", "<received xmlns='urn:xmpp:receipts' id='x'/>")
        << true;
}

void TestXep0184Receipts::staysSilent()
{
    QFETCH(const QByteArray, xml);
    QFETCH(const bool, isAllowed);
    FakeSender sender;
    Xep0184Receipts receipts(sender);
    receive(sender, receipts, xml); // no address is allowed by default
    receipts.setAllowed([isAllowed](const Jid &) { return isAllowed; });
    receive(sender, receipts, xml);
    QCOMPARE(sender.sentCount(), 0);
}

void TestXep0184Receipts::reportsReceipts()
{
    FakeSender sender;
    Xep0184Receipts receipts(sender);
    QSignalSpy received(&receipts, &Xep0184Receipts::receiptReceived);
    QCOMPARE(
        sender.inject(receipts,
                      "<message xmlns='jabber:client' from='bob@example.org/phone' id='r1' "
                      "to='alice@example.com/desk'><received xmlns='urn:xmpp:receipts' id='m1'/></message>"),
        Handled::Consume);
    QCOMPARE(received.count(), 1);
    QCOMPARE(received[0][0].value<Jid>().toString(), u"bob@example.org/phone"_s);
    QCOMPARE(received[0][1].toString(), u"m1"_s);
    // With a body it is a message too.
    QCOMPARE(sender.inject(receipts,
                           "<message xmlns='jabber:client' from='bob@example.org/phone'><body>and</body>"
                           "<received xmlns='urn:xmpp:receipts' id='m2'/></message>"),
             Handled::Pass);
    QCOMPARE(received.count(), 2);
}

void TestXep0184Receipts::receiptsByCarbon()
{
    FakeSender sender;
    Xep0280Carbons carbons(sender);
    Xep0184Receipts receipts(sender);
    QSignalSpy received(&receipts, &Xep0184Receipts::receiptReceived);
    const auto inject = [&](const QByteArray &kind, const QByteArray &addresses) {
        Stanza stanza = sender.receive(
            "<message xmlns='jabber:client' from='alice@example.com'><" + kind +
            " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message "
            "xmlns='jabber:client' " +
            addresses + "><received xmlns='urn:xmpp:receipts' id='m1'/></message></forwarded></" + kind +
            "></message>");
        if (sender.handle(carbons, stanza) == Handled::Pass)
            sender.handle(receipts, stanza);
    };
    inject("received", "from='bob@example.org/phone' to='alice@example.com/phone'");
    QCOMPARE(received.count(), 1);
    QCOMPARE(received[0][0].value<Jid>().toString(), u"bob@example.org/phone"_s);
    inject("sent", "from='alice@example.com/phone' to='bob@example.org/phone'");
    QCOMPARE(received.count(), 1); // that is our phone, telling bob
}

void TestXep0184Receipts::falseReceipts_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("bounce of our own receipt")
        << QByteArray("<message xmlns='jabber:client' from='bob@example.org/x' type='error'><received "
                      "xmlns='urn:xmpp:receipts' id='m1'/></message>");
    QTest::newRow("room") << QByteArray(
        "<message xmlns='jabber:client' from='r@muc.example.org/x' type='groupchat'>"
        "<received xmlns='urn:xmpp:receipts' id='m1'/></message>");
    QTest::newRow("no id") << QByteArray("<message xmlns='jabber:client' from='bob@example.org/x'><received "
                                         "xmlns='urn:xmpp:receipts'/></message>");
    QTest::newRow("huge id") << QByteArray(
        "<message xmlns='jabber:client' from='bob@example.org/x'><received "
        "xmlns='urn:xmpp:receipts' id='" +
        QByteArray(5000, 'x') + "'/></message>");
}

void TestXep0184Receipts::falseReceipts()
{
    QFETCH(const QByteArray, xml);
    FakeSender sender;
    Xep0184Receipts receipts(sender);
    QSignalSpy received(&receipts, &Xep0184Receipts::receiptReceived);
    sender.inject(receipts, xml);
    QCOMPARE(received.count(), 0);
}

void TestXep0184Receipts::asksWithEachBody_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<int>("requests");
    QTest::newRow("chat") << QByteArray(
                                 "<message xmlns='jabber:client' id='a' type='chat'><body>x</body></message>")
                          << 1;
    QTest::newRow("normal") << QByteArray("<message xmlns='jabber:client' id='a'><body>x</body></message>")
                            << 1;
    QTest::newRow("no body") << QByteArray("<message xmlns='jabber:client' id='a' type='chat'/>") << 0;
    QTest::newRow("no id") << QByteArray(
                                  "<message xmlns='jabber:client' type='chat'><body>x</body></message>")
                           << 0;
    QTest::newRow("room")
        << QByteArray("<message xmlns='jabber:client' id='a' type='groupchat'><body>x</body></message>") << 0;
    QTest::newRow("presence") << QByteArray("<presence xmlns='jabber:client' id='a'/>") << 0;
}

void TestXep0184Receipts::asksWithEachBody()
{
    QFETCH(const QByteArray, xml);
    QFETCH(const int, requests);
    FakeSender sender;
    Xep0184Receipts receipts(sender);
    XmlElement stanza = *parseXml(xml);
    receipts.build(stanza);
    receipts.build(stanza); // sent again: not twice
    int found = 0;
    for (const XmlElement &child : stanza.children())
        found += child.is(u"request", u"urn:xmpp:receipts") ? 1 : 0;
    QCOMPARE(found, requests);
}

void TestXep0184Receipts::sendsAFewAtATime()
{
    FakeSender sender;
    sender.setCounting(true);
    Xep0184Receipts receipts(sender);
    receipts.setAllowed([](const Jid &) { return true; });
    for (int i = 0; i < 100; ++i)
        receive(sender, receipts, asking(i));
    QCOMPARE(takeConfirmed(sender).size(), qsizetype(Xep0184Receipts::mostUnderWay));
    receipts.acknowledged(u"of somebody else"_s);
    QCOMPARE(sender.sentCount(), 0);
    // An acknowledgement of one is one of all before it.
    receipts.acknowledged(sender.tags().at(9));
    QCOMPARE(takeConfirmed(sender).size(), 10);
    receipts.acknowledged(sender.tags().at(9));
    QCOMPARE(sender.sentCount(), 0);
    while (sender.tags().size() < 100)
        receipts.acknowledged(sender.tags().last());
    QCOMPARE(takeConfirmed(sender).last(), u"99"_s);
}

void TestXep0184Receipts::owesUntilAcknowledged()
{
    FakeSender sender;
    sender.setCounting(true);
    Xep0184Receipts receipts(sender);
    receipts.setAllowed([](const Jid &) { return true; });
    for (int i = 0; i < 3; ++i)
        receive(sender, receipts, asking(i));
    receipts.acknowledged(sender.tags().first());
    (void)takeConfirmed(sender);
    receipts.sessionStarted(true); // The stream does it.
    QCOMPARE(sender.sentCount(), 0);
    receipts.sessionStarted(false);
    QCOMPARE(takeConfirmed(sender), (QStringList{u"1"_s, u"2"_s}));
    receipts.acknowledged(sender.tags().last());
    receipts.sessionStarted(false);
    QCOMPARE(sender.sentCount(), 0);
    QVERIFY(receipts.owed().isEmpty());
}

void TestXep0184Receipts::owesToThoseAllowedOnly()
{
    FakeSender sender;
    sender.setCounting(true);
    Xep0184Receipts receipts(sender);
    bool isAllowed = true;
    receipts.setAllowed([&isAllowed](const Jid &) { return isAllowed; });
    receive(sender, receipts, asking(1));
    (void)takeConfirmed(sender);
    isAllowed = false; // Blocked meanwhile.
    receipts.sessionStarted(false);
    QCOMPARE(sender.sentCount(), 0);
    QVERIFY(receipts.owed().isEmpty());
}

void TestXep0184Receipts::owesInTheNextRun()
{
    FakeSender sender;
    sender.setCounting(true);
    QString owed;
    {
        Xep0184Receipts receipts(sender);
        receipts.setAllowed([](const Jid &) { return true; });
        for (int i = 0; i < 50; ++i)
            receive(sender, receipts, asking(i));
        receipts.acknowledged(sender.tags().first());
        (void)takeConfirmed(sender);
        owed = receipts.owed();
    }
    Xep0184Receipts receipts(sender);
    receipts.setAllowed([](const Jid &) { return true; });
    receipts.owe(owed);
    QCOMPARE(receipts.owed(), owed);
    QCOMPARE(sender.sentCount(), 0);
    receipts.sessionStarted(false);
    receipts.acknowledged(sender.tags().last());
    receipts.acknowledged(sender.tags().last());
    QStringList expected;
    for (int i = 1; i < 50; ++i)
        expected.append(QString::number(i));
    QCOMPARE(takeConfirmed(sender), expected);
    QVERIFY(receipts.owed().isEmpty());
}

void TestXep0184Receipts::ignoresInvalidOwedReceipts()
{
    FakeSender sender;
    Xep0184Receipts receipts(sender);
    receipts.setAllowed([](const Jid &) { return true; });
    for (const QString &text : {QString(), u"nonsense"_s, u"{}"_s, u"[1,[2],[\"bob@example.org\"]]"_s,
                                u"[[\"@\",\"\",\"id\"]]"_s, u"[[\"bob@example.org/x\",\"\",\"\"]]"_s})
        receipts.owe(text);
    receipts.sessionStarted(false);
    QCOMPARE(sender.sentCount(), 0);
}

QTEST_GUILESS_MAIN(TestXep0184Receipts)
#include "test_xep0184_receipts.moc"
