// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jid.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// RFC 7622 addresses and XEP-0106 escapes.
class TestJid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsAreSplit();
    void validAddressesAreNormalised_data();
    void validAddressesAreNormalised();
    void invalidAddressesAreRefused_data();
    void invalidAddressesAreRefused();
    void longPartsAreRefused();
    void localPartIsEscaped_data();
    void localPartIsEscaped();
    void otherBackslashesStay_data();
    void otherBackslashesStay();
    void userInput_data();
    void userInput();
    void resourceIsReplaced();
    void wireNonsenseIsEmpty();
};

void TestJid::partsAreSplit()
{
    const Jid full = Jid::fromWire(u"juliet@example.com/balcony/left@home");
    QCOMPARE(full.local(), u"juliet"_s);
    QCOMPARE(full.domain(), u"example.com"_s);
    QCOMPARE(full.resource(), u"balcony/left@home"_s);
    QVERIFY(full.isFull() && !full.isBare() && !full.isDomain());
    QCOMPARE(full.bare().toString(), u"juliet@example.com"_s);
    QCOMPARE(full.bareView(), u"juliet@example.com");
    QVERIFY(full.bare().isBare());
    QCOMPARE(full.bare().bare(), full.bare());

    const Jid server = Jid::fromWire(u"example.com/echo");
    QVERIFY(server.local().isEmpty());
    QCOMPARE(server.domain(), u"example.com"_s);
    QCOMPARE(server.resource(), u"echo"_s);
    QVERIFY(server.bare().isDomain());

    const Jid none;
    QVERIFY(none.isEmpty() && !none.isBare() && !none.isFull() && !none.isDomain());
    QVERIFY(none.resource().isEmpty() && none.domain().isEmpty());
}

void TestJid::validAddressesAreNormalised_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    // RFC 7622 §3.5, table 1.
    QTest::newRow("bare") << u"juliet@example.com"_s << u"juliet@example.com"_s;
    QTest::newRow("full") << u"juliet@example.com/foo"_s << u"juliet@example.com/foo"_s;
    QTest::newRow("space in resource") << u"juliet@example.com/foo bar"_s << u"juliet@example.com/foo bar"_s;
    QTest::newRow("at in resource") << u"juliet@example.com/foo@bar"_s << u"juliet@example.com/foo@bar"_s;
    QTest::newRow("escaped") << u"foo\\20bar@example.com"_s << u"foo\\20bar@example.com"_s;
    QTest::newRow("sharp s") << u"fu\u00DFball@example.com"_s << u"fu\u00DFball@example.com"_s;
    QTest::newRow("greek") << u"\u03C0@example.com"_s << u"\u03C0@example.com"_s;
    QTest::newRow("capital sigma") << u"\u03A3@example.com/foo"_s << u"\u03C3@example.com/foo"_s;
    QTest::newRow("small sigma") << u"\u03C3@example.com/foo"_s << u"\u03C3@example.com/foo"_s;
    QTest::newRow("final sigma") << u"\u03C2@example.com/foo"_s << u"\u03C2@example.com/foo"_s;
    QTest::newRow("chess king") << u"king@example.com/\u265A"_s << u"king@example.com/\u265A"_s;
    QTest::newRow("domain") << u"example.com"_s << u"example.com"_s;
    QTest::newRow("domain resource") << u"example.com/foobar"_s << u"example.com/foobar"_s;
    QTest::newRow("slash at") << u"a.example.com/b@example.net"_s << u"a.example.com/b@example.net"_s;
    // Case, width, composition.
    QTest::newRow("case") << u"Juliet@Example.COM/Balcony"_s << u"juliet@example.com/Balcony"_s;
    QTest::newRow("full width") << u"\uFF4A\uFF35l@example.com"_s << u"jul@example.com"_s;
    QTest::newRow("decomposed") << u"re\u0301ne@example.com/e\u0301"_s << u"r\u00E9ne@example.com/\u00E9"_s;
    QTest::newRow("non-ASCII space in resource") << u"a@example.com/x\u00A0y"_s << u"a@example.com/x y"_s;
    // Domains.
    QTest::newRow("final dot") << u"a@example.com."_s << u"a@example.com"_s;
    QTest::newRow("U-label") << u"a@B\u00DCcher.example"_s << u"a@b\u00FCcher.example"_s;
    QTest::newRow("A-label") << u"a@xn--bcher-kva.example"_s << u"a@b\u00FCcher.example"_s;
    QTest::newRow("IPv4") << u"a@127.0.0.1"_s << u"a@127.0.0.1"_s;
    QTest::newRow("IPv6") << u"a@[2001:DB8::1]/x"_s << u"a@[2001:db8::1]/x"_s;
    QTest::newRow("one label") << u"a@localhost"_s << u"a@localhost"_s;
    QTest::newRow("underscore") << u"a@my_host.corp"_s << u"a@my_host.corp"_s;
}

void TestJid::validAddressesAreNormalised()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    const std::optional<Jid> jid = Jid::parse(text);
    QVERIFY(jid);
    QCOMPARE(jid->toString(), expected);
    // Normal form is a fixed point, and equal addresses are equal values.
    QCOMPARE(Jid::fromWire(expected), *jid);
    QCOMPARE(qHash(Jid::fromWire(expected)), qHash(*jid));
}

void TestJid::invalidAddressesAreRefused_data()
{
    QTest::addColumn<QString>("text");
    // RFC 7622 §3.5, table 2 (its symbols in local parts are let through on purpose).
    QTest::newRow("quote") << u"\"juliet\"@example.com"_s;
    QTest::newRow("space in local") << u"foo bar@example.com"_s;
    QTest::newRow("empty resource") << u"juliet@example.com/"_s;
    QTest::newRow("compatibility character") << u"henry\u2163@example.com"_s;
    QTest::newRow("no local before at") << u"@example.com"_s;
    QTest::newRow("no domain") << u"user@"_s;
    // Ours.
    QTest::newRow("empty") << QString();
    QTest::newRow("two ats") << u"a@b@example.com"_s;
    QTest::newRow("only resource") << u"/x"_s;
    QTest::newRow("apostrophe") << u"d'artagnan@example.com"_s;
    QTest::newRow("ampersand") << u"at&t@example.com"_s;
    QTest::newRow("colon") << u"a:b@example.com"_s;
    QTest::newRow("angle") << u"<a>@example.com"_s;
    QTest::newRow("control in local") << u"a\u0001b@example.com"_s;
    QTest::newRow("newline in resource") << u"a@example.com/x\ny"_s;
    QTest::newRow("bidi override") << u"a\u202Eb@example.com"_s;
    QTest::newRow("zero width space") << u"a\u200Bb@example.com"_s;
    QTest::newRow("lone surrogate") << u"a"_s + QChar(0xd800) + u"@example.com"_s;
    QTest::newRow("full width at") << u"a\uFF20b@example.com"_s;
    QTest::newRow("full width slash") << u"a\uFF0Fb@example.com"_s;
    QTest::newRow("space in domain") << u"a@exam ple.com"_s;
    QTest::newRow("two dots") << u"a@example..com"_s;
    QTest::newRow("leading dot") << u"a@.example.com"_s;
    QTest::newRow("hyphen first") << u"a@-x.example"_s;
    QTest::newRow("hyphen last") << u"a@x-.example"_s;
    QTest::newRow("markup in domain") << u"a@<b>.example"_s;
    QTest::newRow("percent") << u"a@ex%41mple.com"_s;
    QTest::newRow("port") << u"a@example.com:5222"_s;
    QTest::newRow("bad A-label") << u"a@xn--\u00FC.example"_s;
}

void TestJid::invalidAddressesAreRefused()
{
    QFETCH(const QString, text);
    QVERIFY2(!Jid::parse(text), qPrintable(Jid::fromWire(text).toString()));
}

void TestJid::longPartsAreRefused()
{
    const QString at = u"@example.com"_s;
    QVERIFY(Jid::parse(QString(1023, u'a') + at));
    QVERIFY(!Jid::parse(QString(1024, u'a') + at));
    QVERIFY(Jid::parse(QString(341, QChar(0x20ac)).prepend(u"a@example.com/"_s)));
    QVERIFY(!Jid::parse(QString(342, QChar(0x20ac)).prepend(u"a@example.com/"_s)));
    QVERIFY(!Jid::parse(QString(512, QChar(0xe9)) + at));
    QVERIFY(Jid::parse(u"a@"_s + QString(63, u'x') + u".example"_s));
    QVERIFY(!Jid::parse(u"a@"_s + QString(64, u'x') + u".example"_s));
}

void TestJid::localPartIsEscaped_data()
{
    QTest::addColumn<QString>("plain");
    QTest::addColumn<QString>("escaped");
    // XEP-0106 §5.1, table 3.
    QTest::newRow("1") << u"space cadet"_s << u"space\\20cadet"_s;
    QTest::newRow("2") << u"call me \"ishmael\""_s << u"call\\20me\\20\\22ishmael\\22"_s;
    QTest::newRow("3") << u"at&t guy"_s << u"at\\26t\\20guy"_s;
    QTest::newRow("4") << u"d'artagnan"_s << u"d\\27artagnan"_s;
    QTest::newRow("5") << u"/.fanboy"_s << u"\\2f.fanboy"_s;
    QTest::newRow("6") << u"::foo::"_s << u"\\3a\\3afoo\\3a\\3a"_s;
    QTest::newRow("7") << u"<foo>"_s << u"\\3cfoo\\3e"_s;
    QTest::newRow("8") << u"user@host"_s << u"user\\40host"_s;
    QTest::newRow("9") << u"c:\\net"_s << u"c\\3a\\net"_s;
    QTest::newRow("10") << u"c:\\\\net"_s << u"c\\3a\\\\net"_s;
    QTest::newRow("11") << u"c:\\cool stuff"_s << u"c\\3a\\cool\\20stuff"_s;
    QTest::newRow("12") << u"c:\\5commas"_s << u"c\\3a\\5c5commas"_s;
    // §4.2, §5.2, §5.5.
    QTest::newRow("wv") << u"\\3and\\2is\\5cool"_s << u"\\5c3and\\2is\\5c5cool"_s;
    QTest::newRow("email") << u"here's_a_wild_&_/cr%zy/_address"_s
                           << u"here\\27s_a_wild_\\26_\\2fcr%zy\\2f_address"_s;
    QTest::newRow("looks escaped") << u"d\\27artagnan"_s << u"d\\5c27artagnan"_s;
}

void TestJid::localPartIsEscaped()
{
    QFETCH(const QString, plain);
    QFETCH(const QString, escaped);
    QCOMPARE(escapeLocalPart(plain), escaped);
    QCOMPARE(unescapeLocalPart(escaped), plain);
    QCOMPARE(Jid::fromWire(QString(escaped + u"@example.com"_s)).toDisplayString(),
             QString(plain + u"@example.com"_s));
}

void TestJid::otherBackslashesStay_data()
{
    QTest::addColumn<QString>("text");
    // XEP-0106 §4.3.
    QTest::newRow("partial") << u"\\2plus\\2is\\4"_s;
    QTest::newRow("not hexadecimal") << u"foo\\bar"_s;
    QTest::newRow("not on the list") << u"foob\\41r"_s;
    QTest::newRow("upper case") << u"a\\2Fb"_s;
    QTest::newRow("at the end") << u"a\\2"_s;
}

void TestJid::otherBackslashesStay()
{
    QFETCH(const QString, text);
    QCOMPARE(escapeLocalPart(text), text);
    QCOMPARE(unescapeLocalPart(text), text);
    // §4.1 rule 6: no space at either end.
    QCOMPARE(unescapeLocalPart(u"\\20a\\20b\\20"), u"\\20a b\\20"_s);
    QCOMPARE(escapeLocalPart(u" a b "), u"a\\20b"_s);
}

void TestJid::userInput_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << u"  Alice@Example.COM\n"_s << u"alice@example.com"_s;
    QTest::newRow("resource") << u"alice@example.com/phone"_s << u"alice@example.com"_s;
    QTest::newRow("escape") << u"d'artagnan space@musketeers.lit"_s
                            << u"d\\27artagnan\\20space@musketeers.lit"_s;
    QTest::newRow("slash in local") << u"/.fanboy@example.com"_s << u"\\2f.fanboy@example.com"_s;
    QTest::newRow("two ats") << u"user@host@example.com"_s << u"user\\40host@example.com"_s;
    QTest::newRow("domain") << u"conference.example.com"_s << u"conference.example.com"_s;
    QTest::newRow("uri") << u"xmpp:alice@example.com?message;body=hi"_s << u"alice@example.com"_s;
    QTest::newRow("uri with account")
        << u"XMPP://me@example.org/alice@example.com/x"_s << u"alice@example.com"_s;
    QTest::newRow("uri percent") << u"xmpp:d%5C27artagnan@example.com"_s << u"d\\27artagnan@example.com"_s;
    QTest::newRow("no local") << u"@example.com"_s << QString();
    QTest::newRow("no domain") << u"alice@"_s << QString();
    QTest::newRow("nothing") << u"   "_s << QString();
    QTest::newRow("sentence") << u"call me later"_s << QString();
    // Copied from web pages and documents.
    QTest::newRow("mark of direction") << u"\u200erosa@example.org"_s << u"rosa@example.org"_s;
    QTest::newRow("embedding") << u"\u202arosa@example.org\u202c"_s << u"rosa@example.org"_s;
    QTest::newRow("byte order mark") << u"\ufeffrosa@example.org"_s << u"rosa@example.org"_s;
    QTest::newRow("no-break space") << u"\u00a0rosa@example.org\u3000"_s << u"rosa@example.org"_s;
    QTest::newRow("zero-width space") << u"rosa@\u200bexample.org"_s << u"rosa@example.org"_s;
    QTest::newRow("soft hyphen") << u"rosa@exam\u00adple.org"_s << u"rosa@example.org"_s;
    QTest::newRow("mark before a uri") << u"\u200exmpp:rosa@example.org\u200f"_s << u"rosa@example.org"_s;
    QTest::newRow("mark in a uri") << u"xmpp:%E2%80%8Erosa@example.org"_s << u"rosa@example.org"_s;
    QTest::newRow("only invisible") << u"\u200b\ufeff"_s << QString();
}

void TestJid::userInput()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, expected);
    QCOMPARE(Jid::fromUserInput(typed).value_or(Jid()).toString(), expected);
}

void TestJid::resourceIsReplaced()
{
    const Jid bare = Jid::fromWire(u"alice@example.com");
    QCOMPARE(bare.withResource(u"phone").toString(), u"alice@example.com/phone"_s);
    QCOMPARE(bare.withResource(u"a").withResource(u"b").toString(), u"alice@example.com/b"_s);
    QCOMPARE(bare.withResource(u"b").bare(), bare);
    QVERIFY(bare.withResource(u"").isEmpty());
    QVERIFY(bare.withResource(u"x\ty").isEmpty());
    QVERIFY(Jid().withResource(u"x").isEmpty());
}

void TestJid::wireNonsenseIsEmpty()
{
    QVERIFY(Jid::fromWire(u"").isEmpty());
    QVERIFY(Jid::fromWire(u"@").isEmpty());
    QVERIFY(Jid::fromWire(QStringView()).isEmpty());
    // Clipboards add invisible characters; servers do not.
    for (const QString &address : {u"\u200erosa@example.org"_s, u"rosa\u200b@example.org"_s,
                                   u"ro\u00adsa@example.org"_s, u"\u00a0rosa@example.org"_s})
        QVERIFY2(Jid::fromWire(address).isEmpty(), qPrintable(address));
}

QTEST_APPLESS_MAIN(TestJid)
#include "test_jid.moc"
