// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/preferences_dialog.h"

#include "models/app_settings.h"
#include "models/auto_start.h"
#include "widgets/controls/text_label.h"
#include "widgets/look/language.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace roost {

using namespace Qt::StringLiterals;

namespace {
constexpr int awayChoices[] = {0, 5, 10, 15, 30, 60};
} // namespace

PreferencesDialog::PreferencesDialog(const UiContext &context, bool hasTray, QWidget *parent)
    : Dialog(context, u"preferencesDialog"_s, parent)
    , m_languageLabel(new TextLabel(context.theme, TextStyle::Small, Token::TextDim, this))
    , m_language(new QComboBox(this))
    , m_themeLabel(new TextLabel(context.theme, TextStyle::Small, Token::TextDim, this))
    , m_theme(new QComboBox(this))
    , m_notifyHead(new TextLabel(context.theme, TextStyle::Small, Token::TextDim, this))
    , m_notify(new QCheckBox(this))
    , m_notifyText(new QCheckBox(this))
    , m_privacyHead(new TextLabel(context.theme, TextStyle::Small, Token::TextDim, this))
    , m_tellTyping(new QCheckBox(this))
    , m_tellReading(new QCheckBox(this))
    , m_awayLabel(new TextLabel(context.theme, TextStyle::Small, Token::TextDim, this))
    , m_away(new QComboBox(this))
    , m_tray(new QCheckBox(this))
    , m_autoStart(new QCheckBox(this))
    , m_close(new QPushButton(this))
{
    build(hasTray);
    retranslate();
    wire();
}

void PreferencesDialog::build(bool hasTray)
{
    m_languageLabel->setObjectName(u"languageLabel"_s);
    m_language->setObjectName(u"languageBox"_s);
    m_themeLabel->setObjectName(u"themeLabel"_s);
    m_theme->setObjectName(u"themeBox"_s);
    m_notifyHead->setObjectName(u"notificationsHead"_s);
    m_notify->setObjectName(u"notifyMessagesBox"_s);
    m_notifyText->setObjectName(u"notifyTextBox"_s);
    m_privacyHead->setObjectName(u"privacyHead"_s);
    m_tellTyping->setObjectName(u"tellTypingBox"_s);
    m_tellReading->setObjectName(u"tellReadingBox"_s);
    m_awayLabel->setObjectName(u"awayLabel"_s);
    m_away->setObjectName(u"awayBox"_s);
    m_tray->setObjectName(u"trayBox"_s);
    m_autoStart->setObjectName(u"autoStartBox"_s);
    m_close->setObjectName(u"closeButton"_s);
    fill(hasTray);
    arrange();
}

void PreferencesDialog::fill(bool hasTray)
{
    const Theme &theme = context().theme;
    const AppSettings &settings = context().settings;
    m_languageLabel->setBuddy(m_language);
    m_themeLabel->setBuddy(m_theme);
    m_awayLabel->setBuddy(m_away);
    m_language->addItem(QString(), QString());
    for (const QString &code : Language::codes())
        m_language->addItem(Language::nativeName(code), code);
    for (int i = 0; i < 3; ++i)
        m_theme->addItem(QString(), i);
    for (const int minutes : awayChoices)
        m_away->addItem(QString(), minutes);
    for (QComboBox *box : {m_language, m_theme, m_away})
        box->setMinimumHeight(theme.scaled(36));
    m_language->setCurrentIndex(std::max(0, m_language->findData(settings.language())));
    m_theme->setCurrentIndex(int(settings.theme()));
    m_notify->setChecked(settings.notifiesMessages());
    m_notifyText->setChecked(settings.notifiesText());
    m_notifyText->setEnabled(settings.notifiesMessages());
    m_tellTyping->setChecked(settings.tellsTyping());
    m_tellReading->setChecked(settings.tellsReading());
    m_away->setCurrentIndex(std::max(0, m_away->findData(settings.awayMinutes())));
    m_tray->setChecked(settings.usesTray());
    m_tray->setVisible(hasTray);
    m_autoStart->setChecked(AutoStart(settings.profile().directory()).isOn());
    m_autoStart->setVisible(AutoStart::isAvailable());
}

void PreferencesDialog::arrange()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(4);
    column->addWidget(m_languageLabel);
    column->addWidget(m_language);
    column->addSpacing(12);
    column->addWidget(m_themeLabel);
    column->addWidget(m_theme);
    column->addSpacing(16);
    column->addWidget(m_notifyHead);
    column->addWidget(m_notify);
    column->addWidget(m_notifyText);
    column->addSpacing(16);
    column->addWidget(m_privacyHead);
    column->addWidget(m_tellTyping);
    column->addWidget(m_tellReading);
    column->addSpacing(12);
    column->addWidget(m_awayLabel);
    column->addWidget(m_away);
    column->addSpacing(12);
    column->addWidget(m_tray);
    column->addWidget(m_autoStart);
    column->addSpacing(16);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_close);
    column->addLayout(buttons);
    setMinimumWidth(context().theme.scaled(400));
}

void PreferencesDialog::wire()
{
    const UiContext ui = context();
    connect(m_language, &QComboBox::activated, this, [this, ui] {
        const QString code = m_language->currentData().toString();
        ui.settings.setLanguage(code);
        ui.language.use(code);
    });
    connect(m_theme, &QComboBox::activated, this, [ui](int index) {
        ui.settings.setTheme(ThemeChoice(index));
        ui.theme.setMode(ThemeMode(index));
    });
    connect(m_notify, &QCheckBox::toggled, this, [this, ui](bool on) {
        ui.settings.setNotifiesMessages(on);
        m_notifyText->setEnabled(on);
        Q_EMIT notificationsChanged();
    });
    connect(m_notifyText, &QCheckBox::toggled, this, [this, ui](bool on) {
        ui.settings.setNotifiesText(on);
        Q_EMIT notificationsChanged();
    });
    connect(m_tellTyping, &QCheckBox::toggled, this, [ui](bool on) { ui.settings.setTellsTyping(on); });
    connect(m_tellReading, &QCheckBox::toggled, this, [ui](bool on) { ui.settings.setTellsReading(on); });
    connect(m_tray, &QCheckBox::toggled, this, [ui](bool on) { ui.settings.setUsesTray(on); });
    connect(m_away, &QComboBox::activated, this,
            [this, ui] { ui.settings.setAwayMinutes(m_away->currentData().toInt()); });
    connect(m_autoStart, &QCheckBox::toggled, this, [this, ui](bool on) {
        const AutoStart autoStart(ui.settings.profile().directory());
        if (!autoStart.setOn(on))
            m_autoStart->setChecked(autoStart.isOn());
    });
    connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
}

void PreferencesDialog::retranslate()
{
    setWindowTitle(tr("Preferences"));
    setAccessibleName(tr("Preferences"));
    m_languageLabel->setText(tr("&Language"));
    m_language->setAccessibleName(tr("Language"));
    m_language->setItemText(0, tr("As the system"));
    m_themeLabel->setText(tr("C&olours"));
    m_theme->setAccessibleName(tr("Colours"));
    m_theme->setItemText(0, tr("As the system"));
    m_theme->setItemText(1, tr("Light"));
    m_theme->setItemText(2, tr("Dark"));
    m_notifyHead->setText(tr("Notifications"));
    m_notify->setText(tr("Tell me of new &messages"));
    m_notify->setAccessibleName(tr("Tell me of new messages"));
    m_notifyText->setText(tr("Show their &text too"));
    m_notifyText->setAccessibleName(tr("Show the text of messages in notifications"));
    m_privacyHead->setText(tr("What my contacts learn"));
    m_tellTyping->setText(tr("When I am t&yping"));
    m_tellTyping->setAccessibleName(tr("Tell my contacts when I am typing"));
    m_tellReading->setText(tr("When I have &read their messages"));
    m_tellReading->setAccessibleName(tr("Tell my contacts when I have read their messages"));
    m_tray->setText(tr("&Stay in the notification area when the window is closed"));
    m_tray->setAccessibleName(tr("Stay in the notification area when the window is closed"));
    m_awayLabel->setText(tr("Show me as &away when I do not touch the computer"));
    m_away->setAccessibleName(tr("Show me as away when I do not touch the computer"));
    for (int i = 0; i < m_away->count(); ++i) {
        const int minutes = m_away->itemData(i).toInt();
        m_away->setItemText(i, minutes == 0 ? tr("Never") : tr("After %Ln minute(s)", nullptr, minutes));
    }
    m_autoStart->setText(tr("Start with the &system, without a window"));
    m_autoStart->setAccessibleName(tr("Start with the system, without a window"));
    m_close->setText(tr("&Close"));
    m_close->setAccessibleName(tr("Close"));
}

} // namespace roost
