// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

class QTcpSocket;

namespace roost {

/// A TCP proxy on loopback that a test puts in front of a server in order to cut, hold and delay traffic. It
/// runs in the test's own event loop. It does not parse the traffic, so TLS works unchanged.
class CuttingProxy : public QObject
{
    Q_OBJECT

public:
    /// Forwards to `targetPort` on 127.0.0.1; listens at once on a free port.
    explicit CuttingProxy(quint16 targetPort, QObject *parent = nullptr);
    ~CuttingProxy() override;

    [[nodiscard]] quint16 port() const { return m_port; }
    /// `server` with the proxy's port in place of the server's.
    [[nodiscard]] QUrl through(const QUrl &server) const;

    /// Ends every connection with a reset, both ways. New ones are accepted.
    void cutAll();
    /// Stops all traffic in both directions without closing a socket, like a dead network.
    void stall();
    /// Forwards the data that stall() held back, in order.
    void resume();
    /// Cuts all after `bytes` more bytes from the client have been passed on.
    void cutAfterBytesFromClient(qint64 bytes) { m_cutAfterFromClient = bytes; }
    /// Cuts all after `bytes` more bytes from the server have been passed on.
    void cutAfterBytesFromServer(qint64 bytes)
    {
        m_cutAfterFromServer = bytes;
        m_stallsAtLimit = false;
    }
    /// stall() after `bytes` more bytes from the server have been passed on.
    void stallAfterBytesFromServer(qint64 bytes)
    {
        m_cutAfterFromServer = bytes;
        m_stallsAtLimit = true;
    }
    [[nodiscard]] bool isStalled() const { return m_stalled; }
    /// Each piece is passed on only after this time; order is kept.
    void setLatency(int milliseconds) { m_latencyMs = milliseconds; }
    /// While true, the system refuses new connections (no socket listens).
    void setRefusing(bool refusing);
    /// Another server behind the proxy, for the connections to come.
    void setTargetPort(quint16 port) { m_targetPort = port; }

    [[nodiscard]] int openConnections() const { return static_cast<int>(m_pairs.size()); }
    [[nodiscard]] int totalConnections() const { return m_total; }
    [[nodiscard]] qint64 bytesFromClient() const { return m_fromClient; }
    [[nodiscard]] qint64 bytesFromServer() const { return m_fromServer; }
    /// Number of answers of the server after data from the client. Exact only with a latency: otherwise an
    /// answer may arrive before the rest of the request.
    [[nodiscard]] int roundTrips() const { return m_roundTrips; }

Q_SIGNALS:
    void connectionOpened();
    void connectionClosed();
    /// A cutAfterBytes limit was reached and all was cut.
    void limitReached();

private:
    struct Pair;
    void accept();
    void readFrom(Pair *pair, bool client);
    void pass(int id, bool client, QByteArray bytes);
    void close(Pair *pair, bool hard);

    QTcpServer m_server;
    quint16 m_port = 0;
    quint16 m_targetPort = 0;
    QHash<int, Pair *> m_pairs;
    int m_total = 0;
    bool m_stalled = false;
    bool m_stallsAtLimit = false;
    int m_latencyMs = 0;
    qint64 m_cutAfterFromClient = -1;
    qint64 m_cutAfterFromServer = -1;
    qint64 m_fromClient = 0;
    qint64 m_fromServer = 0;
    int m_roundTrips = 0;
    bool m_isServersTurn = false;
};

} // namespace roost
