// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"

#include <QString>

namespace roost {

/// Paths of all files of one profile (two profiles can run side by side). No other class knows them:
///
///     settings.ini                      preferences of the program
///     cache/                            may be deleted at any time
///     accounts/<address>/roost.sqlite   the user database of an account
///     accounts/<address>/avatars/<hash> pictures
///
/// A value; creates no folder.
class Profile
{
public:
    explicit Profile(QString directory) : m_directory(std::move(directory)) {}

    [[nodiscard]] const QString &directory() const { return m_directory; }
    [[nodiscard]] QString settingsFile() const;
    [[nodiscard]] QString cacheDirectory() const;
    /// The folder of an account (bare address), with all special characters escaped.
    [[nodiscard]] QString accountDirectory(const Jid &account) const;

    /// Paths inside the folder of an account.
    [[nodiscard]] static QString databaseFile(const QString &accountDirectory);
    [[nodiscard]] static QString avatarDirectory(const QString &accountDirectory);

private:
    QString m_directory;
};

} // namespace roost
