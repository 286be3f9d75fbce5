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

/// The encodings that are known on every system, whether or not Qt is built with ICU.
[[nodiscard]] std::span<const CharsetTable> charsetTables();

/// The text of `bytes` in the encoding called `charset` ("windows-1251", "KOI8-R", "UTF-8", …; in any case).
/// Nothing if the encoding is unknown on this system, or the bytes do not fit it; an undefined byte of an
/// 8-bit encoding becomes U+FFFD.
[[nodiscard]] std::optional<QString> decodedAs(QByteArrayView charset, const QByteArray &bytes);

/// True if decodedAs() knows the encoding.
[[nodiscard]] bool isCharsetKnown(QByteArrayView charset);

/// The text of `bytes` of which the encoding is not declared: UTF-8 if that is what they are for the most
/// part (a bad byte becomes U+FFFD), else Windows-1252. Decides for these bytes alone, so that one bad name
/// leaves the others as they are.
[[nodiscard]] QString decodedByGuess(const QByteArray &bytes);

/// A whole file in UTF-16 or UTF-32, by its mark or its zeroes, as UTF-8; nothing if it is in neither of
/// them.
[[nodiscard]] std::optional<QByteArray> utf8OfWideText(const QByteArray &data);

} // namespace roost
