// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/message_rows.h"

#include "models/thread_model.h"
#include "widgets/thread/blocks/row_blocks.h"
#include "widgets/thread/blocks/text_block.h"

#include <iterator>

namespace roost {

namespace {

/// More rows than this, and the far ones are dropped.
constexpr int mostLaidOut = 300;

} // namespace

MessageRows::MessageRows(const ThreadModel &model, const Theme &theme)
    : m_model(model)
    , m_theme(theme)
    , m_builder(makeRowBlocks)
{
}

MessageRows::~MessageRows() = default;

QString MessageRows::keyOf(const Message &message)
{
    const QString id = message.key.id.isEmpty() ? QString::number(message.rowId) : message.key.id;
    return (message.isOwn() ? QLatin1Char('>') : QLatin1Char('<')) + id;
}

std::vector<int> MessageRows::estimates(int first, int last) const
{
    std::vector<int> heights;
    heights.reserve(std::size_t(last - first + 1));
    for (int row = first; row <= last; ++row) {
        const qsizetype length = m_model.messageAt(row).text().text().size();
        heights.push_back(TextBlock::estimatedHeight(length, m_width, m_theme));
    }
    return heights;
}

void MessageRows::reset()
{
    m_heights.clear();
    m_rows.clear();
    m_laidOut = 0;
    m_expanded.clear();
}

void MessageRows::inserted(int first, int last)
{
    m_heights.insert(first, estimates(first, last));
    std::vector<std::unique_ptr<MessageRow>> none;
    none.resize(std::size_t(last - first + 1));
    m_rows.insert(m_rows.begin() + first, std::make_move_iterator(none.begin()),
                  std::make_move_iterator(none.end()));
}

void MessageRows::changed(int first, int last)
{
    for (int row = first; row <= last && row < int(m_rows.size()); ++row) {
        if (m_rows[std::size_t(row)] != nullptr) {
            m_rows[std::size_t(row)].reset();
            --m_laidOut;
        }
    }
}

void MessageRows::layOutAgain(int width, Qt::LayoutDirection direction)
{
    m_width = width;
    m_direction = direction;
    const int count = m_model.rowCount();
    m_heights.clear();
    m_heights.insert(0, estimates(0, count - 1));
    m_rows.clear();
    m_rows.resize(std::size_t(count));
    m_laidOut = 0;
}

MessageRow MessageRows::made(int row) const { return MessageRow(m_builder({m_model, row, m_theme})); }

const MessageRow &MessageRows::laidOut(int row)
{
    std::unique_ptr<MessageRow> &kept = m_rows[std::size_t(row)];
    if (kept == nullptr) {
        kept = std::make_unique<MessageRow>(made(row));
        const bool isExpanded = !m_expanded.isEmpty() && m_expanded.contains(keyOf(m_model.messageAt(row)));
        kept->layOut(m_width, m_direction, isExpanded);
        ++m_laidOut;
        m_heights.setHeight(row, kept->height());
    }
    return *kept;
}

const MessageRow *MessageRows::find(int row) const
{
    return row < 0 || row >= int(m_rows.size()) ? nullptr : m_rows[std::size_t(row)].get();
}

void MessageRows::forgetFar(int row)
{
    if (m_laidOut <= mostLaidOut)
        return;
    changed(0, row - mostLaidOut / 4 - 1);
    changed(std::max(0, row + mostLaidOut / 2 + 1), int(m_rows.size()) - 1);
}

void MessageRows::expand(int row)
{
    m_expanded.insert(keyOf(m_model.messageAt(row)));
    changed(row, row);
}

QString MessageRows::shownText(int row) const { return made(row).shownText(); }

QString MessageRows::copiedText(int row) const { return made(row).copiedText(); }

QString MessageRows::spokenText(int row) const { return m_model.withEnd(row, made(row).spokenText()); }

} // namespace roost
