// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/xmpp_stream.h"

#include <QObject>

namespace roost {

/// Makes a sign-in token worthless at its server (XEP-0484 §4.6): signs in with it once more, on a stream of
/// its own and without a session, and leaves. Tried once, told to nobody: if it fails, the token expires by
/// itself. Main thread.
class TokenRevocation final : public QObject, public StanzaSink
{
    Q_OBJECT

public:
    /// Starts at once, with `config.token`. `clock` and `ids` must outlive it.
    TokenRevocation(Clock &clock, IdSource &ids, std::unique_ptr<Transport> transport, const QUrl &url,
                    StreamConfig config);

    /// Nobody sends us anything: no resource was bound.
    void takeStanza(XmlElement element) override { Q_UNUSED(element) }

private:
    XmppStream m_stream;
};

} // namespace roost
