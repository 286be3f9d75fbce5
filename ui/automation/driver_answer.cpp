// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/driver_answer.h"

#include <array>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

struct Row
{
    DriverErrorKind kind;
    int status;
    QLatin1StringView code;
};

constexpr std::array rows{
    Row{DriverErrorKind::ElementClickIntercepted, 400, "element click intercepted"_L1},
    Row{DriverErrorKind::ElementNotInteractable, 400, "element not interactable"_L1},
    Row{DriverErrorKind::InvalidArgument, 400, "invalid argument"_L1},
    Row{DriverErrorKind::InvalidElementState, 400, "invalid element state"_L1},
    Row{DriverErrorKind::InvalidSelector, 400, "invalid selector"_L1},
    Row{DriverErrorKind::InvalidSessionId, 404, "invalid session id"_L1},
    Row{DriverErrorKind::JavascriptError, 500, "javascript error"_L1},
    Row{DriverErrorKind::MoveTargetOutOfBounds, 500, "move target out of bounds"_L1},
    Row{DriverErrorKind::NoSuchAlert, 404, "no such alert"_L1},
    Row{DriverErrorKind::NoSuchElement, 404, "no such element"_L1},
    Row{DriverErrorKind::NoSuchWindow, 404, "no such window"_L1},
    Row{DriverErrorKind::ScriptTimeout, 500, "script timeout"_L1},
    Row{DriverErrorKind::SessionNotCreated, 500, "session not created"_L1},
    Row{DriverErrorKind::StaleElementReference, 404, "stale element reference"_L1},
    Row{DriverErrorKind::Timeout, 500, "timeout"_L1},
    Row{DriverErrorKind::UnableToCaptureScreen, 500, "unable to capture screen"_L1},
    Row{DriverErrorKind::UnexpectedAlertOpen, 500, "unexpected alert open"_L1},
    Row{DriverErrorKind::UnknownCommand, 404, "unknown command"_L1},
    Row{DriverErrorKind::UnknownError, 500, "unknown error"_L1},
    Row{DriverErrorKind::UnknownMethod, 405, "unknown method"_L1},
    Row{DriverErrorKind::UnsupportedOperation, 500, "unsupported operation"_L1},
};

const Row &rowOf(DriverErrorKind kind)
{
    for (const Row &row : rows) {
        if (row.kind == kind)
            return row;
    }
    Q_UNREACHABLE();
}

} // namespace

QString codeOf(DriverErrorKind kind) { return rowOf(kind).code.toString(); }

int statusOf(DriverErrorKind kind) { return rowOf(kind).status; }

} // namespace roost
