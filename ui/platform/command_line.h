// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace roost {

/// Options of the command line. A value; needs neither display nor application object.
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
    QString uri; ///< xmpp:…
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
