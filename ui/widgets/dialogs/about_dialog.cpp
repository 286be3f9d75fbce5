// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/about_dialog.h"

#include "widgets/controls/text_label.h"

#include <QIcon>
#include <QPushButton>
#include <QVBoxLayout>

namespace roost {

using namespace Qt::StringLiterals;

AboutDialog::AboutDialog(const UiContext &context, QWidget *parent)
    : Dialog(context, u"aboutDialog"_s, parent)
    , m_logo(new QLabel(this))
    , m_title(new TextLabel(context.theme, TextStyle::Heading, Token::Text, this))
    , m_text(new TextLabel(context.theme, TextStyle::Body, Token::TextDim, this))
    , m_close(new QPushButton(this))
{
    m_logo->setObjectName(u"aboutLogo"_s);
    m_title->setObjectName(u"aboutTitle"_s);
    m_text->setObjectName(u"aboutText"_s);
    m_close->setObjectName(u"closeButton"_s);
    const int size = context.theme.scaled(64);
    m_logo->setTextFormat(Qt::PlainText);
    m_logo->setPixmap(QIcon(u":/icons/roost.svg"_s).pixmap(QSize(size, size), devicePixelRatioF()));
    for (QLabel *label : QList<QLabel *>{m_logo, m_title, m_text})
        label->setAlignment(Qt::AlignHCenter);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(32, 28, 32, 20);
    column->setSpacing(8);
    column->addWidget(m_logo);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(12);
    column->addWidget(m_close, 0, Qt::AlignHCenter);
    setMinimumWidth(context.theme.scaled(380));
    m_close->setFocus();
    connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
    retranslate();
}

void AboutDialog::retranslate()
{
    setWindowTitle(tr("About Roost"));
    setAccessibleName(tr("About Roost"));
    m_logo->setAccessibleName(tr("Roost"));
    m_title->setText(tr("Roost %1").arg(QStringLiteral(ROOST_VERSION)));
    m_text->setText(tr("A desktop chat where each contact is one person with many devices.\n\n"
                       "Free software under the GNU General Public License, version 3 or later. "
                       "It comes without any warranty."));
    m_close->setText(tr("&Close"));
    m_close->setAccessibleName(tr("Close"));
}

} // namespace roost
