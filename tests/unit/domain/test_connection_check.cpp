// SPDX-License-Identifier: GPL-3.0-or-later
// Whether Connections that nobody speaks of any more are really there.
#include "domain/connection_check.h"
#include "domain_fixture.h"

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
        : check(sender.clock(), {[this](const Jid &full) { return full.resource() != u"mute"; },
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
    void tellsWhoIsGone();
    void asksOnlyWhoAnswers();
    void asksRarelyAndFewAtATime();
    void newsOutdateAnAnswer();
};

void TestConnectionCheck::tellsWhoIsGone()
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
    // No answer proves nothing, and neither does any other error.
    f.sender.clock().advance(ConnectionCheck::kPause);
    f.check.suspect(f.at("foo@bar.com"));
    QTRY_COMPARE(f.asked.size(), 4);
    f.answer(unexpected(ErrorKind::Timeout));
    f.answer(unexpected(ErrorKind::FeatureNotImplemented));
    f.sender.clock().advance(ConnectionCheck::kPause);
    f.check.suspect(f.at("foo@bar.com"));
    QTRY_COMPARE(f.asked.size(), 6);
    QCOMPARE(f.gone.size(), 1);
}

void TestConnectionCheck::asksOnlyWhoAnswers()
{
    CheckFixture f;
    f.come("foo@bar.com/mute");
    f.come("foo@bar.com/new");
    f.come("foo@bar.com/old");
    f.check.suspect(f.at("foo@bar.com"), u"new");
    QCOMPARE(f.asked, QStringList{u"foo@bar.com/old"_s});
}

void TestConnectionCheck::asksRarelyAndFewAtATime()
{
    CheckFixture f;
    for (const char *full : {"foo@bar.com/a", "foo@bar.com/b", "foo@bar.com/c"})
        f.come(full);
    f.check.suspect(f.at("foo@bar.com"));
    f.check.suspect(f.at("foo@bar.com"));
    QCOMPARE(f.asked.size(), ConnectionCheck::kMostAtOnce);
    f.answer(1);
    QTRY_COMPARE(f.asked.size(), 3);
    f.answer(1);
    f.answer(1);
    f.sender.clock().advance(ConnectionCheck::kPause - 1ms);
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

QTEST_GUILESS_MAIN(TestConnectionCheck)
#include "test_connection_check.moc"
