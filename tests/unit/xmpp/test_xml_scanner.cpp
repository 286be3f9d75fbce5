// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xml_scanner.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Whatever the scanner reads, expat must read the same.
class TestXmlScanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sharesNames(); // first: the tables are still empty
    void readsPlainFrames_data();
    void readsPlainFrames();
    void leavesTheRest_data();
    void leavesTheRest();
    void agreesOnDamagedFrames_data();
    void agreesOnDamagedFrames();
    void agreesOnTheLimits();
};

namespace {

const QByteArray archived =
    "<message xmlns='jabber:client' from='me@example.net' to='me@example.net/desk'><result "
    "xmlns='urn:xmpp:mam:2' queryid='q' id='7'><forwarded xmlns='urn:xmpp:forward:0'><delay "
    "xmlns='urn:xmpp:delay' stamp='2023-11-14T22:13:20.000Z'/><message xmlns='jabber:client' type='chat' "
    "xml:lang=\"en\" from='foo@bar.com/x' id='1'><body>Caf\xC3\xA9 &lt;&amp;&gt; [a] &quot;b&apos; \xF0\x9F"
    "\x98\x80</body><x/></message></forwarded></result></message>";

/// Empty = they agree, or the scanner has left it to expat.
QString difference(const QByteArray &frame, const XmlLimits &limits = {})
{
    const auto scanned = scanXml(frame, limits);
    if (!scanned)
        return {};
    const Result<XmlElement> judged = parseXmlByExpat(frame, limits);
    if (!judged)
        return QString::fromLatin1(frame) + u" -- "_s + judged.error().detail;
    return *judged == *scanned
               ? QString()
               : QString::fromLatin1(frame + " -- " + scanned->toXml() + " -- " + judged->toXml());
}

} // namespace

void TestXmlScanner::readsPlainFrames_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("archived") << archived;
    QTest::newRow("empty") << QByteArray("<a/>");
    QTest::newRow("empty with an end tag") << QByteArray("<a></a>");
    QTest::newRow("blanks after it") << QByteArray("<a/> \r\n\t");
    QTest::newRow("blanks in a tag") << QByteArray("<a  b='1'\n\tc=\"2\" />");
    QTest::newRow("mixed") << QByteArray("<a>1<b>2</b>\n3\t<b/> 4</a>");
    QTest::newRow("namespaces") << QByteArray("<a xmlns='u'><b k='' xmlns='v'><c/></b><d/></a>");
    QTest::newRow("quotes") << QByteArray("<a b='\"' c=\"'\" d='>'>'\"></a>");
    QTest::newRow("brackets") << QByteArray("<a>[[1]] ]] > ]&gt; >></a>");
    QTest::newRow("entities") << QByteArray("<a b='&lt;&gt;&amp;&apos;&quot;&amp;lt;'>&amp;&amp;#10;</a>");
    QTest::newRow("delete") << QByteArray("<a b='\x7f'>\x7f</a>");
    QTest::newRow("beyond ASCII") << QByteArray("<a b='\xC3\xA9'>\xEF\xBB\xBF \xE2\x82\xAC</a>");
}

void TestXmlScanner::readsPlainFrames()
{
    QFETCH(const QByteArray, frame);
    QVERIFY(scanXml(frame));
    QCOMPARE(difference(frame), QString());
    QCOMPARE(*scanXml(frame), *parseXml(frame));
}

void TestXmlScanner::leavesTheRest_data()
{
    QTest::addColumn<QByteArray>("frame");
    for (const char *frame : {"",
                              "a",
                              "<",
                              "<a",
                              "<a/",
                              "<a>",
                              "<a></a",
                              "<a></b>",
                              "<a/>x",
                              "<a/><b/>",
                              "<a/></a>",
                              " <a/>",
                              "</a>",
                              "<p:a xmlns:p='u'/>",
                              "<a p:b=''/>",
                              "<a xml:space='preserve'/>",
                              "<a xmlns=''/>",
                              "<a xmlns='http://www.w3.org/XML/1998/namespace'/>",
                              "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
                              "<a xmlns='u' xmlns='v'/>",
                              "<a xmlns='\xC3\xA9'/>",
                              "<a b='1' b='2'/>",
                              "<a b='1'c='2'/>",
                              "<a b = '1'/>",
                              "<a b=1/>",
                              "<a b/>",
                              "<a b='<'/>",
                              "<a b='\n'/>",
                              "<a b='1\"/>",
                              "<a>\r</a>",
                              "<a>]]></a>",
                              "<a>&#65;</a>",
                              "<a>&nbsp;</a>",
                              "<a>&lt</a>",
                              "<a>&</a>",
                              "<a><!-- --></a>",
                              "<a><![CDATA[x]]></a>",
                              "<a><?b?></a>",
                              "<!DOCTYPE a><a/>",
                              "<?xml version='1.0'?><a/>",
                              "<a>\x01</a>",
                              "<a>\xC3</a>",
                              "<a>\xC0\xBC</a>",
                              "<a>\xED\xA0\x80</a>",
                              "<a>\xEF\xBF\xBF</a>",
                              "<a>\xF5\x80\x80\x80</a>",
                              "<a>\x80</a>",
                              "<a b='\xC3'/>",
                              "<\xC3\xA9/>",
                              "<a></a >",
                              "<a / >",
                              "<1/>",
                              "<a 1=''/>",
                              "<a xmlns='\x01'/>"})
        QTest::newRow(frame) << QByteArray(frame);
    QTest::newRow("NUL") << QByteArray("<a>\0</a>", 8);
}

void TestXmlScanner::leavesTheRest()
{
    QFETCH(const QByteArray, frame);
    QVERIFY(!scanXml(frame));
}

void TestXmlScanner::agreesOnDamagedFrames_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("archived") << archived;
    QTest::newRow("mixed") << QByteArray("<a b='1' c=\"2\">x]]<b xmlns='u'>&amp;\xC3\xA9</b> </a>");
}

void TestXmlScanner::agreesOnDamagedFrames()
{
    QFETCH(const QByteArray, frame);
    int read = 0;
    const auto check = [&read](const QByteArray &damaged) {
        read += scanXml(damaged) ? 1 : 0;
        return difference(damaged);
    };
    const QByteArray bytes("<>/&;'\"= \n\r\t]!?:#-a1_\x01\x7f\x80\xC3\xA9\xED\xFF\0", 29);
    for (qsizetype i = 0; i < frame.size(); ++i) {
        QCOMPARE(check(frame.first(i)), QString());
        QCOMPARE(check(QByteArray(frame).remove(i, 1)), QString());
        QCOMPARE(check(frame.first(i) + frame), QString());
        for (const char byte : bytes) {
            QByteArray changed = frame;
            changed[i] = byte;
            QCOMPARE(check(changed), QString());
            QCOMPARE(check(QByteArray(frame).insert(i, byte)), QString());
        }
    }
    QVERIFY(read > 100);
}

void TestXmlScanner::agreesOnTheLimits()
{
    XmlLimits limits;
    limits.depth = 3;
    limits.attributes = 2;
    limits.bytes = 40;
    QVERIFY(scanXml("<a><a><a/></a></a>", limits));
    QVERIFY(!scanXml("<a><a><a><a/></a></a></a>", limits));
    QVERIFY(scanXml("<a xmlns='u' b=''/>", limits));
    QVERIFY(!scanXml("<a xmlns='u' b='' c=''/>", limits));
    QVERIFY(!scanXml("<a>" + QByteArray(40, 'x') + "</a>", limits));
    limits.isDocument = true;
    QVERIFY(!scanXml("<a/>", limits));
}

void TestXmlScanner::sharesNames()
{
    const auto first = scanXml("<a xmlns='urn:a' b=''/>");
    for (int i = 0; i < 3000; ++i) {
        const QByteArray number = QByteArray::number(i);
        const auto element = scanXml("<n" + number + " xmlns='urn:" + number + "' k" + number + "='v'/>");
        QVERIFY(element);
        QCOMPARE(element->name(), u"n%1"_s.arg(i));
        QCOMPARE(element->ns(), u"urn:%1"_s.arg(i));
        QCOMPARE(element->attribute(u"k%1"_s.arg(i)), u"v"_s);
    }
    const auto second = scanXml("<a xmlns='urn:a' b=''/>");
    QCOMPARE(first->name().constData(), second->name().constData());
    QCOMPARE(first->ns().constData(), second->ns().constData());
    QCOMPARE(first->attributes().front().first.constData(), second->attributes().front().first.constData());
}

QTEST_GUILESS_MAIN(TestXmlScanner)
#include "test_xml_scanner.moc"
