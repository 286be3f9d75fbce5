// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/message_selection.h"

#include "base/visible_text.h"
#include "models/thread_model.h"
#include "widgets/thread/message_rows.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace roost {

std::pair<int, int> MessageSelection::rangeIn(int row, int length) const
{
    if (isEmpty() || row < first().row || row > last().row)
        return {0, 0};
    const int start = row == first().row ? std::min(first().at, length) : 0;
    const int end = row == last().row ? std::min(last().at, length) : length;
    return {start, end};
}

void MessageSelection::rowsInserted(int row, int count)
{
    for (MessagePosition *position : {&anchor, &cursor}) {
        if (position->row >= row)
            position->row += count;
    }
}

QString MessageSelection::text(const ThreadModel &model, const MessageRows &rows) const
{
    if (isEmpty())
        return {};
    struct Part
    {
        int row;
        QString text;
    };
    QList<Part> parts;
    const int end = std::min(last().row, model.rowCount() - 1);
    for (int row = std::max(0, first().row); row <= end; ++row) {
        QString body = rows.shownText(row);
        const auto [from, to] = rangeIn(row, int(body.size()));
        // A message at whose edge the selection ends is not selected.
        if (to <= from && (row == first().row || row == last().row))
            continue;
        body = body.mid(from, to - from);
        body.replace(QChar::LineSeparator, u'\n');
        // The isolates around links belong to the layout, not to the text.
        parts.append({row, withoutDirectionControls(body)});
    }
    if (parts.size() == 1)
        return parts.first().text;
    if (parts.isEmpty())
        return {};
    const auto dayOf = [&model](int row) {
        return QDateTime::fromMSecsSinceEpoch(model.messageAt(row).timeMs).date();
    };
    const bool isOneDay = dayOf(parts.first().row) == dayOf(parts.last().row);
    QStringList lines;
    for (const Part &part : std::as_const(parts))
        lines.append(model.quoteHead(part.row, !isOneDay) + part.text);
    return lines.join(u'\n');
}

} // namespace roost
