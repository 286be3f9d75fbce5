// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/stillness.h"

#include <QCoreApplication>
#include <QEvent>

namespace roost {

Stillness::Stillness(QObject *parent) : QObject(parent)
{
    m_since.start();
    QCoreApplication::instance()->installEventFilter(this);
}

bool Stillness::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Paint:
    case QEvent::UpdateRequest:
    case QEvent::LayoutRequest:
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
        m_since.start();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace roost
