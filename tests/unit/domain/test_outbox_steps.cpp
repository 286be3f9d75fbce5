// SPDX-License-Identifier: GPL-3.0-or-later
// Preparation of outgoing messages, with steps that the test answers.
#include "domain/threads/outgoing_step.h"
#include "domain_fixture.h"

#include <QPromise>
#include <QTest>

#include <algorithm>
#include <deque>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

/// A step that records its messages and answers when told.
class ManualStep final : public OutgoingStep
{
public:
    bool concerns(const Outgoing &entry) const override
    {
        return entry.message() && !entry.message()->body().startsWith(u"plain");
    }
    QFuture<Result<Outgoing>> prepare(const Outgoing &entry) override
    {
        asked.append(entry.id);
        auto &promise = m_promises.emplace_back();
        promise.start();
        return promise.future();
    }
    /// Answers the oldest open call.
    void answer(const Message &message) { answer(Outgoing{message.id(), jid("foo@bar.com"), message}); }
    void answer(const Result<Outgoing> &result)
    {
        m_promises.front().addResult(result);
        m_promises.front().finish();
        m_promises.pop_front();
    }
    [[nodiscard]] bool isOldestCanceled() const { return m_promises.front().isCanceled(); }
    [[nodiscard]] std::size_t open() const { return m_promises.size(); }

    QStringList asked;

private:
    std::deque<QPromise<Result<Outgoing>>> m_promises;
};

struct StepFixture : DomainFixture
{
    StepFixture()
    {
        outbox->addStep(upload);
        outbox->addStep(encrypt);
    }
    [[nodiscard]] Message message(const char *address, const QString &id)
    {
        Thread &talk = thread(address);
        return talk.messages().at(std::size_t(talk.indexOf(id, true)));
    }
    /// The same message with another body.
    [[nodiscard]] Message changed(const char *address, const QString &id, const QString &body)
    {
        Message result = message(address, id);
        result.content = TextContent{body, {}, {}};
        return result;
    }

    ManualStep upload;
    ManualStep encrypt;
};

} // namespace

class TestOutboxSteps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsAfterTheLastStep();
    void skipsStepsThatDoNotConcern();
    void keepsTheOrderOfAThread();
    void failsWithTheErrorOfAStep();
    void runsAgainInTheNextSession();
    void cancelsWhilePreparing();
    void cancelsBeforeItIsStored();
    void doesNotCancelInFlight();
    void runsAgainAfterARestart();
};

void TestOutboxSteps::sendsAfterTheLastStep()
{
    StepFixture f;
    QVERIFY(f.openOnline());
    const QString id = f.thread("foo@bar.com").send(u"picture"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.upload.asked, QStringList{id});
    QVERIFY(f.encrypt.asked.isEmpty());
    QVERIFY(f.sent.isEmpty());
    QCOMPARE(f.outbox->queuedCount(), 1);
    f.upload.answer(f.changed("foo@bar.com", id, u"https://files.example/1"_s));
    QTRY_COMPARE(f.encrypt.asked, QStringList{id});
    QVERIFY(f.sent.isEmpty());
    f.encrypt.answer(f.changed("foo@bar.com", id, u"https://files.example/1"_s));
    QTRY_COMPARE(f.sent, QStringList{u"https://files.example/1"_s});
    QCOMPARE(f.sentIds, QStringList{id});
    QCOMPARE(f.upload.asked.size(), 1);
    QCOMPARE(f.outbox->queuedCount(), 0);
}

void TestOutboxSteps::skipsStepsThatDoNotConcern()
{
    StepFixture f;
    QVERIFY(f.openOnline());
    (void)f.thread("foo@bar.com").send(u"plain text"_s);
    QVERIFY(f.stored());
    QTRY_COMPARE(f.sent, QStringList{u"plain text"_s});
    QVERIFY(f.upload.asked.isEmpty() && f.encrypt.asked.isEmpty());
}

void TestOutboxSteps::keepsTheOrderOfAThread()
{
    StepFixture f;
    QVERIFY(f.openOnline());
    const QString first = f.thread("foo@bar.com").send(u"slow"_s);
    (void)f.thread("foo@bar.com").send(u"plain, after it"_s);
    (void)f.thread("amy@bar.com").send(u"plain, to another"_s);
    QVERIFY(f.stored());
    // Only the thread of the slow message waits.
    QTRY_COMPARE(f.sent, QStringList{u"plain, to another"_s});
    f.upload.answer(f.message("foo@bar.com", first));
    QTRY_COMPARE(f.encrypt.open(), std::size_t(1));
    QCOMPARE(f.sent.size(), 1);
    f.encrypt.answer(f.message("foo@bar.com", first));
    QTRY_COMPARE(f.sent, (QStringList{u"plain, to another"_s, u"slow"_s, u"plain, after it"_s}));
}

void TestOutboxSteps::failsWithTheErrorOfAStep()
{
    StepFixture f;
    QVERIFY(f.openOnline());
    const QString id = f.thread("foo@bar.com").send(u"too large"_s);
    (void)f.thread("foo@bar.com").send(u"plain, after it"_s);
    QVERIFY(f.stored());
    f.upload.answer(Result<Outgoing>(unexpected(ErrorKind::ResourceLimit, u"10 MiB at most"_s)));
    QTRY_COMPARE(f.sent, QStringList{u"plain, after it"_s});
    const Message message = f.message("foo@bar.com", id);
    QCOMPARE(message.state, MessageState::Failed);
    QCOMPARE(message.failure, (Error{ErrorKind::ResourceLimit, u"10 MiB at most"_s}));
    // By hand it passes all steps again.
    f.thread("foo@bar.com").sendAgain(id);
    QTRY_COMPARE(f.upload.asked, (QStringList{id, id}));
}

void TestOutboxSteps::runsAgainInTheNextSession()
{
    StepFixture f;
    QVERIFY(f.openOnline());
    const QString id = f.thread("foo@bar.com").send(u"picture"_s);
    (void)f.thread("foo@bar.com").send(u"plain, after it"_s);
    QVERIFY(f.stored());
    f.upload.answer(Result<Outgoing>(unexpected(ErrorKind::NotConnected, {})));
    QVERIFY(f.stored());
    // Neither at once, nor does a later message pass.
    QCOMPARE(f.upload.asked.size(), 1);
    QVERIFY(f.sent.isEmpty());
    QCOMPARE(f.message("foo@bar.com", id).state, MessageState::Queued);
    f.outbox->sessionEnded();
    f.outbox->sessionStarted();
    QCOMPARE(f.upload.asked, (QStringList{id, id}));
    f.upload.answer(f.message("foo@bar.com", id));
    QTRY_COMPARE(f.encrypt.open(), std::size_t(1));
    f.encrypt.answer(f.message("foo@bar.com", id));
    QTRY_COMPARE(f.sent, (QStringList{u"picture"_s, u"plain, after it"_s}));
}

void TestOutboxSteps::cancelsWhilePreparing()
{
    StepFixture f;
    QVERIFY(f.openOnline());
    const QString id = f.thread("foo@bar.com").send(u"picture"_s);
    (void)f.thread("foo@bar.com").send(u"plain, after it"_s);
    QVERIFY(f.stored());
    QVERIFY(f.outbox->cancel(id));
    QVERIFY(f.upload.isOldestCanceled());
    QTRY_COMPARE(f.sent, QStringList{u"plain, after it"_s});
    f.upload.answer(f.message("foo@bar.com", id));
    QVERIFY(f.stored());
    QCOMPARE(f.sent.size(), 1);
    QCOMPARE(f.message("foo@bar.com", id).state, MessageState::Failed);
    QCOMPARE(f.message("foo@bar.com", id).failure.kind, ErrorKind::Cancelled);
    QVERIFY(!f.outbox->cancel(id));
}

void TestOutboxSteps::cancelsBeforeItIsStored()
{
    StepFixture f;
    QVERIFY(f.openOnline());
    const QString id = f.thread("foo@bar.com").send(u"plain"_s);
    QVERIFY(f.outbox->cancel(id));
    QVERIFY(f.stored());
    QVERIFY(f.sent.isEmpty());
    // The database agrees, so that a restart does not send it.
    const QList<MessageRecord> kept = f.storedMessages("foo@bar.com");
    QCOMPARE(kept.size(), 1);
    QCOMPARE(kept.front().state, MessageState::Failed);
    QCOMPARE(kept.front().failureKind, int(ErrorKind::Cancelled));
}

void TestOutboxSteps::doesNotCancelInFlight()
{
    StepFixture f;
    QVERIFY(f.openOnline());
    const QString id = f.thread("foo@bar.com").send(u"plain"_s);
    QVERIFY(f.stored());
    QTRY_COMPARE(f.sent.size(), 1);
    QVERIFY(!f.outbox->cancel(id));
    f.outbox->acknowledged(id);
    QCOMPARE(f.message("foo@bar.com", id).state, MessageState::AtServer);
}

void TestOutboxSteps::runsAgainAfterARestart()
{
    StepFixture f;
    QVERIFY(f.openOnline());
    const QString id = f.thread("foo@bar.com").send(u"picture"_s);
    QVERIFY(f.stored());
    QCOMPARE(f.upload.asked, QStringList{id});
    // The program ends here; another one finds the message in the same database.
    ManualStep upload;
    QStringList sent;
    Outbox next(f.directory, *f.database, *f.updates, f.clock, f.ids,
                {[&sent](const XmlElement &stanza, const QString &tag) {
                     sent.append(tag + u' ' + stanza.childText(u"body", u"jabber:client"));
                     return true;
                 },
                 [] { return true; }});
    next.addStep(upload);
    next.load();
    next.sessionStarted();
    QTRY_COMPARE(upload.asked, QStringList{id});
    QVERIFY(sent.isEmpty());
    upload.answer(f.changed("foo@bar.com", id, u"https://files.example/1"_s));
    QTRY_COMPARE(sent, QStringList{id + u" https://files.example/1"_s});
}

QTEST_GUILESS_MAIN(TestOutboxSteps)
#include "test_outbox_steps.moc"
