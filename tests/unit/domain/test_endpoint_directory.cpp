// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain_fixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

/// Changes as the bus delivers them: "foo@bar.com Presence|Connections" is easier read as numbers.
class BusLog : public QObject
{
public:
    explicit BusLog(ChangeBus &bus)
    {
        connect(&bus, &ChangeBus::changed, this, [this](const QList<ChangeBus::Change> &changes) {
            ++turns;
            for (const ChangeBus::Change &change : changes)
                log.append({change.endpoint->id().toString(), change.what});
        });
    }
    QList<std::pair<QString, EndpointChanges>> log;
    int turns = 0;
};

void online(EndpointDirectory &directory, const char *full, Show show = Show::Available,
            const QString &status = {})
{
    directory.connectionAvailable(jid(full), {show, status, {}}, 0, 0, 0);
}

} // namespace

class TestEndpointDirectory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsThePointerForEver();
    void takesFullAndTypedAddresses();
    void endpointsKnowTheirAccount();
    void loadsAll();
    void listsContactsAndThreads();
    void namesThem();
    void coalescesOncePerTurn();
    void keepsChangesPostedDuringDelivery();
    void reportsOnlyRealChanges();
    void postsEachFact_data();
    void postsEachFact();
    void notesLastSeen();
    void takesBareUnavailableForAll();
    void reportsOnlineAndOffline();
    void describesConnections();
    void keepsWhenItCameAndChanged();
    void believesNoEndlessConnections();
    void suspendsAndRestores();
    void forgetsTheSuspended();
    void swapsTheRule();
    void survivesManyEndpoints();
};

void TestEndpointDirectory::keepsThePointerForEver()
{
    DomainFixture f;
    Endpoint *foo = &f.at("foo@bar.com");
    f.directory.load({contact("foo@bar.com", u"Foo"_s), contact("amy@bar.com", u"Amy"_s)});
    online(f.directory, "foo@bar.com/laptop");
    f.directory.removeAllConnections();
    ContactRecord gone = foo->record();
    gone.inRoster = false;
    f.directory.update(gone);
    for (int i = 0; i < 5'000; ++i)
        (void)f.directory.endpoint(Jid::fromWire(u"p%1@bar.com"_s.arg(i)));
    f.directory.update(contact("foo@bar.com", u"Foo again"_s));
    QCOMPARE(&f.at("foo@bar.com"), foo);
    QCOMPARE(f.directory.find(jid("foo@bar.com/some where")), foo);
    QCOMPARE(foo->name(), u"Foo again"_s);
}

void TestEndpointDirectory::takesFullAndTypedAddresses()
{
    DomainFixture f;
    QCOMPARE(&f.at("foo@bar.com/phone"), &f.at("foo@bar.com"));
    QVERIFY(!f.at("foo@bar.com").isListed());
    QCOMPARE(f.directory.find(jid("other@bar.com")), nullptr);
    QCOMPARE(f.directory.size(), 1);
    const std::optional<Jid> typed = Jid::fromUserInput(u"d'artagnan the third@musketeers.lit"_s);
    QVERIFY(typed);
    const Endpoint &odd = f.directory.endpoint(*typed);
    QCOMPARE(odd.id().local(), u"d\\27artagnan\\20the\\20third"_s);
    QCOMPARE(odd.displayName(), u"d'artagnan the third@musketeers.lit"_s);
}

void TestEndpointDirectory::endpointsKnowTheirAccount()
{
    FakeClock clock;
    EndpointDirectory joes(jid("joe@bar.com"), clock);
    EndpointDirectory anns(jid("ann@bar.com"), clock);
    joes.load({contact("foo@bar.com")});
    QCOMPARE(joes.find(jid("foo@bar.com"))->ref(), (EndpointRef{jid("joe@bar.com"), jid("foo@bar.com")}));
    QCOMPARE(anns.endpoint(jid("foo@bar.com/home")).ref(),
             (EndpointRef{jid("ann@bar.com"), jid("foo@bar.com")}));
}

void TestEndpointDirectory::loadsAll()
{
    DomainFixture f;
    QSignalSpy loaded(&f.directory, &EndpointDirectory::loaded);
    BusLog bus(f.directory.changes());
    Endpoint &early = f.at("early@bar.com");
    f.directory.load({contact("foo@bar.com", u"Foo"_s), contact("early@bar.com", u"Early"_s)});
    QCOMPARE(loaded.count(), 1);
    QCOMPARE(f.directory.size(), 2);
    QCOMPARE(early.name(), u"Early"_s);
    QVERIFY(!f.at("foo@bar.com").isOnline());
    f.directory.changes().flush();
    QCOMPARE(bus.log.size(), 1); // only the Endpoint that was handed out before
}

void TestEndpointDirectory::listsContactsAndThreads()
{
    DomainFixture f;
    (void)f.at("nobody@bar.com");
    f.directory.load({contact("foo@bar.com")});
    f.directory.modify(f.at("stranger@bar.com"), [](ContactRecord &record) { record.lastMessageMs = 5; });
    QStringList names;
    for (const Endpoint *endpoint : f.directory.listed())
        names.append(endpoint->id().toString());
    names.sort();
    QCOMPARE(names, (QStringList{u"foo@bar.com"_s, u"stranger@bar.com"_s}));
    QCOMPARE(f.directory.all().size(), 3);
}

void TestEndpointDirectory::namesThem()
{
    DomainFixture f;
    Endpoint &foo = f.at("foo@bar.com");
    QCOMPARE(foo.displayName(), u"foo@bar.com"_s);
    f.directory.modify(foo, [](ContactRecord &record) { record.nickname = u"Fooey"_s; });
    // A stranger does not choose the displayed name.
    QCOMPARE(foo.displayName(), u"foo@bar.com"_s);
    f.directory.modify(foo, [](ContactRecord &record) { record.inRoster = true; });
    QCOMPARE(foo.displayName(), u"Fooey"_s);
    f.directory.modify(foo, [](ContactRecord &record) { record.name = u"Mr Foo"_s; });
    QCOMPARE(foo.displayName(), u"Mr Foo"_s);
    f.directory.modify(foo, [](ContactRecord &record) { record.name = u"\u202eMr\u200b\nFoo\u2069"_s; });
    QCOMPARE(foo.displayName(), u"Mr Foo"_s);
    f.directory.modify(foo, [](ContactRecord &record) {
        record.name = u"\u00a0\u3164"_s;
        record.nickname = u"\u200b"_s;
    });
    QCOMPARE(foo.displayName(), u"foo@bar.com"_s);
}

void TestEndpointDirectory::coalescesOncePerTurn()
{
    DomainFixture f;
    BusLog bus(f.directory.changes());
    f.directory.update(contact("foo@bar.com", u"Foo"_s));
    online(f.directory, "amy@bar.com/phone");
    online(f.directory, "foo@bar.com/laptop");
    online(f.directory, "foo@bar.com/phone", Show::Away);
    f.directory.connectionUnavailable(jid("foo@bar.com/phone"), 0);
    QVERIFY(bus.log.isEmpty());
    QCoreApplication::processEvents();
    QCOMPARE(bus.turns, 1);
    QCOMPARE(bus.log.size(), 2);
    QCOMPARE(bus.log[0].first, u"foo@bar.com"_s);
    QCOMPARE(bus.log[0].second, EndpointChange::Added | EndpointChange::Name | EndpointChange::Subscription |
                                    EndpointChange::Presence | EndpointChange::Connections);
    QCOMPARE(bus.log[1].second, EndpointChange::Presence | EndpointChange::Connections);
    QCoreApplication::processEvents();
    QCOMPARE(bus.turns, 1);
}

void TestEndpointDirectory::keepsChangesPostedDuringDelivery()
{
    DomainFixture f;
    BusLog bus(f.directory.changes());
    bool again = true;
    QObject context;
    QObject::connect(&f.directory.changes(), &ChangeBus::changed, &context, [&] {
        if (std::exchange(again, false))
            online(f.directory, "late@bar.com/x");
    });
    online(f.directory, "foo@bar.com/laptop");
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    QCOMPARE(bus.turns, 2);
    QCOMPARE(bus.log.last().first, u"late@bar.com"_s);
}

void TestEndpointDirectory::reportsOnlyRealChanges()
{
    DomainFixture f;
    online(f.directory, "foo@bar.com/laptop", Show::Available, u"Hi"_s);
    online(f.directory, "foo@bar.com/phone", Show::Away);
    f.directory.changes().flush();
    BusLog bus(f.directory.changes());
    // The same again.
    online(f.directory, "foo@bar.com/laptop", Show::Available, u"Hi"_s);
    QVERIFY(!f.directory.modify(f.at("foo@bar.com"), [](ContactRecord &) {}));
    f.directory.connectionUnavailable(jid("foo@bar.com/not there"), 0);
    f.directory.connectionUnavailable(jid("never@bar.com/heard of"), 0);
    f.directory.describeConnection(jid("foo@bar.com/phone"), DeviceKind::Unknown, {}, false);
    f.directory.changes().flush();
    QVERIFY(bus.log.isEmpty());
    QCOMPARE(f.directory.find(jid("never@bar.com")), nullptr);
    // A Connection that does not decide changes the list, not the presence.
    online(f.directory, "foo@bar.com/phone", Show::ExtendedAway);
    f.directory.changes().flush();
    QCOMPARE(bus.log.size(), 1);
    QCOMPARE(bus.log[0].second, EndpointChanges(EndpointChange::Connections));
}

void TestEndpointDirectory::postsEachFact_data()
{
    QTest::addColumn<int>("fact");
    QTest::addColumn<int>("expected");
    int fact = 0;
    for (const auto what :
         {EndpointChange::Name, EndpointChange::Name, EndpointChange::Labels, EndpointChange::Subscription,
          EndpointChange::Subscription, EndpointChange::Subscription, EndpointChange::TellMe,
          EndpointChange::Blocked, EndpointChange::Avatar, EndpointChange::Presence, EndpointChange::Thread,
          EndpointChange::Unread, EndpointChange::Draft}) {
        QTest::addRow("fact %d", fact) << fact << int(what);
        ++fact;
    }
}

void TestEndpointDirectory::postsEachFact()
{
    QFETCH(const int, fact);
    QFETCH(const int, expected);
    const QList<std::function<void(ContactRecord &)>> changes{
        [](ContactRecord &r) { r.name = u"x"_s; },
        [](ContactRecord &r) { r.nickname = u"x"_s; },
        [](ContactRecord &r) { r.labels = QStringList{u"x"_s}; },
        [](ContactRecord &r) { r.subscription = Subscription::To; },
        [](ContactRecord &r) { r.ask = true; },
        [](ContactRecord &r) { r.wantsUs = true; },
        [](ContactRecord &r) { r.tellWhenOnline = true; },
        [](ContactRecord &r) { r.blocked = true; },
        [](ContactRecord &r) { r.avatarHash = u"x"_s; },
        [](ContactRecord &r) { r.lastSeenMs = 1; },
        [](ContactRecord &r) { r.preview = u"x"_s; },
        [](ContactRecord &r) { r.unread = 1; },
        [](ContactRecord &r) { r.draft = u"x"_s; },
    };
    DomainFixture f;
    f.directory.load({contact("foo@bar.com")});
    BusLog bus(f.directory.changes());
    QVERIFY(f.directory.modify(f.at("foo@bar.com"), changes[fact]));
    f.directory.changes().flush();
    QCOMPARE(bus.log.size(), 1);
    QCOMPARE(int(bus.log[0].second), expected);
}

void TestEndpointDirectory::notesLastSeen()
{
    DomainFixture f;
    const Endpoint &foo = f.at("foo@bar.com");
    QCOMPARE(foo.lastSeenMs(), 0);
    // An offline contact with a stamp of its last presence; an older stamp changes nothing.
    f.directory.connectionUnavailable(jid("foo@bar.com"), 5'000);
    QCOMPARE(foo.lastSeenMs(), 5'000);
    f.directory.connectionUnavailable(jid("foo@bar.com"), 4'000);
    f.directory.connectionUnavailable(jid("foo@bar.com"), 0);
    QCOMPARE(foo.lastSeenMs(), 5'000);
    online(f.directory, "foo@bar.com/a");
    online(f.directory, "foo@bar.com/b");
    f.directory.connectionUnavailable(jid("foo@bar.com/a"), 0);
    QCOMPARE(foo.lastSeenMs(), 5'000);
    f.clock.advance(std::chrono::minutes(1));
    f.directory.connectionUnavailable(jid("foo@bar.com/b"), 0);
    QCOMPARE(foo.lastSeenMs(), f.clock.nowMs());
    QVERIFY(foo.connections().empty());
}

void TestEndpointDirectory::takesBareUnavailableForAll()
{
    DomainFixture f;
    online(f.directory, "foo@bar.com/a");
    online(f.directory, "foo@bar.com/b");
    f.directory.connectionUnavailable(jid("foo@bar.com"), 0);
    QVERIFY(!f.at("foo@bar.com").isOnline());
    // A service speaks from its bare address.
    online(f.directory, "gateway.bar.com");
    QVERIFY(f.at("gateway.bar.com").isOnline());
    f.directory.connectionUnavailable(jid("gateway.bar.com"), 0);
    QVERIFY(!f.at("gateway.bar.com").isOnline());
}

void TestEndpointDirectory::reportsOnlineAndOffline()
{
    DomainFixture f;
    QSignalSpy came(&f.directory, &EndpointDirectory::cameOnline);
    QSignalSpy went(&f.directory, &EndpointDirectory::wentOffline);
    online(f.directory, "foo@bar.com/a", Show::ExtendedAway);
    online(f.directory, "foo@bar.com/b");
    online(f.directory, "foo@bar.com/b", Show::Away);
    QCOMPARE(came.count(), 1);
    f.directory.connectionUnavailable(jid("foo@bar.com/a"), 0);
    QCOMPARE(went.count(), 0);
    f.directory.connectionUnavailable(jid("foo@bar.com/b"), 0);
    QCOMPARE(went.count(), 1);
    online(f.directory, "foo@bar.com/a");
    f.directory.removeAllConnections();
    QCOMPARE(came.count(), 2);
    QCOMPARE(went.count(), 1); // it was our stream that went
}

void TestEndpointDirectory::describesConnections()
{
    DomainFixture f;
    online(f.directory, "foo@bar.com/x1");
    f.directory.changes().flush();
    BusLog bus(f.directory.changes());
    f.directory.describeConnection(jid("foo@bar.com/x1"), DeviceKind::Phone, u"Conversations"_s, true);
    const Connection *connection = f.at("foo@bar.com").connection(u"x1");
    QVERIFY(connection);
    QCOMPARE(connection->kind(), DeviceKind::Phone);
    QCOMPARE(connection->clientName(), u"Conversations"_s);
    QVERIFY(connection->canReceipt());
    f.directory.changes().flush();
    QCOMPARE(bus.log.size(), 1);
    // Kept when its presence changes.
    online(f.directory, "foo@bar.com/x1", Show::Away);
    QCOMPARE(f.at("foo@bar.com").connection(u"x1")->kind(), DeviceKind::Phone);
    QCOMPARE(f.at("foo@bar.com").connection(u"X1"), nullptr);
}

void TestEndpointDirectory::keepsWhenItCameAndChanged()
{
    DomainFixture f;
    const qint64 start = f.clock.nowMs();
    f.directory.connectionAvailable(jid("foo@bar.com/a"), {Show::Away, {}, {}}, 200, 42, start - 60'000);
    const auto a = [&] { return *f.at("foo@bar.com").connection(u"a"); };
    QCOMPARE(a().sinceMs(), start - 60'000);
    QCOMPARE(a().showSinceMs(), start - 60'000);
    QCOMPARE(a().idleSinceMs(), 42);
    QCOMPARE(a().priority(), 127); // as far as a priority goes
    f.clock.advance(std::chrono::seconds(10));
    online(f.directory, "foo@bar.com/a", Show::Away, u"new status"_s);
    QCOMPARE(a().showSinceMs(), start - 60'000);
    online(f.directory, "foo@bar.com/a", Show::Available);
    QCOMPARE(a().showSinceMs(), start + 10'000);
    QCOMPARE(a().sinceMs(), start - 60'000);
}

void TestEndpointDirectory::believesNoEndlessConnections()
{
    DomainFixture f;
    for (int i = 0; i < 1'000; ++i)
        online(f.directory, qPrintable(u"foo@bar.com/%1"_s.arg(i)));
    QCOMPARE(f.at("foo@bar.com").connections().size(), std::size_t(64));
}

void TestEndpointDirectory::suspendsAndRestores()
{
    DomainFixture f;
    online(f.directory, "foo@bar.com/a", Show::Away, u"Lunch"_s);
    f.directory.describeConnection(jid("foo@bar.com/a"), DeviceKind::Laptop, u"Gajim"_s, true);
    const Presence before = f.at("foo@bar.com").presence();
    f.directory.suspendConnections();
    QVERIFY(!f.at("foo@bar.com").isOnline());
    QVERIFY(f.directory.connectedAddresses().isEmpty());
    QCOMPARE(f.at("foo@bar.com").lastSeenMs(), f.clock.nowMs());
    f.directory.restoreConnections();
    QCOMPARE(f.at("foo@bar.com").presence(), before);
    QCOMPARE(f.at("foo@bar.com").connection(u"a")->clientName(), u"Gajim"_s);
    QCOMPARE(f.directory.connectedAddresses(), QList<Jid>{jid("foo@bar.com/a")});
}

void TestEndpointDirectory::forgetsTheSuspended()
{
    DomainFixture f;
    online(f.directory, "foo@bar.com/a");
    f.directory.suspendConnections();
    f.directory.removeAllConnections();
    f.directory.restoreConnections();
    QVERIFY(!f.at("foo@bar.com").isOnline());
}

void TestEndpointDirectory::swapsTheRule()
{
    DomainFixture f;
    online(f.directory, "foo@bar.com/a", Show::Chat);
    online(f.directory, "foo@bar.com/b", Show::ExtendedAway);
    f.directory.setPresenceRule([](const std::vector<Connection> &connections) {
        return connections.empty() ? Presence{} : Presence{connections.back().show(), u"mine"_s, u"rule"_s};
    });
    QCOMPARE(f.at("foo@bar.com").presence(), (Presence{Show::ExtendedAway, u"mine"_s, u"rule"_s}));
    f.directory.connectionUnavailable(jid("foo@bar.com/b"), 0);
    QCOMPARE(f.at("foo@bar.com").presence().show, Show::Chat);
}

void TestEndpointDirectory::survivesManyEndpoints()
{
    DomainFixture f;
    QList<ContactRecord> records;
    for (int i = 0; i < 20'000; ++i)
        records.append(contact(qPrintable(u"p%1@bar.com"_s.arg(i)), u"Person %1"_s.arg(i)));
    f.directory.load(std::move(records));
    QCOMPARE(f.directory.size(), 20'000);
    for (int i = 0; i < 20'000; i += 1'999) {
        const Endpoint *found = f.directory.find(Jid::fromWire(u"p%1@bar.com"_s.arg(i)));
        QVERIFY(found);
        QCOMPARE(found->name(), u"Person %1"_s.arg(i));
    }
}

QTEST_GUILESS_MAIN(TestEndpointDirectory)
#include "test_endpoint_directory.moc"
