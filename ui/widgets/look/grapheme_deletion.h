// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringView>

namespace roost {

/// Makes Backspace remove a whole emoji: a flag, a skin tone, a family, a keycap. Qt removes the last code
/// point of it, which leaves half a flag behind; for other letters with marks that is what people expect, so
/// only emoji sequences differ. Installed on the application, it serves every text field. Main thread.
class GraphemeDeletion : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Where the emoji sequence that ends at `position` begins; `position` itself when there is none, or only
    /// a single code point.
    [[nodiscard]] static qsizetype emojiBefore(QStringView text, qsizetype position);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace roost
