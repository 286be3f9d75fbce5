// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace roost {

/// In automation mode: a click with Ctrl and Shift only copies the selector of the clicked element and
/// highlights the element. Main thread.
class Inspector : public QObject
{
    Q_OBJECT

public:
    explicit Inspector(QObject *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace roost
