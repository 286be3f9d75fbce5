// SPDX-License-Identifier: GPL-3.0-or-later
// Many devices, none of them Roost's own: three Connections of foo each get the one message and say so, and
// what the account's own other device sends shows in Roost's thread as ours.
#include "foreign_friend.h"

using namespace Qt::StringLiterals;
using namespace roost;

class TestForeignDevices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void eachConnectionGetsTheOneMessage_data() { eachServer(); }
    void eachConnectionGetsTheOneMessage();
    void ownOtherDeviceIsSeen_data() { eachServer(); }
    void ownOtherDeviceIsSeen();
};

void TestForeignDevices::initTestCase()
{
    const QString missing = whyNoForeignPeers();
    if (!missing.isEmpty())
        ROOST_MISSING_PEER(missing);
}

void TestForeignDevices::eachConnectionGetsTheOneMessage()
{
    QFETCH(ServerKind, server);
    const auto real = TestServer::create(server, [] {
        ServerOptions options;
        options.users.append(u"foo"_s);
        return options;
    }());
    QVERIFY2(real->start(), qPrintable(real->errorText()));
    Person roost(*real, u"alice"_s);
    ForeignPeer laptop(ForeignPeer::Kind::Slixmpp);
    ForeignPeer phone(ForeignPeer::Kind::XmppClient);
    ForeignPeer toaster(ForeignPeer::Kind::Slixmpp);
    QVERIFY(roost.enter());
    QVERIFY2(laptop.comeOnline(*real, u"foo"_s, u"laptop"_s), qPrintable(laptop.errorText()));
    QVERIFY2(phone.comeOnline(*real, u"foo"_s, u"phone"_s), qPrintable(phone.errorText()));
    QVERIFY2(toaster.comeOnline(*real, u"foo"_s, u"toaster"_s), qPrintable(toaster.errorText()));
    for (ForeignPeer *peer : {&laptop, &phone, &toaster})
        peer->enableCarbons();
    for (ForeignPeer *peer : {&laptop, &phone, &toaster})
        QVERIFY(peer->await(u"carbons"_s).value("on"_L1).toBool());
    QVERIFY(befriend(roost, laptop));
    Endpoint &foo = roost.session->directory().endpoint(Jid::fromWire(laptop.jid()));
    QTRY_COMPARE_WITH_TIMEOUT(foo.connections().size(), 3u, patienceMs);
    toaster.setAnswersReceipts(false);

    Thread &thread = roost.session->thread(foo);
    const QString id = thread.send(u"for all of you"_s);
    for (ForeignPeer *peer : {&laptop, &phone, &toaster})
        QCOMPARE(peer->awaitMessage(u"for all of you"_s).value("id"_L1).toString(), id);

    const auto stateAt = [&](const QString &resource) -> std::optional<DeliveryState> {
        const qsizetype row = thread.indexOf(id, true);
        for (const Delivery &one : thread.messages().at(static_cast<size_t>(row)).deliveries) {
            if (one.resource == resource)
                return one.state;
        }
        return std::nullopt;
    };
    QTRY_COMPARE_WITH_TIMEOUT(stateAt(u"laptop"_s), DeliveryState::Delivered, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(stateAt(u"phone"_s), DeliveryState::Delivered, patienceMs);
    QCOMPARE(stateAt(u"toaster"_s), DeliveryState::Sent);
    const Message &message = thread.messages().at(static_cast<size_t>(thread.indexOf(id, true)));
    QCOMPARE(message.deliveries.size(), 3);
    QCOMPARE(message.state, MessageState::Delivered);

    // The second message is a fence: a duplicate of the first would have arrived before it.
    toaster.setAnswersReceipts(true);
    const QString fence = thread.send(u"fence"_s);
    for (ForeignPeer *peer : {&laptop, &phone, &toaster}) {
        QVERIFY(!peer->awaitMessage(u"fence"_s).isEmpty());
        const auto isFirst = [&id](const QJsonObject &e) { return e.value("id"_L1) == id; };
        QCOMPARE(peer->count(u"message"_s, isFirst), 1);
    }
    const auto deliveredOf = [&](const QString &which) {
        const auto &all = thread.messages().at(static_cast<size_t>(thread.indexOf(which, true))).deliveries;
        return std::count_if(all.begin(), all.end(),
                             [](const Delivery &one) { return one.state == DeliveryState::Delivered; });
    };
    QTRY_COMPARE_WITH_TIMEOUT(deliveredOf(fence), 3, patienceMs);
    QCOMPARE(deliveredOf(id), 2);
}

void TestForeignDevices::ownOtherDeviceIsSeen()
{
    QFETCH(ServerKind, server);
    const auto real = TestServer::create(server);
    QVERIFY2(real->start(), qPrintable(real->errorText()));
    Person roost(*real, u"alice"_s);
    ForeignPeer web(ForeignPeer::Kind::XmppClient);
    ForeignPeer bob(ForeignPeer::Kind::Slixmpp);
    QVERIFY(roost.enter());
    QVERIFY2(web.comeOnline(*real, u"alice"_s, u"web"_s), qPrintable(web.errorText()));
    QVERIFY2(bob.comeOnline(*real, u"bob"_s, u"desk"_s), qPrintable(bob.errorText()));
    web.enableCarbons();
    QVERIFY(web.await(u"carbons"_s).value("on"_L1).toBool());
    QVERIFY(befriend(roost, bob));
    QTRY_VERIFY_WITH_TIMEOUT(roost.session->self().connection(u"web"), patienceMs);
    Endpoint &endpoint = roost.session->directory().endpoint(Jid::fromWire(bob.jid()));
    Thread &thread = roost.session->thread(endpoint);

    const QString sent = web.sendMessage(real->address(u"bob"_s), u"from my browser"_s);
    QVERIFY(!bob.awaitMessage(u"from my browser"_s).isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(thread.indexOf(sent, true) >= 0, patienceMs);
    const auto first = [&]() -> const Message & { return thread.messages().front(); };
    QCOMPARE(first().body(), u"from my browser"_s);
    QVERIFY(first().isOwn());
    QVERIFY(first().state != MessageState::Queued && first().state != MessageState::Failed);
    QCOMPARE(endpoint.unread(), 0);
    QVERIFY(endpoint.isPreviewMine());
    QVERIFY(roost.notifier.messages.isEmpty());

    // And what Roost sends shows there.
    const QString ours = thread.send(u"from Roost"_s);
    QCOMPARE(web.awaitMessage(u"from Roost"_s, u"sent"_s).value("id"_L1).toString(), ours);

    // The answer to the browser alone comes here as a copy, once, and is not acknowledged by us.
    const QString answer = bob.sendMessage(web.jid(), u"to your browser"_s);
    QTRY_VERIFY_WITH_TIMEOUT(thread.indexOf(answer, false) >= 0, patienceMs);
    QCOMPARE(thread.messages().size(), 3u);
    const QString fence = bob.sendMessage(roost.session->client().ownJid().toString(), u"fence"_s);
    const auto receiptOf = [](const QString &id) {
        return [id](const QJsonObject &e) { return e.value("id"_L1) == id; };
    };
    QVERIFY(!bob.await(u"receipt"_s, receiptOf(fence)).isEmpty());
    QVERIFY(!bob.await(u"receipt"_s, receiptOf(answer)).isEmpty());
    QCOMPARE(bob.count(u"receipt"_s,
                       [&](const QJsonObject &e) {
                           return e.value("id"_L1) == answer && e.value("from"_L1) != web.jid();
                       }),
             0);
    QCOMPARE(thread.messages().size(), 4u);

    web.quit();
    QTRY_VERIFY_WITH_TIMEOUT(!roost.session->self().connection(u"web"), patienceMs);
}

QTEST_GUILESS_MAIN(TestForeignDevices)
#include "test_foreign_devices.moc"
