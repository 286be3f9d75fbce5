// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <array>

namespace roost {

/// Text that looks like other text (UTS #39). Pure functions, any thread.

/// Equal for two texts that a reader may take for each other: letters of other scripts ("Аlice" with a
/// Cyrillic А), 0 and O, capital I and small l, width, style, case. Not the text itself.
[[nodiscard]] QString skeletonOf(QStringView text);

/// Two hashes of a person's name: of two names that may be taken for each other at least one is the same.
/// Accents, spaces, punctuation and symbols do not count ("Alice ✓" is "Alice"), unless the name has
/// nothing else.
using NameKeys = std::array<quint64, 2>;
[[nodiscard]] NameKeys nameKeysOf(QStringView name);
/// The hash of an address in normal form (see Jid); never equal to one of a name.
[[nodiscard]] quint64 addressKeyOf(QStringView address);

/// True if the host of a link could be taken for another one, so that it is to be shown in Punycode: as
/// browsers decide, by mixed scripts, characters that are rare or invisible, and labels that consist of
/// lookalikes of ASCII letters under an ASCII top-level domain. `host`: as Unicode (U-labels), lower case.
[[nodiscard]] bool isSpoofedHost(QStringView host);

} // namespace roost
