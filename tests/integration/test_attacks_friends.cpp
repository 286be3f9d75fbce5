// SPDX-License-Identifier: GPL-3.0-or-later
// Attacks by a contact or by a stranger who writes: changed messages, words in the name of our own account,
// floods. On both real servers.
#include "attack_scene.h"

#include <QFile>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

#ifdef ROOST_SANITIZED
// The address sanitizer keeps freed memory in quarantine, 256 MB at most.
constexpr qint64 mayGrowBytes = 400'000'000;
#else
constexpr qint64 mayGrowBytes = 60'000'000;
#endif

qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * 4096 : 0;
}

} // namespace

class TestAttacksFriends : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void changesNoMessageOfOthers_data() { eachServer(); }
    void changesNoMessageOfOthers();
    void speaksNotForOurAccount_data() { eachServer(); }
    void speaksNotForOurAccount();
    void ignoresClaimedNames_data() { eachServer(); }
    void ignoresClaimedNames();
    void survivesAFloodOfStrangers_data() { eachServer(); }
    void survivesAFloodOfStrangers();

private:
    Scene *scene(ServerKind kind);
    /// All that Bob sent before has been handled.
    [[nodiscard]] bool fenceOfBob(Scene &s)
    {
        const QString id = s.bob.sendMessage(s.full(), u"fence %1"_s.arg(++m_fences));
        return QTest::qWaitFor([&] { return s.thread(s.bob.jid()).indexOf(id, false) >= 0; }, patienceMs);
    }
    std::unique_ptr<Scene> m_scenes[2];
    int m_fences = 0;
};

void TestAttacksFriends::initTestCase()
{
    const QString missing = ForeignPeer::whyMissing(ForeignPeer::Kind::Slixmpp);
    if (!missing.isEmpty())
        ROOST_MISSING_PEER(missing);
}

Scene *TestAttacksFriends::scene(ServerKind kind)
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

void TestAttacksFriends::changesNoMessageOfOthers()
{
    QFETCH(ServerKind, server);
    Scene *const s = scene(server);
    QVERIFY(s);
    const QString original = s->bob.sendMessage(s->full(), u"what Bob said"_s);
    Thread &bob = s->thread(s->bob.jid());
    QTRY_VERIFY_WITH_TIMEOUT(bob.indexOf(original, false) >= 0, patienceMs);
    const std::vector<Message> before = bob.messages();

    // Mallory corrects, retracts and moderates what Bob and Alice wrote; Bob what Alice wrote.
    const QString fallback = u"<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:message-retract:1'/>"_s;
    for (const QString &id : {original, s->asked}) {
        for (
            const QString &change :
            {u"<replace xmlns='urn:xmpp:message-correct:0' id='%1'/>"_s,
             u"<retract xmlns='urn:xmpp:message-retract:1' id='%1'/>"_s + fallback,
             u"<apply-to xmlns='urn:xmpp:fasten:0' id='%1'><retract xmlns='urn:xmpp:message-retract:0'/></apply-to>"_s,
             u"<apply-to xmlns='urn:xmpp:fasten:0' id='%1'><moderated xmlns='urn:xmpp:message-moderate:0' by='@BOB@'><retract xmlns='urn:xmpp:message-retract:0'/></moderated></apply-to>"_s,
             u"<reactions xmlns='urn:xmpp:reactions:0' id='%1'><reaction>x</reaction></reactions>"_s})
            s->attack(u"<message@FROM@ to='@FULL@' type='chat' id='c-%1'><body>changed</body>"_s.arg(
                          s->alice->ids.next()) +
                      change.arg(id) + u"</message>"_s);
    }
    QVERIFY(s->fence());
    // In Mallory's thread, a correction stands for the message that it names until a retraction takes its
    // text. A moderation is for rooms and a reaction is not understood: each is a message of its own.
    const QStringList shown = s->shownOfMallory();
    QCOMPARE(shown.size(), 2 * 2 * 3);
    QCOMPARE(shown.count(QString()), 2 * 2);
    QCOMPARE(shown.count(u"changed"_s), 2 * 2 * 2);
    QVERIFY(bob.messages() == before);

    s->bob.sendRaw(
        u"<message to='%1' type='chat' id='bob-corrects-alice'><body>changed by Bob</body><replace "
        "xmlns='urn:xmpp:message-correct:0' id='%2'/></message>"_s.arg(s->full(), s->asked));
    s->bob.sendRaw(
        u"<message to='%1' type='chat' id='bob-corrects-himself'><body>Bob's second thought</body><replace "
        "xmlns='urn:xmpp:message-correct:0' id='%2'/></message>"_s.arg(s->full(), original));
    QVERIFY(fenceOfBob(*s));
    // His own message shows his second thought; what Alice wrote stays.
    for (const Message &message : before) {
        const qsizetype row = bob.indexOf(message.id(), message.isOwn());
        QVERIFY(row >= 0);
        const Message &now = bob.messages().at(static_cast<std::size_t>(row));
        QCOMPARE(now.body(), message.body());
        QCOMPARE(now.text().text(), message.id() == original ? u"Bob's second thought"_s : message.body());
    }
    QVERIFY(bob.indexOf(u"bob-corrects-himself"_s, false) < 0);
    QVERIFY(bob.indexOf(u"bob-corrects-alice"_s, false) >= 0);
}

void TestAttacksFriends::speaksNotForOurAccount()
{
    QFETCH(ServerKind, server);
    Scene *const s = scene(server);
    QVERIFY(s);
    const QString unread = s->bob.sendMessage(s->full(), u"not read yet"_s);
    QTRY_VERIFY_WITH_TIMEOUT(s->thread(s->bob.jid()).indexOf(unread, false) >= 0, patienceMs);
    QVERIFY(s->endpoint(s->bob.jid()).unread() > 0);
    const World before = s->world();
    const auto event = [&](const QString &node, const QString &item) {
        s->bob.sendRaw(
            u"<message to='%1' type='headline'><event "
            "xmlns='http://jabber.org/protocol/pubsub#event'><items node='%2'><item "
            "id='%3'>%4</item></items></event></message>"_s.arg(s->full(), node, s->bob.jid(), item));
    };
    event(u"urn:xmpp:mds:displayed:0"_s,
          u"<displayed xmlns='urn:xmpp:mds:displayed:0'><stanza-id xmlns='urn:xmpp:sid:0' by='%1' "
          "id='%2'/></displayed>"_s.arg(s->bare(), s->thread(s->bob.jid()).messages().back().refs.stanzaId));
    event(u"urn:xmpp:bookmarks:1"_s,
          u"<conference xmlns='urn:xmpp:bookmarks:1' autojoin='true' name='room'/>"_s);
    event(u"storage:bookmarks"_s, u"<storage xmlns='storage:bookmarks'/>"_s);
    event(u"eu.siacs.conversations.axolotl.devicelist"_s,
          u"<list xmlns='eu.siacs.conversations.axolotl'><device id='1'/></list>"_s);
    const QString archived = u"<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' "
                             "from='mallory@%1/x' to='%2' type='chat' id='forged'><body>forged</body>"
                             "</message></forwarded>"_s.arg(evilDomain, s->full());
    for (const QString &wrapper : {u"<result xmlns='urn:xmpp:mam:2' queryid='q' id='1'>%1</result>"_s,
                                   u"<received xmlns='urn:xmpp:carbons:2'>%1</received>"_s,
                                   u"<sent xmlns='urn:xmpp:carbons:2'>%1</sent>"_s})
        s->bob.sendRaw(u"<message to='%1' type='chat'>"_s.arg(s->full()) + wrapper.arg(archived) +
                       u"</message>"_s);
    s->bob.sendRaw(u"<iq to='%1' type='set' id='push'><query xmlns='jabber:iq:roster'><item jid='eve@%2' "
                   "subscription='both'/></query></iq>"_s.arg(s->full(), evilDomain));
    QVERIFY(fenceOfBob(*s));
    const World after = s->world();
    QCOMPARE(after.interruptions, before.interruptions);
    QCOMPARE(after.requests, before.requests);
    QCOMPARE(after.talk.size(), before.talk.size() + 1); // the fence
    QCOMPARE(after.contacts.size(), before.contacts.size());
    QVERIFY(s->endpoint(s->bob.jid()).unread() > 0);
    QCOMPARE(s->shownOfMallory().count(u"forged"_s), 0);
}

void TestAttacksFriends::ignoresClaimedNames()
{
    QFETCH(ServerKind, server);
    Scene *const s = scene(server);
    QVERIFY(s);
    Endpoint &bob = s->endpoint(s->bob.jid());
    const auto renamed = s->alice->session->renameContact(bob, u"Bob the Builder"_s);
    QTRY_COMPARE_WITH_TIMEOUT(bob.name(), u"Bob the Builder"_s, patienceMs);
    const QString nick = u"<nick xmlns='http://jabber.org/protocol/nick'>%1</nick>"_s;
    // In a message, as he is called; in a request, in letters that look the same.
    s->attack(u"<message@FROM@ to='@FULL@' type='chat' id='nick-in-a-message'><body>it is me</body>"_s +
              nick.arg(u"Bob the Builder"_s) + u"</message>"_s);
    const QString asking = u"asking@"_s + evilDomain;
    s->evil.sendRaw(u"<presence from='%1' to='%2' type='subscribe'>"_s.arg(asking, s->bare()) +
                    nick.arg(u"Воb the Builder"_s) + u"</presence>"_s);
    QVERIFY(s->fence());
    for (const QString &who : {s->mallory.jid(), "mallory@"_L1 + evilDomain, asking}) {
        Endpoint &stranger = s->endpoint(who);
        QTRY_COMPARE_WITH_TIMEOUT(stranger.claims(), Endpoint::Claims(Endpoint::Claim::LikeContact),
                                  patienceMs);
        QCOMPARE(stranger.displayName(), stranger.id().toString());
        QVERIFY(!stranger.claimedName().isEmpty());
    }
    // Accepted, it is a contact without a name, and still not called so.
    s->alice->session->approveRequest(s->endpoint(asking));
    QTRY_VERIFY_WITH_TIMEOUT(s->endpoint(asking).isContact(), patienceMs);
    QCOMPARE(s->endpoint(asking).displayName(), asking);
    const auto forgotten = s->alice->session->removeContact(s->endpoint(asking));
    QTRY_VERIFY_WITH_TIMEOUT(!s->endpoint(asking).isContact(), patienceMs);
    QCOMPARE(bob.displayName(), u"Bob the Builder"_s);
}

void TestAttacksFriends::survivesAFloodOfStrangers()
{
    QFETCH(ServerKind, server);
    Scene *const s = scene(server);
    QVERIFY(s);
    const World before = s->world();
    const qint64 memory = residentBytes();
    constexpr int count = 500;
    const QString odd = u"\u202egnp.exe\u2066\u0085"_s;
    for (int i = 0; i < count; ++i) {
        s->evil.sendRaw(
            u"<message from='s%1@%2/x' to='%3' type='chat' id='flood-%1-0123456789'><body>%4</body><nick "
            "xmlns='http://jabber.org/protocol/nick'>%5</nick></message>"_s.arg(
                QString::number(i), evilDomain, s->full(), QString(500, u'b'), odd + QString(2'000, u'N')));
    }
    // On a busy machine ejabberd and the component are at it for longer than one question takes.
    QVERIFY(s->fence(4 * patienceMs));
    QTRY_VERIFY_WITH_TIMEOUT(s->endpoint(u"s%1@%2"_s.arg(count - 1).arg(evilDomain)).unread() == 1,
                             patienceMs);
    QCOMPARE(s->alice->session->state(), SessionState::Online);
    for (int i = 0; i < count; i += 23) {
        const Endpoint &stranger = s->endpoint(u"s%1@%2"_s.arg(i).arg(evilDomain));
        QVERIFY(!stranger.isContact() && !stranger.seesUs());
        QVERIFY(stranger.nickname().size() <= 128);
        QVERIFY(stranger.preview().size() <= 160);
    }
    // The messages are stored, as they must be, but need little memory.
    const qint64 grown = residentBytes() - memory;
    QVERIFY2(grown < mayGrowBytes, qPrintable(QString::number(grown)));
    QCOMPARE(s->world().contacts, before.contacts);
    QCOMPARE(s->world().interruptions, before.interruptions);
    QVERIFY(fenceOfBob(*s));
}

QTEST_GUILESS_MAIN(TestAttacksFriends)
#include "test_attacks_friends.moc"
