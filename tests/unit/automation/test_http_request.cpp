// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/http_request.h"

#include <QTest>

namespace roost {

/// Valid HTTP requests, and input that only resembles one.
class TestHttpRequest : public QObject
{
    Q_OBJECT

    static QByteArray get(const QByteArray &headers)
    {
        return "GET /a HTTP/1.1\r\nHost: 127.0.0.1:1\r\n" + headers + "\r\n";
    }

private Q_SLOTS:
    void readsARequest()
    {
        QByteArray buffer = "POST /t/session?x=1 HTTP/1.1\r\nHost: localhost:1\r\nContent-Length: 5\r\n"
                            "X-Thing:  a b \t\r\n\r\nhelloGET";
        HttpReader reader;
        QCOMPARE(reader.read(buffer), HttpReader::Outcome::Complete);
        const HttpRequest request = reader.take();
        QCOMPARE(request.method, "POST");
        QCOMPARE(request.target, "/t/session?x=1");
        QCOMPARE(request.body, "hello");
        QCOMPARE(request.header("x-thing"), "a b");
        QVERIFY(request.hasHeader("host"));
        QVERIFY(!request.hasHeader("origin"));
        QVERIFY(request.keepsAlive);
        QCOMPARE(buffer, "GET"); // The next one's beginning stays.
    }

    void readsByteByByte()
    {
        const QByteArray all = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
        HttpReader reader;
        QByteArray buffer;
        for (qsizetype i = 0; i < all.size() - 1; ++i) {
            buffer += all[i];
            QCOMPARE(reader.read(buffer), HttpReader::Outcome::NeedsMore);
        }
        buffer += all.back();
        QCOMPARE(reader.read(buffer), HttpReader::Outcome::Complete);
        QCOMPARE(reader.take().body, "abc");
    }

    void readsOneAfterTheOther()
    {
        QByteArray buffer = get({}) + get("Connection: close\r\n") + "GET / HTTP/1.0\r\n\r\n";
        HttpReader reader;
        QCOMPARE(reader.read(buffer), HttpReader::Outcome::Complete);
        QVERIFY(reader.take().keepsAlive);
        QCOMPARE(reader.read(buffer), HttpReader::Outcome::Complete);
        QVERIFY(!reader.take().keepsAlive);
        QCOMPARE(reader.read(buffer), HttpReader::Outcome::Complete);
        QVERIFY(!reader.take().keepsAlive); // 1.0 does not unless it says so.
        QCOMPARE(reader.read(buffer), HttpReader::Outcome::NeedsMore);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << 400;
        QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02\r\n\r\n") << 400;
        QTest::newRow("lower case method") << QByteArray("get / HTTP/1.1\r\nHost: a\r\n\r\n") << 400;
        QTest::newRow("no target") << QByteArray("GET HTTP/1.1\r\nHost: a\r\n\r\n") << 400;
        QTest::newRow("absolute target") << QByteArray("GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n") << 400;
        QTest::newRow("two blanks") << QByteArray("GET  / HTTP/1.1\r\nHost: a\r\n\r\n") << 400;
        QTest::newRow("raw UTF-8") << QByteArray("GET /\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n") << 400;
        QTest::newRow("HTTP/2") << QByteArray("GET / HTTP/2.0\r\nHost: a\r\n\r\n") << 505;
        QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("two hosts") << get("Host: b\r\n") << 400;
        QTest::newRow("blank before colon") << get("X : 1\r\n") << 400;
        QTest::newRow("no colon") << get("Thing\r\n") << 400;
        QTest::newRow("empty name") << get(": 1\r\n") << 400;
        QTest::newRow("folded") << get("X: 1\r\n 2\r\n") << 400;
        QTest::newRow("control in value") << get("X: a\x01z\r\n") << 400;
        QTest::newRow("zero in value") << get(QByteArray("X: a\0z\r\n", 8)) << 400;
        QTest::newRow("bare LF") << QByteArray("GET / HTTP/1.1\nHost: a\n\r\n\r\n") << 400;
        QTest::newRow("bare CR") << get("X: a\rY: b\r\n") << 400;
        QTest::newRow("chunked") << get("Transfer-Encoding: chunked\r\n") << 501;
        QTest::newRow("chunked and length")
            << get("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n") << 501;
        QTest::newRow("two lengths") << get("Content-Length: 3\r\nContent-Length: 3\r\n") << 400;
        QTest::newRow("list of lengths") << get("Content-Length: 3, 3\r\n") << 400;
        QTest::newRow("negative length") << get("Content-Length: -1\r\n") << 400;
        QTest::newRow("plus") << get("Content-Length: +1\r\n") << 400;
        QTest::newRow("hexadecimal") << get("Content-Length: 0x10\r\n") << 400;
        QTest::newRow("empty length") << get("Content-Length:\r\n") << 400;
        QTest::newRow("too long a body") << get("Content-Length: 8388609\r\n") << 413;
        QTest::newRow("absurd length") << get("Content-Length: 99999999999999999999\r\n") << 413;
        QTest::newRow("expectation") << get("Expect: 100-continue\r\n") << 417;
        QTest::newRow("long header") << get("X: " + QByteArray(20000, 'a') + "\r\n") << 431;
        QTest::newRow("endless head") << QByteArray("GET /") + QByteArray(20000, 'a') << 431;
        QTest::newRow("many headers") << get(QByteArray("X: 1\r\n").repeated(64)) << 431;
    }

    void refuses()
    {
        QFETCH(QByteArray, bytes);
        HttpReader reader;
        QCOMPARE(reader.read(bytes), HttpReader::Outcome::Refused);
        QTEST(reader.refusal(), "status");
        // Nothing that follows makes it better.
        QByteArray good = get({});
        QCOMPARE(reader.read(good), HttpReader::Outcome::Refused);
    }
};

} // namespace roost

QTEST_APPLESS_MAIN(roost::TestHttpRequest)
#include "test_http_request.moc"
