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

/// Where `text` has emoji in colour: characters that are so by themselves (Emoji_Presentation), those that
/// U+FE0F makes so, keycaps, flags and joined sequences, as Unicode Technical Standard 51 defines them;
/// neighbours are one run. What U+FE0E follows is text. The cost for text without any is one look at each
/// character.
[[nodiscard]] QList<TextRun> emojiRuns(QStringView text);

} // namespace roost
