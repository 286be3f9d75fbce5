// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QMimeData;

namespace roost {

/// The text of what a person pastes or drops. A value.
struct PastedText
{
    enum class Kind : quint8 {
        Text,    ///< `text` can be inserted.
        Files,   ///< Files, which cannot be sent.
        Picture, ///< A picture without text.
        TooLong, ///< More than is looked through.
        Nothing, ///< Nothing that has text.
    };

    Kind kind = Kind::Nothing;
    QString text = {};

    /// Plain text if there is any, else the text of the HTML.
    [[nodiscard]] static PastedText of(const QMimeData &source);
    /// It is worth a look: text, or something that a notice is due for.
    [[nodiscard]] static bool isTakenFrom(const QMimeData &source);
};

} // namespace roost
