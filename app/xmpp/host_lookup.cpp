// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/host_lookup.h"

#include "xmpp/host_meta.h"
#include "xmpp/websocket_transport.h"

#include <QNetworkReply>
#include <QSslConfiguration>

#include <array>
#include <optional>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

Error errorOf(const QNetworkReply &reply)
{
    switch (reply.error()) {
    case QNetworkReply::SslHandshakeFailedError:
        return {ErrorKind::CertificateInvalid, reply.errorString()};
    case QNetworkReply::TimeoutError:
        return {ErrorKind::Timeout, {}};
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return {ErrorKind::ProxyRefused, reply.errorString()};
    default:
        break;
    }
    // An HTTP status means that a server answered without the document; otherwise the host was not reached.
    if (reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid())
        return {ErrorKind::HostLookupFailed, reply.errorString()};
    return {ErrorKind::NetworkUnreachable, reply.errorString()};
}

/// Weight of a failure; the heavier one of two tells the user more.
int weight(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NetworkUnreachable:
        return 0;
    case ErrorKind::Timeout:
        return 1;
    case ErrorKind::HostLookupFailed:
        return 2;
    default:
        return 3;
    }
}

} // namespace

Result<QUrl> redirectTarget(const QUrl &from, const QUrl &location)
{
    const QUrl target = from.resolved(location);
    if (!target.isValid() || target.scheme() != u"https" || target.host().isEmpty())
        return unexpected(ErrorKind::InsecureUrl, target.toDisplayString());
    return target;
}

struct HostLookup::Query
{
    QPromise<Result<QList<QUrl>>> promise;
    std::array<std::optional<Result<QList<QUrl>>>, 2> results; ///< JSON, XML.
    std::array<QNetworkReply *, 2> replies{};
    std::array<std::optional<Error>, 2> certificateErrors;
    bool isFinished = false;
};

HostLookup::HostLookup(Clock &clock, std::unique_ptr<QNetworkAccessManager> network, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_network(network ? std::move(network) : std::make_unique<QNetworkAccessManager>())
{
    m_network->setAutoDeleteReplies(false);
}

HostLookup::~HostLookup()
{
    if (m_query)
        finish(m_query, unexpected(ErrorKind::Cancelled));
}

QFuture<Result<QList<QUrl>>> HostLookup::lookUp(const QString &domain)
{
    if (const auto before = std::exchange(m_query, {}))
        finish(before, unexpected(ErrorKind::Cancelled));
    auto query = std::make_shared<Query>();
    m_query = query;
    query->promise.start();
    QFuture<Result<QList<QUrl>>> future = query->promise.future();
    QUrl url;
    url.setScheme(u"https"_s);
    url.setHost(domain);
    if (url.host().isEmpty()) {
        finish(query, unexpected(ErrorKind::HostLookupFailed, domain));
        return future;
    }
    m_clock.after(timeout, this, [weak = std::weak_ptr(query)] {
        if (const auto late = weak.lock())
            finish(late, unexpected(ErrorKind::Timeout));
    });
    url.setPath(u"/.well-known/host-meta.json"_s);
    fetch(query, 0, url, 0);
    url.setPath(u"/.well-known/host-meta"_s);
    fetch(query, 1, url, 0);
    return future;
}

void HostLookup::fetch(const std::shared_ptr<Query> &query, int index, const QUrl &url, int redirects)
{
    QNetworkRequest request(url);
    // Redirects are judged here, one by one.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    for (const QString &file : m_caCertificateFiles)
        tls.addCaCertificates(file, QSsl::Pem);
    request.setSslConfiguration(tls);
    QNetworkReply *reply = m_network->get(request);
    query->replies[size_t(index)] = reply;
    connect(reply, &QNetworkReply::sslErrors, this, [query, index](const QList<QSslError> &errors) {
        query->certificateErrors[size_t(index)] = certificateError(errors);
    });
    connect(reply, &QNetworkReply::downloadProgress, this, [reply](qint64 received) {
        if (received > mostBytes)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this,
            [this, query, index, reply, redirects] { handleFinished(query, index, reply, redirects); });
}

void HostLookup::handleFinished(const std::shared_ptr<Query> &query, int index, QNetworkReply *reply,
                                int redirects)
{
    reply->deleteLater();
    query->replies[size_t(index)] = nullptr;
    if (query->isFinished)
        return;
    if (const auto &wrong = query->certificateErrors[size_t(index)])
        return settle(query, index, unexpected(*wrong));
    const QUrl location = reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
    if (!location.isEmpty()) {
        const Result<QUrl> target = redirectTarget(reply->url(), location);
        if (!target)
            return settle(query, index, unexpected(target.error()));
        if (redirects >= mostRedirects)
            return settle(query, index, unexpected(ErrorKind::HostLookupFailed, u"redirects"_s));
        return fetch(query, index, *target, redirects + 1);
    }
    if (reply->error() != QNetworkReply::NoError)
        return settle(query, index, unexpected(errorOf(*reply)));
    const QByteArray document = reply->read(mostBytes + 1);
    const QList<QUrl> links = document.size() > mostBytes ? QList<QUrl>()
                              : index == 0                ? webSocketLinksOfJson(document)
                                                          : webSocketLinksOfXml(document);
    if (links.isEmpty())
        return settle(query, index, unexpected(ErrorKind::HostLookupFailed, u"no wss link"_s));
    settle(query, index, links);
}

void HostLookup::settle(const std::shared_ptr<Query> &query, int index, Result<QList<QUrl>> result)
{
    query->results[size_t(index)] = std::move(result);
    const auto &json = query->results[0];
    const auto &xml = query->results[1];
    if (json && *json)
        return finish(query, *json);
    if (!json || !xml)
        return;
    if (*xml)
        return finish(query, *xml);
    const bool isJsonWorse = weight(json->error().kind) >= weight(xml->error().kind);
    finish(query, unexpected(isJsonWorse ? json->error() : xml->error()));
}

void HostLookup::finish(const std::shared_ptr<Query> &query, Result<QList<QUrl>> result)
{
    const std::shared_ptr<Query> keep = query;
    if (std::exchange(keep->isFinished, true))
        return;
    for (QNetworkReply *reply : keep->replies) {
        if (reply)
            reply->abort();
    }
    keep->promise.addResult(std::move(result));
    keep->promise.finish();
}

} // namespace roost
