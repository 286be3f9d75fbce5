// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/memory_secret_store.h"

namespace roost {

QFuture<Result<QString>> MemorySecretStore::read(Kind kind, const Jid &account)
{
    const QHash<Jid, QString> &secrets = m_secrets[kind];
    const auto found = secrets.constFind(account.bare());
    if (found == secrets.constEnd())
        return readyFuture(Result<QString>(unexpected(ErrorKind::ItemNotFound)));
    return readyFuture(Result<QString>(*found));
}

QFuture<Status> MemorySecretStore::write(Kind kind, const Jid &account, const QString &secret)
{
    m_secrets[kind].insert(account.bare(), secret);
    return readyFuture(Status(Done{}));
}

QFuture<Status> MemorySecretStore::remove(Kind kind, const Jid &account)
{
    m_secrets[kind].remove(account.bare());
    return readyFuture(Status(Done{}));
}

} // namespace roost
