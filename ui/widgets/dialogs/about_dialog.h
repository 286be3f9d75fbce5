// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/dialogs/dialog.h"

class QLabel;

namespace roost {

class TextLabel;

/// Name, version, licence.
class AboutDialog : public Dialog
{
    Q_OBJECT

public:
    AboutDialog(const UiContext &context, QWidget *parent);

protected:
    void retranslate() override;

private:
    QLabel *m_logo;
    TextLabel *m_title;
    TextLabel *m_text;
    QPushButton *m_close;
};

} // namespace roost
