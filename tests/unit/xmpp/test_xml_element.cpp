// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xml_element.h"

#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace roost;

Q_DECLARE_METATYPE(roost::ErrorKind)

class TestXmlElement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parsesATree();
    void keepsMixedTextInOrder();
    void namesPrefixedAttributes();
    void internsNames();
    void namesOutliveTheirThread();
    void previousFrameDoesNotAffectNext();
    void refusesAttacks_data();
    void refusesAttacks();
    void takesTheLimitsThemselves();
    void isFreshAfterARefusal();
    void framesDoNotTouch();
    void survivesManyUnknownNames();
    void readsDocuments();
    void roundTripsFrames_data();
    void roundTripsFrames();
    void escapes();
    void dropsForbiddenCharacters();
    void declaresNamespacesWhereTheyChange();
    void setsAndRemovesAttributes();
    void findsChildren();
};

namespace {

QByteArray repeated(const QByteArray &text, int times) { return text.repeated(times); }

} // namespace

void TestXmlElement::parsesATree()
{
    const Result<XmlElement> result = parseXml("<message xmlns='jabber:client' to='a@b/c' id='1'>"
                                               "<body>Hi &lt;there&gt; &amp; &#x1F600;</body>"
                                               "<x:y xmlns:x='urn:x' z=''/></message>");
    QVERIFY(result);
    const XmlElement &message = *result;
    QVERIFY(message.is(u"message", u"jabber:client"));
    QCOMPARE(message.attribute(u"to"), u"a@b/c"_s);
    QVERIFY(message.attribute(u"from").isNull());
    QCOMPARE(message.attributes().size(), 2U);
    QCOMPARE(message.childText(u"body", u"jabber:client"), u"Hi <there> & 😀"_s);
    const XmlElement *y = message.childInNs(u"urn:x");
    QVERIFY(y);
    QCOMPARE(y->name(), u"y"_s);
    QVERIFY(y->hasAttribute(u"z"));
    QVERIFY(!y->attribute(u"z").isNull());
    QVERIFY(y->attribute(u"z").isEmpty());
}

void TestXmlElement::keepsMixedTextInOrder()
{
    const Result<XmlElement> result = parseXml("<a>one <b>two</b> three<b/> four</a>");
    QVERIFY(result);
    QCOMPARE(result->text(), u"one  three four"_s);
    QCOMPARE(result->children().size(), 2U);
    QCOMPARE(result->children().front().text(), u"two"_s);
}

void TestXmlElement::namesPrefixedAttributes()
{
    const Result<XmlElement> result = parseXml("<a xmlns:q='urn:q' xml:lang='de' q:k='v'/>");
    QVERIFY(result);
    QCOMPARE(result->attribute(u"xml:lang"), u"de"_s);
    QCOMPARE(result->attribute(u"{urn:q}k"), u"v"_s);
    QCOMPARE(*parseXml(result->toXml()), *result);
}

void TestXmlElement::internsNames()
{
    const Result<XmlElement> first = parseXml("<presence xmlns='jabber:client' type='x'><show/></presence>");
    const Result<XmlElement> second = parseXml("<presence xmlns='jabber:client' type='y'><show/></presence>");
    QVERIFY(first && second);
    QCOMPARE(first->name().constData(), second->name().constData());
    QCOMPARE(first->ns().constData(), second->ns().constData());
    QCOMPARE(first->ns().constData(), second->children().front().ns().constData());
    QCOMPARE(first->attributes().front().first.constData(), second->attributes().front().first.constData());
}

void TestXmlElement::namesOutliveTheirThread()
{
    const QByteArray frame = "<of-a-thread xmlns='urn:of-a-thread' attribute-of-a-thread='1'/>";
    XmlElement elsewhere;
    std::thread([&] { elsewhere = parseXml(frame).value(); }).join();
    QVERIFY(elsewhere.is(u"of-a-thread", u"urn:of-a-thread"));
    QCOMPARE(elsewhere.attribute(u"attribute-of-a-thread"), u"1"_s);
    const XmlElement here = parseXml(frame).value();
    QCOMPARE(here, elsewhere);
    QCOMPARE(here.name().constData(), elsewhere.name().constData());
    QCOMPARE(here.ns().constData(), elsewhere.ns().constData());
    // A change of one shared string detaches a copy.
    QString changed = here.name();
    changed[0] = u'X';
    QCOMPARE(parseXml(frame).value().name(), u"of-a-thread"_s);
}

/// Equal, similar and different frames, in all orders, give the same result as with a fresh parser.
void TestXmlElement::previousFrameDoesNotAffectNext()
{
    const QByteArray many = "<m xmlns='urn:m' a='1' b='2' c='3' d='4' e='5' f='6' g='7' h='8'>";
    const QList<QByteArray> frames{
        "<message xmlns='jabber:client' from='a@b' id='1'><body>x</body><id xmlns='urn:i' id='2'/></message>",
        "<message xmlns='jabber:client' from='a@b' id='1'><body>y</body><id xmlns='urn:i' id='2'/></message>",
        "<message xmlns='jabber:client' id='a@b' from='1'><id xmlns='urn:i' id='2'/><body>x</body></message>",
        "<message xmlns='jabber:server' from='a@c'><lang xml:lang='en'/><p:x xmlns:p='urn:p' "
        "p:id='1'/></message>",
        "<message xmlns='jabber:client' from='' id='" + repeated("long", 20) +
            "'><body xml:lang='de'/></message>",
        "<message xmlns='jabber:client' from='' id=''><body xml:lang=''/></message>",
        "<id/>",
        many + repeated("<n a='1' b='2'/>", 40) + "</m>",
        many + repeated("<n b='1' a='3'/>", 41) + "</m>",
    };
    QList<XmlElement> expected;
    for (const QByteArray &frame : frames)
        std::thread([&] { expected.append(parseXml(frame).value()); }).join();
    for (int apart = 0; apart < frames.size(); ++apart) {
        for (int i = 0; i < frames.size(); ++i) {
            for (const int each : {i, (i + apart) % int(frames.size())}) {
                const XmlElement read = parseXml(frames[each]).value();
                QCOMPARE(read, expected[each]);
                QCOMPARE(read.toXml(), expected[each].toXml());
            }
        }
    }
    for (int time = 0; time < 3; ++time) {
        const XmlElement read = parseXml(frames[5]).value();
        QVERIFY(read.hasAttribute(u"from"));
        QVERIFY(!read.attribute(u"id").isNull());
    }
}

void TestXmlElement::refusesAttacks_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<ErrorKind>("expected");
    const ErrorKind violation = ErrorKind::ProtocolViolation;
    const ErrorKind limit = ErrorKind::ResourceLimit;
    QTest::newRow("nothing") << QByteArray() << violation;
    QTest::newRow("text only") << QByteArray("hello") << violation;
    QTest::newRow("unfinished") << QByteArray("<a><b></a>") << violation;
    QTest::newRow("no end") << QByteArray("<a>") << violation;
    QTest::newRow("half an element after it") << QByteArray("<a/><b") << violation;
    QTest::newRow("half a comment after it") << QByteArray("<a/><!-- ") << violation;
    QTest::newRow("half an end") << QByteArray("<a></a") << violation;
    QTest::newRow("half a CDATA section") << QByteArray("<a><![CDATA[x") << violation;
    QTest::newRow("half a character") << QByteArray("<a>\xc3") << violation;
    QTest::newRow("an end alone") << QByteArray("</a>") << violation;
    QTest::newRow("closes the parser's own root") << QByteArray("<a/></root>") << violation;
    QTest::newRow("opens it anew") << QByteArray("</root><root><a/>") << violation;
    QTest::newRow("entity after it") << QByteArray("<a/>&amp;") << violation;
    QTest::newRow("DTD after it") << QByteArray("<a/><!DOCTYPE a>") << violation;
    QTest::newRow("second root") << QByteArray("<a/><b/>") << violation;
    QTest::newRow("smuggled stanza") << QByteArray("<message></message><message to='x'/>") << violation;
    QTest::newRow("text before") << QByteArray("x<a/>") << violation;
    QTest::newRow("space before") << QByteArray(" <a/>") << violation;
    QTest::newRow("text after") << QByteArray("<a/>x") << violation;
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF<a/>") << violation;
    QTest::newRow("declaration") << QByteArray("<?xml version='1.0'?><a/>") << violation;
    QTest::newRow("instruction") << QByteArray("<a><?php x ?></a>") << violation;
    QTest::newRow("comment") << QByteArray("<a><!-- x --></a>") << violation;
    QTest::newRow("comment after") << QByteArray("<a/><!-- x -->") << violation;
    QTest::newRow("DTD") << QByteArray("<!DOCTYPE a><a/>") << violation;
    QTest::newRow("external DTD") << QByteArray("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>") << violation;
    QTest::newRow("billion laughs")
        << QByteArray("<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;&b;'>]><a>&c;</a>") << violation;
    QTest::newRow("unknown entity") << QByteArray("<a>&nbsp;</a>") << violation;
    QTest::newRow("NUL") << QByteArray("<a>\0</a>", 8) << violation;
    QTest::newRow("control") << QByteArray("<a>\x01</a>") << violation;
    QTest::newRow("reference to a control") << QByteArray("<a>&#1;</a>") << violation;
    QTest::newRow("reference to a surrogate") << QByteArray("<a>&#xD800;</a>") << violation;
    QTest::newRow("overlong UTF-8") << QByteArray("<a>\xC0\xBC</a>") << violation;
    QTest::newRow("overlong UTF-8 in a name") << QByteArray("<a\xC0\xBE/>") << violation;
    QTest::newRow("cut UTF-8") << QByteArray("<a>\xE2\x82</a>") << violation;
    QTest::newRow("UTF-8 surrogate") << QByteArray("<a>\xED\xA0\x80</a>") << violation;
    QTest::newRow("beyond Unicode") << QByteArray("<a>\xF5\x80\x80\x80</a>") << violation;
    QTest::newRow("separator in a namespace") << QByteArray("<a xmlns='urn:x\x01y'/>") << violation;
    QTest::newRow("undeclared prefix") << QByteArray("<x:a/>") << violation;
    QTest::newRow("double attribute") << QByteArray("<a b='1' b='2'/>") << violation;
    QTest::newRow("too deep") << repeated("<a>", 65) + repeated("</a>", 65) << limit;
    QTest::newRow("much too deep") << repeated("<a>", 30'000) << limit;
    QTest::newRow("too long") << "<a>" + QByteArray(256 * 1024, 'x') + "</a>" << limit;
    QByteArray many = "<a";
    QByteArray declared = "<a";
    for (int i = 0; i < 65; ++i) {
        many += " b" + QByteArray::number(i) + "=''";
        declared += " xmlns:b" + QByteArray::number(i) + "='u'";
    }
    QTest::newRow("too many attributes") << many + "/>" << limit;
    QTest::newRow("too many namespaces") << declared + "/>" << limit;
    // 200 KB that would be gigabytes, if each element got its own copy.
    const QByteArray longNs = " xmlns='" + QByteArray(100'000, 'n') + "'>";
    QTest::newRow("a long namespace for many") << "<a" + longNs + repeated("<b/>", 25'000) + "</a>" << limit;
    QTest::newRow("a long namespace for many attributes")
        << "<a xmlns:c='" + QByteArray(100'000, 'n') + "'>" + repeated("<b c:d=''/>", 10'000) + "</a>"
        << limit;
}

void TestXmlElement::refusesAttacks()
{
    QFETCH(const QByteArray, frame);
    QFETCH(const ErrorKind, expected);
    const Result<XmlElement> result = parseXml(frame);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, expected);
    QVERIFY(!result.error().detail.isEmpty());
}

void TestXmlElement::takesTheLimitsThemselves()
{
    QVERIFY(parseXml(repeated("<a>", 64) + repeated("</a>", 64)));
    QByteArray many = "<a";
    for (int i = 0; i < 64; ++i)
        many += " b" + QByteArray::number(i) + "=''";
    QVERIFY(parseXml(many + "/>"));
    QVERIFY(parseXml("<a>" + QByteArray(256 * 1024 - 7, 'x') + "</a>"));
    XmlLimits small;
    QVERIFY(parseXml("<a xmlns='" + QByteArray(100'000, 'n') + "'><b/></a>"));
    small.depth = 1;
    QVERIFY(parseXml("<a/>", small));
    QVERIFY(!parseXml("<a><b/></a>", small));
}

void TestXmlElement::isFreshAfterARefusal()
{
    QVERIFY(!parseXml("<a><b>text<c>"));
    QVERIFY(!parseXml("<a><!-- x --></a>"));
    const Result<XmlElement> next = parseXml("<d>e</d>");
    QVERIFY(next);
    QCOMPARE(next->toXml(), QByteArray("<d>e</d>"));
}

void TestXmlElement::framesDoNotTouch()
{
    // They are read by one parser one after the other: nothing of one may reach into the next.
    const QList<QByteArray> odd{"<a/><b",
                                "<p:a xmlns:p='urn:p'/>",
                                "<a xmlns='urn:a'><b></a>",
                                "<a/> \r",
                                "<a>\xc3",
                                "<a k='",
                                "</root>",
                                "<a><![CDATA[",
                                "<a/><!--",
                                "<a xml:lang='de'/>\r\n"};
    for (const QByteArray &frame : odd) {
        (void)parseXml(frame);
        const Result<XmlElement> next = parseXml("<d>e</d>");
        QVERIFY2(next, frame.constData());
        QCOMPARE(next->toXml(), QByteArray("<d>e</d>"));
        QVERIFY(!parseXml("<p:a/>"));
    }
    // The parser is restarted at intervals.
    const QByteArray big = "<a>" + QByteArray(200'000, 'x') + "</a>";
    for (int i = 0; i < 10; ++i)
        QCOMPARE(parseXml(big)->text().size(), 200'000);
    XmlLimits document;
    document.isDocument = true;
    QVERIFY(parseXml("<?xml version='1.0'?><a/>", document));
    QVERIFY(!parseXml("<?xml version='1.0'?><a/>"));
    QVERIFY(parseXml("<a/>"));
}

void TestXmlElement::survivesManyUnknownNames()
{
    // More names than the table holds: the result is correct, but not shared.
    for (int i = 0; i < 3000; ++i) {
        const QByteArray number = QByteArray::number(i);
        const Result<XmlElement> result =
            parseXml("<n" + number + " xmlns='urn:" + number + "' k" + number + "='v'/>");
        QVERIFY(result);
        QCOMPARE(result->name(), u"n%1"_s.arg(i));
        QCOMPARE(result->ns(), u"urn:%1"_s.arg(i));
        QCOMPARE(result->attribute(u"k%1"_s.arg(i)), u"v"_s);
    }
    QVERIFY(parseXml("<message xmlns='jabber:client'/>")->is(u"message", u"jabber:client"));
}

void TestXmlElement::readsDocuments()
{
    const QByteArray document =
        "<?xml version='1.0' encoding='utf-8'?>\n<!-- c -->\n<a> <!-- d --><b/></a>\n";
    XmlLimits limits;
    QVERIFY(!parseXml(document, limits));
    limits.isDocument = true;
    const Result<XmlElement> result = parseXml(document, limits);
    QVERIFY(result);
    QCOMPARE(result->children().size(), 1U);
    QVERIFY(!parseXml("<!DOCTYPE a><a/>", limits));
    QVERIFY(!parseXml("<?xml-stylesheet href='x'?><a/>", limits));
}

void TestXmlElement::roundTripsFrames_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("empty") << QByteArray("<a/>");
    QTest::newRow("text") << QByteArray("<a>b &amp; c</a>");
    QTest::newRow("namespaces") << QByteArray("<a xmlns='urn:a'><b xmlns='urn:b'><c/></b><d/></a>");
    QTest::newRow("no namespace inside one") << QByteArray("<a xmlns='urn:a'><b xmlns=''/></a>");
    QTest::newRow("attributes") << QByteArray("<a b='1' c='&lt;&apos;&quot;&amp;&#xA;'/>");
    QTest::newRow("beyond the BMP") << QByteArray("<a>\xF0\x9F\x98\x80 \xD8\xB3\xD9\x84\xD8\xA7\xD9\x85</a>");
    QTest::newRow("carriage return") << QByteArray("<a>b&#xD;c</a>");
}

void TestXmlElement::roundTripsFrames()
{
    QFETCH(const QByteArray, frame);
    const Result<XmlElement> result = parseXml(frame);
    QVERIFY(result);
    QCOMPARE(result->toXml(), frame);
}

void TestXmlElement::escapes()
{
    XmlElement element(u"a"_s);
    element.setText(u"<]]>&'\""_s);
    element.setAttribute(u"b"_s, u"'\"<>&\t\n\r"_s);
    QCOMPARE(element.toXml(),
             QByteArray("<a b='&apos;&quot;&lt;&gt;&amp;&#x9;&#xA;&#xD;'>&lt;]]&gt;&amp;'\"</a>"));
    QCOMPARE(*parseXml(element.toXml()), element);
}

void TestXmlElement::dropsForbiddenCharacters()
{
    XmlElement element(u"a"_s);
    QString text = u"x"_s;
    for (const char16_t c :
         {u'\x00', u'\x01', u'\x1B', u'\xFFFE', u'\xFFFF', char16_t(0xD800), u'y', char16_t(0xDC00)})
        text += QChar(c);
    element.setText(text + u"z\tü\n"_s);
    QCOMPARE(element.toXml(), QByteArray("<a>xyz\t\xC3\xBC\n</a>"));
    QVERIFY(parseXml(element.toXml()));
    element.setText(QString(QChar(0xD83D))); // The first half of a pair, at the very end.
    QCOMPARE(element.toXml(), QByteArray("<a></a>"));
}

void TestXmlElement::declaresNamespacesWhereTheyChange()
{
    XmlElement message(u"message"_s, u"jabber:client"_s);
    message.addTextChild(u"body"_s, u"jabber:client"_s, u"hi"_s);
    message.addChild(XmlElement(u"request"_s, u"urn:xmpp:receipts"_s));
    QCOMPARE(message.toXml(), QByteArray("<message xmlns='jabber:client'><body>hi</body>"
                                         "<request xmlns='urn:xmpp:receipts'/></message>"));
    QCOMPARE(message.toXml(u"jabber:client"),
             QByteArray("<message><body>hi</body><request xmlns='urn:xmpp:receipts'/></message>"));
    QVERIFY(XmlElement().toXml().isEmpty());
}

void TestXmlElement::setsAndRemovesAttributes()
{
    XmlElement element(u"a"_s);
    element.setAttribute(u"b"_s, u"1"_s).setAttribute(u"c"_s, u""_s);
    QVERIFY(element.hasAttribute(u"c"));
    element.setAttribute(u"b"_s, u"2"_s);
    QCOMPARE(element.attribute(u"b"), u"2"_s);
    QCOMPARE(element.attributes().size(), 2U);
    element.setAttribute(u"b"_s, QString());
    QVERIFY(!element.hasAttribute(u"b"));
    element.setAttribute(u"never"_s, QString());
    QCOMPARE(element.toXml(), QByteArray("<a c=''/>"));
}

void TestXmlElement::findsChildren()
{
    Result<XmlElement> result = parseXml("<a xmlns='u'><b/><b xmlns='v'>1</b><c xmlns='v'>2</c></a>");
    QVERIFY(result);
    QCOMPARE(result->childText(u"b", u"v"), u"1"_s);
    QVERIFY(!result->childText(u"b", u"u").isNull());
    QVERIFY(result->childText(u"d", u"u").isNull());
    QCOMPARE(result->childInNs(u"v")->name(), u"b"_s);
    result->child(u"c", u"v")->setText(u"3"_s);
    QCOMPARE(result->childText(u"c", u"v"), u"3"_s);
    QVERIFY(!result->child(u"c", u"u"));
}

QTEST_GUILESS_MAIN(TestXmlElement)
#include "test_xml_element.moc"
