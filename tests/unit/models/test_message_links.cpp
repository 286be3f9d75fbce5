// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/message_links.h"

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
