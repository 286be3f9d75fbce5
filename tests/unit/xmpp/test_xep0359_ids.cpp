// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0359_ids.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Origin ids and the archive's ids, and forged ones.
class TestXep0359Ids : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idsAreRead_data();
    void idsAreRead();
    void originIdIsAdded();
};

void TestXep0359Ids::idsAreRead_data()
{
    QTest::addColumn<QByteArray>("children");
    QTest::addColumn<QString>("originId");
    QTest::addColumn<QString>("stanzaId");
    const auto stanzaId = [](const char *id, const char *by) {
        return "<stanza-id xmlns='urn:xmpp:sid:0' id='" + QByteArray(id) + "' by='" + by + "'/>";
    };
    QTest::newRow("none") << QByteArray() << QString() << QString();
    QTest::newRow("both") << QByteArray("<origin-id xmlns='urn:xmpp:sid:0' id='o1'/>" +
                                        stanzaId("s1", "alice@example.com"))
                          << u"o1"_s << u"s1"_s;
    QTest::newRow("by another") << stanzaId("s1", "bob@example.org") << QString() << QString();
    QTest::newRow("by our server") << stanzaId("s1", "example.com") << QString() << QString();
    QTest::newRow("by our Connection") << stanzaId("s1", "alice@example.com/desk") << QString() << QString();
    QTest::newRow("forged before the real one")
        << QByteArray(stanzaId("forged", "alice@example.com") + stanzaId("real", "alice@example.com"))
        << QString() << u"real"_s;
    QTest::newRow("other case") << stanzaId("s1", "Alice@Example.com") << QString() << u"s1"_s;
    QTest::newRow("no by") << QByteArray("<stanza-id xmlns='urn:xmpp:sid:0' id='s1'/>") << QString()
                           << QString();
    QTest::newRow("no id") << QByteArray("<stanza-id xmlns='urn:xmpp:sid:0' by='alice@example.com'/>")
                           << QString() << QString();
    QTest::newRow("huge") << stanzaId(QByteArray(5000, 'x').constData(), "alice@example.com") << QString()
                          << QString();
}

void TestXep0359Ids::idsAreRead()
{
    QFETCH(const QByteArray, children);
    QFETCH(const QString, originId);
    QFETCH(const QString, stanzaId);
    FakeSender sender;
    Xep0359Ids ids(sender);
    Stanza stanza = sender.receive("<message xmlns='jabber:client' from='bob@example.org/x' id='m1'>" +
                                   children + "</message>");
    QCOMPARE(sender.handle(ids, stanza), Handled::Pass);
    const auto *found = stanza.annotation<StanzaIds>();
    QCOMPARE(found ? found->originId : QString(), originId);
    QCOMPARE(found ? found->stanzaId : QString(), stanzaId);
}

void TestXep0359Ids::originIdIsAdded()
{
    FakeSender sender;
    Xep0359Ids ids(sender);
    XmlElement message =
        *parseXml("<message xmlns='jabber:client' id='m1' type='chat'><body>x</body></message>");
    ids.build(message);
    ids.build(message);
    QCOMPARE(message.children().size(), size_t(2));
    QCOMPARE(message.child(u"origin-id", u"urn:xmpp:sid:0")->attribute(u"id"), u"m1"_s);
    for (const char *xml : {"<message xmlns='jabber:client' id='m1'/>",
                            "<message xmlns='jabber:client'><body>x</body></message>",
                            "<presence xmlns='jabber:client' id='p'/>"}) {
        XmlElement other = *parseXml(xml);
        ids.build(other);
        QVERIFY(!other.child(u"origin-id", u"urn:xmpp:sid:0"));
    }
}

QTEST_GUILESS_MAIN(TestXep0359Ids)
#include "test_xep0359_ids.moc"
