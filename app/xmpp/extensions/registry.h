// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace roost {

class XmppClient;

/// Identity that Roost reports to others (XEP-0030 identity, XEP-0092).
struct ClientIdentity
{
    QString name;    ///< "Roost".
    QString version; ///< "0.1.0".
    QString os;      ///< Empty = not reported.
    QString category = QStringLiteral("client");
    QString type = QStringLiteral("pc");
    QString cacheDirectory; ///< For the XEP-0115 cache; empty = memory only.
};

/// Adds every extension, in the right order, to `client`. The one place where a XEP is switched on.
void addExtensions(XmppClient &client, const ClientIdentity &identity);

} // namespace roost
