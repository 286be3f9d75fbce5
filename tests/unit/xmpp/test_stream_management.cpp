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

} // namespace

class TestStreamManagement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOffAtFirst();
    void countsWhatItReceives();
    void acknowledgesInOrder();
    void refusesTooMuch();
    void asksAfterTrackedOnes();
    void asksAgainOnlyWithProgress();
    void resendsExactlyWhatIsMissing();
    void resumesOnlyWhenAllowed();
    void reportsWhatIsLost();
};

void TestStreamManagement::isOffAtFirst()
{
    StreamManagement management;
    QVERIFY(!management.isEnabled());
    QVERIFY(!management.canResume());
    QVERIFY(!management.sent("<a/>", u"t"_s));
    QVERIFY(management.end().isEmpty());
}

void TestStreamManagement::countsWhatItReceives()
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
    (void)management.sent("<1/>", u"one"_s);
    (void)management.sent("<2/>", {});
    (void)management.sent("<3/>", u"three"_s);
    QCOMPARE(*management.acknowledged(answer(u"1"_s)), QStringList{u"one"_s});
    QCOMPARE(*management.acknowledged(answer(u"1"_s)), QStringList());
    QCOMPARE(*management.acknowledged(answer(u"3"_s)), QStringList{u"three"_s});
}

void TestStreamManagement::refusesTooMuch()
{
    StreamManagement management;
    management.begin(enabled());
    (void)management.sent("<1/>", u"one"_s);
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
    QVERIFY(management.sent("<1/>", u"one"_s));
    QVERIFY(!management.sent("<2/>", u"two"_s)); // One question at a time.
    QCOMPARE(*management.acknowledged(answer(u"1"_s)), QStringList{u"one"_s});
    QVERIFY(management.wantsRequest()); // "two" is still open.
    QVERIFY(!management.wantsRequest());
    QCOMPARE(*management.acknowledged(answer(u"2"_s)), QStringList{u"two"_s});
    QVERIFY(!management.wantsRequest());
    for (int i = 1; i < StreamManagement::kRequestEvery; ++i)
        QVERIFY(!management.sent("<p/>", {}));
    QVERIFY(management.sent("<p/>", {}));
}

void TestStreamManagement::asksAgainOnlyWithProgress()
{
    StreamManagement management;
    management.begin(enabled());
    QVERIFY(management.sent("<1/>", u"one"_s));
    QVERIFY(management.acknowledged(answer(u"0"_s))->isEmpty());
    QVERIFY(!management.wantsRequest());
}

void TestStreamManagement::resendsExactlyWhatIsMissing()
{
    StreamManagement management;
    management.begin(enabled());
    (void)management.sent("<1/>", u"one"_s);
    (void)management.sent("<2/>", {});
    (void)management.sent("<3/>", u"three"_s);
    QCOMPARE(*management.acknowledged(answer(u"1"_s)), QStringList{u"one"_s});
    const std::vector<QByteArray> frames{"<2/>", "<3/>"};
    QVERIFY(management.framesToResend() == frames);
    QVERIFY(management.wantsRequest());
    // A second cut before any answer: the same again, not twice.
    QVERIFY(management.framesToResend() == frames);
    QCOMPARE(*management.acknowledged(answer(u"3"_s)), QStringList{u"three"_s});
    QVERIFY(management.framesToResend().empty());
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

void TestStreamManagement::reportsWhatIsLost()
{
    StreamManagement management;
    management.begin(enabled());
    (void)management.sent("<1/>", u"one"_s);
    (void)management.sent("<2/>", {});
    (void)management.sent("<3/>", u"three"_s);
    QCOMPARE(management.end(), (QStringList{u"one"_s, u"three"_s}));
    QVERIFY(!management.isEnabled());
    QVERIFY(!management.canResume());
    QVERIFY(management.end().isEmpty());
}

QTEST_GUILESS_MAIN(TestStreamManagement)
#include "test_stream_management.moc"
