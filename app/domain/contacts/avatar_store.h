// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "base/result.h"

#include <QByteArray>
#include <QCache>
#include <QFuture>
#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>

#include <memory>

namespace roost {

class Endpoint;
class EndpointDirectory;
class Xep0084Avatar;

/// Pictures of Endpoints as raw bytes, by hash: from memory, from the account's folder, or from the network,
/// then stored. The thread pool reads and writes the files. At most 20,000 files; the oldest are deleted.
class AvatarStore : public QObject
{
    Q_OBJECT

public:
    static constexpr int maxFiles = 20'000;
    static constexpr int maxFetches = 4; ///< Maximum number of concurrent requests.

    /// `directory`: the folder `avatars` of the account, created with the first picture. References must
    /// outlive the store.
    AvatarStore(QString directory, EndpointDirectory &endpoints, Xep0084Avatar &extension,
                QObject *parent = nullptr);

    /// Bytes of the picture of `endpoint`; ItemNotFound if it has none. Untrusted: decode off the main thread
    /// with an allow-list of formats and a size limit.
    [[nodiscard]] QFuture<Result<QByteArray>> picture(const Endpoint &endpoint);
    /// Allows new requests for pictures that could not be fetched (a new session).
    void forgetFailures() { m_failed.clear(); }

private:
    using Answer = QPromise<Result<QByteArray>>;
    struct Wanted
    {
        Jid jid; ///< Address that announced the picture.
        QList<std::shared_ptr<Answer>> answers;
    };
    void fileRead(const QString &hash, const QByteArray &bytes);
    void fetchNext();
    void fetched(const QString &hash, const Result<QByteArray> &bytes);
    void finish(const QString &hash, const Result<QByteArray> &bytes);
    [[nodiscard]] QString fileOf(const QString &hash) const;

    QString m_directory;
    EndpointDirectory &m_endpoints;
    Xep0084Avatar &m_extension;
    QCache<QString, QByteArray> m_memory;
    QHash<QString, Wanted> m_wanted; ///< By hash; one request for all callers.
    QList<QString> m_toFetch;
    QSet<QString> m_failed;
    int m_fetching = 0;
    bool m_pruned = false;
};

} // namespace roost
