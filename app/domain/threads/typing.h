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

/// Who is typing to us, on which Connection (Connection::isTyping()), and what others are told of our own
/// typing (XEP-0085). Main thread.
class Typing : public QObject
{
    Q_OBJECT

public:
    struct Wire
    {
        Xep0085ChatStates &states;
        Xep0115Caps &caps;
    };
    /// Without another word, somebody types no longer than that.
    static constexpr std::chrono::milliseconds longestTyping{30'000};
    /// That long without a key we have paused.
    static constexpr std::chrono::milliseconds pauseAfter{5'000};

    /// References must outlive it.
    Typing(EndpointDirectory &directory, Clock &clock, Wire wire, QObject *parent = nullptr);

    // What the person here does. Whether others learn of it, Xep0085ChatStates::setAllowed() decides.
    /// A key changed what is being written to `endpoint`; `isEmpty`: all of it has been deleted.
    void typed(Endpoint &endpoint, bool isEmpty);
    /// The message went off; it says itself that we are active.
    void sent(Endpoint &endpoint);
    /// Another thread, or none, is open now.
    void left();
    /// We are about to sign out.
    void leaving();

    /// The stream has gone: nothing is known any more.
    void sessionEnded();
    /// A message of the Connection `from` came: it is done typing.
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
    QHash<Jid, qint64> m_typing; ///< Full address to when it is over, monotonic ms.
    bool m_expiryScheduled = false;
    Endpoint *m_partner = nullptr; ///< To whom we write.
    std::optional<ChatState> m_told;
    qint64 m_lastKeyMs = 0; ///< Monotonic.
    bool m_pauseScheduled = false;
};

} // namespace roost
