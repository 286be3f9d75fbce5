// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"
#include "xmpp/namespaces.h"
#include "xmpp/websocket_transport.h"
#include "xmpp/xmpp_client_private.h"

#include <QNetworkInformation>

// The half of XmppClient that keeps the stream alive.
namespace roost {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto probeAfterChange = 3s;
constexpr auto watchEvery = 5s;
constexpr qint64 sleepMs = 10'000; ///< A gap longer than this was a sleep of the machine.
constexpr int mostRedirects = 3;
/// A server that has not even answered the WebSocket's request by then lets the next one have its turn.
constexpr auto failoverTimeout = 5s;

} // namespace

bool XmppClient::Private::isFinal(const Error &error) const
{
    const Remedy remedy = remedyOf(error.kind);
    if (remedy != Remedy::Settings)
        return remedy == Remedy::Person;
    return !m_config.urls.isEmpty() &&
           std::none_of(m_config.urls.cbegin(), m_config.urls.cend(), isPrivateUrl);
}

void XmppClient::Private::configure(StreamConfig config)
{
    const bool isOther = config.account != m_config.account;
    if (isOther || config.password != m_config.password)
        m_stream.forgetSecrets();
    if (isOther || config.urls != m_config.urls) {
        m_foundUrls.clear();
        m_goodUrl.clear();
    }
    m_config = std::move(config);
    if (!m_config.token.isNull())
        m_stream.setToken(std::exchange(m_config.token, {}));
    if (isOther) {
        m_ownJid = m_config.account;
        forgetSession();
    }
}

void XmppClient::Private::connectToServer()
{
    if (m_isDisconnecting) {
        m_stream.abort();
        finishDisconnecting();
    }
    if (m_isWanted)
        return;
    m_isWanted = true;
    m_policy.reset();
    watch();
    beginAttempt();
}

void XmppClient::Private::disconnectFromServer()
{
    m_isWanted = false;
    ++m_attempt;
    ++m_watch;
    if (m_isDisconnecting)
        return;
    if (!m_stream.isRunning())
        return finishDisconnecting();
    m_isDisconnecting = true;
    if (m_stream.isOnline()) {
        XmlElement unavailable(u"presence"_s, ns::client);
        unavailable.setAttribute(u"type"_s, u"unavailable"_s);
        m_stream.send(unavailable);
    }
    m_stream.close(); // handleClosed() does the rest.
    endSession();
}

void XmppClient::Private::finishDisconnecting()
{
    m_isDisconnecting = false;
    endSession();
    forgetSession();
    if (!m_isWanted)
        setState(StreamState::Offline);
}

void XmppClient::Private::beginAttempt()
{
    if (!m_isWanted)
        return;
    ++m_attempt;
    m_stream.abort();
    m_attemptError.reset();
    m_redirects = 0;
    if (!m_config.account.isBare() || m_config.account.isDomain())
        return stop({ErrorKind::InvalidAddress, m_config.account.toString()});
    if (m_config.password.isEmpty())
        return stop({ErrorKind::PasswordNeeded, {}});
    if (!m_stream.token().isNull() && !m_stream.token().isUsable(m_clock.nowMs()))
        changeToken({});
    if (!m_config.urls.isEmpty())
        return tryUrls(m_config.urls);
    if (!m_foundUrls.isEmpty())
        return tryUrls(m_foundUrls);
    lookUp();
}

void XmppClient::Private::lookUp()
{
    const quint64 attempt = m_attempt;
    setState(StreamState::LookingUp);
    if (attempt != m_attempt)
        return;
    if (!m_lookup)
        m_lookup = std::make_unique<HostLookup>(m_clock);
    m_lookup->setCaCertificateFiles(m_config.caCertificateFiles);
    m_lookup->lookUp(m_config.account.domain()).then(this, [this, attempt](const Result<QList<QUrl>> &urls) {
        if (attempt != m_attempt || !m_isWanted)
            return;
        if (!urls)
            return handleFailedAttempt(urls.error());
        m_foundUrls = *urls;
        tryUrls(m_foundUrls);
    });
}

void XmppClient::Private::tryUrls(QList<QUrl> urls)
{
    if (urls.removeOne(m_goodUrl))
        urls.prepend(m_goodUrl);
    m_remaining = std::move(urls);
    tryNextUrl();
}

void XmppClient::Private::tryNextUrl() { tryUrl(m_remaining.takeFirst()); }

void XmppClient::Private::tryUrl(const QUrl &url, const QString &peerName)
{
    const quint64 attempt = m_attempt;
    ++m_turn;
    m_currentUrl = url;
    m_peerName = peerName;
    m_redirect = {};
    m_isTokenRefused = false;
    m_config.inlineRequests.clear();
    m_inlineAskers.clear();
    for (const auto &extension : m_router.extensions()) {
        if (std::optional<XmlElement> request = extension->inlineRequest()) {
            m_inlineAskers.append({extension.get(), request->ns()});
            m_config.inlineRequests.push_back(std::move(*request));
        }
    }
    qCInfo(lcStream) << "connecting to" << url.toDisplayString();
    setState(StreamState::Connecting);
    if (attempt != m_attempt || !m_isWanted)
        return;
    std::unique_ptr<Transport> transport = makeTransport();
    transport->setPeerName(peerName);
    m_stream.setDoubtful(m_isDoubtful && m_config.givesBack);
    m_stream.start(std::move(transport), url, m_config);
    if (m_remaining.isEmpty())
        return;
    m_clock.after(failoverTimeout, this, [this, turn = m_turn, attempt] {
        if (turn != m_turn || attempt != m_attempt || m_state != StreamState::Connecting)
            return;
        m_stream.abort();
        handleFailedAttempt({ErrorKind::Timeout, {}});
    });
}

std::unique_ptr<Transport> XmppClient::Private::makeTransport()
{
    if (m_transports)
        return m_transports();
    auto transport = std::make_unique<WebSocketTransport>(m_clock);
    transport->setCaCertificateFiles(m_config.caCertificateFiles);
    return transport;
}

void XmppClient::Private::handleOnline(bool resumed)
{
    const quint64 attempt = m_attempt;
    m_isDoubtful = false;
    m_goodUrl = m_currentUrl;
    m_goodPeerName = m_peerName;
    m_onlineSince = m_clock.monotonicMs();
    m_isUp = true;
    if (!resumed) {
        m_ownJid = m_stream.boundJid();
        m_iqs.finishAll({ErrorKind::NotConnected, {}}); // Requests of the old session will never be answered.
    }
    for (const auto &[extension, ns] : std::as_const(m_inlineAskers)) {
        if (!resumed && m_stream.inlineEnabled().contains(ns))
            extension->inlineEnabled();
    }
    setState(StreamState::Online);
    for (const auto &extension : m_router.extensions()) {
        if (attempt != m_attempt || !m_isUp)
            return;
        extension->sessionStarted(resumed);
    }
    if (attempt == m_attempt && m_isUp)
        Q_EMIT m_client.sessionStarted(resumed);
}

void XmppClient::Private::endSession()
{
    if (!std::exchange(m_isUp, false))
        return;
    m_policy.sessionLasted(std::chrono::milliseconds(m_clock.monotonicMs() - m_onlineSince));
    for (const auto &extension : m_router.extensions())
        extension->sessionEnded();
    Q_EMIT m_client.sessionEnded();
}

void XmppClient::Private::forgetSession()
{
    const QStringList tags = m_stream.forgetSession();
    m_iqs.finishAll({ErrorKind::NotConnected, {}});
    if (!tags.isEmpty())
        Q_EMIT m_client.stanzasLost(tags);
}

void XmppClient::Private::handleClosed(const Error &error)
{
    if (m_isDisconnecting)
        return finishDisconnecting();
    const bool wasUp = m_isUp;
    const quint64 attempt = m_attempt;
    endSession();
    // Requests outlive a socket only together with their session.
    if (!m_stream.canResume())
        forgetSession();
    if (attempt != m_attempt || !m_isWanted)
        return;
    if (!m_redirect.url.isEmpty() && m_redirects < mostRedirects) {
        ++m_redirects;
        const StreamRedirect redirect = m_redirect;
        // The identity that was asked for stays, however often it is passed on.
        const QString &name = m_peerName.isEmpty() ? m_currentUrl.host() : m_peerName;
        return tryUrl(redirect.url, redirect.keepsIdentity ? QString(name) : QString());
    }
    if (m_isTokenRefused)
        return tryUrl(QUrl(m_currentUrl), QString(m_peerName));
    if (wasUp)
        return isFinal(error) ? stop(error) : retryLater(error);
    handleFailedAttempt(error);
}

void XmppClient::Private::handleFailedAttempt(const Error &error)
{
    if (remedyOf(error.kind) == Remedy::Person)
        return stop(error);
    // Under load ejabberd was seen to refuse a first resumption, to grant the second one with the old count,
    // and to deliver stanzas of the lost socket up to 30 s later.
    m_isDoubtful = m_isDoubtful || (m_state == StreamState::Signing && m_stream.canResume());
    if (!m_attemptError)
        m_attemptError = error; // The first error counts if several URLs fail.
    if (!m_remaining.isEmpty())
        return tryNextUrl();
    m_foundUrls.clear();
    if (isFinal(*m_attemptError))
        stop(Error(*m_attemptError));
    else
        retryLater(Error(*m_attemptError));
}

void XmppClient::Private::retryLater(const Error &error)
{
    const quint64 attempt = ++m_attempt;
    const std::chrono::milliseconds delay = m_policy.next();
    m_retryAt = m_clock.monotonicMs() + delay.count();
    m_clock.after(delay, this, [this, attempt] {
        if (attempt == m_attempt)
            beginAttempt();
    });
    // The reason first: receivers of the state change read it.
    Q_EMIT m_client.failed(error, true);
    if (attempt == m_attempt)
        setState(StreamState::Waiting);
}

void XmppClient::Private::stop(const Error &error)
{
    qCWarning(lcStream) << "stopped" << int(error.kind) << error.detail;
    m_isWanted = false;
    const quint64 attempt = ++m_attempt;
    forgetSession();
    if (attempt == m_attempt)
        setState(StreamState::Offline);
    if (attempt == m_attempt)
        Q_EMIT m_client.failed(error, false);
}

qint64 XmppClient::Private::nextAttemptInMs() const
{
    if (m_state != StreamState::Waiting)
        return -1;
    return std::max<qint64>(0, m_retryAt - m_clock.monotonicMs());
}

void XmppClient::Private::setState(StreamState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT m_client.stateChanged(state);
}

// Tokens

void XmppClient::Private::changeToken(const FastToken &token)
{
    m_stream.setToken(token);
    m_isTokenRefused = token.isNull();
    Q_EMIT m_client.tokenChanged(token);
}

void XmppClient::Private::revokeToken()
{
    const FastToken token = m_stream.token();
    if (token.isNull())
        return;
    changeToken({});
    m_isTokenRefused = false; // It was we.
    if (m_goodUrl.isEmpty() || !token.isUsable(m_clock.nowMs()))
        return;
    StreamConfig config = m_config;
    config.token = token;
    std::unique_ptr<Transport> transport = makeTransport();
    transport->setPeerName(m_goodPeerName);
    m_revocation = std::make_unique<TokenRevocation>(m_clock, m_ids, std::move(transport), m_goodUrl, config);
}

// Changes of the network and of power

void XmppClient::Private::networkChanged()
{
    m_policy.reset();
    if (m_stream.isOnline())
        m_stream.probe(probeAfterChange);
    else if (m_state == StreamState::Waiting)
        beginAttempt();
}

void XmppClient::Private::watch()
{
    watchReachability();
    m_watchWallMs = m_clock.nowMs();
    m_watchMonotonicMs = m_clock.monotonicMs();
    m_clock.after(watchEvery, this, [this, watch = ++m_watch] {
        if (watch != m_watch)
            return;
        // The monotonic clock may stand still while the machine sleeps, or not: one of the two shows the gap.
        const qint64 wall = m_clock.nowMs() - m_watchWallMs;
        const qint64 monotonic = m_clock.monotonicMs() - m_watchMonotonicMs;
        const qint64 expected = std::chrono::milliseconds(watchEvery).count();
        XmppClient::Private::watch();
        if (std::max(wall, monotonic) - expected > sleepMs)
            networkChanged();
    });
}

void XmppClient::Private::watchReachability()
{
    // With transports of a test's own there is no network to watch.
    if (m_transports || std::exchange(m_watchesReachability, true))
        return;
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this,
            [this](QNetworkInformation::Reachability reachability) {
                if (reachability != QNetworkInformation::Reachability::Disconnected)
                    networkChanged();
            });
}

} // namespace roost
