// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/client_identity.h"

namespace roost {

class XmppClient;

/// Adds every extension, in the right order, to `client`. The one place where a XEP is switched on.
void addExtensions(XmppClient &client, const ClientIdentity &identity);

} // namespace roost
