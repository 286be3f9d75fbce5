// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/row_heights.h"
#include "widgets/thread/message_row.h"

#include <QSet>

#include <memory>
#include <vector>

namespace roost {

struct Message;

/// The rows of a ThreadModel as a view shows them. A row is laid out when it is needed; until then its height
/// is an estimate. Main thread.
class MessageRows
{
public:
    using Builder = RowBlocks (*)(const RowSource &);

    /// Both must outlive this object.
    MessageRows(const ThreadModel &model, const Theme &theme);
    ~MessageRows();
    Q_DISABLE_COPY_MOVE(MessageRows)

    /// Makes the blocks of all rows that are laid out from now on.
    void setBuilder(Builder builder) { m_builder = builder; }

    // The changes of the model.
    void reset();
    void inserted(int first, int last);
    void changed(int first, int last);
    /// Width of the view and direction of its layout, fonts or words have changed: all heights are estimates
    /// again.
    void layOutAgain(int width, Qt::LayoutDirection direction);
    [[nodiscard]] int width() const { return m_width; }

    [[nodiscard]] const RowHeights &heights() const { return m_heights; }
    [[nodiscard]] int count() const { return m_heights.count(); }
    /// Lays the row out if necessary. Valid until the next change.
    [[nodiscard]] const MessageRow &laidOut(int row);
    /// Null if the row is not laid out, or not there.
    [[nodiscard]] const MessageRow *find(int row) const;
    /// Drops rows that are far from `row` if there are many.
    void forgetFar(int row);
    /// Shows the whole text of a row.
    void expand(int row);

    /// Texts of a row, laid out or not.
    [[nodiscard]] QString shownText(int row) const;
    [[nodiscard]] QString copiedText(int row) const;
    [[nodiscard]] QString spokenText(int row) const;

    /// Names a message within its thread.
    [[nodiscard]] static QString keyOf(const Message &message);

private:
    /// The row without a layout.
    [[nodiscard]] MessageRow made(int row) const;
    [[nodiscard]] std::vector<int> estimates(int first, int last) const;

    const ThreadModel &m_model;
    const Theme &m_theme;
    Builder m_builder;
    RowHeights m_heights;
    std::vector<std::unique_ptr<MessageRow>> m_rows; ///< Null = not laid out.
    int m_laidOut = 0;
    QSet<QString> m_expanded; ///< Keys of long messages that are shown whole.
    int m_width = 0;
    Qt::LayoutDirection m_direction = Qt::LeftToRight;
};

} // namespace roost
