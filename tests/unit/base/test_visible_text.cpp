// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/visible_text.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

class TestVisibleText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLineIsMade_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("line");
        QTest::newRow("plain") << u"Foo Barrington"_s << u"Foo Barrington"_s;
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("spaces") << u"  Foo \t Bar\n"_s << u"Foo Bar"_s;
        QTest::newRow("lines") << u"Foo\nBar\u2028Baz\u2029Qux"_s << u"Foo Bar Baz Qux"_s;
        QTest::newRow("no-break space") << u"M.\u00a0Dupont"_s << u"M.\u00a0Dupont"_s;
        QTest::newRow("run of no-break spaces") << u"M.\u00a0\u00a0Dupont"_s << u"M. Dupont"_s;
        QTest::newRow("no-break space at the ends") << u"\u00a0Foo\u00a0"_s << u"Foo"_s;
        QTest::newRow("override") << u"a\u202egpj.exe"_s << u"agpj.exe"_s;
        QTest::newRow("isolate") << u"\u2068Foo\u2069"_s << u"Foo"_s;
        QTest::newRow("marks of direction") << u"\u200eFoo\u200f\u061c"_s << u"Foo"_s;
        QTest::newRow("zero-width") << u"F\u200bo\ufeffo\u00ad\u2060"_s << u"Foo"_s;
        QTest::newRow("controls") << u"F\u0000o\u001bo\u0085"_s << u"Foo"_s;
        QTest::newRow("joiner in Persian") << u"می\u200cخواهم"_s << u"می\u200cخواهم"_s;
        QTest::newRow("emoji") << u"Foo 👩\u200d👩\u200d👧 ❤\ufe0f"_s << u"Foo 👩\u200d👩\u200d👧 ❤\ufe0f"_s;
        QTest::newRow("flag of tags")
            << u"\U0001F3F4\U000E0067\U000E007F"_s << u"\U0001F3F4\U000E0067\U000E007F"_s;
        QTest::newRow("Hangul filler") << u"\u3164"_s << QString();
        QTest::newRow("Braille blank") << u"\u2800 \u2800"_s << QString();
        QTest::newRow("only no-break spaces") << u"\u00a0\u202f"_s << QString();
        QTest::newRow("only zero-width") << u"\u200b\u200c\u200d\ufe0f"_s << QString();
        QTest::newRow("Arabic with its number sign") << u"\u0600 نور"_s << u"\u0600 نور"_s;
        QTest::newRow("accents") << u"Amélie Nguyễn"_s << u"Amélie Nguyễn"_s;
    }

    void aLineIsMade()
    {
        QFETCH(QString, text);
        QFETCH(QString, line);
        QCOMPARE(singleLine(text), line);
        QCOMPARE(singleLine(line), line);
    }

    void goodNamesAreNotCopied()
    {
        const QString name = u"Foo Barrington"_s;
        QCOMPARE(static_cast<const void *>(singleLine(name).constData()),
                 static_cast<const void *>(name.constData()));
    }

    void directionControlsGo()
    {
        QCOMPARE(withoutDirectionControls(u"a\u202eb\n\u2066c\u2069\u200e"_s), u"ab\nc\u200e"_s);
        QCOMPARE(withoutDirectionControls(u"a\nb"_s), u"a\nb"_s);
    }

    void extractsAddressFromPastedText_data()
    {
        QTest::addColumn<QString>("pasted");
        QTest::addColumn<QString>("address");
        const QString rosa = u"rosa@example.org"_s;
        QTest::newRow("plain") << rosa << rosa;
        QTest::newRow("mark of direction") << u"\u200e"_s + rosa << rosa;
        QTest::newRow("marks on both sides") << u"\u202a"_s + rosa + u"\u202c\u200f"_s << rosa;
        QTest::newRow("byte order mark") << u"\ufeff"_s + rosa + u"\r\n"_s << rosa;
        QTest::newRow("spaces") << u"\u00a0 "_s + rosa + u"\u3000\u2009"_s << rosa;
        QTest::newRow("mark behind a space") << u" \u200e "_s + rosa << rosa;
        QTest::newRow("zero-width space inside") << u"rosa@\u200bexample.org"_s << rosa;
        QTest::newRow("soft hyphen inside") << u"rosa@exam\u00adple.org"_s << rosa;
        QTest::newRow("selector") << rosa + u"\ufe0f"_s << rosa;
        QTest::newRow("joiner at the end") << rosa + u"\u200d"_s << rosa;
        QTest::newRow("joiner inside") << u"می\u200cخواهم@example.org"_s << u"می\u200cخواهم@example.org"_s;
        QTest::newRow("control inside") << u"ro\u0001sa@example.org"_s << u"ro\u0001sa@example.org"_s;
        QTest::newRow("nothing") << u"\u200b \ufeff"_s << QString();
    }

    void extractsAddressFromPastedText()
    {
        QFETCH(QString, pasted);
        QFETCH(QString, address);
        QCOMPARE(typedAddress(pasted), address);
    }
};

} // namespace roost

QTEST_APPLESS_MAIN(roost::TestVisibleText)
#include "test_visible_text.moc"
