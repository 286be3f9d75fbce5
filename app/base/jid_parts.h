// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace roost {

/// The parts of an address (RFC 7622 §3): allowed characters and normal form. Pure functions, any thread.
/// Left out on purpose: the PRECIS bidi rule and the refusal of symbols and of code points newer than Qt's
/// Unicode tables, because servers with stringprep (RFC 6122) accept these and such a contact must not
/// disappear.

/// True if the part is already in normal form, found by one scan over ASCII; false proves nothing. An absent
/// local part or resource is plain.
[[nodiscard]] bool isPlainLocal(QStringView local);
[[nodiscard]] bool isPlainDomain(QStringView domain);
[[nodiscard]] bool isPlainResource(QStringView resource);

/// RFC 7622 §3.3: width mapping, lower case, NFC; nullopt if empty, over 1023 bytes, or with a character that
/// is excluded (§3.3.1), a space, control or compatibility character.
[[nodiscard]] std::optional<QString> preparedLocal(QStringView local);
/// RFC 7622 §3.2: an IP literal or an IDNA name, lower case, as U-labels, without a final dot.
[[nodiscard]] std::optional<QString> preparedDomain(QStringView domain);
/// RFC 7622 §3.4: NFC, spaces mapped to U+0020; nullopt if empty, over 1023 bytes, or with a control
/// character.
[[nodiscard]] std::optional<QString> preparedResource(QStringView resource);

} // namespace roost
