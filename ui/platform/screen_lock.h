// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QVariantMap>

namespace roost {

/// Tells whether the screen is locked, or blank so that nobody sees it: by the screen saver of the session
/// bus and by logind, where they are there; elsewhere it never is. Main thread.
class ScreenLock : public QObject
{
    Q_OBJECT

public:
    explicit ScreenLock(QObject *parent = nullptr);

    [[nodiscard]] bool isLocked() const { return m_isSaverOn || m_isSessionLocked; }

Q_SIGNALS:
    void lockedChanged(bool locked);

private Q_SLOTS:
    /// Of the screen saver.
    void activeChanged(bool active);
    /// Of our session in logind.
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
