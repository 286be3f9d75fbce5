// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/result.h"

#include <QString>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Result: a value or an error, and how they chain.
class TestResult : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsOneOfTwo();
    void chains();
    void readyFutureIsFinished();
};

void TestResult::holdsOneOfTwo()
{
    const Result<int> good = 42;
    QVERIFY(good.has_value() && bool(good));
    QCOMPARE(*good, 42);
    const Result<int> bad = unexpected(ErrorKind::Timeout, u"late"_s);
    QVERIFY(!bad);
    QCOMPARE(bad.error(), (Error{ErrorKind::Timeout, u"late"_s}));
    QCOMPARE(bad.value_or(7), 7);
    const Result<int> untouched;
    QCOMPARE(untouched.error().kind, ErrorKind::Cancelled);
}

void TestResult::chains()
{
    const auto half = [](int n) -> Result<int> {
        if (n % 2 != 0)
            return unexpected(ErrorKind::InvalidInput);
        return n / 2;
    };
    QCOMPARE(*Result<int>(8).and_then(half).and_then(half), 2);
    QCOMPARE(Result<int>(6).and_then(half).and_then(half).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(*Result<int>(4).transform([](int n) { return QString::number(n); }), u"4"_s);
    const Result<int> bad = unexpected(ErrorKind::Timeout);
    QCOMPARE(bad.and_then(half).error().kind, ErrorKind::Timeout);
}

void TestResult::readyFutureIsFinished()
{
    const QFuture<Result<int>> future = readyFuture<int>(5);
    QVERIFY(future.isFinished());
    QCOMPARE(*future.result(), 5);
}

QTEST_APPLESS_MAIN(TestResult)
#include "test_result.moc"
