// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/long_text_dialog.h"

#include "widgets/look/long_text.h"
#include "widgets/look/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextCursor>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// Copies paragraphs as they are, however they are parted inside.
class LongTextView final : public QPlainTextEdit
{
public:
    using QPlainTextEdit::QPlainTextEdit;

protected:
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override
    {
        auto *copied = new QMimeData;
        copied->setText(LongText::selectedBy(textCursor()));
        return copied;
    }
};

} // namespace

LongTextDialog::LongTextDialog(const UiContext &context, const QString &text, QWidget *parent)
    : Dialog(context, u"longTextDialog"_s, parent)
    , m_text(new LongTextView(this))
    , m_copy(new QPushButton(this))
    , m_close(new QPushButton(this))
{
    m_text->setObjectName(u"longText"_s);
    m_copy->setObjectName(u"copyAllButton"_s);
    m_close->setObjectName(u"closeButton"_s);
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->setTabChangesFocus(true);
    QTextCursor cursor(m_text->document());
    LongText::insert(cursor, text);
    m_text->document()->clearUndoRedoStacks();
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->moveCursor(QTextCursor::Start);
    m_close->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_copy);
    buttons->addStretch();
    buttons->addWidget(m_close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->addWidget(m_text, 1);
    column->addLayout(buttons);
    resize(context.theme.scaled(680), context.theme.scaled(560));
    connect(m_copy, &QPushButton::clicked, this, [text] { QGuiApplication::clipboard()->setText(text); });
    connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
    retranslate();
}

void LongTextDialog::retranslate()
{
    setWindowTitle(tr("Whole message"));
    setAccessibleName(tr("Whole message"));
    m_text->setAccessibleName(tr("Text of the message"));
    m_copy->setText(tr("Copy &all"));
    m_copy->setAccessibleName(tr("Copy all"));
    m_close->setText(tr("&Close"));
    m_close->setAccessibleName(tr("Close"));
}

} // namespace roost
