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

/// True if `object` receives the keys of its window. The application's focus object would be null while
/// another program's window is in front, although keys of a script arrive all the same.
bool takesKeys(const QObject *object)
{
    if (!object->isWidgetType())
        return false;
    const QWindow *window = static_cast<const QWidget *>(object)->window()->windowHandle();
    return window != nullptr && window->focusObject() == object;
}

} // namespace

Recorder::Recorder(const QString &file, bool isSignedIn, QObject *parent)
    : QObject(parent)
    , m_file(file)
    , m_script(isSignedIn)
{
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        m_problem = m_file.errorString();
        return;
    }
    write();
    QCoreApplication::instance()->installEventFilter(this);
}

Recorder::~Recorder() { flush(); }

void Recorder::write()
{
    if (!m_file.isOpen())
        return;
    m_file.resize(0);
    m_file.seek(0);
    m_file.write(m_script.text());
    m_file.flush();
}

void Recorder::flush()
{
    if (!m_line.isEmpty()) {
        m_script.append(m_line);
        write();
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
        // Every key passes here, including shortcuts.
        noteKey(watched, static_cast<const QKeyEvent &>(*event));
    }
    return QObject::eventFilter(watched, event);
}

void Recorder::noteClick(QAccessibleInterface &element, const QEvent &event)
{
    const QString call = m_script.find(element);
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
        keys.append(name.isNull() ? RecordedScript::literal(QString(QChar(event.key())).toLower())
                                  : "Keys."_L1 + name);
        put("app.press("_L1 + keys.join(", "_L1) + u')');
        return;
    }
    QAccessibleInterface *element = PointedElement::of(receiver);
    if (element == nullptr || (name.isNull() && event.text().isEmpty()))
        return;
    const QString call = m_script.find(*element);
    if (!name.isNull()) {
        put(call + ".type(Keys."_L1 + name + u')');
        return;
    }
    // The test run provides its own address and password.
    const bool isPassword = element->state().passwordEdit;
    if (isPassword || accessible::idOf(*element) == "addressEdit"_L1) {
        const QString line = call + (isPassword ? ".type(world.me.password)"_L1 : ".type(world.me.jid)"_L1);
        if (m_line != line)
            put(line);
        return;
    }
    if (m_typedIn == call) {
        m_typed += event.text();
    } else {
        put({});
        m_typed = event.text();
        m_typedIn = call;
    }
    m_line = call + ".type("_L1 + RecordedScript::literal(m_typed) + u')';
}

} // namespace roost
