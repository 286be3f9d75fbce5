// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/setting_table.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace roost {

/// The options and arguments of a start. A value; parsing needs neither display nor application object.
/// QCommandLineParser cannot replace parse(): an option of it either has a value or has none, but
/// `--automation[=PORT]` has an optional one (`--automation=4444` is the error "Unexpected value after", or,
/// if declared with a value, `--automation` takes the next argument for it). Its help text has no place for
/// the exit codes and the settings either.
struct CommandLine
{
    enum class Action : quint8 {
        Run,
        Print,  ///< --help, --version: print `text` on standard output, exit 0.
        Refuse, ///< A wrong option: `text` describes the error in one line; exit 2.
    };

    Action action = Action::Run;
    QString text;

    QString profile; ///< Absolute folder.
    QString address;
    QList<QUrl> servers;
    QString passwordFile;
    QString importFile;
    QString logFile; ///< "-" = standard error; empty = none.
    QStringList caCertificateFiles;
    QString screenshotFile;
    QString uri;            ///< xmpp:…
    SettingValues settings; ///< In force in this run instead of the user's.
    bool usesKeychain = true;
    bool background = false;               ///< Without a window, if there is a notification area.
    QString recordFile;                    ///< Script file that records the user's actions.
    std::optional<quint16> automationPort; ///< Scripts may drive the program; 0 = any port.
    /// No part of the program differs between runs; see TestMode.
    bool testMode = false;
    /// The run is unattended (--test-mode, --automation, --screenshot): a failed start ends the program at
    /// once. Set even when other options are refused.
    bool isUnattended = false;
    QDateTime testClock; ///< UTC; the time of the clock in test mode.
    QString testSeed;    ///< Seed of the ids in test mode.

    /// `arguments` without the program's name.
    [[nodiscard]] static CommandLine parse(const QStringList &arguments);
    /// The text of --help.
    [[nodiscard]] static QString usage();

private:
    [[nodiscard]] static CommandLine parseOptions(const QStringList &arguments);
};

} // namespace roost
