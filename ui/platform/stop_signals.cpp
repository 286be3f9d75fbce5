// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/stop_signals.h"

#include <QSocketNotifier>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace roost {

#ifdef Q_OS_UNIX

namespace {

// A signal handler may use only global data: it writes a byte into one end of a socket pair.
int ends[2] = {-1, -1};

extern "C" void roostStopSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(ends[0], &byte, 1);
}

constexpr int stopSignals[] = {SIGINT, SIGTERM, SIGHUP};

} // namespace

StopSignals::StopSignals(QObject *parent) : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return;
    m_notifier = new QSocketNotifier(ends[1], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (::read(ends[1], &byte, 1) == 1)
            Q_EMIT received();
    });
    for (const int number : stopSignals)
        std::signal(number, roostStopSignal);
}

StopSignals::~StopSignals()
{
    if (!m_notifier)
        return;
    for (const int number : stopSignals)
        std::signal(number, SIG_DFL);
    delete m_notifier;
    for (int &end : ends)
        ::close(std::exchange(end, -1));
}

#else

StopSignals::StopSignals(QObject *parent) : QObject(parent) {}
StopSignals::~StopSignals() = default;

#endif

} // namespace roost
