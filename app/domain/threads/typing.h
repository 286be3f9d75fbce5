// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/jid.h"

#include <QHash>
#include <QObject>

#include <chrono>
#include <optional>

namespace roost {

class Endpoint;
class EndpointDirectory;
class Xep0085ChatStates;
class Xep0115Caps;
enum class ChatState : quint8;

/// Chat states (XEP-0085): the Connections on which somebody types to us (Connection::isTyping()), and the
/// states that we send. Main thread.
class Typing : public QObject
{
    Q_OBJECT

public:
    struct Wire
    {
        Xep0085ChatStates &states;
        Xep0115Caps &caps;
    };
    /// Timeout of a received "composing" state.
    static constexpr std::chrono::milliseconds longestTyping{30'000};
    /// Time without a key after which we send "paused".
    static constexpr std::chrono::milliseconds pauseAfter{5'000};

    /// References must outlive it.
    Typing(EndpointDirectory &directory, Clock &clock, Wire wire, QObject *parent = nullptr);

    // Actions of our user. Xep0085ChatStates::setAllowed() decides which contacts get the states.
    /// The user changed the text to `endpoint`; `isEmpty`: the text is empty now.
    void typed(Endpoint &endpoint, bool isEmpty);
    /// The message was sent; it carries the state "active" itself.
    void sent(Endpoint &endpoint);
    /// Another thread, or none, is open now.
    void left();
    /// We are about to sign out.
    void leaving();

    /// The stream has gone: drops all states.
    void sessionEnded();
    /// Connection `from` has sent a message, so it no longer types.
    void messageReceived(const Jid &from);

private:
    void received(const Jid &from, ChatState state);
    void forget(const Jid &from);
    void expire();
    void scheduleExpiry();
    void checkPause();
    void tell(ChatState state);
    [[nodiscard]] bool isOfInterest(const Endpoint &endpoint) const;

    EndpointDirectory &m_directory;
    Clock &m_clock;
    Wire m_wire;
    QHash<Jid, qint64> m_typing; ///< Full address -> time of expiry, monotonic ms.
    bool m_expiryScheduled = false;
    Endpoint *m_partner = nullptr; ///< Endpoint to which the user writes.
    std::optional<ChatState> m_told;
    qint64 m_lastKeyMs = 0; ///< Monotonic.
    bool m_pauseScheduled = false;
};

} // namespace roost
