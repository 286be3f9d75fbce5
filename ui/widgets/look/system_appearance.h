// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QVariant>

namespace roost {

/// The appearance that the desktop asks for. On Linux it comes from the settings portal
/// (org.freedesktop.appearance), which is queried asynchronously; without an answer, from the environment and
/// the platform's own palette; with Qt 6.5 and later from QStyleHints too. Create it before the application's
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
    bool m_guess = false; ///< Value of isDark() if the desktop has no preference.
    bool m_highContrast = false;
};

} // namespace roost
