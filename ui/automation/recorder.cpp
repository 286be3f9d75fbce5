// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/recorder.h"

#include "automation/accessible_facts.h"
#include "automation/pointed_element.h"

#include <QCoreApplication>
#include <QMouseEvent>
#include <QWidget>
#include <QWindow>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr auto head = R"(# SPDX-License-Identifier: GPL-3.0-or-later
"""Recorded; say here what it is about, and put an expect() where something should have happened."""
import os

from roost_driver import Keys, expect


def test_recorded(roost):
    app = roost()
)"_L1;

/// A Python string literal.
QString literal(const QString &text)
{
    QString quoted;
    for (const QChar c : text) {
        if (c == u'\\' || c == u'"')
            quoted += u'\\' + QString(c);
        else if (c.unicode() < 0x20)
            quoted += QStringLiteral("\\x%1").arg(c.unicode(), 2, 16, QLatin1Char('0'));
        else
            quoted += c;
    }
    return u'"' + quoted + u'"';
}

/// Selenium's name of a key that makes no text; null when there is none.
QString keyName(int key)
{
    static const QHash<int, QString> names{
        {Qt::Key_Return, u"ENTER"_s},   {Qt::Key_Enter, u"ENTER"_s},
        {Qt::Key_Tab, u"TAB"_s},        {Qt::Key_Backspace, u"BACKSPACE"_s},
        {Qt::Key_Delete, u"DELETE"_s},  {Qt::Key_Escape, u"ESCAPE"_s},
        {Qt::Key_Left, u"LEFT"_s},      {Qt::Key_Right, u"RIGHT"_s},
        {Qt::Key_Up, u"UP"_s},          {Qt::Key_Down, u"DOWN"_s},
        {Qt::Key_Home, u"HOME"_s},      {Qt::Key_End, u"END"_s},
        {Qt::Key_PageUp, u"PAGE_UP"_s}, {Qt::Key_PageDown, u"PAGE_DOWN"_s},
        {Qt::Key_Insert, u"INSERT"_s},  {Qt::Key_F1, u"F1"_s},
        {Qt::Key_F2, u"F2"_s},          {Qt::Key_F5, u"F5"_s},
        {Qt::Key_F6, u"F6"_s},          {Qt::Key_F10, u"F10"_s},
    };
    return names.value(key);
}

/// True if `object` is what keys go to in its window. The application's focus object would be nobody while
/// another program's window is in front, and keys of a script come all the same.
bool takesKeys(const QObject *object)
{
    if (!object->isWidgetType())
        return false;
    const QWindow *window = static_cast<const QWidget *>(object)->window()->windowHandle();
    return window != nullptr && window->focusObject() == object;
}

QString findCall(const QString &selector) { return "app.find("_L1 + literal(selector) + u')'; }

} // namespace

Recorder::Recorder(const QString &file, QObject *parent) : QObject(parent), m_file(file)
{
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        m_problem = m_file.errorString();
        return;
    }
    m_file.write(QByteArray(head.data(), head.size()));
    m_file.flush();
    QCoreApplication::instance()->installEventFilter(this);
}

Recorder::~Recorder() { flush(); }

void Recorder::flush()
{
    if (!m_line.isEmpty() && m_file.isOpen()) {
        m_file.write("    " + m_line.toUtf8() + '\n');
        m_file.flush();
    }
    m_line.clear();
}

void Recorder::put(const QString &line)
{
    flush();
    m_typedIn.clear();
    m_line = line;
}

bool Recorder::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    if (watched->isWindowType() &&
        (type == QEvent::MouseButtonPress || type == QEvent::MouseButtonDblClick)) {
        const QPoint at = static_cast<const QMouseEvent &>(*event).globalPosition().toPoint();
        if (QAccessibleInterface *element = PointedElement::at(watched, at))
            noteClick(*element, *event);
    } else if (type == QEvent::ShortcutOverride && takesKeys(watched)) {
        // Every key passes here, also those that then are shortcuts.
        noteKey(watched, static_cast<const QKeyEvent &>(*event));
    }
    return QObject::eventFilter(watched, event);
}

void Recorder::noteClick(QAccessibleInterface &element, const QEvent &event)
{
    const QString call = findCall(PointedElement::selectorOf(element));
    const Qt::MouseButton button = static_cast<const QMouseEvent &>(event).button();
    if (button == Qt::RightButton) {
        put(call + ".right_click()"_L1);
    } else if (button == Qt::LeftButton && event.type() == QEvent::MouseButtonDblClick) {
        if (m_line == call + ".click()"_L1)
            m_line.clear();
        put(call + ".double_click()"_L1);
    } else if (button == Qt::LeftButton) {
        put(call + ".click()"_L1);
    }
}

void Recorder::noteKey(QObject *receiver, const QKeyEvent &event)
{
    const bool commands =
        (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) != 0;
    const QString name = keyName(event.key());
    if (commands) {
        const bool isModifierItself = event.key() >= Qt::Key_Shift && event.key() <= Qt::Key_Alt;
        if (isModifierItself || event.key() == Qt::Key_unknown)
            return;
        QStringList keys;
        if ((event.modifiers() & Qt::ControlModifier) != 0)
            keys.append(u"Keys.CONTROL"_s);
        if ((event.modifiers() & Qt::AltModifier) != 0)
            keys.append(u"Keys.ALT"_s);
        if ((event.modifiers() & Qt::ShiftModifier) != 0)
            keys.append(u"Keys.SHIFT"_s);
        keys.append(name.isNull() ? literal(QString(QChar(event.key())).toLower()) : "Keys."_L1 + name);
        put("app.press("_L1 + keys.join(", "_L1) + u')');
        return;
    }
    QAccessibleInterface *element = PointedElement::of(receiver);
    if (element == nullptr || (name.isNull() && event.text().isEmpty()))
        return;
    const QString selector = PointedElement::selectorOf(*element);
    if (!name.isNull()) {
        put(findCall(selector) + ".type(Keys."_L1 + name + u')');
        return;
    }
    if (element->state().passwordEdit) {
        const QString line = findCall(selector) + ".type(os.environ[\"ROOST_PASSWORD\"])"_L1;
        if (m_line != line)
            put(line);
        return;
    }
    if (m_typedIn == selector) {
        m_typed += event.text();
    } else {
        put({});
        m_typed = event.text();
        m_typedIn = selector;
    }
    m_line = findCall(selector) + ".type("_L1 + literal(m_typed) + u')';
}

} // namespace roost
