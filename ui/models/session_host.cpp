// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session_host.h"

#include "base/answer.h"
#include "base/log.h"
#include "models/name_order.h"

namespace roost {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds paintTime(20);
} // namespace

SessionHost::SessionHost(AppSettings &settings, Clock &clock, IdSource &ids, SecretStore *secrets,
                         Notifier *notifier, Options options, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_clock(clock)
    , m_ids(ids)
    , m_secrets(secrets)
    , m_notifier(notifier)
    , m_options(std::move(options))
{
    connect(&m_settings, &AppSettings::changed, this, [this](SettingKey key) {
        if (key == SettingKey::TellTyping || key == SettingKey::TellReading)
            applyPrivacy();
    });
}

SessionHost::~SessionHost() { closeSession(); }

void SessionHost::applyPrivacy()
{
    if (m_session)
        m_session->setTells(m_settings.isOn(SettingKey::TellTyping),
                            m_settings.isOn(SettingKey::TellReading));
}

Jid SessionHost::account() const
{
    return m_options.account.isEmpty() ? m_settings.account() : m_options.account;
}

Session *SessionHost::sessionOf(const Jid &account) const
{
    const bool isOpen = m_session && (account.isEmpty() || account == m_session->account());
    return isOpen ? m_session.get() : nullptr;
}

QList<QUrl> SessionHost::servers() const
{
    if (!m_options.servers.isEmpty())
        return m_options.servers;
    return account() == m_settings.account() ? m_settings.servers() : QList<QUrl>();
}

void SessionHost::start()
{
    const Jid first = account();
    if (first.isEmpty()) {
        Q_EMIT passwordNeeded({});
        return;
    }
    m_password = m_options.password;
    openAccount(first, servers());
}

void SessionHost::openAccount(const Jid &account, const QList<QUrl> &servers)
{
    closeSession();
    SessionConfig config;
    config.account = account;
    config.directory = m_settings.profile().accountDirectory(account);
    config.urls = servers;
    config.resource = m_settings.resource(m_ids);
    config.caCertificateFiles = m_options.caCertificateFiles;
    config.identity.name = u"Roost"_s;
    config.identity.version = QStringLiteral(ROOST_VERSION);
    config.listOrder = NameOrder().id();
    config.identity.cacheDirectory = m_settings.profile().cacheDirectory();
    m_servers = servers;
    m_session = std::make_unique<Session>(config, m_clock, m_ids, m_notifier, m_options.transports);
    applyPrivacy();
    connect(m_session.get(), &Session::stateChanged, this, &SessionHost::stateChanged);
    connect(m_session.get(), &Session::tokenChanged, this, &SessionHost::keepToken);
    m_token.clear();
    connect(m_session.get(), &Session::listHeadLoaded, this, &SessionHost::reportOpened);
    onAnswer(m_session->open(), m_session.get(), [this](const Status &status) { sessionReady(status); });
}

void SessionHost::openAgain()
{
    if (!m_session || m_open)
        return;
    m_signingIn = std::exchange(m_signsInAgain, false);
    openAccount(Jid(m_session->account()), QList<QUrl>(m_servers));
}

void SessionHost::close()
{
    m_signingIn = false;
    closeSession();
}

void SessionHost::closeSession()
{
    if (!m_session)
        return;
    if (m_open) {
        const NameOrder order;
        m_session->keepListHead(order.id(), order.firstWithoutThread(m_session->directory()));
    }
    Q_EMIT sessionClosing();
    disconnect(m_session.get(), nullptr, this, nullptr);
    m_open = false;
    m_isOpenReported = false;
    m_session.reset();
}

void SessionHost::reportOpened()
{
    if (!std::exchange(m_isOpenReported, true))
        Q_EMIT sessionOpened(m_session.get());
}

void SessionHost::sessionReady(const Status &status)
{
    if (!status) {
        m_signsInAgain = std::exchange(m_signingIn, false);
        Q_EMIT openFailed(status.error());
        return;
    }
    m_open = true;
    reportOpened();
    Q_EMIT sessionLoaded();
    if (m_password.isEmpty()) {
        findPassword();
        return;
    }
    // A moment later: the list is painted first.
    m_clock.after(paintTime, m_session.get(), [this] {
        if (!m_password.isEmpty())
            connectSession();
    });
}

void SessionHost::findPassword()
{
    if (!m_secrets || !m_settings.keepsSignedIn()) {
        Q_EMIT passwordNeeded({});
        return;
    }
    const auto token = m_secrets->read(SecretStore::Kind::Token, m_session->account());
    onAnswer(m_secrets->readPassword(m_session->account()), m_session.get(),
             [this, token](const Result<QString> &found) {
                 if (!m_password.isEmpty() || m_signingIn)
                     return; // A person was quicker.
                 if (found && !found->isEmpty()) {
                     m_password = *found;
                     onAnswer(token, m_session.get(), [this](const Result<QString> &kept) {
                         if (m_password.isEmpty() || m_signingIn)
                             return;
                         m_token = kept ? *kept : QString();
                         connectSession();
                     });
                     return;
                 }
                 const bool missing = found || found.error().kind == ErrorKind::ItemNotFound;
                 Q_EMIT passwordNeeded(missing ? Error{} : found.error());
             });
}

void SessionHost::connectSession() { m_session->signIn(m_password, m_token); }

void SessionHost::keepToken(const QString &token)
{
    m_token = token;
    // During a sign-in, succeed() stores both.
    if (!m_secrets || m_signingIn || !m_settings.keepsSignedIn())
        return;
    const auto kind = SecretStore::Kind::Token;
    const Jid account = m_session->account();
    onAnswer(token.isEmpty() ? m_secrets->remove(kind, account) : m_secrets->write(kind, account, token),
             this, [](const Status &status) {
                 // The next start takes the password then, that is all.
                 if (!status)
                     qCInfo(lcUi) << "the keychain did not take the sign-in token";
             });
}

void SessionHost::signIn(const SignInRequest &request)
{
    m_request = request;
    // The server must check the password that the user typed.
    if (m_password != request.password)
        m_token.clear();
    m_password = request.password;
    m_signingIn = true;
    // Written down only once it has worked, see succeed().
    if (m_session && m_open && m_session->account() == request.account && m_servers == request.servers) {
        connectSession();
        return;
    }
    openAccount(request.account, request.servers);
}

void SessionHost::cancelSignIn()
{
    if (!m_signingIn)
        return;
    m_signingIn = false;
    m_password.clear();
    if (m_session && m_open)
        m_session->signOut();
}

void SessionHost::goOffline()
{
    if (m_session && m_open)
        m_session->signOut();
}

void SessionHost::goOnline()
{
    if (!m_session || !m_open)
        return;
    if (m_password.isEmpty())
        Q_EMIT passwordNeeded({});
    else
        connectSession();
}

void SessionHost::signOut()
{
    m_password.clear();
    m_options.password.clear();
    m_signingIn = false;
    m_settings.setKeepsSignedIn(false);
    if (!m_session)
        return;
    if (m_secrets) {
        for (const auto kind : {SecretStore::Kind::Password, SecretStore::Kind::Token}) {
            onAnswer(m_secrets->remove(kind, m_session->account()), this, [](const Status &status) {
                if (!status && status.error().kind != ErrorKind::ItemNotFound)
                    qCInfo(lcUi) << "the keychain kept nothing or cannot be reached";
            });
        }
    }
    if (m_open) {
        m_session->signOut();
        m_session->revokeToken();
    }
    Q_EMIT passwordNeeded({});
}

void SessionHost::stateChanged(SessionState state)
{
    if (state == SessionState::Online) {
        if (m_signingIn)
            succeed();
        return;
    }
    const Error error = m_session->lastError();
    if (state == SessionState::Failed && !m_signingIn) {
        const bool password =
            error.kind == ErrorKind::WrongPassword || error.kind == ErrorKind::PasswordNeeded;
        if (password) {
            m_password.clear();
            m_options.password.clear();
            Q_EMIT passwordNeeded(error);
        }
        return;
    }
    const bool gaveUp = state == SessionState::Failed || state == SessionState::Waiting;
    if (!m_signingIn || !gaveUp)
        return;
    // Why comes a moment after the state.
    QMetaObject::invokeMethod(
        m_session.get(), [this] { giveUp(); }, Qt::QueuedConnection);
}

void SessionHost::giveUp()
{
    if (!m_signingIn)
        return;
    m_signingIn = false;
    m_password.clear();
    const Error error = m_session->lastError();
    // The person decides whether to try again: no attempts behind the sign-in page.
    if (m_session->state() != SessionState::Failed)
        m_session->signOut();
    Q_EMIT signInFailed(error);
}

void SessionHost::succeed()
{
    m_signingIn = false;
    m_settings.setAccount(m_request.account);
    m_settings.setServers(m_request.servers);
    m_settings.setKeepsSignedIn(m_request.keepSignedIn && m_secrets);
    if (m_request.keepSignedIn && m_secrets) {
        onAnswer(m_secrets->writePassword(m_request.account, m_password), this, [this](const Status &status) {
            if (status)
                return;
            m_settings.setKeepsSignedIn(false);
            Q_EMIT passwordNotKept(status.error());
        });
        if (!m_token.isEmpty())
            keepToken(QString(m_token));
    }
    m_request.password.clear();
    Q_EMIT signedIn();
}

} // namespace roost
