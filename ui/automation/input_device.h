// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QPoint>
#include <QPointer>
#include <QSet>
#include <Qt>

class QWidget;

namespace roost {

/// A virtual keyboard and mouse. The events enter Qt where the window system's events do, so focus, hover,
/// double clicks, shortcuts, popups and modal windows behave as with real input. Points are global. Main
/// thread.
class InputDevice
{
public:
    InputDevice();

    // Mouse
    void move(QWidget &window, const QPoint &to);
    void press(QWidget &window, Qt::MouseButton button);
    void release(QWidget &window, Qt::MouseButton button);
    /// Move, press, release; never the second half of a double click.
    void click(QWidget &window, const QPoint &at, Qt::MouseButton button = Qt::LeftButton);
    /// Pixels of content to scroll by, as W3C's wheel actions count: positive moves down.
    void wheel(QWidget &window, const QPoint &at, const QPoint &delta);
    [[nodiscard]] QPoint position() const { return m_position; }
    [[nodiscard]] Qt::MouseButtons buttons() const { return m_buttons; }
    /// The window in which a button went down, while it is down.
    [[nodiscard]] QWidget *pressedIn() const;

    // Keys
    /// A character, or a special key as W3C numbers them (U+E000 and on). A modifier stays down until
    /// released.
    void keyDown(QWidget &window, char32_t key);
    void keyUp(QWidget &window, char32_t key);
    /// Down and up again; of a modifier: the other state.
    void type(QWidget &window, char32_t key);
    void releaseModifiers(QWidget &window);
    [[nodiscard]] Qt::KeyboardModifiers modifiers() const { return m_modifiers; }
    [[nodiscard]] static bool isModifier(char32_t key);

private:
    [[nodiscard]] int timestamp();
    void sendMouse(QWidget &window, Qt::MouseButton button, int type);

    QPoint m_position;
    QPointer<QWidget> m_pressedIn;
    Qt::MouseButtons m_buttons;
    Qt::KeyboardModifiers m_modifiers;
    QSet<char32_t> m_modifiersDown;
    QElapsedTimer m_sinceStart;
    int m_skipped = 0; ///< Milliseconds that were put in so that two clicks are no double click.
    int m_lastTimestamp = 0;
};

} // namespace roost
