// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench.h"
#include "bench/bench_session.h"
#include "bench/sample_data.h"

#include <QTimer>

#include <expat.h>
#include <time.h>

using namespace Qt::StringLiterals;

namespace roost::bench {

namespace {

constexpr int contactCount = 10'000;

QList<QByteArray> storm()
{
    QList<QByteArray> frames;
    frames.reserve(3 * contactCount);
    // In the order of a server at sign-in: all Connections of one contact together, contacts in an
    // unspecified order.
    for (int i = 0; i < contactCount; ++i) {
        for (int device = 0; device < 3; ++device)
            frames << samplePresenceFrame((i * 7919) % contactCount, device);
    }
    return frames;
}

/// expat over the same bytes, one document a frame, with handlers that do nothing.
double bareParse(const QList<QByteArray> &frames)
{
    return timed([&] {
        XML_Parser parser = XML_ParserCreateNS("UTF-8", '\x01');
        for (const auto &frame : frames) {
            XML_ParserReset(parser, "UTF-8");
            XML_SetHashSalt(parser, 1); // Else it asks the kernel for one each time.
            XML_SetElementHandler(
                parser, [](void *, const XML_Char *, const XML_Char **) {}, [](void *, const XML_Char *) {});
            XML_SetCharacterDataHandler(parser, [](void *, const XML_Char *, int) {});
            if (XML_Parse(parser, frame.constData(), int(frame.size()), XML_TRUE) != XML_STATUS_OK)
                qFatal("expat: %s", frame.constData());
        }
        XML_ParserFree(parser);
    });
}

double frameToModel(const QString &file, const QList<QByteArray> &frames)
{
    BenchSession bench(file);
    const double spent = timed([&] {
        bench.deliver(frames);
        bench.finish();
    });
    if (bench.model().onlineCount() != contactCount)
        qFatal("%d online", bench.model().onlineCount());
    return spent;
}

double threadCpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

/// How long the main thread works at most before a timer gets its turn, ms.
double longestStall(const QString &file, const QList<QByteArray> &frames)
{
    BenchSession bench(file);
    // As a socket would bring them: as many as have gathered, whenever it is its turn.
    constexpr qsizetype atOnce = 400;
    qsizetype sent = 0;
    QTimer socket;
    QObject::connect(&socket, &QTimer::timeout, &socket, [&] {
        for (qsizetype i = 0; i < atOnce && sent < frames.size(); ++i)
            bench.server().deliver(frames.at(sent++));
    });
    double longest = 0;
    double last = threadCpuMs();
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &watch, [&] {
        const double now = threadCpuMs();
        longest = std::max(longest, now - last);
        last = now;
    });
    socket.start(0);
    watch.start(1);
    BenchSession::waitUntil([&] { return sent == frames.size(); });
    bench.finish();
    return longest;
}

} // namespace

void presenceStorm(const Report &report)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"user.db"_s);
    fillContacts(file, contactCount);
    const auto frames = storm();
    const auto [value, floor] = compare(
        report.rounds, [&] { return frameToModel(file, frames); }, [&] { return bareParse(frames); });
    report({u"30,000 presences from frame to model"_s, u"ms"_s, value, floor, 4});
    double stall = 1e300;
    for (int i = 0; i < 2 * report.rounds + 1; ++i)
        stall = std::min(stall, longestStall(file, frames));
    report({u"longest stall of the main thread meanwhile"_s, u"ms"_s, stall, {}, 16});
}

} // namespace roost::bench
