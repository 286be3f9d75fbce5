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

/// Looks through all rows of the lists, those that are scrolled away as well, a little at a time: among
/// 10,000 of them a name is not found at once, and the window must not stand still meanwhile. Main thread.
class RowSearch
{
public:
    using Elements = QList<QAccessibleInterface *>;

    /// The lists among `roots` and below them.
    RowSearch(const Elements &roots, CssSelector selector, bool wantsAll);

    /// Goes on for about so long; true: it has come to its end.
    [[nodiscard]] bool goOn(std::chrono::milliseconds most);
    /// What was found and is still there, in the order of the rows.
    [[nodiscard]] Elements found() const;
    /// `inView` (found in the tree) and what this found, each once; rows where the first of their list is.
    [[nodiscard]] Elements mergedInto(const Elements &inView) const;

private:
    struct List
    {
        QPointer<QObject> object;
        QStringList found{}; ///< Addresses.
        int total = -1;      ///< Rows when it was begun.
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
