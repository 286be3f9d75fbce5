// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/css_selector.h"

#include <QAccessible>
#include <QPointer>

#include <chrono>
#include <vector>

class QDeadlineTimer;

namespace roost {

class AddressedRows;

/// Searches all rows of the lists, including those that are scrolled away, in small steps: a search among
/// 10,000 rows takes time, and the window must not freeze meanwhile. Main thread.
class RowSearch
{
public:
    using Elements = QList<QAccessibleInterface *>;

    /// The lists among `roots` and below them.
    RowSearch(const Elements &roots, CssSelector selector, bool wantsAll);

    /// Continues for about `most`; returns true when the search is complete.
    [[nodiscard]] bool goOn(std::chrono::milliseconds most);
    /// Hits that still exist, in the order of the rows.
    [[nodiscard]] Elements found() const;
    /// Merges `inView` (found in the tree) with the hits of this search, without duplicates; rows are placed
    /// at the first row of their list.
    [[nodiscard]] Elements mergedInto(const Elements &inView) const;

private:
    struct List
    {
        QPointer<QObject> object;
        QStringList found{}; ///< Addresses.
        int total = -1;      ///< Number of rows when the search began.
        int restarts = 0;    ///< Rows came or went in between.
    };
    [[nodiscard]] static AddressedRows *rowsOf(const List &list);
    [[nodiscard]] bool searchOn(List &list, const AddressedRows &rows, const QDeadlineTimer &end);
    void collect(QAccessibleInterface &element);

    Elements m_roots; ///< Compared only: their windows may go.
    CssSelector m_selector;
    bool m_wantsAll;
    std::vector<List> m_lists;
    std::size_t m_list = 0;
    int m_row = 0;
};

} // namespace roost
