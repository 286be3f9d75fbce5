// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/driver_answer.h"

#include <optional>

class QMessageBox;

namespace roost {

/// Message boxes, which are what WebDriver calls alerts or user prompts (W3C WebDriver 18). Other dialogs are
/// windows. Main thread.
class Alerts
{
public:
    /// The topmost that is open; nullptr: none.
    [[nodiscard]] static QMessageBox *open();
    [[nodiscard]] static QString textOf(const QMessageBox &box);
    /// Presses its button to go on; the default button where it has none such.
    static void accept(QMessageBox &box);
    static void dismiss(QMessageBox &box);

    /// What is done about a box that a command meets which is not about boxes: as the capability
    /// unhandledPromptBehavior says. A box with one button is an "alert", with more a "confirm". Empty: it
    /// was closed, and the command may go on; else its answer (unexpected alert open).
    [[nodiscard]] static std::optional<DriverError> handle(QMessageBox &box, const QJsonValue &behavior);
    /// Whether `value` may be an unhandledPromptBehavior: a word, or an object of them by kind of prompt.
    [[nodiscard]] static bool isBehavior(const QJsonValue &value);
    /// What holds unless the client says otherwise.
    [[nodiscard]] static QString defaultBehavior();
};

} // namespace roost
