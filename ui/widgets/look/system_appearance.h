// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QVariant>

namespace roost {

/// What the desktop wants windows to look like. On Linux from the settings portal
/// (org.freedesktop.appearance), asked without waiting; else, and until it answers, from the environment and
/// the platform's own palette; with Qt 6.5 and later from QStyleHints too. Made before the application's
/// palette is changed. Main thread.
class SystemAppearance : public QObject
{
    Q_OBJECT

public:
    /// `asks`: the portal too, not the environment alone.
    explicit SystemAppearance(bool asks, QObject *parent = nullptr);

    [[nodiscard]] bool isDark() const { return m_dark; }
    [[nodiscard]] bool isHighContrast() const { return m_highContrast; }

Q_SIGNALS:
    void changed();

private:
    void guess();
    void askPortal();
    void take(const QString &key, const QVariant &value);
    Q_SLOT void readAnew();

    bool m_dark = false;
    bool m_guess = false; ///< What stands for dark where the desktop has no preference.
    bool m_highContrast = false;
};

} // namespace roost
