// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0172_nick.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Claimed names.
class TestXep0172Nick : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nickIsRead_data();
    void nickIsRead();
};

void TestXep0172Nick::nickIsRead_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QString>("expected");
    const auto nick = [](const QByteArray &text) {
        return "<nick xmlns='http://jabber.org/protocol/nick'>" + text + "</nick>";
    };
    const QByteArray request = "<presence xmlns='jabber:client' from='b@example.org' type='subscribe'>";
    QTest::newRow("request") << request + nick("Bob") + "</presence>" << u"Bob"_s;
    QTest::newRow("message") << "<message xmlns='jabber:client' from='b@example.org'>" + nick("Bob") +
                                    "</message>"
                             << u"Bob"_s;
    QTest::newRow("broadcast") << "<presence xmlns='jabber:client' from='b@example.org/x'>" + nick("Bob") +
                                      "</presence>"
                               << QString();
    QTest::newRow("lines") << request + nick("\n Bob \n the  Great ") + "</presence>" << u"Bob the Great"_s;
    QTest::newRow("empty") << request + nick("  ") + "</presence>" << QString();
    QTest::newRow("none") << QByteArray(request + "</presence>") << QString();
    QTest::newRow("long") << request + nick(QByteArray(1000, 'x')) + "</presence>" << QString(128, u'x');
    QTest::newRow("cut character") << request + nick(QByteArray(127, 'x') + "\xF0\x9F\x98\xBA") +
                                          "</presence>"
                                   << QString(127, u'x');
}

void TestXep0172Nick::nickIsRead()
{
    QFETCH(const QByteArray, xml);
    QFETCH(const QString, expected);
    FakeSender sender;
    Xep0172Nick extension(sender);
    Stanza stanza = sender.receive(xml);
    QCOMPARE(sender.handle(extension, stanza), Handled::Pass);
    const auto *nickname = stanza.annotation<Nickname>();
    QCOMPARE(nickname ? nickname->text : QString(), expected);
}

QTEST_GUILESS_MAIN(TestXep0172Nick)
#include "test_xep0172_nick.moc"
