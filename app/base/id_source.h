// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>

namespace roost {

/// Where stanza, message and nonce ids come from, so that tests can fix them.
class IdSource
{
public:
    virtual ~IdSource() = default;
    /// A fresh id, unguessable (128 random bits, base64url), XML- and file-name-safe.
    [[nodiscard]] virtual QString next() = 0;
};

/// Ids from the system's cryptographic random source.
class RandomIdSource final : public IdSource
{
public:
    [[nodiscard]] QString next() override;
};

/// Returns the same ids for the same seed. For --test-mode only: the seed makes all ids predictable.
class SeededIdSource final : public IdSource
{
public:
    explicit SeededIdSource(QString seed) : m_seed(std::move(seed)) {}
    [[nodiscard]] QString next() override;

private:
    QString m_seed;
    quint64 m_count = 0;
};

} // namespace roost
