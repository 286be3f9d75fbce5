// SPDX-License-Identifier: GPL-3.0-or-later
// Attacks by Mallory, who has an account on the same real server and a server of her own. Stanzas that pass
// the servers must not be stored or shown, must not change anything, and must not end the session.
#include "attack_scene.h"
#include "support/patience.h"

#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

/// A forged message of Bob, as others wrap it.
const QString forged = u"<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' "
                       "stamp='2026-01-01T00:00:00Z'/><message xmlns='jabber:client' from='@BOBFULL@' "
                       "to='@FULL@' type='chat' id='forged'><body>I am Bob</body></message></forwarded>"_s;
const QString forgedOwn = u"<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' "
                          "from='@BARE@/phone' to='@BOB@' type='chat' id='forged'><body>I am "
                          "Alice</body></message></forwarded>"_s;

QString messageWith(const QString &payload, const QString &attributes = {})
{
    return "<message@FROM@ to='@FULL@' type='chat' id='attack' "_L1 + attributes + u'>' + payload +
           "</message>"_L1;
}

QString iqWith(const QString &type, const QString &payload)
{
    return "<iq@FROM@ to='@FULL@' type='"_L1 + type + "' id='attack'>"_L1 + payload + "</iq>"_L1;
}

QString pubsubEvent(const QString &node, const QString &item)
{
    return "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='"_L1 + node +
           "'><item id='current' publisher='@BOB@'>"_L1 + item + "</item></items></event>"_L1;
}

QList<std::pair<const char *, QStringList>> silentAttacks()
{
    const QString received = "<received xmlns='urn:xmpp:carbons:2'>"_L1 + forged + "</received>"_L1;
    const QString sent = "<sent xmlns='urn:xmpp:carbons:2'>"_L1 + forgedOwn + "</sent>"_L1;
    const QString stanzas = u"urn:ietf:params:xml:ns:xmpp-stanzas"_s;
    return {
        {"forged carbon of a received message", {messageWith(received), messageWith(received + sent)}},
        {"forged carbon of a sent message", {messageWith(sent)}},
        {"carbon in a carbon",
         {messageWith("<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message "
                      "xmlns='jabber:client' from='@BARE@' to='@FULL@'>"_L1 +
                      received + "</message></forwarded></received>"_L1)}},
        {"bare forward", {messageWith(forged), messageWith(forgedOwn)}},
        {"archive result",
         {messageWith("<result xmlns='urn:xmpp:mam:2' queryid='q' id='1'>"_L1 + forged + "</result>"_L1)}},
        {"roster push",
         {iqWith(u"set"_s, u"<query xmlns='jabber:iq:roster'><item jid='eve@evil.example' name='Eve' "
                           "subscription='both'/></query>"_s),
          iqWith(u"set"_s, u"<query xmlns='jabber:iq:roster' ver='9'><item jid='@BOB@' "
                           "subscription='remove'/></query>"_s),
          iqWith(u"set"_s, u"<query xmlns='jabber:iq:roster'><item jid='@BOB@' name='Eve' "
                           "subscription='none'/></query>"_s)}},
        {"block list push",
         {iqWith(u"set"_s, u"<block xmlns='urn:xmpp:blocking'><item jid='@BOB@'/></block>"_s),
          iqWith(u"set"_s, u"<unblock xmlns='urn:xmpp:blocking'/>"_s)}},
        {"answers to nothing",
         {iqWith(u"result"_s, u"<query xmlns='jabber:iq:roster'><item jid='eve@evil.example'/></query>"_s),
          iqWith(u"error"_s, u"<error type='cancel'><item-not-found xmlns='urn:x'/></error>"_s)}},
        {"events",
         {messageWith(pubsubEvent(u"http://jabber.org/protocol/nick"_s,
                                  u"<nick xmlns='http://jabber.org/protocol/nick'>Bob</nick>"_s)),
          messageWith(pubsubEvent(u"urn:xmpp:bookmarks:1"_s, u"<conference xmlns='urn:xmpp:bookmarks:1' "
                                                             "autojoin='true' name='x'/>"_s)),
          messageWith(pubsubEvent(u"storage:bookmarks"_s, u"<storage xmlns='storage:bookmarks'/>"_s)),
          messageWith(pubsubEvent(u"urn:xmpp:mds:displayed:0"_s,
                                  u"<displayed xmlns='urn:xmpp:mds:displayed:0'/>"_s))}},
        {"receipts and errors for what went to somebody else",
         {messageWith(u"<received xmlns='urn:xmpp:receipts' id='@ASKED@'/>"_s),
          messageWith(u"<displayed xmlns='urn:xmpp:chat-markers:0' id='@ASKED@'/>"_s),
          u"<message@FROM@ to='@FULL@' type='error' id='@ASKED@'><error type='cancel'><gone xmlns='"_s +
              stanzas + u"'/></error></message>"_s}},
        {"group chat and headline of strangers",
         {u"<message@FROM@ to='@FULL@' type='groupchat' id='g'><body>I am a room</body></message>"_s,
          u"<message@FROM@ to='@FULL@' type='headline' id='h'><body>Breaking news</body></message>"_s}},
        {"presence",
         {u"<presence@FROM@ to='@FULL@'><status>look at me</status></presence>"_s,
          u"<presence@FROM@ to='@BARE@' type='subscribed'/>"_s,
          u"<presence@FROM@ to='@BARE@' type='unsubscribed'/>"_s,
          u"<presence@FROM@ to='@BARE@' type='unsubscribe'/>"_s,
          u"<presence@FROM@ to='@FULL@' type='unavailable'/>"_s}},
        {"too deep",
         {messageWith(u"<a xmlns='urn:x'>"_s.repeated(100) + u"</a>"_s.repeated(100) +
                      u"<body>deep</body>"_s)}},
        {"too wide", {messageWith([] {
             QString element = u"<a xmlns='urn:x'"_s;
             for (int i = 0; i < 100; ++i)
                 element += u" a%1='1'"_s.arg(i);
             return element + u"/><body>wide</body>"_s;
         }())}},
    };
}

/// Each server with each attack.
void eachServerAndAttack()
{
    QTest::addColumn<ServerKind>("server");
    QTest::addColumn<QStringList>("stanzas");
    for (const auto &[name, stanzas] : silentAttacks()) {
        QTest::addRow("prosody, %s", name) << ServerKind::Prosody << stanzas;
        QTest::addRow("ejabberd, %s", name) << ServerKind::Ejabberd << stanzas;
    }
}

} // namespace

class TestAttacks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void changesNothing_data() { eachServerAndAttack(); }
    void changesNothing();
    void refusesToBeCommanded_data() { eachServer(); }
    void refusesToBeCommanded();
    void keepsWaitingForTheOneAsked_data() { eachServer(); }
    void keepsWaitingForTheOneAsked();
    void showsOddTimesSensibly_data() { eachServer(); }
    void showsOddTimesSensibly();
    void isNotFooledByIds_data() { eachServer(); }
    void isNotFooledByIds();
    void survivesHostileStanzas_data() { eachServer(); }
    void survivesHostileStanzas();
    void revealsNothingToStrangers_data() { eachServer(); }
    void revealsNothingToStrangers();
    void keepsTextAsText_data() { eachServer(); }
    void keepsTextAsText();
    void survivesAFloodOfRequests_data() { eachServer(); }
    void survivesAFloodOfRequests();

private:
    /// The scene of this server, set once for all tests; null if it cannot be.
    Scene *scene(ServerKind kind);
    std::unique_ptr<Scene> m_scenes[2];
};

void TestAttacks::initTestCase()
{
    const QString missing = ForeignPeer::whyMissing(ForeignPeer::Kind::Slixmpp);
    if (!missing.isEmpty())
        ROOST_MISSING_PEER(missing);
}

Scene *TestAttacks::scene(ServerKind kind)
{
    auto &scene = m_scenes[static_cast<int>(kind)];
    if (!scene) {
        scene = std::make_unique<Scene>(kind);
        const QString why = scene->start();
        if (!why.isEmpty()) {
            qWarning().noquote() << why;
            scene.reset();
        }
    }
    return scene.get();
}

void TestAttacks::changesNothing()
{
    QFETCH(ServerKind, server);
    QFETCH(QStringList, stanzas);
    Scene *const s = scene(server);
    QVERIFY(s);
    QVERIFY(s->fence());
    const World before = s->world();
    const QStringList shown = s->shownOfMallory();
    for (const QString &stanza : std::as_const(stanzas))
        s->attack(stanza);
    QVERIFY(s->fence());
    const World after = s->world();
    QCOMPARE(after.contacts, before.contacts);
    QCOMPARE(after.requests, before.requests);
    QCOMPARE(after.notifications, before.notifications);
    QCOMPARE(after.interruptions, before.interruptions);
    QVERIFY(after == before);
    QCOMPARE(s->shownOfMallory(), shown);
}

void TestAttacks::refusesToBeCommanded()
{
    QFETCH(ServerKind, server);
    Scene *const s = scene(server);
    QVERIFY(s);
    int number = 0;
    for (const QString &payload :
         {u"<query xmlns='jabber:iq:roster'><item jid='eve@evil.example' subscription='both'/></query>"_s,
          u"<block xmlns='urn:xmpp:blocking'><item jid='bob@localhost'/></block>"_s,
          u"<command xmlns='http://jabber.org/protocol/commands' node='x' action='execute'/>"_s,
          u"<query xmlns='jabber:iq:private'/>"_s}) {
        const QString id = u"command-%1"_s.arg(++number);
        s->mallory.sendRaw(u"<iq to='%1' type='set' id='%2'>"_s.arg(s->full(), id) + payload + u"</iq>"_s);
        const QString answer =
            s->mallory
                .await(u"iq"_s,
                       [&id](const QJsonObject &e) { return e.value("xml"_L1).toString().contains(id); })
                .value("xml"_L1)
                .toString();
        QVERIFY2(answer.contains("error"_L1), qPrintable(answer));
        QVERIFY2(!answer.contains("type=\"result\""_L1), qPrintable(answer));
    }
}

void TestAttacks::keepsWaitingForTheOneAsked()
{
    QFETCH(ServerKind, server);
    Scene *const s = scene(server);
    QVERIFY(s);
    auto answer = s->alice->session->client().request(
        makeIq(u"get"_s, Jid::fromWire(s->bob.jid()), XmlElement(u"secret"_s, u"urn:x:question"_s)));
    const QString asked = s->bob
                              .await(u"iq"_s,
                                     [](const QJsonObject &e) {
                                         return e.value("xml"_L1).toString().contains("urn:x:question"_L1);
                                     })
                              .value("xml"_L1)
                              .toString();
    QXmlStreamReader reader(asked);
    QVERIFY(reader.readNextStartElement());
    const QString id = reader.attributes().value("id"_L1).toString();
    QVERIFY(id.size() >= 22); // 128 bits
    for (const QString &type : {u"result"_s, u"error"_s})
        s->attack(
            u"<iq@FROM@ to='@FULL@' type='%1' id='%2'><secret xmlns='urn:x:question'>no</secret></iq>"_s.arg(
                type, id));
    QVERIFY(s->fence());
    QVERIFY(!answer.isFinished());
    // Another device of the right person is not the one asked either.
    ForeignPeer other(ForeignPeer::Kind::Slixmpp);
    QVERIFY(other.comeOnline(*s->server, u"bob"_s, u"other"_s));
    const QString fence = other.sendMessage(s->full(), u"before"_s);
    other.sendRaw(u"<iq to='%1' type='result' id='%2'/>"_s.arg(s->full(), id));
    const QString second = other.sendMessage(s->full(), u"after"_s);
    QTRY_VERIFY_WITH_TIMEOUT(s->thread(s->bob.jid()).indexOf(second, false) >= 0, patienceMs);
    QVERIFY(s->thread(s->bob.jid()).indexOf(fence, false) >= 0);
    QVERIFY(!answer.isFinished());
    s->bob.sendRaw(
        u"<iq to='%1' type='result' id='%2'><secret xmlns='urn:x:question'>yes</secret></iq>"_s.arg(s->full(),
                                                                                                    id));
    QTRY_VERIFY_WITH_TIMEOUT(answer.isFinished(), patienceMs);
    QVERIFY(answer.result().has_value());
    QCOMPARE(answer.result()->childText(u"secret", u"urn:x:question"), u"yes"_s);
}

void TestAttacks::showsOddTimesSensibly()
{
    QFETCH(ServerKind, server);
    Scene *const s = scene(server);
    QVERIFY(s);
    const QStringList stamps{u"9999-12-31T23:59:59Z"_s,
                             u"0001-01-01T00:00:00Z"_s,
                             u"-4713-11-24T00:00:00Z"_s,
                             u"yesterday"_s,
                             QString(),
                             u"20390101T00:00:00"_s,
                             u"2100-02-30T25:61:61.999999999999999999+99:99"_s};
    const qint64 before = s->alice->clock.nowMs();
    for (const QString &stamp : stamps) {
        for (const QString &from : {QString(), u" from='@DOMAIN@'"_s, u" from='@BARE@'"_s}) {
            s->attack(u"<message@FROM@ to='@FULL@' type='chat'><body>odd</body><delay "
                      "xmlns='urn:xmpp:delay'%1 stamp='%2'/></message>"_s.arg(from, stamp));
        }
    }
    QVERIFY(s->fence());
    QCOMPARE(s->shownOfMallory().count(u"odd"_s), 2 * 3 * stamps.size());
    const qint64 latest = s->alice->clock.nowMs() + 61'000;
    for (const QString &who : {s->mallory.jid(), u"mallory@evil.example"_s}) {
        qint64 last = 0;
        for (const Message &message : s->thread(who).messages()) {
            QVERIFY(message.timeMs >= last);
            QVERIFY(message.timeMs <= latest);
            last = message.timeMs;
        }
        QVERIFY(s->endpoint(who).lastMessageMs() >= before);
        QVERIFY(s->endpoint(who).lastMessageMs() <= latest);
        QVERIFY(s->thread(who).messages().back().body().startsWith("fence"_L1));
    }
}

void TestAttacks::isNotFooledByIds()
{
    QFETCH(ServerKind, server);
    Scene *const s = scene(server);
    QVERIFY(s);
    // Mallory guesses the id of what Bob will write, and claims the archive's id for it.
    const QString id = u"bobs-next-message-id-0123456789"_s;
    s->attack(u"<message@FROM@ to='@FULL@' type='chat' id='%1'><body>odd one first</body><origin-id "
              "xmlns='urn:xmpp:sid:0' id='%1'/><stanza-id xmlns='urn:xmpp:sid:0' by='@BARE@' "
              "id='%1'/></message>"_s.arg(id));
    QVERIFY(s->fence());
    s->bob.sendRaw(
        u"<message to='%1' type='chat' id='%2'><body>the real one</body></message>"_s.arg(s->full(), id));
    Thread &thread = s->thread(s->bob.jid());
    QTRY_VERIFY_WITH_TIMEOUT(thread.indexOf(id, false) >= 0, patienceMs);
    QCOMPARE(thread.messages().at(static_cast<size_t>(thread.indexOf(id, false))).body(), u"the real one"_s);
    // And she takes the id of what Alice wrote: it stays Alice's, unharmed.
    s->attack(u"<message@FROM@ to='@FULL@' type='chat' id='@ASKED@'><body>odd one again</body></message>"_s);
    QVERIFY(s->fence());
    const qsizetype row = thread.indexOf(s->asked, true);
    QVERIFY(row >= 0);
    QCOMPARE(thread.messages().at(static_cast<size_t>(row)).body(), u"a question"_s);
    QCOMPARE(thread.indexOf(s->asked, false), -1);
}

void TestAttacks::survivesHostileStanzas()
{
    QFETCH(ServerKind, server);
    Scene *const s = scene(server);
    QVERIFY(s);
    QVERIFY(s->fence());
    const qsizetype interruptions = s->states->size();
    const QStringList monsters{
        u"<xml:a/><body>xml</body>"_s,
        u"<x:a xmlns:x='urn:x' x:b='1' xmlns:y='urn:x' c='2' y:d='3'><x:e/></x:a>"_s,
        u"<a xmlns=''/><b xmlns='&lt;&amp;&quot;'/><c xmlns=' '/>"_s,
        u"<body xml:lang=''>\u202e\u2066\ufeff\ufdd0\U0001fffe\u200b</body>"_s,
        u"<body><![CDATA[<b>]]]]><![CDATA[>]]></body><body>second</body>"_s,
        u"<body><b xmlns='http://www.w3.org/1999/xhtml'>x</b></body>"_s,
        u"<received xmlns='urn:xmpp:carbons:2'/><sent xmlns='urn:xmpp:carbons:2'><forwarded/></sent>"_s,
        u"<received xmlns='urn:xmpp:receipts'/><request xmlns='urn:xmpp:receipts'/><body> </body>"_s,
    };
    for (const QString &monster : monsters)
        s->attack(u"<message@FROM@ to='@FULL@' type='chat' id='m'>"_s + monster + u"</message>"_s);
    for (const QString &attributes : {u"type='chat' to='@FULL@' id=''"_s, u"type='nonsense' to='@FULL@'"_s,
                                      u"to='@FULL@' xml:lang='\u202e' id='&lt;&#10;&amp;'"_s})
        s->attack(u"<message@FROM@ "_s + attributes + u"><body>odd</body></message>"_s);
    s->attack(u"<presence@FROM@ to='@FULL@'><priority>999999999999</priority><show>\u202e</show><c "
              "xmlns='http://jabber.org/protocol/caps' hash='' node='' ver=''/><idle xmlns='urn:xmpp:idle:1' "
              "since='never'/></presence>"_s);
    s->attack(u"<iq@FROM@ to='@FULL@' type='get' id='empty'/>"_s);
    // Bigger than Roost reads, small enough for the server of a component.
    s->evil.sendRaw(u"<message from='mallory@evil.example/x' to='%1' type='chat'><body>"_s.arg(s->full()) +
                    QString(300 * 1024, u'x') + u"</body></message>"_s);
    QVERIFY(s->fence());
    QCOMPARE(s->states->size(), interruptions);
    QCOMPARE(s->alice->session->state(), SessionState::Online);
}

void TestAttacks::revealsNothingToStrangers()
{
    QFETCH(ServerKind, server);
    Scene *const s = scene(server);
    QVERIFY(s);
    const auto ask = [s](ForeignPeer &who, const QString &id) {
        who.sendRaw(
            u"<iq to='%1' type='get' id='%2'><query xmlns='jabber:iq:version'/></iq>"_s.arg(s->full(), id));
        return who
            .await(u"iq"_s, [&id](const QJsonObject &e) { return e.value("xml"_L1).toString().contains(id); })
            .value("xml"_L1)
            .toString();
    };
    const QString friendly = ask(s->bob, u"version-bob"_s);
    QVERIFY2(friendly.contains("Roost Test"_L1), qPrintable(friendly));
    const QString strange = ask(s->mallory, u"version-mallory"_s);
    QVERIFY2(!strange.contains("Roost"_L1) && strange.contains("error"_L1), qPrintable(strange));

    // No stanza of a stranger makes Roost send a query or an answer that reveals its presence.
    s->mallory.forgetEvents();
    s->evil.forgetEvents();
    s->attack(messageWith(
        pubsubEvent(u"urn:xmpp:avatar:metadata"_s,
                    u"<metadata xmlns='urn:xmpp:avatar:metadata'><info id='"
                    "da39a3ee5e6b4b0d3255bfef95601890afd80709' bytes='9' type='image/png'/></metadata>"_s)));
    s->attack(u"<presence@FROM@ to='@BARE@'><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' "
              "node='urn:x' ver='QgayPKawpkPSDYmwT/WM94uAlu0='/><x xmlns='vcard-temp:x:update'><photo>"
              "da39a3ee5e6b4b0d3255bfef95601890afd80709</photo></x></presence>"_s);
    s->attack(u"<message@FROM@ to='@FULL@' type='chat' id='wants'><body>odd</body><request "
              "xmlns='urn:xmpp:receipts'/></message>"_s);
    QVERIFY(s->fence());
    // The answers to these stanzas arrive after any query that the earlier ones caused.
    s->attack(u"<iq@FROM@ to='@FULL@' type='get' id='last'><x xmlns='urn:x'/></iq>"_s);
    for (ForeignPeer *one : {&s->mallory, &s->evil}) {
        const QJsonObject last = one->await(u"iq"_s, [](const QJsonObject &e) {
            return e.value("xml"_L1).toString().contains("id=\"last\""_L1);
        });
        QVERIFY(!last.isEmpty());
    }
    QStringList questions;
    for (const QJsonObject &one : s->mallory.events() + s->evil.events()) {
        const QString xml = one.value("xml"_L1).toString();
        // ejabberd's mod_caps asks by itself, in the name of its user.
        if (xml.contains("type=\"get\""_L1) && !xml.contains("id=\"rr-"_L1))
            questions.append(xml);
    }
    QVERIFY2(questions.isEmpty(), qPrintable(questions.join(u'\n')));
    for (const ForeignPeer *one : {&s->mallory, &s->evil}) {
        QCOMPARE(one->count(u"receipt"_s), 0);
        QCOMPARE(one->count(u"presence"_s), 0);
    }
}

void TestAttacks::keepsTextAsText()
{
    QFETCH(ServerKind, server);
    Scene *const s = scene(server);
    QVERIFY(s);
    const QString text =
        u"<img src='http://127.0.0.1:9/x'/><a href='file:///etc/passwd'>x</a> &amp; %1 %n \u202eevil"_s;
    s->bob.setPresence(u"away"_s, text);
    Endpoint &bob = s->endpoint(s->bob.jid());
    QTRY_COMPARE_WITH_TIMEOUT(bob.connection(u"desk")->status(), text, patienceMs);
    QCOMPARE(bob.presence().status, text);
    const QString id = s->bob.sendMessage(s->full(), text);
    Thread &thread = s->thread(s->bob.jid());
    QTRY_VERIFY_WITH_TIMEOUT(thread.indexOf(id, false) >= 0, patienceMs);
    QCOMPARE(thread.messages().at(static_cast<size_t>(thread.indexOf(id, false))).body(), text);
    QTRY_COMPARE(bob.preview(), text.left(160));
    s->bob.setPresence({});
    QTRY_COMPARE_WITH_TIMEOUT(bob.connection(u"desk")->show(), Show::Available, patienceMs);
}

void TestAttacks::survivesAFloodOfRequests()
{
    QFETCH(ServerKind, server);
    Scene *const s = scene(server);
    QVERIFY(s);
    const World before = s->world();
    // Prosody writes all that wait into a file again for each new one: a hundred take it a second.
    const int count = server == ServerKind::Prosody ? 100 : 1000;
    for (int i = 0; i < count; ++i) {
        s->evil.sendRaw(u"<presence from='spam%1@evil.example' to='%2' type='subscribe'><status>%3</status>"
                        "<nick xmlns='http://jabber.org/protocol/nick'>%4</nick></presence>"_s.arg(
                            QString::number(i), s->bare(), QString(600, u's'), QString(200, u'N')));
    }
    for (int i = 0; i < 20; ++i)
        s->mallory.sendPresence(s->bare(), u"subscribe"_s, u"again %1"_s.arg(i));
    QVERIFY(s->fence());
    const QList<Endpoint *> requests = s->alice->session->requests();
    QVERIFY(requests.size() > 50);
    QVERIFY(requests.size() <= count + 1);
    QCOMPARE(QSet<Endpoint *>(requests.begin(), requests.end()).size(), requests.size());
    for (const Endpoint *one : requests) {
        QVERIFY(!one->isContact());
        QVERIFY(!one->seesUs());
        QVERIFY(one->requestMessage().size() <= 512);
        QVERIFY(one->nickname().size() <= 128);
    }
    QCOMPARE(s->world().contacts, before.contacts);
    // Refused one by one, as a person would do all at once.
    for (Endpoint *one : requests)
        s->alice->session->refuseRequest(*one);
    QTRY_VERIFY_WITH_TIMEOUT(s->alice->session->requests().isEmpty(), patienceMs);
    QVERIFY(s->fence());
    QCOMPARE(s->world().contacts, before.contacts);
    QCOMPARE(s->world().interruptions, before.interruptions);
}

QTEST_GUILESS_MAIN(TestAttacks)
#include "test_attacks.moc"
