// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace roost {

/// `text` without case, accents and width, for searching: "Amélie Ødegård" -> "amelie odegard".
[[nodiscard]] QString foldForSearch(QStringView text);

} // namespace roost
