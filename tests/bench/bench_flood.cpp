// SPDX-License-Identifier: GPL-3.0-or-later
// Strangers by the thousand: the window stays alive, and they weigh little.
#include "bench/bench.h"
#include "bench/bench_session.h"
#include "bench/sample_data.h"

using namespace Qt::StringLiterals;

namespace roost::bench {

namespace {

constexpr int contactCount = 1'000;
constexpr int requestCount = 1'000;
constexpr int strangerCount = 10'000;
constexpr int framesARead = 100; ///< About the number of frames in one read of a socket.

QByteArray requestFrame(int number)
{
    return "<presence xmlns='jabber:client' type='subscribe' to='me@example.net' from='spam" +
           QByteArray::number(number) + "@evil.example'><status>" + QByteArray(600, 's') +
           "</status><nick xmlns='http://jabber.org/protocol/nick'>" + QByteArray(300, 'n') +
           "</nick></presence>";
}

QByteArray strangerFrame(int number)
{
    const QByteArray index = QByteArray::number(number);
    return "<message xmlns='jabber:client' type='chat' to='me@example.net/desk' from='s" + index +
           "@evil.example/x' id='flood-0123456789-" + index + "'><body>" + QByteArray(500, 'b') +
           "</body><nick xmlns='http://jabber.org/protocol/nick'>" + QByteArray(300, 'n') +
           "</nick></message>";
}

/// Delivers frames as a socket does: a few, then all that are still waiting.
template <typename Frame> void pour(BenchSession &bench, int count, Frame &&frame)
{
    for (int i = 0; i < count; ++i) {
        bench.server().deliver(frame(i));
        if (i % framesARead == framesARead - 1)
            QCoreApplication::processEvents();
    }
    bench.finish();
}

double stallOfRequests(const QString &file)
{
    BenchSession bench(file);
    const StallWatch watch;
    pour(bench, requestCount, requestFrame);
    if (bench.session().requests().size() < 100)
        qFatal("the requests have not come");
    return watch.longestMs();
}

double stallOfStrangers(const QString &file)
{
    BenchSession bench(file);
    const StallWatch watch;
    pour(bench, strangerCount, strangerFrame);
    const Endpoint &last =
        bench.session().directory().endpoint(Jid::fromWire(u"s%1@evil.example"_s.arg(strangerCount - 1)));
    BenchSession::waitUntil([&last] { return last.unread() == 1; });
    return watch.longestMs();
}

double bytesAStranger(const QString &file)
{
    BenchSession bench(file);
    const qint64 before = allocatedBytes();
    pour(bench, strangerCount, strangerFrame);
    const Endpoint &last =
        bench.session().directory().endpoint(Jid::fromWire(u"s%1@evil.example"_s.arg(strangerCount - 1)));
    BenchSession::waitUntil([&last] { return last.unread() == 1; });
    bench.finish();
    return double(allocatedBytes() - before) / strangerCount / 1024;
}

} // namespace

void floods(const Report &report)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"user.db"_s);
    fillContacts(file, contactCount);
    report({u"longest stall in a flood of 1,000 requests"_s,
            u"ms"_s,
            bestOf(report.rounds, [&] { return stallOfRequests(file); }),
            {},
            16});
    report({u"longest stall when 10,000 strangers write"_s,
            u"ms"_s,
            bestOf(report.rounds, [&] { return stallOfStrangers(file); }),
            {},
            16});
    report({u"memory of a stranger who writes"_s, u"KiB"_s, bytesAStranger(file), {}, 4});
}

} // namespace roost::bench
