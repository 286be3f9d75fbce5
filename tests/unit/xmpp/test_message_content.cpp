// SPDX-License-Identifier: GPL-3.0-or-later
// Messages that hold more, less or something else than one body.
#include "support/fake_clock.h"
#include "support/fake_sender.h"
#include "support/sequential_ids.h"
#include "xmpp/extensions/registry.h"
#include "xmpp/extensions/rfc6121_message.h"
#include "xmpp/extensions/xep0045_rooms.h"
#include "xmpp/extensions/xep0066_oob.h"
#include "xmpp/extensions/xep0071_xhtml.h"
#include "xmpp/extensions/xep0166_jingle.h"
#include "xmpp/extensions/xep0203_delay.h"
#include "xmpp/extensions/xep0249_invitations.h"
#include "xmpp/extensions/xep0308_correction.h"
#include "xmpp/extensions/xep0353_calls.h"
#include "xmpp/extensions/xep0380_encryption.h"
#include "xmpp/extensions/xep0424_retraction.h"
#include "xmpp/extensions/xep0428_fallback.h"
#include "xmpp/language_choice.h"
#include "xmpp/xmpp_client.h"

#include <QFile>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

/// A frame as a server sends it.
QByteArray frame(const QString &name)
{
    QFile file(QStringLiteral(ROOST_FIXTURES "/frames/%1.xml").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray message(const QByteArray &children, const QByteArray &attributes = "type='chat'")
{
    return "<message xmlns='jabber:client' from='bob@localhost/phone' to='alice@localhost' id='message-1' " +
           attributes + ">" + children + "</message>";
}

/// Routes stanzas through all extensions and keeps the results.
class Router
{
public:
    Router() : client(clock, ids)
    {
        StreamConfig config;
        config.account = Jid::fromWire(u"alice@localhost");
        client.configure(config);
        addExtensions(client, {});
        QObject::connect(&client.extension<Rfc6121Message>(), &Rfc6121Message::messageReceived, &client,
                         [this](const Stanza &, const MessageBody &body) { bodies.append(body); });
    }
    /// Nothing but one message, or an empty one if there was none.
    MessageBody receive(const QByteArray &xml)
    {
        bodies.clear();
        last = Stanza::fromElement(parseXml(xml.trimmed()).value_or(XmlElement()), client.ownJid());
        for (const Stage stage :
             {Stage::Unwrap, Stage::Decrypt, Stage::Identify, Stage::Annotate, Stage::Deliver}) {
            for (const auto &extension : client.extensions()) {
                if ((extension->stages() & (1U << unsigned(stage))) != 0 &&
                    extension->handle(stage, last) != Handled::Pass)
                    return bodies.size() == 1 ? bodies.first() : MessageBody();
            }
        }
        return {};
    }

    FakeClock clock;
    SequentialIds ids;
    XmppClient client;
    QList<MessageBody> bodies;
    Stanza last;
};

} // namespace

class TestMessageContent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QLocale::setDefault(QLocale::c()); }
    void recognizesEncryption_data();
    void recognizesEncryption();
    void keysAreNoMessage();
    void reportsInvitations();
    void anonymousInvitationsHaveNoInviter();
    void subjectsAreText();
    void linksAreText();
    void markupIsText_data();
    void markupIsText();
    void quotationsAreStripped_data();
    void quotationsAreStripped();
    void changesNameTheirMessage();
    void reportsCalls();
    void declinesCalls_data();
    void declinesCalls();
    void tellsOfAnsweredCalls_data();
    void tellsOfAnsweredCalls();
    void callsOfSeveralAreKeptApart();
    void bodiesInLanguages_data();
    void bodiesInLanguages();
    void errorsInLanguages();
    void nothingNewIsClaimed();
};

void TestMessageContent::recognizesEncryption_data()
{
    QTest::addColumn<QByteArray>("xml");
    const QByteArray fallback = "<body>I sent you a message that your client cannot read</body>";
    QTest::newRow("OMEMO without a body") << frame(u"omemo-without-body"_s);
    QTest::newRow("OMEMO") << message(fallback + "<encrypted xmlns='eu.siacs.conversations.axolotl'><header "
                                                 "sid='1'/><payload>CCCC</payload></encrypted>");
    QTest::newRow("OMEMO 2") << message("<encrypted xmlns='urn:xmpp:omemo:2'><header "
                                        "sid='1'/><payload>CCCC</payload></encrypted>" +
                                        fallback);
    QTest::newRow("OpenPGP") << message("<openpgp xmlns='urn:xmpp:openpgp:0'>BASE64</openpgp>" + fallback);
    QTest::newRow("old OpenPGP") << message(fallback + "<x xmlns='jabber:x:encrypted'>BASE64</x>");
    QTest::newRow("OTR") << message("<body>?OTR:AAMDkkOOJBvEGU=.</body>");
    QTest::newRow("some day") << message(
        fallback + "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:example:mls'/><mls xmlns='x'/>");
    QTest::newRow("also a correction")
        << message(fallback + "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:omemo:2'/>"
                              "<replace xmlns='urn:xmpp:message-correct:0' id='other'/>");
}

void TestMessageContent::recognizesEncryption()
{
    QFETCH(const QByteArray, xml);
    const MessageBody body = Router().receive(xml);
    QCOMPARE(body.notice, MessageNotice::Encrypted);
    QCOMPARE(body.text + body.subject + body.detail + body.replaces, QString());
}

void TestMessageContent::keysAreNoMessage()
{
    Router router;
    router.receive(
        message("<body>fallback</body><encrypted xmlns='eu.siacs.conversations.axolotl'>"
                "<header sid='1'><key rid='2'>AAAA</key></header></encrypted>"
                "<encryption xmlns='urn:xmpp:eme:0' namespace='eu.siacs.conversations.axolotl'/>"));
    QVERIFY(router.bodies.isEmpty());
}

void TestMessageContent::reportsInvitations()
{
    Router router;
    const MessageBody direct = router.receive(frame(u"direct-room-invitation"_s));
    QCOMPARE(direct.notice, MessageNotice::RoomInvitation);
    QCOMPARE(direct.detail, u"club@conference.localhost"_s);
    QCOMPARE(direct.text, u"come along"_s);
    QCOMPARE(router.last.annotation<RoomInvitation>()->inviter.toString(), u"bob@localhost"_s);
    // Relayed by the room, with the fallback for old clients.
    const MessageBody mediated =
        router.receive("<message xmlns='jabber:client' from='club@conference.localhost' to='alice@localhost'>"
                       "<x xmlns='http://jabber.org/protocol/muc#user'><invite from='bob@localhost/phone'>"
                       "<reason>come along</reason></invite></x><x xmlns='jabber:x:conference' "
                       "jid='club@conference.localhost'/><body>bob invites you</body></message>");
    QCOMPARE(mediated.notice, MessageNotice::RoomInvitation);
    QCOMPARE(mediated.detail, u"club@conference.localhost"_s);
    QCOMPARE(mediated.text, QString()); // the text has no verified author
    QCOMPARE(router.last.annotation<RoomInvitation>()->inviter.toString(), u"bob@localhost"_s);
    // A room that is none, and a private message of an occupant.
    QVERIFY(router.receive(message("<x xmlns='jabber:x:conference' jid='localhost'/>")).isEmpty());
    QCOMPARE(
        router.receive(message("<body>psst</body><x xmlns='http://jabber.org/protocol/muc#user'/>")).text,
        u"psst"_s);
}

void TestMessageContent::anonymousInvitationsHaveNoInviter()
{
    Router router;
    router.receive("<message xmlns='jabber:client' from='club@conference.localhost' to='alice@localhost'>"
                   "<x xmlns='http://jabber.org/protocol/muc#user'><invite "
                   "from='club@conference.localhost/bob'/></x></message>");
    QVERIFY(router.last.annotation<RoomInvitation>()->inviter.isEmpty());
}

void TestMessageContent::subjectsAreText()
{
    Router router;
    const MessageBody only = router.receive(frame(u"subject-only"_s));
    QCOMPARE(only.subject, u"Server goes down at noon"_s);
    QCOMPARE(only.text, QString());
    const MessageBody both = router.receive(frame(u"subject-and-body"_s));
    QCOMPARE(both.subject, u"Server goes down at noon"_s);
    QCOMPARE(both.text, u"see the wiki"_s);
    QCOMPARE(router.receive(message("<subject>a\n b</subject>")).subject, u"a b"_s);
    QVERIFY(router.receive(message("<subject> \n</subject>")).isEmpty());
}

void TestMessageContent::linksAreText()
{
    Router router;
    const QByteArray link = "<x xmlns='jabber:x:oob'><url>https://example.org/cat.jpg</url>";
    QCOMPARE(router.receive(message(link + "</x>")).text, u"https://example.org/cat.jpg"_s);
    QCOMPARE(router.receive(message(link + "<desc>A\ncat</desc></x>")).text,
             u"A cat\nhttps://example.org/cat.jpg"_s);
    QCOMPARE(router.receive(message("<body>Look</body>" + link + "</x>")).text, u"Look"_s);
    QVERIFY(router.receive(message("<x xmlns='jabber:x:oob'/>")).isEmpty());
}

void TestMessageContent::markupIsText_data()
{
    QTest::addColumn<QByteArray>("markup");
    QTest::addColumn<QString>("text");
    QTest::newRow("order") << QByteArray("<p>one <b>two <i>three</i></b> four</p>")
                           << u"one two three four"_s;
    QTest::newRow("blocks") << QByteArray("<h1>Title</h1>\n  <p>First</p><ul><li>a</li><li>b</li></ul>")
                            << u"Title\nFirst\na\nb"_s;
    QTest::newRow("breaks") << QByteArray("<p>one<br/>two</p>") << u"one\ntwo"_s;
    QTest::newRow("white space") << QByteArray("<p>\n one\t two\n</p><pre>a  b\n c</pre>")
                                 << u"one two\na  b\n c"_s;
    QTest::newRow("pictures") << QByteArray("<p>see <img src='x' alt='a cat'/></p>") << u"see a cat"_s;
    QTest::newRow("signs") << QByteArray("<p>1 &lt; 2 &amp;amp;</p>") << u"1 < 2 &amp;"_s;
    QTest::newRow("foreign") << QByteArray("<p>a<script xmlns='x'>no</script>b</p>") << u"ab"_s;
    QTest::newRow("nothing") << QByteArray("<p> </p>") << QString();
}

void TestMessageContent::markupIsText()
{
    QFETCH(const QByteArray, markup);
    QFETCH(const QString, text);
    Router router;
    QCOMPARE(router.receive(frame(u"xhtml-only"_s)).text, u"only html"_s);
    const QByteArray html = "<html xmlns='http://jabber.org/protocol/xhtml-im'><body "
                            "xmlns='http://www.w3.org/1999/xhtml'>" +
                            markup + "</body></html>";
    QCOMPARE(router.receive(message(html)).text, text);
    QCOMPARE(router.receive(message(html + "<body>plain</body>")).text, u"plain"_s);
}

void TestMessageContent::quotationsAreStripped_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QByteArray>("fallback");
    QTest::addColumn<QString>("text");
    const auto range = [](int start, int end) {
        return QByteArray("<body start='" + QByteArray::number(start) + "' end='" + QByteArray::number(end) +
                          "'/>");
    };
    QTest::newRow("one") << u"> Hi\nGreat"_s << range(0, 5) << u"Great"_s;
    QTest::newRow("code points") << u"> \U0001F602\U0001F602\nGreat \U0001F602"_s << range(0, 5)
                                 << u"Great \U0001F602"_s;
    QTest::newRow("two") << u"> a\nx> b\ny"_s << range(0, 4) + range(5, 9) << u"xy"_s;
    QTest::newRow("beyond the end") << u"> Hi\nGreat"_s << range(0, 99) << u"> Hi\nGreat"_s;
    QTest::newRow("up to the end") << u"> Hi"_s << range(0, 4) << u"> Hi"_s;
    QTest::newRow("nothing visible is left") << u"> Hi\n "_s << range(0, 5) << u"> Hi\n "_s;
    QTest::newRow("backwards") << u"> Hi\nGreat"_s << range(5, 0) << u"> Hi\nGreat"_s;
    QTest::newRow("negative") << u"> Hi\nGreat"_s << range(-1, 5) << u"> Hi\nGreat"_s;
    QTest::newRow("no range") << u"> Hi\nGreat"_s << QByteArray("<body/>") << u"> Hi\nGreat"_s;
    QTest::newRow("no number") << u"> Hi\nGreat"_s << QByteArray("<body start='x' end='5'/>")
                               << u"> Hi\nGreat"_s;
    QTest::newRow("of the subject") << u"> Hi\nGreat"_s << QByteArray("<subject start='0' end='5'/>")
                                    << u"> Hi\nGreat"_s;
}

void TestMessageContent::quotationsAreStripped()
{
    QFETCH(const QString, body);
    QFETCH(const QByteArray, fallback);
    QFETCH(const QString, text);
    Router router;
    const auto received = [&](const QByteArray &what) {
        return router
            .receive(message("<body>" + body.toHtmlEscaped().toUtf8() +
                             "</body><fallback "
                             "xmlns='urn:xmpp:fallback:0' for='" +
                             what + "'>" + fallback + "</fallback>"))
            .text;
    };
    QCOMPARE(received("urn:xmpp:reply:0"), text);
    QCOMPARE(received("urn:xmpp:reactions:0"), body); // it is all that can be shown of a reaction
}

void TestMessageContent::changesNameTheirMessage()
{
    Router router;
    const QByteArray both = frame(u"correction"_s);
    const MessageBody corrected = router.receive(both.mid(both.indexOf("---") + 3));
    QCOMPARE(corrected.text, u"meet at nine"_s);
    QCOMPARE(corrected.replaces, u"co-0000001"_s);
    for (const char *retraction :
         {"<retract xmlns='urn:xmpp:message-retract:1' id='wrong-1'/>",
          "<apply-to xmlns='urn:xmpp:fasten:0' id='wrong-1'><retract xmlns='urn:xmpp:message-retract:0'/>"
          "</apply-to>"}) {
        const MessageBody deleted =
            router.receive(message(QByteArray("<body>/me retracted a message</body>") + retraction));
        QCOMPARE(deleted.notice, MessageNotice::Deleted);
        QCOMPARE(deleted.replaces, u"wrong-1"_s);
        QCOMPARE(deleted.text, QString());
    }
    const MessageBody tombstone = router.receive(
        message("<retracted xmlns='urn:xmpp:message-retract:1' id='x' stamp='2019-09-20T23:09:32Z'/>"));
    QCOMPARE(tombstone.notice, MessageNotice::Deleted);
    QCOMPARE(tombstone.replaces, QString());
}

namespace {

QByteArray proposal(const QByteArray &from = "bob@example.org/phone", const QByteArray &more = {})
{
    return "<message xmlns='jabber:client' from='" + from +
           "' to='alice@example.com' type='chat' id='m'><propose xmlns='urn:xmpp:jingle-message:0' "
           "id='call-1'><description xmlns='urn:xmpp:jingle:apps:rtp:1' media='audio'/></propose>" +
           more + "<store xmlns='urn:xmpp:hints'/></message>";
}

} // namespace

void TestMessageContent::reportsCalls()
{
    Router router;
    const MessageBody call = router.receive(proposal());
    QCOMPARE(call.notice, MessageNotice::MissedCall);
    QVERIFY(router.receive(proposal("alice@localhost/phone")).isEmpty()); // we are the caller
    QSignalSpy begun(&router.client.extension<Xep0166Jingle>(), &Xep0166Jingle::callReceived);
    const auto initiate = [&router](const QByteArray &action, const QByteArray &description) {
        router.receive("<iq xmlns='jabber:client' type='set' id='i' from='bob@example.org/phone' "
                       "to='alice@localhost/desk'><jingle xmlns='urn:xmpp:jingle:1' sid='call-2' action='" +
                       action + "'><content><description xmlns='" + description +
                       "'/></content></jingle></iq>");
    };
    initiate("session-initiate", "urn:xmpp:jingle:apps:rtp:1");
    QCOMPARE(begun.count(), 1);
    QCOMPARE(begun[0][0].value<Jid>().toString(), u"bob@example.org/phone"_s);
    QCOMPARE(begun[0][1].toString(), u"call-2"_s);
    initiate("session-terminate", "urn:xmpp:jingle:apps:rtp:1");
    initiate("session-initiate", "urn:xmpp:jingle:apps:file-transfer:5");
    QCOMPARE(begun.count(), 1);
}

void TestMessageContent::declinesCalls_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<bool>("isAllowed");
    QTest::addColumn<bool>("isElsewhere");
    QTest::addColumn<int>("answers");
    QTest::newRow("friend") << proposal() << true << false << 1;
    QTest::newRow("stranger") << proposal() << false << false << 0;
    QTest::newRow("our phone rings") << proposal() << true << true << 0;
    QTest::newRow("we call") << proposal("alice@example.com/phone") << true << false << 0;
    QTest::newRow("held up") << proposal("bob@example.org/phone",
                                         "<delay xmlns='urn:xmpp:delay' stamp='2025-06-01T10:00:00Z'/>")
                             << true << false << 0;
}

void TestMessageContent::declinesCalls()
{
    QFETCH(const QByteArray, xml);
    QFETCH(const bool, isAllowed);
    QFETCH(const bool, isElsewhere);
    QFETCH(const int, answers);
    FakeSender sender;
    Xep0203Delay delays(sender);
    Xep0353Calls calls(sender);
    Stanza first = sender.receive(xml);
    sender.handle(calls, first); // no address is allowed by default
    calls.setAllowed([isAllowed](const Jid &) { return isAllowed; });
    calls.setTakenElsewhere([isElsewhere] { return isElsewhere; });
    Stanza stanza = sender.receive(xml);
    sender.handle(delays, stanza);
    QCOMPARE(sender.handle(calls, stanza), Handled::Pass);
    QCOMPARE(sender.sentCount(), answers);
    if (answers == 0)
        return;
    const XmlElement answer = sender.takeSent();
    QCOMPARE(answer.attribute(u"to"), u"bob@example.org/phone"_s);
    QCOMPARE(answer.attribute(u"type"), u"chat"_s);
    const XmlElement *reject = answer.child(u"reject", u"urn:xmpp:jingle-message:0");
    QVERIFY(reject);
    QCOMPARE(reject->attribute(u"id"), u"call-1"_s);
    QVERIFY(reject->child(u"reason", u"urn:xmpp:jingle:1")->child(u"busy", u"urn:xmpp:jingle:1"));
    QCOMPARE(reject->child(u"reason", u"urn:xmpp:jingle:1")->childText(u"text", u"urn:xmpp:jingle:1"),
             u"This client cannot take calls"_s);
    QVERIFY(answer.child(u"store", u"urn:xmpp:hints"));
}

namespace {

/// A message of `from` to `to` about a call.
QByteArray aboutCall(const QByteArray &action, const QByteArray &reason = {},
                     const QByteArray &from = "alice@localhost/phone",
                     const QByteArray &to = "bob@example.org", const QByteArray &call = "call-1")
{
    return "<message xmlns='jabber:client' from='" + from + "' to='" + to + "' type='chat' id='p'><" +
           action + " xmlns='urn:xmpp:jingle-message:0' id='" + call + "'>" + reason + "</" + action +
           "><store xmlns='urn:xmpp:hints'/></message>";
}

QByteArray sentCopy(const QByteArray &message, const QByteArray &from = "alice@localhost")
{
    return "<message xmlns='jabber:client' from='" + from +
           "' to='alice@localhost/desk'><sent xmlns='urn:xmpp:carbons:2'><forwarded "
           "xmlns='urn:xmpp:forward:0'>" +
           message + "</forwarded></sent></message>";
}

QByteArray busy(const QByteArray &text = {})
{
    return "<reason xmlns='urn:xmpp:jingle:1'><busy/>" + text + "</reason>";
}

} // namespace

void TestMessageContent::tellsOfAnsweredCalls_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<MessageNotice>("known");
    QTest::addColumn<MessageNotice>("unknown"); // the proposal has not come
    const auto nothing = MessageNotice::None;
    const auto taken = MessageNotice::CallTaken;
    const auto declined = MessageNotice::CallDeclined;
    const QByteArray us = "alice@localhost";
    const QByteArray phone = "alice@localhost/phone";
    const QByteArray bob = "bob@example.org/phone";
    QTest::newRow("taken") << sentCopy(aboutCall("proceed")) << taken << taken;
    QTest::newRow("taken, to a full address")
        << sentCopy(aboutCall("proceed", {}, phone, bob)) << taken << taken;
    QTest::newRow("taken, as of old") << aboutCall("accept", {}, phone, us) << taken << nothing;
    QTest::newRow("over") << sentCopy(aboutCall("finish")) << taken << nothing;
    QTest::newRow("declined") << sentCopy(aboutCall("reject", busy())) << declined << declined;
    QTest::newRow("declined, with a text")
        << sentCopy(aboutCall("reject", busy("<text>Busy</text>"))) << declined << declined;
    QTest::newRow("declined, as of old") << aboutCall("reject", {}, phone, us) << declined << nothing;
    QTest::newRow("declined by a Roost")
        << sentCopy(aboutCall("reject", busy("<text>This client cannot take calls</text>"))) << nothing
        << nothing;
    QTest::newRow("rings") << sentCopy(aboutCall("ringing")) << nothing << nothing;
    QTest::newRow("the caller says so") << aboutCall("proceed", {}, bob, us) << nothing << nothing;
    QTest::newRow("the caller ends it") << aboutCall("finish", {}, bob, us) << nothing << nothing;
    QTest::newRow("a stranger says so")
        << aboutCall("accept", {}, "mallory@example.org/x", us) << nothing << nothing;
    QTest::newRow("a made-up copy") << sentCopy(aboutCall("proceed"), "mallory@example.org") << nothing
                                    << nothing;
    QTest::newRow("a copy of another's")
        << sentCopy(aboutCall("proceed", {}, bob, bob)) << nothing << nothing;
    QTest::newRow("no id") << sentCopy(aboutCall("proceed", {}, phone, bob, {})) << nothing << nothing;
}

void TestMessageContent::tellsOfAnsweredCalls()
{
    QFETCH(const QByteArray, xml);
    QFETCH(const MessageNotice, known);
    QFETCH(const MessageNotice, unknown);
    Router router;
    QCOMPARE(router.receive(xml).notice, unknown);
    QCOMPARE(router.receive(proposal()).notice, MessageNotice::MissedCall);
    const MessageBody body = router.receive(xml);
    QCOMPARE(body.notice, known);
    if (known == MessageNotice::None) {
        QVERIFY(body.isEmpty());
        return;
    }
    QCOMPARE(body.replaces, u"call-1"_s);
    QCOMPARE(router.last.annotation<CallAnswer>()->caller.toString(), u"bob@example.org"_s);
}

void TestMessageContent::callsOfSeveralAreKeptApart()
{
    Router router;
    router.receive(proposal());
    router.receive(proposal("mallory@example.org/x")); // with the same id
    router.receive(sentCopy(aboutCall("finish")));
    QCOMPARE(router.last.annotation<CallAnswer>()->caller.toString(), u"bob@example.org"_s);
    // A flood of calls costs no more memory than a few.
    for (int i = 0; i < 1'000; ++i) {
        router.receive(proposal("mallory@example.org/x").replace("call-1", "flood-" + QByteArray::number(i)));
        QVERIFY(router.last.annotation<CallProposal>());
    }
    router.receive(sentCopy(aboutCall("finish")));
    QVERIFY(!router.last.annotation<CallAnswer>());
}

void TestMessageContent::bodiesInLanguages_data()
{
    QTest::addColumn<QString>("window");
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<QByteArray>("bodies");
    QTest::addColumn<QString>("text");
    const QByteArray plain = "type='chat'";
    const QByteArray french = "type='chat' xml:lang='fr'";
    QTest::newRow("default") << u"en"_s << plain << QByteArray("<body xml:lang='fr'>fr</body><body>-</body>")
                             << u"-"_s;
    QTest::newRow("window") << u"de"_s << plain
                            << QByteArray("<body>-</body><body xml:lang='fr'>fr</body><body "
                                          "xml:lang='de'>de</body>")
                            << u"de"_s;
    QTest::newRow("window's country") << u"de_AT"_s << plain
                                      << QByteArray("<body xml:lang='de-CH'>ch</body><body "
                                                    "xml:lang='de-AT'>at</body>")
                                      << u"at"_s;
    QTest::newRow("another country") << u"de_AT"_s << plain
                                     << QByteArray("<body xml:lang='fr'>fr</body><body "
                                                   "xml:lang='DE-ch'>ch</body>")
                                     << u"ch"_s;
    QTest::newRow("stanza") << u"ar"_s << french
                            << QByteArray("<body xml:lang='en'>en</body><body xml:lang='fr'>fr</body>")
                            << u"fr"_s;
    QTest::newRow("stanza's own") << u"fr"_s << french
                                  << QByteArray("<body xml:lang='en'>en</body><body>-</body>") << u"-"_s;
    QTest::newRow("first") << u"ar"_s << plain
                           << QByteArray("<body xml:lang='en'>en</body><body xml:lang='fr'>fr</body>")
                           << u"en"_s;
    QTest::newRow("empty") << u"fr"_s << plain
                           << QByteArray("<body xml:lang='fr'/><body xml:lang='en'>en</body>") << u"en"_s;
}

void TestMessageContent::bodiesInLanguages()
{
    QFETCH(const QString, window);
    QFETCH(const QByteArray, attributes);
    QFETCH(const QByteArray, bodies);
    QFETCH(const QString, text);
    QLocale::setDefault(QLocale(window));
    Router router;
    QCOMPARE(router.receive(message(bodies, attributes)).text, text);
    QByteArray subjects = bodies;
    subjects.replace("body", "subject");
    QCOMPARE(router.receive(message(subjects, attributes)).subject, text);
    QLocale::setDefault(QLocale(QLocale::English));
    QCOMPARE(router.receive(frame(u"foreign-body-first"_s)).text, u"hello default"_s);
}

void TestMessageContent::errorsInLanguages()
{
    const auto error = parseXml("<iq xmlns='jabber:client' type='error'><error type='cancel'><conflict "
                                "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xml:lang='en' "
                                "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>in use</text><text "
                                "xml:lang='de' xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>vergeben"
                                "</text></error></iq>");
    QLocale::setDefault(QLocale(QLocale::German));
    QCOMPARE(stanzaError(*error).detail, u"conflict: vergeben"_s);
    QLocale::setDefault(QLocale(QLocale::English));
    QCOMPARE(stanzaError(*error).detail, u"conflict: in use"_s);
}

void TestMessageContent::nothingNewIsClaimed()
{
    // Showing such messages is not support: an announced feature would make other clients use it.
    Router router;
    QStringList features;
    for (const auto &extension : router.client.extensions())
        features += extension->features();
    for (const QString &feature :
         {u"urn:xmpp:jingle-message:0"_s, u"urn:xmpp:jingle:1"_s, u"http://jabber.org/protocol/muc"_s,
          u"jabber:x:conference"_s, u"urn:xmpp:message-correct:0"_s, u"urn:xmpp:message-retract:1"_s,
          u"http://jabber.org/protocol/xhtml-im"_s, u"urn:xmpp:eme:0"_s})
        QVERIFY2(!features.contains(feature), qPrintable(feature));
}

QTEST_GUILESS_MAIN(TestMessageContent)
#include "test_message_content.moc"
