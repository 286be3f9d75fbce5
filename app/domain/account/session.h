// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/id_source.h"
#include "domain/account/session_state.h"
#include "domain/contacts/endpoint_directory.h"
#include "domain/contacts/notifier.h"
#include "xmpp/client_identity.h"
#include "xmpp/stream_config.h"
#include "xmpp/xmpp_client.h"

#include <QFuture>
#include <QObject>

#include <functional>
#include <memory>

namespace roost {

class AvatarStore;
class ContactNames;
class Inbox;
class Outbox;
class StorageCare;
class Thread;
class ThreadDirectory;
class Typing;
class UserDatabase;

/// Configuration of a Session.
struct SessionConfig
{
    Jid account;       ///< Bare.
    QString directory; ///< The account's folder in the profile; created if missing.
    QList<QUrl> urls;  ///< Explicit servers; empty = XEP-0156.
    QString resource;
    QStringList caCertificateFiles;
    ClientIdentity identity;
    /// Sort order of the list head to load early (see keepListHead()); empty = none.
    QString listOrder;
};

/// One account: owns the user database, the Endpoints, the threads and the XMPP client, and ties them
/// together. Main thread.
class Session : public QObject
{
    Q_OBJECT

public:
    /// References must outlive the session. `notifier` may be null.
    Session(SessionConfig config, Clock &clock, IdSource &ids, Notifier *notifier = nullptr,
            XmppClient::TransportFactory transports = {}, QObject *parent = nullptr);
    ~Session() override;

    /// Reads the user database and builds all Endpoints, without network. Answers with an error
    /// (StorageTooNew, StorageCorrupt …), or after EndpointDirectory::loaded().
    [[nodiscard]] QFuture<Status> open();
    /// To be called right before the Session ends. The next Session with this SessionConfig::listOrder loads
    /// the first rows of its list early (listHeadLoaded()). `byName`: the first contacts without a thread.
    void keepListHead(const QString &order, const QList<Jid> &byName);
    /// Connects and stays connected. To be called after open(). `token`: the last value of tokenChanged() for
    /// this password; empty = none.
    void signIn(const QString &password, const QString &token = {});
    /// Ends the stream; Endpoints stay, all offline.
    void signOut();
    /// Revokes the sign-in token at the server: the user leaves this computer.
    void revokeToken();
    void retryNow();

    [[nodiscard]] SessionState state() const { return m_state; }
    [[nodiscard]] const Error &lastError() const { return m_lastError; }
    [[nodiscard]] qint64 nextAttemptInMs() const;
    /// Messages of ours that wait to be sent.
    [[nodiscard]] int queuedCount() const;
    [[nodiscard]] const Jid &account() const { return m_config.account; }

    [[nodiscard]] EndpointDirectory &directory() { return *m_directory; }
    [[nodiscard]] XmppClient &client() { return *m_client; }
    [[nodiscard]] UserDatabase &database() { return *m_database; }
    [[nodiscard]] AvatarStore &avatars() { return *m_avatars; }
    /// Our own Endpoint; its Connections are our other devices (and this one).
    [[nodiscard]] Endpoint &self();
    /// The thread with `endpoint`. Creates it if necessary and requests its first page.
    [[nodiscard]] Thread &thread(Endpoint &endpoint);
    [[nodiscard]] ThreadDirectory &threads();
    /// The index of the names and addresses of all contacts.
    [[nodiscard]] ContactNames &contactNames();
    /// State of the database that the user must know.
    [[nodiscard]] StorageCare &storage();
    /// The flood of presences after signing in is over (see settled()).
    [[nodiscard]] bool isSettled() const;

    // Own presence
    /// Stored over restarts; sent to the server now, if online, and in every new session. Offline = invisible
    /// to others while connected.
    void setOwnPresence(Show show, const QString &status, int priority = 0);
    [[nodiscard]] const Presence &ownPresence() const;
    [[nodiscard]] int ownPriority() const;
    /// XEP-0319: this device is idle since `ms` (UTC); 0 = in use. Sent at once, with Away instead of
    /// Available while idle.
    void setIdleSince(qint64 ms);
    /// The show that others see: ownPresence(), or Away instead of Available and Chat while idle.
    [[nodiscard]] Show toldShow() const;
    /// The network changed, or the machine woke.
    void networkChanged();
    /// True while a window is on the screen and the screen is not locked. Otherwise the server may hold back
    /// less urgent stanzas (XEP-0352).
    void setInUse(bool inUse);

    // Privacy. Only contacts who see our presence get chat states and markers.
    /// `typing`: send chat states (XEP-0085); `reading`: send displayed markers (XEP-0333). Default: both.
    void setTells(bool typing, bool reading);
    /// Receives the actions of the composer.
    [[nodiscard]] Typing &typing();

    // Contacts. These commands fail with NotConnected while offline.
    /// Adds a contact to the roster and requests its presence.
    [[nodiscard]] QFuture<Status> addContact(const Jid &id, const QString &name, const QStringList &labels);
    [[nodiscard]] QFuture<Status> renameContact(Endpoint &endpoint, const QString &name);
    [[nodiscard]] QFuture<Status> setLabels(Endpoint &endpoint, const QStringList &labels);
    [[nodiscard]] QFuture<Status> removeContact(Endpoint &endpoint);
    [[nodiscard]] QFuture<Status> block(Endpoint &endpoint);
    [[nodiscard]] QFuture<Status> unblock(Endpoint &endpoint);
    void setTellWhenOnline(Endpoint &endpoint, bool on);

    // Request inbox
    [[nodiscard]] QList<Endpoint *> requests() const;
    /// Lets the contact see our presence, and requests its presence if we do not see that yet.
    void approveRequest(Endpoint &endpoint);
    void refuseRequest(Endpoint &endpoint);

    /// The thread in view (window active), or null. Its new messages are read, without a notification.
    void setAttendedThread(Endpoint *endpoint);

Q_SIGNALS:
    void stateChanged(roost::SessionState state);
    /// A new sign-in token (XEP-0484), to be stored with the password. Empty = delete the old one.
    void tokenChanged(const QString &token);
    /// During open(), if the last run stored a head: its rows are in the directory, the others follow.
    void listHeadLoaded();
    /// Something about ownPresence() changed.
    void ownPresenceChanged();
    void requestsChanged();
    void queuedCountChanged();
    /// The first roster and presence flood after signing in is over.
    void settled();
    /// A run over the account's archive (XEP-0313) has ended, except one that only fetches the end again.
    void archiveSynced();

private:
    class Private;
    void connectStream();
    void connectMessages();
    void connectArchive();
    void connectStorage();
    void connectContacts();
    void connectTalk();
    void contactsLoaded();
    void takeSettings(const QHash<QString, QString> &settings);
    void saveSetting(const QString &key, const QString &value);
    void saveOwedReceipts();
    void setState(SessionState state);
    void streamStateChanged(StreamState state);
    void streamFailed(const Error &error, bool willRetry);

    SessionConfig m_config;
    SessionState m_state = SessionState::Closed;
    Error m_lastError;
    // In the order of dependencies: later members are destroyed first.
    std::unique_ptr<UserDatabase> m_database;
    std::unique_ptr<EndpointDirectory> m_directory;
    std::unique_ptr<XmppClient> m_client;
    std::unique_ptr<AvatarStore> m_avatars;
    std::unique_ptr<Private> d;
};

} // namespace roost
