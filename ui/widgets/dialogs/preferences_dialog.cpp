// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/preferences_dialog.h"

#include "models/app_settings.h"
#include "models/auto_start.h"
#include "widgets/controls/text_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <utility>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// Object name and text of the head of a section; empty for a section without one.
struct SectionHead
{
    QString id;
    const char *text = nullptr;
};

SectionHead headOf(SettingSection section)
{
    switch (section) {
    case SettingSection::None:
    case SettingSection::Look:
    case SettingSection::System:
        break;
    case SettingSection::Notifications:
        return {u"notificationsHead"_s, QT_TRANSLATE_NOOP("roost::PreferencesDialog", "Notifications")};
    case SettingSection::Privacy:
        return {u"privacyHead"_s, QT_TRANSLATE_NOOP("roost::PreferencesDialog", "What my contacts can see")};
    }
    return {};
}

} // namespace

QWidget *PreferencesDialog::Field::box() const
{
    return check != nullptr ? static_cast<QWidget *>(check) : choice;
}

PreferencesDialog::PreferencesDialog(const UiContext &context, bool hasTray, QWidget *parent)
    : Dialog(context, u"preferencesDialog"_s, parent)
{
    build(hasTray);
    refresh();
    retranslate();
    connect(&context.settings, &AppSettings::changed, this, &PreferencesDialog::refresh);
}

void PreferencesDialog::build(bool hasTray)
{
    for (const SettingRow &row : settingTable) {
        if (row.section == SettingSection::None)
            continue;
        m_fields.append(makeField(row));
        if (row.key == SettingKey::StayInTray)
            m_fields.last().box()->setVisible(hasTray);
    }
    makeAutoStart();
    m_close = new QPushButton(this);
    m_close->setObjectName(u"closeButton"_s);
    connect(m_close, &QPushButton::clicked, this, &QDialog::accept);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(4);
    arrange(*column);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_close);
    column->addLayout(buttons);
    setMinimumWidth(context().theme.scaled(400));
}

PreferencesDialog::Field PreferencesDialog::makeField(const SettingRow &row)
{
    Field field{&row};
    const bool isFirst = m_fields.isEmpty() || m_fields.last().row->section != row.section;
    if (const SectionHead head = headOf(row.section); isFirst && head.text != nullptr) {
        field.head = new TextLabel(context().theme, TextStyle::Small, Token::TextDim, this);
        field.head->setObjectName(head.id);
    }
    if (row.choices.empty())
        makeCheck(field);
    else
        makeChoice(field);
    return field;
}

void PreferencesDialog::makeCheck(Field &field)
{
    auto *check = new QCheckBox(this);
    check->setObjectName(QLatin1StringView(field.row->id) + "Box"_L1);
    connect(check, &QCheckBox::toggled, this,
            [this, key = field.row->key](bool on) { context().settings.setValue(key, on); });
    field.check = check;
}

void PreferencesDialog::makeChoice(Field &field)
{
    const QLatin1StringView id(field.row->id);
    field.label = new TextLabel(context().theme, TextStyle::Small, Token::TextDim, this);
    field.label->setObjectName(id + "Label"_L1);
    auto *choice = new QComboBox(this);
    choice->setObjectName(id + "Box"_L1);
    choice->setMinimumHeight(context().theme.scaled(36));
    for (const SettingChoice &each : field.row->choices)
        choice->addItem(QString(), settingVariant(each.value));
    connect(choice, &QComboBox::activated, this, [this, choice, key = field.row->key] {
        context().settings.setValue(key, choice->currentData());
    });
    field.label->setBuddy(choice);
    field.choice = choice;
}

/// The start with the system is a file of the desktop and no setting.
void PreferencesDialog::makeAutoStart()
{
    const AutoStart autoStart(context().settings.profile().directory());
    m_autoStart = new QCheckBox(this);
    m_autoStart->setObjectName(u"autoStartBox"_s);
    m_autoStart->setChecked(autoStart.isOn());
    m_autoStart->setVisible(AutoStart::isAvailable());
    connect(m_autoStart, &QCheckBox::toggled, this, [this, autoStart](bool on) {
        if (!autoStart.setOn(on))
            m_autoStart->setChecked(autoStart.isOn());
    });
}

void PreferencesDialog::arrange(QVBoxLayout &column) const
{
    SettingSection section = m_fields.first().row->section;
    for (const Field &field : m_fields) {
        const bool isNewSection = std::exchange(section, field.row->section) != field.row->section;
        if (field.head != nullptr) {
            column.addSpacing(16);
            column.addWidget(field.head);
        } else if (isNewSection || (field.choice != nullptr && column.count() > 0)) {
            column.addSpacing(12);
        }
        if (field.label != nullptr)
            column.addWidget(field.label);
        column.addWidget(field.box());
    }
    column.addWidget(m_autoStart);
    column.addSpacing(16);
}

void PreferencesDialog::refresh()
{
    const AppSettings &settings = context().settings;
    for (const Field &field : std::as_const(m_fields)) {
        const SettingRow &row = *field.row;
        const QSignalBlocker quiet(field.box());
        if (field.check != nullptr)
            field.check->setChecked(settings.isOn(row.key));
        else
            field.choice->setCurrentIndex(field.choice->findData(settings.value(row.key)));
        field.box()->setEnabled(!settings.isLocked(row.key) && (!row.needs || settings.isOn(*row.needs)));
    }
}

void PreferencesDialog::retranslate()
{
    setWindowTitle(tr("Preferences"));
    setAccessibleName(tr("Preferences"));
    for (const Field &field : std::as_const(m_fields))
        retranslateField(field);
    m_autoStart->setText(tr("Start with the &system, in the background"));
    m_autoStart->setAccessibleName(tr("Start with the system, in the background"));
    m_close->setText(tr("&Close"));
    m_close->setAccessibleName(tr("Close"));
}

void PreferencesDialog::retranslateField(const Field &field) const
{
    const SettingRow &row = *field.row;
    const QString text = settingText(row.label);
    const QString spoken = row.spoken != nullptr ? settingText(row.spoken) : QString(text).remove(u'&');
    if (field.head != nullptr)
        field.head->setText(settingText(headOf(row.section).text));
    if (field.check != nullptr) {
        field.check->setText(text);
        field.check->setAccessibleName(spoken);
    } else {
        field.label->setText(text);
        field.choice->setAccessibleName(spoken);
        for (int i = 0; i < field.choice->count(); ++i)
            field.choice->setItemText(
                i, settingText(row.choices[std::size_t(i)].label, field.choice->itemData(i).toInt()));
    }
    const QString locked =
        context().settings.isLocked(row.key) ? tr("Managed by your organization") : QString();
    field.box()->setToolTip(locked);
    field.box()->setAccessibleDescription(locked);
}

} // namespace roost
