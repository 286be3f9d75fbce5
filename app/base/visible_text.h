// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace roost {

/// Makes external text safe to display next to other text. Pure functions, any thread; text without such
/// characters is returned unchanged and shares its storage.

/// An embedding, override or isolate, or its end (UAX #9: LRE … RLO, LRI … PDI). LRM, RLM and ALM are not
/// among them: they have no reach beyond their neighbours.
[[nodiscard]] constexpr bool isDirectionControl(QChar c)
{
    return (c >= QChar(0x202a) && c <= QChar(0x202e)) || (c >= QChar(0x2066) && c <= QChar(0x2069));
}

/// `text` without direction controls. Lines and everything else stay.
[[nodiscard]] QString withoutDirectionControls(const QString &text);

/// `text` as one line, for names, labels, statuses and file names: line breaks and tabs become spaces, runs
/// of spaces one space; controls, direction controls and invisible characters are dropped, apart from those
/// that shape their neighbours (joiners, variation selectors, tags) and single no-break spaces. Empty if
/// nothing visible remains.
[[nodiscard]] QString singleLine(const QString &text);

/// False if nothing of `text` would be visible: as a name it is none.
[[nodiscard]] inline bool hasVisibleText(const QString &text) { return !singleLine(text).isEmpty(); }

/// An address as a person typed or pasted it, without spaces at its ends and without invisible characters
/// (marks of direction, zero-width spaces, byte order mark, soft hyphen, fillers). Joiners inside it stay
/// (RFC 8264 §9.8).
[[nodiscard]] QString typedAddress(QStringView text);

} // namespace roost
