// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "base/result.h"

#include <QFuture>

namespace roost {

/// Port: stores the password of an account, if the user wants that, and the token that replaces it at sign-in
/// (XEP-0484). Main thread.
class SecretStore
{
public:
    enum class Kind : quint8 { Password, Token };

    virtual ~SecretStore() = default;
    /// ItemNotFound if there is none; KeychainUnavailable if the system has no keychain service.
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

/// The system's keychain through QtKeychain (Secret Service, KWallet, Windows, macOS), never a file.
class KeychainSecretStore final : public SecretStore
{
public:
    [[nodiscard]] QFuture<Result<QString>> read(Kind kind, const Jid &account) override;
    [[nodiscard]] QFuture<Status> write(Kind kind, const Jid &account, const QString &secret) override;
    [[nodiscard]] QFuture<Status> remove(Kind kind, const Jid &account) override;
};

} // namespace roost
