// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/grapheme_deletion.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QTextBoundaryFinder>
#include <QTextEdit>

#include <algorithm>

namespace roost {

namespace {

/// UTF-16 units: longer than any emoji, and even, so that flags are paired as they stand.
constexpr qsizetype window = 128;

/// Unicode Technical Standard #51, section 1.4.6: code points that join several code points into one picture.
bool makesSequence(char32_t code)
{
    const bool isFlagLetter = code >= 0x1f1e6 && code <= 0x1f1ff;
    const bool isSkinTone = code >= 0x1f3fb && code <= 0x1f3ff;
    const bool isTag = code >= 0xe0020 && code <= 0xe007f;
    return isFlagLetter || isSkinTone || isTag || code == 0xfe0f || code == 0x20e3;
}

bool isEmoji(const QList<uint> &codes)
{
    const bool hasPicture =
        std::any_of(codes.begin(), codes.end(), [](uint code) { return code >= 0x1f000; });
    return std::any_of(codes.begin(), codes.end(), [hasPicture](uint code) {
        constexpr uint joiner = 0x200d; // Other scripts join their letters by it, too.
        return makesSequence(code) || (code == joiner && hasPicture);
    });
}

template <typename Edit> void selectEmoji(Edit &edit)
{
    QTextCursor cursor = edit.textCursor();
    if (edit.isReadOnly() || cursor.hasSelection())
        return;
    const int position = cursor.positionInBlock();
    const auto start = int(GraphemeDeletion::emojiBefore(cursor.block().text(), position));
    if (start == position)
        return;
    cursor.setPosition(cursor.block().position() + start, QTextCursor::KeepAnchor);
    edit.setTextCursor(cursor);
}

void selectEmoji(QLineEdit &edit)
{
    const int position = edit.cursorPosition();
    if (edit.isReadOnly() || edit.hasSelectedText())
        return;
    const auto start = int(GraphemeDeletion::emojiBefore(edit.text(), position));
    if (start != position)
        edit.setSelection(start, position - start);
}

} // namespace

qsizetype GraphemeDeletion::emojiBefore(QStringView text, qsizetype position)
{
    if (position <= 0 || position > text.size())
        return position;
    qsizetype from = std::max<qsizetype>(0, position - window);
    if (from > 0 && text[from].isLowSurrogate())
        --from;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text.data() + from, position - from);
    finder.toEnd();
    const qsizetype start = from + finder.toPreviousBoundary();
    const QList<uint> codes = text.sliced(start, position - start).toUcs4();
    return codes.size() > 1 && isEmoji(codes) ? start : position;
}

bool GraphemeDeletion::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    const auto modifiers = key->modifiers() & ~Qt::KeypadModifier;
    if (key->key() != Qt::Key_Backspace || (modifiers & ~Qt::ShiftModifier) != 0)
        return false;
    // Backspace removes the selection in one undo step.
    if (auto *line = qobject_cast<QLineEdit *>(watched))
        selectEmoji(*line);
    else if (auto *plain = qobject_cast<QPlainTextEdit *>(watched))
        selectEmoji(*plain);
    else if (auto *rich = qobject_cast<QTextEdit *>(watched))
        selectEmoji(*rich);
    return false;
}

} // namespace roost
