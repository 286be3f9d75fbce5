// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/element_finder.h"

#include "automation/accessible_facts.h"
#include "automation/css_selector.h"
#include "automation/distant_row.h"
#include "automation/element_source.h"
#include "automation/row_search.h"

#include <QApplication>
#include <QSet>
#include <QWidget>

#include <algorithm>
#include <climits>
#include <functional>
#include <numeric>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

using Elements = ElementFinder::Elements;
/// Sees an element; true = enough.
using Visit = std::function<bool(const AccessibleNode &node)>;

bool walkBelow(const AccessibleNode &node, const Visit &visit)
{
    const Elements children = accessible::childrenOf(node.element());
    const int count = int(children.size());
    for (int i = 0; i < count; ++i) {
        const AccessibleNode child(*children[i], &node, i, count);
        if (visit(child) || walkBelow(child, visit))
            return true;
    }
    return false;
}

/// Walks the trees below `roots`; selectors also match the ancestors of a root.
void walk(const Elements &roots, bool isBelow, const Visit &visit)
{
    const int count = int(roots.size());
    for (int i = 0; i < count; ++i) {
        const AccessibleNode root(*roots[i], nullptr, i, count);
        if ((!isBelow && visit(root)) || walkBelow(root, visit))
            return;
    }
}

/// The row with exactly the address that the selector asks for, wherever it is scrolled to; nullptr when it
/// does not ask for one, or there is none.
QAccessibleInterface *addressedRow(const AccessibleNode &list, const CssSelector &selector)
{
    const AddressedRows *rows = accessible::rowsOf(list.element());
    if (rows == nullptr)
        return nullptr;
    QString address = selector.exactValue(rows->addressName());
    if (address.isEmpty())
        address = selector.exactValue(u"id"_s);
    const int row = address.isEmpty() ? -1 : rows->rowOf(address);
    return row >= 0 && selector.matches(DistantRow(*rows, row, list)) ? rows->interfaceAt(row) : nullptr;
}

Elements findByCss(const Elements &roots, const CssSelector &selector, bool wantsAll, bool isBelow)
{
    Elements found;
    if (isBelow) {
        for (QAccessibleInterface *root : roots) {
            if (QAccessibleInterface *row = addressedRow(AccessibleNode(*root, nullptr, 0, 1), selector))
                found.append(row);
        }
        if (!wantsAll && !found.isEmpty())
            return found;
    }
    walk(roots, isBelow, [&](const AccessibleNode &node) {
        if (selector.matches(node))
            found.append(&node.element());
        else if (QAccessibleInterface *row = addressedRow(node, selector))
            found.append(row);
        return !wantsAll && !found.isEmpty();
    });
    // A row that is in view was met as an address and as an element.
    Elements once;
    for (QAccessibleInterface *element : std::as_const(found)) {
        if (!once.contains(element))
            once.append(element);
    }
    return once;
}

Elements findBy(const Elements &roots, bool wantsAll, bool isBelow, const Visit &fits)
{
    Elements found;
    walk(roots, isBelow, [&](const AccessibleNode &node) {
        if (fits(node))
            found.append(&node.element());
        return !wantsAll && !found.isEmpty();
    });
    return found;
}

int distance(const QString &a, const QString &b)
{
    QList<int> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row[0];
        row[0] = int(i) + 1;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const int cost = a[i].toLower() == b[j].toLower() ? 0 : 1;
            const int next = std::min({row[j] + 1, row[j + 1] + 1, diagonal + cost});
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    return row.last();
}

} // namespace

std::variant<Elements, DriverError> ElementFinder::find(const Elements &roots, const Wish &wish, bool isBelow)
{
    if (wish.strategy == "css selector"_L1) {
        QString problem;
        const std::optional<CssSelector> selector = CssSelector::parse(wish.value, &problem);
        if (!selector)
            return DriverError{DriverErrorKind::InvalidSelector, "'"_L1 + wish.value + "': "_L1 + problem};
        return findByCss(roots, *selector, wish.wantsAll, isBelow);
    }
    if (wish.strategy == "xpath"_L1)
        return ElementSource::findByXPath(roots, wish.value, isBelow);
    if (wish.strategy == "tag name"_L1)
        return findBy(roots, wish.wantsAll, isBelow, [&](const AccessibleNode &node) {
            return wish.value == "*"_L1 || node.tag() == wish.value;
        });
    const auto nameOrText = [](const AccessibleNode &node) {
        return std::pair(accessible::nameOf(node.element()),
                         node.element().childCount() == 0 ? accessible::textOf(node.element()) : QString());
    };
    if (wish.strategy == "link text"_L1)
        return findBy(roots, wish.wantsAll, isBelow, [&](const AccessibleNode &node) {
            const auto [name, text] = nameOrText(node);
            return name == wish.value || text == wish.value;
        });
    if (wish.strategy == "partial link text"_L1)
        return findBy(roots, wish.wantsAll, isBelow, [&](const AccessibleNode &node) {
            const auto [name, text] = nameOrText(node);
            return name.contains(wish.value) || text.contains(wish.value);
        });
    return DriverError{DriverErrorKind::InvalidArgument, "there is no strategy '"_L1 + wish.strategy + u'\''};
}

std::unique_ptr<RowSearch> ElementFinder::searchRows(const Elements &roots, const Wish &wish)
{
    QString problem;
    const std::optional<CssSelector> selector =
        wish.strategy == "css selector"_L1 ? CssSelector::parse(wish.value, &problem) : std::nullopt;
    return selector ? std::make_unique<RowSearch>(roots, *selector, wish.wantsAll) : nullptr;
}

void ElementFinder::askForMore(const Elements &roots, const Wish &wish)
{
    QString problem;
    const std::optional<CssSelector> selector =
        wish.strategy == "css selector"_L1 ? CssSelector::parse(wish.value, &problem) : std::nullopt;
    if (!selector)
        return;
    walk(roots, false, [&](const AccessibleNode &node) {
        AddressedRows *rows = accessible::rowsOf(node.element());
        const QString address = rows == nullptr ? QString() : selector->exactValue(rows->addressName());
        if (!address.isEmpty() && rows->rowOf(address) < 0)
            rows->askForMore();
        return false;
    });
}

QString ElementFinder::nearMisses(const Elements &roots, const Wish &wish)
{
    QString problem;
    const std::optional<CssSelector> selector =
        wish.strategy == "css selector"_L1 ? CssSelector::parse(wish.value, &problem) : std::nullopt;
    const QStringList sought = selector ? selector->ids() : QStringList();
    std::vector<std::pair<int, QString>> ranked;
    QSet<QString> seen;
    walk(roots, false, [&](const AccessibleNode &node) {
        const QString id = node.id();
        if (id.isEmpty() || id.startsWith("qt_"_L1) || seen.contains(id))
            return false;
        seen.insert(id);
        int nearest = sought.isEmpty() ? 0 : INT_MAX / 2;
        for (const QString &name : sought)
            nearest = std::min(nearest, distance(name, id));
        ranked.emplace_back(nearest + (accessible::isDisplayed(node.element()) ? 0 : 2), id);
        return false;
    });
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    QStringList names;
    for (std::size_t i = 0; i < ranked.size() && i < 12; ++i)
        names.append(u'#' + ranked[i].second);
    if (names.isEmpty())
        return u"no element here has an id"_s;
    return (sought.isEmpty() ? "elements that are there: "_L1 : "nearest ids: "_L1) + names.join(", "_L1);
}

QList<QWidget *> ElementFinder::windows(const QWidget *within)
{
    QList<QWidget *> windows;
    for (QWidget *window : QApplication::topLevelWidgets()) {
        bool belongs = within == nullptr;
        for (const QWidget *above = window; above != nullptr && !belongs; above = above->parentWidget())
            belongs = above == within;
        if (window->isVisible() && belongs && window->windowType() != Qt::ToolTip)
            windows.append(window);
    }
    const auto rank = [](const QWidget *window) {
        if (window->windowType() == Qt::Popup)
            return 0;
        return window->isModal() ? 1 : 2;
    };
    std::stable_sort(windows.begin(), windows.end(),
                     [&](const QWidget *a, const QWidget *b) { return rank(a) < rank(b); });
    return windows;
}

ElementFinder::Elements ElementFinder::rootsOf(const QList<QWidget *> &windows)
{
    Elements roots;
    for (QWidget *window : windows) {
        if (QAccessibleInterface *root = QAccessible::queryAccessibleInterface(window))
            roots.append(root);
    }
    return roots;
}

} // namespace roost
