// SPDX-License-Identifier: GPL-3.0-or-later
#include "chaos/device/chaos_device.h"

#include "base/answer.h"
#include "domain/threads/thread.h"

#include <QJsonDocument>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace roost {

namespace {

void tell(const QString &event, QJsonObject facts = {})
{
    facts.insert("event"_L1, event);
    const QByteArray line = QJsonDocument(facts).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    std::fflush(stdout);
}

QString wordOf(SessionState state)
{
    switch (state) {
    case SessionState::Closed:
        return u"closed"_s;
    case SessionState::Loading:
        return u"loading"_s;
    case SessionState::Offline:
        return u"offline"_s;
    case SessionState::Connecting:
        return u"connecting"_s;
    case SessionState::Online:
        return u"online"_s;
    case SessionState::Waiting:
        return u"waiting"_s;
    case SessionState::Failed:
        return u"failed"_s;
    }
    return {};
}

} // namespace

ChaosDevice::ChaosDevice(SessionConfig config, QObject *parent)
    : QObject(parent)
    , m_session(std::make_unique<Session>(std::move(config), m_clock, m_ids))
{
    connect(&m_stalls, &StallWatch::longestChanged, this, [](const StallWatch::Stall &stall) {
        tell(u"stall"_s, {{"wall"_L1, stall.wallMs}, {"busy"_L1, stall.busyMs}});
    });
    connect(m_session.get(), &Session::stateChanged, this, &ChaosDevice::tellState);
}

ChaosDevice::~ChaosDevice() = default;

void ChaosDevice::start(const QString &password)
{
    onAnswer(m_session->open(), this, [this, password](const Status &opened) {
        if (!opened) {
            tell(u"error"_s, {{"detail"_L1, opened.error().detail}});
            Q_EMIT finished(false);
            return;
        }
        m_session->signIn(password);
    });
}

void ChaosDevice::obey(const QByteArray &line)
{
    const QJsonObject command = QJsonDocument::fromJson(line).object();
    const QString what = command["do"_L1].toString();
    if (what == "type"_L1)
        type(command);
    else if (what == "status"_L1)
        tell(u"status"_s, status());
    else if (what == "retry"_L1)
        m_session->retryNow();
    else if (what == "leave"_L1)
        leave();
    else
        tell(u"error"_s, {{"detail"_L1, "unknown: "_L1 + QString::fromUtf8(line)}});
}

void ChaosDevice::type(const QJsonObject &command)
{
    Endpoint &endpoint = m_session->directory().endpoint(Jid::fromWire(command["to"_L1].toString()));
    Thread &thread = m_session->thread(endpoint);
    if (!m_watched.contains(&thread)) {
        m_watched.insert(&thread);
        connect(&thread, &Thread::stored, this, &ChaosDevice::stored);
    }
    const QString id = thread.send(command["text"_L1].toString());
    m_typed.insert(id, command["tag"_L1].toInt());
}

void ChaosDevice::stored(const QString &id)
{
    if (const auto typed = m_typed.constFind(id); typed != m_typed.cend()) {
        tell(u"accepted"_s, {{"tag"_L1, *typed}, {"id"_L1, id}});
        m_typed.erase(typed);
    }
}

QJsonObject ChaosDevice::status() const
{
    return {{"state"_L1, wordOf(m_session->state())},
            {"error"_L1, int(m_session->lastError().kind)},
            {"queued"_L1, m_session->queuedCount()},
            {"settled"_L1, m_session->isSettled()}};
}

void ChaosDevice::tellState()
{
    tell(u"state"_s, status());
    if (m_isLeaving && m_session->state() == SessionState::Offline)
        Q_EMIT finished(true);
}

void ChaosDevice::leave()
{
    if (m_isLeaving)
        return;
    m_isLeaving = true;
    if (m_session->state() == SessionState::Failed || m_session->state() == SessionState::Offline) {
        Q_EMIT finished(true);
        return;
    }
    // A dead stream answers no goodbye.
    m_clock.after(5s, this, [this] { Q_EMIT finished(true); });
    m_session->signOut();
}

} // namespace roost
