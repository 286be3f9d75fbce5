// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/latin_keys.h"

#include <QAction>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QWindow>

#include <algorithm>
#include <array>
#include <utility>

QT_BEGIN_NAMESPACE
// Qt Test's key functions stand on it (declared in its public header qtestkey.h, defined in Qt Gui): hands a
// key to Qt as the window system would, shortcuts first, and returns when it has been dealt with.
Q_GUI_EXPORT void qt_handleKeyEvent(QWindow *w, QEvent::Type t, int k, Qt::KeyboardModifiers mods,
                                    const QString &text, bool autorep, ushort count);
QT_END_NAMESPACE

namespace roost {

namespace {

/// By the code of Linux's input events (linux/input-event-codes.h), which are the PC's scan codes: from the
/// key left of "1" on. '\0' = a key without a letter.
constexpr auto keysOfUs = [] {
    std::array<char, 54> keys{};
    const auto put = [&keys](std::size_t from, const char *row) {
        for (; *row != '\0'; ++row)
            keys[from++] = *row;
    };
    put(2, "1234567890-=");
    put(16, "QWERTYUIOP[]");
    put(30, "ASDFGHJKL;'`");
    put(43, "\\ZXCVBNM,./");
    return keys;
}();

/// X11 and Wayland add this to the code.
constexpr quint32 xOffset = 8;

bool isForeignCharacter(int key) { return key > 0xff && key < 0x01000000; }

bool isLatinLetter(int key) { return key >= Qt::Key_A && key <= Qt::Key_Z; }

bool hasMnemonic(const QMenu &menu, QChar letter)
{
    const QList<QAction *> actions = menu.actions();
    return std::any_of(actions.begin(), actions.end(), [letter](const QAction *action) {
        const QKeySequence mnemonic = QKeySequence::mnemonic(action->text());
        return !mnemonic.isEmpty() && mnemonic[0].key() == Qt::Key(letter.toUpper().unicode());
    });
}

} // namespace

int LatinKeys::latinKey(quint32 scanCode)
{
    const bool isWindows = QGuiApplication::platformName() == QLatin1StringView("windows");
    const quint32 code = isWindows ? scanCode : scanCode - xOffset;
    return code < keysOfUs.size() ? int(keysOfUs[code]) : 0;
}

bool LatinKeys::eventFilter(QObject *watched, QEvent *event)
{
    if (m_isSending || event->type() != QEvent::KeyPress)
        return false;
    const auto &key = *static_cast<QKeyEvent *>(event);
    if (watched->isWindowType())
        return translate(static_cast<QWindow &>(*watched), key);
    auto *menu = qobject_cast<QMenu *>(watched);
    return menu != nullptr && translateInMenu(*menu, key);
}

void LatinKeys::learn(const QKeyEvent &key)
{
    if (isLatinLetter(key.key()))
        m_isLatin = true;
    else if (isForeignCharacter(key.key()) && QChar::isLetter(char32_t(key.key())))
        m_isLatin = false;
}

bool LatinKeys::translate(QWindow &window, const QKeyEvent &key)
{
    learn(key);
    // Shortcuts have had their turn: this one is none as it is.
    const Qt::KeyboardModifiers modifiers = key.modifiers();
    if ((modifiers & (Qt::ControlModifier | Qt::AltModifier)) == 0)
        return false;
    const int latin = latinKey(key.nativeScanCode());
    // Such layouts have signs at the place of some letters (Hebrew at Q and W); Dvorak has, too, and means
    // them.
    const bool isSign = !m_isLatin && key.key() > Qt::Key_Space && key.key() < 0x7f;
    if (latin == 0 || latin == key.key() || !(isForeignCharacter(key.key()) || isSign))
        return false;
    const bool isControl = modifiers.testFlag(Qt::ControlModifier) && isLatinLetter(latin);
    const QString text = isControl ? QString(QChar(latin - Qt::Key_A + 1)) : QString();
    m_isSending = true;
    qt_handleKeyEvent(&window, QEvent::KeyPress, latin, modifiers, text, key.isAutoRepeat(),
                      ushort(key.count()));
    m_isSending = false;
    return true;
}

bool LatinKeys::translateInMenu(QMenu &menu, const QKeyEvent &key)
{
    const auto modifiers = key.modifiers() & ~Qt::ShiftModifier;
    const int latin = latinKey(key.nativeScanCode());
    if ((modifiers != Qt::NoModifier && modifiers != Qt::AltModifier) || latin == 0 ||
        !isForeignCharacter(key.key()) || hasMnemonic(menu, QChar(char16_t(key.key()))))
        return false;
    QKeyEvent event(QEvent::KeyPress, latin, key.modifiers(), QString(QChar(latin)).toLower());
    const QPointer<LatinKeys> alive(this);
    m_isSending = true;
    QCoreApplication::sendEvent(&menu, &event);
    if (alive)
        m_isSending = false;
    return true;
}

} // namespace roost
