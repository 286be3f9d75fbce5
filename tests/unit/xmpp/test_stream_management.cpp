// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/namespaces.h"
#include "xmpp/stream_management.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

XmlElement enabled(const QByteArray &attributes = "resume='true' id='x'")
{
    return *parseXml("<enabled xmlns='urn:xmpp:sm:3' " + attributes + "/>");
}

XmlElement answer(const QString &h)
{
    XmlElement a(u"a"_s, ns::streamManagement);
    return a.setAttribute(u"h"_s, h);
}

using Lane = StreamManagement::Lane;

/// Adds a stanza and sends all that the window allows; returns true if an <r/> is due.
bool sent(StreamManagement &management, const QByteArray &frame, const QString &tag, Lane lane = Lane::InTurn)
{
    const bool isTaken = management.add(frame, tag, lane);
    const auto frames = management.takeSendable();
    return isTaken && frames == std::vector{frame} && management.wantsRequest();
}

QByteArray numbered(int number) { return "<m" + QByteArray::number(number) + "/>"; }

/// As many stanzas as the window holds, numbered from 1, on the wire.
void fillWindow(StreamManagement &management)
{
    for (int i = 1; i <= int(StreamManagement::windowSize); ++i)
        (void)sent(management, numbered(i), QString::number(i));
}

} // namespace

class TestStreamManagement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOffAtFirst();
    void countsReceivedStanzas();
    void acknowledgesInOrder();
    void refusesTooMuch();
    void asksAfterTrackedOnes();
    void asksAgainOnlyWithProgress();
    void resendsExactlyMissingStanzas();
    void keepsAWindow();
    void urgentOnesPass();
    void dropsExcessStanzas();
    void resendsThroughTheWindow();
    void resendsEachLaneInOrder();
    void noticesThatItIsStuck();
    void resumesOnlyWhenAllowed();
    void reportsLostStanzas();
};

void TestStreamManagement::isOffAtFirst()
{
    StreamManagement management;
    QVERIFY(!management.isEnabled());
    QVERIFY(!management.canResume());
    QVERIFY(!management.wantsRequest());
    QVERIFY(management.end().isEmpty());
}

void TestStreamManagement::countsReceivedStanzas()
{
    StreamManagement management;
    management.countReceived(); // Before <enabled/>: does not count.
    management.begin(enabled());
    management.countReceived();
    management.countReceived();
    QCOMPARE(management.makeAnswer().toXml(), QByteArray("<a xmlns='urn:xmpp:sm:3' h='2'/>"));
    QCOMPARE(management.makeResume().toXml(), QByteArray("<resume xmlns='urn:xmpp:sm:3' h='2' previd='x'/>"));
}

void TestStreamManagement::acknowledgesInOrder()
{
    StreamManagement management;
    management.begin(enabled());
    (void)sent(management, "<1/>", u"one"_s);
    (void)sent(management, "<2/>", {});
    (void)sent(management, "<3/>", u"three"_s);
    QCOMPARE(*management.acknowledged(answer(u"1"_s)), QStringList{u"one"_s});
    QCOMPARE(*management.acknowledged(answer(u"1"_s)), QStringList());
    QCOMPARE(*management.acknowledged(answer(u"3"_s)), QStringList{u"three"_s});
}

void TestStreamManagement::refusesTooMuch()
{
    StreamManagement management;
    management.begin(enabled());
    (void)sent(management, "<1/>", u"one"_s);
    QVERIFY(!management.acknowledged(answer(u"2"_s)));
    QVERIFY(!management.acknowledged(answer(u"-1"_s)));
    QVERIFY(!management.acknowledged(answer(u"nonsense"_s)));
    QVERIFY(!management.acknowledged(XmlElement(u"a"_s, ns::streamManagement)));
    QCOMPARE(*management.acknowledged(answer(u"1"_s)), QStringList{u"one"_s});
    // Going back is "too much" too: the counters only go forward, modulo 2^32.
    QVERIFY(!management.acknowledged(answer(u"0"_s)));
}

void TestStreamManagement::asksAfterTrackedOnes()
{
    StreamManagement management;
    management.begin(enabled());
    QVERIFY(sent(management, "<1/>", u"one"_s));
    QVERIFY(!sent(management, "<2/>", u"two"_s)); // One question at a time.
    QCOMPARE(*management.acknowledged(answer(u"1"_s)), QStringList{u"one"_s});
    QVERIFY(management.wantsRequest()); // "two" is still open.
    QVERIFY(!management.wantsRequest());
    QCOMPARE(*management.acknowledged(answer(u"2"_s)), QStringList{u"two"_s});
    QVERIFY(!management.wantsRequest());
    for (int i = 1; i < StreamManagement::requestEvery; ++i)
        QVERIFY(!sent(management, "<p/>", {}));
    QVERIFY(sent(management, "<p/>", {}));
}

void TestStreamManagement::asksAgainOnlyWithProgress()
{
    StreamManagement management;
    management.begin(enabled());
    QVERIFY(sent(management, "<1/>", u"one"_s));
    QVERIFY(management.acknowledged(answer(u"0"_s))->isEmpty());
    QVERIFY(!management.wantsRequest());
}

void TestStreamManagement::resendsExactlyMissingStanzas()
{
    StreamManagement management;
    management.begin(enabled());
    (void)sent(management, "<1/>", u"one"_s);
    (void)sent(management, "<2/>", {});
    (void)sent(management, "<3/>", u"three"_s);
    QCOMPARE(*management.acknowledged(answer(u"1"_s)), QStringList{u"one"_s});
    const std::vector<QByteArray> frames{"<2/>", "<3/>"};
    management.resumed();
    QVERIFY(management.takeSendable() == frames);
    QVERIFY(management.wantsRequest());
    // A second cut before any answer: the same again, not twice.
    management.resumed();
    QVERIFY(management.takeSendable() == frames);
    QCOMPARE(*management.acknowledged(answer(u"3"_s)), QStringList{u"three"_s});
    management.resumed();
    QVERIFY(management.takeSendable().empty());
    QVERIFY(!management.wantsRequest());
}

void TestStreamManagement::keepsAWindow()
{
    StreamManagement management;
    management.begin(enabled());
    fillWindow(management);
    QVERIFY(!management.hasWaiting());
    QVERIFY(management.add("<next/>", {}));
    QVERIFY(management.add("<last/>", {}));
    QVERIFY(management.takeSendable().empty());
    QVERIFY(management.hasWaiting());
    QCOMPARE(management.acknowledged(answer(u"1"_s))->size(), 1);
    QCOMPARE(management.takeSendable(), std::vector<QByteArray>{"<next/>"});
    // Something waits, so that the next acknowledgement has to be asked for.
    QVERIFY(management.wantsRequest());
    QCOMPARE(management.acknowledged(answer(u"64"_s))->size(), 63);
    QCOMPARE(management.takeSendable(), std::vector<QByteArray>{"<last/>"});
    QVERIFY(!management.hasWaiting());
}

void TestStreamManagement::urgentOnesPass()
{
    StreamManagement management;
    management.begin(enabled());
    fillWindow(management);
    QVERIFY(management.add("<waits/>", {}));
    std::vector<QByteArray> expected;
    for (int i = 0; i < int(StreamManagement::reserve); ++i) {
        QVERIFY(management.add(numbered(i), {}, Lane::Urgent));
        expected.push_back(numbered(i));
    }
    QVERIFY(management.add("<beyond/>", {}, Lane::Urgent));
    QVERIFY(management.takeSendable() == expected);
    // The reserve is full too; once there is room, the urgent one is first.
    QVERIFY(management.takeSendable().empty());
    (void)management.acknowledged(answer(u"1"_s));
    QCOMPARE(management.takeSendable(), std::vector<QByteArray>{"<beyond/>"});
    (void)management.acknowledged(answer(u"20"_s));
    QCOMPARE(management.takeSendable(), std::vector<QByteArray>{"<waits/>"});
}

void TestStreamManagement::dropsExcessStanzas()
{
    StreamManagement management;
    management.begin(enabled());
    fillWindow(management);
    for (std::size_t i = 0; i < StreamManagement::mostWaiting; ++i)
        QVERIFY(management.add("<w/>", {}));
    QVERIFY(!management.add("<w/>", {}));
    QVERIFY(!management.add("<w/>", {}, Lane::Urgent));
    QVERIFY(management.add("<m/>", u"message"_s)); // Its sender would wait for its fate.
}

void TestStreamManagement::resendsThroughTheWindow()
{
    StreamManagement management;
    management.begin(enabled());
    fillWindow(management);
    for (int i = 65; i <= 200; ++i)
        QVERIFY(management.add(numbered(i), QString::number(i)));
    management.resumed();
    int total = 0;
    for (quint32 handled = 0; handled < 200; handled += 50) {
        const std::vector<QByteArray> frames = management.takeSendable();
        for (const QByteArray &frame : frames)
            QCOMPARE(frame, numbered(++total));
        QVERIFY(total <= int(handled + StreamManagement::windowSize));
        QVERIFY(management.wantsRequest());
        QCOMPARE(management.acknowledged(handled + 50)->size(), 50);
    }
    QCOMPARE(total, 200);
}

void TestStreamManagement::resendsEachLaneInOrder()
{
    StreamManagement management;
    management.begin(enabled());
    (void)sent(management, "<message1/>", {});
    (void)sent(management, "<away/>", {}, Lane::Urgent);
    (void)sent(management, "<message2/>", {});
    QVERIFY(management.add("<message3/>", {}));
    QVERIFY(management.add("<available/>", {}, Lane::Urgent));
    management.resumed();
    const std::vector<QByteArray> expected{"<away/>", "<available/>", "<message1/>", "<message2/>",
                                           "<message3/>"};
    QVERIFY(management.takeSendable() == expected);
}

void TestStreamManagement::noticesThatItIsStuck()
{
    StreamManagement management;
    management.begin(enabled());
    fillWindow(management);
    QVERIFY(management.add("<waits/>", {}));
    QVERIFY(!management.isStuck()); // An <r/> is on its way.
    (void)management.acknowledged(answer(u"1"_s));
    QCOMPARE(management.takeSendable().size(), 1U);
    QVERIFY(management.add("<waits/>", {}));
    QVERIFY(management.wantsRequest());
    QVERIFY(management.acknowledged(answer(u"1"_s))->isEmpty());
    QVERIFY(!management.wantsRequest());
    QVERIFY(management.isStuck());
}

void TestStreamManagement::resumesOnlyWhenAllowed()
{
    StreamManagement management;
    management.begin(enabled("resume='1' id='y' max='300'"));
    QVERIFY(management.canResume());
    QCOMPARE(management.maximumSeconds(), 300);
    management.begin(enabled("id='y'"));
    QVERIFY(management.isEnabled());
    QVERIFY(!management.canResume());
    management.begin(enabled("resume='true'"));
    QVERIFY(!management.canResume());
}

void TestStreamManagement::reportsLostStanzas()
{
    StreamManagement management;
    management.begin(enabled());
    (void)sent(management, "<1/>", u"one"_s);
    (void)sent(management, "<2/>", {});
    (void)sent(management, "<3/>", u"three"_s);
    QCOMPARE(management.end(), (QStringList{u"one"_s, u"three"_s}));
    QVERIFY(!management.isEnabled());
    QVERIFY(!management.canResume());
    QVERIFY(management.end().isEmpty());
}

QTEST_GUILESS_MAIN(TestStreamManagement)
#include "test_stream_management.moc"
