// SPDX-License-Identifier: GPL-3.0-or-later
// CPU time of an idle window, in a process of its own: the sessions and windows of other benchmarks leave
// work behind.
#include "bench/bench.h"
#include "bench/child_process.h"
#include "bench/loopback_server.h"
#include "bench/sample_data.h"

#include "base/clock.h"
#include "base/id_source.h"
#include "domain/account/profile.h"
#include "domain/account/session.h"
#include "models/app_settings.h"
#include "models/session_host.h"
#include "widgets/look/avatar_cache.h"
#include "widgets/look/caret_rest.h"
#include "widgets/look/language.h"
#include "widgets/look/theme.h"
#include "widgets/window/chat_page.h"
#include "widgets/window/main_window.h"

#include <QAbstractEventDispatcher>
#include <QApplication>
#include <QDir>
#include <QPointer>
#include <QTemporaryDir>
#include <QTimer>

#ifdef Q_OS_LINUX
#include <sys/mman.h>
#endif

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace roost::bench {

namespace {

constexpr int contactCount = 1'000;
/// Length of the measurement; the report extrapolates it to a minute.
constexpr std::chrono::seconds watched = 12s;

/// Runs the event loop for that long, as an idle program does.
void idle(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Some kernels reclaim the pages of idle programs (DAMON); each wakeup then costs page faults, which are not
/// the program's work. Locking fails without the privilege; then the figure includes them.
void keepPagesInMemory()
{
#ifdef Q_OS_LINUX
    (void)mlockall(MCL_CURRENT | MCL_FUTURE);
#endif
}

template <typename Condition> void waitUntil(Condition &&condition)
{
    while (!condition())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

} // namespace

int runIdleChild()
{
    QTemporaryDir folder;
    const QString accountFolder = Profile(folder.path()).accountDirectory(sampleAccount());
    QDir().mkpath(accountFolder);
    fillContacts(Profile::databaseFile(accountFolder), contactCount);
    SystemClock clock;
    RandomIdSource ids;
    AppSettings settings(folder.path());
    Language language;
    Theme theme;
    theme.applyTo(*qApp);
    AvatarCache avatars;
    QPointer<LoopbackServer> server;
    SessionHost::Options options;
    options.account = sampleAccount();
    options.servers = {QUrl(u"wss://example.net/ws"_s)};
    options.password = samplePassword;
    options.transports = [&server] {
        auto made = std::make_unique<LoopbackServer>();
        server = made.get();
        return made;
    };
    SessionHost host(settings, clock, ids, nullptr, nullptr, options);
    const UiContext context{theme, avatars, clock, settings, language};
    MainWindow window(context, host);
    window.show();
    window.activateWindow();
    host.start();
    waitUntil([&] { return server && server->hasPresence(); });
    for (int i = 0; i < contactCount; ++i)
        server->deliver(samplePresenceFrame(i, 0));
    EndpointDirectory &directory = host.session()->directory();
    waitUntil([&] {
        directory.changes().flush();
        return directory.endpoint(sampleAddress(contactCount - 1)).isOnline();
    });
    window.chat()->openEndpoint(&directory.endpoint(sampleAddress(0)));
    // Start-up work ends and the caret of the composer stops blinking.
    idle(CaretRest::patience + 5s);
    keepPagesInMemory();
    int wakeups = 0;
    QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &window,
                     [&wakeups] { ++wakeups; });
    const double spent = timed([] { idle(watched); });
    const double minutes = double(watched.count()) / 60.0;
    printFigures({spent / minutes, wakeups / minutes});
    return 0;
}

void idleWindow(const Report &report)
{
    const QList<double> figures = runChild({u"--idle-child"_s}, 2);
    report({u"idle, 1,000 contacts online: a minute, from 12 s (CPU)"_s, u"ms"_s, figures[0], {}, 10});
    report({u"the same, wakeups of the main thread"_s, u"/min"_s, figures[1], {}, 40});
}

} // namespace roost::bench
