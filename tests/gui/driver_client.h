// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QTcpSocket>

namespace roost {

/// A WebDriver client in the test's own process: sends a command and runs the event loop until the answer
/// arrives. Main thread.
class DriverClient
{
public:
    /// `url` as the driver announces it.
    explicit DriverClient(const QString &url);

    /// Sends the bytes unchanged; returns all data until the connection is quiet or closed.
    [[nodiscard]] QByteArray exchange(const QByteArray &request);
    /// One command; `path` without the token: "/status". The value, or the error object.
    QJsonValue call(const QByteArray &method, const QString &path, const QJsonObject &body = {});
    /// HTTP status of the last call.
    [[nodiscard]] int status() const { return m_status; }

    // The session
    /// Begins one; message boxes are elements unless `wanted` (always to match) says otherwise.
    void open(const QJsonObject &wanted = {
                  {QStringLiteral("roost:messageBoxes"), QStringLiteral("elements")}});
    QJsonValue get(const QString &command) { return call("GET", m_session + command); }
    QJsonValue post(const QString &command, const QJsonObject &body = {})
    {
        return call("POST", m_session + command, body);
    }
    /// The reference of the first element; null if there is none (see problem()).
    [[nodiscard]] QString find(const QString &css, const QString &strategy = QStringLiteral("css selector"));
    [[nodiscard]] QStringList findAll(const QString &css,
                                      const QString &strategy = QStringLiteral("css selector"));
    QJsonValue of(const QString &css, const QString &question)
    {
        return get(QStringLiteral("/element/") + find(css) + question);
    }
    QJsonValue click(const QString &css)
    {
        return post(QStringLiteral("/element/") + find(css) + QStringLiteral("/click"));
    }
    QJsonValue type(const QString &css, const QString &text);
    /// "no such element: …" of the last call; empty when it worked.
    [[nodiscard]] const QString &problem() const { return m_problem; }
    /// The value of the last answer, whether it worked or not.
    [[nodiscard]] const QJsonValue &answer() const { return m_answer; }
    [[nodiscard]] const QString &session() const { return m_session; }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] const QByteArray &token() const { return m_token; }

private:
    [[nodiscard]] static bool isWhole(const QByteArray &answer);

    quint16 m_port = 0;
    QByteArray m_token;
    QTcpSocket m_socket;
    QString m_session; ///< "/session/…".
    QString m_problem;
    QJsonValue m_answer;
    int m_status = 0;
};

} // namespace roost
