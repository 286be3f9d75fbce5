// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace roost {

/// Announces events to screen readers without moving the focus: a new message, a problem. Takes no space and
/// no focus. Its accessible name is the last announcement. Main thread.
class LiveRegion : public QWidget
{
    Q_OBJECT

public:
    explicit LiveRegion(QWidget *parent);

    /// Once, as soon as the screen reader has finished its sentence. Nothing happens if `text` is empty.
    void say(const QString &text);

    [[nodiscard]] QSize sizeHint() const override { return {0, 0}; }

Q_SIGNALS:
    /// Emitted even without a screen reader: for scripts.
    void said(const QString &text);
};

} // namespace roost
