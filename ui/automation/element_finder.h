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

    /// How and what to search.
    struct Wish
    {
        QString strategy; ///< "css selector", "xpath", "tag name", "link text", "partial link text".
        QString value;
        bool wantsAll = false;
    };

    /// Searches below `roots` (and the roots themselves unless `isBelow`) what is in view, and the row with
    /// an address wherever it is scrolled to. No hit is an empty list. Wrong selectors are errors.
    [[nodiscard]] static std::variant<Elements, DriverError> find(const Elements &roots, const Wish &wish,
                                                                  bool isBelow);
    /// The search among all rows that are scrolled away, which takes longer; null where none is to be found
    /// that way. What it finds is more than the rest of find()'s answer.
    [[nodiscard]] static std::unique_ptr<RowSearch> searchRows(const Elements &roots, const Wish &wish);
    /// When a row was sought by the address of such rows and is not there: the lists take in what they have
    /// not yet, so that it may be there at the next look.
    static void askForMore(const Elements &roots, const Wish &wish);
    /// What is there instead of what was sought: near ids, or the ids there are.
    [[nodiscard]] static QString nearMisses(const Elements &roots, const Wish &wish);
    /// The windows that are open: popups first, then dialogs, then the rest; with `within` only that window
    /// and those that belong to it.
    [[nodiscard]] static QList<QWidget *> windows(const QWidget *within = nullptr);
    [[nodiscard]] static Elements rootsOf(const QList<QWidget *> &windows);
};

} // namespace roost
