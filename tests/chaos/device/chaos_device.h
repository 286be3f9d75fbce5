// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/id_source.h"
#include "base/stall_watch.h"
#include "domain/account/session.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>

#include <memory>

namespace roost {

class Thread;

/// One Connection of the chaos run: a Session with its own profile and without a window, controlled by lines
/// of JSON. It reports by lines of JSON too:
///
///     {"do":"type","to":"bob@localhost","text":"…","tag":7}   -> {"event":"accepted","tag":7}
///     {"do":"status"}                                         -> {"event":"status","state":"online",…}
///     {"do":"retry"}                                          tries to connect at once
///     {"do":"leave"}                                          says goodbye; finished() follows
///
/// A message is accepted when it has been written into the database. A `stall` event reports each new longest
/// stall.
class ChaosDevice : public QObject
{
    Q_OBJECT

public:
    explicit ChaosDevice(SessionConfig config, QObject *parent = nullptr);
    ~ChaosDevice() override;

    void start(const QString &password);
    void obey(const QByteArray &line);

Q_SIGNALS:
    void finished(bool ok);

private:
    void type(const QJsonObject &command);
    void stored(const QString &id);
    void tellState();
    void leave();
    [[nodiscard]] QJsonObject status() const;

    SystemClock m_clock;
    RandomIdSource m_ids;
    StallWatch m_stalls;
    std::unique_ptr<Session> m_session;
    QHash<QString, int> m_typed; ///< Id to tag, until the message has been written.
    QSet<const Thread *> m_watched;
    bool m_isLeaving = false;
};

} // namespace roost
