// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/reconnect_policy.h"

#include <QHash>
#include <QTest>

using namespace roost;
using namespace std::chrono_literals;

class TestReconnectPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void growsUpToAMinute();
    void jittersOverTheWholeRange();
    void neverHammers();
    void startsAgainAfterAGoodSession();
    void startsAgainWhenAsked();
    void knowsRemedyOfEachError_data();
    void knowsRemedyOfEachError();
};

void TestReconnectPolicy::growsUpToAMinute()
{
    ReconnectPolicy policy([] { return 0.5; });
    QCOMPARE(policy.next(), 0ms);
    for (const auto expected : {1s, 2s, 4s, 8s, 16s, 30s, 30s, 30s})
        QCOMPARE(policy.next(), std::chrono::milliseconds(expected));
    for (int i = 0; i < 100; ++i)
        QCOMPARE(policy.next(), std::chrono::milliseconds(30s));
}

void TestReconnectPolicy::jittersOverTheWholeRange()
{
    double random = 0;
    ReconnectPolicy policy([&random] { return random; });
    for (int i = 0; i < 10; ++i)
        (void)policy.next();
    random = 0.999999;
    QVERIFY(policy.next() > 59s);
    QVERIFY(policy.next() <= ReconnectPolicy::lastCap);
    random = 0.1;
    QCOMPARE(policy.next(), 6000ms);
}

void TestReconnectPolicy::neverHammers()
{
    ReconnectPolicy policy([] { return 0.0; });
    (void)policy.next();
    for (int i = 0; i < 10; ++i)
        QCOMPARE(policy.next(), ReconnectPolicy::floor);
}

void TestReconnectPolicy::startsAgainAfterAGoodSession()
{
    ReconnectPolicy policy([] { return 0.5; });
    (void)policy.next();
    (void)policy.next();
    policy.sessionLasted(29s); // Too short: a server that throws everybody out is not asked in a loop.
    QCOMPARE(policy.next(), 2000ms);
    policy.sessionLasted(30s);
    QCOMPARE(policy.next(), 0ms);
}

void TestReconnectPolicy::startsAgainWhenAsked()
{
    ReconnectPolicy policy([] { return 0.5; });
    (void)policy.next();
    (void)policy.next();
    policy.reset();
    QCOMPARE(policy.next(), 0ms);
    QCOMPARE(policy.next(), 1000ms);
}

void TestReconnectPolicy::knowsRemedyOfEachError_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("remedy");
    using enum ErrorKind;
    const QHash<ErrorKind, Remedy> exceptions{
        {WrongPassword, Remedy::Person},  {AccountDisabled, Remedy::Person}, {PasswordNeeded, Remedy::Person},
        {InvalidAddress, Remedy::Person}, {StreamConflict, Remedy::Person},  {InsecureUrl, Remedy::Settings},
    };
    for (int kind = 0; kind <= int(Cancelled); ++kind)
        QTest::addRow("%d", kind) << kind << int(exceptions.value(ErrorKind(kind), Remedy::Time));
}

void TestReconnectPolicy::knowsRemedyOfEachError()
{
    QFETCH(const int, kind);
    QFETCH(const int, remedy);
    QCOMPARE(int(remedyOf(ErrorKind(kind))), remedy);
}

QTEST_GUILESS_MAIN(TestReconnectPolicy)
#include "test_reconnect_policy.moc"
