// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0203_delay.h"
#include "xmpp/extensions/xep0280_carbons.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// XEP-0082 stamps, and the precedence of their senders.
class TestXep0203Delay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stamps_data();
    void stamps();
    void nonsense_data();
    void nonsense();
    void formatIsReadBack();
    void delayIsAnnotated();
    void absurdStampsAreClampedOrIgnored();
    void ownServerIsBelievedFirst();
    void forwarderComesFirst();
    void readsLegacyStamps();
};

void TestXep0203Delay::stamps_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ms");
    // XEP-0082 §3.2: the Moon, in two zones.
    QTest::newRow("moon utc") << u"1970-07-21T02:56:15Z"_s << 17'376'975'000LL;
    QTest::newRow("moon zone") << u"1970-07-20T21:56:15-05:00"_s << 17'376'975'000LL;
    QTest::newRow("epoch") << u"1970-01-01T00:00:00Z"_s << 0LL;
    QTest::newRow("fraction") << u"2002-09-10T23:08:25.125Z"_s << 1'031'699'305'125LL;
    QTest::newRow("long fraction") << u"2002-09-10T23:08:25.123456789Z"_s << 1'031'699'305'123LL;
    QTest::newRow("east") << u"2002-09-11T04:38:25+05:30"_s << 1'031'699'305'000LL;
    QTest::newRow("no colon") << u"2002-09-11T04:38:25+0530"_s << 1'031'699'305'000LL;
    QTest::newRow("no zone") << u"2002-09-10T23:08:25"_s << 1'031'699'305'000LL;
    QTest::newRow("fraction without a zone") << u"2002-09-10T23:08:25.125"_s << 1'031'699'305'125LL;
    QTest::newRow("leap day") << u"2024-02-29T00:00:00Z"_s << 1'709'164'800'000LL;
    QTest::newRow("leap second") << u"2016-12-31T23:59:60Z"_s << 1'483'228'799'000LL;
    QTest::newRow("far future") << u"9998-12-31T23:59:59Z"_s << 253'370'764'799'000LL;
}

void TestXep0203Delay::stamps()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, ms);
    QCOMPARE(Xep0203Delay::parseStamp(text).value_or(-1), ms);
}

void TestXep0203Delay::nonsense_data()
{
    QTest::addColumn<QString>("text");
    for (const char16_t *text : {u"",
                                 u"now",
                                 u"2002-09-10",
                                 u"2002-09-10T23:08",
                                 u"20020910T23:08:25",
                                 u"2002-13-10T23:08:25Z",
                                 u"2002-02-30T23:08:25Z",
                                 u"2002-09-10T24:00:00Z",
                                 u"2002-09-10T23:60:25Z",
                                 u"2002-09-10T23:08:61Z",
                                 u"2002-09-10T23:08:25.Z",
                                 u"2002-09-10T23:08:25+5:00",
                                 u"2002-09-10T23:08:25+05",
                                 u"2002-09-10T23:08:25 0530",
                                 u"2002-09-10T23:08:25+99:00",
                                 u"2002-09-10T23:08:25 Z",
                                 u"0001-01-01T00:00:00Z",
                                 u"9999-12-31T23:59:59Z",
                                 u"1969-12-31T23:59:59Z",
                                 u"-200-09-10T23:08:25Z",
                                 u"2002-09-10t23:08:25Z",
                                 u"+002-09-10T23:08:25Z",
                                 u"1970-01-01T00:00:00+14:00",
                                 u"2002-09-10T23:08:25Zx"}) {
        const QString string = QString::fromUtf16(text);
        QTest::newRow(qPrintable(u"'"_s + string + u"'"_s)) << string;
    }
}

void TestXep0203Delay::nonsense()
{
    QFETCH(const QString, text);
    QVERIFY(!Xep0203Delay::parseStamp(text));
}

void TestXep0203Delay::formatIsReadBack()
{
    QCOMPARE(Xep0203Delay::formatStamp(1'031'699'305'125), u"2002-09-10T23:08:25.125Z"_s);
    for (const qint64 ms : {0LL, 1LL, 1'031'699'305'125LL, 253'370'764'799'999LL})
        QCOMPARE(Xep0203Delay::parseStamp(Xep0203Delay::formatStamp(ms)).value_or(-1), ms);
}

namespace {

QByteArray message(const QByteArray &children)
{
    return "<message xmlns='jabber:client' from='bob@example.org/x' to='alice@example.com'><body>x</body>" +
           children + "</message>";
}

QByteArray delay(const QByteArray &stamp, const QByteArray &from = {})
{
    return "<delay xmlns='urn:xmpp:delay' stamp='" + stamp + "'" +
           (from.isEmpty() ? QByteArray() : " from='" + from + "'") + "/>";
}

qint64 stampOf(const FakeSender &sender, Xep0203Delay &extension, const QByteArray &xml)
{
    Stanza stanza = sender.receive(xml);
    if (sender.handle(extension, stanza) != Handled::Pass)
        return -2;
    const auto *found = stanza.annotation<Delay>();
    return found ? found->stampMs : -1;
}

} // namespace

void TestXep0203Delay::delayIsAnnotated()
{
    FakeSender sender;
    Xep0203Delay extension(sender);
    Stanza stanza = sender.receive(message(delay("2025-06-01T10:00:00Z", "example.com") +
                                           "<x xmlns='jabber:x:delay' stamp='20020910T23:08:25'/>"));
    QCOMPARE(sender.handle(extension, stanza), Handled::Pass);
    QCOMPARE(stanza.annotation<Delay>()->stampMs, 1'748'772'000'000LL);
    QCOMPARE(stanza.annotation<Delay>()->from.toString(), u"example.com"_s);
    QCOMPARE(stampOf(sender, extension, message("")), -1);
    QCOMPARE(stampOf(sender, extension, message("<delay xmlns='other' stamp='2025-06-01T10:00:00Z'/>")), -1);
    QCOMPARE(stampOf(sender, extension,
                     "<presence xmlns='jabber:client' from='b@example.org/x'>" +
                         delay("2025-06-01T10:00:00Z") + "</presence>"),
             1'748'772'000'000LL);
    QCOMPARE(stampOf(sender, extension,
                     "<iq xmlns='jabber:client' type='get' id='1' from='b@example.org/x'>" +
                         delay("2025-06-01T10:00:00Z") + "</iq>"),
             -1);
}

void TestXep0203Delay::absurdStampsAreClampedOrIgnored()
{
    FakeSender sender;
    Xep0203Delay extension(sender);
    const qint64 now = sender.clock().nowMs();
    QCOMPARE(stampOf(sender, extension, message(delay("0001-01-01T00:00:00Z"))), -1);
    QCOMPARE(stampOf(sender, extension, message(delay("9999-12-31T23:59:59Z"))), -1);
    QCOMPARE(stampOf(sender, extension, message(delay("yesterday"))), -1);
    QCOMPARE(stampOf(sender, extension, message(delay("2099-01-01T00:00:00Z"))), now + 60'000);
    QCOMPARE(stampOf(sender, extension, message(delay("1980-01-01T00:00:00Z"))), 915'148'800'000LL);
}

void TestXep0203Delay::ownServerIsBelievedFirst()
{
    FakeSender sender;
    Xep0203Delay extension(sender);
    const qint64 truth = 1'748'772'000'000;
    for (const char *server : {"example.com", "alice@example.com"}) {
        QCOMPARE(stampOf(sender, extension,
                         message(delay("2020-01-01T00:00:00Z", "bob@example.org") +
                                 delay("2025-06-01T10:00:00Z", server))),
                 truth);
    }
    QCOMPARE(stampOf(sender, extension,
                     message(delay("2025-06-01T10:00:00Z", "example.org") +
                             delay("2020-01-01T00:00:00Z", "evil.org"))),
             truth);
}

void TestXep0203Delay::forwarderComesFirst()
{
    FakeSender sender;
    Xep0280Carbons carbons(sender);
    Xep0203Delay extension(sender);
    Stanza stanza =
        sender.receive("<message xmlns='jabber:client' from='alice@example.com'><received "
                       "xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>" +
                       delay("2025-06-01T10:00:00Z") + message(delay("2020-01-01T00:00:00Z", "example.com")) +
                       "</forwarded></received></message>");
    QCOMPARE(sender.handle(carbons, stanza), Handled::Pass);
    QCOMPARE(sender.handle(extension, stanza), Handled::Pass);
    QCOMPARE(stanza.annotation<Delay>()->stampMs, 1'748'772'000'000LL);
}

void TestXep0203Delay::readsLegacyStamps()
{
    FakeSender sender;
    Xep0203Delay extension(sender);
    const QByteArray legacy = "<x xmlns='jabber:x:delay' from='example.com' stamp='20241224T18:18:11'/>";
    const qint64 stamp = 1'735'064'291'000;
    QCOMPARE(stampOf(sender, extension, message(legacy)), stamp);
    QCOMPARE(stampOf(sender, extension, message(QByteArray(legacy).replace("11'/>", "11Z'/>"))), stamp);
    QCOMPARE(stampOf(sender, extension, message(legacy + delay("2025-06-01T10:00:00Z"))),
             1'748'772'000'000LL);
    for (const char *wrong : {"20241224", "2024122418:18:11", "20241324T18:18:11", "2024T224T18:18:11", ""})
        QCOMPARE(stampOf(sender, extension, message(QByteArray(legacy).replace("20241224T18:18:11", wrong))),
                 -1);
}

QTEST_GUILESS_MAIN(TestXep0203Delay)
#include "test_xep0203_delay.moc"
