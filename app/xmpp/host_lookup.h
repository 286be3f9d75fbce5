// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QFuture>
#include <QList>
#include <QNetworkAccessManager>
#include <QObject>
#include <QStringList>
#include <QUrl>

#include <memory>

class QNetworkReply;

namespace roost {

/// Where a redirect may lead to: https only (InsecureUrl otherwise).
[[nodiscard]] Result<QUrl> redirectTarget(const QUrl &from, const QUrl &location);

/// XEP-0156 (1.4.0): asks https://DOMAIN/.well-known/host-meta.json and host-meta, both at once, JSON
/// preferred. The certificate must be valid for the XMPP domain, which is what makes a link to another host
/// trustworthy. Left out on purpose: DNS TXT records (CVE-2022-26491), plain ws:// links, BOSH. Main thread.
class HostLookup : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 mostBytes = 64 * 1024;
    static constexpr int mostRedirects = 3;
    static constexpr std::chrono::milliseconds timeout{10'000};

    /// `network` is for tests; without one it has its own.
    explicit HostLookup(Clock &clock, std::unique_ptr<QNetworkAccessManager> network = {},
                        QObject *parent = nullptr);
    ~HostLookup() override;

    void setCaCertificateFiles(QStringList files) { m_caCertificateFiles = std::move(files); }
    /// At least one wss:// URL, in order; or HostLookupFailed, InsecureUrl, NetworkUnreachable, Timeout or
    /// the error of the certificate. A new call ends the previous one with Cancelled.
    [[nodiscard]] QFuture<Result<QList<QUrl>>> lookUp(const QString &domain);

private:
    struct Query;
    struct Document;
    void fetch(const std::shared_ptr<Query> &query, int index, const QUrl &url, int redirects);
    void handleFinished(const std::shared_ptr<Query> &query, int index, QNetworkReply *reply, int redirects);
    void settle(const std::shared_ptr<Query> &query, int index, Result<QList<QUrl>> result);
    static void finish(const std::shared_ptr<Query> &query, Result<QList<QUrl>> result);

    Clock &m_clock;
    std::unique_ptr<QNetworkAccessManager> m_network;
    QStringList m_caCertificateFiles;
    std::shared_ptr<Query> m_query;
};

} // namespace roost
