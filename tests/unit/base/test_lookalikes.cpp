// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/lookalikes.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

class TestLookalikes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesResemble_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<bool>("resembles");
        QTest::newRow("the same") << u"Alice"_s << u"Alice"_s << true;
        QTest::newRow("case") << u"ALICE"_s << u"Alice"_s << true;
        QTest::newRow("capital I for l") << u"AIice"_s << u"Alice"_s << true;
        QTest::newRow("one for l") << u"A1ice"_s << u"alice"_s << true;
        QTest::newRow("zero for o") << u"B0b"_s << u"Bob"_s << true;
        QTest::newRow("r n for m") << u"Ernrna"_s << u"Emma"_s << true;
        QTest::newRow("Cyrillic") << u"Аlісе"_s << u"Alice"_s << true;
        QTest::newRow("Greek") << u"Αlice"_s << u"Alice"_s << true;
        QTest::newRow("full width") << u"Ａｌｉｃｅ"_s << u"Alice"_s << true;
        QTest::newRow("mathematical") << u"\U0001D400lice"_s << u"Alice"_s << true;
        QTest::newRow("accent") << u"Álice"_s << u"Alice"_s << true;
        QTest::newRow("check mark") << u"Alice ✔\ufe0f"_s << u"Alice"_s << true;
        QTest::newRow("spread") << u"A l i c e"_s << u"Alice"_s << true;
        QTest::newRow("hyphen") << u"Anna-Lena"_s << u"Anna Lena"_s << true;
        QTest::newRow("zero-width inside") << u"Al\u200bice"_s << u"Alice"_s << true;
        QTest::newRow("other name") << u"Malice"_s << u"Alice"_s << false;
        QTest::newRow("Elia and Ella") << u"Elia"_s << u"Ella"_s << false;
        QTest::newRow("Chinese") << u"王伟"_s << u"王芳"_s << false;
        QTest::newRow("same emoji") << u"🦊"_s << u"🦊"_s << true;
        QTest::newRow("other emoji") << u"🦊"_s << u"🐻"_s << false;
    }

    void namesResemble()
    {
        QFETCH(QString, one);
        QFETCH(QString, other);
        QFETCH(bool, resembles);
        const NameKeys a = nameKeysOf(one);
        const NameKeys b = nameKeysOf(other);
        QCOMPARE(a[0] == b[0] || a[1] == b[1], resembles);
    }

    void addressesResemble()
    {
        const quint64 alice = addressKeyOf(u"alice@example.org");
        QCOMPARE(addressKeyOf(u"аlice@example.org"), alice); // Cyrillic а
        QCOMPARE(addressKeyOf(u"a1ice@exarnple.org"), alice);
        QVERIFY(addressKeyOf(u"alice@example.com") != alice);
        QVERIFY(addressKeyOf(u"aliceexample.org") != alice);
    }

    void hostsAreJudged_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("isSpoofed");
        QTest::newRow("plain") << u"example.com"_s << false;
        QTest::newRow("German") << u"münchen.de"_s << false;
        QTest::newRow("sharp s") << u"straße.de"_s << false;
        QTest::newRow("French") << u"cœur.fr"_s << false;
        QTest::newRow("Danish") << u"smørrebrød.dk"_s << false;
        QTest::newRow("Japanese") << u"日本語テスト.jp"_s << false;
        QTest::newRow("Latin and Japanese") << u"sonyの店.jp"_s << false;
        QTest::newRow("Russian") << u"москва.рф"_s << false;
        QTest::newRow("Russian under com") << u"правительство.com"_s << false;
        QTest::newRow("Russian that looks Latin, under its own") << u"сор.рф"_s << false;
        QTest::newRow("Arabic") << u"موقع.وزارة"_s << false;
        QTest::newRow("Hindi") << u"हिन्दी.भारत"_s << false;
        QTest::newRow("Cyrillic apple") << u"аррӏе.com"_s << true;
        QTest::newRow("one Cyrillic letter") << u"exаmple.com"_s << true;
        QTest::newRow("Cyrillic and Greek") << u"сοм.com"_s << true;
        QTest::newRow("below another label") << u"www.раураӏ.com"_s << true;
        QTest::newRow("dotless i") << u"bıng.com"_s << true;
        QTest::newRow("slash of Katakana") << u"bank.comノlogin.example"_s << true;
        QTest::newRow("fraction slash") << u"bank.com⁄login.example"_s << true;
        QTest::newRow("joiner") << u"exam\u200dple.com"_s << true;
        QTest::newRow("symbol") << u"i❤.ws"_s << true;
    }

    void hostsAreJudged()
    {
        QFETCH(QString, host);
        QFETCH(bool, isSpoofed);
        QCOMPARE(isSpoofedHost(host), isSpoofed);
    }
};

} // namespace roost

QTEST_APPLESS_MAIN(roost::TestLookalikes)
#include "test_lookalikes.moc"
