// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/long_text.h"

#include <QTextBlock>
#include <QTextBoundaryFinder>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>
#include <utility>

namespace roost::LongText {

using namespace Qt::StringLiterals;

namespace {

constexpr int continuationProperty = QTextFormat::UserProperty + 1;
/// A block is split when it has grown to the size of this many blocks.
constexpr int mostGrowth = 2;

QTextBlockFormat formatOf(bool isContinuation)
{
    QTextBlockFormat format;
    if (isContinuation)
        format.setProperty(continuationProperty, true);
    return format;
}

/// Line ends in text from outside become one U+000A each.
QString withPlainBreaks(const QString &text)
{
    QString plain = text;
    plain.replace("\r\n"_L1, "\n"_L1);
    for (const char16_t other : {u'\r', u'\u2028', u'\u2029'})
        plain.replace(QChar(other), u'\n');
    return plain;
}

/// Where a piece of `paragraph` that begins at `start` ends: behind a blank near its full length, else
/// between two letters, never inside one.
qsizetype endOfPiece(QStringView paragraph, qsizetype start)
{
    if (paragraph.size() - start <= blockLength)
        return paragraph.size();
    const qsizetype most = start + blockLength;
    for (qsizetype at = most; at > most - blockLength / 4; --at) {
        if (paragraph[at - 1].isSpace())
            return at;
    }
    // A letter with its marks is looked for in a window only: the finder analyses all it is given.
    constexpr qsizetype around = 128;
    const QStringView window =
        paragraph.sliced(most - around, std::min(2 * around, paragraph.size() - most + around));
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, window.data(), window.size());
    finder.setPosition(around);
    if (!finder.isAtBoundary() && finder.toPreviousBoundary() > 0)
        return most - around + finder.position();
    return most;
}

void insertParagraph(QTextCursor &cursor, QStringView paragraph)
{
    for (qsizetype start = 0; start < paragraph.size();) {
        const qsizetype end = endOfPiece(paragraph, start);
        if (start > 0)
            cursor.insertBlock(formatOf(true));
        cursor.insertText(paragraph.sliced(start, end - start).toString());
        start = end;
    }
}

QString textBetween(const QTextDocument &document, int from, int to)
{
    QString text;
    text.reserve(to - from);
    for (QTextBlock block = document.findBlock(from); block.isValid() && block.position() <= to;
         block = block.next()) {
        if (block.position() > from && !isContinuation(block))
            text += u'\n';
        const int start = std::max(0, from - block.position());
        const int end = std::min(block.length() - 1, to - block.position());
        text += QStringView(block.text()).mid(start, end - start);
    }
    return text.replace(QChar::LineSeparator, u'\n');
}

} // namespace

QString of(const QTextDocument &document) { return textBetween(document, 0, document.characterCount() - 1); }

QString selectedBy(const QTextCursor &cursor)
{
    if (!cursor.hasSelection() || cursor.document() == nullptr)
        return {};
    return textBetween(*cursor.document(), cursor.selectionStart(), cursor.selectionEnd());
}

void insert(QTextCursor &cursor, const QString &text)
{
    const QString plain = withPlainBreaks(text);
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    qsizetype start = 0;
    while (true) {
        const qsizetype end = plain.indexOf(u'\n', start);
        insertParagraph(cursor, QStringView(plain).sliced(start, (end < 0 ? plain.size() : end) - start));
        if (end < 0)
            break;
        insertBreak(cursor);
        start = end + 1;
    }
    cursor.endEditBlock();
}

void insertBreak(QTextCursor &cursor) { cursor.insertBlock(formatOf(false)); }

bool isContinuation(const QTextBlock &block)
{
    return block.position() > 0 && block.blockFormat().boolProperty(continuationProperty);
}

void stepOverEdge(QTextCursor &cursor, bool forward)
{
    if (cursor.hasSelection())
        return;
    if (forward && cursor.atBlockEnd() && isContinuation(cursor.block().next()))
        cursor.movePosition(QTextCursor::NextBlock);
    else if (!forward && cursor.atBlockStart() && isContinuation(cursor.block()))
        cursor.movePosition(QTextCursor::PreviousCharacter);
}

Keeper::Keeper(QTextDocument &document) : QObject(&document), m_document(document)
{
    connect(&document, &QTextDocument::contentsChange, this, &Keeper::changed);
    connect(&document, &QTextDocument::contentsChanged, this, &Keeper::tidy);
}

void Keeper::changed(int position, int removed, int added)
{
    const QTextBlock first = m_document.findBlock(position);
    const bool hasLostBreak = removed > 0 && first.position() == position && isContinuation(first) &&
                              !m_continuations.contains(position);
    m_breakLostAt = hasLostBreak ? position : -1;
    m_changedAt = position;
    m_changedEnd = position + added;
    m_continuations.clear();
    for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next()) {
        if (isContinuation(block))
            m_continuations.append(block.position());
    }
}

void Keeper::tidy()
{
    if (std::exchange(m_isTidying, true))
        return;
    if (const int at = std::exchange(m_breakLostAt, -1); at >= 0) {
        QTextCursor cursor(m_document.findBlock(at));
        cursor.joinPreviousEditBlock();
        cursor.setBlockFormat(formatOf(false));
        cursor.endEditBlock();
    }
    const int end = m_changedEnd;
    for (QTextBlock block = m_document.findBlock(m_changedAt); block.isValid() && block.position() <= end;
         block = block.next()) {
        if (block.length() > mostGrowth * blockLength) {
            part(block);
            break; // A paste is parted by insert(): only typing comes here, in one block.
        }
    }
    m_isTidying = false;
}

void Keeper::part(const QTextBlock &block)
{
    const QString text = block.text();
    QList<qsizetype> ends;
    for (qsizetype end = endOfPiece(text, 0); end < text.size(); end = endOfPiece(text, end))
        ends.prepend(end);
    const int start = block.position();
    QTextCursor cursor(block);
    cursor.joinPreviousEditBlock();
    // From the end, so that the places before stay where they are.
    for (const qsizetype end : std::as_const(ends)) {
        cursor.setPosition(start + int(end));
        cursor.insertBlock(formatOf(true));
    }
    cursor.endEditBlock();
}

} // namespace roost::LongText
