// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/idle_watch.h"

#include "automation/network_valve.h"
#include "automation/stillness.h"
#include "base/scripted_clock.h"
#include "models/session_host.h"
#include "storage/user_database.h"

#include <QAbstractAnimation>
#include <QApplication>
#include <QTimer>
#include <QWidget>

#include <atomic>

namespace roost {

using namespace Qt::StringLiterals;

struct IdleWatch::Fence
{
    std::atomic<bool> isPassed = false;
};

namespace {

/// The line is quiet when nothing has passed for so long.
constexpr qint64 quietMs = 40;

/// A single shot among the children of `root` that fires soon; empty when there is none.
QString soonTimerOf(const QObject &root)
{
    for (const QTimer *timer : root.findChildren<QTimer *>()) {
        if (timer->isActive() && timer->isSingleShot() && timer->remainingTime() <= IdleWatch::soonMs) {
            const QObject *owner = timer->parent();
            return QStringLiteral("a timer of %1 %2 fires in %3 ms")
                .arg(QString::fromLatin1(owner->metaObject()->className()), owner->objectName())
                .arg(timer->remainingTime());
        }
    }
    return {};
}

} // namespace

IdleWatch::IdleWatch(const World &world) : m_world(world) {}

QString IdleWatch::reason()
{
    for (const QString &reason : {sessionReason(), networkReason(), screenReason(), timerReason()}) {
        if (!reason.isEmpty()) {
            m_fence.reset(); // Later work of the storage thread needs a new fence.
            return reason;
        }
    }
    return isStorageDone() ? QString() : u"the database is being read or written"_s;
}

QString IdleWatch::sessionReason() const
{
    Session *session = m_world.host.session();
    if (session == nullptr)
        return {};
    switch (session->state()) {
    case SessionState::Loading:
        return u"the contacts are being loaded"_s;
    case SessionState::Connecting:
        return u"the session is connecting"_s;
    case SessionState::Online:
        if (!session->isSettled())
            return u"the first roster and presences are still coming in"_s;
        if (session->queuedCount() > 0)
            return QStringLiteral("%1 messages wait to be sent").arg(session->queuedCount());
        return {};
    default:
        return {};
    }
}

QString IdleWatch::networkReason() const
{
    const NetworkValve *valve = m_world.valve;
    if (valve == nullptr)
        return {};
    if (valve->heldFrames() > 0)
        return QStringLiteral("%1 stanzas are held back by the latency").arg(valve->heldFrames());
    if (!valve->openRequests().isEmpty())
        return "requests without an answer: "_L1 + valve->openRequests().mid(0, 5).join(", "_L1);
    if (valve->quietForMs() < quietMs)
        return QStringLiteral("the last stanza passed %1 ms ago").arg(valve->quietForMs());
    return {};
}

QString IdleWatch::screenReason() const
{
    for (const QWidget *window : QApplication::topLevelWidgets()) {
        for (const QAbstractAnimation *animation : window->findChildren<QAbstractAnimation *>()) {
            if (animation->state() == QAbstractAnimation::Running)
                return "an animation of "_L1 + animation->parent()->objectName() + " is running"_L1;
        }
    }
    if (!m_world.stillness.isStill())
        return QStringLiteral("the window was painted %1 ms ago").arg(m_world.stillness.stillForMs());
    return {};
}

QString IdleWatch::timerReason() const
{
    if (m_world.clock != nullptr && m_world.clock->nextDueMs() >= 0 && m_world.clock->nextDueMs() <= soonMs)
        return QStringLiteral("a timer of the clock fires in %1 ms").arg(m_world.clock->nextDueMs());
    for (const QWidget *window : QApplication::topLevelWidgets()) {
        if (const QString reason = soonTimerOf(*window); !reason.isEmpty())
            return reason;
    }
    return soonTimerOf(m_world.host);
}

bool IdleWatch::isStorageDone()
{
    Session *session = m_world.host.session();
    if (session == nullptr || session->state() == SessionState::Closed)
        return true;
    if (!m_fence) {
        m_fence = std::make_shared<Fence>();
        session->database().run([fence = m_fence](SqlConnection &) { fence->isPassed = true; });
        return false;
    }
    return m_fence->isPassed;
}

} // namespace roost
