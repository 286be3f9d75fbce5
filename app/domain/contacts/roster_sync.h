// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/records.h"
#include "xmpp/extensions/rfc6121_roster.h"

#include <QFuture>
#include <QObject>
#include <QSet>

#include <functional>

namespace roost {

class Endpoint;
class EndpointDirectory;
class Rfc6121Presence;
class UserDatabase;
class Xep0191Blocking;

/// Keeps the directory and the database in sync with the server's roster and block list, and carries out the
/// user's changes to them. Applies differences only. Main thread.
class RosterSync : public QObject
{
    Q_OBJECT

public:
    /// The extensions and the stream.
    struct Wire
    {
        Rfc6121Roster &roster;
        Rfc6121Presence &presence;
        Xep0191Blocking &blocking;
        std::function<bool()> isOnline;
    };
    /// Number of contacts of a long roster that are applied as one batch.
    static constexpr qsizetype contactsAtOnce = 256;
    /// Maximum number of open requests of strangers; further ones are dropped.
    static constexpr qsizetype maxRequests = 500;

    /// References must outlive it. `account` is our bare address.
    RosterSync(Jid account, EndpointDirectory &directory, UserDatabase &database, Wire wire,
               QObject *parent = nullptr);

    /// To be called at the start: takes the stored version of the roster, and the requests of the directory.
    void load(const QString &version);
    /// A new session (not a resumed one): requests the roster. rosterReceived() follows, also after an error,
    /// unless the stream is lost.
    void sessionStarted();

    /// RFC 6121 §2.3, §3.1; NotConnected when offline, InvalidAddress for ourselves.
    [[nodiscard]] QFuture<Status> add(const Jid &id, const QString &name, const QStringList &labels);
    /// Renames a contact at the server, any other Endpoint only here.
    [[nodiscard]] QFuture<Status> rename(Endpoint &endpoint, const QString &name);
    [[nodiscard]] QFuture<Status> setLabels(Endpoint &endpoint, const QStringList &labels);
    /// Removes the contact; its thread stays.
    [[nodiscard]] QFuture<Status> remove(Endpoint &endpoint);
    [[nodiscard]] QFuture<Status> block(Endpoint &endpoint);
    [[nodiscard]] QFuture<Status> unblock(Endpoint &endpoint);
    void setTellWhenOnline(Endpoint &endpoint, bool on);
    /// Stores the nickname that `id` has chosen (XEP-0172). Ignored for an unknown address or an invisible
    /// name.
    void setNickname(const Jid &id, const QString &nickname);
    void setAvatarHash(const Jid &id, const QString &hash);

    /// Endpoints whose request waits for an answer, the oldest first.
    [[nodiscard]] const QList<Endpoint *> &requests() const { return m_requests; }
    void approve(Endpoint &endpoint);
    void refuse(Endpoint &endpoint);

    /// The difference between a full roster and the directory, for the database.
    [[nodiscard]] ContactChanges difference(const QList<RosterItem> &items) const;

Q_SIGNALS:
    /// The roster of this session is here, or the request has failed.
    void rosterReceived();
    void requestsChanged();
    /// From now on we see the presence of these contacts.
    void nowSeen(const QList<roost::Jid> &contacts);
    /// A new request has arrived.
    void subscriptionRequested(roost::Endpoint *endpoint);

private:
    using Items = QHash<Jid, RosterItem>;
    void collect(Items &items, const QList<RosterItem> &told) const;
    void received(const QList<RosterItem> &items);
    void takeReceived();
    void answered(const Result<RosterAnswer> &answer);
    void addSaved(ContactChanges &changes, const Items &items) const;
    template <typename Known> void addLeft(ContactChanges &changes, const Known &known) const;
    void apply(ContactChanges changes);
    void pushed(const RosterItem &item, const QString &version);
    void removed(const Jid &jid, const QString &version);
    void requested(const Jid &from, const QString &nickname, const QString &message);
    void setWantsUs(Endpoint &endpoint, bool wantsUs, const QString &message = {});
    void blockedChanged(const QSet<Jid> &blocked);
    void change(Endpoint &endpoint, const std::function<void(ContactRecord &)> &by);
    [[nodiscard]] QFuture<Status> setItem(const Endpoint &endpoint, const QString &name,
                                          const QStringList &labels);

    Jid m_account;
    EndpointDirectory &m_directory;
    UserDatabase &m_database;
    Wire m_wire;
    QString m_version;
    QList<Endpoint *> m_requests;
    // State while a roster is being received:
    Items m_received;   ///< Contacts that are not in the directory yet.
    QSet<Jid> m_inStep; ///< Contacts that have been applied.
};

} // namespace roost
