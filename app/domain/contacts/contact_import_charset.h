// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QLatin1StringView>
#include <QString>

#include <optional>
#include <span>

namespace roost {

/// One 8-bit encoding: its name in lower case, and the characters of the bytes 0x80 to 0xFF.
struct CharsetTable
{
    QLatin1StringView name;
    QStringView upperHalf; ///< 128 characters; U+FFFD = undefined.
};

/// The encodings that every system supports, also if Qt is built without ICU.
[[nodiscard]] std::span<const CharsetTable> charsetTables();

/// The text of `bytes` in the encoding called `charset` ("windows-1251", "KOI8-R", "UTF-8", …; in any case).
/// nullopt if the encoding is unknown on this system, or the bytes are invalid in it. An undefined byte of an
/// 8-bit encoding becomes U+FFFD.
[[nodiscard]] std::optional<QString> decodedAs(QByteArrayView charset, const QByteArray &bytes);

/// True if decodedAs() knows the encoding.
[[nodiscard]] bool isCharsetKnown(QByteArrayView charset);

/// The text of `bytes` without a declared encoding: UTF-8 if most of them are valid (a bad byte becomes
/// U+FFFD), else Windows-1252. Each call decides for its own bytes, so that one bad name harms no other.
[[nodiscard]] QString decodedByGuess(const QByteArray &bytes);

/// Converts a whole file from UTF-16 or UTF-32, detected by its byte order mark or its zeros, to UTF-8.
/// nullopt for any other encoding.
[[nodiscard]] std::optional<QByteArray> utf8OfWideText(const QByteArray &data);

} // namespace roost
