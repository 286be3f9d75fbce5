// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>

class QTextBlock;
class QTextCursor;
class QTextDocument;

namespace roost {

/// Text of any length in a text document, in blocks short enough to be laid out in a few milliseconds: Qt
/// lays out a whole block at once, and needs quadratic time for a word without a break. A paragraph that is
/// longer than a block continues in the next blocks, which are marked as continuations and are therefore not
/// line breaks of the text. U+00A0 is kept (QTextDocument::toPlainText() makes a space of it).
namespace LongText {

/// UTF-16 units of a block, as inserted.
inline constexpr int blockLength = 2000;

/// The text of the document, paragraphs apart by '\n'.
[[nodiscard]] QString of(const QTextDocument &document);
/// The text that the cursor has selected.
[[nodiscard]] QString selectedBy(const QTextCursor &cursor);
/// Replaces the selection of the cursor. One undo step.
void insert(QTextCursor &cursor, const QString &text);
/// A line break of the text at the cursor.
void insertBreak(QTextCursor &cursor);
/// True if the block continues the paragraph of the block before it.
[[nodiscard]] bool isContinuation(const QTextBlock &block);
/// At the edge of a continuation: over it, so that the next deletion meets a letter. `forward` = for Delete.
void stepOverEdge(QTextCursor &cursor, bool forward);

/// Keeps a document in this form during editing: splits a block that grows too long, and repairs the break of
/// a paragraph whose beginning was deleted (Qt keeps the format of the continuation then).
class Keeper : public QObject
{
public:
    /// `document` is the parent.
    explicit Keeper(QTextDocument &document);

private:
    void changed(int position, int removed, int added);
    void tidy();
    /// Joined with the last step of undo.
    void part(const QTextBlock &block);

    QTextDocument &m_document;
    QList<int> m_continuations; ///< Their places before the change.
    int m_breakLostAt = -1;
    int m_changedAt = 0;
    int m_changedEnd = 0;
    bool m_isTidying = false;
};

} // namespace LongText

} // namespace roost
