// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace roost {

/// Maximum size of a message's text on the wire, escaped, that every server accepts. Servers end the stream
/// after a stanza beyond their limit, which is at least 64 KiB (RFC 6120 §13.12).
inline constexpr qsizetype longestBodyBytes = 60 * 1024;

/// Bytes of `body` as the text of an element: UTF-8, with the characters of XML's syntax escaped (quotation
/// marks too: servers escape them in their copies).
[[nodiscard]] qsizetype wireSize(QStringView body);

/// True if the wire size of `body` is at most longestBodyBytes.
[[nodiscard]] bool fitsOneMessage(QStringView body);

} // namespace roost
