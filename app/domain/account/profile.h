// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"

#include <QString>

namespace roost {

/// Where everything of one profile lies (two profiles can run side by side). The only place that knows:
///
///     settings.ini                      preferences of the program
///     cache/                            may be deleted at any time
///     accounts/<address>/roost.sqlite   the user database of an account
///     accounts/<address>/avatars/<hash> pictures
///
/// A value; makes no folder by itself.
class Profile
{
public:
    explicit Profile(QString directory) : m_directory(std::move(directory)) {}

    [[nodiscard]] const QString &directory() const { return m_directory; }
    [[nodiscard]] QString settingsFile() const;
    [[nodiscard]] QString cacheDirectory() const;
    /// The folder of an account (bare address), whatever characters its address has.
    [[nodiscard]] QString accountDirectory(const Jid &account) const;

    /// Inside an account's folder.
    [[nodiscard]] static QString databaseFile(const QString &accountDirectory);
    [[nodiscard]] static QString avatarDirectory(const QString &accountDirectory);

private:
    QString m_directory;
};

} // namespace roost
