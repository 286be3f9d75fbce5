// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0033_addresses.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// The intended recipient of a message.
class TestXep0033Addresses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isRead_data();
    void isRead();
    void isWritten();
};

void TestXep0033Addresses::isRead_data()
{
    QTest::addColumn<QByteArray>("inside");
    QTest::addColumn<QString>("meant");
    QTest::newRow("none") << QByteArray() << QString();
    QTest::newRow("one") << QByteArray("<address type='to' jid='a@b.c/d'/>") << u"a@b.c/d"_s;
    QTest::newRow("delivered") << QByteArray("<address type='to' jid='a@b.c/d' delivered='true'/>")
                               << u"a@b.c/d"_s;
    QTest::newRow("two") << QByteArray("<address type='to' jid='a@b.c/d'/><address type='to' jid='e@b.c'/>")
                         << QString();
    QTest::newRow("copy") << QByteArray("<address type='cc' jid='a@b.c/d'/>") << QString();
    QTest::newRow("nonsense") << QByteArray("<address type='to' jid='@@'/>") << QString();
    QTest::newRow("no address") << QByteArray("<address type='to' uri='http://x'/>") << QString();
    QTest::newRow("foreign") << QByteArray("<address xmlns='urn:x' type='to' jid='a@b.c/d'/>") << QString();
}

void TestXep0033Addresses::isRead()
{
    QFETCH(const QByteArray, inside);
    QFETCH(const QString, meant);
    FakeSender sender;
    Xep0033Addresses addresses(sender);
    Stanza stanza = sender.receive("<message xmlns='jabber:client' from='b@example.org/x'><body>x</body>"
                                   "<addresses xmlns='http://jabber.org/protocol/address'>" +
                                   inside + "</addresses></message>");
    QCOMPARE(sender.handle(addresses, stanza), Handled::Pass);
    const auto *found = stanza.annotation<MeantFor>();
    QCOMPARE(found ? found->jid.toString() : QString(), meant);
}

void TestXep0033Addresses::isWritten()
{
    const XmlElement addresses = Xep0033Addresses::makeTo(Jid::fromWire(u"a@b.c/d"_s));
    QVERIFY(addresses.is(u"addresses", u"http://jabber.org/protocol/address"));
    QCOMPARE(addresses.children().size(), 1U);
    QCOMPARE(addresses.children().front().attribute(u"type"), u"to"_s);
    QCOMPARE(addresses.children().front().attribute(u"jid"), u"a@b.c/d"_s);
}

QTEST_GUILESS_MAIN(TestXep0033Addresses)
#include "test_xep0033_addresses.moc"
