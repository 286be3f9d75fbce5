// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace roost {

/// Says in the corner of the window that scripts may drive it. Lies above everything and takes no clicks.
class AutomationMark : public QLabel
{
    Q_OBJECT

public:
    /// Becomes a child of `window`.
    explicit AutomationMark(QWidget &window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void place();
};

} // namespace roost
