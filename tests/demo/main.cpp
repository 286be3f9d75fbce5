// SPDX-License-Identifier: GPL-3.0-or-later
// roost_demo_device: the people and things of the demo world, on Roost's own library, without a window.
#include "base/clock.h"
#include "base/id_source.h"
#include "demo/demo_history.h"
#include "demo/demo_play.h"
#include "demo/demo_world.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>

#include <sys/signalfd.h>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

int complain(const QString &what)
{
    std::fprintf(stderr, "roost_demo_device: %s\n", qUtf8Printable(what));
    return 1;
}

/// Ends the event loop on SIGINT and SIGTERM, so that everybody says goodbye.
void quitOnSignals(QCoreApplication &application)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    auto *notifier =
        new QSocketNotifier(signalfd(-1, &signals, SFD_CLOEXEC), QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application, &QCoreApplication::quit);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    quitOnSignals(application);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"The people and things of Roost's demo world."_s);
    parser.addHelpOption();
    parser.addOptions({{u"world"_s, u"Who they are."_s, u"world.json"_s},
                       {u"server"_s, u"The server's WebSocket."_s, u"URL"_s},
                       {u"furnish"_s, u"Only give everybody the picture from this folder."_s, u"DIR"_s},
                       {u"history"_s, u"Only write the past into this profile."_s, u"DIR"_s}});
    parser.process(application);

    const auto world = loadDemoWorld(parser.value(u"world"_s));
    if (!world)
        return complain("cannot read the world: "_L1 + world.error().detail);

    SystemClock clock;
    RandomIdSource ids;
    DemoHistory history(*world, clock, ids);
    DemoPlay play(*world, QUrl(parser.value(u"server"_s)), clock, ids);
    const auto end = [&application](bool ok) { application.exit(ok ? 0 : 1); };
    QObject::connect(&history, &DemoHistory::finished, &application, end, Qt::QueuedConnection);
    QObject::connect(&play, &DemoPlay::finished, &application, end, Qt::QueuedConnection);
    if (parser.isSet(u"history"_s))
        history.write(parser.value(u"history"_s));
    else if (!parser.isSet(u"server"_s))
        return complain(u"--server is missing"_s);
    else if (parser.isSet(u"furnish"_s))
        play.furnish(parser.value(u"furnish"_s));
    else
        play.play();
    return QCoreApplication::exec();
}
