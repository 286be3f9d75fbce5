// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/rfc6121_roster.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// The server's contact list, its pushes, and forged pushes (CVE-2015-8688 class).
class TestRfc6121Roster : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fetchReadsItems();
    void emptyAnswerMeansUnchanged();
    void failedFetch();
    void pushWithoutFrom();
    void pushFromOwnBareAddress();
    void pushOfRemoval();
    void forgedPushesAreRefused_data();
    void forgedPushesAreRefused();
    void malformedPushesAreRefused_data();
    void malformedPushesAreRefused();
    void setAndRemove();
    void keepsInvalidAddresses_data();
    void keepsInvalidAddresses();
    void takesNoBlankNames();
};

namespace {

QByteArray push(const QByteArray &from, const QByteArray &items)
{
    return "<iq xmlns='jabber:client' type='set' id='push1' to='alice@example.com/desk'" + from +
           "><query xmlns='jabber:iq:roster' ver='v7'>" + items + "</query></iq>";
}

} // namespace

void TestRfc6121Roster::fetchReadsItems()
{
    FakeSender sender;
    Rfc6121Roster roster(sender);
    Result<RosterAnswer> got;
    roster.fetch(u""_s).then(this, [&got](const Result<RosterAnswer> &answer) { got = answer; });
    const XmlElement *query = sender.question().child(u"query", u"jabber:iq:roster");
    QVERIFY(query && query->hasAttribute(u"ver"));
    QCOMPARE(sender.question().attribute(u"type"), u"get"_s);
    sender.answerXml(
        "<iq xmlns='jabber:client' type='result' id='1'><query xmlns='jabber:iq:roster' ver='5'>"
        "<item jid='Bob@Example.org' name='Bob' subscription='both' "
        "approved='true'><group>Work</group><group>Ops"
        "</group><group>Work</group><group/></item>"
        "<item jid='carol@example.org/phone' subscription='none' ask='subscribe'/>"
        "<item jid='@nonsense'/><other xmlns='x'/>"
        "<item jid='dave@example.org' subscription='to'/><item jid='eve@example.org' subscription='from'/>"
        "<item jid='gateway.example.org' subscription='strange'/></query></iq>");
    QVERIFY(got);
    QVERIFY(!got->unchanged);
    QCOMPARE(got->version, u"5"_s);
    QCOMPARE(got->items.size(), 6);
    const RosterItem &bob = got->items[0];
    QCOMPARE(bob.jid.toString(), u"bob@example.org"_s);
    QCOMPARE(bob.name, u"Bob"_s);
    QCOMPARE(bob.groups, (QStringList{u"Ops"_s, u"Work"_s}));
    QCOMPARE(bob.subscription, Subscription::Both);
    QVERIFY(bob.approved && !bob.ask);
    QCOMPARE(got->items[1].jid.toString(), u"carol@example.org"_s);
    QVERIFY(got->items[1].ask);
    QCOMPARE(got->items[1].subscription, Subscription::None);
    QCOMPARE(got->items[2].jid.toString(), u"@nonsense"_s);
    QCOMPARE(got->items[3].subscription, Subscription::To);
    QCOMPARE(got->items[4].subscription, Subscription::From);
    QCOMPARE(got->items[5].subscription, Subscription::None);
}

void TestRfc6121Roster::emptyAnswerMeansUnchanged()
{
    FakeSender sender;
    Rfc6121Roster roster(sender);
    Result<RosterAnswer> got;
    roster.fetch(u"5"_s).then(this, [&got](const Result<RosterAnswer> &answer) { got = answer; });
    QCOMPARE(sender.question().child(u"query", u"jabber:iq:roster")->attribute(u"ver"), u"5"_s);
    sender.answerXml("<iq xmlns='jabber:client' type='result' id='1'/>");
    QVERIFY(got && got->unchanged && got->items.isEmpty());

    // A server without versioning gets no version attribute and returns none.
    roster.fetch(QString()).then(this, [&got](const Result<RosterAnswer> &answer) { got = answer; });
    QVERIFY(!sender.question().child(u"query", u"jabber:iq:roster")->hasAttribute(u"ver"));
    sender.answerXml("<iq xmlns='jabber:client' type='result' id='2'><query xmlns='jabber:iq:roster'/></iq>");
    QVERIFY(got && !got->unchanged && got->items.isEmpty() && got->version.isNull());
}

void TestRfc6121Roster::failedFetch()
{
    FakeSender sender;
    Rfc6121Roster roster(sender);
    Result<RosterAnswer> got = RosterAnswer{};
    roster.fetch(u""_s).then(this, [&got](const Result<RosterAnswer> &answer) { got = answer; });
    sender.refuse(ErrorKind::Timeout);
    QVERIFY(!got);
    QCOMPARE(got.error().kind, ErrorKind::Timeout);
}

void TestRfc6121Roster::pushWithoutFrom()
{
    FakeSender sender;
    Rfc6121Roster roster(sender);
    QSignalSpy pushed(&roster, &Rfc6121Roster::itemPushed);
    const Handled handled = sender.inject(
        roster,
        push("", "<item jid='bob@example.org' subscription='from' name='B'><group>Mine</group></item>"));
    QCOMPARE(handled, Handled::Consume);
    QCOMPARE(pushed.count(), 1);
    const auto item = pushed[0][0].value<RosterItem>();
    QCOMPARE(item.jid.toString(), u"bob@example.org"_s);
    QCOMPARE(item.groups, QStringList{u"Mine"_s});
    QCOMPARE(pushed[0][1].toString(), u"v7"_s);
    const XmlElement answer = sender.takeSent();
    QCOMPARE(answer.attribute(u"type"), u"result"_s);
    QCOMPARE(answer.attribute(u"id"), u"push1"_s);
}

void TestRfc6121Roster::pushFromOwnBareAddress()
{
    FakeSender sender;
    Rfc6121Roster roster(sender);
    QSignalSpy pushed(&roster, &Rfc6121Roster::itemPushed);
    sender.inject(roster,
                  push(" from='alice@example.com'", "<item jid='bob@example.org' subscription='both'/>"));
    QCOMPARE(pushed.count(), 1);
}

void TestRfc6121Roster::pushOfRemoval()
{
    FakeSender sender;
    Rfc6121Roster roster(sender);
    QSignalSpy pushed(&roster, &Rfc6121Roster::itemPushed);
    QSignalSpy removed(&roster, &Rfc6121Roster::itemRemoved);
    sender.inject(roster, push("", "<item jid='bob@example.org' subscription='remove'/>"));
    QCOMPARE(removed.count(), 1);
    QCOMPARE(pushed.count(), 0);
    QCOMPARE(removed[0][0].value<Jid>().toString(), u"bob@example.org"_s);
}

void TestRfc6121Roster::forgedPushesAreRefused_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::newRow("stranger") << QByteArray(" from='mallory@example.net/x'");
    QTest::newRow("own domain") << QByteArray(" from='example.com'");
    QTest::newRow("own full address") << QByteArray(" from='alice@example.com/desk'");
    QTest::newRow("another Connection of ours") << QByteArray(" from='alice@example.com/phone'");
    QTest::newRow("nonsense") << QByteArray(" from='a b@@c'");
    QTest::newRow("empty") << QByteArray(" from=''");
}

void TestRfc6121Roster::forgedPushesAreRefused()
{
    QFETCH(const QByteArray, from);
    FakeSender sender;
    Rfc6121Roster roster(sender);
    QSignalSpy pushed(&roster, &Rfc6121Roster::itemPushed);
    QSignalSpy removed(&roster, &Rfc6121Roster::itemRemoved);
    QCOMPARE(sender.inject(roster, push(from, "<item jid='mallory@example.net' subscription='both'/>")),
             Handled::Drop);
    QCOMPARE(sender.inject(roster, push(from, "<item jid='bob@example.org' subscription='remove'/>")),
             Handled::Drop);
    QCOMPARE(pushed.count() + removed.count(), 0);
    QCOMPARE(errorCondition(sender.takeSent()), u"service-unavailable"_s);
}

void TestRfc6121Roster::malformedPushesAreRefused_data()
{
    QTest::addColumn<QByteArray>("items");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("two") << QByteArray("<item jid='a@example.org'/><item jid='b@example.org'/>");
    QTest::newRow("no address") << QByteArray("<item name='x'/>");
    QTest::newRow("an address of blanks") << QByteArray("<item jid=' &#xa0;'/>");
    QTest::newRow("a control character") << QByteArray("<item jid='a&#x7f;@c'/>");
}

void TestRfc6121Roster::malformedPushesAreRefused()
{
    QFETCH(const QByteArray, items);
    FakeSender sender;
    Rfc6121Roster roster(sender);
    QSignalSpy pushed(&roster, &Rfc6121Roster::itemPushed);
    QCOMPARE(sender.inject(roster, push("", items)), Handled::Drop);
    QCOMPARE(pushed.count(), 0);
    QCOMPARE(errorCondition(sender.takeSent()), u"bad-request"_s);
}

void TestRfc6121Roster::keepsInvalidAddresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("a port") << u"foo@bar.example:5222"_s;
    QTest::newRow("a space") << u"sp ace@example.org"_s;
    QTest::newRow("two at signs") << u"a@b@example.org"_s;
    QTest::newRow("quotes and marks") << u"o'neil&co<x>@example.org"_s;
    QTest::newRow("capitals in it") << u"Sp Ace@Example.ORG"_s;
    QTest::newRow("no domain") << u"foo@"_s;
}

void TestRfc6121Roster::keepsInvalidAddresses()
{
    QFETCH(const QString, address);
    FakeSender sender;
    Rfc6121Roster roster(sender);
    Result<RosterAnswer> got;
    roster.fetch(u""_s).then(this, [&got](const Result<RosterAnswer> &answer) { got = answer; });
    XmlElement item(u"item"_s, u"jabber:iq:roster"_s);
    item.setAttribute(u"jid"_s, address);
    sender.answer(XmlElement(u"iq"_s, u"jabber:client"_s)
                      .addChild(XmlElement(u"query"_s, u"jabber:iq:roster"_s).addChild(item)));
    QVERIFY(got);
    QCOMPARE(got->items.size(), 1);
    const Jid jid = got->items.front().jid;
    QVERIFY(jid.isBare());
    QCOMPARE(jid.toString(), address);
    (void)roster.removeItem(jid);
    const XmlElement removal = sender.question().child(u"query", u"jabber:iq:roster")->children().front();
    QCOMPARE(removal.attribute(u"jid"), address);
    sender.abandon();
}

void TestRfc6121Roster::takesNoBlankNames()
{
    FakeSender sender;
    Rfc6121Roster roster(sender);
    Result<RosterAnswer> got;
    roster.fetch(u""_s).then(this, [&got](const Result<RosterAnswer> &answer) { got = answer; });
    sender.answerXml("<iq xmlns='jabber:client' type='result' id='1'><query xmlns='jabber:iq:roster'>"
                     "<item jid='a@example.org' name='   '><group> </group><group>\xE2\x80\x8B</group></item>"
                     "<item jid='b@example.org' name='&#x200b;&#x2060;'/>"
                     "<item jid='c@example.org' name=' C '/></query></iq>");
    QVERIFY(got);
    QCOMPARE(got->items.size(), 3);
    QVERIFY(got->items[0].name.isEmpty());
    QVERIFY(got->items[0].groups.isEmpty());
    QVERIFY(got->items[1].name.isEmpty());
    QCOMPARE(got->items[2].name, u" C "_s);
}

void TestRfc6121Roster::setAndRemove()
{
    FakeSender sender;
    Rfc6121Roster roster(sender);
    Status got;
    RosterItem item;
    item.jid = Jid::fromWire(u"bob@example.org/phone");
    item.name = u"Bob <b>"_s;
    item.groups = {u"A"_s, u"A"_s, u""_s};
    roster.setItem(item).then(this, [&got](const Status &status) { got = status; });
    const XmlElement question = sender.question();
    QCOMPARE(question.attribute(u"type"), u"set"_s);
    const XmlElement &sent = question.child(u"query", u"jabber:iq:roster")->children().front();
    QCOMPARE(sent.attribute(u"jid"), u"bob@example.org"_s);
    QCOMPARE(sent.attribute(u"name"), u"Bob <b>"_s);
    QCOMPARE(sent.children().size(), size_t(1));
    sender.answerXml("<iq xmlns='jabber:client' type='result' id='1'/>");
    QVERIFY(got);

    roster.removeItem(item.jid).then(this, [&got](const Status &status) { got = status; });
    const XmlElement removal = sender.question().child(u"query", u"jabber:iq:roster")->children().front();
    QCOMPARE(removal.attribute(u"subscription"), u"remove"_s);
    sender.refuse(ErrorKind::ItemNotFound);
    QVERIFY(!got);
    QCOMPARE(got.error().kind, ErrorKind::ItemNotFound);
}

QTEST_GUILESS_MAIN(TestRfc6121Roster)
#include "test_rfc6121_roster.moc"
