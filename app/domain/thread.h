// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/records.h"

#include <QObject>

#include <vector>

namespace roost {

class Endpoint;
class Outbox;
class UserDatabase;

/// The conversation with one Endpoint: a window of messages in memory (newest at the end, ordered by time
/// then row), grown backwards page by page. Main thread; owned by the ThreadDirectory.
class Thread : public QObject
{
    Q_OBJECT

public:
    static constexpr int pageSize = 60;

    Thread(Endpoint &endpoint, UserDatabase &database, Outbox &outbox, QObject *parent = nullptr);

    [[nodiscard]] Endpoint &endpoint() const { return m_endpoint; }
    [[nodiscard]] const std::vector<MessageRecord> &messages() const { return m_messages; }
    /// Nothing older is stored.
    [[nodiscard]] bool isComplete() const { return m_complete; }
    [[nodiscard]] bool isLoading() const { return m_loading; }
    /// Index of message `id` in messages(), or -1.
    [[nodiscard]] qsizetype indexOf(const QString &id, bool mine) const;

    /// Asks for the next older page; inserted() or loadFailed() follows.
    void loadOlder();
    /// Sends `body` to the Endpoint (all its Connections): shown at once as Queued, then the Outbox's
    /// business. Blank text does nothing. Returns the id.
    QString send(const QString &body);
    /// A Failed message again, under the same id.
    void sendAgain(const QString &id);
    /// The user has seen everything.
    void markRead();
    void setDraft(const QString &draft);

    // Called by Inbox and Outbox.
    /// Puts a message at its place in the order; a double (same id and direction) is ignored.
    void insert(const MessageRecord &message);
    void setState(const QString &id, MessageState state, ErrorKind kind, const QString &failure);
    void setDelivery(const QString &id, const DeliveryRecord &delivery);

Q_SIGNALS:
    /// Around an insertion of `last - first + 1` rows that become first..last.
    void aboutToInsert(int first, int last);
    void inserted(int first, int last);
    void changed(int row);
    void loadFailed(const roost::Error &error);

private:
    Endpoint &m_endpoint;
    UserDatabase &m_database;
    Outbox &m_outbox;
    std::vector<MessageRecord> m_messages;
    bool m_complete = false;
    bool m_loading = false;
};

} // namespace roost
