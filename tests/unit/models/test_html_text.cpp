// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/html_text.h"

#include <QTest>

using namespace Qt::StringLiterals;
using roost::textOfHtml;

/// HTML from the clipboard as text.
class TestHtmlText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheText_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("text");
        QTest::newRow("inline") << u"<b>Hello</b> <i>world</i>!"_s << u"Hello world!"_s;
        QTest::newRow("blanks") << u"<p>  one\n   two </p>\n <p>three</p>"_s << u"one two\nthree"_s;
        QTest::newRow("breaks") << u"a<br>b<br/>c"_s << u"a\nb\nc"_s;
        QTest::newRow("no-break space") << u"42&nbsp;km"_s << u"42\u00a0km"_s;
        QTest::newRow("entities") << u"a &amp; b &lt;c&gt; &#8364; &#x20ac; &euro; &hellip;"_s
                                  << u"a & b <c> \u20ac \u20ac \u20ac \u2026"_s;
        QTest::newRow("no entities") << u"AT&T; a && b &unknown; &#0; &#xd800;"_s
                                     << u"AT&T; a && b &unknown; &#0; &#xd800;"_s;
        QTest::newRow("emoji by number") << u"&#128512;"_s << u"\U0001F600"_s;
        QTest::newRow("list") << u"<ul><li>x</li><li>y</li></ul>"_s << u"x\ny"_s;
        QTest::newRow("table")
            << u"<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"_s
            << u"1\t2\n3\t4"_s;
        QTest::newRow("preformatted") << u"<pre>a\n  b</pre>c  d"_s << u"a\n  b\nc d"_s;
        QTest::newRow("head")
            << u"<html><head><title>T</title><style>p{}</style></head><body>x</body></html>"_s << u"x"_s;
        QTest::newRow("script") << u"a<script>if (1 < 2) alert('x')</script>b"_s << u"ab"_s;
        QTest::newRow("comment") << u"<!--StartFragment-->a<!-- > <b> -->b<!--EndFragment-->"_s << u"ab"_s;
        QTest::newRow("attributes") << u"<a title=\"a > b\" href='x'>link</a>"_s << u"link"_s;
        QTest::newRow("no tag") << u"1 < 2 and 3 > 2"_s << u"1 < 2 and 3 > 2"_s;
        QTest::newRow("picture only") << u"<img src=\"x.png\">"_s << QString();
        QTest::newRow("cut off") << u"text<a href=\"x"_s << u"text"_s;
        QTest::newRow("empty") << QString() << QString();
    }

    void readsTheText()
    {
        QFETCH(QString, html);
        QTEST(textOfHtml(html), "text");
    }
};

QTEST_APPLESS_MAIN(TestHtmlText)
#include "test_html_text.moc"
