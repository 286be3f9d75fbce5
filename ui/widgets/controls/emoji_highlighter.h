// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/theme.h"

#include <QSyntaxHighlighter>

namespace roost {

/// Gives emoji that are being written their colour, as they have it once they are sent.
class EmojiHighlighter final : public QSyntaxHighlighter
{
public:
    /// `theme` must outlive `document`, which owns this.
    EmojiHighlighter(const Theme &theme, QTextDocument *document)
        : QSyntaxHighlighter(document)
        , m_theme(theme)
    {
    }

protected:
    void highlightBlock(const QString &text) override
    {
        const auto formats = m_theme.emoji().formats(text);
        for (const QTextLayout::FormatRange &range : formats)
            setFormat(range.start, range.length, range.format);
    }

private:
    const Theme &m_theme;
};

} // namespace roost
