// SPDX-License-Identifier: GPL-3.0-or-later
// Endpoints on real servers: they are there before any network, come alive, and stay the same objects.
#include "domain/account/profile.h"
#include "domain/contacts/avatar_store.h"
#include "person.h"
#include "support/both_servers.h"
#include "support/cutting_proxy.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

class TestEndpoints : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void comesAliveInTheSameObject_data() { eachServer("kind"); }
    void comesAliveInTheSameObject();
    void takesRosterPushes_data() { eachServer("kind"); }
    void takesRosterPushes();
    void keepsRequestsUntilAnswered_data() { eachServer("kind"); }
    void keepsRequestsUntilAnswered();
    void blocksAContact_data() { eachServer("kind"); }
    void blocksAContact();
    void survivesACut_data() { eachServer("kind"); }
    void survivesACut();
    void notifiesWhenContactComesOnline_data() { eachServer("kind"); }
    void notifiesWhenContactComesOnline();
    void showsOwnOtherConnections_data() { eachServer("kind"); }
    void showsOwnOtherConnections();
    void refusesAWrongPassword_data() { eachServer("kind"); }
    void refusesAWrongPassword();
    void showsTheCompanyDirectory_data() { eachServer("kind"); }
    void showsTheCompanyDirectory();

private:
    TestServer &server(ServerKind kind) { return m_servers.of(kind); }
    BothServers m_servers;
};

void TestEndpoints::initTestCase()
{
    ServerOptions options;
    options.users.clear();
    for (const auto *scene :
         {u"alive", u"push", u"request", u"block", u"cut", u"tell", u"own", u"password"}) {
        options.users.append(QString::fromUtf16(scene) + u'1');
        options.users.append(QString::fromUtf16(scene) + u'2');
    }
    QVERIFY2(m_servers.start(options), qPrintable(m_servers.errorText()));
}

void TestEndpoints::comesAliveInTheSameObject()
{
    QFETCH(const ServerKind, kind);
    Person joe(server(kind), u"alive1"_s);
    Person foo(server(kind), u"alive2"_s, u"laptop"_s);
    QVERIFY(joe.enter());
    QVERIFY(foo.enter());
    QVERIFY(befriend(joe, foo));
    QVERIFY(foo.leave());
    QVERIFY(joe.leave());

    // A new start, no network: the contact is there, offline.
    joe.begin();
    QVERIFY(joe.open());
    QCOMPARE(joe.session->state(), SessionState::Offline);
    Endpoint *const endpoint = joe.session->directory().find(foo.config.account);
    QVERIFY(endpoint);
    QVERIFY(endpoint->isContact());
    QCOMPARE(endpoint->subscription(), Subscription::Both);
    QVERIFY(!endpoint->isOnline());
    QVERIFY(endpoint->lastSeenMs() > 0);

    joe.signIn();
    QVERIFY(joe.isOnlineSoon());
    QVERIFY(!endpoint->isOnline());
    foo.session->setOwnPresence(Show::Away, u"Lunch"_s);
    foo.signIn();
    QTRY_COMPARE_WITH_TIMEOUT(endpoint->presence(), (Presence{Show::Away, u"Lunch"_s, u"laptop"_s}),
                              patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(endpoint->connection(u"laptop")->clientName(), u"Roost Test"_s, patienceMs);
    QVERIFY(endpoint->connection(u"laptop")->canReceipt());

    // Sign out and in again, rename, another device: always the same object.
    QVERIFY(joe.leave());
    QVERIFY(!endpoint->isOnline());
    joe.signIn();
    QVERIFY(joe.isOnlineSoon());
    QTRY_VERIFY_WITH_TIMEOUT(endpoint->isOnline(), patienceMs);
    auto renamed = joe.session->renameContact(*endpoint, u"Foo the Great"_s);
    QTRY_COMPARE_WITH_TIMEOUT(endpoint->displayName(), u"Foo the Great"_s, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(renamed.isFinished(), patienceMs);
    QVERIFY(renamed.result().has_value());
    Person phone(server(kind), u"alive2"_s, u"phone"_s, u"phone"_s);
    QVERIFY(phone.enter());
    QTRY_COMPARE_WITH_TIMEOUT(endpoint->presence().show, Show::Available, patienceMs);
    QCOMPARE(endpoint->connections().size(), std::size_t(2));
    QVERIFY(foo.leave());
    QTRY_COMPARE_WITH_TIMEOUT(endpoint->connections().size(), std::size_t(1), patienceMs);
    QVERIFY(phone.leave());
    QTRY_VERIFY_WITH_TIMEOUT(!endpoint->isOnline(), patienceMs);
    QCOMPARE(&joe.endpoint(foo), endpoint);
}

void TestEndpoints::takesRosterPushes()
{
    QFETCH(const ServerKind, kind);
    Person desk(server(kind), u"push1"_s, u"desk"_s);
    Person phone(server(kind), u"push1"_s, u"phone"_s);
    QVERIFY(desk.enter());
    QVERIFY(phone.enter());
    const Jid bob = Jid::fromWire(server(kind).address(u"push2"_s));
    const Endpoint &seen = phone.session->directory().endpoint(bob);
    Endpoint &ours = desk.session->directory().endpoint(bob);

    auto added = desk.session->addContact(bob, u"Bob"_s, {u"Work"_s, u"Friends"_s});
    QTRY_VERIFY_WITH_TIMEOUT(seen.isContact() && seen.isRequestPending(), patienceMs);
    QCOMPARE(seen.name(), u"Bob"_s);
    QCOMPARE(seen.labels(), (QStringList{u"Friends"_s, u"Work"_s}));
    QVERIFY(added.result().has_value());
    QTRY_VERIFY_WITH_TIMEOUT(ours.isContact(), patienceMs);
    (void)desk.session->setLabels(ours, {u"Family"_s});
    QTRY_COMPARE_WITH_TIMEOUT(seen.labels(), QStringList{u"Family"_s}, patienceMs);
    QCOMPARE(seen.name(), u"Bob"_s);

    // The roster version reveals changes that were made while this device was offline.
    QVERIFY(phone.leave());
    (void)desk.session->renameContact(ours, u"Robert"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ours.name(), u"Robert"_s, patienceMs);
    phone.begin();
    QVERIFY(phone.open());
    QCOMPARE(phone.session->directory().endpoint(bob).name(), u"Bob"_s);
    phone.signIn();
    QTRY_COMPARE_WITH_TIMEOUT(phone.session->directory().endpoint(bob).name(), u"Robert"_s, patienceMs);

    (void)desk.session->removeContact(ours);
    QTRY_VERIFY_WITH_TIMEOUT(!phone.session->directory().endpoint(bob).isContact(), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!ours.isListed(), patienceMs);
}

void TestEndpoints::keepsRequestsUntilAnswered()
{
    QFETCH(const ServerKind, kind);
    Person asker(server(kind), u"request1"_s);
    Person asked(server(kind), u"request2"_s);
    QVERIFY(asker.enter());
    QVERIFY(asked.enter());
    (void)asker.session->addContact(asked.config.account, {}, {});
    QTRY_COMPARE_WITH_TIMEOUT(asked.session->requests().size(), 1, patienceMs);
    QCOMPARE(asked.notifier.requests, QStringList{asker.config.account.toString()});

    // Still there after a restart, before any network.
    asked.begin();
    QVERIFY(asked.open());
    QCOMPARE(asked.session->requests().size(), 1);
    QCOMPARE(asked.session->requests().front(), &asked.endpoint(asker));
    asked.signIn();
    QVERIFY(asked.isOnlineSoon());
    asked.session->refuseRequest(asked.endpoint(asker));
    QVERIFY(asked.session->requests().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(!asker.endpoint(asked).isRequestPending(), patienceMs);
    QCOMPARE(asker.endpoint(asked).subscription(), Subscription::None);
}

void TestEndpoints::blocksAContact()
{
    QFETCH(const ServerKind, kind);
    Person joe(server(kind), u"block1"_s);
    Person bad(server(kind), u"block2"_s);
    QVERIFY(joe.enter());
    QVERIFY(bad.enter());
    QVERIFY(befriend(joe, bad));
    (void)bad.thread(joe).send(u"first"_s);
    QTRY_COMPARE_WITH_TIMEOUT(joe.talk(bad), QStringList{u"first"_s}, patienceMs);

    auto blocked = joe.session->block(joe.endpoint(bad));
    QTRY_VERIFY_WITH_TIMEOUT(joe.endpoint(bad).isBlocked(), patienceMs);
    QVERIFY(blocked.result().has_value());
    QVERIFY(!joe.endpoint(bad).isOnline());
    QTRY_VERIFY_WITH_TIMEOUT(!bad.endpoint(joe).isOnline(), patienceMs);
    const QString id = bad.thread(joe).send(u"second"_s);
    const auto stateOfSecond = [&] { return bad.thread(joe).messages().back().state; };
    QTRY_COMPARE_WITH_TIMEOUT(stateOfSecond(), MessageState::Failed, patienceMs);
    QCOMPARE(joe.talk(bad), QStringList{u"first"_s});

    auto unblocked = joe.session->unblock(joe.endpoint(bad));
    QTRY_VERIFY_WITH_TIMEOUT(!joe.endpoint(bad).isBlocked(), patienceMs);
    QVERIFY(unblocked.result().has_value());
    bad.thread(joe).sendAgain(id);
    QTRY_COMPARE_WITH_TIMEOUT(joe.talk(bad), (QStringList{u"first"_s, u"second"_s}), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(stateOfSecond() != MessageState::Failed, patienceMs);
}

void TestEndpoints::survivesACut()
{
    QFETCH(const ServerKind, kind);
    CuttingProxy proxy(server(kind).httpPort());
    Person joe(server(kind), u"cut1"_s, u"desk"_s, u"pc"_s, proxy.through(server(kind).wsUrl()));
    Person foo(server(kind), u"cut2"_s, u"laptop"_s);
    QVERIFY(joe.enter());
    QVERIFY(foo.enter());
    QVERIFY(befriend(joe, foo));
    const Endpoint &endpoint = joe.endpoint(foo);
    QTRY_VERIFY_WITH_TIMEOUT(joe.session->isSettled(), patienceMs);
    QSignalSpy wentOffline(&joe.session->directory(), &EndpointDirectory::wentOffline);

    QSignalSpy states(joe.session.get(), &Session::stateChanged);
    // At the very moment: before anybody looks again, the stream may be back.
    QString id;
    bool wasOnline = false;
    const auto cut = connect(joe.session.get(), &Session::stateChanged, this, [&] {
        if (!id.isEmpty())
            return;
        id = joe.thread(foo).send(u"while cut"_s);
        wasOnline = endpoint.isOnline();
        (void)foo.thread(joe).send(u"meanwhile"_s);
    });
    proxy.cutAll();
    QTRY_VERIFY_WITH_TIMEOUT(!id.isEmpty(), patienceMs);
    disconnect(cut);
    QVERIFY(states.first().first().value<SessionState>() != SessionState::Online);
    QVERIFY(wasOnline);
    QTRY_COMPARE_WITH_TIMEOUT(joe.session->state(), SessionState::Online, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(joe.talk(foo).contains(u"meanwhile"_s), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(foo.talk(joe).contains(u"while cut"_s), patienceMs);
    const auto &thread = joe.thread(foo);
    const auto state = [&] { return thread.messages()[std::size_t(thread.indexOf(id, true))].state; };
    QTRY_COMPARE_WITH_TIMEOUT(state(), MessageState::Delivered, patienceMs);
    QVERIFY(endpoint.isOnline());
    QCOMPARE(wentOffline.count(), 0);
    QCOMPARE(joe.talk(foo).size(), 2);
    QCOMPARE(foo.talk(joe).size(), 2);
}

void TestEndpoints::notifiesWhenContactComesOnline()
{
    QFETCH(const ServerKind, kind);
    Person joe(server(kind), u"tell1"_s);
    Person foo(server(kind), u"tell2"_s, u"laptop"_s);
    QVERIFY(joe.enter());
    QVERIFY(foo.enter());
    QVERIFY(befriend(joe, foo));
    joe.session->setTellWhenOnline(joe.endpoint(foo), true);
    // Our own sign-in does not report contacts as having come online.
    QVERIFY(joe.leave());
    joe.signIn();
    QVERIFY(joe.isOnlineSoon());
    QTRY_VERIFY_WITH_TIMEOUT(joe.endpoint(foo).isOnline(), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(joe.session->isSettled(), patienceMs);
    QVERIFY(joe.notifier.online.isEmpty());
    QVERIFY(foo.leave());
    QTRY_VERIFY_WITH_TIMEOUT(!joe.endpoint(foo).isOnline(), patienceMs);
    foo.signIn();
    QTRY_COMPARE_WITH_TIMEOUT(joe.notifier.online, QStringList{foo.config.account.toString()}, patienceMs);
}

void TestEndpoints::showsOwnOtherConnections()
{
    QFETCH(const ServerKind, kind);
    Person desk(server(kind), u"own1"_s, u"desk"_s);
    Person phone(server(kind), u"own1"_s, u"pocket"_s, u"phone"_s);
    QVERIFY(desk.enter());
    QVERIFY(phone.enter());
    const auto connection = [&] { return desk.session->self().connection(u"pocket"); };
    QTRY_VERIFY_WITH_TIMEOUT(connection(), patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(connection()->kind(), DeviceKind::Phone, patienceMs);
    phone.session->setOwnPresence(Show::DoNotDisturb, u"Meeting"_s, 3);
    QTRY_COMPARE_WITH_TIMEOUT(connection()->status(), u"Meeting"_s, patienceMs);
    QCOMPARE(connection()->priority(), 3);
    QVERIFY(phone.leave());
    QTRY_VERIFY_WITH_TIMEOUT(!connection(), patienceMs);
    // The own presence is stored, and sent again after a restart.
    phone.begin();
    QVERIFY(phone.open());
    QCOMPARE(phone.session->ownPresence().show, Show::DoNotDisturb);
    phone.signIn();
    QTRY_VERIFY_WITH_TIMEOUT(connection(), patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(connection()->status(), u"Meeting"_s, patienceMs);
}

void TestEndpoints::refusesAWrongPassword()
{
    QFETCH(const ServerKind, kind);
    Person joe(server(kind), u"password1"_s);
    QVERIFY(joe.open());
    joe.session->signIn(u"not it"_s);
    QTRY_COMPARE_WITH_TIMEOUT(joe.session->state(), SessionState::Failed, patienceMs);
    QCOMPARE(joe.session->lastError().kind, ErrorKind::WrongPassword);
    joe.signIn();
    QVERIFY(joe.isOnlineSoon());
    QCOMPARE(joe.session->lastError().kind, ErrorKind::None);
}

void TestEndpoints::showsTheCompanyDirectory()
{
    QFETCH(const ServerKind, kind);
    ServerOptions options;
    options.users = {u"dave"_s};
    options.sharedGroups = {ServerOptions::companyDirectory(20)};
    const auto company = TestServer::create(kind, options);
    QVERIFY2(company->start(), qPrintable(company->errorText()));
    Person alice(*company, u"alice"_s);
    Person bob(*company, u"bob"_s, u"laptop"_s);
    QVERIFY(alice.enter());
    // Shared groups need no subscription requests.
    const auto count = [&] { return alice.session->directory().listed().size(); };
    QTRY_COMPARE_WITH_TIMEOUT(count(), 21, patienceMs);
    const Endpoint &seen = alice.endpoint(bob);
    QCOMPARE(seen.subscription(), Subscription::Both);
    QCOMPARE(seen.labels().size(), 1);
    QVERIFY(!seen.isOnline());
    QVERIFY(bob.enter());
    QTRY_VERIFY_WITH_TIMEOUT(seen.isOnline(), patienceMs);
    (void)alice.thread(bob).send(u"Hello colleague"_s);
    QTRY_COMPARE_WITH_TIMEOUT(bob.talk(alice), QStringList{u"Hello colleague"_s}, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(alice.thread(bob).messages().back().state, MessageState::Delivered, patienceMs);
    QVERIFY(alice.session->requests().isEmpty());
    QVERIFY(bob.session->requests().isEmpty());
    // The next start shows all of it without a network.
    alice.begin();
    QVERIFY(alice.open());
    QCOMPARE(count(), 21);
}

QTEST_GUILESS_MAIN(TestEndpoints)
#include "test_endpoints.moc"
