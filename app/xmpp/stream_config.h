// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace roost {

/// Where the stream stands.
enum class StreamState : quint8 {
    Offline,    ///< Not connected and not trying.
    LookingUp,  ///< XEP-0156.
    Connecting, ///< TCP, TLS, WebSocket.
    Signing,    ///< SASL, bind or resume.
    Online,
    Waiting, ///< Lost; waiting for the next attempt.
};

/// What a stream needs to know. A value.
struct StreamConfig
{
    Jid account; ///< Bare.
    QString password;
    QList<QUrl> urls;               ///< Explicit servers, in order of preference; empty = XEP-0156 lookup.
    QString resource;               ///< Wished for; empty = the server chooses.
    QString strongestMechanism;     ///< Best SASL mechanism this server ever offered (downgrade protection).
    QStringList caCertificateFiles; ///< Further trusted authorities (PEM), beside the system's.
    int iqTimeoutMs = 30'000;
};

} // namespace roost

Q_DECLARE_METATYPE(roost::StreamState)
