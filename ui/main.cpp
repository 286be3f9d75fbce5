// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/automation_policy.h"
#include "base/jid.h"
#include "base/log.h"
#include "base/stall_watch.h"
#include "platform/command_line.h"
#include "platform/log_file.h"
#include "platform/single_instance.h"
#include "platform/stop_signals.h"
#include "platform/test_mode.h"
#include "program.h"

#include <QApplication>
#include <QFileInfo>

#include <cstdio>
#include <memory>
#include <optional>

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

/// What only a look at the world can tell; empty = fine.
QString problemOf(const CommandLine &line)
{
    if (!line.address.isEmpty() && !Jid::fromUserInput(line.address))
        return "--address: \""_L1 + line.address + "\" is no address"_L1;
    if (const QString by = AutomationPolicy::forbiddenBy(AutomationPolicy::defaultFolder());
        (line.automationPort || !line.recordFile.isEmpty()) && !by.isEmpty())
        return "--automation and --record are forbidden by "_L1 + by;
    const auto unreadable = [](const QString &file) {
        return !file.isEmpty() && !QFileInfo(file).isReadable();
    };
    QStringList files = line.caCertificateFiles;
    files << line.passwordFile << line.importFile;
    for (const QString &file : files) {
        if (unreadable(file))
            return file + " cannot be read"_L1;
    }
    return {};
}

/// Gives the other Roost of this profile what is to be opened; the exit code.
int handOver(SingleInstance &instance, const CommandLine &line)
{
    QObject::connect(&instance, &SingleInstance::handedOver, &instance, [&instance](bool done) {
        if (!done)
            print(stderr, "roost: "_L1 + instance.problem() + u'\n');
        QCoreApplication::exit(done ? 0 : 1);
    });
    instance.handOver(line.uri, line.importFile);
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    const CommandLine line = CommandLine::parse(ownArguments(argc, argv));
    if (line.action == CommandLine::Action::Print) {
        print(stdout, line.text);
        return 0;
    }
    if (line.action == CommandLine::Action::Refuse) {
        print(stderr, line.text);
        return 2;
    }
    if (const QString problem = problemOf(line); !problem.isEmpty()) {
        print(stderr, "roost: "_L1 + problem + u'\n');
        return 2;
    }

    QCoreApplication::setApplicationName(u"roost"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(ROOST_VERSION));
    QGuiApplication::setApplicationDisplayName(u"Roost"_s);
    QGuiApplication::setDesktopFileName(QStringLiteral(ROOST_APP_ID));
    const LogFile log(line.logFile);
    if (!log.problem().isEmpty()) {
        print(stderr, "roost: "_L1 + log.problem() + u'\n');
        return 2;
    }

    if (line.testMode)
        TestMode::prepare(line);
    QApplication application(argc, argv);
    std::optional<TestMode> testMode;
    if (line.testMode)
        testMode.emplace(application);
    SingleInstance instance(line.profile);
    const SingleInstance::Outcome outcome = instance.claim();
    if (!instance.problem().isEmpty())
        print(stderr, "roost: "_L1 + instance.problem() + u'\n');
    if (outcome == SingleInstance::Outcome::Failed)
        return 1;
    if (outcome == SingleInstance::Outcome::Taken)
        return line.background ? 0 : handOver(instance, line);

    Program program(application, line);
    QObject::connect(&instance, &SingleInstance::raiseRequested, &program, &Program::takeOver);
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
    program.start();
    return QApplication::exec();
}
