// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/link_target.h"

#include "base/lookalikes.h"
#include "base/visible_text.h"

#include <QStringList>

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostAddresses = 20;
constexpr qsizetype longestText = 8 * 1024;

bool isWeb(const QUrl &url) { return url.scheme() == "http"_L1 || url.scheme() == "https"_L1; }

QString decoded(QStringView part)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(part.toUtf8()));
}

QString encoded(const QString &text, const QByteArray &kept = {})
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, kept));
}

/// Each on its own, so that no comma or header can hide in one.
QStringList mailAddresses(QStringView list)
{
    QStringList addresses;
    const auto parts = list.split(u',', Qt::SkipEmptyParts);
    for (const QStringView part : parts) {
        const QString address = typedAddress(decoded(part));
        const qsizetype at = address.lastIndexOf(u'@');
        const bool isBad = std::any_of(address.begin(), address.end(), [](QChar c) {
            return c.isSpace() || c.category() == QChar::Other_Control || QStringView(u"<>,;:\"").contains(c);
        });
        if (at > 0 && at + 1 < address.size() && !isBad && addresses.size() < mostAddresses)
            addresses.append(encoded(address, "@"));
    }
    return addresses;
}

/// Line breaks as RFC 6068 §5 wants them; no other controls.
QString mailText(const QString &text, bool hasLines)
{
    if (!hasLines)
        return encoded(singleLine(text.left(longestText)));
    QString lines = withoutDirectionControls(text.left(longestText));
    lines.replace("\r\n"_L1, "\n"_L1);
    lines.removeIf([](QChar c) { return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t'; });
    lines.replace(u'\n', "\r\n"_L1);
    return encoded(lines);
}

QUrl openableMail(const QUrl &url)
{
    QStringList addresses = mailAddresses(url.path(QUrl::FullyEncoded));
    QStringList fields;
    const QString query = url.query(QUrl::FullyEncoded);
    const auto parts = QStringView(query).split(u'&', Qt::SkipEmptyParts);
    for (const QStringView part : parts) {
        const qsizetype equals = part.indexOf(u'=');
        const QString key = decoded(part.left(std::max<qsizetype>(0, equals))).toLower();
        const QStringView value = part.mid(equals + 1);
        if (key == "to"_L1)
            addresses += mailAddresses(value);
        else if (key == "subject"_L1 || key == "body"_L1)
            fields += key + u'=' + mailText(decoded(value), key == "body"_L1);
    }
    if (addresses.isEmpty())
        return {};
    const QString text =
        "mailto:"_L1 + addresses.join(u',') + (fields.isEmpty() ? QString() : u"?"_s) + fields.join(u'&');
    return QUrl(text, QUrl::StrictMode);
}

/// The host as Unicode, independent of Qt's list of top-level domains.
QString unicodeHost(const QUrl &url)
{
    return QUrl::fromAce(url.host(QUrl::FullyEncoded).toLatin1(), QUrl::IgnoreIDNWhitelist);
}

bool runsFromTheRight(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        return c.direction() == QChar::DirR || c.direction() == QChar::DirAL || c.direction() == QChar::DirAN;
    });
}

} // namespace

QUrl openableLink(const QUrl &url)
{
    if (!url.isValid())
        return {};
    if (isWeb(url))
        return url.host().isEmpty() ? QUrl() : url;
    if (url.scheme() == "mailto"_L1)
        return openableMail(url);
    return url.scheme() == "xmpp"_L1 && !url.path().isEmpty() ? url : QUrl();
}

QString shownHost(const QUrl &url)
{
    const QString host = unicodeHost(url);
    return isSpoofedHost(host) ? url.host(QUrl::FullyEncoded) : host;
}

QString linkTarget(const QUrl &url)
{
    QString target = QString::fromLatin1(url.toEncoded());
    const QString host = url.host(QUrl::FullyEncoded);
    if (isWeb(url) && !host.isEmpty()) {
        const qsizetype userInfo = url.userInfo(QUrl::FullyEncoded).size();
        const qsizetype at = target.indexOf(host, url.scheme().size() + 3 + userInfo);
        if (at >= 0)
            target.replace(at, host.size(), shownHost(url));
    }
    return target;
}

bool hidesItsTarget(const QUrl &url)
{
    if (!isWeb(url))
        return false;
    const QString host = unicodeHost(url);
    return !url.userInfo().isEmpty() || isSpoofedHost(host) || runsFromTheRight(host);
}

} // namespace roost
