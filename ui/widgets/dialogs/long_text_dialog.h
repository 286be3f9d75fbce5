// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/dialogs/dialog.h"

class QPlainTextEdit;
class QPushButton;

namespace roost {

/// Shows one text that is too long for a bubble, to be read, searched by eye and copied. Plain text.
class LongTextDialog : public Dialog
{
    Q_OBJECT

public:
    LongTextDialog(const UiContext &context, const QString &text, QWidget *parent);

protected:
    void retranslate() override;

private:
    QPlainTextEdit *m_text;
    QPushButton *m_copy;
    QPushButton *m_close;
};

} // namespace roost
