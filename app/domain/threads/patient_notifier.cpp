// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/patient_notifier.h"

namespace roost {

PatientNotifier::PatientNotifier(Notifier &platform, Clock &clock, std::function<bool()> isElsewhere,
                                 std::function<bool()> isQuiet)
    : m_platform(platform)
    , m_clock(clock)
    , m_isElsewhere(std::move(isElsewhere))
    , m_isQuiet(std::move(isQuiet))
{
}

void PatientNotifier::messageReceived(const Endpoint &endpoint, const QString &body)
{
    if (m_isQuiet())
        return;
    if (const auto held = m_held.find(&endpoint); held != m_held.end()) {
        held->body = body;
        return;
    }
    if (!m_isElsewhere()) {
        m_platform.messageReceived(endpoint, body);
        return;
    }
    m_held.insert(&endpoint, {body, ++m_lastNumber});
    m_clock.after(patience, this, [this, &endpoint, number = m_lastNumber] {
        const auto held = m_held.constFind(&endpoint);
        if (held == m_held.cend() || held->number != number)
            return;
        const QString latest = m_held.take(&endpoint).body;
        if (!m_isQuiet())
            m_platform.messageReceived(endpoint, latest);
    });
}

void PatientNotifier::cameOnline(const Endpoint &endpoint)
{
    if (!m_isQuiet())
        m_platform.cameOnline(endpoint);
}

void PatientNotifier::subscriptionRequested(const Endpoint &endpoint)
{
    if (!m_isQuiet())
        m_platform.subscriptionRequested(endpoint);
}

void PatientNotifier::withdraw(const Endpoint &endpoint)
{
    m_held.remove(&endpoint);
    m_platform.withdraw(endpoint);
}

} // namespace roost
