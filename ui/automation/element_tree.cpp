// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/element_tree.h"

#include "automation/accessible_facts.h"
#include "automation/element_finder.h"
#include "automation/highlight.h"
#include "automation/pointed_element.h"
#include "automation/readiness.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

enum Column { Role, Id, Name, columns };
constexpr int referenceRole = Qt::UserRole;
constexpr int selectorRole = Qt::UserRole + 1;
constexpr int mostOfName = 120;
constexpr std::chrono::milliseconds framedFor{2000};

/// An id, a role, a selector: these are read from left to right in every language.
void setCode(QWidget &widget) { widget.setLayoutDirection(Qt::LeftToRight); }

QTreeWidgetItem *itemOf(QTreeWidgetItem &item, const QString &reference)
{
    if (item.data(Role, referenceRole).toString() == reference)
        return &item;
    for (int i = 0; i < item.childCount(); ++i) {
        if (QTreeWidgetItem *found = itemOf(*item.child(i), reference))
            return found;
    }
    return nullptr;
}

} // namespace

ElementTree::ElementTree()
    : m_filter(new QLineEdit(this))
    , m_refresh(new QPushButton(this))
    , m_tree(new QTreeWidget(this))
    , m_selector(new QLineEdit(this))
    , m_copy(new QPushButton(this))
    , m_hint(new QLabel(this))
{
    setObjectName(u"elementTree"_s);
    m_filter->setObjectName(u"elementTreeFilter"_s);
    m_refresh->setObjectName(u"elementTreeRefresh"_s);
    m_tree->setObjectName(u"elementTreeView"_s);
    m_tree->header()->setObjectName(u"elementTreeHeader"_s);
    m_selector->setObjectName(u"elementTreeSelector"_s);
    m_copy->setObjectName(u"elementTreeCopy"_s);
    m_hint->setObjectName(u"elementTreeHint"_s);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_filter->setClearButtonEnabled(true);
    m_selector->setReadOnly(true);
    setCode(*m_selector);
    m_tree->setColumnCount(columns);
    m_tree->setUniformRowHeights(true);
    m_tree->setTabKeyNavigation(false);
    // Enter is for the row that is chosen.
    for (QPushButton *button : {m_refresh, m_copy})
        button->setAutoDefault(false);
    layOut();
    auto *again = new QShortcut(QKeySequence(Qt::Key_F5), this);
    again->setObjectName(u"elementTreeRefreshKey"_s);
    connect(again, &QShortcut::activated, this, &ElementTree::refresh);
    connect(m_refresh, &QAbstractButton::clicked, this, &ElementTree::refresh);
    connect(m_filter, &QLineEdit::textChanged, this, &ElementTree::applyFilter);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ElementTree::point);
    connect(m_tree, &QTreeWidget::itemActivated, this, &ElementTree::copy);
    connect(m_copy, &QAbstractButton::clicked, this, &ElementTree::copy);
    retranslate();
}

void ElementTree::layOut()
{
    auto *top = new QHBoxLayout;
    top->addWidget(m_filter, 1);
    top->addWidget(m_refresh);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_selector, 1);
    bottom->addWidget(m_copy);
    auto *column = new QVBoxLayout(this);
    column->addLayout(top);
    column->addWidget(m_tree, 1);
    column->addLayout(bottom);
    column->addWidget(m_hint);
    QHeaderView *header = m_tree->header();
    header->resizeSection(Role, fontMetrics().averageCharWidth() * 40);
    header->resizeSection(Id, fontMetrics().averageCharWidth() * 26);
    resize(fontMetrics().averageCharWidth() * 110, fontMetrics().height() * 32);
}

void ElementTree::retranslate()
{
    setWindowTitle(tr("Element tree"));
    setAccessibleName(tr("Element tree"));
    m_filter->setPlaceholderText(tr("Filter by role, ID, name or selector"));
    m_filter->setAccessibleName(tr("Filter by role, ID, name or selector"));
    m_refresh->setText(tr("&Refresh"));
    m_refresh->setAccessibleName(tr("Refresh"));
    m_tree->setAccessibleName(tr("Elements as seen by scripts"));
    m_tree->setHeaderLabels({tr("Role"), tr("ID"), tr("Name")});
    m_tree->header()->setAccessibleName(tr("Columns"));
    m_selector->setAccessibleName(tr("Selector of the selected element"));
    m_copy->setText(tr("&Copy selector"));
    m_copy->setAccessibleName(tr("Copy selector"));
    m_hint->setText(tr("The selected element is outlined in its window. Press Enter to copy its selector, or "
                       "F5 to refresh."));
    m_hint->setAccessibleName(m_hint->text());
}

void ElementTree::refresh()
{
    const QTreeWidgetItem *current = m_tree->currentItem();
    const QString chosen = current == nullptr ? QString() : current->data(Role, referenceRole).toString();
    {
        const QSignalBlocker quiet(m_tree);
        m_tree->clear();
        QList<QWidget *> windows = ElementFinder::windows();
        windows.removeAll(this);
        for (QAccessibleInterface *root : ElementFinder::rootsOf(windows))
            append(*m_tree->invisibleRootItem(), *root);
        m_tree->expandAll();
        QTreeWidgetItem *again = chosen.isEmpty() ? nullptr : itemOf(*m_tree->invisibleRootItem(), chosen);
        m_tree->setCurrentItem(again == nullptr ? m_tree->topLevelItem(0) : again);
    }
    applyFilter();
    point();
}

void ElementTree::append(QTreeWidgetItem &above, QAccessibleInterface &element)
{
    auto *item = new QTreeWidgetItem(&above);
    const QString name = accessible::nameOf(element).simplified().left(mostOfName);
    item->setText(Role, accessible::roleNameOf(element.role()));
    item->setText(Id, accessible::idOf(element));
    item->setText(Name, name);
    item->setData(Role, referenceRole, m_elements.referenceOf(element));
    item->setData(Role, selectorRole, PointedElement::selectorOf(element));
    for (QAccessibleInterface *child : accessible::childrenOf(element))
        append(*item, *child);
}

bool ElementTree::filter(QTreeWidgetItem &item, const QString &text)
{
    bool stays = item.data(Role, selectorRole).toString().contains(text, Qt::CaseInsensitive);
    for (int column = 0; column < columns && !stays; ++column)
        stays = item.text(column).contains(text, Qt::CaseInsensitive);
    for (int i = 0; i < item.childCount(); ++i)
        stays = filter(*item.child(i), text) || stays;
    item.setHidden(!stays);
    return stays;
}

void ElementTree::applyFilter()
{
    const QString text = m_filter->text().trimmed();
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i)
        filter(*m_tree->topLevelItem(i), text);
    if (QTreeWidgetItem *current = m_tree->currentItem(); current != nullptr && !current->isHidden())
        m_tree->scrollToItem(current);
}

void ElementTree::point()
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    m_copy->setEnabled(item != nullptr);
    m_selector->setText(item == nullptr ? QString() : item->data(Role, selectorRole).toString());
    m_selector->setCursorPosition(0);
    if (item == nullptr || !isVisible())
        return;
    for (QWidget *window : ElementFinder::windows()) {
        const auto frames = window->findChildren<Highlight *>();
        for (Highlight *frame : frames)
            frame->close();
    }
    QAccessibleInterface *element = m_elements.find(item->data(Role, referenceRole).toString()).element;
    if (element == nullptr)
        return;
    const Readiness readiness = Readiness::of(*element, Readiness::Need::Seen);
    if (readiness.isReady)
        new Highlight(*readiness.window, readiness.part, framedFor);
}

void ElementTree::copy()
{
    if (!m_selector->text().isEmpty())
        QGuiApplication::clipboard()->setText(m_selector->text());
}

void ElementTree::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    refresh();
    m_filter->setFocus();
}

void ElementTree::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace roost
