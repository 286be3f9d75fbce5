// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/status_dialog.h"

#include "base/visible_text.h"
#include "domain/account/session.h"
#include "widgets/controls/text_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace roost {

using namespace Qt::StringLiterals;

StatusDialog::StatusDialog(const UiContext &context, Session &session, QWidget *parent)
    : Dialog(context, u"statusDialog"_s, parent)
    , m_session(session)
    , m_label(new TextLabel(context.theme, TextStyle::Small, Token::TextDim, this))
    , m_text(new QLineEdit(this))
    , m_save(new QPushButton(this))
    , m_cancel(new QPushButton(this))
{
    m_label->setObjectName(u"statusLabel"_s);
    m_label->setBuddy(m_text);
    m_text->setObjectName(u"statusEdit"_s);
    m_text->setMaxLength(200);
    m_text->setMinimumHeight(context.theme.scaled(36));
    m_text->setClearButtonEnabled(true);
    m_text->setText(session.ownPresence().status);
    m_text->selectAll();
    m_save->setObjectName(u"saveStatusButton"_s);
    m_save->setProperty("primary", true);
    m_save->setDefault(true);
    m_cancel->setObjectName(u"cancelButton"_s);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(4);
    column->addWidget(m_label);
    column->addWidget(m_text);
    column->addSpacing(16);
    column->addLayout(buttons);
    setMinimumWidth(context.theme.scaled(400));
    connect(m_save, &QPushButton::clicked, this, &StatusDialog::save);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    retranslate();
}

void StatusDialog::retranslate()
{
    setWindowTitle(tr("Status text"));
    setAccessibleName(tr("Status text"));
    m_label->setText(tr("&What your contacts read beside your presence"));
    m_text->setAccessibleName(tr("Status text"));
    m_text->setPlaceholderText(tr("Back at three"));
    m_save->setText(tr("&Save"));
    m_save->setAccessibleName(tr("Save"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel"));
}

void StatusDialog::save()
{
    m_session.setOwnPresence(m_session.ownPresence().show, singleLine(m_text->text()),
                             m_session.ownPriority());
    accept();
}

} // namespace roost
