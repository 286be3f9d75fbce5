// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/scram_responder.h"
#include "xmpp/transport.h"

#include <QElapsedTimer>
#include <QList>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <deque>
#include <memory>
#include <optional>

namespace roost {
class XmlElement;
}

namespace roost::bench {

inline const QString samplePassword = QStringLiteral("secret");

/// A server without a network: signs in a client that knows samplePassword, keeps a roster version, answers
/// queries, and sends the stanzas that the benchmark orders.
class LoopbackServer final : public Transport
{
    Q_OBJECT

public:
    void open(const QUrl &url) override;
    void sendFrame(const QByteArray &frame) override;
    void close() override;
    void abort() override { m_isOpen = false; }
    [[nodiscard]] bool isOpen() const override { return m_isOpen; }
    [[nodiscard]] bool isEncrypted() const override { return true; }

    /// As if it came over the socket now.
    void deliver(const QByteArray &frame) { Q_EMIT frameReceived(frame); }
    /// The account has an archive (XEP-0313); to be set before signing in.
    /// `forwarded` are its messages, oldest first, as archivedMessage() makes them.
    void setArchive(std::shared_ptr<const QList<QByteArray>> forwarded) { m_archive = std::move(forwarded); }
    /// Limits the messages from the client that are handled per second; other stanzas wait for their turn.
    void setLimit(int messagesASecond);
    /// Receipts that it has handled.
    [[nodiscard]] int receipts() const { return m_receipts; }
    /// The account has these contacts, and the roster has a version; by default nothing has changed in it.
    void setRoster(const QByteArray &items) { m_roster = items; }
    /// Content of the archive result for message `number`, with `contacts` contacts.
    [[nodiscard]] static QByteArray archivedMessage(int number, int contacts);
    /// The client has sent its presence: it is signed in and has its roster.
    [[nodiscard]] bool hasPresence() const { return m_hasPresence; }
    /// When the archive was asked for the first time.
    [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> archiveAsked() const
    {
        return m_archiveAsked;
    }
    /// The client has answered the request with that id (a frame of pingFrame()).
    [[nodiscard]] bool isAnswered(const QByteArray &id) const { return m_answered.contains(id); }
    [[nodiscard]] static QByteArray pingFrame(const QByteArray &id);

private:
    void reply(const QByteArray &frame);
    void handle(const QByteArray &frame);
    void work();
    void answerRequest(const XmlElement &iq);
    /// The page that is asked for, in one go as a socket gives it.
    void answerArchiveQuery(const QByteArray &id, const XmlElement &query);

    QSet<QByteArray> m_answered;
    std::shared_ptr<const QList<QByteArray>> m_archive;
    std::deque<QByteArray> m_waiting;
    QTimer m_worker;
    QElapsedTimer m_working;
    int m_limit = 0; ///< 0 = none.
    qint64 m_handledMessages = 0;
    int m_receipts = 0;
    QByteArray m_roster;
    ScramResponder m_scram{samplePassword};
    int m_opened = 0;
    int m_stanzas = 0;
    bool m_isOpen = false;
    bool m_hasPresence = false;
    std::optional<std::chrono::steady_clock::time_point> m_archiveAsked;
};

} // namespace roost::bench
