// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jid_parts.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace roost {

namespace {

constexpr qsizetype maxPartBytes = 1023;
constexpr qsizetype maxLabel = 63;

enum CharClass : quint8 { LocalOk = 1, DomainOk = 2, ResourceOk = 4 };

constexpr std::array<quint8, 128> asciiClasses()
{
    std::array<quint8, 128> classes{};
    for (unsigned c = 0x21; c < 0x7f; ++c) {
        quint8 bits = ResourceOk;
        const bool upper = c >= 'A' && c <= 'Z';
        const bool excluded =
            c == '"' || c == '&' || c == '\'' || c == '/' || c == ':' || c == '<' || c == '>' || c == '@';
        if (!upper && !excluded)
            bits |= LocalOk;
        // An underscore is no host name, but names of services inside companies have it.
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_')
            bits |= DomainOk;
        classes[c] = bits;
    }
    classes[' '] = ResourceOk;
    return classes;
}
constexpr std::array<quint8, 128> classTable = asciiClasses();

bool isAllOf(QStringView text, CharClass wanted)
{
    if (text.size() > maxPartBytes)
        return false;
    return std::all_of(text.begin(), text.end(), [wanted](QChar c) {
        return c.unicode() < 128 && (classTable[c.unicode()] & wanted) != 0;
    });
}

bool isExcluded(char32_t c)
{
    return c == U'"' || c == U'&' || c == U'\'' || c == U'/' || c == U':' || c == U'<' || c == U'>' ||
           c == U'@';
}

/// Characters that no part may contain: controls, unpaired surrogates, non-characters, private use, invisible
/// formatting.
bool isForbiddenEverywhere(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    case QChar::Other_Format:
        return c != 0x200c && c != 0x200d; // joiners: RFC 8264 §9.8 allows them in context
    default:
        return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    }
}

/// RFC 8265 §3.3.2 rule 1: full-width and half-width characters become their plain counterparts.
QString widthMapped(QStringView text)
{
    QString mapped;
    mapped.reserve(text.size());
    for (const QChar c : text) {
        const bool otherWidth = c.decompositionTag() == QChar::Wide || c.decompositionTag() == QChar::Narrow;
        if (otherWidth)
            mapped += c.decomposition();
        else
            mapped += c;
    }
    return mapped;
}

bool fitsPart(const QString &part) { return !part.isEmpty() && part.toUtf8().size() <= maxPartBytes; }

bool isIpv6Literal(QStringView domain)
{
    if (!domain.startsWith(u'[') || !domain.endsWith(u']') || domain.size() < 4)
        return false;
    const QStringView inside = domain.mid(1, domain.size() - 2);
    return inside.contains(u':') && std::all_of(inside.begin(), inside.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || c == u':' || c == u'.';
           });
}

} // namespace

bool isPlainLocal(QStringView local) { return isAllOf(local, LocalOk); }

bool isPlainResource(QStringView resource) { return isAllOf(resource, ResourceOk); }

bool isPlainDomain(QStringView domain)
{
    if (domain.isEmpty() || domain.size() > maxPartBytes)
        return false;
    qsizetype label = 0;
    QChar before = u'.';
    for (qsizetype i = 0; i < domain.size(); ++i) {
        const QChar c = domain[i];
        if (c == u'.') {
            if (label == 0 || before == u'-')
                return false;
            label = 0;
        } else {
            if (c.unicode() >= 128 || (classTable[c.unicode()] & DomainOk) == 0 || (label == 0 && c == u'-'))
                return false;
            // "xn--" is an A-label, which has to become a U-label (RFC 7622 §3.2.1).
            if (++label > maxLabel || (label == 4 && c == u'-' && domain.mid(i - 3, 4) == u"xn--"))
                return false;
        }
        before = c;
    }
    return label > 0 && before != u'-';
}

std::optional<QString> preparedLocal(QStringView local)
{
    if (local.size() > maxPartBytes || !local.isValidUtf16())
        return std::nullopt;
    const QString prepared = widthMapped(local).toLower().normalized(QString::NormalizationForm_C);
    if (!fitsPart(prepared))
        return std::nullopt;
    // RFC 8264 §9.17: characters with a compatibility equivalent are not allowed, since they look like other
    // characters.
    if (prepared.normalized(QString::NormalizationForm_KC) != prepared)
        return std::nullopt;
    const QList<uint> points = prepared.toUcs4();
    const bool isGood = std::none_of(points.begin(), points.end(), [](uint c) {
        return isExcluded(c) || isForbiddenEverywhere(c) || QChar::isSpace(c);
    });
    return isGood ? std::optional<QString>(prepared) : std::nullopt;
}

std::optional<QString> preparedDomain(QStringView domain)
{
    if (domain.size() > maxPartBytes)
        return std::nullopt;
    if (domain.endsWith(u'.'))
        domain.chop(1);
    QString lower = domain.toString().toLower();
    if (isPlainDomain(lower) || isIpv6Literal(lower))
        return lower;
    const QString ace = QString::fromLatin1(QUrl::toAce(lower, QUrl::IgnoreIDNWhitelist));
    if (ace.isEmpty())
        return std::nullopt;
    // toAce() gives letters, digits and hyphens for a good name; anything else was let through unlooked at.
    const bool isHostName = std::all_of(ace.begin(), ace.end(), [](QChar c) {
        return c == u'.' || (c.unicode() < 128 && (classTable[c.unicode()] & DomainOk) != 0);
    });
    if (!isHostName || ace.startsWith(u'.') || ace.endsWith(u'.') || ace.contains(QLatin1String("..")))
        return std::nullopt;
    QString unicode = QUrl::fromAce(ace.toLatin1(), QUrl::IgnoreIDNWhitelist);
    // fromAce() leaves an invalid A-label unchanged; RFC 7622 §3.2.1 allows U-labels only.
    if (unicode.startsWith(QLatin1String("xn--")) || unicode.contains(QLatin1String(".xn--")))
        return std::nullopt;
    return fitsPart(unicode) ? std::optional<QString>(std::move(unicode)) : std::nullopt;
}

std::optional<QString> preparedResource(QStringView resource)
{
    if (resource.size() > maxPartBytes || !resource.isValidUtf16())
        return std::nullopt;
    QString prepared = resource.toString();
    for (QChar &c : prepared) {
        if (c.category() == QChar::Separator_Space)
            c = u' ';
    }
    prepared = prepared.normalized(QString::NormalizationForm_C);
    if (!fitsPart(prepared))
        return std::nullopt;
    const QList<uint> points = prepared.toUcs4();
    if (std::any_of(points.begin(), points.end(), isForbiddenEverywhere))
        return std::nullopt;
    return prepared;
}

} // namespace roost
