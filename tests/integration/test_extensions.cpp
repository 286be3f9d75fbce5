// SPDX-License-Identifier: GPL-3.0-or-later
// The extensions against both real servers: what they ask, answer, believe and refuse.
#include "support/both_servers.h"
#include "xmpp/extensions/registry.h"
#include "xmpp/extensions/rfc6121_message.h"
#include "xmpp/extensions/rfc6121_presence.h"
#include "xmpp/extensions/rfc6121_roster.h"
#include "xmpp/extensions/xep0030_disco.h"
#include "xmpp/extensions/xep0054_vcard.h"
#include "xmpp/extensions/xep0084_avatar.h"
#include "xmpp/extensions/xep0092_version.h"
#include "xmpp/extensions/xep0115_caps.h"
#include "xmpp/extensions/xep0184_receipts.h"
#include "xmpp/extensions/xep0191_blocking.h"
#include "xmpp/extensions/xep0199_ping.h"
#include "xmpp/extensions/xep0202_time.h"
#include "xmpp/extensions/xep0203_delay.h"
#include "xmpp/extensions/xep0280_carbons.h"
#include "xmpp/extensions/xep0297_forward.h"
#include "xmpp/extensions/xep0319_idle.h"
#include "xmpp/extensions/xep0359_ids.h"
#include "xmpp/xmpp_client.h"

#include <QCryptographicHash>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

constexpr int patience = 15'000;

/// One Connection of a user, with all extensions.
class Person : public QObject
{
public:
    Person(const TestServer &server, const QString &user, const QString &resource) : client(clock, ids)
    {
        ClientIdentity identity;
        identity.name = u"Roost"_s;
        identity.version = u"0.1"_s;
        addExtensions(client, identity);
        StreamConfig config;
        config.account = Jid::fromWire(server.address(user));
        config.password = TestServer::passwordOf(user);
        config.urls = {server.wsUrl()};
        config.resource = resource;
        client.configure(config);
        connect(&the<Rfc6121Message>(), &Rfc6121Message::messageReceived, this,
                [this](const Stanza &stanza, const MessageBody &body) {
                    const auto *request = stanza.annotation<ReceiptRequest>();
                    if (request && !stanza.annotation<Forwarded>())
                        the<Xep0184Receipts>().answer(*request);
                    stanzas.append(stanza);
                    bodies.append(body.text);
                });
        connect(&the<Rfc6121Presence>(), &Rfc6121Presence::presenceReceived, this,
                [this](const Stanza &stanza, const PresenceInfo &info) {
                    shows[stanza.from] = info.show;
                    if (const auto *idle = stanza.annotation<IdleSince>())
                        idleSince[stanza.from] = idle->sinceMs;
                });
    }

    template <typename T> T &the() { return client.extension<T>(); }
    void signIn() { client.connectToServer(); }
    void comeOnline() { the<Rfc6121Presence>().setOwnPresence({Show::Available, {}, 0}); }
    [[nodiscard]] Jid jid() const { return client.ownJid(); }
    [[nodiscard]] Jid bare() const { return client.ownJid().bare(); }

    void say(const Jid &to, const QString &id) { client.send(Rfc6121Message::makeChat(to, id, id)); }
    /// Sends a payload as an IQ set and keeps the answer.
    void set(const QByteArray &payload)
    {
        answer = unexpected(ErrorKind::Cancelled);
        client.request(makeIq(u"set"_s, {}, *parseXml(payload)))
            .then(this, [this](const Result<XmlElement> &result) { answer = result; });
    }

    SystemClock clock;
    RandomIdSource ids;
    Result<XmlElement> answer;
    QList<Stanza> stanzas;
    QStringList bodies;
    QHash<Jid, Show> shows;
    QHash<Jid, qint64> idleSince;
    XmppClient client;
};

/// Keeps the answer of a future.
template <typename T> void keep(QFuture<Result<T>> future, QObject *context, std::optional<Result<T>> &answer)
{
    answer.reset();
    future.then(context, [&answer](const Result<T> &result) { answer = result; });
}

} // namespace

#define EVENTUALLY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, patience)

class TestExtensions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void contactsMeet_data() { eachServer("kind"); }
    void contactsMeet();
    void oneMessageReachesAllConnections_data() { eachServer("kind"); }
    void oneMessageReachesAllConnections();
    void offlineMessageHasItsTime_data() { eachServer("kind"); }
    void offlineMessageHasItsTime();
    void blockingReachesAllConnections_data() { eachServer("kind"); }
    void blockingReachesAllConnections();
    void forgeriesAreRefused_data() { eachServer("kind"); }
    void forgeriesAreRefused();
    void picturesAreFound_data() { eachServer("kind"); }
    void picturesAreFound();
    void aLongRosterIsRead_data() { eachServer("kind"); }
    void aLongRosterIsRead();

private:
    void befriend(Person &one, Person &other);
    TestServer &server(ServerKind kind) { return m_servers.of(kind); }
    BothServers m_servers;
};

void TestExtensions::initTestCase() { QVERIFY2(m_servers.start(), qPrintable(m_servers.errorText())); }

/// Signs both in and lets them see each other.
void TestExtensions::befriend(Person &one, Person &other)
{
    one.signIn();
    other.signIn();
    EVENTUALLY(one.client.isOnline() && other.client.isOnline());
    for (Person *person : {&one, &other}) {
        std::optional<Result<RosterAnswer>> roster;
        keep(person->the<Rfc6121Roster>().fetch(u""_s), person, roster);
        EVENTUALLY(roster.has_value());
        QVERIFY(*roster);
        person->comeOnline();
    }
    auto &onesPresence = one.the<Rfc6121Presence>();
    auto &othersPresence = other.the<Rfc6121Presence>();
    connect(&othersPresence, &Rfc6121Presence::subscriptionRequested, &other,
            [&othersPresence](const Jid &from) { othersPresence.approve(from); });
    connect(&onesPresence, &Rfc6121Presence::subscriptionRequested, &one,
            [&onesPresence](const Jid &from) { onesPresence.approve(from); });
    onesPresence.subscribe(other.bare(), u"One"_s);
    othersPresence.subscribe(one.bare());
    EVENTUALLY(one.shows.value(other.jid(), Show::Offline) == Show::Available);
    EVENTUALLY(other.shows.value(one.jid(), Show::Offline) == Show::Available);
}

void TestExtensions::aLongRosterIsRead()
{
    QFETCH(const ServerKind, kind);
    // More than a megabyte, of few contacts: Prosody writes the whole roster for each that is set.
    constexpr int count = 20;
    QStringList groups;
    for (int i = 0; i < 70; ++i)
        groups.append(QString::number(i) + QString(900, u'x'));
    Person writer(server(kind), u"dave"_s, u"desk"_s);
    Person reader(server(kind), u"dave"_s, u"laptop"_s);
    writer.signIn();
    EVENTUALLY(writer.client.isOnline());
    int written = 0;
    for (int i = 0; i < count; ++i) {
        RosterItem item;
        item.jid = Jid::fromWire(u"p%1@%2"_s.arg(i).arg(writer.bare().domain()));
        item.name = QString::number(i);
        item.groups = groups;
        writer.the<Rfc6121Roster>().setItem(item).then(
            &writer, [&written](const Status &status) { written += status ? 1 : 0; });
    }
    QTRY_COMPARE_WITH_TIMEOUT(written, count, 60'000);
    QStringList names;
    connect(&reader.the<Rfc6121Roster>(), &Rfc6121Roster::itemsReceived, &reader,
            [&names](const QList<RosterItem> &items) {
                for (const RosterItem &item : items)
                    names.append(item.name);
            });
    reader.signIn();
    EVENTUALLY(reader.client.isOnline());
    std::optional<Result<RosterAnswer>> roster;
    keep(reader.the<Rfc6121Roster>().fetch(u""_s), &reader, roster);
    EVENTUALLY(roster.has_value());
    QVERIFY(*roster);
    QVERIFY(names.size() > count / 2); // Before its end.
    for (const RosterItem &item : (*roster)->items)
        names.append(item.name);
    QCOMPARE(QSet<QString>(names.cbegin(), names.cend()).size(), count);
    QVERIFY(reader.client.isOnline());
}

void TestExtensions::contactsMeet()
{
    QFETCH(const ServerKind, kind);
    Person alice(server(kind), u"alice"_s, u"desk"_s);
    Person bob(server(kind), u"bob"_s, u"work"_s);
    QSignalSpy requested(&bob.the<Rfc6121Presence>(), &Rfc6121Presence::subscriptionRequested);
    QSignalSpy pushed(&alice.the<Rfc6121Roster>(), &Rfc6121Roster::itemPushed);
    befriend(alice, bob);
    EVENTUALLY(requested.count() == 1);
    QCOMPARE(requested[0][0].value<Jid>(), alice.bare());
    QCOMPARE(requested[0][1].toString(), u"One"_s);
    EVENTUALLY(!pushed.isEmpty() && pushed.last()[0].value<RosterItem>().subscription == Subscription::Both);

    // The server and its account say what they can do.
    EVENTUALLY(alice.the<Xep0030Disco>().serverInfo().hasFeature(u"urn:xmpp:carbons:2"));
    EVENTUALLY(
        alice.the<Xep0030Disco>().accountInfo().hasFeature(u"http://jabber.org/protocol/pubsub#publish"));

    // Capabilities by hash.
    EVENTUALLY(alice.the<Xep0115Caps>().infoOf(bob.jid()).hasFeature(u"urn:xmpp:receipts"));

    // Name and labels go to the server and come back as a push.
    std::optional<Status> status;
    RosterItem item;
    item.jid = bob.bare();
    item.name = u"Bob & <Co>"_s;
    item.groups = {u"Friends"_s, u"Work"_s};
    keep(alice.the<Rfc6121Roster>().setItem(item), &alice, status);
    EVENTUALLY(status.has_value() && *status);
    EVENTUALLY(pushed.last()[0].value<RosterItem>().name == item.name);
    QCOMPARE(pushed.last()[0].value<RosterItem>().groups, item.groups);

    // Questions that only contacts are answered.
    std::optional<Result<SoftwareVersion>> version;
    keep(alice.the<Xep0092Version>().ask(bob.jid()), &alice, version);
    EVENTUALLY(version.has_value());
    QCOMPARE(version->error().kind, ErrorKind::ServiceUnavailable);
    bob.the<Xep0092Version>().setAllowed([](const Jid &) { return true; });
    bob.the<Xep0202Time>().setAllowed([](const Jid &) { return true; });
    keep(alice.the<Xep0092Version>().ask(bob.jid()), &alice, version);
    EVENTUALLY(version.has_value());
    QCOMPARE((*version)->name, u"Roost"_s);
    std::optional<Result<EntityTime>> time;
    keep(alice.the<Xep0202Time>().ask(bob.jid()), &alice, time);
    EVENTUALLY(time.has_value());
    QVERIFY(qAbs((*time)->utcMs - alice.clock.nowMs()) < 60'000);
    for (const Jid &to : {Jid(), bob.jid()}) {
        std::optional<Result<qint64>> ping;
        keep(alice.the<Xep0199Ping>().ping(to), &alice, ping);
        EVENTUALLY(ping.has_value() && *ping);
    }

    // Idle times.
    const qint64 since = bob.clock.nowMs() - 600'000;
    bob.the<Xep0319Idle>().setOwnIdleSince(since);
    bob.the<Rfc6121Presence>().setOwnPresence({Show::Away, u"lunch"_s, 1});
    EVENTUALLY(alice.shows.value(bob.jid()) == Show::Away);
    QCOMPARE(alice.idleSince.value(bob.jid()), since);
    bob.client.disconnectFromServer();
    EVENTUALLY(alice.shows.value(bob.jid()) == Show::Offline);
}

void TestExtensions::oneMessageReachesAllConnections()
{
    QFETCH(const ServerKind, kind);
    Person desk(server(kind), u"alice"_s, u"desk"_s);
    Person phone(server(kind), u"alice"_s, u"phone"_s);
    Person bob(server(kind), u"bob"_s, u"work"_s);
    befriend(desk, bob);
    phone.signIn();
    EVENTUALLY(phone.client.isOnline());
    phone.comeOnline();
    EVENTUALLY(bob.shows.value(phone.jid(), Show::Offline) == Show::Available);
    for (Person *person : {&desk, &phone, &bob})
        person->the<Xep0184Receipts>().setAllowed([](const Jid &) { return true; });
    QSignalSpy deskReceipts(&desk.the<Xep0184Receipts>(), &Xep0184Receipts::receiptReceived);
    QSignalSpy phoneReceipts(&phone.the<Xep0184Receipts>(), &Xep0184Receipts::receiptReceived);
    QSignalSpy bobReceipts(&bob.the<Xep0184Receipts>(), &Xep0184Receipts::receiptReceived);

    // Out: the phone says it, the desk learns of it, both learn that it arrived.
    phone.say(bob.bare(), u"from-phone"_s);
    EVENTUALLY(bob.bodies.contains(u"from-phone"_s));
    const Stanza arrived = bob.stanzas[bob.bodies.indexOf(u"from-phone"_s)];
    QVERIFY(!arrived.annotation<CarbonCopy>());
    QCOMPARE(arrived.annotation<StanzaIds>()->originId, u"from-phone"_s);
    EVENTUALLY(desk.bodies.contains(u"from-phone"_s));
    const Stanza copy = desk.stanzas[desk.bodies.indexOf(u"from-phone"_s)];
    QCOMPARE(copy.annotation<CarbonCopy>()->direction, CarbonCopy::Direction::Sent);
    QCOMPARE(copy.from, phone.jid());
    QCOMPARE(copy.to, bob.bare());
    EVENTUALLY(phoneReceipts.count() == 1);
    QCOMPARE(phoneReceipts[0][0].value<Jid>(), bob.jid());
    QCOMPARE(phoneReceipts[0][1].toString(), u"from-phone"_s);
    EVENTUALLY(deskReceipts.count() == 1);
    QCOMPARE(deskReceipts[0][0].value<Jid>(), bob.jid());

    // In, to one Connection: the other one gets a copy and stays silent.
    bob.say(desk.jid(), u"to-desk"_s);
    EVENTUALLY(desk.bodies.contains(u"to-desk"_s) && phone.bodies.contains(u"to-desk"_s));
    const Stanza received = phone.stanzas[phone.bodies.indexOf(u"to-desk"_s)];
    QCOMPARE(received.annotation<CarbonCopy>()->direction, CarbonCopy::Direction::Received);
    QCOMPARE(received.from, bob.jid());
    EVENTUALLY(bobReceipts.count() >= 1);
    // In, to all: each native copy is confirmed.
    bob.say(desk.bare(), u"to-all"_s);
    EVENTUALLY(bobReceipts.count() >= 3);
    QSet<Jid> confirmed;
    for (const QList<QVariant> &receipt : bobReceipts) {
        if (receipt[1].toString() == u"to-all")
            confirmed.insert(receipt[0].value<Jid>());
        else
            QCOMPARE(receipt[0].value<Jid>(), desk.jid());
    }
    QCOMPARE(confirmed, (QSet<Jid>{desk.jid(), phone.jid()}));
}

void TestExtensions::offlineMessageHasItsTime()
{
    QFETCH(const ServerKind, kind);
    Person bob(server(kind), u"bob"_s, u"work"_s);
    bob.signIn();
    EVENTUALLY(bob.client.isOnline());
    bob.comeOnline();
    QVERIFY(bob.client.sendTracked(Rfc6121Message::makeChat(Jid::fromWire(server(kind).address(u"carol"_s)),
                                                            u"while-away"_s, u"while-away"_s),
                                   u"while-away"_s));
    QSignalSpy acknowledged(&bob.client, &XmppClient::stanzaAcknowledged);
    EVENTUALLY(acknowledged.count() == 1);
    const qint64 sent = bob.clock.nowMs();

    Person carol(server(kind), u"carol"_s, u"home"_s);
    carol.signIn();
    EVENTUALLY(carol.client.isOnline());
    carol.comeOnline();
    EVENTUALLY(carol.bodies.contains(u"while-away"_s));
    const auto *delay = carol.stanzas.front().annotation<Delay>();
    QVERIFY(delay);
    QVERIFY2(qAbs(delay->stampMs - sent) < 30'000, qPrintable(QString::number(delay->stampMs - sent)));
}

void TestExtensions::blockingReachesAllConnections()
{
    QFETCH(const ServerKind, kind);
    Person desk(server(kind), u"alice"_s, u"desk"_s);
    Person phone(server(kind), u"alice"_s, u"phone"_s);
    for (Person *person : {&desk, &phone}) {
        person->signIn();
        EVENTUALLY(person->client.isOnline());
        person->comeOnline();
    }
    // The list has been asked for, so that pushes come.
    std::optional<Result<qint64>> ping;
    keep(phone.the<Xep0199Ping>().ping({}), &phone, ping);
    EVENTUALLY(ping.has_value());
    const Jid spam = Jid::fromWire(u"spam@spam.example");
    std::optional<Status> status;
    keep(desk.the<Xep0191Blocking>().block(spam), &desk, status);
    EVENTUALLY(status.has_value() && *status);
    EVENTUALLY(desk.the<Xep0191Blocking>().blocked().contains(spam));
    EVENTUALLY(phone.the<Xep0191Blocking>().blocked().contains(spam));
    Person tablet(server(kind), u"alice"_s, u"tablet"_s);
    tablet.signIn();
    EVENTUALLY(tablet.the<Xep0191Blocking>().blocked().contains(spam));
    keep(phone.the<Xep0191Blocking>().unblock(spam), &phone, status);
    EVENTUALLY(status.has_value() && *status);
    EVENTUALLY(desk.the<Xep0191Blocking>().blocked().isEmpty());
    EVENTUALLY(tablet.the<Xep0191Blocking>().blocked().isEmpty());
}

void TestExtensions::forgeriesAreRefused()
{
    QFETCH(const ServerKind, kind);
    Person alice(server(kind), u"alice"_s, u"desk"_s);
    Person mallory(server(kind), u"dave"_s, u"evil"_s);
    for (Person *person : {&alice, &mallory}) {
        person->signIn();
        EVENTUALLY(person->client.isOnline());
        person->comeOnline();
    }
    QSignalSpy pushed(&alice.the<Rfc6121Roster>(), &Rfc6121Roster::itemPushed);
    QSignalSpy blocked(&alice.the<Xep0191Blocking>(), &Xep0191Blocking::blockedChanged);
    const QByteArray to = alice.jid().toString().toUtf8();
    const QByteArray own = alice.bare().toString().toUtf8();

    for (const QByteArray kindOfCarbon : {"received", "sent"}) {
        mallory.client.send(*parseXml(
            "<message xmlns='jabber:client' type='chat' to='" + to + "'><" + kindOfCarbon +
            " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message "
            "xmlns='jabber:client' from='" +
            own + "/x' to='" + own + "' type='chat' id='f'><body>forged</body></message></forwarded></" +
            kindOfCarbon + "></message>"));
    }
    for (const QByteArray payload :
         {"<query xmlns='jabber:iq:roster'><item jid='dave@localhost' subscription='both' "
          "name='Boss'/></query>",
          "<unblock xmlns='urn:xmpp:blocking'/>",
          "<block xmlns='urn:xmpp:blocking'><item jid='bob@localhost'/></block>"}) {
        mallory.answer = {};
        bool isAnswered = false;
        mallory.client.request(makeIq(u"set"_s, alice.jid(), *parseXml(payload)))
            .then(&mallory, [&](const Result<XmlElement> &answer) {
                mallory.answer = answer;
                isAnswered = true;
            });
        EVENTUALLY(isAnswered);
        QVERIFY(!mallory.answer);
        QCOMPARE(mallory.answer.error().kind, ErrorKind::ServiceUnavailable);
    }
    mallory.say(alice.jid(), u"honest"_s);
    EVENTUALLY(alice.bodies.contains(u"honest"_s)); // all before it has been handled
    QVERIFY(!alice.bodies.contains(u"forged"_s));
    QCOMPARE(pushed.count() + blocked.count(), 0);
}

void TestExtensions::picturesAreFound()
{
    QFETCH(const ServerKind, kind);
    const QByteArray picture = "\x89PNG\r\n\x1a\n not really, but bytes are bytes";
    const QByteArray hash = QCryptographicHash::hash(picture, QCryptographicHash::Sha1).toHex();
    Person alice(server(kind), u"alice"_s, u"desk"_s);
    Person bob(server(kind), u"bob"_s, u"work"_s);
    QSignalSpy announced(&alice.the<Xep0084Avatar>(), &Xep0084Avatar::avatarAnnounced);
    const auto isAnnounced = [&](const QByteArray &wanted) {
        return std::any_of(announced.begin(), announced.end(), [&](const QList<QVariant> &signal) {
            return signal[0].value<Jid>() == bob.bare() &&
                   signal[1].toString() == QString::fromLatin1(wanted);
        });
    };
    befriend(alice, bob);

    // By vCard.
    bob.set("<vCard xmlns='vcard-temp'><FN>Bob Builder</FN><PHOTO><TYPE>image/png</TYPE><BINVAL>" +
            picture.toBase64() + "</BINVAL></PHOTO></vCard>");
    EVENTUALLY(bob.answer.has_value());
    std::optional<Result<VCard>> card;
    keep(alice.the<Xep0054VCard>().fetch(bob.bare()), &alice, card);
    EVENTUALLY(card.has_value());
    QCOMPARE((*card)->fullName, u"Bob Builder"_s);
    QCOMPARE((*card)->photo, picture);
    std::optional<Result<QByteArray>> data;
    keep(alice.the<Xep0084Avatar>().fetch(bob.bare(), QString::fromLatin1(hash)), &alice, data);
    EVENTUALLY(data.has_value());
    QVERIFY(*data);
    QCOMPARE(**data, picture);

    // By PEP, which makes an event.
    const auto publish = [](const QByteArray &node, const QByteArray &id, const QByteArray &payload) {
        return "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='" + node + "'><item id='" +
               id + "'>" + payload + "</item></publish></pubsub>";
    };
    const QByteArray other = picture + " and more";
    const QByteArray otherHash = QCryptographicHash::hash(other, QCryptographicHash::Sha1).toHex();
    bob.set(publish("urn:xmpp:avatar:data", otherHash,
                    "<data xmlns='urn:xmpp:avatar:data'>" + other.toBase64() + "</data>"));
    EVENTUALLY(bob.answer.has_value());
    bob.set(publish("urn:xmpp:avatar:metadata", otherHash,
                    "<metadata xmlns='urn:xmpp:avatar:metadata'><info id='" + otherHash +
                        "' type='image/png' bytes='" + QByteArray::number(other.size()) + "'/></metadata>"));
    EVENTUALLY(bob.answer.has_value());
    EVENTUALLY(isAnnounced(otherHash));
    keep(alice.the<Xep0084Avatar>().fetch(bob.bare(), QString::fromLatin1(otherHash)), &alice, data);
    EVENTUALLY(data.has_value());
    QVERIFY(*data);
    QCOMPARE(**data, other);
}

QTEST_GUILESS_MAIN(TestExtensions)
#include "test_extensions.moc"
