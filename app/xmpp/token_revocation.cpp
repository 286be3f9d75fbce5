// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/token_revocation.h"

namespace roost {

TokenRevocation::TokenRevocation(Clock &clock, IdSource &ids, std::unique_ptr<Transport> transport,
                                 const QUrl &url, StreamConfig config)
    : m_stream(clock, ids, *this)
{
    connect(&m_stream, &XmppStream::online, &m_stream, &XmppStream::close);
    config.revokesToken = true;
    m_stream.setToken(std::exchange(config.token, {}));
    m_stream.start(std::move(transport), url, config);
}

} // namespace roost
