// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/secret_store.h"

#include <qt6keychain/keychain.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

Error errorFrom(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoError:
        return {};
    case QKeychain::EntryNotFound:
        return {ErrorKind::ItemNotFound, job.errorString()};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {ErrorKind::KeychainDenied, job.errorString()};
    default:
        // QtKeychain distinguishes a missing service from a broken one only on some systems.
        return {ErrorKind::KeychainUnavailable, job.errorString()};
    }
}

/// Starts `job`, which deletes itself; `answer` turns the finished job into the result.
template <typename T, typename Answer>
QFuture<Result<T>> start(QKeychain::Job *job, SecretStore::Kind kind, const Jid &account, Answer answer)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    auto future = promise->future();
    // A bare address contains no slash, so the two keys never collide.
    const bool isToken = kind == SecretStore::Kind::Token;
    job->setKey(account.bare().toString() + (isToken ? u"/token"_s : QString()));
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, job, [promise, answer](QKeychain::Job *finished) {
        promise->addResult(answer(*finished, errorFrom(*finished)));
        promise->finish();
    });
    job->start();
    return future;
}

Status statusFrom(const QKeychain::Job &, const Error &error)
{
    return error.kind == ErrorKind::None ? Status(Done{}) : Status(unexpected(error));
}

const QString &serviceName()
{
    static const QString name = u"Roost"_s;
    return name;
}

} // namespace

QFuture<Result<QString>> KeychainSecretStore::read(Kind kind, const Jid &account)
{
    const auto answer = [](const QKeychain::Job &job, const Error &error) -> Result<QString> {
        if (error.kind != ErrorKind::None)
            return unexpected(error);
        return static_cast<const QKeychain::ReadPasswordJob &>(job).textData();
    };
    return start<QString>(new QKeychain::ReadPasswordJob(serviceName()), kind, account, answer);
}

QFuture<Status> KeychainSecretStore::write(Kind kind, const Jid &account, const QString &secret)
{
    auto *job = new QKeychain::WritePasswordJob(serviceName());
    job->setTextData(secret);
    return start<Done>(job, kind, account, statusFrom);
}

QFuture<Status> KeychainSecretStore::remove(Kind kind, const Jid &account)
{
    const auto answer = [](const QKeychain::Job &job, const Error &error) {
        // A missing item counts as removed.
        return error.kind == ErrorKind::ItemNotFound ? Status(Done{}) : statusFrom(job, error);
    };
    return start<Done>(new QKeychain::DeletePasswordJob(serviceName()), kind, account, answer);
}

} // namespace roost
