// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/http_request.h"

#include <QObject>
#include <QTcpServer>

#include <functional>

namespace roost {

/// An HTTP answer.
struct HttpReply
{
    int status = 200;
    QByteArray body;
    QByteArray type = "application/json; charset=utf-8";
};

/// An HTTP/1.1 server for programs on this machine; listens on 127.0.0.1 only. It refuses a request before
/// parsing the command if the request comes from another address, carries an Origin (a page in a browser),
/// names another Host, or lacks the token that starts every path. Main thread.
class HttpServer : public QObject
{
    Q_OBJECT

public:
    /// Answers one request; may be called later, once, and even after the client has disconnected.
    using Respond = std::function<void(const HttpReply &reply)>;
    /// `path` is the target without token and query: "/session".
    using Handler = std::function<void(const HttpRequest &request, const QByteArray &path, Respond respond)>;

    static constexpr int mostConnections = 32;

    /// `token`: letters and digits, at least 16 of them.
    HttpServer(QByteArray token, Handler handler, QObject *parent = nullptr);

    /// Port 0 lets the system choose. False: it is taken; see problem().
    [[nodiscard]] bool listen(quint16 port);
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] QString problem() const { return m_server.errorString(); }

private:
    class Connection;
    void accept();
    void serve(const HttpRequest &request, const Respond &respond);
    [[nodiscard]] bool isOurHost(const QByteArray &host) const;

    QByteArray m_token;
    Handler m_handler;
    QTcpServer m_server;
    int m_connections = 0;
};

} // namespace roost
