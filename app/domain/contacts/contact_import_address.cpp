// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/contact_import_private.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

bool isInvisible(QChar c) { return c.isSpace() || c.category() == QChar::Other_Format; }

AddressFinding bad(ImportProblemKind problem, QStringView text, const QString &network = {})
{
    return {{}, problem, text.toString(), network};
}

/// The scheme of "xmpp:alice@example.com" or "Jabber: alice@example.com"; empty if there is none. A local
/// part contains no colon.
QStringView schemeOf(QStringView text)
{
    const qsizetype colon = text.indexOf(u':');
    const qsizetype at = text.indexOf(u'@');
    if (colon <= 0 || (at >= 0 && at < colon))
        return {};
    const QStringView scheme = text.left(colon).trimmed();
    const auto isInScheme = [](QChar c) {
        return (c.isLetterOrNumber() && c.unicode() < 0x80) || c == u'+' || c == u'-' || c == u'.';
    };
    // "example.com:5222" is no scheme: no scheme in use contains a dot.
    const bool isScheme = !scheme.isEmpty() && scheme[0].isLetter() && !scheme.contains(u'.') &&
                          std::all_of(scheme.begin(), scheme.end(), isInScheme);
    return isScheme ? scheme : QStringView();
}

/// One address without a scheme, in the form of a person or of a program.
AddressFinding plainAddress(QStringView text, bool isXmpp)
{
    const bool hasSpace = std::any_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
    const QStringView bare = text.left(text.indexOf(u'/') < 0 ? text.size() : text.indexOf(u'/'));
    if (hasSpace || bare.count(u'@') > 1)
        return bad(ImportProblemKind::InvalidAddress, text);
    // Try the wire form first (d\27artagnan@…), which a file may contain.
    std::optional<Jid> jid = Jid::parse(text);
    if (!jid && bare.contains(u'@')) {
        // Names of people contain only these two of the characters that XEP-0106 escapes.
        QString escaped = text.toString();
        jid = Jid::parse(escaped.replace(u"'"_s, u"\\27"_s).replace(u"&"_s, u"\\26"_s));
    }
    if (!jid || (jid->isDomain() && !jid->domainView().contains(u'.')))
        return bad(ImportProblemKind::InvalidAddress, text);
    if (jid->localView().isEmpty() && !isXmpp)
        return bad(ImportProblemKind::InvalidAddress, text);
    return {jid->bare()};
}

/// The part after "xmpp:" (RFC 5122).
AddressFinding uriAddress(QStringView rest)
{
    const QString uri = "xmpp:"_L1 + visiblePart(rest).toString();
    const QString query = uri.section(u'?', 1).section(u';', 0, 0);
    if (query.compare("join"_L1, Qt::CaseInsensitive) == 0)
        return bad(ImportProblemKind::Room, uri);
    const std::optional<Jid> jid = Jid::fromUserInput(uri);
    const bool isGood = jid && !jid->isEmpty() && (!jid->isDomain() || jid->domainView().contains(u'.'));
    return isGood ? AddressFinding{jid->bare()} : bad(ImportProblemKind::InvalidAddress, uri);
}

/// With or without a scheme.
AddressFinding addressOrUri(QStringView text, bool isXmpp)
{
    const QStringView scheme = schemeOf(text);
    if (scheme.isEmpty())
        return plainAddress(text, isXmpp);
    const QStringView rest = visiblePart(text.mid(text.indexOf(u':') + 1));
    if (scheme.compare("xmpp"_L1, Qt::CaseInsensitive) == 0)
        return uriAddress(rest);
    if (isXmppService(scheme.toString()) || scheme.compare("jid"_L1, Qt::CaseInsensitive) == 0)
        return plainAddress(rest, true);
    // RFC 3860: the scheme im names no network.
    if (scheme.compare("im"_L1, Qt::CaseInsensitive) == 0)
        return isXmpp ? plainAddress(rest, true) : bad(ImportProblemKind::UnclearNetwork, rest);
    return bad(ImportProblemKind::OtherNetwork, rest, otherNetwork(scheme.toString()));
}

AddressFinding oneAddress(QStringView whole, bool isXmpp)
{
    const QStringView text = visiblePart(whole);
    const qsizetype open = text.indexOf(u'<');
    if (open < 0 || !text.endsWith(u'>'))
        return addressOrUri(text, isXmpp);
    const QStringView inner = text.mid(open + 1).chopped(1);
    if (inner.contains(u'<') || inner.contains(u'>') || text.left(open).contains(u'@'))
        return bad(ImportProblemKind::InvalidAddress, text);
    AddressFinding finding = addressOrUri(visiblePart(inner), isXmpp);
    finding.name = text.left(open).toString().remove(u'"').trimmed();
    return finding;
}

bool isGood(const AddressFinding &finding) { return !finding.jid.isEmpty(); }

} // namespace

QStringView visiblePart(QStringView text)
{
    while (!text.isEmpty() && isInvisible(text.front()))
        text = text.mid(1);
    while (!text.isEmpty() && isInvisible(text.back()))
        text.chop(1);
    return text;
}

bool isXmppService(const QString &service)
{
    return service.compare("xmpp"_L1, Qt::CaseInsensitive) == 0 ||
           service.compare("jabber"_L1, Qt::CaseInsensitive) == 0;
}

QString otherNetwork(const QString &service)
{
    const QString name = service.simplified();
    static const QHash<QString, QString> names{
        {u"aim"_s, u"AIM"_s},
        {u"gg"_s, u"Gadu-Gadu"_s},
        {u"gadugadu"_s, u"Gadu-Gadu"_s},
        {u"googletalk"_s, u"Google Talk"_s},
        {u"google-talk"_s, u"Google Talk"_s},
        {u"gtalk"_s, u"Google Talk"_s},
        {u"groupwise"_s, u"GroupWise"_s},
        {u"icq"_s, u"ICQ"_s},
        {u"irc"_s, u"IRC"_s},
        {u"matrix"_s, u"Matrix"_s},
        {u"msn"_s, u"MSN"_s},
        {u"msnim"_s, u"MSN"_s},
        {u"qq"_s, u"QQ"_s},
        {u"sip"_s, u"SIP"_s},
        {u"sips"_s, u"SIP"_s},
        {u"skype"_s, u"Skype"_s},
        {u"skype-username"_s, u"Skype"_s},
        {u"yahoo"_s, u"Yahoo"_s},
        {u"ymsgr"_s, u"Yahoo"_s},
    };
    return isXmppService(name) ? QString() : names.value(name.toLower(), name);
}

QList<AddressFinding> addressesIn(const AddressText &place)
{
    const QStringView text = visiblePart(place.text);
    if (text.isEmpty())
        return {};
    if (!place.network.isEmpty())
        return {bad(ImportProblemKind::OtherNetwork, text, place.network)};
    if (place.isUnclear)
        return {bad(ImportProblemKind::UnclearNetwork, text)};
    const AddressFinding whole = oneAddress(text, place.isXmpp);
    if (isGood(whole))
        return {whole};
    static const QRegularExpression separators(u":::|[,;|\\r\\n\\x{2028}\\x{2029}]"_s);
    static const QRegularExpression spaces(u"\\s+"_s);
    QList<AddressFinding> findings;
    const QStringList listed = text.toString().split(separators, Qt::SkipEmptyParts);
    for (const QString &piece : listed) {
        if (!visiblePart(piece).isEmpty())
            findings.append(oneAddress(piece, place.isXmpp));
    }
    if (findings.size() > 1 && std::any_of(findings.begin(), findings.end(), isGood))
        return findings;
    // Pieces between spaces must all be addresses; otherwise the text is a sentence.
    findings.clear();
    const QStringList spaced = text.toString().split(spaces, Qt::SkipEmptyParts);
    for (const QString &piece : spaced)
        findings.append(oneAddress(piece, place.isXmpp));
    if (findings.size() > 1 && std::all_of(findings.begin(), findings.end(), isGood))
        return findings;
    return {whole};
}

bool holdsAddress(const QString &text)
{
    if (!text.contains(u'@'))
        return false;
    const QList<AddressFinding> findings = addressesIn({text});
    return std::any_of(findings.begin(), findings.end(), isGood);
}

} // namespace roost
