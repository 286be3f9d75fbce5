// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "base/result.h"

#include <QFuture>

namespace roost {

/// Where a password is kept, if the user wants it kept, and beside it the token that signs in instead
/// (XEP-0484). Main thread.
class SecretStore
{
public:
    enum class Kind : quint8 { Password, Token };

    virtual ~SecretStore() = default;
    /// ItemNotFound when there is none; KeychainUnavailable when the system has no keychain service.
    [[nodiscard]] virtual QFuture<Result<QString>> read(Kind kind, const Jid &account) = 0;
    [[nodiscard]] virtual QFuture<Status> write(Kind kind, const Jid &account, const QString &secret) = 0;
    [[nodiscard]] virtual QFuture<Status> remove(Kind kind, const Jid &account) = 0;

    [[nodiscard]] QFuture<Result<QString>> readPassword(const Jid &account)
    {
        return read(Kind::Password, account);
    }
    [[nodiscard]] QFuture<Status> writePassword(const Jid &account, const QString &password)
    {
        return write(Kind::Password, account, password);
    }
    [[nodiscard]] QFuture<Status> deletePassword(const Jid &account)
    {
        return remove(Kind::Password, account);
    }
};

/// The system's keychain through QtKeychain (Secret Service, KWallet, Windows, macOS). Never falls back to a
/// file.
class KeychainSecretStore final : public SecretStore
{
public:
    [[nodiscard]] QFuture<Result<QString>> read(Kind kind, const Jid &account) override;
    [[nodiscard]] QFuture<Status> write(Kind kind, const Jid &account, const QString &secret) override;
    [[nodiscard]] QFuture<Status> remove(Kind kind, const Jid &account) override;
};

} // namespace roost
