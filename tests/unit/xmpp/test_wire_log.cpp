// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/wire_log.h"

#include <QTest>

using namespace roost;

class TestWireLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blanksSecrets_data();
    void blanksSecrets();
};

void TestWireLog::blanksSecrets_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray sasl = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
    for (const char *name : {"auth", "challenge", "response", "success"}) {
        const QByteArray tag = name;
        QTest::newRow(name) << "<" + tag + " " + sasl + ">AGFsaWNl</" + tag + ">"
                            << "<" + tag + " " + sasl + ">***</" + tag + ">";
    }
    QTest::newRow("registration") << QByteArray("<query><password>geheim</password></query>")
                                  << QByteArray("<query><password>***</password></query>");
    QTest::newRow("TURN") << QByteArray("<service username='u' password='geheim'/>")
                          << QByteArray("<service username='u' password='***'/>");
    QTest::newRow("message") << QByteArray("<message><body>authentic</body></message>")
                             << QByteArray("<message><body>authentic</body></message>");
}

void TestWireLog::blanksSecrets()
{
    QFETCH(const QByteArray, frame);
    QFETCH(const QByteArray, expected);
    QCOMPARE(withoutSecrets(frame), expected);
}

QTEST_GUILESS_MAIN(TestWireLog)
#include "test_wire_log.moc"
