// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/dialogs/dialog.h"

class QCheckBox;
class QComboBox;

namespace roost {

class TextLabel;

/// Language, appearance, notifications, privacy, away time, tray, start. Every change takes effect at once;
/// there is no save button.
class PreferencesDialog : public Dialog
{
    Q_OBJECT

public:
    PreferencesDialog(const UiContext &context, bool hasTray, QWidget *parent);

Q_SIGNALS:
    /// Which notifications are wanted changed.
    void notificationsChanged();

protected:
    void retranslate() override;

private:
    void build(bool hasTray);
    void fill(bool hasTray);
    void arrange();
    void wire();

    TextLabel *m_languageLabel;
    QComboBox *m_language;
    TextLabel *m_themeLabel;
    QComboBox *m_theme;
    TextLabel *m_notifyHead;
    QCheckBox *m_notify;
    QCheckBox *m_notifyText;
    TextLabel *m_privacyHead;
    QCheckBox *m_tellTyping;
    QCheckBox *m_tellReading;
    TextLabel *m_awayLabel;
    QComboBox *m_away;
    QCheckBox *m_tray;
    QCheckBox *m_autoStart;
    QPushButton *m_close;
};

} // namespace roost
