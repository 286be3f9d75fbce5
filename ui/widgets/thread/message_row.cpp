// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/message_row.h"

#include "models/thread_model.h"

#include <QPainter>
#include <QStringList>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace roost {

MessageRow::MessageRow(RowBlocks blocks)
{
    m_parts.reserve(blocks.size());
    for (std::unique_ptr<RowBlock> &block : blocks) {
        Part part;
        part.block = std::move(block);
        m_parts.push_back(std::move(part));
    }
}

QString MessageRow::join(QString (RowBlock::*text)() const, QChar separator) const
{
    QStringList texts;
    for (const Part &part : m_parts) {
        if (const QString one = ((*part.block).*text)(); !one.isEmpty())
            texts.append(one);
    }
    return texts.join(separator);
}

QString MessageRow::shownText() const { return join(&RowBlock::shownText, QChar::LineSeparator); }

QString MessageRow::copiedText() const { return join(&RowBlock::copiedText, u'\n'); }

QString MessageRow::spokenText() const
{
    QString all;
    for (const Part &part : m_parts) {
        const QString text = part.block->spokenText();
        if (!text.isEmpty())
            all = all.isEmpty() ? text : ThreadModel::joined(all, text);
    }
    return all;
}

void MessageRow::layOut(int width, Qt::LayoutDirection direction, bool isExpanded)
{
    BlockFrame frame;
    frame.width = width;
    frame.direction = direction;
    frame.isExpanded = isExpanded;
    qreal y = 0;
    int start = 0;
    m_bubble = {};
    for (Part &part : m_parts) {
        part.y = y;
        part.height = part.block->layOut(frame);
        if (m_bubble.isEmpty() && !frame.bubble.isEmpty()) {
            m_bubble = frame.bubble.translated(0, y);
            if (direction == Qt::RightToLeft)
                m_bubble.moveLeft(width - m_bubble.right());
        }
        y += part.height;
        part.start = start;
        part.size = int(part.block->shownText().size());
        const QTextLayout *layout = part.block->textLayout();
        part.lastPosition = layout == nullptr ? part.size : int(layout->text().size());
        if (part.size > 0)
            start += part.size + 1;
    }
    m_height = int(std::ceil(y));
}

void MessageRow::paint(QPainter &painter, const QPointF &origin, const BlockLook &look,
                       int hoveredBlock) const
{
    painter.save();
    painter.translate(origin);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    const auto [from, to] = look.selection;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const Part &part = m_parts[i];
        BlockLook own = look;
        own.selection = {std::clamp(from - part.start, 0, part.lastPosition),
                         std::clamp(to - part.start, 0, part.lastPosition)};
        own.isHovered = int(i) == hoveredBlock;
        painter.save();
        painter.translate(0, part.y);
        part.block->paint(painter, own);
        painter.restore();
    }
    painter.restore();
}

MessageRow::Hit MessageRow::hitTest(const QPointF &point) const
{
    Hit hit;
    // A point beside the texts is at the nearest position of the text above it, or of the first one.
    int text = -1;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const Part &part = m_parts[i];
        if (part.size > 0 && (text < 0 || part.y <= point.y()))
            text = int(i);
        if (part.height > 0 && point.y() >= part.y && point.y() < part.y + part.height) {
            hit.block = int(i);
            hit.part = part.block->hitTest(point - QPointF(0, part.y));
        }
    }
    hit.part.at = 0;
    if (text >= 0) {
        const Part &part = m_parts[std::size_t(text)];
        hit.part.at = part.start + part.block->hitTest(point - QPointF(0, part.y)).at;
    }
    return hit;
}

BlockHit MessageRow::primary() const
{
    BlockHit all;
    for (const Part &part : m_parts) {
        const BlockHit hit = part.block->primary();
        if (!all.press)
            all.press = hit.press;
        if (all.link.isEmpty())
            all.link = hit.link;
    }
    return all;
}

int MessageRow::partAt(int at) const
{
    int found = -1;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        if (m_parts[i].size > 0 && (found < 0 || m_parts[i].start <= at))
            found = int(i);
    }
    return found;
}

int MessageRow::nextPart(int part, bool forward) const
{
    const int step = forward ? 1 : -1;
    for (int i = part + step; i >= 0 && i < int(m_parts.size()); i += step) {
        if (m_parts[std::size_t(i)].size > 0)
            return i;
    }
    return -1;
}

std::optional<int> MessageRow::step(int at, bool forward, bool byWord) const
{
    const int found = partAt(at);
    if (found < 0)
        return std::nullopt;
    const Part &part = m_parts[std::size_t(found)];
    const QTextLayout *layout = part.block->textLayout();
    const auto mode = byWord ? QTextLayout::SkipWords : QTextLayout::SkipCharacters;
    const int inside = at - part.start;
    if (forward && inside < part.lastPosition)
        return part.start +
               (layout == nullptr ? part.lastPosition : layout->nextCursorPosition(inside, mode));
    if (!forward && inside > 0) {
        const int from = std::min(inside, part.lastPosition);
        return part.start + (layout == nullptr ? 0 : layout->previousCursorPosition(from, mode));
    }
    const int next = nextPart(found, forward);
    if (next < 0)
        return std::nullopt;
    const Part &beside = m_parts[std::size_t(next)];
    return forward ? beside.start : beside.start + beside.lastPosition;
}

std::optional<int> MessageRow::lineStep(int at, bool forward) const
{
    const int found = partAt(at);
    if (found < 0)
        return std::nullopt;
    const Part &part = m_parts[std::size_t(found)];
    const int inside = at - part.start;
    if (const QTextLayout *layout = part.block->textLayout()) {
        const QTextLine line = layout->lineForTextPosition(std::min(inside, part.lastPosition));
        const int next = line.lineNumber() + (forward ? 1 : -1);
        if (next >= 0 && next < layout->lineCount())
            return part.start + layout->lineAt(next).xToCursor(line.cursorToX(inside));
    }
    const int next = nextPart(found, forward);
    if (next < 0)
        return std::nullopt;
    const Part &beside = m_parts[std::size_t(next)];
    return forward ? beside.start : beside.start + beside.lastPosition;
}

std::pair<int, int> MessageRow::wordAt(int at) const
{
    const int found = partAt(at);
    if (found < 0)
        return {at, at};
    const Part &part = m_parts[std::size_t(found)];
    const QTextLayout *layout = part.block->textLayout();
    if (layout == nullptr)
        return {part.start, part.start + part.size};
    int start = at - part.start;
    const QString text = layout->text();
    const auto isWord = [&text](int position) {
        return position >= 0 && position < text.size() && !text.at(position).isSpace();
    };
    int end = start;
    if (isWord(start))
        end = layout->nextCursorPosition(start, QTextLayout::SkipWords);
    if (start > 0 && isWord(start - 1))
        start = layout->previousCursorPosition(start, QTextLayout::SkipWords);
    while (end > start && !isWord(end - 1))
        --end;
    return {part.start + start, part.start + end};
}

bool MessageRow::isRightToLeftAt(int at) const
{
    const int found = partAt(at);
    const QTextLayout *layout = found < 0 ? nullptr : m_parts[std::size_t(found)].block->textLayout();
    return layout != nullptr && layout->text().isRightToLeft();
}

int MessageRow::lastPosition() const
{
    const int last = nextPart(int(m_parts.size()), false);
    return last < 0 ? 0 : m_parts[std::size_t(last)].start + m_parts[std::size_t(last)].lastPosition;
}

} // namespace roost
