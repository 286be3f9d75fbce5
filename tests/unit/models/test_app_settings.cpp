// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/app_settings.h"

#include "models/theme_mode.h"
#include "support/sequential_ids.h"

#include <QFile>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// Sources of the values of settings, locks, and the change signal.
class TestAppSettings : public QObject
{
    Q_OBJECT

    /// A value other than the default.
    static QVariant otherThanDefault(const SettingRow &row)
    {
        const QVariant fallback = settingVariant(row.fallback);
        if (std::holds_alternative<bool>(row.fallback))
            return !fallback.toBool();
        for (const SettingChoice &choice : row.choices) {
            if (settingVariant(choice.value) != fallback)
                return settingVariant(choice.value);
        }
        return {};
    }

    static PolicyFile policy(const QJsonObject &content) { return {u"/etc/test.json"_s, content}; }

    static PolicyFile policy(const SettingRow &row, const QVariant &value)
    {
        return policy({{QLatin1StringView(row.policy), QJsonValue::fromVariant(value)}});
    }

    static void writeIni(const QTemporaryDir &folder, const QByteArray &content)
    {
        QFile file(folder.filePath(u"settings.ini"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    static void expectWarning(const QString &pattern)
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(pattern));
    }

private Q_SLOTS:
    void everyRow_data()
    {
        QTest::addColumn<int>("key");
        for (const SettingRow &row : settingTable)
            QTest::newRow(row.policy) << int(row.key);
    }

    /// Policy, command line, user, default.
    void everyRow()
    {
        QFETCH(int, key);
        const SettingRow &row = settingRow(SettingKey(key));
        const QVariant fallback = settingVariant(row.fallback);
        const QVariant other = otherThanDefault(row);
        QVERIFY(other.isValid());
        const QTemporaryDir folder;
        {
            AppSettings settings(folder.path());
            QCOMPARE(settings.value(row.key), fallback);
            QCOMPARE(settings.source(row.key), SettingSource::Default);
            QVERIFY(!settings.isLocked(row.key));
            QVERIFY(settings.setValue(row.key, other));
            QCOMPARE(settings.value(row.key), other);
        }
        {
            const AppSettings settings(folder.path());
            QCOMPARE(settings.value(row.key), other);
            QCOMPARE(settings.source(row.key), SettingSource::User);
        }
        {
            const AppSettings settings(folder.path(), {}, {{row.key, fallback}});
            QCOMPARE(settings.value(row.key), fallback);
            QCOMPARE(settings.source(row.key), SettingSource::CommandLine);
            QVERIFY(!settings.isLocked(row.key));
        }
        {
            const AppSettings settings(folder.path(), {policy(row, fallback)}, {{row.key, other}});
            QCOMPARE(settings.value(row.key), fallback);
            QCOMPARE(settings.source(row.key), SettingSource::Policy);
            QVERIFY(settings.isLocked(row.key));
        }
        // The command line and the policy leave the user's value as it is.
        QCOMPARE(AppSettings(folder.path()).value(row.key), other);
    }

    void refusesToChangeLockedSettings()
    {
        const QTemporaryDir folder;
        AppSettings settings(folder.path(), {policy({{u"TellTyping"_s, false}})});
        const QSignalSpy changes(&settings, &AppSettings::changed);
        QVERIFY(!settings.setValue(SettingKey::TellTyping, true));
        QVERIFY(!settings.isOn(SettingKey::TellTyping));
        QVERIFY(settings.setValue(SettingKey::TellReading, false));
        QCOMPARE(changes.size(), 1);
        const AppSettings later(folder.path());
        QCOMPARE(later.source(SettingKey::TellTyping), SettingSource::Default);
    }

    void reportsChangesOnce()
    {
        const QTemporaryDir folder;
        AppSettings settings(folder.path());
        QSignalSpy changes(&settings, &AppSettings::changed);
        QVERIFY(settings.setValue(SettingKey::Theme, u"dark"_s));
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.takeFirst().first().value<SettingKey>(), SettingKey::Theme);
        QVERIFY(settings.setValue(SettingKey::Theme, u"dark"_s));
        QCOMPARE(changes.size(), 0);
        QVERIFY(settings.setValue(SettingKey::AwayMinutes, 10)); // The default.
        QCOMPARE(changes.size(), 0);
    }

    void refusesInvalidValues()
    {
        const QTemporaryDir folder;
        AppSettings settings(folder.path());
        const QSignalSpy changes(&settings, &AppSettings::changed);
        QVERIFY(!settings.setValue(SettingKey::Theme, u"blue"_s));
        QVERIFY(!settings.setValue(SettingKey::Theme, 1));
        QVERIFY(!settings.setValue(SettingKey::AwayMinutes, 7));
        QVERIFY(!settings.setValue(SettingKey::StayInTray, u"true"_s));
        QCOMPARE(changes.size(), 0);
        QVERIFY(!QFile::exists(folder.filePath(u"settings.ini"_s)));
    }

    void userReplacesCommandLine()
    {
        const QTemporaryDir folder;
        AppSettings settings(folder.path(), {}, {{SettingKey::Theme, u"dark"_s}});
        const QSignalSpy changes(&settings, &AppSettings::changed);
        QVERIFY(settings.setValue(SettingKey::Theme, u"light"_s));
        QCOMPARE(settings.text(SettingKey::Theme), u"light"_s);
        QCOMPARE(settings.source(SettingKey::Theme), SettingSource::User);
        QCOMPARE(changes.size(), 1);
    }

    void laterPoliciesWin()
    {
        const QTemporaryDir folder;
        const AppSettings settings(folder.path(), {policy({{u"Theme"_s, u"dark"_s}, {u"AwayMinutes"_s, 5}}),
                                                   policy({{u"Theme"_s, u"light"_s}})});
        QCOMPARE(settings.text(SettingKey::Theme), u"light"_s);
        QCOMPARE(settings.number(SettingKey::AwayMinutes), 5);
    }

    void warnsOfUnknownPolicies()
    {
        const QTemporaryDir folder;
        expectWarning(u"Nonsense.*/etc/test.json.*unknown"_s);
        const AppSettings settings(
            folder.path(),
            {policy({{u"Nonsense"_s, 1}, {u"Theme"_s, u"dark"_s}, {u"AutomationAllowed"_s, false}})});
        QCOMPARE(settings.text(SettingKey::Theme), u"dark"_s);
    }

    void locksTheDefaultForAnInvalidPolicy()
    {
        const QTemporaryDir folder;
        {
            AppSettings settings(folder.path());
            QVERIFY(settings.setValue(SettingKey::AwayMinutes, 60));
        }
        expectWarning(u"AwayMinutes.*/etc/test.json.*invalid"_s);
        AppSettings settings(folder.path(), {policy({{u"AwayMinutes"_s, u"5"_s}})});
        QCOMPARE(settings.number(SettingKey::AwayMinutes), 10);
        QVERIFY(settings.isLocked(SettingKey::AwayMinutes));
        QVERIFY(!settings.setValue(SettingKey::AwayMinutes, 60));
    }

    void warnsOfBrokenPolicyFiles()
    {
        const QTemporaryDir folder;
        expectWarning(u"/etc/broken.json.*cannot be read"_s);
        const AppSettings settings(
            folder.path(), {{u"/etc/broken.json"_s, std::nullopt}, policy({{u"Theme"_s, u"dark"_s}})});
        QCOMPARE(settings.text(SettingKey::Theme), u"dark"_s);
        QVERIFY(!settings.isLocked(SettingKey::Language));
    }

    /// The file of the first releases.
    void readsOldFiles()
    {
        const QTemporaryDir folder;
        writeIni(folder, "[account]\naddress=joe@bar.com\nkeepSignedIn=true\nresource=Roost.ab2c\n"
                         "servers=wss://bar.com/ws\n"
                         "[look]\nlanguage=de\ntheme=dark\n[notifications]\nmessages=true\ntext=false\n"
                         "[presence]\nawayMinutes=30\n[privacy]\ntellReading=false\ntellTyping=false\n"
                         "[tray]\nshown=false\n[window]\npanel=false\n");
        AppSettings settings(folder.path());
        QCOMPARE(settings.text(SettingKey::Language), u"de"_s);
        QCOMPARE(themeModeOf(settings.text(SettingKey::Theme)), ThemeMode::Dark);
        QVERIFY(settings.isOn(SettingKey::NotifyMessages));
        QVERIFY(!settings.isOn(SettingKey::NotifyText));
        QVERIFY(!settings.isOn(SettingKey::TellTyping));
        QVERIFY(!settings.isOn(SettingKey::TellReading));
        QCOMPARE(settings.number(SettingKey::AwayMinutes), 30);
        QVERIFY(!settings.isOn(SettingKey::StayInTray));
        QCOMPARE(settings.account(), Jid::fromWire(u"joe@bar.com"));
        QCOMPARE(settings.servers(), QList<QUrl>{QUrl(u"wss://bar.com/ws"_s)});
        QVERIFY(settings.keepsSignedIn());
        QVERIFY(!settings.isPanelShown());
        SequentialIds ids;
        QCOMPARE(settings.resource(ids), u"Roost.ab2c"_s);
        QCOMPARE(ids.peek(), u"id-1"_s);
    }

    void ignoresInvalidValuesOfTheFile()
    {
        const QTemporaryDir folder;
        writeIni(folder, "[look]\nlanguage=xx\ntheme=blue\n[presence]\nawayMinutes=soon\n"
                         "[privacy]\ntellTyping=maybe\ntellReading=false\n");
        for (const QString &key :
             {u"look/language"_s, u"look/theme"_s, u"presence/awayMinutes"_s, u"privacy/tellTyping"_s})
            expectWarning(key + u".*invalid"_s);
        const AppSettings settings(folder.path());
        QCOMPARE(settings.text(SettingKey::Language), QString());
        QCOMPARE(settings.text(SettingKey::Theme), u"system"_s);
        QCOMPARE(settings.number(SettingKey::AwayMinutes), 10);
        QVERIFY(settings.isOn(SettingKey::TellTyping));
        QCOMPARE(settings.source(SettingKey::TellTyping), SettingSource::Default);
        QVERIFY(!settings.isOn(SettingKey::TellReading));
    }

    void makesTheResourceOnce()
    {
        const QTemporaryDir one;
        const QTemporaryDir two;
        SequentialIds ids;
        const QString resource = AppSettings(one.path()).resource(ids);
        QVERIFY2(QRegularExpression(u"^Roost\\.[a-km-z2-9]{4}$"_s).match(resource).hasMatch(),
                 qPrintable(resource));
        QCOMPARE(AppSettings(one.path()).resource(ids), resource);
        QVERIFY(AppSettings(two.path()).resource(ids) != resource);
        // The same ids make the same resource.
        SequentialIds again;
        const QTemporaryDir three;
        QCOMPARE(AppSettings(three.path()).resource(again), resource);
    }
};

} // namespace roost

QTEST_GUILESS_MAIN(roost::TestAppSettings)
#include "test_app_settings.moc"
