// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cutting_proxy.h"

#include <QTcpSocket>
#include <QTimer>

#include <sys/socket.h>

#include <utility>

namespace roost {

struct CuttingProxy::Pair
{
    int id = 0;
    QTcpSocket *client = nullptr;
    QTcpSocket *server = nullptr;
};

CuttingProxy::CuttingProxy(quint16 targetPort, QObject *parent) : QObject(parent), m_targetPort(targetPort)
{
    connect(&m_server, &QTcpServer::newConnection, this, &CuttingProxy::accept);
    if (m_server.listen(QHostAddress::LocalHost))
        m_port = m_server.serverPort();
}

CuttingProxy::~CuttingProxy()
{
    blockSignals(true);
    cutAll();
}

QUrl CuttingProxy::through(const QUrl &server) const
{
    QUrl url = server;
    url.setPort(m_port);
    return url;
}

void CuttingProxy::accept()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        auto *pair = new Pair{++m_total, client, new QTcpSocket(this)};
        client->setParent(this);
        m_pairs.insert(pair->id, pair);
        for (QTcpSocket *socket : {pair->client, pair->server}) {
            // Data that arrived before the disconnection is forwarded before the other side is closed.
            connect(socket, &QTcpSocket::readyRead, this,
                    [this, pair, socket] { readFrom(pair, socket == pair->client); });
            connect(socket, &QTcpSocket::disconnected, this, [this, pair] {
                if (!m_stalled)
                    close(pair, false);
            });
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        }
        connect(pair->server, &QTcpSocket::connected, this, [this, pair] { readFrom(pair, true); });
        connect(pair->server, &QTcpSocket::errorOccurred, this, [this, pair] {
            if (!m_stalled)
                close(pair, true);
        });
        pair->server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_targetPort);
        Q_EMIT connectionOpened();
    }
}

void CuttingProxy::readFrom(Pair *pair, bool client)
{
    if (m_stalled || pair->server->state() == QAbstractSocket::ConnectingState)
        return;
    QTcpSocket *from = client ? pair->client : pair->server;
    const QByteArray bytes = from->readAll();
    if (bytes.isEmpty())
        return;
    if (!client && m_isServersTurn)
        ++m_roundTrips;
    m_isServersTurn = client;
    if (m_latencyMs <= 0) {
        pass(pair->id, client, bytes);
        return;
    }
    QTimer::singleShot(m_latencyMs, Qt::PreciseTimer, this,
                       [this, id = pair->id, client, bytes] { pass(id, client, bytes); });
}

void CuttingProxy::pass(int id, bool client, QByteArray bytes)
{
    Pair *pair = m_pairs.value(id);
    if (!pair)
        return;
    qint64 &limit = client ? m_cutAfterFromClient : m_cutAfterFromServer;
    const bool cut = limit >= 0 && bytes.size() >= limit;
    if (cut)
        bytes.truncate(limit);
    else if (limit >= 0)
        limit -= bytes.size();
    QTcpSocket *to = client ? pair->server : pair->client;
    to->write(bytes);
    (client ? m_fromClient : m_fromServer) += bytes.size();
    if (!cut)
        return;
    // These last bytes must be sent before the reset, which drops queued data.
    limit = -1;
    to->flush();
    if (!client && std::exchange(m_stallsAtLimit, false))
        stall();
    else
        cutAll();
    Q_EMIT limitReached();
}

void CuttingProxy::close(Pair *pair, bool hard)
{
    if (!m_pairs.remove(pair->id))
        return;
    for (QTcpSocket *socket : {pair->client, pair->server}) {
        socket->disconnect(this);
        if (hard) {
            // Linger time zero makes the close a reset.
            const linger reset{1, 0};
            ::setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &reset,
                         sizeof reset);
            socket->abort();
        } else {
            socket->disconnectFromHost();
        }
        socket->deleteLater();
    }
    delete pair;
    Q_EMIT connectionClosed();
}

void CuttingProxy::cutAll()
{
    const auto pairs = m_pairs.values();
    for (Pair *pair : pairs)
        close(pair, true);
}

void CuttingProxy::stall() { m_stalled = true; }

void CuttingProxy::resume()
{
    m_stalled = false;
    const auto ids = m_pairs.keys();
    for (const int id : ids) {
        // Passing bytes on may reach a limit, which ends every pair.
        for (const bool client : {true, false}) {
            if (Pair *pair = m_pairs.value(id))
                readFrom(pair, client);
        }
        Pair *pair = m_pairs.value(id);
        if (pair && pair->client->state() == QAbstractSocket::UnconnectedState)
            close(pair, false);
    }
}

void CuttingProxy::setRefusing(bool refusing)
{
    if (refusing)
        m_server.close();
    else if (!m_server.isListening())
        m_server.listen(QHostAddress::LocalHost, m_port);
}

} // namespace roost
