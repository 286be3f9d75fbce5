// SPDX-License-Identifier: GPL-3.0-or-later
// Messages to one Connection only: never sent to others, never lost silently.
#include "domain_fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

class TargetFixture : public DomainFixture
{
public:
    [[nodiscard]] bool begin()
    {
        if (!open())
            return false;
        isOnline = true;
        come("foo@bar.com/laptop");
        come("foo@bar.com/phone");
        outbox->sessionStarted();
        outbox->setPresenceKnown(true);
        return true;
    }
    void come(const char *full)
    {
        directory.connectionAvailable(jid(full), {Show::Available, {}, {}}, 0, 0, 0);
    }
    void go(const char *full) { directory.connectionUnavailable(jid(full), 0); }
    Thread &foo() { return thread("foo@bar.com"); }
    [[nodiscard]] const Message &message(const QString &id)
    {
        return foo().messages().at(std::size_t(foo().indexOf(id, true)));
    }
    QString sendTo(const QString &resource, const QString &body)
    {
        foo().setTarget(resource);
        return foo().send(body);
    }
};

} // namespace

class TestOutboxTarget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesToThatOneOnly();
    void asksWhenItHasGoneBefore();
    void asksWhenItComesBack_data();
    void asksWhenItComesBack();
    void otherErrorsAreNoQuestion();
    void sendsToAllOnRequest();
    void staysWhereItCannotBeBroadened();
    void takesReceiptsOfThatOneOnly();
    void waitsForPresences();
    void keepsTheOrderWhileItWaits();
    void asksAfterANewSessionWithoutIt();
    void isThereAfterARestart();
};

void TestOutboxTarget::goesToThatOneOnly()
{
    TargetFixture f;
    QVERIFY(f.begin());
    const QString id = f.sendTo(u"laptop"_s, u"only you"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.stanzas.size(), 1);
    const XmlElement &stanza = f.stanzas.first();
    QCOMPARE(stanza.attribute(u"to"), u"foo@bar.com/laptop"_s);
    QCOMPARE(stanza.attribute(u"type"), u"normal"_s);
    QCOMPARE(stanza.attribute(u"id"), id);
    const XmlElement *addresses = stanza.child(u"addresses", u"http://jabber.org/protocol/address");
    QVERIFY(addresses);
    QCOMPARE(addresses->children().front().attribute(u"jid"), u"foo@bar.com/laptop"_s);
    QVERIFY(stanza.child(u"private", u"urn:xmpp:carbons:2"));
    QVERIFY(stanza.child(u"no-copy", u"urn:xmpp:hints"));
    QVERIFY(stanza.child(u"no-store", u"urn:xmpp:hints"));
    QCOMPARE(f.message(id).deliveries.size(), 1);
    QCOMPARE(f.message(id).deliveries.first().resource, u"laptop"_s);
    const MessageRecord kept = f.storedMessages("foo@bar.com").first();
    QCOMPARE(kept.target, u"laptop"_s);
    QCOMPARE(kept.deliveries.size(), 1);
    // And to all again.
    f.foo().setTarget({});
    (void)f.foo().send(u"everybody"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.stanzas.last().attribute(u"to"), u"foo@bar.com"_s);
    QCOMPARE(f.stanzas.last().attribute(u"type"), u"chat"_s);
    QVERIFY(!f.stanzas.last().child(u"private", u"urn:xmpp:carbons:2"));
}

void TestOutboxTarget::asksWhenItHasGoneBefore()
{
    TargetFixture f;
    QVERIFY(f.begin());
    f.foo().setTarget(u"laptop"_s);
    f.go("foo@bar.com/laptop");
    QCOMPARE(f.foo().target().resource, u"laptop"_s);
    const QString id = f.foo().send(u"only you"_s);
    QVERIFY(f.stored());
    QVERIFY(f.stanzas.isEmpty());
    QVERIFY(hasTargetGone(f.message(id)));
    QVERIFY(hasTargetGone(messageOf(f.storedMessages("foo@bar.com").first())));
    QCOMPARE(f.outbox->queuedCount(), 0);
}

void TestOutboxTarget::asksWhenItComesBack_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("detail");
    QTest::newRow("server") << u"foo@bar.com/laptop"_s << ErrorKind::ServiceUnavailable << QString();
    QTest::newRow("not found") << u"foo@bar.com/laptop"_s << ErrorKind::ItemNotFound << QString();
    QTest::newRow("away") << u"foo@bar.com/laptop"_s << ErrorKind::StanzaRejected
                          << u"recipient-unavailable"_s;
    QTest::newRow("refused by another")
        << u"foo@bar.com/phone"_s << ErrorKind::ServiceUnavailable << QString();
    QTest::newRow("bare") << u"foo@bar.com"_s << ErrorKind::ServiceUnavailable << QString();
}

void TestOutboxTarget::asksWhenItComesBack()
{
    QFETCH(const QString, from);
    QFETCH(const ErrorKind, kind);
    QFETCH(const QString, detail);
    TargetFixture f;
    QVERIFY(f.begin());
    const QString id = f.sendTo(u"laptop"_s, u"only you"_s);
    QVERIFY(f.stored());
    f.outbox->acknowledged(id);
    f.outbox->deliveries().messageFailed(Jid::fromWire(from), id, {kind, detail});
    QVERIFY(hasTargetGone(f.message(id)));
    QVERIFY(f.stored());
    QVERIFY(hasTargetGone(messageOf(f.storedMessages("foo@bar.com").first())));
}

void TestOutboxTarget::otherErrorsAreNoQuestion()
{
    TargetFixture f;
    QVERIFY(f.begin());
    const QString id = f.sendTo(u"laptop"_s, u"only you"_s);
    QVERIFY(f.stored());
    f.outbox->deliveries().messageFailed(jid("eve@bar.com/laptop"), id, {ErrorKind::ServiceUnavailable, {}});
    QCOMPARE(f.message(id).state, MessageState::Queued);
    f.outbox->deliveries().messageFailed(jid("foo@bar.com/laptop"), id, {ErrorKind::Forbidden, {}});
    QCOMPARE(f.message(id).state, MessageState::Failed);
    QVERIFY(!hasTargetGone(f.message(id)));
    // The same for an undeliverable message to all Connections.
    const QString all = f.sendTo({}, u"everybody"_s);
    QVERIFY(f.stored());
    f.outbox->deliveries().messageFailed(jid("foo@bar.com"), all, {ErrorKind::ServiceUnavailable, {}});
    QVERIFY(!hasTargetGone(f.message(all)));
    QVERIFY(f.stored());
}

void TestOutboxTarget::sendsToAllOnRequest()
{
    TargetFixture f;
    QVERIFY(f.begin());
    const QString id = f.sendTo(u"laptop"_s, u"only you"_s);
    QVERIFY(f.stored());
    f.go("foo@bar.com/laptop");
    f.outbox->deliveries().messageFailed(jid("foo@bar.com/laptop"), id, {ErrorKind::ServiceUnavailable, {}});
    f.foo().sendToAll(id);
    QCOMPARE(f.stanzas.size(), 2);
    QCOMPARE(f.stanzas.last().attribute(u"to"), u"foo@bar.com"_s);
    QCOMPARE(f.stanzas.last().attribute(u"type"), u"chat"_s);
    QCOMPARE(f.stanzas.last().attribute(u"id"), id);
    QCOMPARE(f.sent.last(), u"only you"_s);
    QVERIFY(!f.stanzas.last().child(u"no-store", u"urn:xmpp:hints"));
    QCOMPARE(f.message(id).target, QString());
    QCOMPARE(f.message(id).deliveries.size(), 1);
    QCOMPARE(f.message(id).deliveries.first().resource, u"phone"_s);
    QVERIFY(f.stored());
    const MessageRecord kept = f.storedMessages("foo@bar.com").first();
    QCOMPARE(kept.target, QString());
    QCOMPARE(kept.state, MessageState::Queued);
    QCOMPARE(kept.deliveries.size(), 1);
    // Now everybody's receipt counts.
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/phone"), id);
    QCOMPARE(f.message(id).state, MessageState::Delivered);
    QVERIFY(f.stored());
}

void TestOutboxTarget::staysWhereItCannotBeBroadened()
{
    TargetFixture f;
    QVERIFY(f.begin());
    const QString id = f.sendTo(u"laptop"_s, u"only you"_s);
    f.foo().sendToAll(id); // on its way: nothing to ask
    QVERIFY(f.stored());
    f.foo().sendToAll(id);
    f.foo().sendToAll(u"nobody"_s);
    QCOMPARE(f.stanzas.size(), 1);
    // Sending again to the same target does not widen the audience.
    f.outbox->deliveries().messageFailed(jid("foo@bar.com/laptop"), id, {ErrorKind::ServiceUnavailable, {}});
    f.foo().sendAgain(id);
    QCOMPARE(f.stanzas.size(), 2);
    QCOMPARE(f.stanzas.last().attribute(u"to"), u"foo@bar.com/laptop"_s);
    QVERIFY(f.stored());
}

void TestOutboxTarget::takesReceiptsOfThatOneOnly()
{
    TargetFixture f;
    QVERIFY(f.begin());
    const QString id = f.sendTo(u"laptop"_s, u"only you"_s);
    QVERIFY(f.stored());
    f.outbox->acknowledged(id);
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/phone"), id);
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com"), id);
    QCOMPARE(f.message(id).state, MessageState::AtServer);
    QCOMPARE(f.message(id).deliveries.size(), 2); // that the phone has it is not hidden
    f.outbox->deliveries().receiptReceived(jid("foo@bar.com/laptop"), id);
    QCOMPARE(f.message(id).state, MessageState::Delivered);
    QCOMPARE(f.message(id).deliveries.first().state, DeliveryState::Delivered);
    QVERIFY(f.stored());
}

void TestOutboxTarget::waitsForPresences()
{
    TargetFixture f;
    QVERIFY(f.begin());
    f.isOnline = false;
    f.outbox->sessionEnded();
    const QString id = f.sendTo(u"laptop"_s, u"only you"_s);
    QVERIFY(f.stored());
    f.isOnline = true;
    f.outbox->setPresenceKnown(false);
    f.outbox->sessionStarted();
    QVERIFY(f.stanzas.isEmpty()); // the list still contains Connections of the last session
    f.outbox->setPresenceKnown(true);
    QCOMPARE(f.sentIds, QStringList{id});
    QCOMPARE(f.stanzas.first().attribute(u"to"), u"foo@bar.com/laptop"_s);
    QVERIFY(f.stored());
}

void TestOutboxTarget::keepsTheOrderWhileItWaits()
{
    TargetFixture f;
    QVERIFY(f.begin());
    f.outbox->setPresenceKnown(false);
    (void)f.sendTo(u"laptop"_s, u"first"_s);
    (void)f.sendTo({}, u"second"_s);
    (void)f.thread("amy@bar.com").send(u"elsewhere"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.sent, QStringList{u"elsewhere"_s});
    f.outbox->setPresenceKnown(true);
    QCOMPARE(f.sent, (QStringList{u"elsewhere"_s, u"first"_s, u"second"_s}));
    QVERIFY(f.stored());
}

void TestOutboxTarget::asksAfterANewSessionWithoutIt()
{
    TargetFixture f;
    QVERIFY(f.begin());
    const QString id = f.sendTo(u"laptop"_s, u"only you"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.stanzas.size(), 1);
    f.isOnline = false;
    f.outbox->sessionEnded();
    f.isOnline = true;
    f.outbox->setPresenceKnown(false);
    f.outbox->lost({id});
    f.outbox->sessionStarted();
    f.go("foo@bar.com/laptop");
    f.outbox->setPresenceKnown(true);
    QCOMPARE(f.stanzas.size(), 1);
    QVERIFY(hasTargetGone(f.message(id)));
    QVERIFY(f.stored());
}

void TestOutboxTarget::isThereAfterARestart()
{
    TargetFixture f;
    QVERIFY(f.open());
    f.come("foo@bar.com/laptop");
    (void)f.sendTo(u"laptop"_s, u"only you"_s);
    QVERIFY(f.stored());
    QList<XmlElement> sent;
    Outbox again(f.directory, *f.database, *f.updates, f.clock, f.ids,
                 {[&sent](const XmlElement &stanza, const QString &) {
                      sent.append(stanza);
                      return true;
                  },
                  [] { return true; }});
    again.load();
    QVERIFY(f.stored());
    again.sessionStarted();
    QVERIFY(sent.isEmpty());
    again.setPresenceKnown(true);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.first().attribute(u"to"), u"foo@bar.com/laptop"_s);
    QVERIFY(f.stored());
}

QTEST_GUILESS_MAIN(TestOutboxTarget)
#include "test_outbox_target.moc"
