// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/message_links.h"

#include "base/visible_text.h"
#include "models/link_target.h"

#include <QRegularExpression>

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostLinks = 100;
constexpr qsizetype longestLink = 2000;
/// A text with more beginnings of links inside words is made to take time.
constexpr int mostFalseStarts = 1000;

bool mayHoldLinks(const QString &text)
{
    return text.contains(u':') || text.contains("www."_L1, Qt::CaseInsensitive);
}

/// Scripts that put no space between a word and a link do not end a word there either.
bool belongsToWord(QChar c)
{
    if (!c.isLetterOrNumber())
        return false;
    switch (c.script()) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Bopomofo:
    case QChar::Script_Hangul:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
    case QChar::Script_Arabic:
    case QChar::Script_Hebrew:
        return false;
    default:
        return true;
    }
}

bool mayBegin(const QString &text, qsizetype at, bool hasScheme)
{
    if (at == 0)
        return true;
    const QChar before = text[at - 1];
    return !belongsToWord(before) && (hasScheme || !QStringView(u"/.@-:=?&%#").contains(before));
}

/// Removes the part that belongs to the sentence: a full stop, a closing bracket whose opening one is before
/// the link, the mark-up sign `before` if it surrounds the link.
qsizetype withoutTail(QStringView link, QChar before)
{
    qsizetype length = link.size();
    while (length > 0) {
        const QChar last = link[length - 1];
        const bool isMarkup = last == before && QStringView(u"*_~").contains(last);
        if (isMarkup || QStringView(u".,;:!?'»”’…`").contains(last)) {
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

struct Range
{
    qsizetype start = 0;
    qsizetype end = 0;
};

/// Range of the host in the text of a web link; without a port.
Range hostIn(QStringView link)
{
    const qsizetype scheme = link.indexOf("://"_L1);
    Range host{scheme < 0 ? 0 : scheme + 3, link.size()};
    for (qsizetype at = host.start; at < link.size(); ++at) {
        if (QStringView(u"/?#").contains(link[at])) {
            host.end = at;
            break;
        }
    }
    const QStringView authority = link.mid(host.start, host.end - host.start);
    if (const qsizetype at = authority.lastIndexOf(u'@'); at >= 0)
        host.start += at + 1;
    const QStringView rest = link.mid(host.start, host.end - host.start);
    if (const qsizetype colon = rest.lastIndexOf(u':'); colon >= 0 && !rest.endsWith(u']'))
        host.end = host.start + colon;
    return host;
}

/// "example.comをご覧ください": no top-level domain mixes ASCII letters with others, so the sentence
/// continues there. Returns the end of the link.
qsizetype withoutSentence(QStringView link)
{
    const Range host = hostIn(link);
    const qsizetype dot = link.left(host.end).lastIndexOf(u'.');
    if (dot < host.start)
        return link.size();
    qsizetype at = dot + 1;
    while (at < host.end && link[at].unicode() < 0x80 && link[at].isLetter())
        ++at;
    if (at == host.end && at < link.size() && link[at] == u':') {
        ++at;
        while (at < link.size() && link[at] >= u'0' && link[at] <= u'9')
            ++at;
    } else if (at <= dot + 2 || at == host.end) {
        return link.size();
    }
    return at < link.size() && link[at].unicode() >= 0x80 ? at : link.size();
}

QUrl urlOf(QStringView link)
{
    const bool hasScheme = !link.startsWith("www."_L1, Qt::CaseInsensitive);
    const QUrl url(hasScheme ? link.toString() : "https://"_L1 + link.toString(), QUrl::TolerantMode);
    const QString scheme = url.scheme();
    const bool isWeb = scheme == "http"_L1 || scheme == "https"_L1;
    if (!url.isValid() || (isWeb ? url.host().isEmpty() : url.path().isEmpty()))
        return {};
    // "www." alone begins a link only where a name and a top-level domain follow.
    if (!hasScheme && url.host().count(u'.') < 2)
        return {};
    return url;
}

const QRegularExpression &linkPattern()
{
    // Excluded: blanks, controls and invisible characters; quotes and brackets that URLs cannot contain; the
    // punctuation of scripts whose sentences continue without a space.
    static const QRegularExpression pattern(
        u"(?<![A-Za-z0-9])(?:https?://|www\\.|mailto:|xmpp:)"
        "[^\\s\\p{C}\\p{Z}<>\"\\\\^`«»“”„‟‹›"
        "\\x{3001}-\\x{3004}\\x{3008}-\\x{3020}\\x{3030}\\x{FF01}-\\x{FF0F}\\x{FF1A}-\\x{FF20}"
        "\\x{FF3B}-\\x{FF40}\\x{FF5B}-\\x{FF65}\\x{FE10}-\\x{FE19}\\x{FE30}-\\x{FE6F}"
        "\\x{060C}\\x{061B}\\x{061F}\\x{06D4}\\x{05BE}\\x{05C3}\\x{0589}\\x{0964}\\x{0965}"
        "\\x{104A}\\x{104B}\\x{17D4}\\x{17D5}]{1,2001}"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return pattern;
}

bool hasRightToLeft(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c.direction() == QChar::DirR || c.direction() == QChar::DirAL; });
}

/// Replaces direction controls by a character of the same length, so that positions stay valid. `all`:
/// embeddings and isolates too, not only overrides.
void hideDirectionControls(QString &text, bool all)
{
    for (QChar &c : text) {
        const bool isOverride = c == QChar(0x202d) || c == QChar(0x202e);
        if (isOverride || (all && isDirectionControl(c)))
            c = QChar(0x2060);
    }
}

} // namespace

QList<MessageLink> findLinks(const QString &text)
{
    if (!mayHoldLinks(text))
        return {};
    QList<MessageLink> links;
    qsizetype from = 0;
    int falseStarts = 0;
    while (links.size() < mostLinks && falseStarts < mostFalseStarts) {
        const QRegularExpressionMatch match = linkPattern().match(text, from);
        if (!match.hasMatch())
            break;
        const qsizetype start = match.capturedStart();
        const bool hasScheme = !match.capturedView().startsWith("www."_L1, Qt::CaseInsensitive);
        if (!mayBegin(text, start, hasScheme)) {
            from = start + 1;
            ++falseStarts;
            continue;
        }
        from = match.capturedEnd();
        const QStringView whole = match.capturedView().left(withoutSentence(match.capturedView()));
        const qsizetype length = withoutTail(whole, start > 0 ? text[start - 1] : QChar());
        if (length > longestLink)
            continue;
        const QUrl url = urlOf(whole.left(length));
        if (url.isEmpty())
            continue;
        links.append({start, length, url});
        from = start + length;
    }
    return links;
}

QString withHonestLinks(const QString &text)
{
    const QList<MessageLink> links = findLinks(text);
    QString shown = text;
    if (!links.isEmpty() || text.contains(QChar(0x202d)) || text.contains(QChar(0x202e)))
        hideDirectionControls(shown, !links.isEmpty());
    if (links.isEmpty())
        return shown;
    const bool isMixed = hasRightToLeft(text);
    for (auto link = links.crbegin(); link != links.crend(); ++link) {
        if (isMixed)
            shown.insert(link->start + link->length, QChar(0x2069));
        if (link->url.scheme().startsWith("http"_L1)) {
            const Range host = hostIn(QStringView(text).mid(link->start, link->length));
            const QString honest = shownHost(link->url);
            const QStringView written =
                QStringView(text).mid(link->start + host.start, host.end - host.start);
            if (written.compare(honest, Qt::CaseInsensitive) != 0)
                shown.replace(link->start + host.start, host.end - host.start, honest);
        }
        if (isMixed)
            shown.insert(link->start, QChar(0x2066));
    }
    return shown;
}

} // namespace roost
