// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QVariantMap>

namespace roost {

/// Reports whether the screen is locked or blank, according to the screen saver of the session bus and to
/// logind. On systems without both it is never locked. Main thread.
class ScreenLock : public QObject
{
    Q_OBJECT

public:
    explicit ScreenLock(QObject *parent = nullptr);

    [[nodiscard]] bool isLocked() const { return m_isSaverOn || m_isSessionLocked; }

Q_SIGNALS:
    void lockedChanged(bool locked);

private Q_SLOTS:
    /// Signal of the screen saver.
    void activeChanged(bool active);
    /// Signal of our session in logind.
    void propertiesChanged(const QString &interface, const QVariantMap &changed, const QStringList &dropped);

private:
    void watchSavers();
    void watchSession();
    void followSession(const QString &path);
    void set(bool &fact, bool value);

    bool m_isSaverOn = false;
    bool m_isSessionLocked = false;
};

} // namespace roost
