// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "xmpp/fast_token.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <vector>

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
    QList<QUrl> urls; ///< Explicit servers, in order of preference; empty = XEP-0156 lookup.
    QString resource; ///< Wished for; empty = the server chooses.
    QString software; ///< The client's name; begins the resource where XEP-0386 makes it.
    /// XEP-0388: a UUID of this installation's account, for a stable resource; empty = none, and no tokens.
    QString userAgentId;
    FastToken token;           ///< Of an earlier run; tried before the password.
    bool revokesToken = false; ///< Signs in with `token` only to make it worthless.
    std::vector<XmlElement>
        inlineRequests;             ///< For XEP-0386 <bind/>, where the server takes their namespaces.
    QString strongestMechanism;     ///< Best SASL mechanism this server ever offered (downgrade protection).
    QStringList caCertificateFiles; ///< Further trusted authorities (PEM), beside the system's.
    int iqTimeoutMs = 30'000;
};

} // namespace roost

Q_DECLARE_METATYPE(roost::StreamState)
