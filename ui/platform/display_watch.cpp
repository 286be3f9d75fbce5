// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/display_watch.h"

#include <QLoggingCategory>
#include <QString>

#include <atomic>
#include <cstdio>
#include <cstdlib>

namespace roost {

namespace {

// A message handler is a plain function: its state must be global.
std::atomic<QtMessageHandler> before = nullptr;
std::atomic<int> knownCode = 0;

void watchForTheEnd(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (type != QtFatalMsg) {
        before.load()(type, context, text);
        return;
    }
    if (knownCode == 0) {
        const StartProblem problem{StartProblem::Kind::NoDisplay, {}, text};
        std::fprintf(stderr, "roost: %s\n", lineOf(problem).toLocal8Bit().constData());
        std::fflush(stderr);
    }
    // Neither destructors nor a core: Qt is half made.
    std::_Exit(knownCode != 0 ? knownCode.load() : int(ExitCode::NoDisplay));
}

} // namespace

DisplayWatch::DisplayWatch(const StartProblem &known)
{
    knownCode = int(exitCodeOf(known));
    before = qInstallMessageHandler(watchForTheEnd);
}

DisplayWatch::~DisplayWatch() { qInstallMessageHandler(before); }

} // namespace roost
