// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <functional>
#include <variant>

namespace roost {

/// Errors of a WebDriver command (W3C WebDriver 6.6).
enum class DriverErrorKind : quint8 {
    ElementClickIntercepted,
    ElementNotInteractable,
    InvalidArgument,
    InvalidElementState,
    InvalidSelector,
    InvalidSessionId,
    JavascriptError,
    MoveTargetOutOfBounds,
    NoSuchAlert,
    NoSuchElement,
    NoSuchWindow,
    ScriptTimeout,
    SessionNotCreated,
    StaleElementReference,
    Timeout,
    UnableToCaptureScreen,
    UnexpectedAlertOpen,
    UnknownCommand,
    UnknownError,
    UnknownMethod,
    UnsupportedOperation,
};

/// A failed command: its kind, and a sentence for the tester (English; it appears in a test's log).
struct DriverError
{
    DriverErrorKind kind = DriverErrorKind::UnknownError;
    QString message;
    QJsonObject data = {}; ///< Additional data; may be empty.
};

/// The value of a command, or why there is none.
using DriverAnswer = std::variant<QJsonValue, DriverError>;
/// Sends the answer; called once.
using AnswerCommand = std::function<void(const DriverAnswer &answer)>;

/// One command as it was routed.
struct DriverCommand
{
    QStringList parameters; ///< The path segment for each {}, the session id first.
    QJsonObject body;
};

[[nodiscard]] inline DriverAnswer driverError(DriverErrorKind kind, const QString &message)
{
    return DriverError{kind, message};
}
/// "no such element" …
[[nodiscard]] QString codeOf(DriverErrorKind kind);
/// The HTTP status that goes with it.
[[nodiscard]] int statusOf(DriverErrorKind kind);

} // namespace roost
