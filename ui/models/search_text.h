// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace roost {

/// `text` for searching, without case, accents, width and invisible characters, with the plain kind of each
/// quote, dash and space: "Amélie Ødegård" -> "amelie odegard", "O’Hara" -> "o'hara".
[[nodiscard]] QString foldForSearch(QStringView text);

} // namespace roost
