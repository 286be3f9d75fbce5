// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_clock.h"
#include "support/patience.h"
#include "support/sequential_ids.h"
#include "xmpp/iq_tracker.h"
#include "xmpp/namespaces.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;
using namespace std::chrono_literals;

namespace {

const Jid own = Jid::fromWire(u"alice@example.org/roost");

Stanza stanza(const QByteArray &frame)
{
    return Stanza::fromElement(std::move(parseXml(frame).value()), own);
}

QByteArray answer(const QByteArray &from, const QByteArray &id, const QByteArray &type = "result")
{
    return "<iq xmlns='jabber:client' type='" + type + "' id='" + id + "'" +
           (from.isNull() ? QByteArray() : " from='" + from + "'") + "/>";
}

} // namespace

class TestIqTracker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void givesIdsAndResults();
    void takesOnlyTheAskedOne_data();
    void takesOnlyTheAskedOne();
    void ignoresOtherTypesAndIds();
    void mapsErrors();
    void timesOut();
    void eachEndsAtItsTime();
    void manyNeedOneTimer();
    void endsAllAtOnce();
    void mayBeAskedAgainFromWithin();

private:
    FakeClock m_clock;
    std::unique_ptr<SequentialIds> m_ids;
    std::unique_ptr<IqTracker> m_tracker;
};

void TestIqTracker::init()
{
    m_ids = std::make_unique<SequentialIds>();
    m_tracker = std::make_unique<IqTracker>(m_clock, *m_ids);
}

void TestIqTracker::givesIdsAndResults()
{
    XmlElement iq = makeIq(u"get"_s, Jid::fromWire(u"example.org"), XmlElement(u"ping"_s, ns::ping));
    const auto future = m_tracker->add(iq, own, 1000);
    QCOMPARE(iq.attribute(u"id"), u"id-1"_s);
    QVERIFY(!future.isFinished());
    Stanza result = stanza(answer("example.org", "id-1"));
    QVERIFY(m_tracker->take(result));
    QVERIFY(future.isFinished());
    QVERIFY(future.result());
    QCOMPARE(future.result()->attribute(u"id"), u"id-1"_s);
    Stanza again = stanza(answer("example.org", "id-1"));
    QVERIFY(!m_tracker->take(again));
}

void TestIqTracker::takesOnlyTheAskedOne_data()
{
    QTest::addColumn<QString>("to");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<bool>("isTaken");
    const QString self;
    const QString bare = u"alice@example.org"_s;
    const QString bob = u"bob@example.org/x"_s;
    QTest::newRow("self: no from") << self << QByteArray() << true;
    QTest::newRow("self: bare") << self << QByteArray("alice@example.org") << true;
    QTest::newRow("self: full") << self << QByteArray("alice@example.org/roost") << true;
    QTest::newRow("self: own server") << self << QByteArray("example.org") << true;
    QTest::newRow("self: other own device") << self << QByteArray("alice@example.org/evil") << false;
    QTest::newRow("self: mallory") << self << QByteArray("mallory@example.org") << false;
    QTest::newRow("self: other server") << self << QByteArray("evil.example") << false;
    QTest::newRow("self: nonsense") << self << QByteArray("@@") << false;
    QTest::newRow("self: empty") << self << QByteArray("") << false;
    QTest::newRow("bare: no from") << bare << QByteArray() << true;
    QTest::newRow("bare: bare") << bare << QByteArray("alice@example.org") << true;
    QTest::newRow("bare: server") << bare << QByteArray("example.org") << false;
    QTest::newRow("bob: bob") << bob << QByteArray("bob@example.org/x") << true;
    QTest::newRow("bob: bare") << bob << QByteArray("bob@example.org") << false;
    QTest::newRow("bob: other device") << bob << QByteArray("bob@example.org/y") << false;
    QTest::newRow("bob: no from") << bob << QByteArray() << false;
    QTest::newRow("bob: mallory") << bob << QByteArray("mallory@example.org/x") << false;
    QTest::newRow("bob: case of the domain") << bob << QByteArray("bob@EXAMPLE.org/x") << true;
}

void TestIqTracker::takesOnlyTheAskedOne()
{
    QFETCH(const QString, to);
    QFETCH(const QByteArray, from);
    QFETCH(const bool, isTaken);
    XmlElement iq = makeIq(u"get"_s, Jid::fromWire(to), {});
    const auto future = m_tracker->add(iq, own, 1000);
    Stanza result = stanza(answer(from, "id-1"));
    QCOMPARE(m_tracker->take(result), isTaken);
    QCOMPARE(future.isFinished(), isTaken);
    QCOMPARE(m_tracker->pendingCount(), isTaken ? 0 : 1);
}

void TestIqTracker::ignoresOtherTypesAndIds()
{
    XmlElement iq = makeIq(u"get"_s, Jid::fromWire(u"bob@example.org/x"), {});
    const auto future = m_tracker->add(iq, own, 1000);
    for (const QByteArray &frame :
         {answer("bob@example.org/x", "id-2"), answer("bob@example.org/x", "id-1", "get"),
          answer("bob@example.org/x", "id-1", "set"), answer("bob@example.org/x", "id-1", "nonsense"),
          QByteArray("<message xmlns='jabber:client' type='result' id='id-1' from='bob@example.org/x'/>")}) {
        Stanza other = stanza(frame);
        QVERIFY(!m_tracker->take(other));
        QVERIFY(!future.isFinished());
    }
}

void TestIqTracker::mapsErrors()
{
    XmlElement iq = makeIq(u"get"_s, Jid::fromWire(u"example.org"), {});
    const auto future = m_tracker->add(iq, own, 1000);
    Stanza error =
        stanza("<iq xmlns='jabber:client' type='error' id='id-1' from='example.org'><error type='cancel'>"
               "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
               "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>none</text></error></iq>");
    QVERIFY(m_tracker->take(error));
    QCOMPARE(future.result().error(), (Error{ErrorKind::ItemNotFound, u"item-not-found: none"_s}));
}

void TestIqTracker::timesOut()
{
    XmlElement iq = makeIq(u"get"_s, Jid::fromWire(u"example.org"), {});
    const auto future = m_tracker->add(iq, own, 1000);
    m_clock.advance(999ms);
    QVERIFY(!future.isFinished());
    m_clock.advance(1ms);
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().error().kind, ErrorKind::Timeout);
    Stanza late = stanza(answer("example.org", "id-1"));
    QVERIFY(!m_tracker->take(late));
}

void TestIqTracker::eachEndsAtItsTime()
{
    const auto ask = [this](int timeoutMs) {
        XmlElement iq = makeIq(u"get"_s, Jid::fromWire(u"example.org"), XmlElement(u"ping"_s, ns::ping));
        return m_tracker->add(iq, own, timeoutMs);
    };
    const auto slow = ask(3'000);
    const auto quick = ask(1'000);
    m_clock.advance(500ms);
    const auto second = ask(1'000);
    const auto answered = ask(700);
    Stanza result = stanza(answer("example.org", "id-4"));
    QVERIFY(m_tracker->take(result));
    m_clock.advance(499ms);
    QVERIFY(!quick.isFinished() && answered.result());
    m_clock.advance(1ms);
    QVERIFY(quick.isFinished() && !second.isFinished());
    QCOMPARE(quick.result().error().kind, ErrorKind::Timeout);
    m_clock.advance(499ms);
    QVERIFY(!second.isFinished());
    m_clock.advance(1ms);
    QVERIFY(second.isFinished() && !slow.isFinished());
    // While something arrives that may be the answer, it has its time once more.
    bool isReceiving = true;
    m_tracker->setReceiving([&isReceiving] { return isReceiving; });
    m_clock.advance(1'500ms);
    QVERIFY(!slow.isFinished());
    isReceiving = false;
    m_clock.advance(2'999ms);
    QVERIFY(!slow.isFinished());
    m_clock.advance(1ms);
    QVERIFY(slow.isFinished());
    QCOMPARE(m_tracker->pendingCount(), 0);
    QCOMPARE(m_clock.pendingCount(), 0);
}

/// An import asks thousands of times a second: what is answered leaves no timer behind.
void TestIqTracker::manyNeedOneTimer()
{
    for (int i = 1; i <= 1'000; ++i) {
        XmlElement iq = makeIq(u"set"_s, Jid::fromWire(u"example.org"), XmlElement(u"ping"_s, ns::ping));
        const auto future = m_tracker->add(iq, own, 30'000);
        m_clock.advance(1ms);
        Stanza result = stanza(answer("example.org", "id-" + QByteArray::number(i)));
        QVERIFY(m_tracker->take(result));
        QVERIFY(future.result());
    }
    QCOMPARE(m_clock.pendingCount(), 1);
    m_clock.advance(60s);
    QCOMPARE(m_clock.pendingCount(), 0);
}

void TestIqTracker::endsAllAtOnce()
{
    XmlElement one = makeIq(u"get"_s, {}, {});
    XmlElement two = makeIq(u"get"_s, {}, {});
    const auto first = m_tracker->add(one, own, 1000);
    m_tracker->finishAll({ErrorKind::NotConnected, {}});
    QCOMPARE(first.result().error().kind, ErrorKind::NotConnected);
    const auto second = m_tracker->add(two, own, 1000);
    m_tracker.reset();
    QCOMPARE(second.result().error().kind, ErrorKind::NotConnected);
}

void TestIqTracker::mayBeAskedAgainFromWithin()
{
    XmlElement one = makeIq(u"get"_s, {}, {});
    XmlElement two = makeIq(u"get"_s, {}, {});
    QFuture<Result<XmlElement>> second;
    m_tracker->add(one, own, 1000).then(this, [&](const Result<XmlElement> &) {
        second = m_tracker->add(two, own, 1000);
    });
    m_tracker->finishAll({ErrorKind::NotConnected, {}});
    QTRY_COMPARE(m_tracker->pendingCount(), 1);
    QVERIFY(!second.isFinished());
}

QTEST_GUILESS_MAIN(TestIqTracker)
#include "test_iq_tracker.moc"
