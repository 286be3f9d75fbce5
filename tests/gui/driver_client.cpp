// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/driver_client.h"
#include "support/patience.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

namespace roost {

using namespace Qt::StringLiterals;

namespace {
constexpr auto elementKey = "element-6066-11e4-a52e-4f735466cecf"_L1;
} // namespace

DriverClient::DriverClient(const QString &url)
    : m_port(quint16(QUrl(url).port()))
    , m_token(QUrl(url).path().mid(1).toLatin1())
{
}

bool DriverClient::isWhole(const QByteArray &answer)
{
    const qsizetype head = answer.indexOf("\r\n\r\n");
    const qsizetype length = answer.indexOf("Content-Length: ");
    if (head < 0 || length < 0)
        return false;
    return answer.size() >=
           head + 4 + answer.mid(length + 16, answer.indexOf('\r', length) - length - 16).toInt();
}

QByteArray DriverClient::exchange(const QByteArray &request)
{
    if (m_socket.state() != QAbstractSocket::ConnectedState) {
        QSignalSpy connected(&m_socket, &QTcpSocket::connected);
        m_socket.connectToHost(u"127.0.0.1"_s, m_port);
        if (!connected.wait(testPatienceMs))
            return {};
    }
    QSignalSpy ready(&m_socket, &QTcpSocket::readyRead);
    m_socket.write(request);
    QByteArray answer;
    while (!isWhole(answer)) {
        if (m_socket.bytesAvailable() == 0 && !ready.wait(testPatienceMs))
            break;
        answer += m_socket.readAll();
    }
    if (answer.contains("Connection: close"))
        m_socket.abort();
    return answer;
}

QJsonValue DriverClient::call(const QByteArray &method, const QString &path, const QJsonObject &body)
{
    const QByteArray content =
        method == "POST" ? QJsonDocument(body).toJson(QJsonDocument::Compact) : QByteArray();
    const QByteArray answer =
        exchange(method + " /" + m_token + path.toUtf8() +
                 " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_port) +
                 "\r\nContent-Length: " + QByteArray::number(content.size()) + "\r\n\r\n" + content);
    m_status = answer.mid(9, 3).toInt();
    const qsizetype head = answer.indexOf("\r\n\r\n");
    const QJsonValue value = QJsonDocument::fromJson(answer.mid(head + 4)).object().value("value"_L1);
    const QJsonObject error = value.toObject();
    m_answer = value;
    m_problem = m_status == 200
                    ? QString()
                    : error.value("error"_L1).toString() + ": "_L1 + error.value("message"_L1).toString();
    return value;
}

void DriverClient::open(const QJsonObject &wanted)
{
    const QJsonObject capabilities{{"alwaysMatch"_L1, wanted}};
    const QJsonValue value = call("POST", u"/session"_s, {{"capabilities"_L1, capabilities}});
    QCOMPARE(m_problem, QString());
    m_session = "/session/"_L1 + value.toObject().value("sessionId"_L1).toString();
}

QString DriverClient::find(const QString &css, const QString &strategy)
{
    const QJsonValue value = post(u"/element"_s, {{"using"_L1, strategy}, {"value"_L1, css}});
    return value.toObject().value(elementKey).toString();
}

QStringList DriverClient::findAll(const QString &css, const QString &strategy)
{
    QStringList all;
    const QJsonArray found = post(u"/elements"_s, {{"using"_L1, strategy}, {"value"_L1, css}}).toArray();
    for (const QJsonValue &element : found)
        all.append(element.toObject().value(elementKey).toString());
    return all;
}

QJsonValue DriverClient::type(const QString &css, const QString &text)
{
    return post("/element/"_L1 + find(css) + "/value"_L1, {{"text"_L1, text}});
}

} // namespace roost
