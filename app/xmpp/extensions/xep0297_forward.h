// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/stanza.h"

namespace roost {

/// Annotation of a stanza that was taken out of a <forwarded/>: it is a copy, not a native delivery.
struct Forwarded
{
    XmlElement delay; ///< The forwarder's own <delay/> (XEP-0203); null when there is none.
};

/// XEP-0297 1.0: replaces `stanza` by the message inside `forwarded` and annotates it with Forwarded. Returns
/// false and leaves `stanza` unchanged if `forwarded` does not contain exactly one message of type chat or
/// normal with a sender, or if that message contains another wrapper. The caller has verified the forwarder.
/// Left out: forwarding by ourselves, and other stanza kinds, which §5 tells clients to ignore.
[[nodiscard]] bool unwrapForwarded(Stanza &stanza, XmlElement forwarded, const Jid &account);

} // namespace roost
