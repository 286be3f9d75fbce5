// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/composer.h"

#include "base/clock.h"
#include "domain/contacts/endpoint.h"
#include "domain/threads/message_size.h"
#include "domain/threads/thread.h"
#include "models/wording.h"
#include "widgets/controls/emoji_highlighter.h"
#include "widgets/controls/icon_button.h"
#include "widgets/controls/text_label.h"
#include "widgets/look/announcement.h"
#include "widgets/look/long_text.h"
#include "widgets/look/theme.h"
#include "widgets/thread/target_chip.h"

#include <QAbstractTextDocumentLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

namespace roost {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds draftDelay(400);
/// More than can be sent: the user can shorten a longer text or send it in parts. UTF-16 units.
constexpr qsizetype longestText = 1'000'000;
constexpr int sidePadding = 8;
constexpr int textMargin = 4; ///< Qt gives the placeholder this on its left only.

/// The smallest height: 36 px with text of 13 px, more with larger text.
int leastHeight(const QFont &font)
{
    constexpr int usual = 36;
    constexpr qreal linesHigh = 2.25;
    return std::max(usual, int(std::lround(linesHigh * QFontMetricsF(font).lineSpacing())));
}
} // namespace

ComposerEdit::ComposerEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    // The composer draws the frame: the viewport would cover its corners.
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    // A single line is centred in the minimum height.
    const qreal line = QFontMetricsF(font()).lineSpacing();
    const int above = std::max(2, int((leastHeight(font()) - line) / 2) - textMargin);
    document()->setDocumentMargin(textMargin);
    setViewportMargins(sidePadding, above, sidePadding, above);
    new LongText::Keeper(*document());
    connect(this, &QPlainTextEdit::textChanged, this, &ComposerEdit::fit);
    fit();
}

QString ComposerEdit::text() const { return LongText::of(*document()); }

void ComposerEdit::setText(const QString &text)
{
    clear();
    insertText(text);
    document()->clearUndoRedoStacks();
}

void ComposerEdit::insertText(const QString &text)
{
    QTextCursor cursor = textCursor();
    LongText::insert(cursor, text);
    setTextCursor(cursor);
    ensureCursorVisible();
}

int ComposerEdit::heightFor(int lines) const
{
    const QMargins margins = viewportMargins();
    const qreal text = lines * QFontMetricsF(font()).lineSpacing() + 2 * document()->documentMargin();
    return int(std::ceil(text)) + margins.top() + margins.bottom();
}

QSize ComposerEdit::sizeHint() const
{
    // QPlainTextEdit's document measures its height in lines.
    const int lines = std::clamp(int(document()->size().height()), 1, maxLines);
    return {QPlainTextEdit::sizeHint().width(), std::max(heightFor(lines), leastHeight(font()))};
}

QSize ComposerEdit::minimumSizeHint() const { return {120, heightFor(1)}; }

void ComposerEdit::fit()
{
    // Text goes its own way; the cursor of an empty field starts where the language does.
    QTextOption option = document()->defaultTextOption();
    const bool isEmpty = document()->isEmpty();
    const auto direction = isEmpty ? layoutDirection() : Qt::LayoutDirectionAuto;
    // The layout of plain text does not align a right-to-left line by itself.
    const bool isRtl = isEmpty ? isRightToLeft() : document()->firstBlock().text().isRightToLeft();
    const auto side = isRtl ? Qt::AlignRight : Qt::AlignLeft;
    if (option.textDirection() != direction || option.alignment() != side) {
        option.setTextDirection(direction);
        option.setAlignment(side);
        document()->setDefaultTextOption(option);
    }
    const bool scrolls = int(document()->size().height()) > maxLines;
    setVerticalScrollBarPolicy(scrolls ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    if (height() != sizeHint().height()) {
        setFixedHeight(sizeHint().height());
        ensureCursorVisible();
    }
}

void ComposerEdit::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (isEnter && (modifiers == Qt::NoModifier || modifiers == Qt::ControlModifier)) {
        Q_EMIT sendRequested();
        return;
    }
    if (isEnter && modifiers == Qt::ShiftModifier) {
        // Qt would insert a line separator (U+2028) that other clients do not show as a line break.
        QTextCursor cursor = textCursor();
        cursor.beginEditBlock();
        cursor.removeSelectedText();
        LongText::insertBreak(cursor);
        cursor.endEditBlock();
        setTextCursor(cursor);
        ensureCursorVisible();
        return;
    }
    if (event->key() == Qt::Key_Up && modifiers == Qt::NoModifier && document()->isEmpty()) {
        Q_EMIT recallRequested();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT escapePressed();
        return;
    }
    if (event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Delete) {
        QTextCursor cursor = textCursor();
        LongText::stepOverEdge(cursor, event->key() == Qt::Key_Delete);
        setTextCursor(cursor);
    }
    QPlainTextEdit::keyPressEvent(event);
}

void ComposerEdit::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    parentWidget()->update();
}

void ComposerEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    parentWidget()->update();
    Q_EMIT focusLeft();
}

void ComposerEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fit();
}

void ComposerEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange ||
        event->type() == QEvent::LayoutDirectionChange)
        fit();
}

void ComposerEdit::insertFromMimeData(const QMimeData *source) { Q_EMIT pasted(PastedText::of(*source)); }

bool ComposerEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return PastedText::isTakenFrom(*source);
}

QMimeData *ComposerEdit::createMimeDataFromSelection() const
{
    auto *copied = new QMimeData;
    copied->setText(LongText::selectedBy(textCursor()));
    return copied;
}

Composer::Composer(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_target(new TargetChip(context, this))
    , m_notice(new TextLabel(context.theme, TextStyle::Small, Token::Text, this))
    , m_edit(new ComposerEdit(this))
    , m_send(new IconButton(context.theme, u"send"_s, this))
{
    setObjectName(u"composer"_s);
    m_edit->setObjectName(u"composerEdit"_s);
    m_send->setObjectName(u"sendButton"_s);
    m_notice->setObjectName(u"composerNotice"_s);
    m_notice->setWordWrap(true);
    m_notice->hide();
    m_send->setPrimary();
    new EmojiHighlighter(context.theme, m_edit->document()); // The document owns it.
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addWidget(m_target);
    column->addWidget(m_notice);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    column->addLayout(row);
    row->addWidget(m_edit, 1, Qt::AlignBottom);
    row->addWidget(m_send, 0, Qt::AlignBottom);
    connect(m_target, &TargetChip::chosen, m_edit, qOverload<>(&QWidget::setFocus));
    connect(m_edit, &ComposerEdit::sendRequested, this, &Composer::send);
    connect(m_edit, &ComposerEdit::recallRequested, this, &Composer::recall);
    connect(m_edit, &ComposerEdit::focusLeft, this, &Composer::keepDraft);
    connect(m_edit, &ComposerEdit::pasted, this, &Composer::take);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &Composer::textChanged);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_loading && m_thread)
            Q_EMIT edited(m_edit->document()->isEmpty());
    });
    connect(m_send, &QAbstractButton::clicked, this, &Composer::send);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setFocusProxy(m_edit);
    setThread(nullptr);
}

Composer::~Composer()
{
    // The field loses the focus while it goes, when this is no Composer any more.
    disconnect(m_edit, nullptr, this, nullptr);
}

void Composer::setThread(Thread *thread)
{
    if (thread != m_thread)
        keepDraft();
    m_thread = thread;
    m_target->setThread(thread);
    m_loading = true;
    m_edit->setText(thread ? thread->endpoint().draft() : QString());
    showNotice({});
    m_loading = false;
    textChanged();
    retranslate();
}

void Composer::refresh()
{
    m_target->refresh();
    retranslate();
}

void Composer::insertText(const QString &text)
{
    if (text.isEmpty())
        return;
    m_edit->moveCursor(QTextCursor::End);
    m_edit->insertText(m_edit->document()->isEmpty() ? text : u'\n' + text);
}

void Composer::take(const PastedText &content)
{
    switch (content.kind) {
    case PastedText::Kind::Text:
        break;
    case PastedText::Kind::Files:
        showNotice(tr("Roost can’t send files yet."));
        return;
    case PastedText::Kind::Picture:
        showNotice(tr("Roost can’t send pictures yet."));
        return;
    case PastedText::Kind::TooLong:
        showNotice(tr("The text is too long for one message, so it wasn’t inserted."));
        return;
    case PastedText::Kind::Nothing:
        showNotice(tr("There’s no text to insert. Roost can only send text so far."));
        return;
    }
    if (m_edit->document()->characterCount() + content.text.size() > longestText)
        showNotice(tr("The text is too long for one message, so it wasn’t inserted."));
    else
        m_edit->insertText(content.text);
}

QString Composer::tooLongText(qsizetype bytes)
{
    const QLocale locale;
    return tr("The text is too long for one message (%1 of at most %2). Shorten it or send it in parts.")
        .arg(locale.formattedDataSize(bytes, 0, QLocale::DataSizeSIFormat),
             locale.formattedDataSize(longestBodyBytes, 0, QLocale::DataSizeSIFormat));
}

void Composer::showNotice(const QString &text)
{
    m_notice->setText(text);
    m_notice->setVisible(!text.isEmpty());
    if (!text.isEmpty())
        announce(*m_notice, text);
}

void Composer::keepDraft()
{
    if (!m_thread)
        return;
    const QString text = m_edit->text();
    if (m_thread->endpoint().draft() != text)
        m_thread->setDraft(text);
}

void Composer::textChanged()
{
    const QString text = m_edit->text();
    const bool fits = fitsOneMessage(text);
    m_send->setEnabled(m_thread && fits && !text.trimmed().isEmpty());
    const bool isEdited = m_lastText != text;
    m_lastText = text;
    if (!fits)
        showNotice(tooLongText(wireSize(text)));
    else if (isEdited || m_loading)
        showNotice({});
    if (m_loading || !m_thread || m_draftWaits)
        return;
    m_draftWaits = true;
    m_context.clock.after(draftDelay, this, [this] {
        m_draftWaits = false;
        keepDraft();
    });
}

void Composer::send()
{
    const QString text = m_edit->text();
    // Text that does not fit stays, with a notice that says so.
    if (!m_thread || !fitsOneMessage(text) || m_thread->send(text).isEmpty())
        return;
    m_loading = true;
    m_edit->clear();
    m_loading = false;
    textChanged();
    Q_EMIT sent();
}

void Composer::recall()
{
    if (!m_thread)
        return;
    const auto &messages = m_thread->messages();
    for (auto at = messages.crbegin(); at != messages.crend(); ++at) {
        if (!at->isOwn())
            continue;
        m_edit->setText(at->body());
        return;
    }
}

void Composer::retranslate()
{
    setAccessibleName(tr("Write a message"));
    m_send->setLabel(tr("Send"));
    const QString name = m_thread ? Wording::isolated(m_thread->endpoint().displayName()) : QString();
    const QString hint = m_thread ? tr("Message %1", "placeholder; %1 is a person").arg(name) : QString();
    m_edit->setPlaceholderText(hint);
    m_edit->setAccessibleName(m_thread ? hint : tr("Message"));
}

void Composer::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void Composer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_context.theme.color(Token::Window));
    painter.fillRect(0, 0, width(), 1, m_context.theme.color(Token::Line));
    painter.setRenderHint(QPainter::Antialiasing);
    const bool active = m_edit->hasFocus();
    painter.setPen(QPen(m_context.theme.color(active ? Token::Accent : Token::Line), active ? 1.5 : 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(m_edit->geometry()).adjusted(-0.5, -0.5, 0.5, 0.5), 8, 8);
}

} // namespace roost
