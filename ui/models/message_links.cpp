// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/message_links.h"

#include <QRegularExpression>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostLinks = 100;
constexpr qsizetype longestLink = 2000;

/// Cuts what belongs to the sentence and not to the link: a full stop, a bracket that was opened before it.
qsizetype withoutTail(QStringView link)
{
    qsizetype length = link.size();
    while (length > 0) {
        const QChar last = link[length - 1];
        if (QStringView(u".,;:!?'\"»”’…").contains(last)) {
            --length;
            continue;
        }
        const QChar opening = last == u')' ? u'(' : last == u']' ? u'[' : last == u'}' ? u'{' : QChar();
        const QStringView kept = link.left(length);
        if (opening.isNull() || kept.count(opening) >= kept.count(last))
            break;
        --length;
    }
    return length;
}

} // namespace

QList<MessageLink> findLinks(const QString &text)
{
    if (!text.contains(u':'))
        return {};
    static const QRegularExpression pattern(u"(?<![\\w])(?:https?://|mailto:|xmpp:)[^\\s<>\"\\x{2028}]+"_s,
                                            QRegularExpression::CaseInsensitiveOption |
                                                QRegularExpression::UseUnicodePropertiesOption);
    QList<MessageLink> links;
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext() && links.size() < mostLinks) {
        const QRegularExpressionMatch match = matches.next();
        const qsizetype length = withoutTail(match.capturedView());
        if (length > longestLink)
            continue;
        const QUrl url(text.mid(match.capturedStart(), length), QUrl::TolerantMode);
        const QString scheme = url.scheme();
        const bool isWeb = scheme == "http"_L1 || scheme == "https"_L1;
        if (!url.isValid() || (isWeb ? url.host().isEmpty() : url.path().isEmpty()))
            continue;
        links.append({match.capturedStart(), length, url});
    }
    return links;
}

} // namespace roost
