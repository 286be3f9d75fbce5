// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/html_text.h"

#include <QHash>

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestEntity = 12;

/// The entities that programs write; others come as characters or numbers.
char32_t namedEntity(QStringView name)
{
    static const QHash<QString, char32_t> known{
        {u"amp"_s, U'&'},      {u"lt"_s, U'<'},      {u"gt"_s, U'>'},      {u"quot"_s, U'"'},
        {u"apos"_s, U'\''},    {u"nbsp"_s, 0xa0},    {u"shy"_s, 0xad},     {u"copy"_s, 0xa9},
        {u"reg"_s, 0xae},      {u"deg"_s, 0xb0},     {u"middot"_s, 0xb7},  {u"laquo"_s, 0xab},
        {u"raquo"_s, 0xbb},    {u"times"_s, 0xd7},   {u"auml"_s, 0xe4},    {u"ouml"_s, 0xf6},
        {u"uuml"_s, 0xfc},     {u"Auml"_s, 0xc4},    {u"Ouml"_s, 0xd6},    {u"Uuml"_s, 0xdc},
        {u"szlig"_s, 0xdf},    {u"eacute"_s, 0xe9},  {u"egrave"_s, 0xe8},  {u"agrave"_s, 0xe0},
        {u"ccedil"_s, 0xe7},   {u"ntilde"_s, 0xf1},  {u"ensp"_s, 0x2002},  {u"emsp"_s, 0x2003},
        {u"thinsp"_s, 0x2009}, {u"zwnj"_s, 0x200c},  {u"zwj"_s, 0x200d},   {u"ndash"_s, 0x2013},
        {u"mdash"_s, 0x2014},  {u"lsquo"_s, 0x2018}, {u"rsquo"_s, 0x2019}, {u"ldquo"_s, 0x201c},
        {u"rdquo"_s, 0x201d},  {u"bdquo"_s, 0x201e}, {u"bull"_s, 0x2022},  {u"hellip"_s, 0x2026},
        {u"euro"_s, 0x20ac},   {u"trade"_s, 0x2122},
    };
    return known.value(name.toString());
}

char32_t numberedEntity(QStringView digits)
{
    const bool isHex = digits.startsWith(u'x', Qt::CaseInsensitive);
    bool isNumber = false;
    const uint code = isHex ? digits.sliced(1).toUInt(&isNumber, 16) : digits.toUInt(&isNumber);
    const bool isText = code >= 0x20 || code == '\n' || code == '\t';
    const bool isCharacter = isText && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isNumber && isCharacter ? char32_t(code) : 0;
}

bool isBlank(QChar c) { return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r' || c == u'\f'; }

bool isAnyOf(QStringView name, std::initializer_list<QLatin1StringView> names)
{
    return std::any_of(names.begin(), names.end(), [name](QLatin1StringView one) { return name == one; });
}

/// Puts the text together while tags go by.
class Writer
{
public:
    void character(QChar c)
    {
        if (m_preDepth == 0 && isBlank(c)) {
            m_isBlankDue = true;
            return;
        }
        const bool isAtStart = m_text.isEmpty() || m_text.back() == u'\n' || m_text.back() == u'\t';
        if (std::exchange(m_isBlankDue, false) && !isAtStart)
            m_text += u' ';
        m_text += c == u'\r' ? u'\n' : c;
    }
    void startBlock()
    {
        m_isBlankDue = false;
        if (!m_text.isEmpty() && m_text.back() != u'\n')
            m_text += u'\n';
    }
    void breakLine()
    {
        m_isBlankDue = false;
        m_text += u'\n';
    }
    void startCell()
    {
        m_isBlankDue = false;
        if (!m_text.isEmpty() && m_text.back() != u'\n')
            m_text += u'\t';
    }
    void changePreformatted(int by) { m_preDepth = std::max(0, m_preDepth + by); }
    [[nodiscard]] QString text()
    {
        while (!m_text.isEmpty() && m_text.back() == u'\n')
            m_text.chop(1);
        return m_text;
    }

private:
    QString m_text;
    int m_preDepth = 0;
    bool m_isBlankDue = false;
};

class Reader
{
public:
    explicit Reader(QStringView html) : m_html(html) {}

    QString read()
    {
        while (m_at < m_html.size()) {
            const QChar c = m_html[m_at];
            if (c == u'<' && readTag())
                continue;
            if (c == u'&' && readEntity())
                continue;
            m_writer.character(c);
            ++m_at;
        }
        return m_writer.text();
    }

private:
    /// False: it is no tag but a character.
    bool readTag()
    {
        const QStringView rest = m_html.sliced(m_at);
        if (rest.startsWith("<!--"_L1)) {
            skipBehind(u"-->"_s);
            return true;
        }
        const bool isEnd = rest.size() > 1 && rest[1] == u'/';
        const qsizetype start = isEnd ? 2 : 1;
        if (rest.size() <= start || !(rest[start].isLetter() || rest[start] == u'!' || rest[start] == u'?'))
            return false;
        qsizetype end = start;
        while (end < rest.size() && (rest[end].isLetterOrNumber() || rest[end] == u'!' || rest[end] == u'?'))
            ++end;
        const QString name = rest.sliced(start, end - start).toString().toLower();
        m_at = endOfTag(m_at + end);
        apply(name, isEnd);
        return true;
    }

    /// Position behind the '>' of the tag; a '>' inside quotation marks does not count.
    [[nodiscard]] qsizetype endOfTag(qsizetype at) const
    {
        QChar quote;
        for (; at < m_html.size(); ++at) {
            const QChar c = m_html[at];
            if (!quote.isNull())
                quote = c == quote ? QChar() : quote;
            else if (c == u'"' || c == u'\'')
                quote = c;
            else if (c == u'>')
                return at + 1;
        }
        return at;
    }

    void apply(QStringView name, bool isEnd)
    {
        if (!isEnd && isAnyOf(name, {"script"_L1, "style"_L1, "title"_L1}))
            skipBehind(u"</"_s + name.toString());
        else if (name == "br"_L1)
            m_writer.breakLine();
        else if (isAnyOf(name, {"td"_L1, "th"_L1}) && !isEnd)
            m_writer.startCell();
        else if (isAnyOf(name,
                         {"p"_L1,      "div"_L1,        "li"_L1,  "ul"_L1,      "ol"_L1,      "tr"_L1,
                          "table"_L1,  "h1"_L1,         "h2"_L1,  "h3"_L1,      "h4"_L1,      "h5"_L1,
                          "h6"_L1,     "blockquote"_L1, "pre"_L1, "section"_L1, "article"_L1, "header"_L1,
                          "footer"_L1, "hr"_L1,         "dt"_L1,  "dd"_L1,      "body"_L1}))
            m_writer.startBlock();
        if (name == "pre"_L1)
            m_writer.changePreformatted(isEnd ? -1 : 1);
    }

    void skipBehind(const QString &mark)
    {
        const qsizetype found = m_html.indexOf(mark, m_at, Qt::CaseInsensitive);
        if (found < 0)
            m_at = m_html.size();
        else
            m_at = mark.endsWith(u'>') ? found + mark.size() : endOfTag(found + mark.size());
    }

    /// False: it is only an ampersand.
    bool readEntity()
    {
        const QStringView rest = m_html.sliced(m_at + 1).left(longestEntity);
        const qsizetype end = rest.indexOf(u';');
        if (end <= 0)
            return false;
        const QStringView name = rest.left(end);
        const char32_t code = name.startsWith(u'#') ? numberedEntity(name.sliced(1)) : namedEntity(name);
        if (code == 0)
            return false;
        for (const QChar c : QString::fromUcs4(&code, 1))
            m_writer.character(c);
        m_at += end + 2;
        return true;
    }

    QStringView m_html;
    qsizetype m_at = 0;
    Writer m_writer;
};

} // namespace

QString textOfHtml(QStringView html) { return Reader(html).read(); }

} // namespace roost
