// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QString>

class QLocalSocket;

namespace roost {

/// One Roost per profile: the first one holds a lock in the profile and listens beside it; a second start
/// hands over what it was asked to open and goes. Main thread.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    enum class Outcome : quint8 {
        First,  ///< This is the one; go on.
        Taken,  ///< Another one has the profile: handOver().
        Failed, ///< The profile cannot be used; see problem().
    };

    explicit SingleInstance(const QString &profile, QObject *parent = nullptr);

    /// Takes the profile and listens for later starts.
    [[nodiscard]] Outcome claim();
    /// Asks the one that has the profile to come to the front, to open `uri` and to show the contacts in
    /// `importFile` (unless empty); handedOver() follows within 3 s.
    void handOver(const QString &uri, const QString &importFile = {});
    /// A technical sentence for standard error.
    [[nodiscard]] const QString &problem() const { return m_problem; }

Q_SIGNALS:
    /// Another start asked for the window; both may be empty.
    void raiseRequested(const QString &uri, const QString &importFile);
    /// Whether the other one answered; if not, problem() says so.
    void handedOver(bool done);

private:
    void acceptStart();
    void finish(bool done);
    [[nodiscard]] QString serverName() const;

    QString m_profile;
    QString m_problem;
    QLockFile m_lock;
    QLocalServer m_server;
    QLocalSocket *m_socket = nullptr; ///< To the one that has the profile.
};

} // namespace roost
