// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace roost {

/// Reports whether the desktop shows StatusNotifierItem icons (a panel is running), and when that changes: a
/// panel may start after the program, end, or restart. Does not detect the older XEmbed trays. Main thread.
class TrayWatch : public QObject
{
    Q_OBJECT

public:
    /// Asks once and waits for the answer, 200 ms at most; later answers come by changed().
    explicit TrayWatch(QObject *parent = nullptr);

    [[nodiscard]] bool hasHost() const { return m_hasHost; }

Q_SIGNALS:
    /// hasHost() is another.
    void changed();

private Q_SLOTS:
    void ask();

private:
    void take(bool hasHost);

    bool m_hasHost = false;
    int m_asked = 0; ///< Only the last answer counts.
};

} // namespace roost
