// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "xmpp/xml_pieces.h"

namespace roost {

/// Takes the stanzas of the session, in order; each was counted for XEP-0198 before. A `head` is a stanza
/// without its children.
class StanzaSink
{
public:
    virtual ~StanzaSink() = default;
    virtual void takeStanza(XmlElement element) = 0;
    /// True if the IQ answer with this head is expected; such an answer may be long.
    [[nodiscard]] virtual bool isAwaited(const XmlElement &head) const
    {
        Q_UNUSED(head)
        return false;
    }
    /// Passes the payload's children of a long expected answer while they are parsed. The stanza follows
    /// without the children that were taken.
    virtual void takeItems(const XmlElement &head, XmlPieces &pieces)
    {
        Q_UNUSED(head)
        Q_UNUSED(pieces)
    }
    /// A stanza could not be read, or was too long: it is lost, and counted all the same.
    virtual void stanzaDropped(const XmlElement &head, const Error &why)
    {
        Q_UNUSED(head)
        Q_UNUSED(why)
    }
};

} // namespace roost
