// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/message_links.h"

#include <QFile>
#include <QTest>

using namespace roost;
using namespace Qt::StringLiterals;

class TestMessageLinks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("links");
        QTest::newRow("none") << u"nothing: here"_s << QStringList();
        QTest::newRow("https") << u"see https://bar.com/a?b=c#d now"_s
                               << QStringList{u"https://bar.com/a?b=c#d"_s};
        QTest::newRow("full stop") << u"see http://bar.com/."_s << QStringList{u"http://bar.com/"_s};
        QTest::newRow("in brackets") << u"(https://bar.com/x)"_s << QStringList{u"https://bar.com/x"_s};
        QTest::newRow("own brackets")
            << u"https://bar.com/x_(y) z"_s << QStringList{u"https://bar.com/x_(y)"_s};
        QTest::newRow("mail and xmpp") << u"mailto:a@b.c or xmpp:foo@bar.com?message"_s
                                       << QStringList{u"mailto:a@b.c"_s, u"xmpp:foo@bar.com?message"_s};
        QTest::newRow("upper case") << u"HTTPS://BAR.COM"_s << QStringList{u"HTTPS://BAR.COM"_s};
        QTest::newRow("two lines") << u"https://a.b\nhttps://c.d"_s
                                   << QStringList{u"https://a.b"_s, u"https://c.d"_s};
        QTest::newRow("line separator") << u"https://a.b\u2028x"_s << QStringList{u"https://a.b"_s};
        QTest::newRow("script") << u"javascript:alert(1)"_s << QStringList();
        QTest::newRow("file") << u"file:///etc/passwd"_s << QStringList();
        QTest::newRow("data") << u"data:text/html,x"_s << QStringList();
        QTest::newRow("no host") << u"https:///x"_s << QStringList();
        QTest::newRow("inside a word") << u"xhttps://bar.com"_s << QStringList();
        QTest::newRow("behind an emoji") << u"👍 https://bar.com"_s << QStringList{u"https://bar.com"_s};
    }
    void findsAmongOtherScripts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("urls");
        QFile file(QStringLiteral(ROOST_FIXTURES "/links.tsv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
        QVERIFY(lines.size() > 10);
        for (const QString &line : lines) {
            const QStringList cells = line.split(u'\t');
            QCOMPARE(cells.size(), 2);
            QTest::newRow(qPrintable(cells[0])) << cells[0] << cells[1].split(u' ');
        }
        QTest::newRow("Japanese goes on")
            << u"https://example.comをご覧ください"_s << QStringList{u"https://example.com"_s};
        QTest::newRow("Chinese goes on, with a port")
            << u"看http://example.com:80谢谢"_s << QStringList{u"http://example.com:80"_s};
        QTest::newRow("Arabic with its conjunction")
            << u"وhttps://example.com/a، ثم"_s << QStringList{u"https://example.com/a"_s};
        QTest::newRow("Arabic question mark")
            << u"https://example.com/a؟"_s << QStringList{u"https://example.com/a"_s};
        QTest::newRow("Hebrew") << u"ראה:https://example.com/a."_s << QStringList{u"https://example.com/a"_s};
        QTest::newRow("bold twice") << u"**https://example.com/h**"_s
                                    << QStringList{u"https://example.com/h"_s};
        QTest::newRow("underscore that is its own")
            << u"https://example.com/a_"_s << QStringList{u"https://example.com/a_"_s};
        QTest::newRow("override inside")
            << u"https://example.com/\u202egpj.exe"_s << QStringList{u"https://example.com/"_s};
        QTest::newRow("mark behind") << u"https://example.com/a\u200e"_s
                                     << QStringList{u"https://example.com/a"_s};
        QTest::newRow("backslash") << u"https://example.com\\@evil.example/"_s
                                   << QStringList{u"https://example.com"_s};
        QTest::newRow("www and no more") << u"www. www.x www.example"_s << QStringList();
        QTest::newRow("www inside a word or an address")
            << u"awww.example.com a@www.example.com"_s << QStringList();
        QTest::newRow("path in Chinese")
            << u"https://zh.wikipedia.org/wiki/中文"_s
            << QStringList{u"https://zh.wikipedia.org/wiki/%E4%B8%AD%E6%96%87"_s};
    }
    void findsAmongOtherScripts()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, urls);
        QStringList found;
        for (const MessageLink &link : findLinks(text))
            found += QString::fromLatin1(link.url.toEncoded());
        QCOMPARE(found, urls);
    }

    void textsAreShownHonestly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        const QString plain = u"See https://example.com/a_(b) now"_s;
        QTest::newRow("plain") << plain << plain;
        QTest::newRow("override") << u"\u202ehttps://moc.evil.example/\u202c"_s
                                  << u"\u2060https://moc.evil.example/\u2060"_s;
        QTest::newRow("override without a link") << u"a\u202eb"_s << u"a\u2060b"_s;
        QTest::newRow("isolate without a link") << u"\u2067אב\u2069 a"_s << u"\u2067אב\u2069 a"_s;
        QTest::newRow("isolate with a link")
            << u"\u2067https://example.com/\u2069"_s << u"\u2060https://example.com/\u2060"_s;
        QTest::newRow("Hebrew around")
            << u"ראה https://example.com/ עכשיו"_s << u"ראה \u2066https://example.com/\u2069 עכשיו"_s;
        QTest::newRow("Hebrew behind")
            << u"https://example.com/ שלום"_s << u"\u2066https://example.com/\u2069 שלום"_s;
        QTest::newRow("homograph") << u"https://аррӏе.com/login"_s << u"https://xn--80ak6aa92e.com/login"_s;
        QTest::newRow("homograph behind a name and before a port")
            << u"https://me@аррӏе.com:8443/x"_s << u"https://me@xn--80ak6aa92e.com:8443/x"_s;
        QTest::newRow("honest other script") << u"https://münchen.de/"_s << u"https://münchen.de/"_s;
        QTest::newRow("number") << u"http://2130706433/"_s << u"http://127.0.0.1/"_s;
        QTest::newRow("full width") << u"https://ｇｏｏｄ.com/"_s << u"https://good.com/"_s;
        QTest::newRow("two") << u"https://аррӏе.com https://example.com"_s
                             << u"https://xn--80ak6aa92e.com https://example.com"_s;
    }
    void textsAreShownHonestly()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(withHonestLinks(text), shown);
        // The links of the result are those of the original text.
        QList<QUrl> before;
        for (const MessageLink &link : findLinks(text))
            before += link.url;
        QList<QUrl> after;
        for (const MessageLink &link : findLinks(shown))
            after += link.url;
        QCOMPARE(after, before);
    }
    void theDirectionIsThatOfTheText()
    {
        QVERIFY(withHonestLinks(u"https://example.com/ שלום"_s).isRightToLeft());
        QVERIFY(!withHonestLinks(u"https://example.com/ hello"_s).isRightToLeft());
    }
    void falseStartsTakeNoTime()
    {
        // Each of them could be read to the end of the text.
        const QString text = QString(u"éwww."_s).repeated(50'000);
        QVERIFY(findLinks(text).isEmpty());
    }

    void finds()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, links);
        QStringList found;
        for (const MessageLink &link : findLinks(text)) {
            found += text.mid(link.start, link.length);
            QVERIFY(link.url.isValid());
        }
        QCOMPARE(found, links);
    }
    void manyAreCut()
    {
        QString text;
        for (int i = 0; i < 1000; ++i)
            text += u"https://bar.com/%1 "_s.arg(i);
        QCOMPARE(findLinks(text).size(), 100);
    }
};

QTEST_GUILESS_MAIN(TestMessageLinks)
#include "test_message_links.moc"
