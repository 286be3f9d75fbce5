// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/dialogs/dialog.h"

class QLineEdit;

namespace roost {

class Session;
class TextLabel;

/// One line: the text beside the user's own presence. The Session outlives the dialog.
class StatusDialog : public Dialog
{
    Q_OBJECT

public:
    StatusDialog(const UiContext &context, Session &session, QWidget *parent);

protected:
    void retranslate() override;

private:
    void save();

    Session &m_session;
    TextLabel *m_label;
    QLineEdit *m_text;
    QPushButton *m_save;
    QPushButton *m_cancel;
};

} // namespace roost
