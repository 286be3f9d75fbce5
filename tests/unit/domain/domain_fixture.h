// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/answer.h"
#include "domain/contacts/endpoint_directory.h"
#include "domain/threads/outbox.h"
#include "domain/threads/thread_directory.h"
#include "domain/threads/thread_updates.h"
#include "storage/user_database.h"
#include "support/fake_clock.h"
#include "support/fake_sender.h"
#include "support/notifier_log.h"
#include "support/sequential_ids.h"
#include "support/storage_steps.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace roost {

inline Jid jid(const char *text) { return Jid::fromWire(QString::fromUtf8(text)); }

/// A contact as the roster would have it.
inline ContactRecord contact(const char *address, const QString &name = {},
                             Subscription subscription = Subscription::Both)
{
    ContactRecord record;
    record.jid = jid(address);
    record.name = name;
    record.inRoster = true;
    record.subscription = subscription;
    return record;
}

/// A domain without a stream: a real database in a temporary folder, a fake clock, and a wire that records
/// its stanzas.
class DomainFixture
{
public:
    /// Timeout of answers of the database, in ms: the disk of a busy machine is slow.
    static constexpr int patience = 60'000;

    DomainFixture()
    {
        Outbox::Wire wire;
        wire.send = [this](const XmlElement &stanza, const QString &tag) {
            if (!isOnline)
                return false;
            stanzas.append(stanza);
            sent.append(stanza.childText(u"body", u"jabber:client"));
            sentIds.append(tag);
            return true;
        };
        wire.isOnline = [this] { return isOnline; };
        outbox = std::make_unique<Outbox>(directory, *database, *updates, clock, ids, std::move(wire));
        threads = std::make_unique<ThreadDirectory>(directory, *database, *updates, *outbox, clock);
    }
    ~DomainFixture()
    {
        // The providers of answers are ended first, while the objects that wait for them exist.
        sender.abandon();
        database.reset();
    }
    Q_DISABLE_COPY_MOVE(DomainFixture)

    [[nodiscard]] bool open()
    {
        auto opened = database->open(folder.filePath(QStringLiteral("roost.sqlite")));
        return QTest::qWaitFor([&] { return opened.isFinished(); }, patience) && opened.result();
    }
    /// Like open(), with a started session.
    [[nodiscard]] bool openOnline()
    {
        if (!open())
            return false;
        isOnline = true;
        outbox->sessionStarted();
        return true;
    }
    /// Everything asked of the database so far has been done, and its answers have arrived.
    [[nodiscard]] bool stored()
    {
        auto last = database->loadSettings();
        bool arrived = false;
        // In line with the answers asked for before it; then() would be at once when the worker is quick.
        onAnswer(last, &marker, [&arrived](const Result<QHash<QString, QString>> &) { arrived = true; });
        return QTest::qWaitFor([&] { return arrived; }, patience);
    }
    /// Stores messages as if they came from the stream.
    void live(const QList<MessageRecord> &messages)
    {
        EventBatch batch;
        batch.messages = withSenderIds(messages);
        updates->submit(std::move(batch));
    }
    Endpoint &at(const char *address) { return directory.endpoint(jid(address)); }
    Thread &thread(const char *address) { return threads->thread(at(address)); }
    /// Bodies in the order of the thread.
    QStringList bodies(const char *address)
    {
        QStringList all;
        for (const Message &message : thread(address).messages())
            all.append(message.body());
        return all;
    }
    /// As the database has it now.
    QList<MessageRecord> storedMessages(const char *address)
    {
        auto page = database->loadMessages(jid(address), {}, 1000);
        return page.result().value_or({});
    }
    QHash<Jid, ContactRecord> storedContacts()
    {
        QHash<Jid, ContactRecord> byId;
        const auto loaded = database->loadContacts().result().value_or({});
        for (const ContactRecord &record : loaded)
            byId.insert(record.jid, record);
        return byId;
    }

    QTemporaryDir folder;
    QObject marker;
    FakeClock clock;
    SequentialIds ids{QStringLiteral("message-")};
    FakeSender sender;
    EndpointDirectory directory{jid("joe@bar.com"), clock};
    bool isOnline = false;
    QStringList sent;
    QStringList sentIds;
    QList<XmlElement> stanzas;
    std::unique_ptr<UserDatabase> database = std::make_unique<UserDatabase>();
    std::unique_ptr<ThreadUpdates> updates = std::make_unique<ThreadUpdates>(directory, *database);
    std::unique_ptr<Outbox> outbox;
    std::unique_ptr<ThreadDirectory> threads;
};

} // namespace roost
