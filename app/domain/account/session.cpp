// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/account/session.h"

#include "base/answer.h"
#include "base/log.h"
#include "base/log_failure.h"
#include "domain/account/profile.h"
#include "domain/account/session_private.h"
#include "domain/contacts/avatar_store.h"
#include "storage/user_database.h"
#include "xmpp/extensions/registry.h"
#include "xmpp/extensions/rfc6121_message.h"
#include "xmpp/extensions/rfc6121_presence.h"
#include "xmpp/extensions/rfc6121_roster.h"
#include "xmpp/extensions/xep0030_disco.h"
#include "xmpp/extensions/xep0084_avatar.h"
#include "xmpp/extensions/xep0092_version.h"
#include "xmpp/extensions/xep0115_caps.h"
#include "xmpp/extensions/xep0184_receipts.h"
#include "xmpp/extensions/xep0191_blocking.h"
#include "xmpp/extensions/xep0199_ping.h"
#include "xmpp/extensions/xep0319_idle.h"
#include "xmpp/extensions/xep0490_mds.h"

#include <QUuid>

namespace roost {

using namespace Qt::StringLiterals;

namespace {
/// Wait between the head of the list and the reading of all contacts: the window paints the head meanwhile.
constexpr std::chrono::milliseconds headPaintTime(50);
const QString owedReceiptsSetting = u"owed-receipts"_s;

bool isOnAnotherDevice(const Endpoint *self, const QString &ownResource)
{
    const auto isOther = [&ownResource](const Connection &connection) {
        return connection.resource() != ownResource;
    };
    return self && std::any_of(self->connections().begin(), self->connections().end(), isOther);
}

} // namespace

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
            [this] { return m_ownPresence.show == Show::DoNotDisturb; });
        d->notifier = d->patience.get();
    }
    addExtensions(*m_client, m_config.identity);
    m_avatars = std::make_unique<AvatarStore>(Profile::avatarDirectory(m_config.directory), *m_directory,
                                              m_client->extension<Xep0084Avatar>());
    const auto isOnline = [client = m_client.get()] { return client->isOnline(); };
    d->outbox =
        std::make_unique<Outbox>(*m_directory, *m_database, clock, ids,
                                 Outbox::Wire{[this](XmlElement stanza, const QString &tag) {
                                                  return m_client->sendTracked(std::move(stanza), tag);
                                              },
                                              isOnline});
    d->inbox = std::make_unique<Inbox>(m_config.account, *m_directory, *m_database, clock, ids);
    d->threads = std::make_unique<ThreadDirectory>(*m_directory, *m_database, *d->outbox, clock);
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
    auto &mam = m_client->extension<Xep0313Mam>();
    d->archive = std::make_unique<ArchiveSync>(
        *d->inbox, *m_database, clock, [&mam](const ArchiveQuery &query) { return mam.query(query); });
    connectStream();
    connectMessages();
    connectArchive();
    connectContacts();
    connectTalk();
    connectStorage();
}

Session::~Session()
{
    // Emit no more signals, and take no more reports of the parts while they end.
    blockSignals(true);
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
        if (!d->headOrder.isEmpty())
            (void)m_database->saveListHead(d->headOrder, d->firstByName);
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
    connect(m_client.get(), &XmppClient::sessionStarted, this, &Session::sessionStarted);
    connect(m_client.get(), &XmppClient::sessionEnded, d->presence.get(), &PresenceSync::sessionEnded);
    connect(m_client.get(), &XmppClient::sessionEnded, d->outbox.get(), &Outbox::sessionEnded);
    connect(m_client.get(), &XmppClient::sessionEnded, this, &Session::saveOwedReceipts);
    connect(m_client.get(), &XmppClient::sessionEnded, this, [this] { d->hasJustEnded = true; });
    connect(m_client.get(), &XmppClient::strongestMechanismChanged, this, [this](const QString &mechanism) {
        d->strongestMechanism = mechanism;
        saveSetting(u"strongest-mechanism"_s, mechanism);
    });
    connect(m_client.get(), &XmppClient::tokenChanged, this,
            [this](const FastToken &token) { Q_EMIT tokenChanged(token.toText()); });
}

QFuture<Status> Session::open()
{
    setState(SessionState::Loading);
    auto answer = std::make_shared<QPromise<Status>>();
    answer->start();
    onAnswer(m_database->open(Profile::databaseFile(m_config.directory)), this,
             [this, answer](const Status &opened) {
                 const auto finish = [this, answer](const Status &status) {
                     if (!status) {
                         m_lastError = status.error();
                         setState(SessionState::Failed);
                     }
                     answer->addResult(status);
                     answer->finish();
                 };
                 if (!opened)
                     finish(opened);
                 else
                     readListHead(finish);
             });
    return answer->future();
}

void Session::readListHead(const std::function<void(const Status &)> &finish)
{
    onAnswer(m_database->loadListHead(m_config.listOrder, m_config.account), this,
             [this, finish](const Result<ListHead> &head) {
                 if (head && head->isKept)
                     logFailure(m_database->forgetListHead(), this, "forgetting the head of the list");
                 if (!head || head->contacts.isEmpty()) {
                     onAnswer(loadAll(), this, finish);
                     return;
                 }
                 m_directory->loadHead(*head);
                 Q_EMIT listHeadLoaded();
                 d->clock.after(headPaintTime, this, [this, finish] { onAnswer(loadAll(), this, finish); });
             });
}

void Session::keepListHead(const QString &order, const QList<Jid> &byName)
{
    d->headOrder = order;
    d->firstByName = byName;
}

QFuture<Status> Session::loadAll()
{
    auto answer = std::make_shared<QPromise<Status>>();
    answer->start();
    auto settings = m_database->loadSettings();
    auto contacts = m_database->loadContacts();
    onAnswer(settings, this, [this](const Result<QHash<QString, QString>> &loaded) {
        if (loaded)
            takeSettings(*loaded);
    });
    onAnswer(contacts, this, [this, answer](const Result<QList<ContactRecord>> &loaded) {
        Status status = Done{};
        if (loaded) {
            m_directory->load(*loaded);
            d->roster->load(d->rosterVersion);
            d->outbox->load();
            d->archive->load();
            d->storage->start(d->lastStorageCheck);
            setState(SessionState::Offline);
        } else {
            status = unexpected(loaded.error());
        }
        answer->addResult(status);
        answer->finish();
    });
    return answer->future();
}

void Session::takeSettings(const QHash<QString, QString> &settings)
{
    d->rosterVersion = settings.value(u"roster-version"_s);
    d->strongestMechanism = settings.value(u"strongest-mechanism"_s);
    d->userAgentId = settings.value(u"user-agent-id"_s);
    d->lastStorageCheck = settings.value(StorageCare::checkedSetting);
    d->reads->load(settings.value(ReadSync::untoldSetting));
    m_client->extension<Xep0490Mds>().setNodeReady(!settings.value(ReadSync::nodeSetting).isEmpty());
    d->owedReceipts = settings.value(owedReceiptsSetting);
    m_client->extension<Xep0184Receipts>().owe(d->owedReceipts);
    bool isNumber = false;
    const int show = settings.value(u"presence-show"_s).toInt(&isNumber);
    if (isNumber && show >= 0 && show <= static_cast<int>(Show::Offline))
        m_ownPresence.show = static_cast<Show>(show);
    m_ownPresence.status = settings.value(u"presence-status"_s);
    m_ownPriority = settings.value(u"presence-priority"_s).toInt();
    Q_EMIT ownPresenceChanged();
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
    if (m_state == state)
        return;
    m_state = state;
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
        d->hasJustEnded = false;
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
    // A failed attempt to connect is not caused by a message.
    if (std::exchange(d->hasJustEnded, false))
        d->outbox->streamFailed(error);
    if (willRetry)
        return;
    // No further attempt follows: show all contacts as offline.
    d->presence->signedOut();
    d->outbox->sessionGone();
    setState(SessionState::Failed);
}

void Session::sessionStarted(bool resumed)
{
    d->presence->sessionStarted(resumed);
    d->reads->sessionStarted(resumed);
    if (!resumed) {
        d->outbox->setPresenceKnown(false);
        d->outbox->expectArchive();
        d->hasArchive = false; // until the server says so
        // The account had an archive in an earlier session.
        if (!d->archive->coverage().stretches.isEmpty())
            m_client->extension<Xep0313Mam>().announce();
        d->archive->setAwaited(true);
        m_avatars->forgetFailures();
        d->roster->sessionStarted(); // rosterReceived() sets the outbox going
        awaitRoster();
        return;
    }
    d->outbox->sessionStarted();
    if (!d->rosterAsked)
        awaitRoster();
    // A resumption loses no live message, but a run over the archive was interrupted.
    const bool isDoubtful = std::exchange(d->isDoubtful, false);
    if (isDoubtful)
        d->archive->start(ArchiveSync::lateSettlingTime);
    else if (d->hasArchive && !d->archive->isSettled())
        d->syncArchive();
}

Endpoint &Session::self() { return m_directory->endpoint(m_config.account); }

Thread &Session::thread(Endpoint &endpoint) { return d->threads->thread(endpoint); }

ThreadDirectory &Session::threads() { return *d->threads; }

StorageCare &Session::storage() { return *d->storage; }

ContactNames &Session::contactNames() { return *d->names; }

bool Session::isSettled() const { return d->presence->isSettled(); }

int Session::queuedCount() const { return d->outbox->queuedCount(); }

void Session::setOwnPresence(Show show, const QString &status, int priority)
{
    if (m_ownPresence.show == show && m_ownPresence.status == status && m_ownPriority == priority)
        return;
    m_ownPresence.show = show;
    m_ownPresence.status = status;
    m_ownPriority = priority;
    saveSetting(u"presence-show"_s, QString::number(static_cast<int>(show)));
    saveSetting(u"presence-status"_s, status);
    saveSetting(u"presence-priority"_s, QString::number(priority));
    if (d->rosterAsked)
        sendOwnPresence();
    Q_EMIT ownPresenceChanged();
}

void Session::setIdleSince(qint64 ms)
{
    m_client->extension<Xep0319Idle>().setOwnIdleSince(ms);
    d->isIdle = ms != 0;
    if (d->rosterAsked)
        sendOwnPresence();
    Q_EMIT ownPresenceChanged();
}

Show Session::toldShow() const
{
    const bool isHere = m_ownPresence.show == Show::Available || m_ownPresence.show == Show::Chat;
    return d->isIdle && isHere ? Show::Away : m_ownPresence.show;
}

void Session::sendOwnPresence()
{
    m_client->extension<Rfc6121Presence>().setOwnPresence(
        {toldShow(), m_ownPresence.status, static_cast<qint8>(std::clamp(m_ownPriority, -128, 127))});
}

} // namespace roost
