// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace roost {

/// Identity that Roost announces to others (XEP-0030 §3.1, XEP-0092).
struct ClientIdentity
{
    QString name;    ///< "Roost".
    QString version; ///< "0.1.0".
    QString os;      ///< Empty = not announced.
    QString category = QStringLiteral("client");
    QString type = QStringLiteral("pc");
    QString cacheDirectory; ///< Folder of the XEP-0115 cache; empty = memory only.
};

} // namespace roost
