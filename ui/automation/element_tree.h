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

/// In automation mode: the tree as the driver sees it, of all open windows but this one. The row that is
/// chosen is framed where it is, with the selector that means it below; Enter copies that. A picture of a
/// moment: it is taken anew by refresh(). Modal to nothing, and no dialog holds it up. Main thread.
class ElementTree : public QDialog
{
    Q_OBJECT

public:
    ElementTree();

    /// Takes the tree anew; what was chosen stays so if it is still there.
    void refresh();

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void layOut();
    void retranslate();
    void append(QTreeWidgetItem &above, QAccessibleInterface &element);
    /// Hides what neither holds the text of the filter nor has anything below it that does; true: it stays.
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
