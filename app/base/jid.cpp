// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jid.h"

#include "base/jid_parts.h"
#include "base/vector_registers.h"
#include "base/visible_text.h"

#include <QStringBuilder>
#include <QUrl>

namespace roost {

namespace {

// RFC 7622 §3.3.1 (excluded characters), and XEP-0106 §3.2, which adds the space and the escape itself.
struct Escape
{
    char16_t plain;
    char16_t first;
    char16_t second;
};
constexpr Escape escapes[] = {
    {u' ', u'2', u'0'}, {u'"', u'2', u'2'}, {u'&', u'2', u'6'}, {u'\'', u'2', u'7'}, {u'/', u'2', u'f'},
    {u':', u'3', u'a'}, {u'<', u'3', u'c'}, {u'>', u'3', u'e'}, {u'@', u'4', u'0'},  {u'\\', u'5', u'c'},
};

/// The escape whose two digits are at `at + 1`, or nullptr.
const Escape *escapeAt(QStringView text, qsizetype at)
{
    if (at + 2 >= text.size())
        return nullptr;
    for (const Escape &escape : escapes) {
        if (text[at + 1] == escape.first && text[at + 2] == escape.second)
            return &escape;
    }
    return nullptr;
}

const Escape *escapeOf(QChar c)
{
    for (const Escape &escape : escapes) {
        if (c == escape.plain)
            return &escape;
    }
    return nullptr;
}

} // namespace

std::optional<Jid> Jid::parse(QStringView text)
{
    const qsizetype slash = text.indexOf(u'/');
    const QStringView bare = slash < 0 ? text : text.left(slash);
    const qsizetype at = bare.indexOf(u'@');
    const QStringView local = at < 0 ? QStringView() : bare.left(at);
    const QStringView domain = bare.mid(at + 1);
    const QStringView resource = slash < 0 ? QStringView() : text.mid(slash + 1);
    if (at == 0 || (slash >= 0 && resource.isEmpty()))
        return std::nullopt;

    Jid jid;
    // Nearly every address on the wire is plain, lower-case ASCII already: one scan, one copy.
    if (isPlainLocal(local) && isPlainDomain(domain) && isPlainResource(resource)) {
        jid.m_text = text.toString();
        jid.m_localLength = qint32(local.size());
        jid.m_bareLength = qint32(bare.size());
        return jid;
    }

    const std::optional<QString> goodDomain = preparedDomain(domain);
    if (!goodDomain)
        return std::nullopt;
    if (at > 0) {
        const std::optional<QString> goodLocal = preparedLocal(local);
        if (!goodLocal)
            return std::nullopt;
        jid.m_text = *goodLocal;
        jid.m_localLength = qint32(goodLocal->size());
        jid.m_text += u'@';
    }
    jid.m_text += *goodDomain;
    jid.m_bareLength = qint32(jid.m_text.size());
    if (slash >= 0) {
        const std::optional<QString> goodResource = preparedResource(resource);
        if (!goodResource)
            return std::nullopt;
        jid.m_text += u'/';
        jid.m_text += *goodResource;
    }
    return jid;
}

Jid Jid::fromWire(QStringView text)
{
    if (text.isEmpty())
        return {};
    std::optional<Jid> jid = parse(text);
    return jid ? *std::move(jid) : Jid();
}

Jid Jid::fromTrusted(QString text)
{
    Jid jid;
    const qsizetype slash = text.indexOf(u'/');
    jid.m_bareLength = qint32(slash < 0 ? text.size() : slash);
    jid.m_localLength =
        qint32(std::max<qsizetype>(0, QStringView(text).left(jid.m_bareLength).indexOf(u'@')));
    jid.m_text = std::move(text);
    return jid;
}

std::optional<Jid> Jid::fromUserInput(QStringView text)
{
    QString input = typedAddress(text);
    if (input.startsWith(QLatin1String("xmpp:"), Qt::CaseInsensitive)) {
        // RFC 5122: an authority component names the sending account, not the address; a query is an action.
        input.remove(0, 5);
        if (input.startsWith(QLatin1String("//")))
            input.remove(0, input.indexOf(u'/', 2) < 0 ? 2 : input.indexOf(u'/', 2) + 1);
        if (const qsizetype end = input.indexOf(u'?'); end >= 0)
            input.truncate(end);
        input = typedAddress(QUrl::fromPercentEncoding(input.toUtf8()));
        // The address in a URI is already in wire form.
        const std::optional<Jid> jid = parse(input);
        return jid ? std::optional<Jid>(jid->bare()) : std::nullopt;
    }
    // The last '@' ends the local part: "user@host@example.com" is user\40host@example.com (XEP-0106 §6.1).
    const qsizetype at = input.lastIndexOf(u'@');
    QStringView domain = QStringView(input).mid(at + 1);
    if (const qsizetype slash = domain.indexOf(u'/'); slash >= 0)
        domain = domain.left(slash);
    if (at < 0)
        return parse(domain);
    if (at == 0)
        return std::nullopt;
    return parse(QString(escapeLocalPart(QStringView(input).left(at)) % u'@' % domain));
}

QStringView Jid::localView() const { return QStringView(m_text).left(m_localLength); }

QStringView Jid::domainView() const
{
    const qint32 begin = m_localLength == 0 ? 0 : m_localLength + 1;
    return QStringView(m_text).mid(begin, m_bareLength - begin);
}

QStringView Jid::resourceView() const
{
    return isFull() ? QStringView(m_text).mid(m_bareLength + 1) : QStringView();
}

QString Jid::toDisplayString() const
{
    if (m_localLength == 0 || !localView().contains(u'\\'))
        return m_text;
    return unescapeLocalPart(localView()) % QStringView(m_text).mid(m_localLength);
}

Jid Jid::bare() const
{
    if (!isFull())
        return *this;
    Jid jid;
    jid.m_text = m_text.left(m_bareLength);
    jid.m_localLength = m_localLength;
    jid.m_bareLength = m_bareLength;
    return jid;
}

Jid Jid::withResource(QStringView resource) const
{
    if (isEmpty())
        return {};
    const std::optional<QString> good = preparedResource(resource);
    if (!good)
        return {};
    Jid jid;
    jid.m_text = bareView() % u'/' % *good;
    jid.m_localLength = m_localLength;
    jid.m_bareLength = m_bareLength;
    return jid;
}

QString escapeLocalPart(QStringView text)
{
    // A space cannot be first or last in an escaped local part (XEP-0106 §4.1 rule 6).
    text = text.trimmed();
    QString escaped;
    escaped.reserve(text.size() + 8);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const Escape *escape = escapeOf(text[i]);
        // A backslash stays as it is unless it would read as an escape (rule 7).
        if (escape && (escape->plain != u'\\' || escapeAt(text, i))) {
            escaped += u'\\';
            escaped += QChar(escape->first);
            escaped += QChar(escape->second);
        } else {
            escaped += text[i];
        }
    }
    return escaped;
}

QString unescapeLocalPart(QStringView text)
{
    QString plain;
    plain.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const Escape *escape = text[i] == u'\\' ? escapeAt(text, i) : nullptr;
        // A \20 at either end is not an escape (rule 6), so a displayed address cannot pass for another one.
        if (escape && escape->plain == u' ' && (i == 0 || i + 3 == text.size()))
            escape = nullptr;
        plain += escape ? QChar(escape->plain) : text[i];
        if (escape)
            i += 2;
    }
    return plain;
}

size_t qHash(const Jid &jid, size_t seed)
{
    const size_t hash = qHash(jid.toString(), seed);
    releaseVectorRegisters();
    return hash;
}

} // namespace roost
