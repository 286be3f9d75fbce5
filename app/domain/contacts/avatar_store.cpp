// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/avatar_store.h"

#include "base/answer.h"
#include "domain/contacts/endpoint_directory.h"
#include "xmpp/extensions/xep0084_avatar.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QThreadPool>

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr int memoryBytes = 8 * 1024 * 1024;
constexpr qint64 largestFile = 1024 * 1024;

/// True for 40 hexadecimal digits. The hash comes from outside and names a file, so nothing else is accepted.
bool isHash(const QString &hash)
{
    return hash.size() == 40 && std::all_of(hash.cbegin(), hash.cend(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
           });
}

/// Pool thread. Empty if the file is missing or its content does not match `hash`.
QByteArray readVerified(const QString &path, const QString &hash)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestFile)
        return {};
    const QByteArray bytes = file.readAll();
    const QByteArray actual = QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex();
    return QLatin1StringView(actual) == hash ? bytes : QByteArray();
}

/// Pool thread.
void writeFile(const QString &directory, const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(directory);
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size())
        file.commit();
}

/// Pool thread.
void prune(const QString &directory)
{
    QDir folder(directory);
    const QStringList names = folder.entryList(QDir::Files, QDir::Time); // newest first
    for (qsizetype i = AvatarStore::maxFiles; i < names.size(); ++i)
        folder.remove(names.at(i));
}

/// Runs `work` in the thread pool and returns its future result.
template <typename Work> auto inPool(Work work) -> QFuture<decltype(work())>
{
    auto promise = std::make_shared<QPromise<decltype(work())>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return promise->future();
}

} // namespace

AvatarStore::AvatarStore(QString directory, EndpointDirectory &endpoints, Xep0084Avatar &extension,
                         QObject *parent)
    : QObject(parent)
    , m_directory(std::move(directory))
    , m_endpoints(endpoints)
    , m_extension(extension)
    , m_memory(memoryBytes)
{
}

QString AvatarStore::fileOf(const QString &hash) const { return m_directory + u'/' + hash; }

QFuture<Result<QByteArray>> AvatarStore::picture(const Endpoint &endpoint)
{
    const QString hash = endpoint.avatarHash();
    if (!isHash(hash) || m_failed.contains(hash))
        return readyFuture<QByteArray>(unexpected(ErrorKind::ItemNotFound));
    if (const QByteArray *bytes = m_memory.object(hash))
        return readyFuture<QByteArray>(*bytes);
    auto answer = std::make_shared<Answer>();
    answer->start();
    const bool isAsked = m_wanted.contains(hash);
    Wanted &wanted = m_wanted[hash];
    wanted.jid = endpoint.id();
    wanted.answers.append(answer);
    if (!isAsked) {
        onAnswer(inPool([path = fileOf(hash), hash] { return readVerified(path, hash); }), this,
                 [this, hash](const QByteArray &bytes) { fileRead(hash, bytes); });
    }
    return answer->future();
}

void AvatarStore::fileRead(const QString &hash, const QByteArray &bytes)
{
    if (!bytes.isEmpty()) {
        finish(hash, bytes);
        return;
    }
    m_toFetch.append(hash);
    fetchNext();
}

void AvatarStore::fetchNext()
{
    while (m_fetching < maxFetches && !m_toFetch.isEmpty()) {
        const QString hash = m_toFetch.takeFirst();
        ++m_fetching;
        onAnswer(m_extension.fetch(m_wanted.value(hash).jid, hash), this,
                 [this, hash](const Result<QByteArray> &bytes) { fetched(hash, bytes); });
    }
}

void AvatarStore::fetched(const QString &hash, const Result<QByteArray> &bytes)
{
    --m_fetching;
    if (bytes) {
        QThreadPool::globalInstance()->start(
            [directory = m_directory, path = fileOf(hash), data = *bytes, first = !m_pruned] {
                writeFile(directory, path, data);
                if (first)
                    prune(directory);
            });
        m_pruned = true;
    } else if (bytes.error().kind != ErrorKind::NotConnected) {
        m_failed.insert(hash);
    }
    finish(hash, bytes);
    fetchNext();
}

void AvatarStore::finish(const QString &hash, const Result<QByteArray> &bytes)
{
    if (bytes)
        m_memory.insert(hash, new QByteArray(*bytes), std::max<int>(1, int(bytes->size())));
    const Wanted wanted = m_wanted.take(hash);
    for (const auto &answer : wanted.answers) {
        answer->addResult(bytes);
        answer->finish();
    }
}

} // namespace roost
