// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/single_instance.h"
#include "support/patience.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// One Roost a profile.
class TestSingleInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handsOverToTheFirst_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("short") << u"p"_s;
        // A socket's path may not be longer than 107 bytes.
        QTest::newRow("long") << QString(150, u'p');
        QTest::newRow("not ASCII") << u"Профиль مجلد"_s;
    }

    void handsOverToTheFirst()
    {
        QFETCH(QString, folder);
        QTemporaryDir home;
        const QString profile = home.filePath(folder);
        SingleInstance first(profile);
        QCOMPARE(first.claim(), SingleInstance::Outcome::First);
        QVERIFY(first.problem().isNone());
        QVERIFY2(first.warning().isEmpty(), qPrintable(first.warning()));
        QSignalSpy raised(&first, &SingleInstance::raiseRequested);

        SingleInstance second(profile);
        QCOMPARE(second.claim(), SingleInstance::Outcome::Taken);
        QSignalSpy done(&second, &SingleInstance::handedOver);
        const QString uri = u"xmpp:foo@bar.com?message;body=a%20b\nc"_s;
        second.handOver(uri, u"/tmp/a b/c%.csv"_s, Jid::fromWire(u"joe@bar.com"));
        QTRY_COMPARE(done.count(), 1);
        QVERIFY(done.first().first().toBool());
        QTRY_COMPARE(raised.count(), 1);
        QCOMPARE(raised.first().first().toString(), uri);
        QCOMPARE(raised.first().at(1).toString(), u"/tmp/a b/c%.csv"_s);
        QCOMPARE(raised.first().at(2).value<Jid>().toString(), u"joe@bar.com"_s);
    }

    void handsOverWithoutAccount()
    {
        QTemporaryDir home;
        SingleInstance first(home.filePath(u"p"_s));
        QCOMPARE(first.claim(), SingleInstance::Outcome::First);
        QSignalSpy raised(&first, &SingleInstance::raiseRequested);
        SingleInstance second(home.filePath(u"p"_s));
        QCOMPARE(second.claim(), SingleInstance::Outcome::Taken);
        second.handOver(u"xmpp:foo@bar.com"_s);
        QTRY_COMPARE(raised.count(), 1);
        QCOMPARE(raised.first().first().toString(), u"xmpp:foo@bar.com"_s);
        QCOMPARE(raised.first().at(1).toString(), QString());
        QVERIFY(raised.first().at(2).value<Jid>().isEmpty());
    }

    void leavesOtherProfilesAlone()
    {
        QTemporaryDir home;
        SingleInstance one(home.filePath(u"one"_s));
        SingleInstance two(home.filePath(u"two"_s));
        QCOMPARE(one.claim(), SingleInstance::Outcome::First);
        QCOMPARE(two.claim(), SingleInstance::Outcome::First);
    }

    void givesTheProfileFree()
    {
        QTemporaryDir home;
        const QString profile = home.filePath(u"p"_s);
        {
            SingleInstance first(profile);
            QCOMPARE(first.claim(), SingleInstance::Outcome::First);
        }
        SingleInstance second(profile);
        QCOMPARE(second.claim(), SingleInstance::Outcome::First);
    }

    void reportsUnresponsiveInstance()
    {
        QTemporaryDir home;
        const QString profile = home.filePath(u"p"_s);
        QVERIFY(QDir().mkpath(profile));
        QLockFile lock(profile + "/roost.lock"_L1);
        QVERIFY(lock.tryLock(0));
        SingleInstance second(profile);
        QCOMPARE(second.claim(), SingleInstance::Outcome::Taken);
        QSignalSpy done(&second, &SingleInstance::handedOver);
        second.handOver({});
        QTRY_COMPARE(done.count(), 1);
        QVERIFY(!done.first().first().toBool());
        QCOMPARE(second.problem().kind, StartProblem::Kind::ProfileInUse);
        QCOMPARE(second.problem().path, profile);
        // Whom to end.
        const QString process = QString::number(QCoreApplication::applicationPid());
        QVERIFY2(second.problem().detail.contains(process), qPrintable(second.problem().detail));
    }

    void reportsUnusableProfile_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("detail");
        QTest::newRow("a file") << u"file"_s << int(StartProblem::Kind::ProfileNotFolder) << QString();
        QTest::newRow("below a file")
            << u"file/deep/p"_s << int(StartProblem::Kind::ProfileNotMade) << u"/file is not a folder"_s;
#ifdef Q_OS_LINUX
        // Not even root creates anything there.
        QTest::newRow("not created") << u"/proc/roost-ü"_s << int(StartProblem::Kind::ProfileNotMade)
                                     << u"/proc cannot be written to"_s;
        QTest::newRow("not writable")
            << u"/proc/self"_s << int(StartProblem::Kind::ProfileNotWritable) << QString();
#endif
    }

    void reportsUnusableProfile()
    {
        QFETCH(QString, folder);
        QFETCH(QString, detail);
        QTemporaryDir home;
        QFile file(home.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QString profile = folder.startsWith(u'/') ? folder : home.filePath(folder);
        SingleInstance first(profile);
        QCOMPARE(first.claim(), SingleInstance::Outcome::Failed);
        QTEST(int(first.problem().kind), "kind");
        QCOMPARE(first.problem().path, profile);
        QVERIFY2(first.problem().detail.contains(detail), qPrintable(first.problem().detail));
    }

    void canBeTriedAgain()
    {
        QTemporaryDir home;
        QFile file(home.filePath(u"p"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        SingleInstance first(file.fileName());
        QCOMPARE(first.claim(), SingleInstance::Outcome::Failed);
        QVERIFY(file.remove());
        QCOMPARE(first.claim(), SingleInstance::Outcome::First);
        QVERIFY(first.problem().isNone());
    }

    void keepsTheProfileToItsOwner()
    {
        QTemporaryDir home;
        const QString profile = home.filePath(u"p"_s);
        SingleInstance first(profile);
        QCOMPARE(first.claim(), SingleInstance::Outcome::First);
        const QFile::Permissions others =
            QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(profile) & others));
    }
};

} // namespace roost

QTEST_GUILESS_MAIN(roost::TestSingleInstance)
#include "test_single_instance.moc"
