// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/id_source.h"
#include "domain/contacts/endpoint_directory.h"
#include "domain/contacts/notifier.h"
#include "xmpp/extensions/registry.h"
#include "xmpp/stream_config.h"
#include "xmpp/xmpp_client.h"

#include <QFuture>
#include <QObject>

#include <functional>
#include <memory>

namespace roost {

class AvatarStore;
class Inbox;
class Outbox;
class StorageCare;
class Thread;
class ThreadDirectory;
class Typing;
class UserDatabase;

/// What a Session is made of.
struct SessionConfig
{
    Jid account;       ///< Bare.
    QString directory; ///< The account's folder in the profile; made when missing.
    QList<QUrl> urls;  ///< Explicit servers; empty = XEP-0156.
    QString resource;
    QStringList caCertificateFiles;
    ClientIdentity identity;
    /// Names the order of the list's head that is wanted early (see keepListHead()); empty = none.
    QString listOrder;
};

/// Where the session stands, for the banner.
enum class SessionState : quint8 {
    Closed,  ///< Before open().
    Loading, ///< Reading the user database.
    Offline, ///< The user is signed out (the list is there all the same).
    Connecting,
    Online,
    Waiting, ///< Lost; see nextAttemptInMs().
    Failed,  ///< A final error; see lastError().
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

    /// Reads the user database and builds all Endpoints; needs no network. EndpointDirectory::loaded()
    /// follows, or an error (StorageTooNew, StorageCorrupt …).
    [[nodiscard]] QFuture<Status> open();
    /// Call right before the Session ends: the next one whose SessionConfig::listOrder is `order` is told the
    /// first rows of its list early (listHeadLoaded()). `byName`: who come first of those without a thread.
    void keepListHead(const QString &order, const QList<Jid> &byName);
    /// Connects and stays connected. After open(). `token` is the last one of tokenChanged() that came with
    /// this password, if it was kept.
    void signIn(const QString &password, const QString &token = {});
    /// Says goodbye; Endpoints stay, all offline.
    void signOut();
    /// The person leaves this computer: the sign-in token is worthless from now on.
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
    /// The thread with `endpoint`; made, with its first page asked for, when new.
    [[nodiscard]] Thread &thread(Endpoint &endpoint);
    [[nodiscard]] ThreadDirectory &threads();
    /// State of the database that the user must know.
    [[nodiscard]] StorageCare &storage();
    /// The flood of presences after signing in is over (see settled()).
    [[nodiscard]] bool isSettled() const;

    // Own presence
    /// Kept over restarts; told to the server now, if online, and with every new session. Offline = invisible
    /// to others while connected.
    void setOwnPresence(Show show, const QString &status, int priority = 0);
    [[nodiscard]] const Presence &ownPresence() const { return m_ownPresence; }
    [[nodiscard]] int ownPriority() const { return m_ownPriority; }
    /// XEP-0319: nobody has touched this device since then (UTC ms); 0 = in use. Told at once; who is
    /// available is away meanwhile.
    void setIdleSince(qint64 ms);
    /// What others are told: ownPresence(), or Away while it is idle.
    [[nodiscard]] Show toldShow() const;
    /// The network changed, or the machine woke.
    void networkChanged();
    /// Whether anybody may be looking: a window is on the screen and the screen is not locked. The server may
    /// hold back meanwhile what can wait (XEP-0352).
    void setInUse(bool inUse);

    // What others learn of us; only contacts who see our presence do.
    /// That we are typing (XEP-0085), that we have read something (XEP-0333). Both by default.
    void setTells(bool typing, bool reading);
    /// Where the composer says what is going on in it.
    [[nodiscard]] Typing &typing();

    // Contacts. Offline: NotConnected.
    /// Adds to the roster and asks for their presence.
    [[nodiscard]] QFuture<Status> addContact(const Jid &id, const QString &name, const QStringList &labels);
    [[nodiscard]] QFuture<Status> renameContact(Endpoint &endpoint, const QString &name);
    [[nodiscard]] QFuture<Status> setLabels(Endpoint &endpoint, const QStringList &labels);
    [[nodiscard]] QFuture<Status> removeContact(Endpoint &endpoint);
    [[nodiscard]] QFuture<Status> block(Endpoint &endpoint);
    [[nodiscard]] QFuture<Status> unblock(Endpoint &endpoint);
    void setTellWhenOnline(Endpoint &endpoint, bool on);

    // Request inbox
    [[nodiscard]] QList<Endpoint *> requests() const;
    /// They may see our presence; if we do not see theirs, we ask for it too.
    void approveRequest(Endpoint &endpoint);
    void refuseRequest(Endpoint &endpoint);

    /// The thread in view (window active), or null: no notification for it, and it is read.
    void setAttendedThread(Endpoint *endpoint);

Q_SIGNALS:
    void stateChanged(roost::SessionState state);
    /// What signs in faster than the password (XEP-0484): to be kept where that is. Empty = forget it.
    void tokenChanged(const QString &token);
    /// During open(), if the last run kept it: the first rows of the list are in the directory. The rest
    /// follows when there was time to paint them.
    void listHeadLoaded();
    /// Something about ownPresence() changed.
    void ownPresenceChanged();
    void requestsChanged();
    void queuedCountChanged();
    /// The first roster and presence flood after signing in is over.
    void settled();
    /// All that the account's archive held when this session began is here (XEP-0313).
    void archiveSynced();

private:
    class Private;
    void connectStream();
    void connectMessages();
    void connectArchive();
    void connectStorage();
    void connectContacts();
    void readListHead(const std::function<void(const Status &)> &finish);
    void connectTalk();
    void startArchive();
    void awaitRoster();
    void startTalking();
    [[nodiscard]] bool isVisibleTo(const Jid &bare) const;
    [[nodiscard]] bool isCallTakenElsewhere() const;
    void withdrawRead(const QList<Jid> &threads);
    [[nodiscard]] QFuture<Status> loadAll();
    void takeSettings(const QHash<QString, QString> &settings);
    void saveSetting(const QString &key, const QString &value);
    void saveOwedReceipts();
    void setState(SessionState state);
    void streamStateChanged(StreamState state);
    void streamFailed(const Error &error, bool willRetry);
    void sessionStarted(bool resumed);
    void messagesStored(const QList<MessageRecord> &messages);
    void archivedStored(const QList<MessageRecord> &messages, const QList<Jid> &threads);
    void sendOwnPresence();
    void markRead(Endpoint &endpoint);

    SessionConfig m_config;
    SessionState m_state = SessionState::Closed;
    Error m_lastError;
    Presence m_ownPresence{Show::Available, {}, {}};
    int m_ownPriority = 0;
    // In the order of dependence: what is named later is destroyed first.
    std::unique_ptr<UserDatabase> m_database;
    std::unique_ptr<EndpointDirectory> m_directory;
    std::unique_ptr<XmppClient> m_client;
    std::unique_ptr<AvatarStore> m_avatars;
    std::unique_ptr<Private> d;
};

} // namespace roost
