// SPDX-License-Identifier: GPL-3.0-or-later
// Remarks of ours in the Outbox.
#include "domain_fixture.h"

#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

XmlElement makeReaction(const OwnRemark &remark)
{
    XmlElement stanza(u"message"_s, u"jabber:client"_s);
    XmlElement reactions(u"reactions"_s, u"urn:roost:test"_s);
    reactions.setAttribute(u"id"_s, remark.ref);
    reactions.setAttribute(u"value"_s, remark.value);
    stanza.addChild(std::move(reactions));
    return stanza;
}

/// A step for remarks that answers at once with another value.
class Louder final : public OutgoingStep
{
public:
    bool concerns(const Outgoing &entry) const override { return entry.remark(); }
    QFuture<Result<Outgoing>> prepare(const Outgoing &entry) override
    {
        OwnRemark remark = *entry.remark();
        remark.value += u'!';
        QPromise<Result<Outgoing>> promise;
        promise.start();
        promise.addResult(Result<Outgoing>(Outgoing{entry.id, entry.thread, remark}));
        promise.finish();
        return promise.future();
    }
};

struct RemarkFixture : DomainFixture
{
    RemarkFixture() { outbox->remarks().setMaker(MarkKind::Reaction, makeReaction); }
    /// A thread with one message of foo.
    [[nodiscard]] bool openWithMessage()
    {
        if (!openOnline())
            return false;
        (void)thread("foo@bar.com");
        live({incoming(u"theirs-0001"_s, 1'000)});
        return stored() && thread("foo@bar.com").messages().size() == 1;
    }
    [[nodiscard]] static MessageRecord incoming(const QString &id, qint64 timeMs)
    {
        MessageRecord message;
        message.thread = jid("foo@bar.com");
        message.id = message.senderId = id;
        message.body = u"text"_s;
        message.timeMs = timeMs;
        return message;
    }
    void react(const QString &value)
    {
        outbox->remark(at("foo@bar.com"), thread("foo@bar.com").messages().front(), MarkKind::Reaction,
                       value);
    }
    /// Our reaction as the thread shows it.
    QString shown()
    {
        const QList<Remark> &remarks = thread("foo@bar.com").messages().front().remarks;
        return remarks.isEmpty() ? QString() : remarks.first().value;
    }
    /// "id ref value" of the reactions on the wire.
    QStringList onWire()
    {
        QStringList all;
        for (const XmlElement &stanza : std::as_const(stanzas)) {
            if (const XmlElement *reactions = stanza.child(u"reactions"_s, u"urn:roost:test"_s))
                all.append(stanza.attribute(u"id"_s) + u' ' + reactions->attribute(u"id"_s) + u' ' +
                           reactions->attribute(u"value"_s));
        }
        return all;
    }
    int waiting() { return int(database->loadOutgoingRemarks().result().value_or({}).size()); }
};

} // namespace

class TestOutgoingRemarks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isShownAndSent();
    void unchangedRemarkIsNotSent();
    void keepsTheOrderOfItsThread();
    void passesTheSteps();
    void survivesRestart();
    void archivedRemarkIsNotSentAgain();
    void refusedRemarkIsTakenBack();
    void refusalAfterAcknowledgement();
    void kindWithoutMakerFails();
    void isSentAgainAfterLoss();
};

void TestOutgoingRemarks::isShownAndSent()
{
    RemarkFixture f;
    QVERIFY(f.openWithMessage());
    f.react(u"up"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.shown(), u"up"_s);
    QCOMPARE(f.onWire(), QStringList{f.sentIds.first() + u" theirs-0001 up"_s});
    QCOMPARE(f.stanzas.first().attribute(u"to"_s), u"foo@bar.com"_s);
    QCOMPARE(f.stanzas.first().attribute(u"type"_s), u"chat"_s);
    QCOMPARE(f.outbox->queuedCount(), 0); // counts messages only
    QCOMPARE(f.waiting(), 1);
    f.outbox->acknowledged(f.sentIds.first());
    QVERIFY(f.stored());
    QCOMPARE(f.waiting(), 0);
    QCOMPARE(f.shown(), u"up"_s);
}

void TestOutgoingRemarks::unchangedRemarkIsNotSent()
{
    RemarkFixture f;
    QVERIFY(f.openWithMessage());
    f.react({});
    QVERIFY(f.stored());
    QVERIFY(f.stanzas.isEmpty());
    f.react(u"up"_s);
    QVERIFY(f.stored());
    f.react(u"up"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.stanzas.size(), 1);
    f.react({});
    QVERIFY(f.stored());
    QCOMPARE(f.stanzas.size(), 2);
    QCOMPARE(f.shown(), QString());
}

void TestOutgoingRemarks::keepsTheOrderOfItsThread()
{
    RemarkFixture f;
    QVERIFY(f.openWithMessage());
    f.isOnline = false;
    (void)f.thread("foo@bar.com").send(u"before"_s);
    f.react(u"up"_s);
    (void)f.thread("foo@bar.com").send(u"after"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.outbox->queuedCount(), 2);
    f.isOnline = true;
    f.outbox->sessionStarted();
    QCOMPARE(f.sent, (QStringList{u"before"_s, QString(), u"after"_s}));
}

void TestOutgoingRemarks::passesTheSteps()
{
    RemarkFixture f;
    Louder louder;
    f.outbox->addStep(louder);
    QVERIFY(f.openWithMessage());
    f.react(u"up"_s);
    QTRY_COMPARE(f.onWire().size(), 1);
    QVERIFY(f.onWire().first().endsWith(u" up!"_s));
}

void TestOutgoingRemarks::survivesRestart()
{
    RemarkFixture f;
    QVERIFY(f.openWithMessage());
    f.isOnline = false;
    (void)f.thread("foo@bar.com").send(u"before"_s);
    f.clock.advance(std::chrono::seconds(1));
    f.react(u"up"_s);
    f.clock.advance(std::chrono::seconds(1));
    (void)f.thread("foo@bar.com").send(u"after"_s);
    QVERIFY(f.stored());
    // The program ends here; another one finds the entries in the same database.
    QStringList sent;
    Outbox next(f.directory, *f.database, *f.updates, f.clock, f.ids,
                {[&sent](const XmlElement &stanza, const QString &) {
                     const XmlElement *reactions = stanza.child(u"reactions"_s, u"urn:roost:test"_s);
                     sent.append(reactions ? reactions->attribute(u"value"_s)
                                           : stanza.childText(u"body"_s, u"jabber:client"_s));
                     return true;
                 },
                 [] { return true; }});
    next.remarks().setMaker(MarkKind::Reaction, makeReaction);
    next.load();
    next.sessionStarted();
    QTRY_COMPARE(sent, (QStringList{u"before"_s, u"up"_s, u"after"_s}));
}

void TestOutgoingRemarks::archivedRemarkIsNotSentAgain()
{
    RemarkFixture f;
    QVERIFY(f.openWithMessage());
    f.react(u"up"_s);
    QVERIFY(f.stored());
    const QString id = f.sentIds.first();
    // The connection is lost for good before the server has acknowledged the remark.
    f.outbox->expectArchive();
    f.outbox->lost({id});
    QCOMPARE(f.sentIds.size(), 1);
    f.outbox->foundInArchive({id});
    f.outbox->archiveKnownFrom(0);
    QVERIFY(f.stored());
    QCOMPARE(f.sentIds.size(), 1);
    QCOMPARE(f.waiting(), 0);
}

void TestOutgoingRemarks::refusedRemarkIsTakenBack()
{
    RemarkFixture f;
    QSignalSpy failed(&f.outbox->remarks(), &OutgoingRemarks::failed);
    QVERIFY(f.openWithMessage());
    f.react(u"up"_s);
    QVERIFY(f.stored());
    const QString id = f.sentIds.first();
    f.outbox->entryFailed(jid("mallory@bar.com/x"), id, {ErrorKind::Forbidden, {}});
    QVERIFY(f.stored());
    QCOMPARE(f.shown(), u"up"_s);
    f.outbox->entryFailed(jid("foo@bar.com"), id, {ErrorKind::Forbidden, {}});
    QVERIFY(f.stored());
    QCOMPARE(f.shown(), QString());
    QCOMPARE(failed.size(), 1);
    QCOMPARE(f.waiting(), 0);
}

void TestOutgoingRemarks::refusalAfterAcknowledgement()
{
    RemarkFixture f;
    QVERIFY(f.openWithMessage());
    f.react(u"up"_s);
    QVERIFY(f.stored());
    f.outbox->acknowledged(f.sentIds.first());
    f.react(u"heart"_s);
    QVERIFY(f.stored());
    f.outbox->acknowledged(f.sentIds.last());
    f.outbox->entryFailed(jid("mallory@bar.com"), f.sentIds.last(), {ErrorKind::Forbidden, {}});
    QVERIFY(f.stored());
    QCOMPARE(f.shown(), u"heart"_s);
    f.outbox->entryFailed(jid("foo@bar.com/gone"), f.sentIds.last(), {ErrorKind::ServiceUnavailable, {}});
    QVERIFY(f.stored());
    QCOMPARE(f.shown(), u"heart"_s);
    f.outbox->entryFailed(jid("foo@bar.com/laptop"), f.sentIds.last(), {ErrorKind::Forbidden, {}});
    QVERIFY(f.stored());
    QCOMPARE(f.shown(), u"up"_s);
}

void TestOutgoingRemarks::kindWithoutMakerFails()
{
    RemarkFixture f;
    QSignalSpy failed(&f.outbox->remarks(), &OutgoingRemarks::failed);
    QVERIFY(f.openWithMessage());
    f.outbox->remark(f.at("foo@bar.com"), f.thread("foo@bar.com").messages().front(), MarkKind::Retraction,
                     u"x"_s);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().at(2).value<Error>().kind, ErrorKind::FeatureNotImplemented);
    QVERIFY(f.stored());
    QCOMPARE(f.shown(), QString());
    QVERIFY(f.stanzas.isEmpty());
}

void TestOutgoingRemarks::isSentAgainAfterLoss()
{
    RemarkFixture f;
    QVERIFY(f.openWithMessage());
    f.react(u"up"_s);
    QVERIFY(f.stored());
    const QString id = f.sentIds.first();
    f.outbox->lost({id});
    QCOMPARE(f.sentIds, (QStringList{id, id}));
    f.outbox->givenBack({}, {id});
    f.outbox->sessionStarted();
    QCOMPARE(f.sentIds, (QStringList{id, id, id}));
}

QTEST_GUILESS_MAIN(TestOutgoingRemarks)
#include "test_outgoing_remarks.moc"
