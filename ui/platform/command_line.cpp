// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/command_line.h"

#include "base/visible_text.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

CommandLine refused(const QString &why)
{
    CommandLine result;
    result.action = CommandLine::Action::Refuse;
    result.text = why;
    return result;
}

CommandLine printed(const QString &text)
{
    CommandLine result;
    result.action = CommandLine::Action::Print;
    result.text = text;
    return result;
}

QString absolute(const QString &path) { return QDir::cleanPath(QFileInfo(path).absoluteFilePath()); }

bool takesValue(QStringView name)
{
    static constexpr QLatin1StringView names[] = {
        "--profile"_L1,         "--address"_L1,   "--server"_L1,          "--password-file"_L1,
        "--import-contacts"_L1, "--log"_L1,       "--ca-certificates"_L1, "--screenshot"_L1,
        "--test-clock"_L1,      "--test-seed"_L1, "--record"_L1,          "--set"_L1,
    };
    return std::any_of(std::begin(names), std::end(names), [&](auto known) { return name == known; });
}

/// --automation or --automation=PORT; false: it is neither.
bool takeAutomation(CommandLine &line, const QString &argument)
{
    if (argument == "--automation"_L1) {
        line.automationPort = 0;
        return true;
    }
    bool isNumber = false;
    const int port = argument.mid(int(qstrlen("--automation="))).toInt(&isNumber);
    if (!argument.startsWith("--automation="_L1) || !isNumber || port < 0 || port > 65535)
        return false;
    line.automationPort = quint16(port);
    return true;
}

/// Parses NAME=VALUE of --set. Empty on success, else the error.
QString takeSetting(CommandLine &line, const QString &assignment)
{
    const QString name = assignment.section(u'=', 0, 0);
    const SettingRow *row = settingNamed(name);
    if (row == nullptr)
        return "--set: there is no setting \""_L1 + name + u'"';
    const auto value = settingFromText(*row, assignment.section(u'=', 1));
    if (!value || !assignment.contains(u'='))
        return "--set wants %1=VALUE with one of the values %2"_L1.arg(name, settingValuesText(*row));
    line.settings.insert(row->key, *value);
    return {};
}

/// Parses the value of one option. Empty on success, else the error.
QString take(CommandLine &line, QStringView name, const QString &value)
{
    if (value.isEmpty())
        return name.toString() + " must not be empty"_L1;
    if (name == "--profile"_L1) {
        line.profile = absolute(value);
    } else if (name == "--address"_L1) {
        line.address = value;
    } else if (name == "--server"_L1) {
        const QUrl url(typedAddress(value), QUrl::StrictMode);
        if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "wss"_L1 && url.scheme() != "ws"_L1))
            return "--server wants a URL such as wss://example.com/ws, not \""_L1 + value + u'"';
        line.servers.append(url);
    } else if (name == "--password-file"_L1) {
        line.passwordFile = absolute(value);
    } else if (name == "--import-contacts"_L1) {
        line.importFile = absolute(value);
    } else if (name == "--log"_L1) {
        line.logFile = value == "-"_L1 ? value : absolute(value);
    } else if (name == "--ca-certificates"_L1) {
        line.caCertificateFiles.append(absolute(value));
    } else if (name == "--screenshot"_L1) {
        line.screenshotFile = absolute(value);
    } else if (name == "--record"_L1) {
        line.recordFile = absolute(value);
    } else if (name == "--test-clock"_L1) {
        line.testClock = QDateTime::fromString(value, Qt::ISODate).toUTC();
        if (!line.testClock.isValid())
            return "--test-clock wants a time such as 2025-01-01T12:00Z, not \""_L1 + value + u'"';
    } else if (name == "--test-seed"_L1) {
        line.testSeed = value;
    } else if (name == "--set"_L1) {
        return takeSetting(line, value);
    }
    return {};
}

QString defaultProfile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/roost"_L1;
}

} // namespace

QString CommandLine::usage()
{
    QString settings;
    for (const SettingRow &row : settingTable) {
        const QString name = QString(QLatin1StringView(row.policy)).leftJustified(16);
        settings += "  "_L1 + name + settingValuesText(row) + u'\n';
    }
    return uR"(Usage: roost [options] [xmpp:address[?action]]

A desktop chat where each contact is one person with many devices.

Options:
  --profile DIR           store all data in DIR; several profiles can run side
                          by side
  --address ADDRESS       sign in as ADDRESS (name@example.com)
  --server URL            connect to this wss:// URL instead of looking it up;
                          may be given several times
  --password-file FILE    read the password from the first line of FILE
  --import-contacts FILE  show the contacts in FILE (CSV or vCard) for import
  --ca-certificates FILE  trust the authorities in FILE (PEM) as well
  --background            stay in the notification area, without a window
  --no-keychain           do not use the system keychain
  --set NAME=VALUE        use VALUE for a setting in this run; may be given
                          several times
  --log FILE              write a log to FILE; - is standard error
  --screenshot FILE       once the contact list is live, save a picture of the
                          window to FILE and quit
  --automation[=PORT]     let scripts drive the program by WebDriver, on this
                          machine only; the address is written to standard output
  --record FILE           record clicks and typed text in FILE, as a script
  --test-mode             make all runs alike: clock, time zone, language, font,
                          scale and ids are fixed, nothing moves or blinks, no
                          password is kept, nothing is written outside DIR
  --test-clock TIME       the time in test mode, such as 2025-01-01T12:00Z
  --test-seed TEXT        the seed of the ids in test mode
  --version               print the version and quit
  --help                  print this and quit

An xmpp: address opens its conversation and never sends anything. In the form
xmpp://ACCOUNT/ADDRESS it is for that account only.

Settings of --set, by the names that policies use:
%1
Exit codes:
  0  Roost ended normally
  1  a requested action failed, such as --screenshot
  2  an option, or a file that an option names, cannot be used
  3  the profile folder cannot be used: not a folder, not writable, disk full
  4  another instance of Roost uses the profile and does not respond
  5  the messages of the account cannot be opened
  6  there is no display, or no Qt plugin for it
  7  the port of --automation cannot be opened
)"_s.arg(settings);
}

CommandLine CommandLine::parse(const QStringList &arguments)
{
    CommandLine line = parseOptions(arguments);
    line.isUnattended = std::any_of(arguments.begin(), arguments.end(), [](const QString &argument) {
        const QString name = argument.section(u'=', 0, 0);
        return name == "--test-mode"_L1 || name == "--automation"_L1 || name == "--screenshot"_L1;
    });
    return line;
}

CommandLine CommandLine::parseOptions(const QStringList &arguments)
{
    CommandLine line;
    for (const QString &argument : arguments) {
        // Qt would open another file than the one that such a name stands for.
        if (argument.contains(QChar::ReplacementCharacter))
            return refused("\""_L1 + argument + "\" is not valid UTF-8"_L1);
    }
    bool optionsEnded = false;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        if (optionsEnded || !argument.startsWith(u'-')) {
            if (!typedAddress(argument).startsWith("xmpp:"_L1, Qt::CaseInsensitive))
                return refused("\""_L1 + argument + "\" is not an xmpp: address"_L1);
            if (!line.uri.isEmpty())
                return refused(u"only one xmpp: address can be opened"_s);
            line.uri = argument;
            continue;
        }
        if (argument == "--"_L1) {
            optionsEnded = true;
            continue;
        }
        if (argument == "--help"_L1 || argument == "-h"_L1)
            return printed(usage());
        if (argument == "--version"_L1 || argument == "-v"_L1)
            return printed(QStringLiteral("roost " ROOST_VERSION "\n"));
        if (argument == "--no-keychain"_L1) {
            line.usesKeychain = false;
            continue;
        }
        if (argument == "--background"_L1) {
            line.background = true;
            continue;
        }
        if (argument == "--test-mode"_L1) {
            line.testMode = true;
            continue;
        }
        if (takeAutomation(line, argument))
            continue;
        const qsizetype equals = argument.indexOf(u'=');
        const QString name = equals < 0 ? argument : argument.left(equals);
        if (!takesValue(name))
            return refused("unknown option \""_L1 + name + u'"');
        if (equals < 0 && i + 1 >= arguments.size())
            return refused(name + " needs a value"_L1);
        const QString value = equals < 0 ? arguments[++i] : argument.mid(equals + 1);
        if (const QString wrong = take(line, name, value); !wrong.isEmpty())
            return refused(wrong);
    }
    if (line.profile.isEmpty() && line.testMode)
        return refused(u"--test-mode needs a --profile of its own"_s);
    if (!line.testMode && (line.testClock.isValid() || !line.testSeed.isEmpty()))
        return refused(u"--test-clock and --test-seed go with --test-mode"_s);
    if (!line.testClock.isValid())
        line.testClock = QDateTime({2025, 1, 1}, {12, 0}, Qt::UTC);
    if (line.profile.isEmpty())
        line.profile = defaultProfile();
    return line;
}

} // namespace roost
