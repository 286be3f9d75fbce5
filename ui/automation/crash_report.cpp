// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/crash_report.h"

// A sanitizer writes a better report itself.
#if __has_include(<execinfo.h>) && !defined(ROOST_SANITIZED)
#define ROOST_REPORTS_CRASHES
#endif

#ifdef ROOST_REPORTS_CRASHES
#include <array>
#include <csignal>
#include <cstring>
#include <execinfo.h>
#include <unistd.h>
#endif

namespace roost {

#ifdef ROOST_REPORTS_CRASHES

namespace {

constexpr int mostFrames = 64;
constexpr std::size_t lineLength = 256;

/// All of it lies ready: when it is needed, nothing may be allocated any more.
struct Ready
{
    std::array<std::array<char, lineLength>, CrashReport::mostEvents> lines{};
    int next = 0;
    bool isInstalled = false;
    std::array<char, 64 * 1024> stack{}; ///< An alternate stack: the normal one may have overflowed.
    std::array<void *, mostFrames> frames{};
};
Ready ready;

void say(const char *text)
{
    // If that cannot be written, nothing can be said about it.
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, std::strlen(text));
}

const char *nameOf(int signal)
{
    switch (signal) {
    case SIGSEGV:
        return "SIGSEGV";
    case SIGABRT:
        return "SIGABRT";
    case SIGBUS:
        return "SIGBUS";
    case SIGFPE:
        return "SIGFPE";
    default:
        return "SIGILL";
    }
}

/// Uses only functions that POSIX calls async-signal-safe, and glibc's backtrace, which must have been called
/// before.
void tell(int signal)
{
    say("roost: crashed by ");
    say(nameOf(signal));
    say(", in:\n");
    backtrace_symbols_fd(ready.frames.data(), backtrace(ready.frames.data(), mostFrames), STDERR_FILENO);
    say("roost: the last events:\n");
    for (int i = 0; i < CrashReport::mostEvents; ++i) {
        const auto &line = ready.lines[std::size_t((ready.next + i) % CrashReport::mostEvents)];
        if (line[0] == '\0')
            continue;
        say(line.data());
        say("\n");
    }
    // The usual end of it, since SA_RESETHAND has put that back.
    ::raise(signal);
}

} // namespace

void CrashReport::install()
{
    if (ready.isInstalled)
        return;
    ready.isInstalled = true;
    // The first call loads a library.
    (void)backtrace(ready.frames.data(), mostFrames);
    stack_t stack{};
    stack.ss_sp = ready.stack.data();
    stack.ss_size = ready.stack.size();
    sigaltstack(&stack, nullptr);
    for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL}) {
        struct sigaction action
        {
        };
        action.sa_handler = tell;
        action.sa_flags = int(SA_RESETHAND | SA_NODEFER | SA_ONSTACK);
        sigaction(signal, &action, nullptr);
    }
}

void CrashReport::note(const QByteArray &event)
{
    if (!ready.isInstalled)
        return;
    auto &line = ready.lines[std::size_t(ready.next)];
    const std::size_t length = std::min(std::size_t(event.size()), lineLength - 1);
    std::memcpy(line.data(), event.constData(), length);
    line[length] = '\0';
    ready.next = (ready.next + 1) % mostEvents;
}

#else

void CrashReport::install() {}
void CrashReport::note(const QByteArray &) {}

#endif

} // namespace roost
