// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/touch_watch.h"

#include <QCoreApplication>
#include <QEvent>

#ifdef ROOST_HAS_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#endif

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds interval(15);

bool isInput(QEvent::Type type)
{
    switch (type) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TabletPress:
        return true;
    default:
        return false;
    }
}

} // namespace

TouchWatch::TouchWatch(Clock &clock, Question ask, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_ask(std::move(ask))
    , m_touchedMs(clock.nowMs())
{
}

void TouchWatch::setLimit(std::chrono::minutes limit)
{
    m_limit = limit;
    ++m_watch;
    QCoreApplication::instance()->removeEventFilter(this);
    if (m_limit.count() == 0) {
        setIdleSince(0);
        return;
    }
    m_touchedMs = m_clock.nowMs();
    QCoreApplication::instance()->installEventFilter(this);
    look();
}

bool TouchWatch::eventFilter(QObject *watched, QEvent *event)
{
    if (isInput(event->type()) && event->spontaneous()) {
        m_touchedMs = m_clock.nowMs();
        setIdleSince(0);
    }
    return QObject::eventFilter(watched, event);
}

void TouchWatch::look()
{
    m_clock.after(interval, this, [this, watch = m_watch] {
        if (watch == m_watch)
            look();
    });
    if (m_clock.nowMs() - m_touchedMs < m_limit.count())
        return;
    if (m_ask)
        m_ask(this, [this](std::optional<qint64> idleMs) { take(idleMs); });
    else
        take(std::nullopt);
}

void TouchWatch::take(std::optional<qint64> sessionIdleMs)
{
    const qint64 now = m_clock.nowMs();
    const qint64 idle = std::min(now - m_touchedMs, sessionIdleMs.value_or(now - m_touchedMs));
    setIdleSince(m_limit.count() != 0 && idle >= m_limit.count() ? now - idle : 0);
}

void TouchWatch::setIdleSince(qint64 ms)
{
    // While it stays idle the moment hardly moves: one presence is enough.
    if ((ms == 0) == (m_idleSinceMs == 0))
        return;
    m_idleSinceMs = ms;
    Q_EMIT idleChanged(ms);
}

#ifdef ROOST_HAS_DBUS

namespace {

/// Mutter counts ms; the older interface, which KDE and others have, counts seconds.
struct Source
{
    QString service;
    QString path;
    QString method;
    qint64 unitMs;
};

void askFrom(std::size_t at, QObject *context, const TouchWatch::Answer &answer)
{
    static const Source sources[] = {
        {u"org.gnome.Mutter.IdleMonitor"_s, u"/org/gnome/Mutter/IdleMonitor/Core"_s, u"GetIdletime"_s, 1},
        {u"org.freedesktop.ScreenSaver"_s, u"/org/freedesktop/ScreenSaver"_s, u"GetSessionIdleTime"_s, 1'000},
    };
    if (at >= std::size(sources)) {
        answer(std::nullopt);
        return;
    }
    const Source &source = sources[at];
    QDBusMessage call =
        QDBusMessage::createMethodCall(source.service, source.path, source.service, source.method);
    call.setAutoStartService(false);
    auto *watcher =
        new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call, 2'000), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [=, unitMs = source.unitMs] {
        watcher->deleteLater();
        const QDBusMessage reply = watcher->reply();
        bool isNumber = false;
        const qint64 idle = reply.arguments().value(0).toLongLong(&isNumber);
        if (reply.type() == QDBusMessage::ReplyMessage && isNumber && idle >= 0)
            answer(idle * unitMs);
        else
            askFrom(at + 1, context, answer);
    });
}

} // namespace

TouchWatch::Question TouchWatch::desktopQuestion()
{
    // No bus in the environment: do not let QtDBus try to start one.
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") &&
        qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR"))
        return {};
    return [](QObject *context, const Answer &answer) { askFrom(0, context, answer); };
}

#else

TouchWatch::Question TouchWatch::desktopQuestion() { return {}; }

#endif

} // namespace roost
