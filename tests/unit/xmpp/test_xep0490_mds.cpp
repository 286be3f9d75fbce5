// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/answer.h"
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0490_mds.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Read marks between our own devices; marks from other addresses are ignored.
class TestXep0490Mds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesOwnEvents();
    void dropsForgedEvents_data();
    void dropsForgedEvents();
    void leavesOtherNodesAlone();
    void oddItemsAreSkipped_data();
    void oddItemsAreSkipped();
    void fetchesAll();
    void noNodeYet();
    void makesTheNodeOnce();
    void closesAnOpenNode();
    void remembersTheNode();
    void asksNoMoreAfterRefusals();
    void reportsRefusal();
};

namespace {

const QByteArray itemXml =
    "<item id='bob@example.org'><displayed xmlns='urn:xmpp:mds:displayed:0'>"
    "<stanza-id xmlns='urn:xmpp:sid:0' by='alice@example.com' id='s7'/></displayed></item>";
const QByteArray eventMessage =
    "<message xmlns='jabber:client' from='alice@example.com' to='alice@example.com/desk' type='headline'>"
    "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:xmpp:mds:displayed:0'>" +
    itemXml + "</items></event></message>";
const DisplayedUpTo bob{Jid::fromWire(u"bob@example.org"), u"s7"_s};

const QByteArray done = "<iq xmlns='jabber:client' type='result'/>";

QByteArray result(const QByteArray &items)
{
    return "<iq xmlns='jabber:client' type='result'><pubsub xmlns='http://jabber.org/protocol/pubsub'>" +
           items + "</pubsub></iq>";
}

} // namespace

void TestXep0490Mds::takesOwnEvents()
{
    FakeSender sender;
    Xep0490Mds mds(sender);
    QList<DisplayedUpTo> displayed;
    connect(&mds, &Xep0490Mds::displayedReceived, this,
            [&displayed](const QList<DisplayedUpTo> &some) { displayed += some; });
    QCOMPARE(sender.inject(mds, eventMessage), Handled::Consume);
    // RFC 6120 §8.1.2.1: no sender is our own account.
    QCOMPARE(sender.inject(mds, QByteArray(eventMessage).replace("from='alice@example.com' ", "")),
             Handled::Consume);
    QCOMPARE(displayed, (QList{bob, bob}));
}

void TestXep0490Mds::dropsForgedEvents_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::newRow("a stranger") << QByteArray("mallory@example.net");
    QTest::newRow("the contact itself") << QByteArray("bob@example.org");
    QTest::newRow("the own server") << QByteArray("example.com");
    QTest::newRow("an own device") << QByteArray("alice@example.com/phone");
    QTest::newRow("looks like us") << QByteArray("alice@example.com.evil.example");
    QTest::newRow("no address") << QByteArray("@");
}

void TestXep0490Mds::dropsForgedEvents()
{
    QFETCH(const QByteArray, from);
    FakeSender sender;
    Xep0490Mds mds(sender);
    QSignalSpy received(&mds, &Xep0490Mds::displayedReceived);
    QCOMPARE(sender.inject(
                 mds, QByteArray(eventMessage).replace("from='alice@example.com'", "from='" + from + "'")),
             Handled::Drop);
    QCOMPARE(received.count(), 0);
}

void TestXep0490Mds::leavesOtherNodesAlone()
{
    FakeSender sender;
    Xep0490Mds mds(sender);
    QCOMPARE(sender.inject(mds, QByteArray(eventMessage).replace("node='urn:xmpp:mds", "node='urn:other")),
             Handled::Pass);
}

void TestXep0490Mds::oddItemsAreSkipped_data()
{
    QTest::addColumn<QByteArray>("item");
    QTest::newRow("another archive's id") << QByteArray(itemXml).replace("by='alice@", "by='mallory@");
    QTest::newRow("no id") << QByteArray(itemXml).replace(" id='s7'", "");
    QTest::newRow("no chat") << QByteArray(itemXml).replace("id='bob@example.org'", "");
    QTest::newRow("a private message of a room")
        << QByteArray(itemXml).replace("'bob@example.org'", "'room@example.org/bob'");
    QTest::newRow("empty") << QByteArray("<item id='bob@example.org'/>");
    QTest::newRow("taken back") << QByteArray("<retract id='bob@example.org'/>");
    QTest::newRow("endless id") << QByteArray(itemXml).replace("'s7'", "'" + QByteArray(2'000, 'x') + "'");
}

void TestXep0490Mds::oddItemsAreSkipped()
{
    QFETCH(const QByteArray, item);
    FakeSender sender;
    Xep0490Mds mds(sender);
    QSignalSpy received(&mds, &Xep0490Mds::displayedReceived);
    QCOMPARE(sender.inject(mds, QByteArray(eventMessage).replace(itemXml, item)), Handled::Consume);
    QCOMPARE(received.count(), 0);
}

void TestXep0490Mds::fetchesAll()
{
    FakeSender sender;
    Xep0490Mds mds(sender);
    const auto answer = mds.fetch();
    QCOMPARE(sender.question().attribute(u"to"), QString());
    QCOMPARE(sender.question()
                 .child(u"pubsub", u"http://jabber.org/protocol/pubsub")
                 ->child(u"items", u"http://jabber.org/protocol/pubsub")
                 ->attribute(u"node"),
             u"urn:xmpp:mds:displayed:0"_s);
    sender.answerXml(result("<items node='urn:xmpp:mds:displayed:0'>" + itemXml +
                            QByteArray(itemXml).replace("bob@", "ann@") + "</items>"));
    QVERIFY(answer.isFinished());
    const DisplayedUpTo ann{Jid::fromWire(u"ann@example.org"), u"s7"_s};
    QCOMPARE(*answer.result(), (QList{bob, ann}));
}

void TestXep0490Mds::noNodeYet()
{
    FakeSender sender;
    Xep0490Mds mds(sender);
    const auto missing = mds.fetch();
    sender.refuse(ErrorKind::ItemNotFound);
    QVERIFY(missing.result() && missing.result()->isEmpty());
    const auto refused = mds.fetch();
    sender.refuse(ErrorKind::ServiceUnavailable);
    QCOMPARE(refused.result().error().kind, ErrorKind::ServiceUnavailable);
}

void TestXep0490Mds::makesTheNodeOnce()
{
    FakeSender sender;
    Xep0490Mds mds(sender);
    QSignalSpy ready(&mds, &Xep0490Mds::nodeReadyChanged);
    // One node creation for several publications at once.
    const auto first = mds.publish(bob);
    const auto second = mds.publish({Jid::fromWire(u"ann@example.org"), u"s8"_s});
    const auto third = mds.publish({Jid::fromWire(u"cem@example.org"), u"s9"_s});
    QCOMPARE(sender.questionCount(), 1);
    const QByteArray created = sender.question().toXml();
    for (const char *part : {"<create", "<configure", "whitelist", "pubsub#max_items", "never"})
        QVERIFY2(created.contains(part), part);
    sender.answerXml(done);
    QCOMPARE(ready.count(), 1);
    QCOMPARE(sender.questionCount(), 3);
    const XmlElement item = *parseXml(itemXml);
    const XmlElement *sent = sender.question()
                                 .child(u"pubsub", u"http://jabber.org/protocol/pubsub")
                                 ->child(u"publish", u"http://jabber.org/protocol/pubsub")
                                 ->child(u"item", u"http://jabber.org/protocol/pubsub");
    QVERIFY(sent);
    QCOMPARE(sent->attribute(u"id"), u"bob@example.org"_s);
    QCOMPARE(sent->children(), item.children());
    for (int i = 0; i < 3; ++i) {
        const QByteArray xml = sender.question().toXml();
        QVERIFY(xml.contains("<publish ") && xml.contains("publish-options") && xml.contains("whitelist"));
        // ejabberd 23 refuses a publish that names it.
        QVERIFY(!xml.contains("pubsub#max_items"));
        sender.answerXml(done);
    }
    QVERIFY(first.isFinished() && first.result());
    QVERIFY(second.isFinished() && second.result());
    QVERIFY(third.isFinished() && third.result());
    // From now on one stanza each.
    const auto next = mds.publish(bob);
    QVERIFY(sender.question().toXml().contains("<publish "));
    sender.answerXml(done);
    QVERIFY(next.isFinished() && next.result());
    QCOMPARE(sender.questionCount(), 0);
}

void TestXep0490Mds::closesAnOpenNode()
{
    FakeSender sender;
    Xep0490Mds mds(sender);
    const auto answer = mds.publish(bob);
    QVERIFY(sender.question().toXml().contains("<create"));
    sender.answer(unexpected(ErrorKind::StanzaRejected, u"conflict"_s)); // the node exists
    QVERIFY(sender.question().toXml().contains("pubsub#owner"));
    QVERIFY(sender.question().toXml().contains("whitelist"));
    QVERIFY(sender.question().toXml().contains("pubsub#max_items"));
    sender.answerXml(done);
    QVERIFY(sender.question().toXml().contains("<publish "));
    QVERIFY(sender.question().toXml().contains("whitelist")); // else another client might have opened it
    QVERIFY(!answer.isFinished());
    sender.answerXml(done);
    QVERIFY(answer.isFinished() && answer.result());
}

void TestXep0490Mds::remembersTheNode()
{
    FakeSender sender;
    Xep0490Mds mds(sender);
    mds.setNodeReady(true); // by an earlier run
    QSignalSpy ready(&mds, &Xep0490Mds::nodeReadyChanged);
    const auto answer = mds.publish(bob);
    QVERIFY(sender.question().toXml().contains("<publish "));
    sender.answerXml(done);
    QVERIFY(answer.isFinished() && answer.result());
    QCOMPARE(ready.count(), 0);

    // Another client has opened it: it is closed, then the same goes out once more.
    const auto opened = mds.publish(bob);
    sender.answer(unexpected(ErrorKind::StanzaRejected, u"conflict: Precondition not met"_s));
    QVERIFY(sender.question().toXml().contains("<create"));
    sender.answer(unexpected(ErrorKind::StanzaRejected, u"conflict"_s));
    QVERIFY(sender.question().toXml().contains("pubsub#owner"));
    sender.answerXml(done);
    QVERIFY(sender.question().toXml().contains("<publish "));
    sender.answerXml(done);
    QVERIFY(opened.isFinished() && opened.result());
    QCOMPARE(ready.count(), 2);

    // The node was deleted: this is known before any publication.
    const auto all = mds.fetch();
    sender.refuse(ErrorKind::ItemNotFound);
    QVERIFY(all.result() && all.result()->isEmpty());
    QCOMPARE(ready.count(), 3);
    const auto anew = mds.publish(bob);
    QVERIFY(sender.question().toXml().contains("<create"));
    sender.abandon();
}

void TestXep0490Mds::asksNoMoreAfterRefusals()
{
    FakeSender sender;
    Xep0490Mds mds(sender);
    const auto answer = mds.publish(bob);
    sender.answerXml(done);
    for (int time = 0; time < 2; ++time) {
        QVERIFY(sender.question().toXml().contains("<publish "));
        sender.answer(unexpected(ErrorKind::StanzaRejected, u"conflict: Precondition not met"_s));
        if (time == 0) {
            QVERIFY(sender.question().toXml().contains("<create"));
            sender.answer(unexpected(ErrorKind::StanzaRejected, u"conflict"_s));
            sender.answerXml(done);
        }
    }
    QVERIFY(answer.isFinished() && !answer.result());
    // The server will say the same of the next one.
    const auto next = mds.publish(bob);
    QVERIFY(next.isFinished() && !next.result());
    QCOMPARE(sender.questionCount(), 0);
    mds.sessionStarted(true);
    QVERIFY(mds.publish(bob).isFinished());
    mds.sessionStarted(false);
    const auto again = mds.publish(bob);
    QVERIFY(sender.question().toXml().contains("<create"));
    sender.abandon();
    QCOMPARE(again.result().error().kind, ErrorKind::NotConnected);
}

void TestXep0490Mds::reportsRefusal()
{
    FakeSender sender;
    Xep0490Mds mds(sender);
    const auto answer = mds.publish(bob);
    sender.refuse(ErrorKind::Forbidden);
    QCOMPARE(answer.result().error().kind, ErrorKind::Forbidden);
    QCOMPARE(sender.questionCount(), 0);
    // Another refusal: the node cannot be made private, so nothing is published to it.
    const auto open = mds.publish(bob);
    sender.answer(unexpected(ErrorKind::StanzaRejected, u"conflict"_s));
    sender.refuse(ErrorKind::Forbidden);
    QCOMPARE(open.result().error().kind, ErrorKind::Forbidden);
    QCOMPARE(sender.questionCount(), 0);
}

QTEST_GUILESS_MAIN(TestXep0490Mds)
#include "test_xep0490_mds.moc"
