// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "base/result.h"

#include <QFuture>

namespace roost {

/// Where a password is kept, if the user wants it kept. Main thread.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    /// ItemNotFound when there is none; KeychainUnavailable when the system has no keychain service.
    [[nodiscard]] virtual QFuture<Result<QString>> readPassword(const Jid &account) = 0;
    [[nodiscard]] virtual QFuture<Status> writePassword(const Jid &account, const QString &password) = 0;
    [[nodiscard]] virtual QFuture<Status> deletePassword(const Jid &account) = 0;
};

/// The system's keychain through QtKeychain (Secret Service, KWallet, Windows, macOS). Never falls back to a
/// file.
class KeychainSecretStore final : public SecretStore
{
public:
    [[nodiscard]] QFuture<Result<QString>> readPassword(const Jid &account) override;
    [[nodiscard]] QFuture<Status> writePassword(const Jid &account, const QString &password) override;
    [[nodiscard]] QFuture<Status> deletePassword(const Jid &account) override;
};

} // namespace roost
