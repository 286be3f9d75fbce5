// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringView>

namespace roost {

/// Makes Backspace remove a whole emoji: a flag, a skin tone, a family, a keycap. Qt removes only its last
/// code point, which leaves half a flag behind. For other letters with marks Qt's behaviour is expected, so
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
