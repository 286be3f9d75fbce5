// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/xmpp_stream.h"

#include <QObject>

namespace roost {

/// Invalidates a sign-in token at its server (XEP-0484 §4.6): signs in with the token once more, on a
/// separate stream without a session, and disconnects. Tried once; a failure is not reported, since the token
/// expires by itself. Main thread.
class TokenRevocation final : public QObject, public StanzaSink
{
    Q_OBJECT

public:
    /// Starts at once, with `config.token`. `clock` and `ids` must outlive it.
    TokenRevocation(Clock &clock, IdSource &ids, std::unique_ptr<Transport> transport, const QUrl &url,
                    StreamConfig config);

    /// No stanza arrives: no resource was bound.
    void takeStanza(XmlElement element) override { Q_UNUSED(element) }

private:
    XmppStream m_stream;
};

} // namespace roost
