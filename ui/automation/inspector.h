// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace roost {

/// In automation mode: a click with Ctrl and Shift does nothing but copy the selector of what is there, and
/// show what it means. Main thread.
class Inspector : public QObject
{
    Q_OBJECT

public:
    explicit Inspector(QObject *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace roost
