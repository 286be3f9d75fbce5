// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>

namespace roost {

/// A stretch of a text, in UTF-16 positions.
struct TextRun
{
    int start = 0;
    int length = 0;

    bool operator==(const TextRun &) const = default;
};

/// Runs of colour emoji in `text`: characters with Emoji_Presentation, characters followed by U+FE0F,
/// keycaps, flags and joined sequences, as Unicode Technical Standard 51 defines them; adjacent emoji form
/// one run. A character followed by U+FE0E is text. For text without emoji the cost is one check per
/// character.
[[nodiscard]] QList<TextRun> emojiRuns(QStringView text);

} // namespace roost
