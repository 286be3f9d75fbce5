// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0199_ping.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace roost;

/// Pings, both ways.
class TestXep0199Ping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pingIsAnswered();
    void pingMeasures();
};

void TestXep0199Ping::pingIsAnswered()
{
    FakeSender sender;
    Xep0199Ping ping(sender);
    QCOMPARE(sender.inject(
                 ping, "<iq xmlns='jabber:client' from='example.com' to='alice@example.com/desk' id='c2s1' "
                       "type='get'><ping xmlns='urn:xmpp:ping'/></iq>"),
             Handled::Consume);
    const XmlElement answer = sender.takeSent();
    QCOMPARE(answer.attribute(u"type"), u"result"_s);
    QCOMPARE(answer.attribute(u"id"), u"c2s1"_s);
    QCOMPARE(answer.attribute(u"to"), u"example.com"_s);
    QCOMPARE(
        sender.inject(ping, "<iq xmlns='jabber:client' id='1' type='set'><ping xmlns='urn:xmpp:ping'/></iq>"),
        Handled::Pass);
    QCOMPARE(
        sender.inject(ping, "<iq xmlns='jabber:client' id='1' type='get'><ping xmlns='urn:other'/></iq>"),
        Handled::Pass);
}

void TestXep0199Ping::pingMeasures()
{
    FakeSender sender;
    Xep0199Ping ping(sender);
    Result<qint64> got;
    const auto take = [&got](const Result<qint64> &result) { got = result; };
    ping.ping({}).then(this, take);
    QCOMPARE(sender.question().attribute(u"to"), u"example.com"_s);
    sender.clock().advance(250ms);
    sender.answerXml("<iq xmlns='jabber:client' id='1' type='result'/>");
    QVERIFY(got);
    QCOMPARE(*got, 250);
    // An answer that pings are unsupported is a sign of life.
    ping.ping(Jid::fromWire(u"bob@example.org/x")).then(this, take);
    sender.clock().advance(40ms);
    sender.refuse(ErrorKind::FeatureNotImplemented);
    QVERIFY(got);
    QCOMPARE(*got, 40);
    ping.ping({}).then(this, take);
    sender.refuse(ErrorKind::Timeout);
    QVERIFY(!got);
    QCOMPARE(got.error().kind, ErrorKind::Timeout);
}

QTEST_GUILESS_MAIN(TestXep0199Ping)
#include "test_xep0199_ping.moc"
