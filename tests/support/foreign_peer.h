// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/server_fixture.h"

#include <QJsonObject>
#include <QObject>
#include <QProcess>

#include <functional>

namespace roost {

/// A third-party client as the other side of a test: slixmpp (Python, TCP) or @xmpp/client (JavaScript,
/// WebSocket), each in a separate process that takes commands and reports events as JSON lines
/// (support/peers). The process ends with the test at the latest. Main thread.
///
/// Events, by their field "event":
/// - online: jid (full), after the roster was requested; no presence has been sent
/// - refused (wrong password), error, closed: text
/// - message: from, to, id, type, body, carbon ("", "received", "sent"), delayed; only messages with a body
/// - receipt: from, id
/// - chatState: from, state; displayed: from, id (Slixmpp only)
/// - bounce: from, id, condition; one of its own messages was returned
/// - presence: from, type, show, status, priority
/// - roster: push, items [jid, name, subscription, ask, labels]
/// - carbons: on
/// - iq: xml
class ForeignPeer : public QObject
{
    Q_OBJECT

public:
    enum class Kind { Slixmpp, XmppClient };

    explicit ForeignPeer(Kind kind, QObject *parent = nullptr);
    ~ForeignPeer() override;

    /// Empty if this client can run here; otherwise the missing programs.
    [[nodiscard]] static QString whyMissing(Kind kind);

    /// Starts it and signs in as one of the server's users. False: see errorText().
    [[nodiscard]] bool signIn(const TestServer &server, const QString &user, const QString &resource);
    /// As signIn(), then available with this priority, and its roster's answer awaited.
    [[nodiscard]] bool comeOnline(const TestServer &server, const QString &user, const QString &resource,
                                  int priority = 0);
    /// Starts it as the server's component (Slixmpp only).
    [[nodiscard]] bool becomeComponent(const TestServer &server, const QString &domain);
    /// Says goodbye and waits for its end.
    void quit();

    /// Own presence; an empty `show` is plain available.
    void setPresence(const QString &show, const QString &status = {}, int priority = 0);
    /// Directed presence: subscribe, subscribed, unsubscribe, unsubscribed, unavailable.
    void sendPresence(const QString &to, const QString &type, const QString &status = {});
    /// Asks for a receipt. Returns the message's id.
    QString sendMessage(const QString &to, const QString &body, const QString &type = QStringLiteral("chat"));
    /// XEP-0085, XEP-0333: by that client's own means (Slixmpp only).
    void sendChatState(const QString &to, const QString &state);
    QString sendMarkable(const QString &to, const QString &body);
    void sendDisplayed(const QString &to, const QString &id);
    /// On from the start.
    void setAnswersReceipts(bool on);
    void setRosterItem(const QString &jid, const QString &name, const QStringList &labels = {});
    void askRoster();
    void enableCarbons();
    /// Sent unchanged; Slixmpp sends any text, XmppClient only one well-formed element.
    void sendRaw(const QString &xml);

    /// Its full address once it is online.
    [[nodiscard]] const QString &jid() const { return m_jid; }
    [[nodiscard]] const QString &errorText() const { return m_error; }
    [[nodiscard]] const QList<QJsonObject> &events() const { return m_events; }
    using Test = std::function<bool(const QJsonObject &)>;
    /// How many events so far are of that kind and pass the test.
    [[nodiscard]] int count(const QString &event, const Test &test = {}) const;
    /// The first one, whether it has come already or comes in this time; empty if none does. Runs the event
    /// loop.
    [[nodiscard]] QJsonObject await(const QString &event, const Test &test = {}, int timeoutMs = 10'000);
    /// The message with this body.
    [[nodiscard]] QJsonObject awaitMessage(const QString &body, const QString &carbon = {});
    void forgetEvents() { m_events.clear(); }

Q_SIGNALS:
    void eventReceived(const QJsonObject &event);

private:
    [[nodiscard]] bool start();
    void command(QJsonObject what);
    void readEvents();

    Kind m_kind;
    QProcess m_process;
    QString m_jid;
    QString m_error;
    QList<QJsonObject> m_events;
    bool m_refused = false;
    int m_messages = 0;
};

} // namespace roost

/// Skips the test because a foreign client is not installed; where everything must be there (./check sets
/// ROOST_REQUIRE_ALL), fails it.
#define ROOST_MISSING_PEER(why)                                                                              \
    do {                                                                                                     \
        if (qEnvironmentVariableIsSet("ROOST_REQUIRE_ALL"))                                                  \
            QFAIL(qPrintable(why));                                                                          \
        QSKIP(qPrintable(why));                                                                              \
    } while (false)
