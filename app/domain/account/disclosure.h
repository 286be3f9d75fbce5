// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"

namespace roost {

class EndpointDirectory;
class OwnPresence;
class XmppClient;

/// Decides what other addresses may learn from this device, and installs the rules in the extensions. Main
/// thread.
class Disclosure
{
public:
    /// References must outlive it, and it must outlive the client's last stanza. `account`: our bare address.
    Disclosure(Jid account, EndpointDirectory &directory, OwnPresence &presence, XmppClient &client);

    /// `typing`: send chat states (XEP-0085); `reading`: send displayed markers (XEP-0333). Default: both.
    void setTells(bool typing, bool reading);
    [[nodiscard]] bool mayShowTyping(const Jid &bare) const { return m_tellsTyping && isVisibleTo(bare); }
    [[nodiscard]] bool mayShowReading(const Jid &bare) const { return m_tellsReading && isVisibleTo(bare); }

private:
    /// A contact that is allowed to see our presence.
    [[nodiscard]] bool isTrusted(const Jid &bare) const;
    /// ... and sees it now. Others must not learn from chat states or markers that we are online.
    [[nodiscard]] bool isVisibleTo(const Jid &bare) const;
    /// True for a Connection whose capabilities are of interest.
    [[nodiscard]] bool isOfInterest(const Jid &full) const;
    /// Another device of ours takes calls.
    [[nodiscard]] bool isCallTakenElsewhere() const;

    Jid m_account;
    EndpointDirectory &m_directory;
    OwnPresence &m_presence;
    XmppClient &m_client;
    bool m_tellsTyping = true;
    bool m_tellsReading = true;
};

} // namespace roost
