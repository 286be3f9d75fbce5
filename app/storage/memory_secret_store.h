// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/secret_store.h"

#include <QHash>

namespace roost {

/// Keeps passwords as long as it lives: for tests, automation, and systems without a keychain. Main thread.
class MemorySecretStore final : public SecretStore
{
public:
    [[nodiscard]] QFuture<Result<QString>> readPassword(const Jid &account) override;
    [[nodiscard]] QFuture<Status> writePassword(const Jid &account, const QString &password) override;
    [[nodiscard]] QFuture<Status> deletePassword(const Jid &account) override;

private:
    QHash<Jid, QString> m_passwords;
};

} // namespace roost
