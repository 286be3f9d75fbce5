// SPDX-License-Identifier: GPL-3.0-or-later
// Checks whether Connections without a recent sign of life still exist.
#include "domain/contacts/connection_check.h"
#include "domain_fixture.h"
#include "support/patience.h"

#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace roost;

namespace {

class CheckFixture : public DomainFixture
{
public:
    CheckFixture()
        : check(sender.clock(), {[this](const Jid &full) { return !mute.contains(full.resource()); },
                                 [this](const Jid &full) {
                                     auto promise = std::make_shared<QPromise<Result<qint64>>>();
                                     promise->start();
                                     asked.append(full.toString());
                                     answers.append(promise);
                                     return promise->future();
                                 }})
    {
        directory.load({contact("foo@bar.com")});
        QObject::connect(&check, &ConnectionCheck::gone, &check,
                         [this](const Jid &full) { gone.append(full.toString()); });
    }
    ~CheckFixture()
    {
        while (!answers.isEmpty())
            answer(unexpected(ErrorKind::NotConnected));
        database.reset();
    }
    void come(const char *full)
    {
        directory.connectionAvailable(jid(full), {Show::Available, {}, {}}, 0, 0, 0);
    }
    void answer(Result<qint64> result)
    {
        const auto promise = answers.takeFirst();
        promise->addResult(std::move(result));
        promise->finish();
    }

    /// Addresses that were probed since the last call.
    QStringList takeAsked() { return std::exchange(asked, {}); }
    /// Hands out the answers that are on their way, and moves the clock.
    void advance(std::chrono::milliseconds by)
    {
        QCoreApplication::processEvents();
        sender.clock().advance(by);
        QCoreApplication::processEvents();
    }

    QStringList mute{u"mute"_s};
    QStringList asked;
    QStringList gone;
    QList<std::shared_ptr<QPromise<Result<qint64>>>> answers;
    ConnectionCheck check;
};

} // namespace

class TestConnectionCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reportsGoneConnections();
    void probesOnlyAnsweringConnections();
    void asksOnceItIsKnownThatTheyAnswer();
    void asksRarelyAndFewAtATime();
    void newsOutdateAnAnswer();
    void asksAgainLaterAndLater();
    void lateAnswerDelaysNoOtherProbe();
    void probesAgainAfterResumption();
    void forgetsProbesOfPastSession();
};

void TestConnectionCheck::reportsGoneConnections()
{
    CheckFixture f;
    f.come("foo@bar.com/a");
    f.come("foo@bar.com/b");
    f.check.suspect(f.at("foo@bar.com"));
    QCOMPARE(f.asked.size(), 2);
    f.answer(unexpected(ErrorKind::ServiceUnavailable));
    f.answer(12);
    QTRY_COMPARE(f.gone.size(), 1);
    QCOMPARE(f.gone, QStringList{f.asked.first()});
    // Any other error proves nothing, but it is an answer.
    f.advance(ConnectionCheck::pause);
    QCOMPARE(f.asked.size(), 2);
    f.check.suspect(f.at("foo@bar.com"));
    QCOMPARE(f.asked.size(), 4);
    f.answer(unexpected(ErrorKind::Forbidden));
    f.answer(unexpected(ErrorKind::FeatureNotImplemented));
    f.advance(1h);
    QCOMPARE(f.asked.size(), 4);
    QCOMPARE(f.gone.size(), 1);
}

void TestConnectionCheck::probesOnlyAnsweringConnections()
{
    CheckFixture f;
    f.come("foo@bar.com/mute");
    f.come("foo@bar.com/new");
    f.come("foo@bar.com/old");
    f.check.suspect(f.at("foo@bar.com"), u"new");
    QCOMPARE(f.asked, QStringList{u"foo@bar.com/old"_s});
}

void TestConnectionCheck::asksOnceItIsKnownThatTheyAnswer()
{
    CheckFixture f;
    f.come("foo@bar.com/mute");
    f.check.suspect(f.at("foo@bar.com"));
    f.check.described(jid("foo@bar.com/mute"));
    f.check.described(jid("foo@bar.com/other")); // That one is not suspected.
    QCOMPARE(f.takeAsked(), QStringList());
    f.mute.clear();
    f.check.described(jid("foo@bar.com/mute"));
    f.check.described(jid("foo@bar.com/mute"));
    QCOMPARE(f.takeAsked(), QStringList{u"foo@bar.com/mute"_s});
    f.answer(unexpected(ErrorKind::ServiceUnavailable));
    QTRY_COMPARE(f.gone, QStringList{u"foo@bar.com/mute"_s});
    // Heard of in the meantime, it is above suspicion.
    f.mute = QStringList{u"new"_s};
    f.come("foo@bar.com/new");
    f.check.suspect(f.at("foo@bar.com"), u"mute");
    f.check.heard(jid("foo@bar.com/new"));
    f.mute.clear();
    f.check.described(jid("foo@bar.com/new"));
    QCOMPARE(f.takeAsked(), QStringList());
}

void TestConnectionCheck::asksRarelyAndFewAtATime()
{
    CheckFixture f;
    for (const char *full : {"foo@bar.com/a", "foo@bar.com/b", "foo@bar.com/c"})
        f.come(full);
    f.check.suspect(f.at("foo@bar.com"));
    f.check.suspect(f.at("foo@bar.com"));
    QCOMPARE(f.asked.size(), ConnectionCheck::mostAtOnce);
    f.answer(1);
    QTRY_COMPARE(f.asked.size(), 3);
    f.answer(1);
    f.answer(1);
    f.sender.clock().advance(ConnectionCheck::pause - 1ms);
    f.check.suspect(f.at("foo@bar.com"));
    QCOMPARE(f.asked.size(), 3);
    f.sender.clock().advance(1ms);
    f.check.suspect(f.at("foo@bar.com"));
    QTRY_VERIFY(f.asked.size() > 3);
}

void TestConnectionCheck::newsOutdateAnAnswer()
{
    CheckFixture f;
    f.come("foo@bar.com/a");
    f.come("foo@bar.com/b");
    f.check.suspect(f.at("foo@bar.com"));
    f.check.heard(jid(f.asked.first().toUtf8().constData()));
    f.answer(unexpected(ErrorKind::ServiceUnavailable));
    f.answer(unexpected(ErrorKind::ServiceUnavailable));
    QTRY_COMPARE(f.gone, QStringList{f.asked.last()});
}

void TestConnectionCheck::asksAgainLaterAndLater()
{
    CheckFixture f;
    const QStringList once{u"foo@bar.com/a"_s};
    f.come("foo@bar.com/a");
    f.check.suspect(f.at("foo@bar.com"));
    QCOMPARE(f.takeAsked(), once);
    // No answer, or an error from a server on the way: new probes after 10, 20, 40, 80 and 160 s.
    auto wait = ConnectionCheck::pause;
    for (int attempt = 1; attempt < ConnectionCheck::mostAttempts; ++attempt, wait *= 2) {
        if (attempt % 2)
            f.answer(unexpected(attempt == 1 ? ErrorKind::Timeout : ErrorKind::StanzaRejected));
        f.advance(wait - 1ms);
        QCOMPARE(f.takeAsked(), QStringList());
        f.advance(1ms);
        QCOMPARE(f.takeAsked(), once);
    }
    f.advance(2h);
    QCOMPARE(f.takeAsked(), QStringList());
    // A later suspicion begins from the start, and one that matters now does not wait for its turn.
    f.check.suspect(f.at("foo@bar.com"));
    QCOMPARE(f.takeAsked(), once);
    f.advance(ConnectionCheck::pause);
    QCOMPARE(f.takeAsked(), once);
    f.advance(ConnectionCheck::pause);
    QCOMPARE(f.takeAsked(), QStringList());
    f.check.suspect(f.at("foo@bar.com"));
    QCOMPARE(f.takeAsked(), once);
    f.check.suspect(f.at("foo@bar.com"));
    QCOMPARE(f.takeAsked(), QStringList());
    // Any of the questions may be answered in the end; then there are no more.
    while (f.answers.size() > 1)
        f.answer(unexpected(ErrorKind::Timeout));
    f.answer(unexpected(ErrorKind::ServiceUnavailable));
    QTRY_COMPARE(f.gone, once);
    f.advance(2h);
    QCOMPARE(f.takeAsked(), QStringList());
}

void TestConnectionCheck::lateAnswerDelaysNoOtherProbe()
{
    CheckFixture f;
    for (const char *full : {"foo@bar.com/a", "foo@bar.com/b", "foo@bar.com/c"})
        f.come(full);
    f.check.suspect(f.at("foo@bar.com"));
    const QString slow = f.asked.first();
    QCOMPARE(f.takeAsked().size(), 2);
    f.advance(ConnectionCheck::patience - 1ms);
    QCOMPARE(f.takeAsked().size(), 0);
    f.advance(1ms);
    QCOMPARE(f.takeAsked().size(), 1);
    f.answer(unexpected(ErrorKind::ServiceUnavailable));
    QTRY_COMPARE(f.gone, QStringList{slow});
}

void TestConnectionCheck::probesAgainAfterResumption()
{
    CheckFixture f;
    f.come("foo@bar.com/a");
    f.come("foo@bar.com/b");
    f.check.suspect(f.at("foo@bar.com"));
    const QStringList both = f.takeAsked();
    QCOMPARE(both.size(), 2);
    f.answer(12);
    f.answer(unexpected(ErrorKind::NotConnected));
    QCoreApplication::processEvents();
    f.check.resumed();
    QCOMPARE(f.takeAsked(), QStringList{both.last()});
    f.answer(unexpected(ErrorKind::ServiceUnavailable));
    QTRY_COMPARE(f.gone, QStringList{both.last()});
    f.check.resumed();
    QCOMPARE(f.takeAsked(), QStringList());
}

void TestConnectionCheck::forgetsProbesOfPastSession()
{
    CheckFixture f;
    f.come("foo@bar.com/a");
    f.come("foo@bar.com/mute");
    f.check.suspect(f.at("foo@bar.com"));
    QCOMPARE(f.takeAsked().size(), 1);
    f.check.forget();
    f.mute.clear();
    f.check.described(jid("foo@bar.com/mute"));
    f.answer(unexpected(ErrorKind::ServiceUnavailable));
    f.advance(1h);
    QCOMPARE(f.takeAsked(), QStringList());
    QCOMPARE(f.gone, QStringList());
}

QTEST_GUILESS_MAIN(TestConnectionCheck)
#include "test_connection_check.moc"
