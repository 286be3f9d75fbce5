// SPDX-License-Identifier: GPL-3.0-or-later
// The foreign clients among themselves, without Roost: what they report must be what happened, or the tests
// that use them as witnesses would prove nothing.
#include "support/foreign_peer.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

Q_DECLARE_METATYPE(roost::ServerKind)

class TestForeignPeers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void talk_data() { eachServer(); }
    void talk();
    void subscribe_data() { eachServer(); }
    void subscribe();
    void component_data() { eachServer(); }
    void component();

private:
    static void eachServer()
    {
        QTest::addColumn<ServerKind>("kind");
        QTest::newRow("prosody") << ServerKind::Prosody;
        QTest::newRow("ejabberd") << ServerKind::Ejabberd;
    }
};

void TestForeignPeers::initTestCase()
{
    for (const auto kind : {ForeignPeer::Kind::Slixmpp, ForeignPeer::Kind::XmppClient}) {
        const QString missing = ForeignPeer::whyMissing(kind);
        if (!missing.isEmpty())
            ROOST_MISSING_PEER(missing);
    }
}

void TestForeignPeers::talk()
{
    QFETCH(ServerKind, kind);
    const auto server = TestServer::create(kind);
    QVERIFY2(server->start(), qPrintable(server->errorText()));
    ForeignPeer alice(ForeignPeer::Kind::Slixmpp);
    ForeignPeer bob(ForeignPeer::Kind::XmppClient);
    ForeignPeer silent(ForeignPeer::Kind::Slixmpp);
    QVERIFY2(alice.comeOnline(*server, u"alice"_s, u"desk"_s), qPrintable(alice.errorText()));
    QVERIFY2(bob.comeOnline(*server, u"bob"_s, u"web"_s), qPrintable(bob.errorText()));
    QVERIFY2(silent.comeOnline(*server, u"bob"_s, u"silent"_s), qPrintable(silent.errorText()));
    QCOMPARE(alice.jid(), server->address(u"alice"_s) + "/desk"_L1);
    QCOMPARE(bob.jid(), server->address(u"bob"_s) + "/web"_L1);
    silent.setAnswersReceipts(false);

    const QString id = alice.sendMessage(server->address(u"bob"_s), u"grüß <Gott> & \u263a"_s);
    QJsonObject got = bob.awaitMessage(u"grüß <Gott> & \u263a"_s);
    QCOMPARE(got.value("id"_L1).toString(), id);
    QCOMPARE(got.value("from"_L1).toString(), alice.jid());
    QVERIFY(!silent.awaitMessage(u"grüß <Gott> & \u263a"_s).isEmpty());
    const QJsonObject receipt = alice.await(u"receipt"_s);
    QCOMPARE(receipt.value("id"_L1).toString(), id);
    QCOMPARE(receipt.value("from"_L1).toString(), bob.jid());

    silent.enableCarbons();
    QVERIFY(silent.await(u"carbons"_s).value("on"_L1).toBool());
    const QString answer = bob.sendMessage(alice.jid(), u"and back"_s);
    QCOMPARE(alice.awaitMessage(u"and back"_s).value("id"_L1).toString(), answer);
    QCOMPARE(bob.await(u"receipt"_s).value("id"_L1).toString(), answer);
    QCOMPARE(silent.awaitMessage(u"and back"_s, u"sent"_s).value("id"_L1).toString(), answer);
    // By now any receipt of the silent one would have come.
    QCOMPARE(alice.count(u"receipt"_s), 1);

    ForeignPeer stranger(ForeignPeer::Kind::XmppClient);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"node"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no \"online\""_s));
    QVERIFY(!stranger.signIn(*server, u"nobody"_s, u"x"_s));
}

void TestForeignPeers::subscribe()
{
    QFETCH(ServerKind, kind);
    const auto server = TestServer::create(kind);
    QVERIFY2(server->start(), qPrintable(server->errorText()));
    ForeignPeer alice(ForeignPeer::Kind::Slixmpp);
    ForeignPeer bob(ForeignPeer::Kind::XmppClient);
    QVERIFY2(alice.comeOnline(*server, u"alice"_s, u"desk"_s), qPrintable(alice.errorText()));
    QVERIFY2(bob.comeOnline(*server, u"bob"_s, u"web"_s), qPrintable(bob.errorText()));
    const QString aliceJid = server->address(u"alice"_s);
    const QString bobJid = server->address(u"bob"_s);
    const auto isFrom = [](const QString &who, const QString &type) {
        return [who, type](const QJsonObject &e) {
            return e.value("from"_L1) == who && e.value("type"_L1) == type;
        };
    };

    for (const auto &[asker, askerJid, other, otherJid] :
         {std::tuple{&alice, aliceJid, &bob, bobJid}, std::tuple{&bob, bobJid, &alice, aliceJid}}) {
        asker->sendPresence(otherJid, u"subscribe"_s);
        QVERIFY(!other->await(u"presence"_s, isFrom(askerJid, u"subscribe"_s)).isEmpty());
        other->sendPresence(askerJid, u"subscribed"_s);
        QVERIFY(!asker->await(u"presence"_s, isFrom(otherJid, u"subscribed"_s)).isEmpty());
        QVERIFY(!asker->await(u"presence"_s, isFrom(other->jid(), QString())).isEmpty());
    }
    alice.setRosterItem(bobJid, u"Bob"_s, {u"Friends"_s, u"Bar"_s});
    const auto isBoth = [&bobJid](const QJsonObject &e) {
        const QJsonObject item = e.value("items"_L1).toArray().first().toObject();
        return item.value("jid"_L1) == bobJid && item.value("subscription"_L1) == u"both"_s &&
               item.value("name"_L1) == u"Bob"_s &&
               item.value("labels"_L1) == QJsonArray{u"Bar"_s, u"Friends"_s} && e.value("push"_L1).toBool();
    };
    QVERIFY(!alice.await(u"roster"_s, isBoth).isEmpty());

    bob.setPresence(u"dnd"_s, u"in a meeting"_s, 7);
    const QJsonObject changed =
        alice.await(u"presence"_s, [](const QJsonObject &e) { return e.value("show"_L1) == u"dnd"_s; });
    QCOMPARE(changed.value("from"_L1).toString(), bob.jid());
    QCOMPARE(changed.value("status"_L1).toString(), u"in a meeting"_s);
    QCOMPARE(changed.value("priority"_L1).toInt(), 7);
    bob.quit();
    QVERIFY(!alice.await(u"presence"_s, isFrom(bob.jid(), u"unavailable"_s)).isEmpty());
}

void TestForeignPeers::component()
{
    QFETCH(ServerKind, kind);
    ServerOptions options;
    options.component = u"evil.example"_s;
    const auto server = TestServer::create(kind, options);
    QVERIFY2(server->start(), qPrintable(server->errorText()));
    ForeignPeer evil(ForeignPeer::Kind::Slixmpp);
    ForeignPeer bob(ForeignPeer::Kind::XmppClient);
    QVERIFY2(evil.becomeComponent(*server, u"evil.example"_s), qPrintable(evil.errorText()));
    QVERIFY2(bob.comeOnline(*server, u"bob"_s, u"web"_s), qPrintable(bob.errorText()));
    evil.sendRaw(
        u"<message from='x1@evil.example/a' to='%1' type='chat' id='e1'><body>boo</body></message>"_s.arg(
            server->address(u"bob"_s)));
    QCOMPARE(bob.awaitMessage(u"boo"_s).value("from"_L1).toString(), u"x1@evil.example/a"_s);
}

QTEST_GUILESS_MAIN(TestForeignPeers)
#include "test_foreign_peers.moc"
