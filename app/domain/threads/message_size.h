// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace roost {

/// Bytes of a message's text on the wire, escaped, that every server can be expected to take: beyond their
/// limit for a stanza (64 KiB and more) servers end the stream (RFC 6120 §13.12).
inline constexpr qsizetype longestBodyBytes = 60 * 1024;

/// Bytes of `body` as the text of an element: UTF-8, with the characters of XML's syntax escaped (quotation
/// marks too: servers escape them in their copies).
[[nodiscard]] qsizetype wireSize(QStringView body);

/// A server can be expected to take it.
[[nodiscard]] bool fitsOneMessage(QStringView body);

} // namespace roost
