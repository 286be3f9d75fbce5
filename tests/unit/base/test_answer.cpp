// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/answer.h"
#include "base/result.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

#include <atomic>
#include <thread>

using namespace roost;

class TestAnswer : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void answered();

private Q_SLOTS:
    void neverInTheCallersTurn();
    void comesFromAnotherThread();
    void contextMayDieFirst();
    void contextMayDieInTheAction();
    void comesOnceHoweverTheThreadsRace();
};

void TestAnswer::neverInTheCallersTurn()
{
    int value = 0;
    QSignalSpy spy(this, &TestAnswer::answered);
    onAnswer(readyFuture<int>(7), this, [&](const Result<int> &result) {
        value = result.value();
        Q_EMIT answered();
    });
    QCOMPARE(value, 0);
    QVERIFY(spy.wait(testPatienceMs));
    QCOMPARE(value, 7);
}

void TestAnswer::comesFromAnotherThread()
{
    auto promise = std::make_shared<QPromise<Result<int>>>();
    promise->start();
    QThread *seen = nullptr;
    QSignalSpy spy(this, &TestAnswer::answered);
    onAnswer(promise->future(), this, [&](const Result<int> &result) {
        QCOMPARE(result.value(), 3);
        seen = QThread::currentThread();
        Q_EMIT answered();
    });
    QThreadPool::globalInstance()->start([promise] {
        promise->addResult(3);
        promise->finish();
    });
    QVERIFY(spy.wait(testPatienceMs));
    QCOMPARE(seen, thread());
}

void TestAnswer::contextMayDieFirst()
{
    QPromise<Result<int>> promise;
    promise.start();
    bool called = false;
    QSignalSpy spy(this, &TestAnswer::answered);
    {
        QObject context;
        onAnswer(promise.future(), &context, [&called](const Result<int> &) { called = true; });
    }
    promise.addResult(1);
    promise.finish();
    // Queued after the one that must not come.
    onAnswer(readyFuture<int>(0), this, [this](const Result<int> &) { Q_EMIT answered(); });
    QVERIFY(spy.wait(testPatienceMs));
    QVERIFY(!called);
}

void TestAnswer::contextMayDieInTheAction()
{
    auto *context = new QObject;
    QSignalSpy spy(this, &TestAnswer::answered);
    onAnswer(readyFuture<int>(1), context, [this, context](const Result<int> &) {
        delete context;
        Q_EMIT answered();
    });
    QVERIFY(spy.wait(testPatienceMs));
}

void TestAnswer::comesOnceHoweverTheThreadsRace()
{
    using Promise = QPromise<Result<int>>;
    constexpr int count = 2'000;
    std::atomic<Promise *> next = nullptr;
    std::atomic<bool> isOver = false;
    std::thread worker([&] {
        while (!isOver) {
            if (Promise *const promise = next.exchange(nullptr)) {
                promise->addResult(1);
                promise->finish();
            } else {
                std::this_thread::yield();
            }
        }
    });
    std::vector<std::unique_ptr<Promise>> promises;
    int calls = 0;
    for (int i = 0; i < count; ++i) {
        Promise &promise = *promises.emplace_back(std::make_unique<Promise>());
        promise.start();
        const auto future = promise.future();
        next = &promise;
        onAnswer(future, this, [&calls](const Result<int> &result) { calls += result.value(); });
        while (!future.isFinished())
            std::this_thread::yield();
    }
    isOver = true;
    worker.join();
    QTRY_COMPARE(calls, count);
    QCoreApplication::processEvents();
    QCOMPARE(calls, count);
}

QTEST_GUILESS_MAIN(TestAnswer)
#include "test_answer.moc"
