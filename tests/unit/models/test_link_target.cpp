// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/link_target.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

class TestLinkTarget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyLinksAreOpened_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("opened");
        QTest::newRow("web") << u"https://example.com/a?b=c#d"_s << u"https://example.com/a?b=c#d"_s;
        QTest::newRow("xmpp") << u"xmpp:foo@bar.com?message;body=x"_s << u"xmpp:foo@bar.com?message;body=x"_s;
        QTest::newRow("no host") << u"https:///a"_s << QString();
        for (const QString &other : {u"file:///etc/passwd"_s, u"javascript:alert(1)"_s, u"data:text/html,x"_s,
                                     u"ftp://example.com/"_s, u"smb://example.com/x"_s, u"ms-word:x"_s,
                                     u"vbscript:x"_s, u"/etc/passwd"_s, u"xmpp:"_s})
            QTest::newRow(qPrintable(other)) << other << QString();
        QTest::newRow("mail") << u"mailto:a@b.example"_s << u"mailto:a@b.example"_s;
        QTest::newRow("mail with texts") << u"mailto:a@b.example?subject=Hi%20you&body=one%0Atwo"_s
                                         << u"mailto:a@b.example?subject=Hi%20you&body=one%0D%0Atwo"_s;
        QTest::newRow("two addresses")
            << u"mailto:a@b.example,c@d.example"_s << u"mailto:a@b.example,c@d.example"_s;
        QTest::newRow("address in a field")
            << u"mailto:?to=a@b.example&subject=x"_s << u"mailto:a@b.example?subject=x"_s;
        QTest::newRow("hidden copies") << u"mailto:a@b.example?cc=x@y.example&bcc=z@y.example&subject=x"_s
                                       << u"mailto:a@b.example?subject=x"_s;
        QTest::newRow("attachment") << u"mailto:a@b.example?attach=/etc/passwd&ATTACHMENT=x&body=b"_s
                                    << u"mailto:a@b.example?body=b"_s;
        QTest::newRow("other header")
            << u"mailto:a@b.example?Reply-To=x@y.example&In-Reply-To=%3Cx%3E"_s << u"mailto:a@b.example"_s;
        QTest::newRow("header in the subject") << u"mailto:a@b.example?subject=x%0D%0ABcc:%20z@y.example"_s
                                               << u"mailto:a@b.example?subject=x%20Bcc%3A%20z%40y.example"_s;
        QTest::newRow("header in the address") << u"mailto:a@b.example%0D%0ABcc:x@y.example"_s << QString();
        QTest::newRow("query in the address") << u"mailto:a%3Fattach%3D%2Fetc%2Fpasswd%26x@b.example"_s
                                              << u"mailto:a%3Fattach%3D%2Fetc%2Fpasswd%26x@b.example"_s;
        QTest::newRow("override in the body")
            << u"mailto:a@b.example?body=%E2%80%AEx"_s << u"mailto:a@b.example?body=x"_s;
        QTest::newRow("nobody") << u"mailto:?body=x"_s << QString();
        QTest::newRow("no address") << u"mailto:all"_s << QString();
    }

    void onlyLinksAreOpened()
    {
        QFETCH(QString, text);
        QFETCH(QString, opened);
        QCOMPARE(QString::fromLatin1(openableLink(QUrl(text)).toEncoded()), opened);
    }

    void targetsAreShown_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("target");
        QTest::addColumn<bool>("hides");
        QTest::newRow("plain") << u"https://example.com/a"_s << u"https://example.com/a"_s << false;
        QTest::newRow("port") << u"https://example.com:8443/a"_s << u"https://example.com:8443/a"_s << false;
        QTest::newRow("German") << u"https://münchen.de/straße"_s << u"https://münchen.de/stra%C3%9Fe"_s
                                << false;
        QTest::newRow("Punycode") << u"https://xn--mnchen-3ya.de/"_s << u"https://münchen.de/"_s << false;
        QTest::newRow("homograph") << u"https://аррӏе.com/a"_s << u"https://xn--80ak6aa92e.com/a"_s << true;
        QTest::newRow("homograph in Punycode")
            << u"https://xn--80ak6aa92e.com/a"_s << u"https://xn--80ak6aa92e.com/a"_s << true;
        QTest::newRow("name of a bank before an @")
            << u"https://bank.example@evil.example/"_s << u"https://bank.example@evil.example/"_s << true;
        QTest::newRow("the same host before it")
            << u"https://münchen.de@münchen.de/"_s << u"https://m%C3%BCnchen.de@münchen.de/"_s << true;
        QTest::newRow("Hebrew host") << u"https://example.אבג/a"_s << u"https://example.אבג/a"_s << true;
        QTest::newRow("override in the path") << u"https://example.com/%E2%80%AEgpj.exe"_s
                                              << u"https://example.com/%E2%80%AEgpj.exe"_s << false;
        QTest::newRow("mail") << u"mailto:a@b.example"_s << u"mailto:a@b.example"_s << false;
    }

    void targetsAreShown()
    {
        QFETCH(QString, text);
        QFETCH(QString, target);
        QFETCH(bool, hides);
        QCOMPARE(linkTarget(QUrl(text)), target);
        QCOMPARE(hidesItsTarget(QUrl(text)), hides);
    }
};

} // namespace roost

QTEST_APPLESS_MAIN(roost::TestLinkTarget)
#include "test_link_target.moc"
