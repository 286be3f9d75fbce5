// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/memory_secret_store.h"

namespace roost {

QFuture<Result<QString>> MemorySecretStore::readPassword(const Jid &account)
{
    const auto found = m_passwords.constFind(account.bare());
    if (found == m_passwords.constEnd())
        return readyFuture(Result<QString>(unexpected(ErrorKind::ItemNotFound)));
    return readyFuture(Result<QString>(*found));
}

QFuture<Status> MemorySecretStore::writePassword(const Jid &account, const QString &password)
{
    m_passwords.insert(account.bare(), password);
    return readyFuture(Status(Done{}));
}

QFuture<Status> MemorySecretStore::deletePassword(const Jid &account)
{
    m_passwords.remove(account.bare());
    return readyFuture(Status(Done{}));
}

} // namespace roost
