// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/caret_rest.h"

#include <QApplication>
#include <QEvent>

#include <utility>

namespace roost {

CaretRest::CaretRest(Clock &clock, QObject *parent) : QObject(parent), m_clock(clock)
{
    qApp->installEventFilter(this);
    touch();
}

CaretRest::~CaretRest()
{
    if (m_rate != 0 && QApplication::cursorFlashTime() == 0)
        QApplication::setCursorFlashTime(m_rate);
}

bool CaretRest::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::InputMethod:
    case QEvent::MouseButtonPress:
    case QEvent::TouchBegin:
    case QEvent::FocusIn:
        touch();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void CaretRest::touch()
{
    m_touchedMs = m_clock.monotonicMs();
    if (m_rate != 0)
        QApplication::setCursorFlashTime(std::exchange(m_rate, 0));
    if (!m_isWaiting)
        waitFor(patience);
}

/// One timer, however many keys there are.
void CaretRest::waitFor(std::chrono::milliseconds time)
{
    m_isWaiting = true;
    m_clock.after(time, this, [this] {
        m_isWaiting = false;
        const std::chrono::milliseconds left =
            patience - std::chrono::milliseconds(m_clock.monotonicMs() - m_touchedMs);
        if (left.count() > 0) {
            waitFor(left);
            return;
        }
        m_rate = QApplication::cursorFlashTime();
        if (m_rate != 0)
            QApplication::setCursorFlashTime(0);
    });
}

} // namespace roost
