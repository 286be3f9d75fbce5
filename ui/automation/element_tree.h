// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/element_table.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace roost {

/// Window of automation mode: shows the tree of all open windows except itself, as the driver sees it. The
/// selected row's element is framed on the screen, and its selector is shown below; Enter copies the
/// selector. The tree is a snapshot that refresh() renews. The window is not modal, and no dialog blocks it.
/// Main thread.
class ElementTree : public QDialog
{
    Q_OBJECT

public:
    ElementTree();

    /// Rebuilds the tree; the selection is kept if its element still exists.
    void refresh();

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void layOut();
    void retranslate();
    void append(QTreeWidgetItem &above, QAccessibleInterface &element);
    /// Hides items that do not contain the filter text and have no descendant that does; returns true if the
    /// item stays.
    bool filter(QTreeWidgetItem &item, const QString &text);
    void applyFilter();
    void point();
    void copy();

    QLineEdit *m_filter;
    QPushButton *m_refresh;
    QTreeWidget *m_tree;
    QLineEdit *m_selector;
    QPushButton *m_copy;
    QLabel *m_hint;
    ElementTable m_elements;
};

} // namespace roost
