// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/driver_answer.h"

#include <QAccessible>

#include <memory>
#include <optional>
#include <variant>

class QWidget;

namespace roost {

class RowSearch;

/// Finds elements in the tree of accessible interfaces. Main thread.
class ElementFinder
{
public:
    using Elements = QList<QAccessibleInterface *>;

    /// Strategy and value of a search.
    struct Wish
    {
        QString strategy; ///< "css selector", "xpath", "tag name", "link text", "partial link text".
        QString value;
        bool wantsAll = false;
    };

    /// Searches the visible elements below `roots` (and the roots themselves unless `isBelow`), and the row
    /// with a given address even if it is scrolled away. Returns an empty list if no element matches, and an
    /// error for an invalid selector.
    [[nodiscard]] static std::variant<Elements, DriverError> find(const Elements &roots, const Wish &wish,
                                                                  bool isBelow);
    /// Search through all rows, including those that are scrolled away, which takes longer; null if the
    /// selector cannot match such rows. Its hits are added to those of find().
    [[nodiscard]] static std::unique_ptr<RowSearch> searchRows(const Elements &roots, const Wish &wish);
    /// Lets the lists load more rows if `wish` names a row by an address that is missing, so that a later
    /// search may find it.
    static void askForMore(const Elements &roots, const Wish &wish);
    /// Suggestions for a search without a hit: similar ids, or all existing ids.
    [[nodiscard]] static QString nearMisses(const Elements &roots, const Wish &wish);
    /// The open windows: popups first, then dialogs, then the others; with `within` only that window and its
    /// children.
    [[nodiscard]] static QList<QWidget *> windows(const QWidget *within = nullptr);
    [[nodiscard]] static Elements rootsOf(const QList<QWidget *> &windows);
};

} // namespace roost
