// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/sasl.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

Q_DECLARE_METATYPE(roost::ErrorKind)

class TestSasl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matchesTheVectors_data();
    void matchesTheVectors();
    void checksTheServer();
    void refusesBadChallenges_data();
    void refusesBadChallenges();
    void escapesTheUserName();
    void checksTheOffer();
    void prepares_data();
    void prepares();
    void chooses_data();
    void chooses();
    void makesPlain();
};

void TestSasl::matchesTheVectors_data()
{
    QTest::addColumn<QString>("mechanism");
    QTest::addColumn<QString>("nonce");
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("serverFirst");
    QTest::addColumn<QByteArray>("final");
    QTest::addColumn<QByteArray>("serverFinal");
    QTest::newRow("RFC 5802 §5")
        << u"SCRAM-SHA-1"_s << u"fyko+d2lbbFgONRv9qkxdawL"_s
        << QByteArray("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL")
        << QByteArray("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096")
        << QByteArray("c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=")
        << QByteArray("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
    QTest::newRow("RFC 7677 §3")
        << u"SCRAM-SHA-256"_s << u"rOprNGfwEbeRWgbNEkqO"_s << QByteArray("n,,n=user,r=rOprNGfwEbeRWgbNEkqO")
        << QByteArray(
               "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")
        << QByteArray("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                      "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")
        << QByteArray("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
}

void TestSasl::matchesTheVectors()
{
    QFETCH(const QString, mechanism);
    QFETCH(const QString, nonce);
    QFETCH(const QByteArray, first);
    QFETCH(const QByteArray, serverFirst);
    QFETCH(const QByteArray, final);
    QFETCH(const QByteArray, serverFinal);
    ScramClient client(mechanism, u"user"_s, nonce);
    QCOMPARE(client.clientFirst(), first);
    const Result<ScramChallenge> challenge = client.readServerFirst(serverFirst);
    QVERIFY(challenge);
    QCOMPARE(challenge->iterations, 4096);
    const QByteArray salted = ScramClient::saltedPassword(client.algorithm(), u"pencil"_s, *challenge);
    QCOMPARE(client.clientFinal(salted), final);
    QVERIFY(client.readServerFinal(serverFinal));
}

void TestSasl::checksTheServer()
{
    ScramClient client(u"SCRAM-SHA-1"_s, u"user"_s, u"abc"_s);
    // Before the client's proof, every final message is refused.
    QVERIFY(!client.readServerFinal("v="));
    QVERIFY(!client.readServerFinal(""));
    const auto challenge = client.readServerFirst("r=abcdef,s=c2FsdA==,i=4096");
    QVERIFY(challenge);
    (void)client.clientFinal(ScramClient::saltedPassword(client.algorithm(), u"pencil"_s, *challenge));
    QCOMPARE(client.readServerFinal("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=").error().kind,
             ErrorKind::ServerNotAuthentic);
    QCOMPARE(client.readServerFinal("").error().kind, ErrorKind::ServerNotAuthentic);
    QCOMPARE(client.readServerFinal("v=").error().kind, ErrorKind::ServerNotAuthentic);
    QCOMPARE(client.readServerFinal("v=%%%").error().kind, ErrorKind::ServerNotAuthentic);
    QCOMPARE(client.readServerFinal("e=invalid-proof").error().kind, ErrorKind::WrongPassword);
}

void TestSasl::refusesBadChallenges_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<ErrorKind>("expected");
    QTest::newRow("empty") << QByteArray() << ErrorKind::ProtocolViolation;
    QTest::newRow("mandatory extension")
        << QByteArray("m=x,r=abcd,s=c2FsdA==,i=4096") << ErrorKind::ProtocolViolation;
    QTest::newRow("no salt") << QByteArray("r=abcd,i=4096") << ErrorKind::ProtocolViolation;
    QTest::newRow("empty salt") << QByteArray("r=abcd,s=,i=4096") << ErrorKind::ProtocolViolation;
    QTest::newRow("salt not base64") << QByteArray("r=abcd,s=*,i=4096") << ErrorKind::ProtocolViolation;
    QTest::newRow("no iterations") << QByteArray("r=abcd,s=c2FsdA==") << ErrorKind::ProtocolViolation;
    QTest::newRow("iterations nonsense")
        << QByteArray("r=abcd,s=c2FsdA==,i=x") << ErrorKind::ProtocolViolation;
    QTest::newRow("other nonce") << QByteArray("r=xyz,s=c2FsdA==,i=4096") << ErrorKind::ServerNotAuthentic;
    QTest::newRow("nonce not extended")
        << QByteArray("r=abc,s=c2FsdA==,i=4096") << ErrorKind::ServerNotAuthentic;
    QTest::newRow("too few rounds") << QByteArray("r=abcd,s=c2FsdA==,i=4095")
                                    << ErrorKind::ServerNotAuthentic;
    QTest::newRow("too many rounds") << QByteArray("r=abcd,s=c2FsdA==,i=1000001")
                                     << ErrorKind::ServerNotAuthentic;
    QTest::newRow("negative rounds") << QByteArray("r=abcd,s=c2FsdA==,i=-1") << ErrorKind::ServerNotAuthentic;
}

void TestSasl::refusesBadChallenges()
{
    QFETCH(const QByteArray, message);
    QFETCH(const ErrorKind, expected);
    ScramClient client(u"SCRAM-SHA-256"_s, u"user"_s, u"abc"_s);
    const Result<ScramChallenge> challenge = client.readServerFirst(message);
    QVERIFY(!challenge);
    QCOMPARE(challenge.error().kind, expected);
}

void TestSasl::escapesTheUserName()
{
    QCOMPARE(ScramClient(u"SCRAM-SHA-1"_s, u"a=b,c"_s, u"n"_s).clientFirst(),
             QByteArray("n,,n=a=3Db=2Cc,r=n"));
}

void TestSasl::checksTheOffer()
{
    // The example of XEP-0474 0.5.0.
    const QByteArray message = "r=abcd,s=QSXCR+Q6sek8bf92,i=4096,h=G6k/rBLDqgOhRRaCuuatSDFkJ08=";
    const QStringList mechanisms{u"SCRAM-SHA-1-PLUS"_s, u"SCRAM-SHA-1"_s};
    const QStringList bindings{u"tls-server-end-point"_s, u"tls-exporter"_s};
    ScramClient honest(u"SCRAM-SHA-1"_s, u"user"_s, u"abc"_s);
    honest.setOffer(mechanisms, bindings);
    QVERIFY(honest.readServerFirst(message));

    ScramClient cut(u"SCRAM-SHA-1"_s, u"user"_s, u"abc"_s);
    cut.setOffer({u"SCRAM-SHA-1"_s}, bindings);
    QCOMPARE(cut.readServerFirst(message).error().kind, ErrorKind::AuthDowngrade);

    ScramClient unbound(u"SCRAM-SHA-1"_s, u"user"_s, u"abc"_s);
    unbound.setOffer(mechanisms, std::nullopt);
    QCOMPARE(unbound.readServerFirst(message).error().kind, ErrorKind::AuthDowngrade);
}

void TestSasl::prepares_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    // RFC 4013 §3.
    QTest::newRow("soft hyphen") << u"I\u00ADX"_s << u"IX"_s;
    QTest::newRow("plain") << u"user"_s << u"user"_s;
    QTest::newRow("case kept") << u"USER"_s << u"USER"_s;
    QTest::newRow("NFKC") << u"\u00AA"_s << u"a"_s;
    QTest::newRow("roman nine") << u"\u2168"_s << u"IX"_s;
    QTest::newRow("other space") << u"a\u00A0b\u2003c"_s << u"a b c"_s;
    QTest::newRow("composed") << u"u\u0308"_s << u"ü"_s;
}

void TestSasl::prepares()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    QCOMPARE(saslPrepared(text), expected);
}

void TestSasl::chooses_data()
{
    QTest::addColumn<QStringList>("offered");
    QTest::addColumn<QString>("strongestEver");
    QTest::addColumn<bool>("isEncrypted");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<ErrorKind>("error");
    const QStringList all{u"PLAIN"_s, u"SCRAM-SHA-1"_s, u"SCRAM-SHA-512"_s, u"SCRAM-SHA-256"_s,
                          u"X-OAUTH2"_s};
    const ErrorKind none = ErrorKind::None;
    QTest::newRow("strongest") << all << QString() << true << u"SCRAM-SHA-512"_s << none;
    QTest::newRow("also in the clear") << all << QString() << false << u"SCRAM-SHA-512"_s << none;
    QTest::newRow("no PLUS") << QStringList{u"SCRAM-SHA-256-PLUS"_s, u"SCRAM-SHA-1"_s} << QString() << true
                             << u"SCRAM-SHA-1"_s << none;
    QTest::newRow("PLAIN in TLS") << QStringList{u"PLAIN"_s} << QString() << true << u"PLAIN"_s << none;
    QTest::newRow("PLAIN in the clear")
        << QStringList{u"PLAIN"_s} << QString() << false << QString() << ErrorKind::AuthNotSupported;
    QTest::newRow("PLAIN after SCRAM")
        << QStringList{u"PLAIN"_s} << u"SCRAM-SHA-1"_s << true << QString() << ErrorKind::AuthDowngrade;
    QTest::newRow("weaker SCRAM") << QStringList{u"SCRAM-SHA-1"_s, u"PLAIN"_s} << u"SCRAM-SHA-256"_s << true
                                  << QString() << ErrorKind::AuthDowngrade;
    QTest::newRow("same as ever") << QStringList{u"SCRAM-SHA-1"_s} << u"SCRAM-SHA-1"_s << true
                                  << u"SCRAM-SHA-1"_s << none;
    QTest::newRow("better than ever") << all << u"SCRAM-SHA-1"_s << true << u"SCRAM-SHA-512"_s << none;
    QTest::newRow("only strangers") << QStringList{u"ANONYMOUS"_s, u"EXTERNAL"_s} << QString() << true
                                    << QString() << ErrorKind::AuthNotSupported;
    QTest::newRow("only strangers after SCRAM")
        << QStringList{u"ANONYMOUS"_s} << u"SCRAM-SHA-1"_s << true << QString() << ErrorKind::AuthDowngrade;
}

void TestSasl::chooses()
{
    QFETCH(const QStringList, offered);
    QFETCH(const QString, strongestEver);
    QFETCH(const bool, isEncrypted);
    QFETCH(const QString, expected);
    QFETCH(const ErrorKind, error);
    const Result<QString> choice = chooseMechanism(offered, strongestEver, isEncrypted);
    QCOMPARE(choice ? ErrorKind::None : choice.error().kind, error);
    if (choice)
        QCOMPARE(*choice, expected);
}

void TestSasl::makesPlain() { QCOMPARE(plainMessage(u"a"_s, u"b"_s), QByteArray("\0a\0b", 4)); }

QTEST_GUILESS_MAIN(TestSasl)
#include "test_sasl.moc"
