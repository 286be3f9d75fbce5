// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xml_pieces.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

Q_DECLARE_METATYPE(roost::ErrorKind)

namespace {

QByteArray list(int items, const QByteArray &text = "Ä")
{
    QByteArray xml = "<iq xmlns='jabber:client' type='result' id='a'><query xmlns='u'>";
    for (int i = 0; i < items; ++i)
        xml += "<item name='n" + QByteArray::number(i) + "' of='all'><group>" + text + "</group></item>";
    return xml + "</query></iq>";
}

/// The element with all its items put back.
Result<XmlElement> readInPieces(const QByteArray &xml, bool takesItems)
{
    XmlPieces pieces(xml, {});
    std::vector<XmlElement> items;
    bool hasMore = true;
    while (hasMore) {
        hasMore = pieces.next();
        if (!takesItems)
            continue;
        for (XmlElement &item : pieces.takeItems())
            items.push_back(std::move(item));
    }
    Result<XmlElement> element = pieces.take();
    if (element && !items.empty()) {
        std::vector<XmlElement> &children = element->children().front().children();
        children.insert(children.begin(), items.begin(), items.end());
    }
    return element;
}

} // namespace

class TestXmlPieces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesTheSameTree_data();
    void makesTheSameTree();
    void hasTheHeadEarly();
    void takesItemsOut();
    void refusesAttacks_data();
    void refusesAttacks();
    void findsTheElementOfAFrame_data();
    void findsTheElementOfAFrame();
};

void TestXmlPieces::makesTheSameTree_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("one piece") << QByteArray("<a x='1'>t<b/>u</a>");
    QTest::newRow("many items") << list(5'000);
    QTest::newRow("deep items") << list(1'000,
                                        QByteArray("<a>").repeated(20) + QByteArray("</a>").repeated(20));
    QTest::newRow("a long text") << "<a><b>" + QByteArray("\xF0\x9F\x98\x80\xC3\xA9x").repeated(60'000) +
                                        "</b></a>";
    QTest::newRow("long attributes") << "<a b='" + QByteArray("\xC3\xA9").repeated(50'000) + "'><c d='" +
                                            QByteArray("&lt;").repeated(20'000) + "'/></a>";
    // Each place of a border between two pieces.
    for (int shift = 0; shift < 12; ++shift) {
        QTest::addRow("shifted by %d", shift) << "<a>" + QByteArray(XmlPieces::pieceBytes - 8 - shift, 'x') +
                                                     "<b c='\xC3\xA9'>&amp;\xC3\xA9</b></a>";
    }
}

void TestXmlPieces::makesTheSameTree()
{
    QFETCH(const QByteArray, xml);
    XmlLimits limits;
    limits.bytes = xml.size();
    const Result<XmlElement> whole = parseXml(xml, limits);
    QVERIFY(whole);
    for (const bool takesItems : {false, true}) {
        const Result<XmlElement> inPieces = readInPieces(xml, takesItems);
        QVERIFY(inPieces);
        QVERIFY(*inPieces == *whole);
    }
}

void TestXmlPieces::hasTheHeadEarly()
{
    XmlPieces pieces(list(5'000), {});
    QVERIFY(pieces.root().isNull());
    QVERIFY(pieces.next());
    QVERIFY(pieces.root().is(u"iq", u"jabber:client"));
    QCOMPARE(pieces.root().attribute(u"id"), u"a"_s);
    QVERIFY(pieces.root().children().empty());
}

void TestXmlPieces::takesItemsOut()
{
    XmlPieces pieces(list(5'000), {});
    QStringList names;
    qsizetype most = 0;
    while (pieces.next()) {
        const std::vector<XmlElement> items = pieces.takeItems();
        most = std::max(most, qsizetype(items.size()));
        for (const XmlElement &item : items)
            names.append(item.attribute(u"name"));
    }
    const Result<XmlElement> rest = pieces.take();
    QVERIFY(rest);
    for (const XmlElement &item : rest->children().front().children())
        names.append(item.attribute(u"name"));
    QCOMPARE(names.size(), 5'000);
    for (int i = 0; i < 5'000; ++i)
        QCOMPARE(names.at(i), u"n%1"_s.arg(i));
    QVERIFY2(most < 600, qPrintable(QString::number(most)));
    QVERIFY(rest->children().front().children().size() < 600);
}

void TestXmlPieces::refusesAttacks_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<ErrorKind>("kind");
    const auto fault = ErrorKind::ProtocolViolation;
    const auto limit = ErrorKind::ResourceLimit;
    const QByteArray filling(100'000, 'x');
    QTest::newRow("cut off") << list(3'000).chopped(4) << fault;
    QTest::newRow("cut off in a tag") << list(3'000).chopped(1) << fault;
    QTest::newRow("a second element") << list(3'000) + "<b/>" << fault;
    QTest::newRow("text behind it") << list(3'000) + "x" << fault;
    QTest::newRow("half a tag behind it") << list(3'000) + "<b" << fault;
    QTest::newRow("bad UTF-8") << "<a>" + filling + "\xFF</a>" << fault;
    QTest::newRow("a comment") << "<a>" + filling + "<!-- --></a>" << fault;
    QTest::newRow("an instruction") << "<a>" + filling + "<?b c?></a>" << fault;
    QTest::newRow("an entity") << "<a>" + filling + "&b;</a>" << fault;
    QTest::newRow("wrong end") << "<a>" + filling + "</b>" << fault;
    QTest::newRow("too deep") << "<a>" + filling + QByteArray("<a>").repeated(64) << limit;
    QTest::newRow("a tag without an end") << "<a b='" + QByteArray(2'000'000, 'x') << limit;
    QTest::newRow("a long tag") << "<a b='" + QByteArray(600'000, 'x') + "'/>" << limit;
    QTest::newRow("too many elements") << "<a>" + QByteArray("<b/>").repeated(300'000) + "</a>" << limit;
    QByteArray names = "<a>";
    for (int i = 0; i < 300'000; ++i)
        names += "<n" + QByteArray::number(i, 36) + "/>";
    QTest::newRow("too many names") << names + "</a>" << limit;
}

void TestXmlPieces::refusesAttacks()
{
    QFETCH(const QByteArray, xml);
    QFETCH(const ErrorKind, kind);
    for (const bool takesItems : {false, true}) {
        const Result<XmlElement> element = readInPieces(xml, takesItems);
        QVERIFY(!element);
        QCOMPARE(element.error().kind, kind);
    }
}

void TestXmlPieces::findsTheElementOfAFrame_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QByteArray>("element");
    const QByteArray a = "<a/>";
    QTest::newRow("plain") << a << a;
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("blanks") << QByteArray(" \t\r\n") << QByteArray();
    QTest::newRow("blanks around") << QByteArray("\n <a/>\r\n") << a;
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF<a/>") << a;
    QTest::newRow("byte order mark alone") << QByteArray("\xEF\xBB\xBF") << QByteArray();
    QTest::newRow("declaration") << QByteArray("<?xml version='1.0'?><a/>") << a;
    QTest::newRow("declaration alone") << QByteArray("<?xml version='1.0'?>\n") << QByteArray();
    QTest::newRow("all of it") << QByteArray("\xEF\xBB\xBF <?xml version=\"1.0\" encoding='UTF-8' ?>\n<a/> ")
                               << a;
    QTest::newRow("another instruction")
        << QByteArray("<?xml-stylesheet a?><a/>") << QByteArray("<?xml-stylesheet a?><a/>");
    QTest::newRow("two declarations") << QByteArray("<?xml version='1.0'?><?xml version='1.0'?><a/>")
                                      << QByteArray("<?xml version='1.0'?><a/>");
    QTest::newRow("no end") << QByteArray("<?xml version='1.0'") << QByteArray("<?xml version='1.0'");
    QTest::newRow("text") << QByteArray(" x<a/>") << QByteArray("x<a/>");
}

void TestXmlPieces::findsTheElementOfAFrame()
{
    QFETCH(const QByteArray, frame);
    QFETCH(const QByteArray, element);
    QCOMPARE(elementOfFrame(frame).toByteArray(), element);
}

QTEST_GUILESS_MAIN(TestXmlPieces)
#include "test_xml_pieces.moc"
