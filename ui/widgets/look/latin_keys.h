// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

class QKeyEvent;
class QMenu;
class QWindow;

namespace roost {

/// Shortcuts and mnemonics for users whose only keyboard layout has no Latin letters (Cyrillic, Greek,
/// Hebrew, Arabic …): an unused key with Ctrl or Alt counts as the key at the same place of a US keyboard. If
/// a Latin layout is configured too, Qt finds it by itself. Installed on the application. Main thread.
class LatinKeys : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The key (Qt::Key_A …) at the place of `scanCode` on a US keyboard, as the window system numbers them;
    /// 0 = none.
    [[nodiscard]] static int latinKey(quint32 scanCode);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool translate(QWindow &window, const QKeyEvent &key);
    [[nodiscard]] bool translateInMenu(QMenu &menu, const QKeyEvent &key);
    void learn(const QKeyEvent &key);

    bool m_isLatin = true; ///< The last letter that was typed was one.
    bool m_isSending = false;
};

} // namespace roost
