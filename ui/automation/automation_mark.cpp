// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/automation_mark.h"

#include <QEvent>

namespace roost {

using namespace Qt::StringLiterals;

AutomationMark::AutomationMark(QWidget &window) : QLabel(&window)
{
    setObjectName(u"automationMark"_s);
    setTextFormat(Qt::PlainText);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setAutoFillBackground(true);
    // The same on every theme: it warns.
    QPalette colors = palette();
    colors.setColor(QPalette::Window, QColor(0xb4, 0x23, 0x18));
    colors.setColor(QPalette::WindowText, Qt::white);
    setPalette(colors);
    setMargin(2);
    retranslate();
    window.installEventFilter(this);
    show();
}

void AutomationMark::retranslate()
{
    setText(tr("Automation"));
    setAccessibleName(tr("Controlled by automation"));
    place();
}

void AutomationMark::place()
{
    adjustSize();
    move(parentWidget()->width() - width(), parentWidget()->height() - height());
    raise();
}

bool AutomationMark::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::ChildAdded ||
        event->type() == QEvent::Show)
        place();
    return QLabel::eventFilter(watched, event);
}

void AutomationMark::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QLabel::changeEvent(event);
}

} // namespace roost
