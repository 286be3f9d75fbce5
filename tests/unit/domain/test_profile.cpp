// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/account/profile.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

class TestProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsItsPlaces();
    void namesAnyAccount_data();
    void namesAnyAccount();
    void distinguishesLongAddresses();
};

void TestProfile::knowsItsPlaces()
{
    const Profile profile(u"/p"_s);
    const Jid joe = Jid::fromWire(u"joe@bar.com/desk"_s);
    QCOMPARE(profile.directory(), u"/p"_s);
    QCOMPARE(profile.settingsFile(), u"/p/settings.ini"_s);
    QCOMPARE(profile.cacheDirectory(), u"/p/cache"_s);
    QCOMPARE(profile.accountDirectory(joe), u"/p/accounts/joe@bar.com"_s);
    QCOMPARE(Profile::databaseFile(u"/a"_s), u"/a/roost.sqlite"_s);
    QCOMPARE(Profile::avatarDirectory(u"/a"_s), u"/a/avatars"_s);
}

void TestProfile::namesAnyAccount_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("plain") << u"joe@bar.com"_s;
    QTest::newRow("umlaut") << u"jörg@bücher.example"_s;
    QTest::newRow("arabic") << u"سلام@bar.com"_s;
    QTest::newRow("escaped slash") << u"a\\2fb@bar.com"_s;
    QTest::newRow("dots") << u"..@bar.com"_s;
    QTest::newRow("very long") << QString(900, u'x') + u"@bar.com"_s;
    QTest::newRow("very long, many bytes") << QString(300, QChar(0x6f22)) + u"@bar.com"_s;
}

void TestProfile::namesAnyAccount()
{
    QFETCH(const QString, address);
    const Jid account = Jid::fromWire(address);
    QVERIFY(!account.isEmpty());
    QTemporaryDir folder;
    const QString path = Profile(folder.path()).accountDirectory(account);
    const QString name = path.mid(folder.path().size() + QStringLiteral("/accounts/").size());
    QVERIFY(!name.contains(u'/'));
    QVERIFY(!name.contains(u'\\'));
    QVERIFY(name.size() <= 255);
    QVERIFY(QDir().mkpath(path));
    QVERIFY(QDir(path).exists());
}

void TestProfile::distinguishesLongAddresses()
{
    const Profile profile(u"/p"_s);
    const QString head(800, u'x');
    const Jid one = Jid::fromWire(head + u"1@bar.com"_s);
    const Jid two = Jid::fromWire(head + u"2@bar.com"_s);
    QVERIFY(profile.accountDirectory(one) != profile.accountDirectory(two));
    QCOMPARE(profile.accountDirectory(one), profile.accountDirectory(one));
}

QTEST_GUILESS_MAIN(TestProfile)
#include "test_profile.moc"
