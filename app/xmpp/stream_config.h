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

/// State of the stream.
enum class StreamState : quint8 {
    Offline,    ///< Not connected and not trying.
    LookingUp,  ///< XEP-0156.
    Connecting, ///< TCP, TLS, WebSocket.
    Signing,    ///< SASL, bind or resume.
    Online,
    Waiting, ///< Lost; waiting for the next attempt.
};

/// Where the server wants to be asked instead.
struct StreamRedirect
{
    QUrl url;
    /// It is the same service elsewhere (RFC 6120 §4.9.3.19): the certificate there has to be for the host
    /// that was asked first. Else (RFC 7395 §3.6.1) it has to be for the host of `url`.
    bool keepsIdentity = false;
};

/// Parameters of a stream. A value.
struct StreamConfig
{
    Jid account; ///< Bare.
    QString password;
    QList<QUrl> urls; ///< Explicit servers, in order of preference; empty = XEP-0156 lookup.
    QString resource; ///< Wished for; empty = the server chooses.
    QString software; ///< The client's name; begins the resource where XEP-0386 makes it.
    /// XEP-0388: a UUID of this installation's account, for a stable resource; empty = none, and no tokens.
    QString userAgentId;
    FastToken token;           ///< Token of an earlier run; tried before the password.
    bool revokesToken = false; ///< Signs in with `token` only to make it worthless.
    std::vector<XmlElement>
        inlineRequests;             ///< For XEP-0386 <bind/>, where the server takes their namespaces.
    QString strongestMechanism;     ///< Best SASL mechanism this server ever offered (downgrade protection).
    QStringList caCertificateFiles; ///< Additional trusted authorities (PEM), besides the system's.
    int iqTimeoutMs = 30'000;
    /// After a resumption that failed before it worked, XmppClient::sendTracked() stanzas are given back by
    /// XmppClient::stanzasGivenBack(), not sent again: the server may be working on them still.
    bool givesBack = false;
};

} // namespace roost

Q_DECLARE_METATYPE(roost::StreamState)
