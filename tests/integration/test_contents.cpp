// SPDX-License-Identifier: GPL-3.0-or-later
// Messages that hold more, less or something else than one text, over both real servers: live, and out of the
// archive on a device that was not there.
#include "person.h"
#include "storage/user_database.h"
#include "support/both_servers.h"
#include "xmpp/extensions/xep0184_receipts.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

/// The frames of a file, as bob sends them to alice.
QList<QByteArray> framesOf(const QString &name)
{
    QFile file(QStringLiteral(ROOST_FIXTURES "/frames/%1.xml").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<QByteArray> frames;
    for (const QString &frame : QString::fromUtf8(file.readAll()).split(u"---"_s))
        frames.append(frame.trimmed().toUtf8());
    return frames;
}

/// Signs both in and makes them contacts of each other.
bool enterAsContacts(Person &a, Person &b) { return a.enter() && b.enter() && befriend(a, b); }

/// One line for each message: its notice, subject, text as it counts, and whether that is another than first.
QStringList linesOf(const std::vector<Message> &messages)
{
    QStringList lines;
    for (const Message &message : messages) {
        lines.append(u"%1|%2|%3|%4"_s.arg(int(message.noticeKind()))
                         .arg(message.text().subject, message.text().text(),
                              isEdited(message) ? u"edited"_s : QString()));
    }
    return lines;
}

} // namespace

class TestContents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void showsReceivedContents_data() { eachServer("kind"); }
    void showsReceivedContents();
    void confirmsReusedIdsEachTime_data() { eachServer("kind"); }
    void confirmsReusedIdsEachTime();
    void declinesCalls_data() { eachServer("kind"); }
    void declinesCalls();
    void tellsOfCallsAnsweredElsewhere_data() { eachServer("kind"); }
    void tellsOfCallsAnsweredElsewhere();

private:
    TestServer &server(ServerKind kind) { return m_servers.of(kind); }
    static void say(Person &from, Person &to, const QByteArray &frame)
    {
        XmlElement stanza = *parseXml(frame);
        stanza.setAttribute(u"from"_s, {});
        stanza.setAttribute(u"to"_s, to.config.account.toString());
        from.session->client().send(std::move(stanza));
    }
    BothServers m_servers;
};

void TestContents::initTestCase()
{
    ServerOptions options;
    options.users = {u"joe"_s, u"foo"_s, u"amy"_s, u"ben"_s, u"cat"_s, u"dan"_s, u"eve"_s, u"fay"_s};
    QVERIFY2(m_servers.start(options), qPrintable(m_servers.errorText()));
}

void TestContents::showsReceivedContents()
{
    QFETCH(const ServerKind, kind);
    Person joe(server(kind), u"joe"_s, u"desk"_s);
    Person foo(server(kind), u"foo"_s, u"phone"_s);
    QVERIFY(enterAsContacts(joe, foo));
    for (const QString &name :
         {u"same-long-id"_s, u"correction"_s, u"omemo-without-body"_s, u"subject-only"_s,
          u"subject-and-body"_s, u"xhtml-only"_s, u"foreign-body-first"_s, u"direct-room-invitation"_s}) {
        // Else servers need not keep what has no body.
        for (QByteArray frame : framesOf(name)) {
            if (!frame.contains("<body>"))
                frame.replace("</message>", "<store xmlns='urn:xmpp:hints'/></message>");
            say(foo, joe, frame);
        }
    }
    const QByteArray secret = "<message xmlns='jabber:client' type='chat' id='secret-0000001'><body>secret"
                              "</body></message>";
    const QByteArray retraction = "<message xmlns='jabber:client' type='chat' id='secret-0000002'><retract "
                                  "xmlns='urn:xmpp:message-retract:1' id='secret-0000001'/><body>/me "
                                  "retracted a message</body></message>";
    say(foo, joe, secret);
    say(foo, joe, retraction);
    say(foo, joe, "<message xmlns='jabber:client' type='chat' id='the-end-00001'><body>end</body></message>");
    const QStringList lines{u"0||web1 disk full|"_s,
                            u"0||web2 disk full|"_s,
                            u"0||web3 disk full|"_s,
                            u"0||meet at nine|edited"_s,
                            u"1|||"_s,
                            u"0|Server goes down at noon||"_s,
                            u"0|Server goes down at noon|see the wiki|"_s,
                            u"0||only html|"_s,
                            u"0||hello default|"_s,
                            u"2||come along|"_s,
                            u"4|||"_s,
                            u"0||end|"_s};
    Thread &thread = joe.thread(foo);
    QTRY_COMPARE_WITH_TIMEOUT(linesOf(thread.messages()), lines, patienceMs);
    QVERIFY(!joe.session->directory().find(Jid::fromWire(u"club@conference.localhost")));

    // A device that was not there. Servers keep what has a body; the rest they may.
    Person tablet(server(kind), u"joe"_s, u"tablet"_s);
    QVERIFY(tablet.open());
    QSignalSpy synced(tablet.session.get(), &Session::archiveSynced);
    tablet.signIn();
    QVERIFY(tablet.isOnlineSoon());
    QVERIFY(synced.count() > 0 || synced.wait(patienceMs));
    Thread &history = tablet.thread(foo);
    const auto isThere = [&history] {
        return !history.messages().empty() && history.messages().back().text().text() == u"end";
    };
    QTRY_VERIFY_WITH_TIMEOUT(isThere(), patienceMs);
    QStringList kept = lines;
    const QStringList found = linesOf(history.messages());
    kept.removeIf([&found](const QString &line) {
        const bool hasBody = !line.startsWith(u"1|") && !line.startsWith(u"2|") && !line.endsWith(u"||") &&
                             !line.contains(u"only html");
        return !hasBody && !found.contains(line);
    });
    QCOMPARE(found, kept);
    QVERIFY(found.contains(u"4|||"_s));
}

void TestContents::confirmsReusedIdsEachTime()
{
    QFETCH(const ServerKind, kind);
    Person amy(server(kind), u"amy"_s, u"desk"_s);
    Person ben(server(kind), u"ben"_s, u"bot"_s);
    QVERIFY(enterAsContacts(amy, ben));
    QStringList receipts;
    connect(
        &ben.session->client().extension<Xep0184Receipts>(), &Xep0184Receipts::receiptReceived, this,
        [&receipts](const Jid &from, const QString &id) { receipts.append(from.resource() + u' ' + id); });
    for (int i = 1; i <= 3; ++i) {
        say(ben, amy,
            "<message xmlns='jabber:client' type='chat' id='alert-message'><body>alert " +
                QByteArray::number(i) + "</body><request xmlns='urn:xmpp:receipts'/></message>");
    }
    QTRY_COMPARE_WITH_TIMEOUT(amy.talk(ben), (QStringList{u"alert 1"_s, u"alert 2"_s, u"alert 3"_s}),
                              patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(receipts, QStringList(3, u"desk alert-message"_s), patienceMs);
    QCOMPARE(amy.endpoint(ben).unread(), 3);
    // The bot reuses its ids in its next session.
    QVERIFY(ben.leave());
    ben.signIn();
    QVERIFY(ben.isOnlineSoon());
    say(ben, amy,
        "<message xmlns='jabber:client' type='chat' id='alert-message'><body>alert 4</body></message>");
    QTRY_COMPARE_WITH_TIMEOUT(amy.talk(ben).size(), 4, patienceMs);
}

void TestContents::declinesCalls()
{
    QFETCH(const ServerKind, kind);
    Person cat(server(kind), u"cat"_s, u"desk"_s);
    Person dan(server(kind), u"dan"_s, u"phone"_s);
    QVERIFY(enterAsContacts(cat, dan));
    QStringList declined;
    connect(&dan.session->client(), &XmppClient::stanzaReceived, this, [&declined](const Stanza &stanza) {
        if (const XmlElement *reject = stanza.element.child(u"reject", u"urn:xmpp:jingle-message:0"))
            declined.append(stanza.from.resource() + u' ' + reject->attribute(u"id"));
    });
    say(dan, cat,
        "<message xmlns='jabber:client' type='chat' id='jm-propose-1'><propose "
        "xmlns='urn:xmpp:jingle-message:0' id='call-1'><description xmlns='urn:xmpp:jingle:apps:rtp:1' "
        "media='audio'/></propose><store xmlns='urn:xmpp:hints'/></message>");
    QTRY_COMPARE_WITH_TIMEOUT(declined, QStringList{u"desk call-1"_s}, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(linesOf(cat.thread(dan).messages()), QStringList{u"3|||"_s}, patienceMs);
    // Straight to this Connection.
    XmlElement jingle = *parseXml("<jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' sid='call-2'>"
                                  "<content creator='initiator' name='a'><description "
                                  "xmlns='urn:xmpp:jingle:apps:rtp:1' media='audio'/></content></jingle>");
    std::optional<Result<XmlElement>> answer;
    dan.session->client()
        .request(makeIq(u"set"_s, cat.session->client().ownJid(), std::move(jingle)))
        .then(this, [&answer](const Result<XmlElement> &result) { answer = result; });
    QTRY_VERIFY_WITH_TIMEOUT(answer, patienceMs);
    QVERIFY(!*answer);
    QCOMPARE(answer->error().kind, ErrorKind::ServiceUnavailable);
    QTRY_COMPARE_WITH_TIMEOUT(cat.thread(dan).messages().size(), std::size_t(2), patienceMs);
}

void TestContents::tellsOfCallsAnsweredElsewhere()
{
    QFETCH(const ServerKind, kind);
    Person desk(server(kind), u"eve"_s, u"desk"_s);
    Person phone(server(kind), u"eve"_s, u"phone"_s);
    Person fay(server(kind), u"fay"_s, u"phone"_s);
    QVERIFY(desk.enter() && phone.enter() && fay.enter());
    QVERIFY(befriend(desk, fay));
    const auto frame = [](const QByteArray &action, const QByteArray &call, const QByteArray &content = {}) {
        return "<message xmlns='jabber:client' type='chat' id='jm-" + action + '-' + call + "'><" + action +
               " xmlns='urn:xmpp:jingle-message:0' id='" + call + "'>" + content + "</" + action +
               "><store xmlns='urn:xmpp:hints'/></message>";
    };
    const QByteArray audio = "<description xmlns='urn:xmpp:jingle:apps:rtp:1' media='audio'/>";
    const QStringList missed{u"3|||"_s};
    const QStringList taken{u"5|||"_s};
    say(fay, desk, frame("propose", "call-0000001", audio));
    // Both decline by themselves, which is no answer of a person.
    QTRY_COMPARE_WITH_TIMEOUT(linesOf(desk.thread(fay).messages()), missed, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(linesOf(phone.thread(fay).messages()), missed, patienceMs);
    QCOMPARE(desk.endpoint(fay).unread(), 1);
    say(phone, fay, frame("proceed", "call-0000001"));
    QTRY_COMPARE_WITH_TIMEOUT(linesOf(desk.thread(fay).messages()), taken, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(desk.endpoint(fay).unread(), 0, patienceMs);
    // The caller cannot say so, and a call that nobody answers stays a missed one.
    say(fay, desk, frame("propose", "call-0000002", audio));
    say(fay, desk, frame("proceed", "call-0000002"));
    say(phone, fay, frame("finish", "call-0000001"));
    say(fay, desk,
        "<message xmlns='jabber:client' type='chat' id='the-end-00001'><body>end</body></message>");
    const QStringList all = taken + missed + QStringList{u"0||end|"_s};
    QTRY_COMPARE_WITH_TIMEOUT(linesOf(desk.thread(fay).messages()), all, patienceMs);

    // A device that was not there.
    Person tablet(server(kind), u"eve"_s, u"tablet"_s);
    QVERIFY(tablet.open());
    QSignalSpy synced(tablet.session.get(), &Session::archiveSynced);
    tablet.signIn();
    QVERIFY(tablet.isOnlineSoon());
    QVERIFY(synced.count() > 0 || synced.wait(patienceMs));
    QTRY_COMPARE_WITH_TIMEOUT(linesOf(tablet.thread(fay).messages()), all, patienceMs);
}

QTEST_GUILESS_MAIN(TestContents)
#include "test_contents.moc"
