// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/contacts/endpoint_directory.h"
#include "support/fake_clock.h"

namespace roost {

/// A directory for models: no network, no database, a fake clock.
struct SmallWorld
{
    FakeClock clock;
    EndpointDirectory directory{Jid::fromWire(u"me@bar.com"), clock};

    [[nodiscard]] static ContactRecord contact(const QString &address, const QString &name,
                                               qint64 lastMessageMs = 0)
    {
        ContactRecord record;
        record.jid = Jid::fromWire(address);
        record.name = name;
        record.inRoster = true;
        record.subscription = Subscription::Both;
        record.lastMessageMs = lastMessageMs;
        record.preview = lastMessageMs == 0 ? QString() : QStringLiteral("Hello");
        return record;
    }
    /// `count` contacts "Person 0001" … without threads.
    [[nodiscard]] static QList<ContactRecord> crowd(int count)
    {
        QList<ContactRecord> records;
        for (int i = 0; i < count; ++i)
            records.append(contact(QStringLiteral("p%1@bar.com").arg(i),
                                   QStringLiteral("Person %1").arg(i, 5, 10, QLatin1Char('0'))));
        return records;
    }
    Endpoint &at(const QString &address) { return directory.endpoint(Jid::fromWire(address)); }
    void online(const QString &full, Show show = Show::Available)
    {
        directory.connectionAvailable(Jid::fromWire(full), Presence{show, {}, {}}, 0, 0, clock.nowMs());
    }
    void offline(const QString &full) { directory.connectionUnavailable(Jid::fromWire(full), clock.nowMs()); }
    void modify(const QString &address, const std::function<void(ContactRecord &)> &change)
    {
        (void)directory.modify(at(address), change);
    }
    void turn() { directory.changes().flush(); }
};

} // namespace roost
