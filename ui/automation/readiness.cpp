// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/readiness.h"

#include "automation/accessible_facts.h"
#include "models/addressed_rows.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QScrollArea>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

QRect onScreen(const QWidget &widget) { return {widget.mapToGlobal(QPoint(0, 0)), widget.size()}; }

/// The part of `rect` that is inside of `holder` and of all its ancestors.
QRect clipped(QRect rect, const QWidget *holder)
{
    for (const QWidget *at = holder; at != nullptr; at = at->isWindow() ? nullptr : at->parentWidget()) {
        const auto *area = qobject_cast<const QAbstractScrollArea *>(at);
        const bool isInside = area != nullptr && at == holder && rect != onScreen(*at);
        rect &= onScreen(isInside ? *area->viewport() : *at);
    }
    return rect;
}

QString sketchOf(QWidget *widget)
{
    QAccessibleInterface *element = QAccessible::queryAccessibleInterface(widget);
    return element == nullptr ? QString::fromLatin1(widget->metaObject()->className())
                              : accessible::sketchOf(*element);
}

/// The popup or modal dialog that takes the clicks meant for `window`; nullptr when none does.
QWidget *blockerOf(const QWidget *window)
{
    if (window->windowType() == Qt::Popup)
        return nullptr;
    if (QWidget *popup = QApplication::activePopupWidget())
        return popup;
    QWidget *modal = QApplication::activeModalWidget();
    for (const QWidget *above = window; modal != nullptr && above != nullptr; above = above->parentWidget()) {
        if (above == modal)
            return nullptr;
    }
    return modal;
}

/// Description of the widget that a click at `at` would hit instead of the element; empty if it hits the
/// element.
QString covererOf(QAccessibleInterface &element, QWidget &holder, const QPoint &at)
{
    QWidget *window = holder.window();
    if (QWidget *blocker = blockerOf(window))
        return sketchOf(blocker);
    QWidget *hit = window->childAt(window->mapFromGlobal(at));
    if (hit == nullptr)
        hit = window;
    if (hit != &holder && !holder.isAncestorOf(hit) && !hit->isAncestorOf(&holder))
        return sketchOf(hit);
    if (accessible::rowOf(element) == nullptr)
        return {};
    QAccessibleInterface *list = element.parent();
    QAccessibleInterface *row = list == nullptr ? nullptr : list->childAt(at.x(), at.y());
    return row == nullptr || row == &element ? QString() : accessible::sketchOf(*row);
}

/// The list or table that the element is a row of shows it.
void scrollWithin(QAccessibleInterface &element, QWidget &holder)
{
    if (clipped(element.rect(), &holder) == element.rect() && !element.rect().isEmpty())
        return;
    if (const AddressedRow *row = accessible::rowOf(element)) {
        AddressedRows *rows = element.parent() == nullptr ? nullptr : accessible::rowsOf(*element.parent());
        if (rows != nullptr)
            rows->showRow(rows->rowOf(row->address()));
        return;
    }
    auto *cell = element.tableCellInterface();
    auto *view = cell == nullptr ? nullptr : qobject_cast<QAbstractItemView *>(&holder);
    if (view != nullptr)
        view->scrollTo(view->model()->index(cell->rowIndex(), cell->columnIndex(), view->rootIndex()));
}

/// The end of one that does not fit is left out, its beginning is shown.
void scrollTo(QScrollArea &area, const QRect &global)
{
    QWidget *content = area.widget();
    if (content == nullptr || global.isEmpty())
        return;
    const QRect part(content->mapFromGlobal(global.topLeft()), global.size());
    area.ensureVisible(part.right(), part.bottom(), 0, 0);
    area.ensureVisible(part.left(), part.top(), 0, 0);
}

} // namespace

Readiness Readiness::of(QAccessibleInterface &element, Need need)
{
    Readiness result;
    QWidget *holder = accessible::widgetOf(element);
    if (holder == nullptr || !accessible::isDisplayed(element)) {
        result.obstacle = u"it is hidden"_s;
        return result;
    }
    result.window = holder->window();
    result.part = clipped(element.rect(), holder);
    if (result.part.isEmpty()) {
        result.obstacle = u"it is outside of what can be seen"_s;
        return result;
    }
    if (need != Need::Seen && element.state().disabled) {
        result.obstacle = u"it is disabled"_s;
        return result;
    }
    if (need == Need::Hit) {
        const QString coverer = covererOf(element, *holder, result.middle());
        if (!coverer.isEmpty()) {
            result.kind = DriverErrorKind::ElementClickIntercepted;
            result.obstacle = coverer + " covers it"_L1;
            return result;
        }
    }
    result.isReady = true;
    return result;
}

void Readiness::bringIntoView(QAccessibleInterface &element)
{
    QWidget *holder = accessible::widgetOf(element);
    if (holder == nullptr)
        return;
    const auto isSeen = [&element, holder] {
        const QRect whole = element.rect();
        return !whole.isEmpty() && clipped(whole, holder) == whole;
    };
    if (isSeen())
        return;
    // A new window or a new page is laid out with the next event; its bars have no range before.
    for (QWidget *above = holder; above != nullptr;
         above = above->isWindow() ? nullptr : above->parentWidget())
        QCoreApplication::sendPostedEvents(above, QEvent::LayoutRequest);
    scrollWithin(element, *holder);
    // From the inside out: scrolling an area moves the areas inside of it.
    for (QWidget *above = holder->parentWidget(); above != nullptr; above = above->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(above))
            scrollTo(*area, element.rect());
    }
}

} // namespace roost
