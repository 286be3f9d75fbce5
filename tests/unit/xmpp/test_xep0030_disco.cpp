// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0030_disco.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Service discovery, both ways.
class TestXep0030Disco : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersForUs();
    void knowsItsNodesOnly();
    void asksServerAndAccount();
    void infoIsRead();
    void itemsAreRead();
    void reportsFailures();
};

namespace {

constexpr QStringView infoNs = u"http://jabber.org/protocol/disco#info";

ClientIdentity identity()
{
    ClientIdentity me;
    me.name = u"Roost"_s;
    return me;
}

QByteArray question(const QByteArray &what, const QByteArray &node = {})
{
    return "<iq xmlns='jabber:client' from='bob@example.org/x' id='d1' type='get'><query "
           "xmlns='http://jabber.org/protocol/disco#" +
           what + "'" + (node.isEmpty() ? QByteArray() : " node='" + node + "'") + "/></iq>";
}

} // namespace

void TestXep0030Disco::answersForUs()
{
    FakeSender sender;
    Xep0030Disco disco(sender, identity());
    disco.setOwnFeatures({u"b"_s, u"a"_s, u"b"_s});
    QCOMPARE(sender.inject(disco, question("info")), Handled::Consume);
    const XmlElement answer = sender.takeSent();
    QCOMPARE(answer.attribute(u"to"), u"bob@example.org/x"_s);
    const DiscoInfo info = Xep0030Disco::fromElement(*answer.child(u"query", infoNs));
    QCOMPARE(info.features, (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(info.identities.size(), 1);
    QCOMPARE(info.identities[0], (DiscoIdentity{u"client"_s, u"pc"_s, u"Roost"_s, {}}));
    QCOMPARE(sender.inject(disco, question("items")), Handled::Consume);
    const XmlElement items = sender.takeSent();
    QCOMPARE(items.attribute(u"type"), u"result"_s);
    QVERIFY(items.child(u"query", u"http://jabber.org/protocol/disco#items")->children().empty());
    QCOMPARE(sender.inject(disco, question("other")), Handled::Pass);
}

void TestXep0030Disco::knowsItsNodesOnly()
{
    FakeSender sender;
    Xep0030Disco disco(sender, identity());
    disco.setOwnNodes({u"urn:x#hash"_s});
    sender.inject(disco, question("info", "urn:x#hash"));
    const XmlElement answer = sender.takeSent();
    QCOMPARE(answer.child(u"query", infoNs)->attribute(u"node"), u"urn:x#hash"_s);
    sender.inject(disco, question("info", "urn:x#other"));
    QCOMPARE(errorCondition(sender.takeSent()), u"item-not-found"_s);
}

void TestXep0030Disco::asksServerAndAccount()
{
    FakeSender sender;
    Xep0030Disco disco(sender, identity());
    QSignalSpy received(&disco, &Xep0030Disco::serverInfoReceived);
    disco.sessionStarted(false);
    QCOMPARE(sender.question().attribute(u"to"), u"example.com"_s);
    sender.answerXml(
        "<iq xmlns='jabber:client' type='result' id='1'><query xmlns='http://jabber.org/protocol/disco#info'>"
        "<identity category='server' type='im' name='Prosody'/><feature "
        "var='urn:xmpp:carbons:2'/></query></iq>");
    QCOMPARE(sender.question().attribute(u"to"), u"alice@example.com"_s);
    QCOMPARE(received.count(), 0);
    sender.answerXml(
        "<iq xmlns='jabber:client' type='result' id='2'><query xmlns='http://jabber.org/protocol/disco#info'>"
        "<identity category='pubsub' type='pep'/><feature var='urn:xmpp:mam:2'/></query></iq>");
    QCOMPARE(received.count(), 1);
    QVERIFY(disco.serverInfo().hasFeature(u"urn:xmpp:carbons:2"));
    QVERIFY(disco.accountInfo().hasFeature(u"urn:xmpp:mam:2"));
    disco.sessionStarted(true);
    QCOMPARE(sender.questionCount(), 0);
    // A new session may be on another server: the cached info is dropped.
    disco.sessionStarted(false);
    QVERIFY(disco.serverInfo().isEmpty() && disco.accountInfo().isEmpty());
    sender.refuse();
    sender.refuse();
    QCOMPARE(received.count(), 2);
}

void TestXep0030Disco::infoIsRead()
{
    FakeSender sender;
    Xep0030Disco disco(sender, identity());
    Result<DiscoInfo> got;
    disco.info(Jid::fromWire(u"bob@example.org/x"), u"n"_s).then(this, [&got](const Result<DiscoInfo> &info) {
        got = info;
    });
    QCOMPARE(sender.question().child(u"query", infoNs)->attribute(u"node"), u"n"_s);
    sender.answerXml(
        "<iq xmlns='jabber:client' type='result' id='1'><query xmlns='http://jabber.org/protocol/disco#info'>"
        "<identity xml:lang='en' category='client' type='phone' name='C'/><feature var='a'/><feature/>"
        "<feature xmlns='other' var='b'/><x xmlns='jabber:x:data' type='result'/></query></iq>");
    QVERIFY(got);
    QCOMPARE(got->identities[0], (DiscoIdentity{u"client"_s, u"phone"_s, u"C"_s, u"en"_s}));
    QCOMPARE(got->features, QStringList{u"a"_s});
    QCOMPARE(got->forms.size(), 1);
}

void TestXep0030Disco::itemsAreRead()
{
    FakeSender sender;
    Xep0030Disco disco(sender, identity());
    Result<QList<Jid>> got;
    disco.items(Jid::fromWire(u"example.com")).then(this, [&got](const Result<QList<Jid>> &items) {
        got = items;
    });
    sender.answerXml("<iq xmlns='jabber:client' type='result' id='1'><query "
                     "xmlns='http://jabber.org/protocol/disco#items'>"
                     "<item jid='muc.example.com'/><item jid='@'/><item/><item jid='upload.example.com' "
                     "node='x'/></query></iq>");
    QVERIFY(got);
    QCOMPARE(*got, (QList<Jid>{Jid::fromWire(u"muc.example.com"), Jid::fromWire(u"upload.example.com")}));
}

void TestXep0030Disco::reportsFailures()
{
    FakeSender sender;
    Xep0030Disco disco(sender, identity());
    Result<DiscoInfo> got;
    const auto take = [&got](const Result<DiscoInfo> &info) { got = info; };
    disco.info(Jid::fromWire(u"bob@example.org/x")).then(this, take);
    sender.refuse(ErrorKind::Timeout);
    QCOMPARE(got.error().kind, ErrorKind::Timeout);
    disco.info(Jid::fromWire(u"bob@example.org/x")).then(this, take);
    sender.answerXml("<iq xmlns='jabber:client' type='result' id='1'/>");
    QCOMPARE(got.error().kind, ErrorKind::ProtocolViolation);
}

QTEST_GUILESS_MAIN(TestXep0030Disco)
#include "test_xep0030_disco.moc"
