// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0202_time.h"
#include "xmpp/extensions/xep0203_delay.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Time of other entities, and the addresses that may learn ours.
class TestXep0202Time : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyContactsAreAnswered();
    void othersAreAsked();
    void offsets_data();
    void offsets();
};

void TestXep0202Time::onlyContactsAreAnswered()
{
    FakeSender sender;
    Xep0202Time time(sender);
    time.setAllowed([](const Jid &bare) { return bare.toString() == u"bob@example.org"; });
    const auto ask = [&](const QByteArray &from) {
        const Handled handled = sender.inject(time, "<iq xmlns='jabber:client' from='" + from +
                                                        "' id='t1' type='get'><time "
                                                        "xmlns='urn:xmpp:time'/></iq>");
        return handled == Handled::Consume ? sender.takeSent() : XmlElement();
    };
    const XmlElement answer = ask("bob@example.org/x");
    const XmlElement *element = answer.child(u"time", u"urn:xmpp:time");
    QVERIFY(element);
    QCOMPARE(Xep0203Delay::parseStamp(element->childText(u"utc", u"urn:xmpp:time")).value_or(-1),
             sender.clock().nowMs());
    QVERIFY(Xep0202Time::parseOffset(element->childText(u"tzo", u"urn:xmpp:time")));
    QCOMPARE(errorCondition(ask("mallory@example.net/x")), u"service-unavailable"_s);
    QVERIFY(ask("alice@example.com/phone").child(u"time", u"urn:xmpp:time"));
}

void TestXep0202Time::othersAreAsked()
{
    FakeSender sender;
    Xep0202Time time(sender);
    Result<EntityTime> got;
    const auto take = [&got](const Result<EntityTime> &result) { got = result; };
    time.ask(Jid::fromWire(u"bob@example.org/x")).then(this, take);
    sender.answerXml(
        "<iq xmlns='jabber:client' type='result' id='1'><time xmlns='urn:xmpp:time'><tzo>-06:00</tzo>"
        "<utc>2006-12-19T17:58:35Z</utc></time></iq>");
    QVERIFY(got);
    QCOMPARE(got->utcMs, 1'166'551'115'000LL);
    QCOMPARE(got->offsetMinutes, -360);
    time.ask(Jid::fromWire(u"bob@example.org/x")).then(this, take);
    sender.answerXml(
        "<iq xmlns='jabber:client' type='result' id='2'><time xmlns='urn:xmpp:time'><tzo>east</tzo>"
        "<utc>2006-12-19T17:58:35Z</utc></time></iq>");
    QCOMPARE(got.error().kind, ErrorKind::ProtocolViolation);
}

void TestXep0202Time::offsets_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("minutes");
    QTest::newRow("utc") << u"+00:00"_s << 0;
    QTest::newRow("west") << u"-06:00"_s << -360;
    QTest::newRow("half") << u"+05:30"_s << 330;
    QTest::newRow("most") << u"+14:00"_s << 840;
    QTest::newRow("newfoundland") << u"-03:30"_s << -210;
}

void TestXep0202Time::offsets()
{
    QFETCH(const QString, text);
    QFETCH(const int, minutes);
    QCOMPARE(Xep0202Time::parseOffset(text).value_or(9999), minutes);
    QCOMPARE(Xep0202Time::formatOffset(minutes), text);
    QCOMPARE(Xep0202Time::parseOffset(u"Z").value_or(9999), 0);
    for (const QStringView bad : {u"6", u"+6:00", u"+99:00", u"+01:60", u"++1:00", u"+01:+1", u""})
        QVERIFY2(!Xep0202Time::parseOffset(bad), qPrintable(bad.toString()));
}

QTEST_GUILESS_MAIN(TestXep0202Time)
#include "test_xep0202_time.moc"
