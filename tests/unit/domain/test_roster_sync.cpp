// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/roster_sync.h"
#include "domain_fixture.h"
#include "xmpp/extensions/rfc6121_presence.h"
#include "xmpp/extensions/rfc6121_roster.h"
#include "xmpp/extensions/xep0191_blocking.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

/// The roster of alice@example.com.
class RosterFixture : public DomainFixture
{
public:
    RosterFixture()
        : sync(jid("alice@example.com"), directory, *database,
               {roster, presence, blocking, [this] { return sender.isOnline(); }})
    {
    }
    ~RosterFixture()
    {
        sender.abandon();
        database.reset();
    }
    /// Answers the open question with a roster of these items.
    void answerRoster(const QByteArray &items, const QByteArray &version = "v1")
    {
        sender.answerXml("<iq xmlns='jabber:client' type='result'><query xmlns='jabber:iq:roster' ver='" +
                         version + "'>" + items + "</query></iq>");
    }
    void push(const QByteArray &item)
    {
        sender.inject(roster, "<iq xmlns='jabber:client' type='set' id='p1'><query xmlns='jabber:iq:roster' "
                              "ver='v9'>" +
                                  item + "</query></iq>");
    }
    void requestFrom(const QByteArray &from, const QByteArray &status = {})
    {
        sender.inject(presence, "<presence xmlns='jabber:client' type='subscribe' from='" + from +
                                    "'><status>" + status + "</status></presence>");
    }
    /// "subscribed foo@bar.com" for each presence sent since the last time.
    QStringList presencesSent()
    {
        QStringList lines;
        while (sender.sentCount() > 0) {
            const XmlElement stanza = sender.takeSent();
            if (stanza.name() == u"presence")
                lines.append(stanza.attribute(u"type") + u' ' + stanza.attribute(u"to"));
        }
        return lines;
    }
    void answerDone() { sender.answerXml("<iq xmlns='jabber:client' type='result'/>"); }

    Rfc6121Roster roster{sender};
    Rfc6121Presence presence{sender};
    Xep0191Blocking blocking{sender};
    RosterSync sync;
};

RosterItem item(const char *address, const QString &name, Subscription subscription = Subscription::Both,
                const QStringList &groups = {})
{
    RosterItem made;
    made.jid = jid(address);
    made.name = name;
    made.subscription = subscription;
    made.groups = groups;
    return made;
}

/// `count` contacts from number `first` on.
QList<RosterItem> people(int first, int count)
{
    QList<RosterItem> items;
    for (int i = first; i < first + count; ++i)
        items.append(item(qPrintable(u"p%1@bar.com"_s.arg(i)), u"Person %1"_s.arg(i)));
    return items;
}

QByteArray fixture(const QString &name)
{
    QFile file(u"%1/%2.xml"_s.arg(QStringLiteral(ROOST_ROSTERS), name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList addressesOf(const QList<ContactRecord> &records)
{
    QStringList all;
    for (const ContactRecord &record : records)
        all.append(record.jid.toString());
    all.sort();
    return all;
}

} // namespace

class TestRosterSync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsOnlyTheDifference();
    void findsNothingInTheSameRoster();
    void mergesDuplicateItems();
    void keepsThreadsOfRemovedContacts();
    void asksWithItsVersion();
    void keepsAllWhenUnchanged();
    void goesOnWithoutARoster();
    void takesPushes();
    void addsAndSubscribes();
    void refusesToAddItselfOrOffline();
    void renamesAtTheServer();
    void renamesStrangersHere();
    void invisibleNamesAreEmpty();
    void removesAndKeepsTheThread();
    void removesContactMissingAtServer();
    void keepsRequests();
    void approvesAndAsksBack();
    void approvesWithoutAskingTwice();
    void refuses();
    void answersDecidedRequestsAutomatically();
    void keepsNoEndlessRequests();
    void loadsRequests();
    void blocksAndUnblocks();
    void takesOverTheBlockList();
    void keepsSmallFacts();
    void readsALongRosterInSteps();
    void mergesDuplicateItemsOfTwoSteps();
    void keepsAllWhenALongRosterBreaksOff();
    void showsAndRemovesInvalidAddresses_data();
    void showsAndRemovesInvalidAddresses();
    void ignoresBlankNames();
};

void TestRosterSync::findsOnlyTheDifference()
{
    RosterFixture f;
    ContactRecord foo = contact("foo@bar.com", u"Foo"_s);
    foo.labels = QStringList{u"Friends"_s, u"Work"_s};
    f.directory.load({foo, contact("amy@bar.com", u"Amy"_s), contact("gone@bar.com", u"Gone"_s)});
    const ContactChanges changes = f.sync.difference(
        {item("foo@bar.com", u"Foo"_s, Subscription::Both, {u"Work"_s, u"Friends"_s}), // another order
         item("amy@bar.com", u"Amy the new"_s), item("new@bar.com", u"New"_s, Subscription::To),
         item("alice@example.com", u"Me"_s)});
    QCOMPARE(addressesOf(changes.saved), (QStringList{u"amy@bar.com"_s, u"new@bar.com"_s}));
    QCOMPARE(changes.removed, QList<Jid>{jid("gone@bar.com")});
}

void TestRosterSync::findsNothingInTheSameRoster()
{
    RosterFixture f;
    f.directory.load({contact("foo@bar.com", u"Foo"_s)});
    const ContactChanges changes = f.sync.difference({item("foo@bar.com", u"Foo"_s)});
    QVERIFY(changes.saved.isEmpty());
    QVERIFY(changes.removed.isEmpty());
}

void TestRosterSync::mergesDuplicateItems()
{
    RosterFixture f;
    const ContactChanges changes =
        f.sync.difference({item("foo@bar.com", u"Foo"_s, Subscription::Both, {u"A"_s, u"A"_s}),
                           item("foo@bar.com", u"Foo"_s, Subscription::Both, {u"B"_s, {}})});
    QCOMPARE(changes.saved.size(), 1);
    QCOMPARE(changes.saved.front().labels, (QStringList{u"A"_s, u"B"_s}));
}

void TestRosterSync::keepsThreadsOfRemovedContacts()
{
    RosterFixture f;
    QVERIFY(f.open());
    ContactRecord foo = contact("foo@bar.com", u"Foo"_s);
    foo.lastMessageMs = 7;
    f.directory.load({foo});
    f.sync.load({});
    f.sync.sessionStarted();
    f.answerRoster({});
    QVERIFY(!f.at("foo@bar.com").isContact());
    QVERIFY(f.at("foo@bar.com").isListed());
    QCOMPARE(f.at("foo@bar.com").displayName(), u"Foo"_s);
    QCOMPARE(f.at("foo@bar.com").subscription(), Subscription::None);
    QVERIFY(!f.storedContacts().value(jid("foo@bar.com")).inRoster);
}

void TestRosterSync::asksWithItsVersion()
{
    RosterFixture f;
    QVERIFY(f.open());
    f.sync.load(u"v7"_s);
    f.sync.sessionStarted();
    QCOMPARE(f.sender.question().child(u"query", u"jabber:iq:roster")->attribute(u"ver"), u"v7"_s);
    QSignalSpy received(&f.sync, &RosterSync::rosterReceived);
    f.answerRoster("<item jid='foo@bar.com' name='Foo' subscription='both'/>", "v8");
    QCOMPARE(received.count(), 1);
    QVERIFY(f.at("foo@bar.com").isContact());
    QCOMPARE(f.database->loadSettings().result().value().value(u"roster-version"_s), u"v8"_s);
    QCOMPARE(f.storedContacts().value(jid("foo@bar.com")).name, u"Foo"_s);
    f.sync.sessionStarted();
    QCOMPARE(f.sender.question().child(u"query", u"jabber:iq:roster")->attribute(u"ver"), u"v8"_s);
    // A new account sends the version attribute, empty (RFC 6121 §2.6.2).
    RosterFixture fresh;
    fresh.sync.load({});
    fresh.sync.sessionStarted();
    QVERIFY(fresh.sender.question().child(u"query", u"jabber:iq:roster")->hasAttribute(u"ver"));
}

void TestRosterSync::keepsAllWhenUnchanged()
{
    RosterFixture f;
    f.directory.load({contact("foo@bar.com", u"Foo"_s)});
    f.sync.load(u"v7"_s);
    f.sync.sessionStarted();
    QSignalSpy received(&f.sync, &RosterSync::rosterReceived);
    f.answerDone();
    QCOMPARE(received.count(), 1);
    QVERIFY(f.at("foo@bar.com").isContact());
}

void TestRosterSync::goesOnWithoutARoster()
{
    RosterFixture f;
    f.directory.load({contact("foo@bar.com", u"Foo"_s)});
    f.sync.load({});
    f.sync.sessionStarted();
    QSignalSpy received(&f.sync, &RosterSync::rosterReceived);
    f.sender.refuse(ErrorKind::Timeout);
    QCOMPARE(received.count(), 1);
    QVERIFY(f.at("foo@bar.com").isContact());
    // A request that the end of the session leaves unanswered has no effect on the next session.
    f.sync.sessionStarted();
    f.sender.refuse(ErrorKind::NotConnected);
    QCOMPARE(received.count(), 1);
}

void TestRosterSync::readsALongRosterInSteps()
{
    RosterFixture f;
    QVERIFY(f.open());
    f.directory.load({contact("gone@bar.com", u"Gone"_s), contact("p7@bar.com", u"Seven"_s)});
    f.sync.load({});
    f.sync.sessionStarted();
    QSignalSpy received(&f.sync, &RosterSync::rosterReceived);
    QSignalSpy seen(&f.sync, &RosterSync::nowSeen);
    for (int i = 0; i < 1'000; i += 100)
        Q_EMIT f.roster.itemsReceived(people(i, 100));
    // Contacts appear before the end of the roster; missing ones are known only at its end.
    QVERIFY(f.directory.listed().size() > 700);
    QVERIFY(f.at("gone@bar.com").isContact());
    QVERIFY(seen.count() > 1);
    QCOMPARE(received.count(), 0);
    f.answerRoster("<item jid='last@bar.com' subscription='both'/>", "v8");
    QCOMPARE(received.count(), 1);
    QCOMPARE(f.directory.listed().size(), 1'001);
    QVERIFY(!f.at("gone@bar.com").isContact());
    QCOMPARE(f.at("p7@bar.com").name(), u"Person 7"_s);
    QCOMPARE(f.at("p999@bar.com").name(), u"Person 999"_s);
    QCOMPARE(f.storedContacts().size(), 1'001);
    QCOMPARE(f.database->loadSettings().result().value().value(u"roster-version"_s), u"v8"_s);
}

void TestRosterSync::mergesDuplicateItemsOfTwoSteps()
{
    RosterFixture f;
    f.sync.load({});
    f.sync.sessionStarted();
    Q_EMIT f.roster.itemsReceived({item("foo@bar.com", u"Foo"_s, Subscription::Both, {u"A"_s})});
    Q_EMIT f.roster.itemsReceived(people(0, int(RosterSync::contactsAtOnce)));
    QCOMPARE(f.at("foo@bar.com").labels(), QStringList{u"A"_s});
    f.answerRoster("<item jid='foo@bar.com' name='Foo' subscription='both'><group>B</group></item>");
    QCOMPARE(f.at("foo@bar.com").labels(), (QStringList{u"A"_s, u"B"_s}));
    // In the next session the labels come from the new roster alone.
    f.sync.sessionStarted();
    f.answerRoster("<item jid='foo@bar.com' name='Foo' subscription='both'><group>B</group></item>");
    QCOMPARE(f.at("foo@bar.com").labels(), QStringList{u"B"_s});
}

void TestRosterSync::keepsAllWhenALongRosterBreaksOff()
{
    RosterFixture f;
    QVERIFY(f.open());
    f.directory.load({contact("foo@bar.com", u"Foo"_s)});
    f.sync.load(u"v1"_s);
    f.sync.sessionStarted();
    QSignalSpy received(&f.sync, &RosterSync::rosterReceived);
    Q_EMIT f.roster.itemsReceived(people(0, 600));
    f.sender.refuse(ErrorKind::ProtocolViolation);
    QCOMPARE(received.count(), 1);
    QVERIFY(f.at("foo@bar.com").isContact());
    // Items of the aborted roster do not belong to the next one.
    f.sync.sessionStarted();
    QCOMPARE(f.sender.question().child(u"query", u"jabber:iq:roster")->attribute(u"ver"), u"v1"_s);
    f.answerRoster("<item jid='foo@bar.com' subscription='both'/>");
    QCOMPARE(f.directory.listed().size(), 1);
}

void TestRosterSync::showsAndRemovesInvalidAddresses_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("name");
    QTest::newRow("port") << u"port-in-address"_s << u"foo@bar.example:5222"_s << u"With port"_s;
    QTest::newRow("space") << u"space-in-address"_s << u"sp ace@example.org"_s << u"Space"_s;
}

void TestRosterSync::showsAndRemovesInvalidAddresses()
{
    QFETCH(const QString, file);
    QFETCH(const QString, address);
    QFETCH(const QString, name);
    RosterFixture f;
    QVERIFY(f.open());
    f.sync.load({});
    f.sync.sessionStarted();
    f.answerRoster(fixture(file));
    const QList<Endpoint *> listed = f.directory.listed();
    QCOMPARE(listed.size(), 1);
    QCOMPARE(listed.front()->displayName(), name);
    QCOMPARE(listed.front()->id().toString(), address);
    QVERIFY(f.storedContacts().contains(listed.front()->id()));
    auto removed = f.sync.remove(*listed.front());
    const XmlElement item = f.sender.question().child(u"query", u"jabber:iq:roster")->children().front();
    QCOMPARE(item.attribute(u"jid"), address);
    QCOMPARE(item.attribute(u"subscription"), u"remove"_s);
    f.answerDone();
    QVERIFY(removed.result().has_value());
    XmlElement push(u"item"_s, u"jabber:iq:roster"_s);
    push.setAttribute(u"jid"_s, address).setAttribute(u"subscription"_s, u"remove"_s);
    f.push(push.toXml());
    QVERIFY(f.directory.listed().isEmpty());
    QVERIFY(f.storedContacts().isEmpty());
}

void TestRosterSync::ignoresBlankNames()
{
    RosterFixture f;
    QVERIFY(f.open());
    f.sync.load({});
    f.sync.sessionStarted();
    f.answerRoster(fixture(u"name-of-spaces"_s));
    Endpoint &spaces = f.at("spaces@example.org");
    QVERIFY(spaces.isContact());
    QCOMPARE(spaces.displayName(), u"spaces@example.org"_s);
    f.sync.setNickname(spaces.id(), u"\u200b \u3164"_s);
    QCOMPARE(spaces.displayName(), u"spaces@example.org"_s);
    // A database may hold such a name from an older version.
    f.directory.modify(spaces, [](ContactRecord &record) { record.name = u"\u00a0"_s; });
    QCOMPARE(spaces.displayName(), u"spaces@example.org"_s);
    f.sync.setNickname(spaces.id(), u"Rufus"_s);
    QCOMPARE(spaces.displayName(), u"Rufus"_s);
    // Nor does anybody get one from us.
    (void)f.sync.rename(spaces, u" \u2060"_s);
    const XmlElement item = f.sender.question().child(u"query", u"jabber:iq:roster")->children().front();
    QVERIFY(!item.hasAttribute(u"name"));
}

void TestRosterSync::takesPushes()
{
    RosterFixture f;
    QVERIFY(f.open());
    QSignalSpy seen(&f.sync, &RosterSync::nowSeen);
    f.push("<item jid='foo@bar.com' name='Foo' subscription='none' ask='subscribe'><group>B</group>"
           "<group>A</group><group>A</group></item>");
    const Endpoint &foo = f.at("foo@bar.com");
    QVERIFY(foo.isContact());
    QVERIFY(foo.isRequestPending());
    QCOMPARE(foo.labels(), (QStringList{u"A"_s, u"B"_s}));
    QCOMPARE(seen.count(), 0);
    f.push("<item jid='foo@bar.com' name='Foo' subscription='to'/>");
    f.push("<item jid='foo@bar.com' name='Foo' subscription='to'/>");
    QCOMPARE(seen.count(), 1);
    QCOMPARE(seen.first().first().value<QList<Jid>>(), QList<Jid>{jid("foo@bar.com")});
    QCOMPARE(foo.subscription(), Subscription::To);
    QVERIFY(!foo.isRequestPending());
    QVERIFY(foo.labels().isEmpty());
    QVERIFY(f.storedContacts().contains(jid("foo@bar.com")));
    f.push("<item jid='foo@bar.com' subscription='remove'/>");
    QVERIFY(!foo.isContact());
    QVERIFY(!foo.isListed());
    QVERIFY(!f.storedContacts().contains(jid("foo@bar.com")));
    QCOMPARE(f.database->loadSettings().result().value().value(u"roster-version"_s), u"v9"_s);
    // Ourselves, and one that never was.
    f.push("<item jid='alice@example.com' subscription='both'/>");
    f.push("<item jid='never@bar.com' subscription='remove'/>");
    QVERIFY(!f.at("alice@example.com").isContact());
}

void TestRosterSync::addsAndSubscribes()
{
    RosterFixture f;
    auto added = f.sync.add(jid("foo@bar.com"), u"Foo"_s, {u"Work"_s, u"Work"_s});
    const XmlElement *asked = f.sender.question().child(u"query", u"jabber:iq:roster");
    QVERIFY(asked);
    QCOMPARE(asked->children().front().attribute(u"name"), u"Foo"_s);
    QCOMPARE(asked->children().front().children().size(), std::size_t(1));
    QVERIFY(f.presencesSent().isEmpty()); // not before the server has it
    f.answerDone();
    QVERIFY(added.result().has_value());
    QCOMPARE(f.presencesSent(), QStringList{u"subscribe foo@bar.com"_s});
    // A contact that is subscribed already (a shared group) gets no request.
    f.directory.load({contact("boss@bar.com")});
    auto again = f.sync.add(jid("boss@bar.com"), u"Boss"_s, {});
    f.answerDone();
    QVERIFY(again.result().has_value());
    QVERIFY(f.presencesSent().isEmpty());
    // A refusal of the server is the answer.
    auto refused = f.sync.add(jid("other@bar.com"), {}, {});
    f.sender.refuse(ErrorKind::NotAllowed);
    QCOMPARE(refused.result().error().kind, ErrorKind::NotAllowed);
    QVERIFY(f.presencesSent().isEmpty());
}

void TestRosterSync::refusesToAddItselfOrOffline()
{
    RosterFixture f;
    QCOMPARE(f.sync.add({}, {}, {}).result().error().kind, ErrorKind::InvalidAddress);
    QCOMPARE(f.sync.add(jid("alice@example.com/x"), {}, {}).result().error().kind, ErrorKind::InvalidAddress);
    f.sender.setOnline(false);
    f.directory.load({contact("foo@bar.com")});
    Endpoint &foo = f.at("foo@bar.com");
    QCOMPARE(f.sync.add(jid("amy@bar.com"), {}, {}).result().error().kind, ErrorKind::NotConnected);
    QCOMPARE(f.sync.rename(foo, u"x"_s).result().error().kind, ErrorKind::NotConnected);
    QCOMPARE(f.sync.setLabels(foo, {}).result().error().kind, ErrorKind::NotConnected);
    QCOMPARE(f.sync.remove(foo).result().error().kind, ErrorKind::NotConnected);
    QCOMPARE(f.sync.block(foo).result().error().kind, ErrorKind::NotConnected);
    QCOMPARE(f.sync.unblock(foo).result().error().kind, ErrorKind::NotConnected);
    QVERIFY(foo.isContact());
}

void TestRosterSync::renamesAtTheServer()
{
    RosterFixture f;
    ContactRecord foo = contact("foo@bar.com", u"Foo"_s);
    foo.labels = QStringList{u"Work"_s};
    f.directory.load({foo});
    auto renamed = f.sync.rename(f.at("foo@bar.com"), u"Fooey"_s);
    const XmlElement asked = f.sender.question().child(u"query", u"jabber:iq:roster")->children().front();
    QCOMPARE(asked.attribute(u"name"), u"Fooey"_s);
    QCOMPARE(asked.childText(u"group", u"jabber:iq:roster"), u"Work"_s); // its labels are not lost
    QCOMPARE(f.at("foo@bar.com").name(), u"Foo"_s);                      // the push will say so
    f.answerDone();
    QVERIFY(renamed.result().has_value());
    auto labelled = f.sync.setLabels(f.at("foo@bar.com"), {u"B"_s, u"A"_s});
    const XmlElement labels = f.sender.question().child(u"query", u"jabber:iq:roster")->children().front();
    QCOMPARE(labels.attribute(u"name"), u"Foo"_s);
    QCOMPARE(labels.children().size(), std::size_t(2));
    f.answerDone();
    QVERIFY(labelled.result().has_value());
}

void TestRosterSync::renamesStrangersHere()
{
    RosterFixture f;
    QVERIFY(f.open());
    f.directory.modify(f.at("foo@far.com"), [](ContactRecord &record) { record.lastMessageMs = 5; });
    QVERIFY(f.sync.rename(f.at("foo@far.com"), u"Someone"_s).result().has_value());
    QCOMPARE(f.sender.questionCount(), 0);
    QCOMPARE(f.at("foo@far.com").name(), u"Someone"_s);
    QCOMPARE(f.storedContacts().value(jid("foo@far.com")).name, u"Someone"_s);
}

void TestRosterSync::invisibleNamesAreEmpty()
{
    RosterFixture f;
    const auto added = [&f](const QString &name, const QStringList &labels) {
        (void)f.sync.add(jid("new@bar.com"), name, labels);
        const XmlElement item = f.sender.question().child(u"query", u"jabber:iq:roster")->children().front();
        f.answerDone();
        return item;
    };
    const XmlElement blank = added(u"\u00a0\u200b"_s, {u"\u3164"_s, u" Work\u200e"_s});
    QVERIFY(blank.attribute(u"name").isEmpty());
    QCOMPARE(blank.children().size(), std::size_t(1));
    QCOMPARE(blank.childText(u"group", u"jabber:iq:roster"), u"Work"_s);
    QCOMPARE(added(u"\u202eM.\u00a0Dupont\n"_s, {}).attribute(u"name"), u"M.\u00a0Dupont"_s);
}

void TestRosterSync::removesAndKeepsTheThread()
{
    RosterFixture f;
    QVERIFY(f.open());
    ContactRecord foo = contact("foo@bar.com", u"Foo"_s);
    foo.lastMessageMs = 7;
    f.directory.load({foo});
    auto removed = f.sync.remove(f.at("foo@bar.com"));
    f.push("<item jid='foo@bar.com' subscription='remove'/>");
    f.answerDone();
    QVERIFY(removed.result().has_value());
    QVERIFY(!f.at("foo@bar.com").isContact());
    QVERIFY(f.at("foo@bar.com").isListed());
    QVERIFY(f.sync.remove(f.at("foo@bar.com")).result().has_value()); // nothing left to do
    QCOMPARE(f.sender.questionCount(), 0);
    QVERIFY(f.stored());
}

void TestRosterSync::removesContactMissingAtServer()
{
    RosterFixture f;
    f.directory.load({contact("foo@bar.com")});
    auto removed = f.sync.remove(f.at("foo@bar.com"));
    f.sender.refuse(ErrorKind::ItemNotFound);
    QVERIFY(removed.result().has_value());
    QVERIFY(!f.at("foo@bar.com").isContact());
}

void TestRosterSync::keepsRequests()
{
    RosterFixture f;
    QVERIFY(f.open());
    QSignalSpy changed(&f.sync, &RosterSync::requestsChanged);
    QSignalSpy news(&f.sync, &RosterSync::subscriptionRequested);
    f.requestFrom("foo@bar.com/x", "It is me");
    Endpoint &foo = f.at("foo@bar.com");
    QCOMPARE(f.sync.requests(), QList<Endpoint *>{&foo});
    QVERIFY(foo.wantsUs());
    QCOMPARE(foo.requestMessage(), u"It is me"_s);
    QVERIFY(!foo.isListed());
    // The server repeats the request with every session; it is not reported again.
    f.requestFrom("foo@bar.com", "It is me");
    QCOMPARE(changed.count(), 1);
    QCOMPARE(news.count(), 1);
    const ContactRecord kept = f.storedContacts().value(jid("foo@bar.com"));
    QVERIFY(kept.wantsUs);
    QCOMPARE(kept.wantsUsMessage, u"It is me"_s);
    // Taken back.
    f.sender.inject(f.presence, "<presence xmlns='jabber:client' type='unsubscribe' from='foo@bar.com'/>");
    QVERIFY(f.sync.requests().isEmpty());
    QCOMPARE(changed.count(), 2);
    QVERIFY(!f.storedContacts().value(jid("foo@bar.com")).wantsUs);
}

void TestRosterSync::approvesAndAsksBack()
{
    RosterFixture f;
    f.requestFrom("foo@bar.com");
    f.sender.setOnline(false);
    f.sync.approve(f.at("foo@bar.com"));
    QCOMPARE(f.sync.requests().size(), 1); // offline: the approval was not sent
    f.sender.setOnline(true);
    f.sync.approve(f.at("foo@bar.com"));
    QCOMPARE(f.presencesSent(), (QStringList{u"subscribed foo@bar.com"_s, u"subscribe foo@bar.com"_s}));
    QVERIFY(f.sync.requests().isEmpty());
    QVERIFY(!f.at("foo@bar.com").wantsUs());
}

void TestRosterSync::approvesWithoutAskingTwice()
{
    RosterFixture f;
    f.requestFrom("foo@bar.com");
    f.directory.modify(f.at("foo@bar.com"), [](ContactRecord &record) {
        record.inRoster = true;
        record.subscription = Subscription::To;
    });
    f.sync.approve(f.at("foo@bar.com"));
    QCOMPARE(f.presencesSent(), QStringList{u"subscribed foo@bar.com"_s});
}

void TestRosterSync::refuses()
{
    RosterFixture f;
    f.requestFrom("foo@bar.com");
    f.sync.refuse(f.at("foo@bar.com"));
    QCOMPARE(f.presencesSent(), QStringList{u"unsubscribed foo@bar.com"_s});
    QVERIFY(f.sync.requests().isEmpty());
}

void TestRosterSync::answersDecidedRequestsAutomatically()
{
    RosterFixture f;
    f.directory.load({contact("both@bar.com"), contact("to@bar.com", {}, Subscription::To)});
    ContactRecord asked = contact("asked@bar.com", {}, Subscription::None);
    asked.ask = true;
    f.directory.update(asked);
    f.requestFrom("both@bar.com"); // sees us already
    f.requestFrom("to@bar.com");   // we have asked first, and they ask back
    f.requestFrom("asked@bar.com");
    QCOMPARE(f.presencesSent(), (QStringList{u"subscribed both@bar.com"_s, u"subscribed to@bar.com"_s,
                                             u"subscribed asked@bar.com"_s}));
    QVERIFY(f.sync.requests().isEmpty());
    f.directory.modify(f.at("bad@bar.com"), [](ContactRecord &record) { record.blocked = true; });
    f.requestFrom("bad@bar.com");
    QVERIFY(f.sync.requests().isEmpty());
}

void TestRosterSync::keepsNoEndlessRequests()
{
    RosterFixture f;
    for (int i = 0; i < RosterSync::maxRequests + 50; ++i)
        f.requestFrom(QByteArray::number(i) + "@spam.com", QByteArray(5'000, 'x'));
    QCOMPARE(f.sync.requests().size(), RosterSync::maxRequests);
    QCOMPARE(f.directory.size(), RosterSync::maxRequests);
    QCOMPARE(f.sync.requests().front()->requestMessage().size(), 512);
}

void TestRosterSync::loadsRequests()
{
    RosterFixture f;
    ContactRecord foo;
    foo.jid = jid("foo@bar.com");
    foo.wantsUs = true;
    f.directory.load({foo, contact("amy@bar.com")});
    QSignalSpy changed(&f.sync, &RosterSync::requestsChanged);
    f.sync.load({});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(f.sync.requests(), QList<Endpoint *>{&f.at("foo@bar.com")});
    // Answered by another of our Connections: the roster says so.
    f.push("<item jid='foo@bar.com' subscription='from'/>");
    QVERIFY(f.sync.requests().isEmpty());
    QCOMPARE(changed.count(), 2);
}

void TestRosterSync::blocksAndUnblocks()
{
    RosterFixture f;
    QVERIFY(f.open());
    f.directory.load({contact("foo@bar.com")});
    f.directory.connectionAvailable(jid("foo@bar.com/x"), {Show::Available, {}, {}}, 0, 0, 0);
    auto blocked = f.sync.block(f.at("foo@bar.com"));
    QVERIFY(!f.at("foo@bar.com").isBlocked());
    QCOMPARE(f.presencesSent(), QStringList{u"unavailable foo@bar.com"_s});
    f.answerDone();
    QVERIFY(blocked.result().has_value());
    QVERIFY(f.at("foo@bar.com").isBlocked());
    QVERIFY(!f.at("foo@bar.com").isOnline());
    QVERIFY(f.storedContacts().value(jid("foo@bar.com")).blocked);
    auto unblocked = f.sync.unblock(f.at("foo@bar.com"));
    f.answerDone();
    QVERIFY(unblocked.result().has_value());
    QCOMPARE(f.presencesSent(), QStringList{u" "_s}); // plain presence, to everybody
    QVERIFY(!f.at("foo@bar.com").isBlocked());
    QVERIFY(!f.storedContacts().value(jid("foo@bar.com")).blocked);
}

void TestRosterSync::takesOverTheBlockList()
{
    RosterFixture f;
    ContactRecord once = contact("once@bar.com");
    once.blocked = true; // when we last knew
    f.directory.load({once});
    f.requestFrom("spam@bar.com");
    f.blocking.sessionStarted(false);
    f.sender.answerXml("<iq xmlns='jabber:client' type='result'><blocklist xmlns='urn:xmpp:blocking'>"
                       "<item jid='spam@bar.com'/><item jid='foo@bar.com/only-this'/></blocklist></iq>");
    QVERIFY(!f.at("once@bar.com").isBlocked());
    QVERIFY(f.at("spam@bar.com").isBlocked());
    QVERIFY(f.sync.requests().isEmpty());
    QCOMPARE(f.directory.find(jid("foo@bar.com")), nullptr);
    f.blocking.sessionStarted(false);
    f.sender.answerXml("<iq xmlns='jabber:client' type='result'><blocklist xmlns='urn:xmpp:blocking'/></iq>");
    QVERIFY(!f.at("spam@bar.com").isBlocked());
}

void TestRosterSync::keepsSmallFacts()
{
    RosterFixture f;
    QVERIFY(f.open());
    f.directory.load({contact("foo@bar.com")});
    f.sync.setTellWhenOnline(f.at("foo@bar.com"), true);
    f.sync.setNickname(jid("foo@bar.com/x"), u"Fooey"_s);
    f.sync.setNickname(jid("unknown@bar.com"), u"Nobody"_s);
    const QString hash(40, u'a');
    (void)f.database->applyContactChanges({{f.at("foo@bar.com").record()}, {}, {}});
    f.sync.setAvatarHash(jid("foo@bar.com"), hash);
    f.sync.setAvatarHash(jid("alice@example.com"), hash);
    f.sync.setAvatarHash(jid("unknown@bar.com"), hash);
    const auto kept = f.storedContacts();
    QVERIFY(kept.value(jid("foo@bar.com")).tellWhenOnline);
    QCOMPARE(kept.value(jid("foo@bar.com")).nickname, u"Fooey"_s);
    QCOMPARE(kept.value(jid("foo@bar.com")).avatarHash, hash);
    QCOMPARE(kept.value(jid("alice@example.com")).avatarHash, hash);
    QCOMPARE(f.directory.find(jid("unknown@bar.com")), nullptr);
}

QTEST_GUILESS_MAIN(TestRosterSync)
#include "test_roster_sync.moc"
