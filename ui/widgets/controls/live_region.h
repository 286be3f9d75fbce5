// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace roost {

/// Tells screen readers what happens without the focus going there: a message that came, a problem. Takes no
/// room and no focus. Its accessible name is what was said last. Main thread.
class LiveRegion : public QWidget
{
    Q_OBJECT

public:
    explicit LiveRegion(QWidget *parent);

    /// Once, as soon as the screen reader has finished its sentence. Nothing happens if `text` is empty.
    void say(const QString &text);

    [[nodiscard]] QSize sizeHint() const override { return {0, 0}; }

Q_SIGNALS:
    /// Whether somebody listens or not: for scripts.
    void said(const QString &text);
};

} // namespace roost
