// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/account/profile.h"

#include <QCryptographicHash>
#include <QUrl>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// File systems limit a name to 255 bytes; a hash replaces the rest of a longer name.
constexpr qsizetype longestName = 200;

QString folderName(const Jid &account)
{
    const QString address = account.bare().toString();
    const QByteArray escaped = QUrl::toPercentEncoding(address, "@", "~");
    if (escaped.size() <= longestName)
        return QString::fromLatin1(escaped);
    const QByteArray hash =
        QCryptographicHash::hash(address.toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
    return QString::fromLatin1(escaped.left(longestName - hash.size() - 1) + '~' + hash);
}

} // namespace

QString Profile::settingsFile() const { return m_directory + u"/settings.ini"_s; }

QString Profile::cacheDirectory() const { return m_directory + u"/cache"_s; }

QString Profile::accountDirectory(const Jid &account) const
{
    return m_directory + u"/accounts/"_s + folderName(account);
}

QString Profile::databaseFile(const QString &accountDirectory)
{
    return accountDirectory + u"/roost.sqlite"_s;
}

QString Profile::avatarDirectory(const QString &accountDirectory) { return accountDirectory + u"/avatars"_s; }

} // namespace roost
