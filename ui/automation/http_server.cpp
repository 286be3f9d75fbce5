// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/http_server.h"

#include <QHostAddress>
#include <QPointer>
#include <QTcpSocket>

namespace roost {

namespace {

QByteArray reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 400:
        return "Bad Request";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 413:
        return "Content Too Large";
    case 417:
        return "Expectation Failed";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Error";
    }
}

QByteArray bytesOf(const HttpReply &reply, bool keepsAlive)
{
    QByteArray bytes =
        "HTTP/1.1 " + QByteArray::number(reply.status) + ' ' + reasonOf(reply.status) +
        "\r\nContent-Type: " + reply.type + "\r\nCache-Control: no-cache\r\n" +
        "X-Content-Type-Options: nosniff\r\nContent-Length: " + QByteArray::number(reply.body.size()) +
        (keepsAlive ? "\r\n\r\n" : "\r\nConnection: close\r\n\r\n");
    bytes += reply.body;
    return bytes;
}

HttpReply refusal(int status, const QByteArray &why)
{
    return {status, R"({"value":{"error":"unknown error","message":")" + why + R"(","stacktrace":""}})"};
}

/// Takes as long for a wrong token as for the right one.
bool isSame(QByteArrayView a, QByteArrayView b)
{
    int difference = a.size() == b.size() ? 0 : 1;
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i)
        difference |= a[i] ^ b[i];
    return difference == 0;
}

} // namespace

/// One client: reads a request, has it answered, and only then looks at the next one.
class HttpServer::Connection : public QObject
{
public:
    Connection(HttpServer &server, QTcpSocket *socket) : QObject(&server), m_server(server), m_socket(socket)
    {
        m_socket->setParent(this);
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        ++m_server.m_connections;
        // Queued: a command may run a nested event loop (Qt's menu buttons do), and within readyRead() Qt
        // emits no further readyRead() as long as that loop runs.
        connect(
            m_socket, &QTcpSocket::readyRead, this, [this] { work(); }, Qt::QueuedConnection);
        connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    }
    ~Connection() override { --m_server.m_connections; }

    void send(const HttpReply &reply, bool keepsAlive)
    {
        m_socket->write(bytesOf(reply, keepsAlive));
        m_isBusy = false;
        if (!keepsAlive) {
            m_isOver = true;
            m_socket->disconnectFromHost();
        } else if (m_socket->bytesAvailable() > 0 || !m_buffer.isEmpty()) {
            // In the next turn, after the caller has returned.
            QMetaObject::invokeMethod(
                this, [this] { work(); }, Qt::QueuedConnection);
        }
    }

    void work()
    {
        if (m_isBusy || m_isOver)
            return;
        // At most one request within its limits is buffered.
        m_buffer += m_socket->read(HttpReader::mostBodyBytes + HttpReader::mostHeaderBytes - m_buffer.size());
        switch (m_reader.read(m_buffer)) {
        case HttpReader::Outcome::NeedsMore:
            return;
        case HttpReader::Outcome::Refused:
            m_buffer.clear();
            send(refusal(m_reader.refusal(), "this is no HTTP that is understood here"), false);
            return;
        case HttpReader::Outcome::Complete:
            break;
        }
        m_isBusy = true;
        const HttpRequest request = m_reader.take();
        m_server.serve(
            request, [self = QPointer<Connection>(this), keeps = request.keepsAlive](const HttpReply &reply) {
                if (self)
                    self->send(reply, keeps);
            });
    }

private:
    HttpServer &m_server;
    QTcpSocket *m_socket;
    QByteArray m_buffer;
    HttpReader m_reader;
    bool m_isBusy = false;
    bool m_isOver = false;
};

HttpServer::HttpServer(QByteArray token, Handler handler, QObject *parent)
    : QObject(parent)
    , m_token(std::move(token))
    , m_handler(std::move(handler))
{
    connect(&m_server, &QTcpServer::newConnection, this, &HttpServer::accept);
}

bool HttpServer::listen(quint16 port) { return m_server.listen(QHostAddress::LocalHost, port); }

void HttpServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (!socket->peerAddress().isLoopback() || m_connections >= mostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        auto *connection = new Connection(*this, socket);
        QMetaObject::invokeMethod(
            connection, [connection] { connection->work(); }, Qt::QueuedConnection);
    }
}

bool HttpServer::isOurHost(const QByteArray &host) const
{
    const QByteArray number = QByteArray::number(port());
    return host == "127.0.0.1:" + number || host.toLower() == "localhost:" + number;
}

void HttpServer::serve(const HttpRequest &request, const Respond &respond)
{
    if (request.hasHeader("origin")) {
        respond(refusal(403, "requests of web pages are refused"));
        return;
    }
    if (!isOurHost(request.header("host"))) {
        respond(refusal(403, "the Host is not this machine"));
        return;
    }
    QByteArray path = request.target.split('?').first();
    const qsizetype slash = path.indexOf('/', 1);
    const QByteArray token = path.mid(1, slash < 0 ? -1 : slash - 1);
    if (!isSame(token, m_token)) {
        respond(refusal(404, "the path does not start with the token"));
        return;
    }
    path = slash < 0 ? QByteArray("/") : path.mid(slash);
    m_handler(request, path, respond);
}

} // namespace roost
