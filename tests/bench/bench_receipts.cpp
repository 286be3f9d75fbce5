// SPDX-License-Identifier: GPL-3.0-or-later
// A burst of messages that ask for receipts, on a server that works through 350 of ours a second, as Prosody
// does when it archives them: one session lasts through it, the window stays alive, and every receipt goes
// out. ROOST_BENCH_FULL=1: all 10,000 messages, which takes the half minute that the server needs for them.
#include "bench/bench.h"
#include "bench/bench_session.h"
#include "bench/sample_data.h"
#include "xmpp/extensions/xep0184_receipts.h"

using namespace Qt::StringLiterals;

namespace roost::bench {

namespace {

constexpr int contactCount = 1'000;
constexpr int receiptsASecond = 350;
constexpr int framesARead = 100; ///< About the number of frames in one read of a socket.

int messageCount() { return qEnvironmentVariableIsSet("ROOST_BENCH_FULL") ? 10'000 : 2'000; }

QByteArray askingFrame(int number)
{
    const QByteArray index = QByteArray::number(number);
    return "<message xmlns='jabber:client' type='chat' to='me@example.net/desk' from='" +
           sampleAddress(number % contactCount).toString().toUtf8() + "/phone' id='burst-0123456789-" +
           index + "'><body>Message " + index + "</body><request xmlns='urn:xmpp:receipts'/></message>";
}

struct Outcome
{
    int sessions = 0;
    double stallMs = 0;
};

Outcome burst(const QString &file)
{
    Outcome outcome;
    BenchSession bench(file);
    QObject::connect(&bench.session().client(), &XmppClient::sessionStarted, &bench.session(),
                     [&outcome] { ++outcome.sessions; });
    outcome.sessions = 1;
    bench.session().client().extension<Xep0184Receipts>().setAllowed([](const Jid &) { return true; });
    bench.server().setLimit(receiptsASecond);
    const int count = messageCount();
    const StallWatch watch;
    for (int i = 0; i < count; ++i) {
        bench.server().deliver(askingFrame(i));
        if (i % framesARead == framesARead - 1)
            QCoreApplication::processEvents();
    }
    const LoopbackServer *server = &bench.server();
    BenchSession::waitUntil([&] { return &bench.server() != server || server->receipts() >= count; });
    bench.finish();
    outcome.stallMs = watch.longestMs();
    if (bench.server().receipts() != count)
        qFatal("%d of %d receipts have come", bench.server().receipts(), count);
    return outcome;
}

} // namespace

void receipts(const Report &report)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"user.db"_s);
    fillContacts(file, contactCount);
    const Outcome outcome = burst(file);
    const QString burstName = u"a burst of %1 receipts"_s.arg(messageCount());
    report({u"sessions in "_s + burstName, u""_s, double(outcome.sessions), {}, 1});
    report({u"longest stall in "_s + burstName, u"ms"_s, outcome.stallMs, {}, 16});
}

} // namespace roost::bench
