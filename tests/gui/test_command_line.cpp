// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/start_problem.h"
#include "models/xmpp_uri.h"
#include "platform/command_line.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// Command line options of the program.
class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesEveryOption()
    {
        const CommandLine line = CommandLine::parse({u"--profile"_s,
                                                     u"/tmp/p"_s,
                                                     u"--address=joe@bar.com"_s,
                                                     u"--server"_s,
                                                     u"wss://a.example/ws"_s,
                                                     u"--server"_s,
                                                     u"ws://127.0.0.1:5280/ws"_s,
                                                     u"--password-file"_s,
                                                     u"/tmp/pw"_s,
                                                     u"--import-contacts"_s,
                                                     u"/tmp/c.csv"_s,
                                                     u"--log"_s,
                                                     u"-"_s,
                                                     u"--ca-certificates"_s,
                                                     u"/tmp/ca.pem"_s,
                                                     u"--no-keychain"_s,
                                                     u"--background"_s,
                                                     u"--screenshot"_s,
                                                     u"/tmp/s.png"_s,
                                                     u"xmpp:foo@bar.com?message"_s});
        QCOMPARE(line.action, CommandLine::Action::Run);
        QCOMPARE(line.profile, u"/tmp/p"_s);
        QCOMPARE(line.address, u"joe@bar.com"_s);
        QCOMPARE(line.servers,
                 (QList<QUrl>{QUrl(u"wss://a.example/ws"_s), QUrl(u"ws://127.0.0.1:5280/ws"_s)}));
        QCOMPARE(line.passwordFile, u"/tmp/pw"_s);
        QCOMPARE(line.importFile, u"/tmp/c.csv"_s);
        QCOMPARE(line.logFile, u"-"_s);
        QCOMPARE(line.caCertificateFiles, QStringList{u"/tmp/ca.pem"_s});
        QCOMPARE(line.screenshotFile, u"/tmp/s.png"_s);
        QCOMPARE(line.uri, u"xmpp:foo@bar.com?message"_s);
        QVERIFY(!line.usesKeychain);
        QVERIFY(line.background);
    }

    void takesSettings()
    {
        CommandLine line =
            CommandLine::parse({u"--set"_s, u"Theme=dark"_s, u"--set=AwayMinutes=30"_s, u"--set"_s,
                                u"Language="_s, u"--set"_s, u"TellTyping=false"_s});
        QCOMPARE(line.action, CommandLine::Action::Run);
        QCOMPARE(line.settings, (SettingValues{{SettingKey::Theme, u"dark"_s},
                                               {SettingKey::AwayMinutes, 30},
                                               {SettingKey::Language, QString()},
                                               {SettingKey::TellTyping, false}}));
        line = CommandLine::parse({u"--set"_s, u"Theme=dark"_s, u"--set"_s, u"Theme=light"_s});
        QCOMPARE(line.settings, (SettingValues{{SettingKey::Theme, u"light"_s}}));
        // Every setting is explained.
        for (const SettingRow &row : settingTable)
            QVERIFY2(CommandLine::usage().contains("\n  "_L1 + QLatin1StringView(row.policy) + u' '),
                     row.policy);
    }

    void takesPastedAddresses()
    {
        const CommandLine line = CommandLine::parse(
            {u"--server"_s, u"\u200ewss://a.example/ws\u200b"_s, u"\ufeffxmpp:foo@bar.com?message"_s});
        QCOMPARE(line.action, CommandLine::Action::Run);
        QCOMPARE(line.servers, QList<QUrl>{QUrl(u"wss://a.example/ws"_s)});
        const auto uri = XmppUri::parse(line.uri);
        QVERIFY(uri);
        QCOMPARE(uri->endpoint.id.toString(), u"foo@bar.com"_s);
    }

    void needsNothing()
    {
        const CommandLine line = CommandLine::parse({});
        QCOMPARE(line.action, CommandLine::Action::Run);
        QVERIFY(line.profile.endsWith(u"/roost"_s));
        QVERIFY(line.usesKeychain);
        QVERIFY(line.uri.isEmpty());
        QVERIFY(!line.testMode);
    }

    void testModeStandsStill()
    {
        CommandLine line = CommandLine::parse({u"--test-mode"_s, u"--profile=/tmp/p"_s});
        QVERIFY(line.testMode);
        QCOMPARE(line.testClock, QDateTime(QDate(2025, 1, 1), QTime(12, 0), Qt::UTC));
        line = CommandLine::parse({u"--test-mode"_s, u"--profile=/tmp/p"_s,
                                   u"--test-clock=2031-02-03T04:05Z"_s, u"--test-seed=x"_s});
        QCOMPARE(line.testClock, QDateTime(QDate(2031, 2, 3), QTime(4, 5), Qt::UTC));
        QCOMPARE(line.testSeed, u"x"_s);
    }

    void printsAndStops()
    {
        QCOMPARE(CommandLine::parse({u"--version"_s}).text, QStringLiteral("roost " ROOST_VERSION "\n"));
        const CommandLine help = CommandLine::parse({u"--log"_s, u"x"_s, u"--help"_s});
        QCOMPARE(help.action, CommandLine::Action::Print);
        // Every option is explained.
        for (const QString &option :
             {u"--profile"_s, u"--address"_s, u"--server"_s, u"--password-file"_s, u"--import-contacts"_s,
              u"--log"_s, u"--ca-certificates"_s, u"--no-keychain"_s, u"--screenshot"_s, u"--test-mode"_s,
              u"--test-clock"_s, u"--test-seed"_s, u"--set"_s, u"--version"_s, u"--help"_s})
            QVERIFY2(help.text.contains(option), qPrintable(option));
        // So is every exit code.
        for (int code = 0; code <= int(ExitCode::Automation); ++code)
            QVERIFY(help.text.contains(u"\n  %1  "_s.arg(code)));
    }

    void detectsUnattendedRuns()
    {
        QVERIFY(!CommandLine::parse({}).isUnattended);
        QVERIFY(!CommandLine::parse({u"--background"_s, u"xmpp:a@b"_s}).isUnattended);
        for (const QString &option : {u"--test-mode"_s, u"--automation"_s, u"--automation=1"_s,
                                      u"--screenshot=/tmp/x.png"_s, u"--screenshot"_s}) {
            QVERIFY2(CommandLine::parse({option}).isUnattended, qPrintable(option));
            // Also where the rest is nonsense.
            QVERIFY2(CommandLine::parse({u"--nonsense"_s, option}).isUnattended, qPrintable(option));
        }
    }

    void letsScriptsInOnlyWhenAsked()
    {
        QVERIFY(!CommandLine::parse({}).automationPort);
        QCOMPARE(CommandLine::parse({u"--automation"_s}).automationPort, std::optional<quint16>(0));
        QCOMPARE(CommandLine::parse({u"--automation=4444"_s}).automationPort, std::optional<quint16>(4444));
        QCOMPARE(CommandLine::parse({u"--record=/tmp/r.py"_s}).recordFile, u"/tmp/r.py"_s);
    }

    void refusesNonsense_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown") << QStringList{u"--nonsense"_s};
        QTest::newRow("no value") << QStringList{u"--profile"_s};
        QTest::newRow("empty value") << QStringList{u"--profile="_s};
        QTest::newRow("http server") << QStringList{u"--server"_s, u"http://bar.com"_s};
        QTest::newRow("no URL") << QStringList{u"--server"_s, u"bar.com"_s};
        QTest::newRow("test mode in the real profile") << QStringList{u"--test-mode"_s};
        QTest::newRow("test clock without test mode") << QStringList{u"--test-clock=2025-01-01T12:00Z"_s};
        QTest::newRow("no time") << QStringList{u"--test-mode"_s, u"--profile=/tmp/p"_s,
                                                u"--test-clock=noon"_s};
        QTest::newRow("no port") << QStringList{u"--automation=web"_s};
        QTest::newRow("too big a port") << QStringList{u"--automation=65536"_s};
        QTest::newRow("unknown setting") << QStringList{u"--set"_s, u"Nonsense=1"_s};
        QTest::newRow("setting without value") << QStringList{u"--set"_s, u"Language"_s};
        QTest::newRow("invalid setting") << QStringList{u"--set"_s, u"Theme=blue"_s};
        QTest::newRow("a file") << QStringList{u"contacts.csv"_s};
        QTest::newRow("not UTF-8") << QStringList{u"--profile"_s, QString::fromUtf8("/tmp/x\xfc")};
        QTest::newRow("two addresses") << QStringList{u"xmpp:a@b.c"_s, u"xmpp:d@e.f"_s};
    }

    void refusesNonsense()
    {
        QFETCH(QStringList, arguments);
        const CommandLine line = CommandLine::parse(arguments);
        QCOMPARE(line.action, CommandLine::Action::Refuse);
        QVERIFY(!line.text.isEmpty());
        QVERIFY(!line.text.contains(u'\n'));
    }
};

} // namespace roost

QTEST_APPLESS_MAIN(roost::TestCommandLine)
#include "test_command_line.moc"
