// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/registry.h"

#include "xmpp/extensions/rfc6121_message.h"
#include "xmpp/extensions/rfc6121_presence.h"
#include "xmpp/extensions/rfc6121_roster.h"
#include "xmpp/extensions/xep0030_disco.h"
#include "xmpp/extensions/xep0033_addresses.h"
#include "xmpp/extensions/xep0045_rooms.h"
#include "xmpp/extensions/xep0054_vcard.h"
#include "xmpp/extensions/xep0066_oob.h"
#include "xmpp/extensions/xep0071_xhtml.h"
#include "xmpp/extensions/xep0084_avatar.h"
#include "xmpp/extensions/xep0085_chat_states.h"
#include "xmpp/extensions/xep0092_version.h"
#include "xmpp/extensions/xep0115_caps.h"
#include "xmpp/extensions/xep0166_jingle.h"
#include "xmpp/extensions/xep0172_nick.h"
#include "xmpp/extensions/xep0184_receipts.h"
#include "xmpp/extensions/xep0191_blocking.h"
#include "xmpp/extensions/xep0199_ping.h"
#include "xmpp/extensions/xep0202_time.h"
#include "xmpp/extensions/xep0203_delay.h"
#include "xmpp/extensions/xep0249_invitations.h"
#include "xmpp/extensions/xep0280_carbons.h"
#include "xmpp/extensions/xep0308_correction.h"
#include "xmpp/extensions/xep0313_mam.h"
#include "xmpp/extensions/xep0319_idle.h"
#include "xmpp/extensions/xep0333_markers.h"
#include "xmpp/extensions/xep0334_hints.h"
#include "xmpp/extensions/xep0352_csi.h"
#include "xmpp/extensions/xep0353_calls.h"
#include "xmpp/extensions/xep0359_ids.h"
#include "xmpp/extensions/xep0380_encryption.h"
#include "xmpp/extensions/xep0424_retraction.h"
#include "xmpp/extensions/xep0428_fallback.h"
#include "xmpp/extensions/xep0490_mds.h"
#include "xmpp/xmpp_client.h"

namespace roost {

namespace {

/// Adds a new extension to the client and returns a reference for extensions that depend on it.
template <typename T, typename... Arguments> T &add(XmppClient &client, Arguments &&...arguments)
{
    auto extension = std::make_unique<T>(client, std::forward<Arguments>(arguments)...);
    T &reference = *extension;
    client.addExtension(std::move(extension));
    return reference;
}

} // namespace

void addExtensions(XmppClient &client, const ClientIdentity &identity)
{
    // Unwrap
    add<Xep0280Carbons>(client);
    add<Xep0313Mam>(client);
    // Identify
    add<Xep0203Delay>(client);
    add<Xep0359Ids>(client);
    add<Xep0033Addresses>(client);
    // Annotate
    auto &disco = add<Xep0030Disco>(client, identity);
    add<Xep0115Caps>(client, disco, identity.cacheDirectory);
    add<Xep0319Idle>(client);
    add<Xep0172Nick>(client);
    add<Xep0334Hints>(client);
    add<Xep0380Encryption>(client);
    add<Xep0045Rooms>(client);
    add<Xep0249Invitations>(client);
    add<Xep0353Calls>(client);
    add<Xep0308Correction>(client);
    add<Xep0424Retraction>(client);
    add<Xep0428Fallback>(client);
    add<Xep0071Xhtml>(client);
    add<Xep0066Oob>(client);
    auto &vCards = add<Xep0054VCard>(client);
    add<Xep0084Avatar>(client, vCards);
    add<Xep0085ChatStates>(client);
    // Deliver: first the answers to queries, then receipts, then the stanzas for the domain.
    add<Rfc6121Roster>(client);
    add<Xep0191Blocking>(client);
    add<Xep0199Ping>(client);
    add<Xep0092Version>(client, identity);
    add<Xep0202Time>(client);
    add<Xep0352Csi>(client);
    add<Xep0490Mds>(client);
    add<Xep0166Jingle>(client);
    add<Xep0333Markers>(client);
    add<Xep0184Receipts>(client);
    add<Rfc6121Presence>(client);
    add<Rfc6121Message>(client);

    QStringList features;
    for (const auto &extension : client.extensions())
        features += extension->features();
    disco.setOwnFeatures(features);
}

} // namespace roost
