// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_selection.h"

#include "base/visible_text.h"
#include "models/thread_model.h"
#include "models/wording.h"
#include "widgets/message_layout.h"

#include <QStringList>

#include <algorithm>

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

QString MessageSelection::text(const ThreadModel &model) const
{
    if (isEmpty())
        return {};
    QStringList parts;
    const int end = std::min(last().row, model.rowCount() - 1);
    for (int row = std::max(0, first().row); row <= end; ++row) {
        QString body = MessageLayout::shownText(Wording::messageText(model.messageAt(row)));
        const auto [from, to] = rangeIn(row, int(body.size()));
        body = body.mid(from, to - from);
        body.replace(QChar::LineSeparator, u'\n');
        // Not the isolates around links, which the layout adds.
        parts += withoutDirectionControls(body);
    }
    return parts.join(u'\n');
}

} // namespace roost
