// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/secret_store.h"

#include <QHash>

#include <map>

namespace roost {

/// Keeps secrets in memory, for tests, automation and systems without a keychain. Main thread.
class MemorySecretStore final : public SecretStore
{
public:
    [[nodiscard]] QFuture<Result<QString>> read(Kind kind, const Jid &account) override;
    [[nodiscard]] QFuture<Status> write(Kind kind, const Jid &account, const QString &secret) override;
    [[nodiscard]] QFuture<Status> remove(Kind kind, const Jid &account) override;

private:
    std::map<Kind, QHash<Jid, QString>> m_secrets;
};

} // namespace roost
