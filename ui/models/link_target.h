// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace roost {

/// Where a link in remote text leads. Pure functions.

/// The part of `url` that may be handed to another program: http and https with a host, xmpp, and mailto
/// with its addresses, subject and body alone (RFC 6068; no other header can be set). Empty for everything
/// else.
[[nodiscard]] QUrl openableLink(const QUrl &url);

/// The host as it is shown: as Unicode, or in Punycode if it could be taken for another one.
[[nodiscard]] QString shownHost(const QUrl &url);

/// The whole target as one line of text that cannot be misread: the host as above, the rest percent-encoded.
[[nodiscard]] QString linkTarget(const QUrl &url);

/// True if the text of the link does not show its real target (a name before an @, a host that resembles
/// another one or runs from right to left). The user must confirm the target before the link is opened.
[[nodiscard]] bool hidesItsTarget(const QUrl &url);

} // namespace roost
