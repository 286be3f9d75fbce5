// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench.h"
#include "bench/sample_data.h"

#include "base/clock.h"
#include "domain/contacts/endpoint_directory.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace roost::bench {

namespace {
constexpr int contactCount = 10'000;
}

void memory(const Report &report)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"user.db"_s);
    fillContacts(file, contactCount);
    SystemClock clock;
    EndpointDirectory directory(sampleAccount(), clock);
    const qint64 empty = allocatedBytes();
    {
        // As at the start of the program; the database with its caches is closed again before anything is
        // counted.
        UserDatabase database;
        settled(database.open(file));
        directory.load(settled(database.loadContacts()));
    }
    const qint64 offline = allocatedBytes();
    for (int i = 0; i < contactCount; ++i) {
        for (int device = 0; device < 3; ++device) {
            const Jid full =
                sampleAddress(i).withResource(u"phone.%1"_s.arg(1000 * i + device, 8, 36, QLatin1Char('0')));
            const Presence presence{
                device == 0 ? Show::Available : Show::Away, u"on the %1 floor"_s.arg(i % 10), {}};
            directory.connectionAvailable(full, presence, device, 1'760'000'000'000, 0);
            directory.describeConnection(full, DeviceKind::Phone, u"Conversations"_s, true);
        }
    }
    directory.changes().flush();
    const qint64 online = allocatedBytes();
    report(
        {u"memory of an offline Endpoint"_s, u"bytes"_s, double(offline - empty) / contactCount, {}, 1024});
    report({u"memory of a Connection"_s,
            u"bytes"_s,
            double(online - offline) / (3 * contactCount),
            {},
            0.7 * 1024});
}

} // namespace roost::bench
