// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QString>

namespace roost {

/// How the program ends; part of the contract with scripts and listed in --help, README.md and the manual
/// page. A value never changes its meaning.
enum class ExitCode : int {
    Done = 0,
    Failed = 1,       ///< Something that was asked for failed, for example the file of --screenshot.
    CommandLine = 2,  ///< An option, or a file that an option names, cannot be used.
    Profile = 3,      ///< The profile folder, or the settings in it, cannot be used.
    ProfileInUse = 4, ///< Another Roost holds the profile and does not answer.
    Database = 5,     ///< The messages of the account cannot be opened.
    NoDisplay = 6,    ///< Qt finds neither a display nor a plugin for one.
    Automation = 7,   ///< The port of --automation cannot be opened.
};

/// Why the program cannot start. A value; StartProblemDialog turns it into sentences.
struct StartProblem
{
    enum class Kind : quint8 {
        None,
        CommandLine,        ///< `detail` describes the error.
        FileUnreadable,     ///< `path` was named by an option.
        LogUnwritable,      ///< `path` was named by --log.
        ProfileNotFolder,   ///< `path` is a file.
        ProfileNotMade,     ///< The folder `path` does not exist and cannot be created.
        ProfileNotWritable, ///< No file can be created in `path`.
        DiskFull,           ///< No room in `path`.
        ProfileInUse,       ///< `detail` names the process and the computer, if they are known.
        SettingsUnreadable, ///< `path` is the file of the settings.
        Database,           ///< `error` says why; `path` is the file.
        NoDisplay,
        Automation, ///< `detail` says why the port cannot be opened.
    };

    Kind kind = Kind::None;
    QString path = {};
    QString detail = {}; ///< Technical, English, one line; may be empty.
    Error error = {};    ///< Error of a Database problem.

    [[nodiscard]] bool isNone() const { return kind == Kind::None; }
};

[[nodiscard]] ExitCode exitCodeOf(const StartProblem &problem);

/// One technical line for standard error, without "roost: " and line end.
[[nodiscard]] QString lineOf(const StartProblem &problem);

} // namespace roost
