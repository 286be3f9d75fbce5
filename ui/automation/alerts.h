// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/driver_answer.h"

#include <optional>

class QMessageBox;

namespace roost {

/// Message boxes, which WebDriver calls alerts or user prompts (W3C WebDriver 18). Other dialogs are windows.
/// Main thread.
class Alerts
{
public:
    /// The topmost that is open; nullptr: none.
    [[nodiscard]] static QMessageBox *open();
    [[nodiscard]] static QString textOf(const QMessageBox &box);
    /// Presses the accepting button, or the default button if there is none.
    static void accept(QMessageBox &box);
    static void dismiss(QMessageBox &box);

    /// Handles a box that is open while a command unrelated to boxes arrives, according to the capability
    /// unhandledPromptBehavior. A box with one button is an "alert", a box with several buttons a "confirm".
    /// Empty: the box was closed, and the command may run; otherwise the command's answer (unexpected alert
    /// open).
    [[nodiscard]] static std::optional<DriverError> handle(QMessageBox &box, const QJsonValue &behavior);
    /// True if `value` is a valid unhandledPromptBehavior: a string, or an object of strings by kind of
    /// prompt.
    [[nodiscard]] static bool isBehavior(const QJsonValue &value);
    /// Behavior unless the client chooses another one.
    [[nodiscard]] static QString defaultBehavior();
};

} // namespace roost
