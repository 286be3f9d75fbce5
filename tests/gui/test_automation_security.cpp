// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/http_server.h"
#include "gui/driver_client.h"
#include "support/patience.h"

#include <QNetworkInterface>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// Clients that are accepted, and the treatment of those that are not.
class TestAutomationSecurity : public QObject
{
    Q_OBJECT

    int m_asked = 0;
    QList<HttpServer::Respond> m_late;
    bool m_isLate = false;
    HttpServer m_server{"0123456789abcdef", [this](const HttpRequest &, const QByteArray &path,
                                                   const HttpServer::Respond &respond) {
                            ++m_asked;
                            if (m_isLate)
                                m_late.append(respond);
                            else
                                respond({200, path});
                        }};

    QByteArray port() const { return QByteArray::number(m_server.port()); }
    QString url() const { return "http://127.0.0.1:"_L1 + QString::fromLatin1(port()) + "/x"_L1; }
    QByteArray request(const QByteArray &headers, const QByteArray &path = "/0123456789abcdef/status") const
    {
        return "GET " + path + " HTTP/1.1\r\n" + headers + "\r\n";
    }
    QByteArray host() const { return "Host: 127.0.0.1:" + port() + "\r\n"; }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.listen(0)); }
    void init()
    {
        m_asked = 0;
        m_isLate = false;
        m_late.clear();
    }

    void letsItsClientsIn()
    {
        DriverClient client(url());
        const QByteArray answer = client.exchange(request(host()));
        QVERIFY(answer.startsWith("HTTP/1.1 200 "));
        QVERIFY(answer.endsWith("/status"));
        QVERIFY(client.exchange(request("Host: LOCALHOST:" + port() + "\r\n")).startsWith("HTTP/1.1 200 "));
        QCOMPARE(m_asked, 2);
    }

    void keepsOthersOut_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("status");
        const QByteArray own = "OWN";
        const QByteArray path = "/0123456789abcdef/status";
        QTest::newRow("a web page") << own + "Origin: https://evil.example\r\n" << path << 403;
        QTest::newRow("a page from this machine") << own + "Origin: http://127.0.0.1\r\n" << path << 403;
        QTest::newRow("a page from nowhere") << own + "Origin: null\r\n" << path << 403;
        QTest::newRow("an empty origin") << own + "Origin:\r\n" << path << 403;
        QTest::newRow("rebound name") << QByteArray("Host: evil.example:PORT\r\n") << path << 403;
        QTest::newRow("name that ends like ours")
            << QByteArray("Host: evil.127.0.0.1:PORT\r\n") << path << 403;
        QTest::newRow("without port") << QByteArray("Host: 127.0.0.1\r\n") << path << 403;
        QTest::newRow("other port") << QByteArray("Host: 127.0.0.1:1\r\n") << path << 403;
        QTest::newRow("no token") << own << QByteArray("/status") << 404;
        QTest::newRow("wrong token") << own << QByteArray("/0123456789abcdee/status") << 404;
        QTest::newRow("part of the token") << own << QByteArray("/0123456789abcde/status") << 404;
        QTest::newRow("more than the token") << own << QByteArray("/0123456789abcdef0/status") << 404;
        QTest::newRow("encoded token") << own << QByteArray("/%30123456789abcdef/status") << 404;
        QTest::newRow("token as argument") << own << QByteArray("/?0123456789abcdef") << 404;
        QTest::newRow("dots") << own << QByteArray("/x/../0123456789abcdef/status") << 404;
    }

    void keepsOthersOut()
    {
        QFETCH(QByteArray, headers);
        QFETCH(QByteArray, path);
        QFETCH(int, status);
        headers.replace("OWN", host()).replace("PORT", port());
        DriverClient client(url());
        const QByteArray answer = client.exchange(request(headers, path));
        QVERIFY2(answer.startsWith("HTTP/1.1 " + QByteArray::number(status)), answer.constData());
        QCOMPARE(m_asked, 0);
        QVERIFY(!answer.contains("0123456789abcdef"));
        QVERIFY(!answer.contains("Access-Control")); // No other web page may read the answer.
    }

    void listensOnThisMachineOnly()
    {
        for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
            if (address.isLoopback() && address.protocol() == QAbstractSocket::IPv4Protocol)
                continue;
            QTcpSocket socket;
            QSignalSpy failed(&socket, &QTcpSocket::errorOccurred);
            QSignalSpy connected(&socket, &QTcpSocket::connected);
            socket.connectToHost(address, m_server.port());
            QTRY_VERIFY(!failed.isEmpty() || !connected.isEmpty());
            QVERIFY2(connected.isEmpty(), qPrintable(address.toString()));
        }
    }

    void closesOnNonsense()
    {
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, m_server.port());
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        QSignalSpy gone(&socket, &QTcpSocket::disconnected);
        socket.write("\x16\x03\x01 hello\r\n\r\n" + request(host()));
        QTRY_COMPARE(gone.size(), 1);
        QVERIFY(socket.readAll().startsWith("HTTP/1.1 400 "));
        QCOMPARE(m_asked, 0); // Data after an invalid request is not parsed.
    }

    void answersPipelinedOnesInOrder()
    {
        m_isLate = true;
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, m_server.port());
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        socket.write(request(host(), "/0123456789abcdef/one") + request(host(), "/0123456789abcdef/two"));
        QTRY_COMPARE(m_late.size(), 1); // One at a time.
        m_late[0]({200, "first"});
        QTRY_COMPARE(m_late.size(), 2);
        m_late[1]({200, "second"});
        QByteArray answers;
        QTRY_VERIFY((answers += socket.readAll()).contains("second"));
        QVERIFY(answers.indexOf("first") < answers.indexOf("second"));
    }

    void survivesAClientThatLeaves()
    {
        m_isLate = true;
        {
            QTcpSocket socket;
            socket.connectToHost(u"127.0.0.1"_s, m_server.port());
            QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
            socket.write(request(host()));
            QTRY_COMPARE(m_late.size(), 1);
            socket.abort();
        }
        m_isLate = false;
        DriverClient other(url());
        QVERIFY(other.exchange(request(host())).startsWith("HTTP/1.1 200 "));
        m_late[0]({200, "too late"}); // The connection has gone; the answer is dropped.
        QVERIFY(other.exchange(request(host())).startsWith("HTTP/1.1 200 "));
    }

    void hasRoomForSoMany()
    {
        std::vector<std::unique_ptr<QTcpSocket>> crowd;
        for (int i = 0; i < HttpServer::mostConnections + 8; ++i) {
            crowd.push_back(std::make_unique<QTcpSocket>());
            crowd.back()->connectToHost(u"127.0.0.1"_s, m_server.port());
        }
        const auto inside = [&crowd] {
            return std::count_if(crowd.begin(), crowd.end(), [](const auto &socket) {
                return socket->state() == QAbstractSocket::ConnectedState;
            });
        };
        QTRY_VERIFY(inside() > HttpServer::mostConnections / 2);
        QTRY_VERIFY(inside() <= HttpServer::mostConnections);
        crowd.clear();
        DriverClient client(url());
        QTRY_VERIFY(client.exchange(request(host())).startsWith("HTTP/1.1 200 "));
    }
};

} // namespace roost

QTEST_MAIN(roost::TestAutomationSecurity)
#include "test_automation_security.moc"
