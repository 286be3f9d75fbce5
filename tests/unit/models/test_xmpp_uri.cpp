// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/xmpp_uri.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// RFC 5122 and XEP-0147, with the tricks that links play.
class TestXmppUri : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAddresses_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("address");
        QTest::newRow("plain") << u"xmpp:foo@bar.com"_s << u"foo@bar.com"_s;
        QTest::newRow("upper case scheme") << u"XMPP:foo@bar.com"_s << u"foo@bar.com"_s;
        QTest::newRow("full") << u"xmpp:foo@bar.com/home"_s << u"foo@bar.com"_s;
        QTest::newRow("with account") << u"xmpp://me@bar.com/foo@bar.com"_s << u"foo@bar.com"_s;
        QTest::newRow("encoded") << u"xmpp:nasty%5C27%20guy@bar.com"_s << QString();
        QTest::newRow("escaped") << u"xmpp:n%5C20s@bar.com"_s << u"n\\20s@bar.com"_s;
        QTest::newRow("fragment") << u"xmpp:foo@bar.com#x"_s << u"foo@bar.com"_s;
        QTest::newRow("only account") << u"xmpp://me@bar.com"_s << QString();
        QTest::newRow("nothing") << u"xmpp:"_s << QString();
        QTest::newRow("pasted") << u" \u200exmpp:foo@bar.com\ufeff\n"_s << u"foo@bar.com"_s;
        QTest::newRow("mark in the address") << u"xmpp:\u200efoo@bar.com\u200b?message"_s << u"foo@bar.com"_s;
        QTest::newRow("other scheme") << u"https://bar.com"_s << QString();
        QTest::newRow("too long") << "xmpp:foo@bar.com?message;body="_L1 + QString(20'000, u'x') << QString();
    }

    void readsAddresses()
    {
        QFETCH(QString, uri);
        QFETCH(QString, address);
        const auto parsed = XmppUri::parse(uri);
        QCOMPARE(parsed ? parsed->endpoint.id.toString() : QString(), address);
    }

    void readsAccounts_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("account");
        QTest::newRow("none") << u"xmpp:foo@bar.com"_s << QString();
        QTest::newRow("empty") << u"xmpp:///foo@bar.com"_s << QString();
        QTest::newRow("named") << u"xmpp://me@bar.com/foo@bar.com?message"_s << u"me@bar.com"_s;
        QTest::newRow("full") << u"xmpp://Me@bar.com%2Fhome/foo@bar.com"_s << u"me@bar.com"_s;
    }

    void readsAccounts()
    {
        QFETCH(QString, uri);
        QFETCH(QString, account);
        const auto parsed = XmppUri::parse(uri);
        QVERIFY(parsed);
        QCOMPARE(parsed->endpoint.account.toString(), account);
        QVERIFY(!XmppUri::parse(u"xmpp://me@/foo@bar.com"_s));
    }

    void readsActions_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<XmppUri::Action>("action");
        using Action = XmppUri::Action;
        QTest::newRow("none") << QString() << Action::Open;
        QTest::newRow("message") << u"?message"_s << Action::Message;
        QTest::newRow("roster") << u"?roster"_s << Action::Add;
        QTest::newRow("subscribe") << u"?subscribe"_s << Action::Add;
        QTest::newRow("remove") << u"?remove"_s << Action::Remove;
        QTest::newRow("unsubscribe") << u"?unsubscribe"_s << Action::StopSeeing;
        QTest::newRow("room") << u"?join"_s << Action::Join;
        QTest::newRow("room with password") << u"?JOIN;password=x"_s << Action::Join;
        QTest::newRow("room, pasted") << u"?join\u200e"_s << Action::Join;
        QTest::newRow("invitation") << u"?invite;jid=a@b.c"_s << Action::Join;
        QTest::newRow("unknown") << u"?explode;now=yes"_s << Action::Unknown;
        QTest::newRow("command") << u"?command;node=x"_s << Action::Unknown;
        QTest::newRow("empty") << u"?"_s << Action::Open;
        QTest::newRow("parameters alone") << u"?;node=x"_s << Action::Open;
        QTest::newRow("fingerprint") << u"?omemo-sid-1=abc"_s << Action::Open;
    }

    void readsActions()
    {
        QFETCH(QString, query);
        QFETCH(XmppUri::Action, action);
        const auto parsed = XmppUri::parse("xmpp:foo@bar.com"_L1 + query);
        QVERIFY(parsed);
        QCOMPARE(parsed->action, action);
    }

    void readsParameters()
    {
        const auto message =
            XmppUri::parse(u"xmpp:foo@bar.com?message;subject=x;body=a%20%26%20b%0D%0Ac%3Bd"_s);
        QVERIFY(message);
        QCOMPARE(message->body, u"a & b\nc;d"_s);
        const auto add = XmppUri::parse(u"xmpp:foo@bar.com?roster;name=Foo%0ABar;group=Friends;group=Work"_s);
        QVERIFY(add);
        QCOMPARE(add->name, u"Foo Bar"_s);
        QCOMPARE(add->labels, (QStringList{u"Friends"_s, u"Work"_s}));
    }

    void dropsControls()
    {
        const auto message = XmppUri::parse(u"xmpp:foo@bar.com?message;body=a%00%1B%5B31mb%07"_s);
        QVERIFY(message);
        QCOMPARE(message->body, u"a[31mb"_s);
        const auto spoof =
            XmppUri::parse(u"xmpp:foo@bar.com?roster;name=%E2%80%AEFoo%E2%80%8B;group=%C2%A0"_s);
        QVERIFY(spoof);
        QCOMPARE(spoof->name, u"Foo"_s);
        QCOMPARE(spoof->labels, QStringList());
        // Text of a message belongs to that action alone.
        QCOMPARE(XmppUri::parse(u"xmpp:foo@bar.com?subscribe;body=x"_s)->body, QString());
    }
};

} // namespace roost

QTEST_APPLESS_MAIN(roost::TestXmppUri)
#include "test_xmpp_uri.moc"
