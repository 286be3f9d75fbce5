// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/setting_table.h"

#include "models/policy_file.h"

#include <QJsonArray>
#include <QJsonValue>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// The rows of settingTable: each is complete, and its names are its own.
class TestSettingTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAreComplete()
    {
        QSet<QString> iniKeys;
        QSet<QString> policies{QString(PolicyFile::automationAllowed)};
        QSet<QString> ids;
        SettingSection section = SettingSection::None;
        for (const SettingRow &row : settingTable) {
            const QString name = QLatin1StringView(row.policy);
            const char *hint = row.policy;
            QCOMPARE(settingRow(row.key).policy, row.policy);
            QVERIFY2(!name.isEmpty() && !name.contains(u'=') && !policies.contains(name), hint);
            policies.insert(name);
            const QString key = QLatin1StringView(row.iniKey);
            QVERIFY2(key.count(u'/') == 1 && !iniKeys.contains(key), hint);
            iniKeys.insert(key);
            QCOMPARE(settingNamed(name), &row);
            if (row.section == SettingSection::None)
                continue;
            QVERIFY2(row.label != nullptr && row.id != nullptr, hint);
            QVERIFY2(QLatin1StringView(row.label).count(u'&') == 1, hint);
            QVERIFY2(!ids.contains(QLatin1StringView(row.id)), hint);
            ids.insert(QLatin1StringView(row.id));
            QVERIFY2(row.section >= section, "the rows of a section stand together");
            section = row.section;
        }
    }

    void valuesAreAmongTheChoices()
    {
        for (const SettingRow &row : settingTable) {
            const QVariant fallback = settingVariant(row.fallback);
            QCOMPARE(settingValue(row, fallback), std::optional(fallback));
            QCOMPARE(settingFromText(row, fallback.toString()), std::optional(fallback));
            QCOMPARE(settingFromJson(row, QJsonValue::fromVariant(fallback)), std::optional(fallback));
            QSet<QString> texts;
            for (const SettingChoice &choice : row.choices) {
                const QVariant value = settingVariant(choice.value);
                QCOMPARE(settingValue(row, value), std::optional(value));
                QVERIFY2(choice.label != nullptr && !texts.contains(value.toString()), row.policy);
                texts.insert(value.toString());
            }
            if (row.needs)
                QVERIFY2(std::holds_alternative<bool>(settingRow(*row.needs).fallback), row.policy);
        }
    }

    void knowsNoOtherNames()
    {
        QCOMPARE(settingNamed(u"Nonsense"), nullptr);
        QCOMPARE(settingNamed(u"theme"), nullptr);
        QCOMPARE(settingNamed(u""), nullptr);
    }

    void refusesOtherTypes_data()
    {
        QTest::addColumn<QString>("policy");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("switch from text") << u"TellTyping"_s << QJsonValue(u"true"_s);
        QTest::newRow("switch from number") << u"TellTyping"_s << QJsonValue(1);
        QTest::newRow("switch from null") << u"TellTyping"_s << QJsonValue();
        QTest::newRow("number from text") << u"AwayMinutes"_s << QJsonValue(u"10"_s);
        QTest::newRow("number from switch") << u"AwayMinutes"_s << QJsonValue(true);
        QTest::newRow("fraction") << u"AwayMinutes"_s << QJsonValue(10.5);
        QTest::newRow("huge number") << u"AwayMinutes"_s << QJsonValue(1e300);
        QTest::newRow("number that is no choice") << u"AwayMinutes"_s << QJsonValue(7);
        QTest::newRow("text from number") << u"Theme"_s << QJsonValue(1);
        QTest::newRow("text from list") << u"Theme"_s << QJsonValue(QJsonArray{u"dark"_s});
        QTest::newRow("text that is no choice") << u"Theme"_s << QJsonValue(u"Dark"_s);
    }

    void refusesOtherTypes()
    {
        QFETCH(QString, policy);
        QFETCH(QJsonValue, value);
        QCOMPARE(settingFromJson(*settingNamed(policy), value), std::nullopt);
    }

    void readsTexts()
    {
        const SettingRow &typing = settingRow(SettingKey::TellTyping);
        QCOMPARE(settingFromText(typing, u"false"_s), std::optional<QVariant>(false));
        QCOMPARE(settingFromText(typing, u"0"_s), std::optional<QVariant>(false));
        QCOMPARE(settingFromText(typing, u"1"_s), std::optional<QVariant>(true));
        QCOMPARE(settingFromText(typing, u"off"_s), std::nullopt);
        QCOMPARE(settingFromText(typing, QString()), std::nullopt);
        const SettingRow &away = settingRow(SettingKey::AwayMinutes);
        QCOMPARE(settingFromText(away, u"30"_s), std::optional<QVariant>(30));
        QCOMPARE(settingFromText(away, u"30 min"_s), std::nullopt);
        QCOMPARE(settingFromText(settingRow(SettingKey::Theme), u"blue"_s), std::nullopt);
        QCOMPARE(settingValuesText(typing), u"true, false"_s);
        QCOMPARE(settingValuesText(settingRow(SettingKey::Theme)), u"system, light, dark"_s);
    }
};

} // namespace roost

QTEST_APPLESS_MAIN(roost::TestSettingTable)
#include "test_setting_table.moc"
