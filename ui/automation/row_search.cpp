// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/row_search.h"

#include "automation/accessible_facts.h"
#include "automation/distant_row.h"

#include <QDeadlineTimer>
#include <QSet>

#include <memory>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// Rows between two looks at the clock.
constexpr int rowsAtOnce = 16;
/// Maximum number of restarts of the search in a list that keeps changing.
constexpr int mostRestarts = 3;

/// The list and its ancestors within the searched roots, the list last.
using Chain = std::vector<std::unique_ptr<AccessibleNode>>;

void appendChain(Chain &chain, QAccessibleInterface &element, const RowSearch::Elements &roots)
{
    QAccessibleInterface *above = roots.contains(&element) ? nullptr : element.parent();
    if (above == nullptr) {
        chain.push_back(std::make_unique<AccessibleNode>(element, nullptr, 0, 1));
        return;
    }
    appendChain(chain, *above, roots);
    const RowSearch::Elements siblings = accessible::childrenOf(*above);
    chain.push_back(std::make_unique<AccessibleNode>(element, chain.back().get(),
                                                     int(siblings.indexOf(&element)), int(siblings.size())));
}

} // namespace

RowSearch::RowSearch(const Elements &roots, CssSelector selector, bool wantsAll)
    : m_roots(roots)
    , m_selector(std::move(selector))
    , m_wantsAll(wantsAll)
{
    // A selector that cannot match a list item matches no row; a check of 10,000 rows would take a while.
    if (!m_selector.mayMatchTag(u"listitem"_s))
        return;
    for (QAccessibleInterface *root : roots)
        collect(*root);
}

void RowSearch::collect(QAccessibleInterface &element)
{
    if (const AddressedRows *rows = accessible::rowsOf(element)) {
        // A row with an address is looked up; see ElementFinder.
        const bool isLookedUp = !m_selector.exactValue(rows->addressName()).isEmpty() ||
                                !m_selector.exactValue(u"id"_s).isEmpty();
        if (!isLookedUp)
            m_lists.push_back({element.object()});
        return;
    }
    for (QAccessibleInterface *child : accessible::childrenOf(element))
        collect(*child);
}

AddressedRows *RowSearch::rowsOf(const List &list)
{
    QAccessibleInterface *element =
        list.object == nullptr ? nullptr : QAccessible::queryAccessibleInterface(list.object);
    return element == nullptr ? nullptr : accessible::rowsOf(*element);
}

bool RowSearch::goOn(std::chrono::milliseconds most)
{
    const QDeadlineTimer end(most);
    for (; m_list < m_lists.size(); ++m_list, m_row = 0) {
        List &list = m_lists[m_list];
        const AddressedRows *rows = rowsOf(list);
        if (rows == nullptr)
            continue;
        if (!searchOn(list, *rows, end))
            return false;
        if (!m_wantsAll && !list.found.isEmpty())
            m_list = m_lists.size() - 1;
    }
    return true;
}

bool RowSearch::searchOn(List &list, const AddressedRows &rows, const QDeadlineTimer &end)
{
    const int total = rows.rowTotal();
    if (list.total >= 0 && list.total != total && list.restarts < mostRestarts) {
        ++list.restarts;
        list.found.clear();
        m_row = 0;
    }
    list.total = total;
    Chain chain;
    appendChain(chain, *QAccessible::queryAccessibleInterface(list.object), m_roots);
    for (int looked = 1; m_row < total; ++m_row, ++looked) {
        if (looked % rowsAtOnce == 0 && end.hasExpired())
            return false;
        if (!m_selector.matches(DistantRow(rows, m_row, *chain.back())))
            continue;
        list.found.append(rows.addressAt(m_row));
        if (!m_wantsAll)
            return true;
    }
    return true;
}

RowSearch::Elements RowSearch::found() const
{
    Elements all;
    for (const List &list : m_lists) {
        const AddressedRows *rows = rowsOf(list);
        for (const QString &address : list.found) {
            QAccessibleInterface *row = rows == nullptr ? nullptr : rows->interfaceAt(rows->rowOf(address));
            if (row != nullptr)
                all.append(row);
        }
    }
    return all;
}

RowSearch::Elements RowSearch::mergedInto(const Elements &inView) const
{
    const Elements rows = found();
    if (rows.isEmpty())
        return inView;
    const QSet<QAccessibleInterface *> known(rows.cbegin(), rows.cend());
    Elements merged;
    QSet<QObject *> done;
    const auto appendRowsOf = [&](QObject *list) {
        if (done.contains(list))
            return;
        done.insert(list);
        for (QAccessibleInterface *row : rows) {
            if (row->parent() != nullptr && row->parent()->object() == list)
                merged.append(row);
        }
    };
    for (QAccessibleInterface *element : inView) {
        if (known.contains(element))
            appendRowsOf(element->parent()->object());
        else
            merged.append(element);
    }
    for (const List &list : m_lists)
        appendRowsOf(list.object);
    return merged;
}

} // namespace roost
