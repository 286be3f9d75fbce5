// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <chrono>

namespace roost {

/// A frame around a part of a window that disappears by itself. Ignores clicks.
class Highlight : public QWidget
{
    Q_OBJECT

public:
    /// `part` is global. Becomes a child of `window`.
    Highlight(QWidget &window, const QRect &part, std::chrono::milliseconds lasts);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace roost
