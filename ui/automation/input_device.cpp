// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/input_device.h"

#include "automation/key_codes.h"

#include <QCoreApplication>
#include <QWheelEvent>
#include <QWidget>
#include <QWindow>

#include <algorithm>

QT_BEGIN_NAMESPACE
// Base of Qt Test's own mouse and key functions (declared in its public headers qtestmouse.h and
// qtestkeyboard.h, defined in Qt Gui): delivers an event to Qt as the window system does, and returns after
// it was handled.
Q_GUI_EXPORT void qt_handleMouseEvent(QWindow *window, const QPointF &local, const QPointF &global,
                                      Qt::MouseButtons state, Qt::MouseButton button, QEvent::Type type,
                                      Qt::KeyboardModifiers mods, int timestamp);
Q_GUI_EXPORT void qt_handleKeyEvent(QWindow *w, QEvent::Type t, int k, Qt::KeyboardModifiers mods,
                                    const QString &text, bool autorep, ushort count);
QT_END_NAMESPACE

namespace roost {

namespace {

/// Longer than any system's double click interval.
constexpr int apartMs = 1000;

} // namespace

InputDevice::InputDevice() { m_sinceStart.start(); }

int InputDevice::timestamp()
{
    m_lastTimestamp = std::max(m_lastTimestamp + 1, int(m_sinceStart.elapsed()) + m_skipped + 1);
    return m_lastTimestamp;
}

void InputDevice::sendMouse(QWidget &window, Qt::MouseButton button, int type)
{
    QWindow *handle = window.windowHandle();
    if (handle == nullptr)
        return;
    qt_handleMouseEvent(handle, handle->mapFromGlobal(QPointF(m_position)), QPointF(m_position), m_buttons,
                        button, QEvent::Type(type), m_modifiers, timestamp());
}

void InputDevice::move(QWidget &window, const QPoint &to)
{
    m_position = to;
    sendMouse(window, Qt::NoButton, QEvent::MouseMove);
}

void InputDevice::press(QWidget &window, Qt::MouseButton button)
{
    m_buttons |= button;
    m_pressedIn = &window;
    sendMouse(window, button, QEvent::MouseButtonPress);
}

void InputDevice::release(QWidget &window, Qt::MouseButton button)
{
    m_buttons &= ~Qt::MouseButtons(button);
    sendMouse(window, button, QEvent::MouseButtonRelease);
    if (m_buttons == Qt::NoButton)
        m_pressedIn = nullptr;
}

QWidget *InputDevice::pressedIn() const { return m_pressedIn; }

void InputDevice::click(QWidget &window, const QPoint &at, Qt::MouseButton button)
{
    const QPointer<QWidget> alive(&window);
    m_skipped += apartMs;
    move(window, at);
    if (alive)
        press(window, button);
    if (alive)
        release(window, button);
    m_buttons &= ~Qt::MouseButtons(button); // The press may have taken the window away.
}

void InputDevice::wheel(QWidget &window, const QPoint &at, const QPoint &delta)
{
    QWindow *handle = window.windowHandle();
    if (handle == nullptr)
        return;
    move(window, at);
    // Pixels are exact; the angle is for receivers that only support notches (120 for about 48 pixels).
    const QPoint pixels = -delta;
    const QPoint angle = pixels * 120 / 48;
    QWheelEvent event(handle->mapFromGlobal(QPointF(at)), QPointF(at), pixels, angle, m_buttons, m_modifiers,
                      Qt::NoScrollPhase, false);
    event.setTimestamp(quint64(timestamp()));
    QCoreApplication::sendEvent(handle, &event);
}

bool InputDevice::isModifier(char32_t key) { return modifierOf(key) != Qt::NoModifier; }

void InputDevice::keyDown(QWidget &window, char32_t key)
{
    QWindow *handle = window.windowHandle();
    if (handle == nullptr)
        return;
    const KeyStroke stroke = strokeOf(key, m_modifiers);
    if (isModifier(key)) {
        m_modifiers |= modifierOf(key);
        m_modifiersDown.insert(key);
    }
    qt_handleKeyEvent(handle, QEvent::KeyPress, stroke.key, m_modifiers | stroke.modifiers, stroke.text,
                      false, 1);
}

void InputDevice::keyUp(QWidget &window, char32_t key)
{
    const KeyStroke stroke = strokeOf(key, m_modifiers);
    if (isModifier(key)) {
        m_modifiersDown.remove(key);
        m_modifiers &= ~Qt::KeyboardModifiers(modifierOf(key));
    }
    if (QWindow *handle = window.windowHandle())
        qt_handleKeyEvent(handle, QEvent::KeyRelease, stroke.key, m_modifiers | stroke.modifiers, stroke.text,
                          false, 1);
}

void InputDevice::type(QWidget &window, char32_t key)
{
    if (isModifier(key)) {
        if (m_modifiersDown.contains(key))
            keyUp(window, key);
        else
            keyDown(window, key);
        return;
    }
    const QPointer<QWidget> alive(&window);
    keyDown(window, key);
    if (alive)
        keyUp(window, key);
}

void InputDevice::releaseModifiers(QWidget &window)
{
    const QSet<char32_t> down = m_modifiersDown;
    for (const char32_t key : down)
        keyUp(window, key);
}

} // namespace roost
