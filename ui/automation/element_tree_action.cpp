// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/element_tree_action.h"

#include "automation/element_tree.h"

#include <QEvent>
#include <QMenu>

namespace roost {

using namespace Qt::StringLiterals;

ElementTreeAction::ElementTreeAction(QWidget &window)
{
    setObjectName(u"elementTreeAction"_s);
    setMenuRole(QAction::NoRole);
    setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I));
    if (QAction *about = window.findChild<QAction *>(u"aboutAction"_s)) {
        const auto places = about->associatedObjects();
        for (QObject *place : places) {
            if (auto *menu = qobject_cast<QMenu *>(place))
                menu->insertAction(about, this);
        }
    }
    window.addAction(this);
    window.installEventFilter(this);
    connect(this, &QAction::triggered, this, &ElementTreeAction::open);
    retranslate();
}

ElementTreeAction::~ElementTreeAction() = default;

void ElementTreeAction::retranslate() { setText(tr("&Element tree…")); }

void ElementTreeAction::open()
{
    if (m_tree == nullptr)
        m_tree = std::make_unique<ElementTree>();
    if (m_tree->isVisible())
        m_tree->refresh();
    m_tree->show();
    m_tree->raise();
    m_tree->activateWindow();
}

bool ElementTreeAction::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    return QAction::eventFilter(watched, event);
}

} // namespace roost
