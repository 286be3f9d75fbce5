// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>

#include <memory>

class QWidget;

namespace roost {

class ElementTree;

/// In automation mode: the command that shows the ElementTree, in the menus that have "About". Main thread.
class ElementTreeAction : public QAction
{
    Q_OBJECT

public:
    /// `window` has the action "aboutAction", or none of its menus gets this one. It outlives the object.
    explicit ElementTreeAction(QWidget &window);
    ~ElementTreeAction() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void open();

    std::unique_ptr<ElementTree> m_tree; ///< Made when it is first wanted.
};

} // namespace roost
