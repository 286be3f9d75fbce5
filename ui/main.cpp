// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"
#include "base/stall_watch.h"
#include "platform/command_line.h"
#include "platform/display_watch.h"
#include "platform/log_file.h"
#include "platform/stop_signals.h"
#include "platform/test_mode.h"
#include "start.h"

#include <QApplication>

#include <cstdio>
#include <memory>
#include <optional>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

/// The arguments as text, without those that Qt itself takes (-platform x, -style x).
QStringList ownArguments(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        const QString argument = QString::fromLocal8Bit(argv[i]);
        if (argument == "-platform"_L1 || argument == "-style"_L1)
            ++i;
        else
            arguments.append(argument);
    }
    return arguments;
}

void print(std::FILE *to, const QString &text)
{
    std::fputs(text.toLocal8Bit().constData(), to);
    std::fflush(to);
}

/// Somebody reads standard error.
bool isInTerminal()
{
#ifdef Q_OS_UNIX
    return isatty(STDERR_FILENO) == 1;
#else
    return false;
#endif
}

/// There is something like a display: trying is worth it.
bool mayHaveDisplay()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
#else
    return true;
#endif
}

} // namespace

int main(int argc, char **argv)
{
    const CommandLine line = CommandLine::parse(ownArguments(argc, argv));
    if (line.action == CommandLine::Action::Print) {
        print(stdout, line.text);
        return 0;
    }
    StartProblem problem = Start::problemOf(line);
    if (line.action == CommandLine::Action::Refuse)
        problem = {StartProblem::Kind::CommandLine, {}, line.text};
    QCoreApplication::setApplicationName(u"roost"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(ROOST_VERSION));
    QGuiApplication::setApplicationDisplayName(u"Roost"_s);
    QGuiApplication::setDesktopFileName(QStringLiteral(ROOST_APP_ID));
    const LogFile log(problem.isNone() ? line.logFile : QString());
    if (!log.problem().isEmpty())
        problem = {StartProblem::Kind::LogUnwritable, line.logFile};
    if (!problem.isNone()) {
        Start::print(problem);
        if (line.action == CommandLine::Action::Refuse)
            print(stderr, u'\n' + CommandLine::usage());
        if (line.isUnattended || isInTerminal() || !mayHaveDisplay())
            return int(exitCodeOf(problem));
    }

    if (line.testMode)
        TestMode::prepare(line);
    std::optional<DisplayWatch> watch(problem);
    QApplication application(argc, argv);
    watch.reset();
    std::optional<TestMode> testMode;
    if (line.testMode)
        testMode.emplace(application);
    Start start(application, line);
    StopSignals signals_;
    QObject::connect(&signals_, &StopSignals::received, &application, &QCoreApplication::quit);
    std::unique_ptr<StallWatch> stalls;
    if (!line.logFile.isEmpty()) {
        stalls = std::make_unique<StallWatch>();
        QObject::connect(
            stalls.get(), &StallWatch::longestChanged, stalls.get(), [](const StallWatch::Stall &stall) {
                qCInfo(lcUi) << "longest stall" << stall.wallMs << "ms, own work" << stall.busyMs << "ms";
            });
    }
    start.begin(problem);
    return QApplication::exec();
}
