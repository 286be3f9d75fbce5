// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/setting_table.h"
#include "widgets/dialogs/dialog.h"

#include <QList>

class QCheckBox;
class QComboBox;
class QVBoxLayout;

namespace roost {

class TextLabel;

/// The preferences page, made from settingTable: a check box for each switch, a combo box for each choice,
/// and the start with the system. Changes are written to the settings at once; the rows follow the settings.
/// Rows that a policy has locked are disabled and say so.
class PreferencesDialog : public Dialog
{
    Q_OBJECT

public:
    /// Without a tray the setting StayInTray is hidden.
    PreferencesDialog(const UiContext &context, bool hasTray, QWidget *parent);

protected:
    void retranslate() override;

private:
    /// The widgets of a row; the one that `row` does not need is null.
    struct Field
    {
        const SettingRow *row;
        TextLabel *head = nullptr;  ///< If the row is the first of a section with a head.
        TextLabel *label = nullptr; ///< Of the choice.
        QComboBox *choice = nullptr;
        QCheckBox *check = nullptr;

        [[nodiscard]] QWidget *box() const;
    };

    void build(bool hasTray);
    [[nodiscard]] Field makeField(const SettingRow &row);
    void makeCheck(Field &field);
    void makeChoice(Field &field);
    void makeAutoStart();
    void arrange(QVBoxLayout &column) const;
    /// Values and availability from the settings.
    void refresh();
    void retranslateField(const Field &field) const;

    QList<Field> m_fields;
    QCheckBox *m_autoStart = nullptr;
    QPushButton *m_close = nullptr;
};

} // namespace roost
