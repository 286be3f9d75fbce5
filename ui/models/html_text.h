// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace roost {

/// The readable text of an HTML document or fragment, for example of the clipboard: blocks apart by line
/// breaks, table cells by tabs, blanks collapsed outside of <pre>, no scripts, styles or comments. U+00A0
/// stays. Linear time; loads nothing, renders nothing.
[[nodiscard]] QString textOfHtml(QStringView html);

} // namespace roost
