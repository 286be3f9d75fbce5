// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QFontMetrics;

namespace roost {

// Remote text where Qt lays it out: Qt breaks lines between words only, and makes a menu as wide as its
// widest entry.

/// `text` with break opportunities (U+200B) in every word that is longer than 24 characters. For display, not
/// for copying.
[[nodiscard]] QString breakable(const QString &text);

/// A tool tip of plain `lines`: escaped, wrapped, and no wider than a tool tip is. Empty lines are left out.
[[nodiscard]] QString toolTipText(const QStringList &lines);

/// `text` for a menu entry or a button: cut at `width` px, and an & is an &.
[[nodiscard]] QString entryText(const QString &text, const QFontMetrics &metrics, int width);

} // namespace roost
