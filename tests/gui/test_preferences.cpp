// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_world.h"
#include "widgets/dialogs/preferences_dialog.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// The preferences page shows the settings, and writes to them alone.
class TestPreferences : public QObject
{
    Q_OBJECT

    template <typename T> static T *in(const PreferencesDialog &dialog, const QString &name)
    {
        return dialog.findChild<T *>(name);
    }

    static void choose(QComboBox *box, const QVariant &value)
    {
        box->setCurrentIndex(box->findData(value));
        Q_EMIT box->activated(box->currentIndex());
    }

private Q_SLOTS:
    void showsEveryRow()
    {
        GuiWorld world;
        PreferencesDialog dialog(world.context, true, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        int bottom = 0;
        for (const SettingRow &row : settingTable) {
            if (row.section == SettingSection::None)
                continue;
            auto *box = in<QWidget>(dialog, QLatin1StringView(row.id) + "Box"_L1);
            QVERIFY2(box != nullptr && box->isVisible(), row.id);
            QVERIFY2(box->isEnabled() && box->toolTip().isEmpty(), row.id);
            QVERIFY2(!box->accessibleName().isEmpty() && !box->accessibleName().contains(u'&'), row.id);
            QVERIFY2(box->y() > bottom, row.id);
            bottom = box->y();
            if (auto *check = qobject_cast<QCheckBox *>(box)) {
                QCOMPARE(QVariant(check->isChecked()), world.settings.value(row.key));
                continue;
            }
            auto *choice = qobject_cast<QComboBox *>(box);
            QCOMPARE(choice->currentData(), world.settings.value(row.key));
            QCOMPARE(choice->count(), int(row.choices.size()));
            QVERIFY2(in<QWidget>(dialog, QLatin1StringView(row.id) + "Label"_L1) != nullptr, row.id);
        }
        auto *away = in<QComboBox>(dialog, u"awayBox"_s);
        QCOMPARE(away->itemText(0), u"Never"_s);
        QCOMPARE(away->itemText(1), u"After 5 minutes"_s);
        QCOMPARE(in<QComboBox>(dialog, u"languageBox"_s)->itemText(3), u"العربية"_s);
    }

    void writesToTheSettings()
    {
        GuiWorld world;
        PreferencesDialog dialog(world.context, true, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        choose(in<QComboBox>(dialog, u"themeBox"_s), u"dark"_s);
        QCOMPARE(world.settings.text(SettingKey::Theme), u"dark"_s);
        QCOMPARE(world.theme.mode(), ThemeMode::Dark);
        choose(in<QComboBox>(dialog, u"awayBox"_s), 30);
        QCOMPARE(world.settings.number(SettingKey::AwayMinutes), 30);
        in<QCheckBox>(dialog, u"trayBox"_s)->click();
        QVERIFY(!world.settings.isOn(SettingKey::StayInTray));
        in<QCheckBox>(dialog, u"notifyTextBox"_s)->click();
        QVERIFY(!world.settings.isOn(SettingKey::NotifyText));
    }

    void followsTheSettings()
    {
        GuiWorld world;
        const PreferencesDialog dialog(world.context, true, nullptr);
        auto *text = in<QCheckBox>(dialog, u"notifyTextBox"_s);
        QVERIFY(text->isEnabled());
        world.settings.setValue(SettingKey::NotifyMessages, false);
        QVERIFY(!in<QCheckBox>(dialog, u"notifyMessagesBox"_s)->isChecked());
        QVERIFY(!text->isEnabled());
        QVERIFY(text->isChecked());
        world.settings.setValue(SettingKey::NotifyMessages, true);
        QVERIFY(text->isEnabled());
        world.settings.setValue(SettingKey::AwayMinutes, 60);
        QCOMPARE(in<QComboBox>(dialog, u"awayBox"_s)->currentData(), QVariant(60));
    }

    void hidesTrayRowWithoutTray()
    {
        GuiWorld world;
        PreferencesDialog dialog(world.context, false, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QVERIFY(!in<QCheckBox>(dialog, u"trayBox"_s)->isVisible());
        QVERIFY(in<QCheckBox>(dialog, u"notifyMessagesBox"_s)->isVisible());
    }

    void disablesLockedRows()
    {
        GuiWorld world;
        AppSettings locked(
            world.folder.path(),
            {{u"/etc/test.json"_s, QJsonObject{{u"TellTyping"_s, false}, {u"Theme"_s, u"dark"_s}}}});
        const UiContext context{world.theme, world.avatars, world.clock, locked, world.language};
        PreferencesDialog dialog(context, true, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        auto *typing = in<QCheckBox>(dialog, u"tellTypingBox"_s);
        auto *theme = in<QComboBox>(dialog, u"themeBox"_s);
        for (QWidget *box : std::initializer_list<QWidget *>{typing, theme}) {
            QVERIFY(!box->isEnabled());
            QCOMPARE(box->toolTip(), u"Managed by your organization"_s);
            const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(box);
            QCOMPARE(interface->text(QAccessible::Description), u"Managed by your organization"_s);
            QVERIFY(interface->state().disabled);
        }
        QVERIFY(!typing->isChecked());
        QCOMPARE(theme->currentData(), QVariant(u"dark"_s));
        QTest::mouseClick(typing, Qt::LeftButton);
        QVERIFY(!typing->isChecked());
        // Other rows stay enabled.
        auto *reading = in<QCheckBox>(dialog, u"tellReadingBox"_s);
        QVERIFY(reading->isEnabled() && reading->toolTip().isEmpty());
        reading->click();
        QVERIFY(!locked.isOn(SettingKey::TellReading));
        QVERIFY(!typing->isEnabled());
    }
};

} // namespace roost

QTEST_MAIN(roost::TestPreferences)
#include "test_preferences.moc"
