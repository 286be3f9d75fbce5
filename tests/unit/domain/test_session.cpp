// SPDX-License-Identifier: GPL-3.0-or-later
// A whole Session on a wire that the test holds the other end of.
#include "domain/account/session.h"
#include "domain/account/storage_care.h"
#include "domain/threads/archive_sync.h"
#include "domain/threads/thread.h"
#include "domain_fixture.h"
#include "storage/sql_connection.h"
#include "support/fake_transport.h"
#include "support/patience.h"
#include "xmpp/namespaces.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace roost;

namespace {

/// Alice's session, and the server it talks to.
class SessionFixture
{
public:
    SessionFixture() { begin(); }

    /// Ends the program and starts it again.
    void begin()
    {
        session.reset();
        SessionConfig config;
        config.account = jid("alice@example.org");
        config.directory = folder.filePath(u"accounts/alice"_s);
        config.urls = {QUrl(u"wss://example.org/ws"_s)};
        config.identity.name = u"Roost"_s;
        config.listOrder = u"en"_s;
        session = std::make_unique<Session>(config, clock, ids, &notifier, server.factory());
    }
    [[nodiscard]] bool open()
    {
        auto opened = session->open();
        return QTest::qWaitFor([&] { return opened.isFinished(); }) && opened.result();
    }
    /// Up to the first stanzas of a new session, which are left on the wire.
    [[nodiscard]] bool signIn()
    {
        session->signIn(u"secret"_s);
        return server.signIn(u"secret"_s, u"alice@example.org/desk"_s) &&
               session->state() == SessionState::Online;
    }
    /// Reconnects after a lost stream, up to the request to resume it, which is taken from the wire.
    [[nodiscard]] bool askToResume()
    {
        session->retryNow();
        server.socket().accept();
        (void)server.socket().take();
        server.offer({u"SCRAM-SHA-1"_s});
        if (!server.authenticate(u"secret"_s))
            return false;
        server.offerSession();
        return server.socket().take().is(u"resume", ns::streamManagement);
    }
    /// All stanzas sent since the last call, without the elements of the stream itself.
    QList<XmlElement> takeStanzas()
    {
        QList<XmlElement> stanzas;
        while (server.socket().hasSent()) {
            XmlElement element = server.socket().take();
            if (element.ns() == ns::client)
                stanzas.append(std::move(element));
        }
        taken += stanzas.size();
        return stanzas;
    }
    void inject(const QByteArray &xml) { server.socket().inject(xml); }
    /// Answers the roster request among `stanzas`.
    [[nodiscard]] bool answerRoster(const QList<XmlElement> &stanzas, const QByteArray &items)
    {
        for (const XmlElement &stanza : stanzas) {
            if (!stanza.child(u"query", u"jabber:iq:roster"))
                continue;
            inject("<iq xmlns='jabber:client' type='result' id='" + stanza.attribute(u"id").toUtf8() +
                   "'><query xmlns='jabber:iq:roster' ver='1'>" + items + "</query></iq>");
            return true;
        }
        return false;
    }
    /// Online with one contact, foo@bar.com, and the flood over.
    [[nodiscard]] bool settle()
    {
        if (!open() || !signIn() ||
            !answerRoster(takeStanzas(), "<item jid='foo@bar.com' name='Foo' subscription='both'/>"))
            return false;
        clock.advance(3s);
        takeStanzas();
        return session->isSettled();
    }
    Endpoint &foo() { return session->directory().endpoint(jid("foo@bar.com")); }

    QTemporaryDir folder;
    FakeClock clock;
    SequentialIds ids;
    NotifierLog notifier;
    FakeServer server;
    qsizetype taken = 0; ///< Stanzas of the session that the server has.
    std::unique_ptr<Session> session;
};

QStringList namesOf(const QList<XmlElement> &stanzas)
{
    QStringList names;
    for (const XmlElement &stanza : stanzas) {
        const QString payload = stanza.children().empty() ? QString() : stanza.children().front().ns();
        names.append(stanza.name() == u"iq" ? payload : stanza.name());
    }
    return names;
}

} // namespace

class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensWithoutANetwork();
    void loadsListHeadFirst();
    void refusesADatabaseOfAnotherProgram();
    void replacesInvalidDatabase();
    void asksBeforeItTells();
    void doesNotWaitForARoster_data();
    void doesNotWaitForARoster();
    void startsTalkingOnce();
    void restoresOwnPresence();
    void isAwayWhileIdle();
    void notifiesOfMessages();
    void isQuietInDoNotDisturb();
    void isPatientWhileAnotherDeviceIsOnline();
    void marksAttendedThreadRead();
    void marksThreadAnsweredElsewhereRead();
    void staysSilentWhileConnecting();
    void resumesWithoutAsking();
    void asksTheArchiveWhenTheServerIsBehind();
    void blamesNoMessageForAFailedSignIn();
    void endsFinally();
    void survivesItsEndAtAnyTime_data();
    void survivesItsEndAtAnyTime();
};

void TestSession::opensWithoutANetwork()
{
    SessionFixture f;
    QCOMPARE(f.session->state(), SessionState::Closed);
    QSignalSpy loaded(&f.session->directory(), &EndpointDirectory::loaded);
    QVERIFY(f.open());
    QCOMPARE(f.session->state(), SessionState::Offline);
    QCOMPARE(loaded.count(), 1);
    QVERIFY(!f.server.hasSocket());
    QCOMPARE(f.session->self().id(), jid("alice@example.org"));
    QVERIFY(QFile::exists(f.folder.filePath(u"accounts/alice/roost.sqlite"_s)));
}

void TestSession::loadsListHeadFirst()
{
    SessionFixture f;
    QVERIFY(f.open());
    ContactChanges changes;
    for (int i = 0; i < 300; ++i) {
        ContactRecord contact;
        contact.jid = Jid::fromWire(u"p%1@bar.com"_s.arg(i));
        contact.inRoster = true;
        changes.saved.append(contact);
    }
    QList<Jid> first;
    for (const ContactRecord &contact : std::as_const(changes.saved).first(ListHead::mostRows))
        first.append(contact.jid);
    QVERIFY(f.session->database().applyContactChanges(changes).result());
    f.session->keepListHead(u"en"_s, first);
    f.begin();
    EndpointDirectory &directory = f.session->directory();
    QSignalSpy head(f.session.get(), &Session::listHeadLoaded);
    QSignalSpy loaded(&directory, &EndpointDirectory::loaded);
    auto opened = f.session->open();
    QTRY_COMPARE(head.size(), 1);
    QCOMPARE(directory.size(), ListHead::mostRows);
    QVERIFY(directory.awaited());
    QCOMPARE(directory.awaited()->listed, 300);
    QCOMPARE(f.session->state(), SessionState::Loading);
    const Endpoint *early = &directory.endpoint(first.constFirst());
    f.clock.advance(1s); // There was time to paint.
    QTRY_VERIFY(opened.isFinished());
    QCOMPARE(loaded.size(), 1);
    QCOMPARE(directory.size(), 300);
    QVERIFY(!directory.awaited());
    QCOMPARE(&directory.endpoint(first.constFirst()), early);
    QCOMPARE(f.session->state(), SessionState::Offline);
    // A crash ends the program without saving a list head.
    f.begin();
    QSignalSpy none(f.session.get(), &Session::listHeadLoaded);
    QVERIFY(f.open());
    QCOMPARE(none.size(), 0);
    QCOMPARE(f.session->directory().size(), 300);
}

void TestSession::replacesInvalidDatabase()
{
    SessionFixture f;
    const QDir folder(f.folder.filePath(u"accounts/alice"_s));
    QVERIFY(QDir().mkpath(folder.path()));
    QFile file(folder.filePath(u"roost.sqlite"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8'192, 'x'));
    file.close();
    QVERIFY(f.open());
    QVERIFY(f.session->storage().repair());
    QFile kept(folder.filePath(f.session->storage().repair()->setAside));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray(8'192, 'x'));
    QVERIFY(f.signIn());
}

void TestSession::refusesADatabaseOfAnotherProgram()
{
    SessionFixture f;
    QVERIFY(QDir().mkpath(f.folder.filePath(u"accounts/alice"_s)));
    {
        SqlConnection other;
        QVERIFY(other.open(f.folder.filePath(u"accounts/alice/roost.sqlite"_s)));
        QVERIFY(other.execute("CREATE TABLE recipes (cake TEXT)"));
    }
    auto opened = f.session->open();
    QTRY_VERIFY(opened.isFinished());
    QCOMPARE(opened.result().error().kind, ErrorKind::StorageCorrupt);
    QCOMPARE(f.session->state(), SessionState::Failed);
    QCOMPARE(f.session->lastError().kind, ErrorKind::StorageCorrupt);
}

void TestSession::asksBeforeItTells()
{
    SessionFixture f;
    QVERIFY(f.open());
    (void)f.session->thread(f.foo()).send(u"written offline"_s);
    QTRY_COMPARE(f.session->queuedCount(), 1);
    QVERIFY(f.signIn());
    const QList<XmlElement> first = f.takeStanzas();
    QVERIFY(!namesOf(first).contains(u"presence"_s));
    QVERIFY(!namesOf(first).contains(u"message"_s));
    QVERIFY(f.answerRoster(first, "<item jid='foo@bar.com' subscription='both'/>"));
    const QStringList then = namesOf(f.takeStanzas());
    QVERIFY(then.contains(u"presence"_s));
    QVERIFY(then.indexOf(u"message"_s) > then.indexOf(u"presence"_s));
    QCOMPARE(f.session->queuedCount(), 0);
}

void TestSession::doesNotWaitForARoster_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("isAtOnce");
    const QByteArray start = "<iq xmlns='jabber:client' id='%1' type=";
    QTest::newRow("none") << QByteArray() << false;
    QTest::newRow("error") << start + "'error'><error type='cancel'><service-unavailable "
                                      "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
                           << true;
    QTest::newRow("of another namespace") << start + "'result'><query xmlns='u'/></iq>" << true;
    QTest::newRow("malformed") << start + "'result'><query xmlns='jabber:iq:roster'></iq>" << true;
    QTest::newRow("too deep") << start + "'result'>" + QByteArray("<a>").repeated(99) +
                                     QByteArray("</a>").repeated(99) + "</iq>"
                              << true;
    QTest::newRow("of somebody else") << start + "'result' from='mallory@example.org'/>" << false;
    QTest::newRow("with another id") << QByteArray("<iq xmlns='jabber:client' id='x' type='result'/>")
                                     << false;
}

void TestSession::doesNotWaitForARoster()
{
    QFETCH(QByteArray, answer);
    QFETCH(const bool, isAtOnce);
    SessionFixture f;
    QVERIFY(f.open());
    (void)f.session->thread(f.foo()).send(u"written offline"_s);
    QTRY_COMPARE(f.session->queuedCount(), 1);
    QVERIFY(f.signIn());
    for (const XmlElement &stanza : f.takeStanzas()) {
        if (stanza.child(u"query", u"jabber:iq:roster"))
            answer.replace("%1", stanza.attribute(u"id").toUtf8());
    }
    if (!answer.isEmpty())
        f.inject(answer);
    QStringList then = namesOf(f.takeStanzas());
    QCOMPARE(then.contains(u"presence"_s), isAtOnce);
    f.clock.advance(3s);
    then += namesOf(f.takeStanzas());
    QCOMPARE(then.count(u"presence"_s), 1);
    QCOMPARE(then.count(u"message"_s), 1);
    QVERIFY(then.indexOf(u"message"_s) > then.indexOf(u"presence"_s));
    QCOMPARE(f.session->queuedCount(), 0);
    QCOMPARE(f.session->state(), SessionState::Online);
}

void TestSession::startsTalkingOnce()
{
    SessionFixture f;
    QVERIFY(f.open());
    QVERIFY(f.signIn());
    const QList<XmlElement> first = f.takeStanzas();
    f.clock.advance(3s);
    QCOMPARE(namesOf(f.takeStanzas()).count(u"presence"_s), 1);
    // The roster arrives late; no second presence is sent.
    QVERIFY(f.answerRoster(first, "<item jid='foo@bar.com' subscription='both'/>"));
    QVERIFY(f.foo().isContact());
    f.clock.advance(3s);
    QVERIFY(!namesOf(f.takeStanzas()).contains(u"presence"_s));
}

void TestSession::restoresOwnPresence()
{
    SessionFixture f;
    QVERIFY(f.open());
    QCOMPARE(f.session->ownPresence().show, Show::Available);
    QSignalSpy changed(f.session.get(), &Session::ownPresenceChanged);
    f.session->setOwnPresence(Show::DoNotDisturb, u"Writing"_s, -1);
    f.session->setOwnPresence(Show::DoNotDisturb, u"Writing"_s, -1);
    QCOMPARE(changed.count(), 1);
    f.begin();
    QVERIFY(f.open());
    QCOMPARE(f.session->ownPresence(), (Presence{Show::DoNotDisturb, u"Writing"_s, {}}));
    QCOMPARE(f.session->ownPriority(), -1);
    QVERIFY(f.signIn());
    QVERIFY(f.answerRoster(f.takeStanzas(), {}));
    QString sent;
    for (const XmlElement &stanza : f.takeStanzas()) {
        if (stanza.name() == u"presence")
            sent = stanza.childText(u"show", ns::client) + stanza.childText(u"status", ns::client) +
                   stanza.childText(u"priority", ns::client);
    }
    QCOMPARE(sent, u"dndWriting-1"_s);
}

void TestSession::isAwayWhileIdle()
{
    SessionFixture f;
    QVERIFY(f.settle());
    const qint64 since = f.clock.nowMs() - 600'000;
    f.session->setIdleSince(since);
    QCOMPARE(f.session->toldShow(), Show::Away);
    QCOMPARE(f.session->ownPresence().show, Show::Available); // The presence that the user chose stays.
    QList<XmlElement> told = f.takeStanzas();
    QCOMPARE(told.size(), 1);
    QCOMPARE(told.first().childText(u"show", ns::client), u"away"_s);
    QVERIFY(told.first().child(u"idle", u"urn:xmpp:idle:1"));
    f.session->setIdleSince(0);
    told = f.takeStanzas();
    QCOMPARE(told.size(), 1);
    QVERIFY(!told.first().child(u"show", ns::client));
    QVERIFY(!told.first().child(u"idle", u"urn:xmpp:idle:1"));
    // Do Not Disturb is not replaced by Away when the user is idle.
    f.session->setOwnPresence(Show::DoNotDisturb, {});
    f.takeStanzas();
    f.session->setIdleSince(since);
    QCOMPARE(f.takeStanzas().first().childText(u"show", ns::client), u"dnd"_s);
}

void TestSession::notifiesOfMessages()
{
    SessionFixture f;
    QVERIFY(f.settle());
    f.inject(
        "<message xmlns='jabber:client' from='foo@bar.com/x' id='message-id-1'><body>Hi</body></message>");
    QTRY_COMPARE(f.notifier.senders, QStringList{u"foo@bar.com"_s});
    QCOMPARE(f.foo().unread(), 1);
    f.session->setAttendedThread(&f.foo());
    QCOMPARE(f.foo().unread(), 0);
    QCOMPARE(f.notifier.withdrawn, QStringList{u"foo@bar.com"_s});
}

void TestSession::isQuietInDoNotDisturb()
{
    SessionFixture f;
    QVERIFY(f.settle());
    f.session->setTellWhenOnline(f.foo(), true);
    f.session->setOwnPresence(Show::DoNotDisturb, {});
    f.inject(
        "<message xmlns='jabber:client' from='foo@bar.com/x' id='message-id-1'><body>Hi</body></message>");
    f.inject("<presence xmlns='jabber:client' from='amy@bar.com' type='subscribe'/>");
    f.inject("<presence xmlns='jabber:client' from='foo@bar.com/x'/>");
    QTRY_COMPARE(f.foo().unread(), 1); // It still counts.
    QTRY_COMPARE(f.session->requests().size(), 1);
    QTRY_VERIFY(f.foo().isOnline());
    f.clock.advance(1h);
    QCOMPARE(f.notifier.senders, QStringList());
    QCOMPARE(f.notifier.online, QStringList());
    QCOMPARE(f.notifier.requests, QStringList());
    // Do Not Disturb on another device does not count, and messages that arrived meanwhile are not notified
    // later.
    f.session->setOwnPresence(Show::Available, {});
    f.inject("<presence xmlns='jabber:client' from='alice@example.org/phone'><show>dnd</show></presence>");
    QTRY_VERIFY(f.session->self().connection(u"phone"));
    f.inject(
        "<message xmlns='jabber:client' from='amy@bar.com/x' id='message-id-2'><body>Ho</body></message>");
    QTRY_COMPARE(f.session->directory().endpoint(jid("amy@bar.com")).unread(), 1);
    f.clock.advance(1h);
    QCOMPARE(f.notifier.senders, QStringList{u"amy@bar.com"_s});
}

void TestSession::isPatientWhileAnotherDeviceIsOnline()
{
    SessionFixture f;
    QVERIFY(f.settle());
    f.inject("<presence xmlns='jabber:client' from='alice@example.org/phone'/>");
    QTRY_VERIFY(f.session->self().connection(u"phone"));
    f.inject(
        "<message xmlns='jabber:client' from='foo@bar.com/x' id='message-id-1'><body>Hi</body></message>");
    QTRY_COMPARE(f.foo().unread(), 1);
    f.inject("<message xmlns='jabber:client' from='alice@example.org' to='alice@example.org/desk'>"
             "<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
             "<message xmlns='jabber:client' from='alice@example.org/phone' to='foo@bar.com' type='chat'>"
             "<displayed xmlns='urn:xmpp:chat-markers:0' id='message-id-1'/></message>"
             "</forwarded></sent></message>");
    QTRY_COMPARE(f.foo().unread(), 0);
    f.clock.advance(1s);
    QVERIFY(f.notifier.senders.isEmpty());
    f.inject(
        "<message xmlns='jabber:client' from='foo@bar.com/x' id='message-id-2'><body>Ho</body></message>");
    QTRY_COMPARE(f.foo().unread(), 1);
    QVERIFY(f.notifier.senders.isEmpty());
    f.clock.advance(1s);
    QCOMPARE(f.notifier.senders, QStringList{u"foo@bar.com"_s});
}

void TestSession::marksAttendedThreadRead()
{
    SessionFixture f;
    QVERIFY(f.settle());
    f.session->setAttendedThread(&f.foo());
    Thread &thread = f.session->thread(f.foo());
    QSignalSpy inserted(&thread, &Thread::inserted);
    f.inject(
        "<message xmlns='jabber:client' from='foo@bar.com/x' id='message-id-1'><body>Hi</body></message>");
    QVERIFY(inserted.wait(testPatienceMs));
    QCOMPARE(f.foo().unread(), 0);
    QVERIFY(f.notifier.senders.isEmpty());
}

void TestSession::marksThreadAnsweredElsewhereRead()
{
    SessionFixture f;
    QVERIFY(f.settle());
    f.inject(
        "<message xmlns='jabber:client' from='foo@bar.com/x' id='message-id-1'><body>Hi</body></message>");
    QTRY_COMPARE(f.foo().unread(), 1);
    f.inject("<message xmlns='jabber:client' from='alice@example.org' to='alice@example.org/desk'>"
             "<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
             "<message xmlns='jabber:client' from='alice@example.org/phone' to='foo@bar.com' type='chat' "
             "id='message-id-2'><body>Hello</body></message></forwarded></sent></message>");
    QTRY_COMPARE(f.foo().unread(), 0);
    QCOMPARE(f.foo().preview(), u"Hello"_s);
    QVERIFY(f.foo().isPreviewMine());
    // And after the next start.
    f.begin();
    QVERIFY(f.open());
    QCOMPARE(f.foo().unread(), 0);
    QCOMPARE(f.foo().preview(), u"Hello"_s);
}

void TestSession::staysSilentWhileConnecting()
{
    SessionFixture f;
    QVERIFY(f.open());
    auto added = f.session->addContact(jid("amy@bar.com"), {}, {});
    QVERIFY(added.isFinished());
    QCOMPARE(added.result().error().kind, ErrorKind::NotConnected);
    f.session->signIn(u"secret"_s);
    QCOMPARE(f.session->state(), SessionState::Connecting);
    auto again = f.session->addContact(jid("amy@bar.com"), {}, {});
    QCOMPARE(again.result().error().kind, ErrorKind::NotConnected);
    f.session->signOut();
    QCOMPARE(f.session->state(), SessionState::Offline);
}

void TestSession::resumesWithoutAsking()
{
    SessionFixture f;
    QVERIFY(f.settle());
    f.inject("<presence xmlns='jabber:client' from='foo@bar.com/x'/>");
    QVERIFY(f.foo().isOnline());
    QCOMPARE(namesOf(f.takeStanzas()), QStringList{u"http://jabber.org/protocol/disco#info"_s});
    f.server.socket().end({ErrorKind::NetworkUnreachable, {}});
    QCOMPARE(f.session->state(), SessionState::Waiting);
    QVERIFY(f.session->nextAttemptInMs() >= 0);
    (void)f.session->thread(f.foo()).send(u"meanwhile"_s);
    QTRY_COMPARE(f.session->queuedCount(), 1);
    QVERIFY(f.askToResume());
    f.inject("<resumed xmlns='urn:xmpp:sm:3' previd='sm-1' h='" + QByteArray::number(f.taken) + "'/>");
    QCOMPARE(f.session->state(), SessionState::Online);
    QCOMPARE(namesOf(f.takeStanzas()), QStringList{u"message"_s});
    QVERIFY(f.foo().isOnline());
    QVERIFY(f.session->isSettled());
}

void TestSession::asksTheArchiveWhenTheServerIsBehind()
{
    SessionFixture f;
    QVERIFY(f.open());
    QVERIFY(f.signIn());
    QStringList bodies;
    int pages = 0;
    bool countsOn = true; // The server acknowledges stanzas.
    // An account with an archive, in which there is nothing.
    const auto serve = [&] {
        while (f.server.socket().hasSent()) {
            const QList<XmlElement> stanzas = f.takeStanzas();
            if (countsOn)
                f.inject("<a xmlns='urn:xmpp:sm:3' h='" + QByteArray::number(f.taken) + "'/>");
            for (const XmlElement &stanza : stanzas) {
                if (stanza.child(u"body", ns::client))
                    bodies.append(stanza.childText(u"body", ns::client));
                if (stanza.name() != u"iq" || stanza.attribute(u"type") == u"result" ||
                    stanza.children().empty())
                    continue;
                const QString &asked = stanza.children().front().ns();
                QByteArray answer;
                if (asked == u"jabber:iq:roster") {
                    answer = "<query xmlns='jabber:iq:roster' ver='1'>"
                             "<item jid='foo@bar.com' name='Foo' subscription='both'/></query>";
                } else if (asked == u"http://jabber.org/protocol/disco#info") {
                    answer = "<query xmlns='http://jabber.org/protocol/disco#info'>"
                             "<feature var='urn:xmpp:mam:2'/></query>";
                } else if (asked == u"urn:xmpp:mam:2") {
                    ++pages;
                    answer = "<fin xmlns='urn:xmpp:mam:2' complete='true'>"
                             "<set xmlns='http://jabber.org/protocol/rsm'/></fin>";
                }
                const QByteArray from = stanza.attribute(u"to").toUtf8();
                f.inject("<iq xmlns='jabber:client' type='result' id='" + stanza.attribute(u"id").toUtf8() +
                         "'" + (from.isEmpty() ? QByteArray() : " from='" + from + "'") + ">" + answer +
                         "</iq>");
            }
        }
        return true;
    };
    QTRY_VERIFY(serve() && f.session->client().isOnline() && pages > 0);
    f.clock.advance(20s);
    QVERIFY(serve());
    const qsizetype counted = f.taken;
    countsOn = false;
    (void)f.session->thread(f.foo()).send(u"perhaps"_s);
    QTRY_VERIFY(serve() && bodies == QStringList{u"perhaps"_s});
    f.server.socket().end({ErrorKind::NetworkUnreachable, {}});
    f.clock.advance(0ms);
    f.server.socket().accept(); // The server is reachable, but silent.
    f.clock.advance(30s);
    QCOMPARE(f.session->lastError().kind, ErrorKind::Timeout);
    QVERIFY(f.askToResume());
    pages = 0;
    f.taken = counted;
    countsOn = true;
    f.inject("<resumed xmlns='urn:xmpp:sm:3' previd='sm-1' h='" + QByteArray::number(counted) + "'/>");
    QTRY_VERIFY(serve() && pages > 0);
    f.clock.advance(ArchiveSync::lateSettlingTime - 1s);
    QCOMPARE(f.session->queuedCount(), 1);
    QVERIFY(serve());
    QCOMPARE(bodies.size(), 1);
    // The message has not appeared in the archive in that time: it is sent again.
    pages = 0;
    f.clock.advance(1s);
    QTRY_VERIFY(serve() && bodies.size() == 2);
    QVERIFY(pages > 0);
    QCOMPARE(bodies.last(), u"perhaps"_s);
    QCOMPARE(f.session->queuedCount(), 0);
}

void TestSession::blamesNoMessageForAFailedSignIn()
{
    SessionFixture f;
    QVERIFY(f.settle());
    (void)f.session->thread(f.foo()).send(u"patient"_s);
    QTRY_VERIFY(f.server.socket().hasSent());
    QVERIFY(namesOf(f.takeStanzas()).contains(u"message"_s));
    f.server.socket().end({ErrorKind::NetworkUnreachable, {}});
    for (int i = 0; i < 2 * Outbox::maxEnds; ++i) {
        f.session->retryNow();
        f.server.socket().accept();
        f.server.offer({u"SCRAM-SHA-1"_s});
        f.inject("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><temporary-auth-failure/></failure>");
        QCOMPARE(f.session->state(), SessionState::Waiting);
        QCOMPARE(f.session->lastError().kind, ErrorKind::StreamError);
    }
    QVERIFY(f.askToResume());
    f.inject("<failed xmlns='urn:xmpp:sm:3'/>");
    QCOMPARE(f.session->thread(f.foo()).messages().back().state, MessageState::Queued);
    QCOMPARE(f.session->queuedCount(), 1);
}

void TestSession::endsFinally()
{
    SessionFixture f;
    QVERIFY(f.settle());
    f.inject("<presence xmlns='jabber:client' from='foo@bar.com/x'/>");
    f.inject("<stream:error xmlns:stream='http://etherx.jabber.org/streams'>"
             "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");
    QCOMPARE(f.session->state(), SessionState::Failed);
    QCOMPARE(f.session->lastError().kind, ErrorKind::StreamConflict);
    QVERIFY(!f.foo().isOnline());
    f.session->signOut();
    QCOMPARE(f.session->state(), SessionState::Offline);
}

void TestSession::survivesItsEndAtAnyTime_data()
{
    QTest::addColumn<int>("after");
    QTest::newRow("at once") << 0;
    QTest::newRow("while it reads") << 1;
    QTest::newRow("offline, with a message and a draft") << 2;
    QTest::newRow("while it connects") << 3;
    QTest::newRow("with questions open") << 4;
    QTest::newRow("with a message on its way") << 5;
}

void TestSession::survivesItsEndAtAnyTime()
{
    QFETCH(const int, after);
    SessionFixture f;
    QFuture<Status> opened;
    if (after == 1)
        opened = f.session->open();
    if (after >= 2)
        QVERIFY(f.open());
    if (after >= 2) {
        (void)f.session->thread(f.foo()).send(u"not lost"_s);
        f.session->thread(f.foo()).setDraft(u"nor this"_s);
    }
    if (after == 3)
        f.session->signIn(u"secret"_s);
    if (after >= 4)
        QVERIFY(f.signIn());
    if (after == 5)
        QVERIFY(f.answerRoster(f.takeStanzas(), "<item jid='foo@bar.com' subscription='both'/>"));
    f.begin();
    QCoreApplication::processEvents();
    QVERIFY(f.open());
    if (after < 2)
        return;
    QCOMPARE(f.foo().draft(), u"nor this"_s);
    Thread &thread = f.session->thread(f.foo());
    QTRY_COMPARE(thread.messages().size(), std::size_t(1));
    QCOMPARE(thread.messages().front().body(), u"not lost"_s);
    QTRY_COMPARE(f.session->queuedCount(), 1);
}

QTEST_GUILESS_MAIN(TestSession)
#include "test_session.moc"
