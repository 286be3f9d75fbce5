// SPDX-License-Identifier: GPL-3.0-or-later
// XEP-0484: the token as a value.
#include "xmpp/fast_token.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

class TestFastToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTokensOfServer_data();
    void readsTokensOfServer();
    void expires();
    void provesBothSides();
    void survivesAsText();
    void refusesOtherTexts_data();
    void refusesOtherTexts();
    void choosesSupportedMechanism();
};

void TestFastToken::readsTokensOfServer_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<qint64>("expires");
    const QByteArray start = "<token xmlns='urn:xmpp:fast:0' ";
    QTest::newRow("whole seconds") << start + "token='s:1' expiry='2026-12-13T19:18:35Z'/>" << u"s:1"_s
                                   << 1797189515000LL;
    QTest::newRow("a fraction") << start + "token='s:1' expiry='2026-12-13T19:18:35.026303Z'/>" << u"s:1"_s
                                << 1797189515026LL;
    QTest::newRow("no expiry") << start + "token='s:1'/>" << u"s:1"_s << 0LL;
    QTest::newRow("nonsense") << start + "token='s:1' expiry='soon'/>" << u"s:1"_s << 0LL;
    QTest::newRow("no token") << start + "expiry='2026-12-13T19:18:35Z'/>" << QString() << 0LL;
    QTest::newRow("a monster") << start + "token='" + QByteArray(2049, 'x') + "'/>" << QString() << 0LL;
}

void TestFastToken::readsTokensOfServer()
{
    QFETCH(const QByteArray, xml);
    QFETCH(const QString, secret);
    QFETCH(const qint64, expires);
    const FastToken token = FastToken::fromElement(*parseXml(xml), u"HT-SHA-256-NONE"_s);
    QCOMPARE(token.isNull(), secret.isEmpty());
    QCOMPARE(token.secret, secret);
    QCOMPARE(token.expiresMs, expires);
}

void TestFastToken::expires()
{
    const FastToken token{u"HT-SHA-256-NONE"_s, u"s"_s, 1000};
    QVERIFY(token.isUsable(999));
    QVERIFY(!token.isUsable(1000));
    QVERIFY((FastToken{u"HT-SHA-256-NONE"_s, u"s"_s, 0}.isUsable(1000)));
    QVERIFY(!FastToken().isUsable(0));
}

void TestFastToken::provesBothSides()
{
    // As Prosody 0.12.3 with mod_sasl2_fast took and gave it.
    const FastToken token{u"HT-SHA-256-NONE"_s, u"secret-token:fast-X1gjlbik_UXXKQ3Pe5Dbt5l0dAetiW5LnIto"_s,
                          0};
    QCOMPARE(token.initiatorMessage(u"alice"_s).toBase64(),
             QByteArray("YWxpY2UA3qXXfObmc1v9S0gQbhgYHn1EZ0FqoxhILOVjKJP9HYU="));
    const QByteArray proof = QByteArray::fromBase64("+cZWSxT9ZGA6L4lFSfSq+FCg84XtIBRc6FWUrTC5ZM0=");
    QVERIFY(token.isProvenBy(proof));
    QVERIFY(!token.isProvenBy(proof.first(31)));
    QVERIFY(!token.isProvenBy({}));
    QVERIFY(!token.isProvenBy(token.initiatorMessage(u"alice"_s).last(32)));
    QVERIFY(!FastToken().isProvenBy({}));
}

void TestFastToken::survivesAsText()
{
    const FastToken token{u"HT-SHA-256-NONE"_s, u"a b:c"_s, 1797189515026};
    QCOMPARE(FastToken::fromText(token.toText()), token);
    QVERIFY(FastToken().toText().isEmpty());
}

void TestFastToken::refusesOtherTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("a password") << u"pass word with spaces"_s;
    QTest::newRow("another mechanism") << u"HT-SHA-256-EXPR 0 s"_s;
    QTest::newRow("no secret") << u"HT-SHA-256-NONE 0 "_s;
    QTest::newRow("no time") << u"HT-SHA-256-NONE x s"_s;
}

void TestFastToken::refusesOtherTexts()
{
    QFETCH(const QString, text);
    QVERIFY(FastToken::fromText(text).isNull());
}

void TestFastToken::choosesSupportedMechanism()
{
    QCOMPARE(chooseFastMechanism({u"HT-SHA-256-EXPR"_s, u"HT-SHA-256-NONE"_s}), u"HT-SHA-256-NONE"_s);
    QVERIFY(chooseFastMechanism({u"HT-SHA-256-ENDP"_s}).isEmpty());
}

QTEST_APPLESS_MAIN(TestFastToken)
#include "test_fast_token.moc"
