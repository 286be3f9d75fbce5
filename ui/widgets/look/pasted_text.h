// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QMimeData;

namespace roost {

/// The text of pasted or dropped data. A value.
struct PastedText
{
    enum class Kind : quint8 {
        Text,    ///< `text` can be inserted.
        Files,   ///< Files, which cannot be sent.
        Picture, ///< A picture without text.
        TooLong, ///< Beyond the maximum size that is examined.
        Nothing, ///< Nothing that has text.
    };

    Kind kind = Kind::Nothing;
    QString text = {};

    /// Plain text if there is any, else the text of the HTML.
    [[nodiscard]] static PastedText of(const QMimeData &source);
    /// True if the data contains text, or content that needs a notice.
    [[nodiscard]] static bool isTakenFrom(const QMimeData &source);
};

} // namespace roost
