// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/inspector.h"

#include "automation/highlight.h"
#include "automation/pointed_element.h"
#include "automation/readiness.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMouseEvent>

namespace roost {

Inspector::Inspector(QObject *parent) : QObject(parent)
{
    QCoreApplication::instance()->installEventFilter(this);
}

bool Inspector::eventFilter(QObject *watched, QEvent *event)
{
    const bool isPress =
        event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick;
    if ((!isPress && event->type() != QEvent::MouseButtonRelease) || !watched->isWindowType())
        return QObject::eventFilter(watched, event);
    const auto &mouse = static_cast<const QMouseEvent &>(*event);
    if ((mouse.modifiers() & (Qt::ControlModifier | Qt::ShiftModifier)) !=
        (Qt::ControlModifier | Qt::ShiftModifier))
        return QObject::eventFilter(watched, event);
    QAccessibleInterface *element =
        isPress ? PointedElement::at(watched, mouse.globalPosition().toPoint()) : nullptr;
    if (element != nullptr) {
        QGuiApplication::clipboard()->setText(PointedElement::selectorOf(*element));
        const Readiness readiness = Readiness::of(*element, Readiness::Need::Seen);
        if (readiness.isReady)
            new Highlight(*readiness.window, readiness.part, std::chrono::milliseconds(800));
    }
    return true; // The click goes no further.
}

} // namespace roost
