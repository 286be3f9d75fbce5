// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/account/session.h"

#include "base/answer.h"
#include "base/log.h"
#include "base/log_failure.h"
#include "domain/account/account_loading.h"
#include "domain/account/disclosure.h"
#include "domain/account/own_presence.h"
#include "domain/account/profile.h"
#include "domain/account/session_sequence.h"
#include "domain/account/storage_care.h"
#include "domain/contacts/avatar_store.h"
#include "domain/contacts/contact_names.h"
#include "domain/contacts/name_claims.h"
#include "domain/contacts/presence_sync.h"
#include "domain/contacts/roster_sync.h"
#include "domain/threads/archive_sync.h"
#include "domain/threads/inbox.h"
#include "domain/threads/outbox.h"
#include "domain/threads/patient_notifier.h"
#include "domain/threads/read_sync.h"
#include "domain/threads/thread_directory.h"
#include "domain/threads/thread_news.h"
#include "domain/threads/thread_updates.h"
#include "domain/threads/typing.h"
#include "storage/user_database.h"
#include "xmpp/extensions/registry.h"
#include "xmpp/extensions/rfc6121_message.h"
#include "xmpp/extensions/rfc6121_presence.h"
#include "xmpp/extensions/rfc6121_roster.h"
#include "xmpp/extensions/xep0030_disco.h"
#include "xmpp/extensions/xep0084_avatar.h"
#include "xmpp/extensions/xep0085_chat_states.h"
#include "xmpp/extensions/xep0092_version.h"
#include "xmpp/extensions/xep0115_caps.h"
#include "xmpp/extensions/xep0166_jingle.h"
#include "xmpp/extensions/xep0172_nick.h"
#include "xmpp/extensions/xep0184_receipts.h"
#include "xmpp/extensions/xep0191_blocking.h"
#include "xmpp/extensions/xep0199_ping.h"
#include "xmpp/extensions/xep0203_delay.h"
#include "xmpp/extensions/xep0313_mam.h"
#include "xmpp/extensions/xep0333_markers.h"
#include "xmpp/extensions/xep0352_csi.h"
#include "xmpp/extensions/xep0490_mds.h"

#include <QUuid>

namespace roost {

using namespace Qt::StringLiterals;

namespace {
const QString owedReceiptsSetting = u"owed-receipts"_s;

bool isOnAnotherDevice(const Endpoint *self, const QString &ownResource)
{
    const auto isOther = [&ownResource](const Connection &connection) {
        return connection.resource() != ownResource;
    };
    return self && std::any_of(self->connections().begin(), self->connections().end(), isOther);
}

} // namespace

/// The parts and the state of a Session.
class Session::Private
{
public:
    explicit Private(Clock &ownClock) : clock(ownClock) {}

    Clock &clock;
    Notifier *notifier = nullptr; ///< `patience`, or null.
    std::unique_ptr<PatientNotifier> patience;
    std::unique_ptr<AccountLoading> loading;
    std::unique_ptr<ThreadUpdates> updates;
    std::unique_ptr<Outbox> outbox;
    std::unique_ptr<Inbox> inbox;
    std::unique_ptr<ThreadDirectory> threads;
    std::unique_ptr<StorageCare> storage;
    std::unique_ptr<RosterSync> roster;
    std::unique_ptr<PresenceSync> presence;
    std::unique_ptr<ArchiveSync> archive;
    std::unique_ptr<Typing> typing;
    std::unique_ptr<ReadSync> reads;
    std::unique_ptr<ThreadNews> news;
    std::unique_ptr<OwnPresence> ownPresence;
    std::unique_ptr<Disclosure> disclosure;
    std::unique_ptr<SessionSequence> sequence;
    std::unique_ptr<ContactNames> names;
    std::unique_ptr<NameClaims> claims;
    QString strongestMechanism;
    QString userAgentId;   ///< XEP-0388; created at the first sign-in.
    QString rosterVersion; ///< Value at the start; later values are in RosterSync.
    QString lastStorageCheck;
    QString owedReceipts = {}; ///< The stored value.
};

Session::Session(SessionConfig config, Clock &clock, IdSource &ids, Notifier *notifier,
                 XmppClient::TransportFactory transports, QObject *parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_database(std::make_unique<UserDatabase>())
    , m_directory(std::make_unique<EndpointDirectory>(m_config.account.bare(), clock))
    , m_client(std::make_unique<XmppClient>(clock, ids, std::move(transports)))
    , d(new Private{clock})
{
    m_config.account = m_config.account.bare();
    if (notifier) {
        d->patience = std::make_unique<PatientNotifier>(
            *notifier, clock,
            [this] {
                return isOnAnotherDevice(m_directory->find(m_config.account), m_client->ownJid().resource());
            },
            [this] { return ownPresence().show == Show::DoNotDisturb; });
        d->notifier = d->patience.get();
    }
    addExtensions(*m_client, m_config.identity);
    d->ownPresence = std::make_unique<OwnPresence>(*m_client);
    d->disclosure = std::make_unique<Disclosure>(m_config.account, *m_directory, *d->ownPresence, *m_client);
    m_avatars = std::make_unique<AvatarStore>(Profile::avatarDirectory(m_config.directory), *m_directory,
                                              m_client->extension<Xep0084Avatar>());
    const auto isOnline = [client = m_client.get()] { return client->isOnline(); };
    d->loading = std::make_unique<AccountLoading>(m_config.account, *m_directory, *m_database, clock);
    d->updates = std::make_unique<ThreadUpdates>(*m_directory, *m_database);
    d->outbox =
        std::make_unique<Outbox>(*m_directory, *m_database, *d->updates, clock, ids,
                                 Outbox::Wire{[this](XmlElement stanza, const QString &tag) {
                                                  return m_client->sendTracked(std::move(stanza), tag);
                                              },
                                              isOnline});
    d->inbox = std::make_unique<Inbox>(m_config.account, *m_directory, *d->updates, clock);
    d->threads = std::make_unique<ThreadDirectory>(*m_directory, *m_database, *d->updates, *d->outbox, clock);
    d->storage = std::make_unique<StorageCare>(*m_database, *m_directory, *d->threads, *d->outbox, clock);
    d->roster = std::make_unique<RosterSync>(
        m_config.account, *m_directory, *m_database,
        RosterSync::Wire{m_client->extension<Rfc6121Roster>(), m_client->extension<Rfc6121Presence>(),
                         m_client->extension<Xep0191Blocking>(), isOnline});
    d->presence = std::make_unique<PresenceSync>(
        m_config.account, *m_directory, *m_database, clock,
        PresenceSync::Wire{m_client->extension<Rfc6121Presence>(), m_client->extension<Xep0115Caps>(),
                           m_client->extension<Xep0092Version>(), m_client->extension<Xep0199Ping>(),
                           m_client->extension<Xep0030Disco>()},
        d->notifier);
    d->names = std::make_unique<ContactNames>(*m_directory);
    d->claims = std::make_unique<NameClaims>(*m_directory, *d->names);
    d->archive = std::make_unique<ArchiveSync>(
        *d->inbox, *m_database, *d->updates, clock,
        [&mam = m_client->extension<Xep0313Mam>()](const ArchiveQuery &query) { return mam.query(query); });
    d->typing = std::make_unique<Typing>(
        *m_directory, clock,
        Typing::Wire{m_client->extension<Xep0085ChatStates>(), m_client->extension<Xep0115Caps>()});
    d->reads = std::make_unique<ReadSync>(
        *m_database, *d->updates, *d->inbox, clock,
        ReadSync::Wire{m_client->extension<Xep0333Markers>(), m_client->extension<Xep0490Mds>(), isOnline});
    d->news = std::make_unique<ThreadNews>(*m_directory, *d->threads, *d->updates, *d->reads, d->notifier);
    connectStream();
    connectMessages();
    connectArchive();
    connectContacts();
    connectTalk();
    connectStorage();
    // After the connections above: its steps rely on what the parts have taken note of.
    d->sequence =
        std::make_unique<SessionSequence>(*m_client, clock,
                                          SessionSequence::Parts{*d->ownPresence, *d->roster, *d->presence,
                                                                 *d->outbox, *d->reads, *d->archive});
}

Session::~Session()
{
    // Emit no more signals, and take no more reports of the parts while they end.
    blockSignals(true);
    d->sequence.reset();
    m_client->disconnect(this);
    for (const auto &extension : m_client->extensions())
        extension->disconnect(this);
    m_database->disconnect(this);
    for (QObject *part : {static_cast<QObject *>(d->outbox.get()), static_cast<QObject *>(d->inbox.get()),
                          static_cast<QObject *>(d->roster.get()), static_cast<QObject *>(d->presence.get()),
                          static_cast<QObject *>(d->archive.get()), static_cast<QObject *>(d->typing.get()),
                          static_cast<QObject *>(d->reads.get()), static_cast<QObject *>(d->storage.get())})
        part->disconnect(this);
    if (m_state != SessionState::Closed && m_state != SessionState::Loading) {
        d->inbox->flush();
        d->presence->signedOut();
        d->threads->saveDrafts();
        // The database finishes its jobs, so the messages of these requests will be stored.
        for (const ReceiptRequest &request : d->inbox->takeReceipts())
            m_client->extension<Xep0184Receipts>().answer(request);
        saveOwedReceipts();
        d->loading->saveListHead();
    }
    // Client and database owe answers, so they end first, while all parts that wait for one are alive
    // (QFuture::then() of Qt 6.4 requires a context that outlives the answer).
    m_client.reset();
    m_database.reset();
}

void Session::connectStream()
{
    connect(m_client.get(), &XmppClient::stateChanged, this, &Session::streamStateChanged);
    connect(m_client.get(), &XmppClient::failed, this, &Session::streamFailed);
    connect(m_client.get(), &XmppClient::sessionStarted, this, [this](bool resumed) {
        if (!resumed)
            m_avatars->forgetFailures();
    });
    connect(m_client.get(), &XmppClient::sessionEnded, d->presence.get(), &PresenceSync::sessionEnded);
    connect(m_client.get(), &XmppClient::sessionEnded, d->outbox.get(), &Outbox::sessionEnded);
    connect(m_client.get(), &XmppClient::sessionEnded, this, &Session::saveOwedReceipts);
    connect(m_client.get(), &XmppClient::strongestMechanismChanged, this, [this](const QString &mechanism) {
        d->strongestMechanism = mechanism;
        saveSetting(u"strongest-mechanism"_s, mechanism);
    });
    connect(m_client.get(), &XmppClient::tokenChanged, this,
            [this](const FastToken &token) { Q_EMIT tokenChanged(token.toText()); });
    connect(d->ownPresence.get(), &OwnPresence::changed, this, &Session::ownPresenceChanged);
    connect(d->ownPresence.get(), &OwnPresence::settingChanged, this, &Session::saveSetting);
}

void Session::connectMessages()
{
    Outbox *outbox = d->outbox.get();
    Inbox *inbox = d->inbox.get();
    auto &messages = m_client->extension<Rfc6121Message>();
    connect(&messages, &Rfc6121Message::messageReceived, inbox, &Inbox::receive);
    connect(&messages, &Rfc6121Message::markReceived, inbox, &Inbox::receiveMark);
    connect(&messages, &Rfc6121Message::messageReceived, outbox, [outbox](const Stanza &stanza) {
        const bool isLive = !stanza.annotation<ArchiveResult>() && !stanza.annotation<Delay>();
        if (isLive && stanza.from.isFull())
            outbox->deliveries().answered(stanza.from);
    });
    connect(&messages, &Rfc6121Message::messageReceived, this, [this](const Stanza &stanza) {
        const auto *nickname = stanza.annotation<Nickname>();
        if (nickname && !stanza.annotation<ArchiveResult>())
            d->roster->setNickname(stanza.from, nickname->text);
    });
    connect(&messages, &Rfc6121Message::messageFailed, outbox, &Outbox::entryFailed);
    connect(&m_client->extension<Xep0184Receipts>(), &Xep0184Receipts::receiptReceived, &outbox->deliveries(),
            &DeliveryTracker::receiptReceived);
    connect(m_client.get(), &XmppClient::stanzaAcknowledged, outbox, &Outbox::acknowledged);
    connect(m_client.get(), &XmppClient::stanzasLost, outbox, &Outbox::lost);
    connect(m_client.get(), &XmppClient::stanzasGivenBack, outbox, &Outbox::givenBack);
    connect(outbox, &Outbox::queuedCountChanged, this, &Session::queuedCountChanged);
    connect(&m_client->extension<Xep0166Jingle>(), &Xep0166Jingle::callReceived, inbox, &Inbox::receiveCall);
    connect(inbox, &Inbox::receiptsDue, this, [this](const QList<ReceiptRequest> &requests) {
        for (const ReceiptRequest &request : requests)
            m_client->extension<Xep0184Receipts>().answer(request);
    });
}

void Session::connectContacts()
{
    connect(d->roster.get(), &RosterSync::requestsChanged, this, &Session::requestsChanged);
    connect(d->roster.get(), &RosterSync::subscriptionRequested, this, [this](Endpoint *endpoint) {
        if (d->notifier)
            d->notifier->subscriptionRequested(*endpoint);
    });
    connect(d->presence.get(), &PresenceSync::settled, d->outbox.get(),
            [this] { d->outbox->setPresenceKnown(true); });
    connect(d->presence.get(), &PresenceSync::settled, this, &Session::settled);
    connect(&m_client->extension<Xep0084Avatar>(), &Xep0084Avatar::avatarAnnounced, d->roster.get(),
            &RosterSync::setAvatarHash);
    connect(d->roster.get(), &RosterSync::nowSeen, &m_client->extension<Xep0115Caps>(),
            &Xep0115Caps::reconsider);
}

void Session::connectArchive()
{
    connect(m_client.get(), &XmppClient::sessionEnded, d->archive.get(), &ArchiveSync::stop);
    connect(d->archive.get(), &ArchiveSync::ownFound, d->outbox.get(), &Outbox::foundInArchive);
    connect(d->archive.get(), &ArchiveSync::reached, d->outbox.get(), &Outbox::archiveKnownFrom);
    connect(d->archive.get(), &ArchiveSync::coverageChanged, d->threads.get(),
            [this] { d->threads->setCoverage(d->archive->coverage()); });
    connect(d->threads.get(), &ThreadDirectory::gapSeen, d->archive.get(), &ArchiveSync::fetchNow);
    connect(d->updates.get(), &ThreadUpdates::markUnknown, d->archive.get(), &ArchiveSync::scheduleResync);
    connect(d->archive.get(), &ArchiveSync::finished, this, &Session::archiveSynced);
    connect(&m_client->extension<Xep0313Mam>(), &Xep0313Mam::pageBegan, d->archive.get(),
            &ArchiveSync::prefetch);
}

void Session::connectStorage()
{
    connect(d->loading.get(), &AccountLoading::listHeadLoaded, this, &Session::listHeadLoaded);
    connect(d->loading.get(), &AccountLoading::settingsLoaded, this, &Session::takeSettings);
    connect(d->loading.get(), &AccountLoading::contactsLoaded, this, &Session::contactsLoaded);
    StorageCare *storage = d->storage.get();
    connect(d->inbox.get(), &Inbox::storeFailed, storage, &StorageCare::storeFailed);
    connect(d->updates.get(), &ThreadUpdates::inserted, storage, &StorageCare::stored);
    connect(storage, &StorageCare::checked, this,
            [this](const QString &setting) { saveSetting(StorageCare::checkedSetting, setting); });
    // The archive may have the messages that the new file lacks.
    connect(storage, &StorageCare::replaced, this, [this] { d->sequence->restartArchive(); });
}

void Session::connectTalk()
{
    d->reads->setAllowed([this](const Jid &bare) { return d->disclosure->mayShowReading(bare); });
    d->inbox->setAttended([news = d->news.get()] { return news->attended(); });
    connect(&m_client->extension<Rfc6121Message>(), &Rfc6121Message::messageReceived, d->typing.get(),
            [typing = d->typing.get()](const Stanza &stanza) {
                if (!stanza.annotation<ArchiveResult>())
                    typing->messageReceived(stanza.from);
            });
    connect(m_client.get(), &XmppClient::sessionEnded, d->typing.get(), &Typing::sessionEnded);
    connect(&m_client->extension<Xep0333Markers>(), &Xep0333Markers::displayedReceived,
            &d->outbox->deliveries(), &DeliveryTracker::displayedReceived);
    connect(&m_client->extension<Xep0490Mds>(), &Xep0490Mds::nodeReadyChanged, this,
            [this](bool isReady) { saveSetting(ReadSync::nodeSetting, isReady ? u"ready"_s : QString()); });
}

QFuture<Status> Session::open()
{
    setState(SessionState::Loading);
    auto answer = std::make_shared<QPromise<Status>>();
    answer->start();
    onAnswer(d->loading->open(Profile::databaseFile(m_config.directory), m_config.listOrder), this,
             [this, answer](const Status &status) {
                 if (!status) {
                     m_lastError = status.error();
                     setState(SessionState::Failed);
                 }
                 answer->addResult(status);
                 answer->finish();
             });
    return answer->future();
}

void Session::contactsLoaded()
{
    d->roster->load(d->rosterVersion);
    d->outbox->load();
    d->archive->load();
    d->storage->start(d->lastStorageCheck);
    setState(SessionState::Offline);
}

void Session::keepListHead(const QString &order, const QList<Jid> &byName)
{
    d->loading->keepListHead(order, byName);
}

void Session::takeSettings(const QHash<QString, QString> &settings)
{
    d->rosterVersion = settings.value(u"roster-version"_s);
    d->strongestMechanism = settings.value(u"strongest-mechanism"_s);
    d->userAgentId = settings.value(u"user-agent-id"_s);
    d->lastStorageCheck = settings.value(StorageCare::checkedSetting);
    m_client->extension<Xep0490Mds>().setNodeReady(!settings.value(ReadSync::nodeSetting).isEmpty());
    d->owedReceipts = settings.value(owedReceiptsSetting);
    m_client->extension<Xep0184Receipts>().owe(d->owedReceipts);
    d->ownPresence->load(settings);
}

void Session::saveOwedReceipts()
{
    const QString owed = m_client->extension<Xep0184Receipts>().owed();
    if (owed == d->owedReceipts)
        return;
    d->owedReceipts = owed;
    saveSetting(owedReceiptsSetting, owed);
}

void Session::saveSetting(const QString &key, const QString &value)
{
    logFailure(m_database->saveSetting(key, value), this, "saving a setting");
}

void Session::signIn(const QString &password, const QString &token)
{
    if (d->userAgentId.isEmpty()) {
        d->userAgentId = QUuid::createUuid().toString(QUuid::WithoutBraces);
        saveSetting(u"user-agent-id"_s, d->userAgentId);
    }
    StreamConfig stream;
    stream.userAgentId = d->userAgentId;
    stream.software = m_config.identity.name;
    stream.token = FastToken::fromText(token);
    stream.account = m_config.account;
    stream.password = password;
    stream.urls = m_config.urls;
    stream.resource = m_config.resource;
    stream.caCertificateFiles = m_config.caCertificateFiles;
    stream.givesBack = true;
    stream.strongestMechanism = d->strongestMechanism;
    m_lastError = {};
    m_client->configure(std::move(stream));
    m_client->connectToServer();
}

void Session::signOut()
{
    m_lastError = {};
    d->typing->leaving();
    m_client->disconnectFromServer();
    d->presence->signedOut();
    d->outbox->sessionGone();
    // Otherwise Offline follows when the stream has been closed.
    if (m_state == SessionState::Failed && m_client->state() == StreamState::Offline)
        setState(SessionState::Offline);
}

void Session::revokeToken() { m_client->revokeToken(); }
void Session::retryNow() { m_client->reconnectNow(); }
void Session::networkChanged() { m_client->networkChanged(); }
qint64 Session::nextAttemptInMs() const { return m_client->nextAttemptInMs(); }

void Session::setState(SessionState state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged(state);
}

void Session::streamStateChanged(StreamState state)
{
    switch (state) {
    case StreamState::Offline:
        // failed() reports the reason, before or after this.
        setState(m_lastError.kind == ErrorKind::None ? SessionState::Offline : SessionState::Failed);
        break;
    case StreamState::LookingUp:
    case StreamState::Connecting:
    case StreamState::Signing:
        if (d->sequence)
            d->sequence->connecting();
        setState(SessionState::Connecting);
        break;
    case StreamState::Online:
        m_lastError = {};
        setState(SessionState::Online);
        break;
    case StreamState::Waiting:
        setState(SessionState::Waiting);
        break;
    }
}

void Session::streamFailed(const Error &error, bool willRetry)
{
    qCInfo(lcDomain) << "stream failed:" << int(error.kind) << error.detail << "retry:" << willRetry;
    m_lastError = error;
    d->sequence->streamFailed(error, willRetry);
    if (!willRetry)
        setState(SessionState::Failed);
}

Endpoint &Session::self() { return m_directory->endpoint(m_config.account); }
Thread &Session::thread(Endpoint &endpoint) { return d->threads->thread(endpoint); }
ThreadDirectory &Session::threads() { return *d->threads; }
StorageCare &Session::storage() { return *d->storage; }
ContactNames &Session::contactNames() { return *d->names; }
bool Session::isSettled() const { return d->presence->isSettled(); }
int Session::queuedCount() const { return d->outbox->queuedCount(); }
const Presence &Session::ownPresence() const { return d->ownPresence->presence(); }
int Session::ownPriority() const { return d->ownPresence->priority(); }

void Session::setOwnPresence(Show show, const QString &status, int priority)
{
    d->ownPresence->set(show, status, priority);
}

void Session::setIdleSince(qint64 ms) { d->ownPresence->setIdleSince(ms); }
Show Session::toldShow() const { return d->ownPresence->toldShow(); }
void Session::setTells(bool typing, bool reading) { d->disclosure->setTells(typing, reading); }
Typing &Session::typing() { return *d->typing; }
void Session::setInUse(bool inUse) { m_client->extension<Xep0352Csi>().setActive(inUse); }

void Session::setAttendedThread(Endpoint *endpoint)
{
    if (endpoint && endpoint != d->news->attended() && isSettled())
        d->presence->checkConnections(*endpoint);
    d->news->setAttended(endpoint);
}

QFuture<Status> Session::addContact(const Jid &id, const QString &name, const QStringList &labels)
{
    return d->roster->add(id, name, labels);
}

QFuture<Status> Session::renameContact(Endpoint &endpoint, const QString &name)
{
    return d->roster->rename(endpoint, name);
}

QFuture<Status> Session::setLabels(Endpoint &endpoint, const QStringList &labels)
{
    return d->roster->setLabels(endpoint, labels);
}

QFuture<Status> Session::removeContact(Endpoint &endpoint) { return d->roster->remove(endpoint); }
QFuture<Status> Session::block(Endpoint &endpoint) { return d->roster->block(endpoint); }
QFuture<Status> Session::unblock(Endpoint &endpoint) { return d->roster->unblock(endpoint); }
void Session::setTellWhenOnline(Endpoint &endpoint, bool on) { d->roster->setTellWhenOnline(endpoint, on); }
QList<Endpoint *> Session::requests() const { return d->roster->requests(); }
void Session::approveRequest(Endpoint &endpoint) { d->roster->approve(endpoint); }
void Session::refuseRequest(Endpoint &endpoint) { d->roster->refuse(endpoint); }

} // namespace roost
