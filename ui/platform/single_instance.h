// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "models/start_problem.h"

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QString>

class QLocalSocket;

namespace roost {

/// One Roost per profile: the first instance holds a lock in the profile and listens on a local socket; a
/// second start hands its request over and exits. Main thread.
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
    /// Asks the first instance to show its window, to open `uri` and to show the contacts in `importFile`
    /// (unless empty), both for `account`; empty = the one that is open there. handedOver() follows within
    /// 3 s.
    void handOver(const QString &uri, const QString &importFile = {}, const Jid &account = {});
    /// Why claim() Failed, or why the other one could not be handed to.
    [[nodiscard]] const StartProblem &problem() const { return m_problem; }
    /// A technical sentence for standard error about something that does not stop the start; may be empty.
    [[nodiscard]] const QString &warning() const { return m_warning; }

Q_SIGNALS:
    /// Another start asked for the window; each may be empty.
    void raiseRequested(const QString &uri, const QString &importFile, const roost::Jid &account);
    /// Whether the other one answered; if not, problem() says so.
    void handedOver(bool done);

private:
    void acceptStart();
    void finish(bool done);
    Outcome fail(StartProblem::Kind kind, const QString &detail = {});
    /// No file can be created in the profile: for lack of room, or for lack of permission.
    Outcome failToWrite();
    [[nodiscard]] QString holderText() const;
    [[nodiscard]] QString serverName() const;

    QString m_profile;
    StartProblem m_problem;
    QString m_warning;
    QLockFile m_lock;
    QLocalServer m_server;
    QLocalSocket *m_socket = nullptr; ///< To the one that has the profile.
};

} // namespace roost
