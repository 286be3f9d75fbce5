// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/css_selector.h"

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostLength = 4096;
constexpr int mostDepth = 4; // :not() in :not() …

bool attributeMatches(const CssSelector::Attribute &wanted, const CssNode &node)
{
    const std::optional<QString> value = node.attribute(wanted.name);
    if (!value)
        return false;
    if (wanted.operation.isNull())
        return true;
    const Qt::CaseSensitivity sensitivity = wanted.ignoresCase ? Qt::CaseInsensitive : Qt::CaseSensitive;
    switch (wanted.operation.unicode()) {
    case u'=':
        return value->compare(wanted.value, sensitivity) == 0;
    case u'~':
        return !wanted.value.isEmpty() && value->split(u' ').contains(wanted.value, sensitivity);
    case u'|':
        return value->compare(wanted.value, sensitivity) == 0 ||
               value->startsWith(wanted.value + u'-', sensitivity);
    case u'^':
        return !wanted.value.isEmpty() && value->startsWith(wanted.value, sensitivity);
    case u'$':
        return !wanted.value.isEmpty() && value->endsWith(wanted.value, sensitivity);
    default:
        return !wanted.value.isEmpty() && value->contains(wanted.value, sensitivity);
    }
}

bool pseudoMatches(const CssSelector::Pseudo &wanted, const CssNode &node)
{
    if (wanted.name == "not"_L1)
        return std::none_of(wanted.excluded.cbegin(), wanted.excluded.cend(),
                            [&](const CssSelector &selector) { return selector.matches(node); });
    if (wanted.name == "nth-child"_L1)
        return node.position() + 1 == wanted.number;
    if (wanted.name == "first-child"_L1)
        return node.position() == 0;
    if (wanted.name == "last-child"_L1)
        return node.position() + 1 == node.siblingCount();
    if (wanted.name == "root"_L1)
        return node.parent() == nullptr;
    return node.is(wanted.name);
}

bool compoundMatches(const CssSelector::Compound &wanted, const CssNode &node)
{
    if (!wanted.tag.isEmpty() && wanted.tag != node.tag())
        return false;
    const auto is = [&](const QString &id) { return node.id() == id; };
    const auto has = [&](const QString &name) { return node.hasClass(name); };
    return std::all_of(wanted.ids.cbegin(), wanted.ids.cend(), is) &&
           std::all_of(wanted.classes.cbegin(), wanted.classes.cend(), has) &&
           std::all_of(wanted.attributes.cbegin(), wanted.attributes.cend(),
                       [&](const auto &attribute) { return attributeMatches(attribute, node); }) &&
           std::all_of(wanted.pseudos.cbegin(), wanted.pseudos.cend(),
                       [&](const auto &pseudo) { return pseudoMatches(pseudo, node); });
}

/// Whether compounds 0..last of `chain` match with `node` as the last one.
bool chainMatches(const CssSelector::Chain &chain, std::size_t last, const CssNode &node)
{
    if (!compoundMatches(chain[last], node))
        return false;
    if (last == 0)
        return true;
    for (const CssNode *above = node.parent(); above != nullptr; above = above->parent()) {
        if (chainMatches(chain, last - 1, *above))
            return true;
        if (chain[last].isChild)
            return false;
    }
    return false;
}

bool isNameChar(QChar c) { return c.isLetterOrNumber() || c == u'-' || c == u'_' || c.unicode() > 0x7f; }

} // namespace

/// Parses selectors; each function leaves m_at behind the parsed text, or sets the problem and returns false.
class CssParser
{
public:
    CssParser(const QString &text, int depth) : m_text(text), m_depth(depth) {}

    bool readAll(CssSelector &selector)
    {
        do {
            CssSelector::Chain chain;
            if (!readChain(chain))
                return false;
            selector.m_alternatives.push_back(std::move(chain));
        } while (take(u','));
        return m_at == m_text.size() || fail(u"this cannot be read"_s);
    }

    [[nodiscard]] QString problem() const { return m_problem; }

private:
    [[nodiscard]] QChar peek() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }
    bool take(QChar c)
    {
        if (peek() != c || m_at >= m_text.size())
            return false;
        ++m_at;
        return true;
    }
    bool skipBlanks()
    {
        const qsizetype from = m_at;
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
        return m_at > from;
    }
    bool fail(const QString &what)
    {
        if (m_problem.isEmpty())
            m_problem = what + " at character "_L1 + QString::number(m_at + 1);
        return false;
    }

    bool readChain(CssSelector::Chain &chain)
    {
        skipBlanks();
        bool isChild = false;
        while (true) {
            CssSelector::Compound compound;
            compound.isChild = isChild;
            if (!readCompound(compound))
                return false;
            chain.push_back(std::move(compound));
            const bool hadBlanks = skipBlanks();
            isChild = take(u'>');
            if (peek() == u'+' || peek() == u'~')
                return fail(u"sibling combinators are not supported"_s);
            if (!isChild && (!hadBlanks || m_at == m_text.size() || peek() == u','))
                return true;
            skipBlanks();
        }
    }

    bool readCompound(CssSelector::Compound &compound)
    {
        const qsizetype from = m_at;
        if (!take(u'*') && (isNameChar(peek()) || peek() == u'\\') && !readName(compound.tag))
            return false;
        while (m_at < m_text.size()) {
            QString name;
            if (take(u'#')) {
                if (!readName(name))
                    return false;
                compound.ids.append(name);
            } else if (take(u'.')) {
                if (!readName(name))
                    return false;
                compound.classes.append(name);
            } else if (take(u'[')) {
                if (!readAttribute(compound))
                    return false;
            } else if (take(u':')) {
                if (!readPseudo(compound))
                    return false;
            } else {
                break;
            }
        }
        return m_at > from || fail(u"a selector is missing"_s);
    }

    bool readName(QString &name)
    {
        while (m_at < m_text.size()) {
            if (isNameChar(m_text[m_at]))
                name += m_text[m_at++];
            else if (m_text[m_at] != u'\\')
                break;
            else if (!readEscape(name))
                return false;
        }
        return !name.isEmpty() || fail(u"a name is missing"_s);
    }

    /// CSS Syntax 4.3.7: a backslash and up to six hexadecimal digits, or any other character.
    bool readEscape(QString &to)
    {
        ++m_at;
        if (m_at >= m_text.size())
            return fail(u"nothing is escaped"_s);
        qsizetype end = m_at;
        while (end < m_text.size() && end - m_at < 6 &&
               QString(u"0123456789abcdefABCDEF"_s).contains(m_text[end]))
            ++end;
        if (end == m_at) {
            to += m_text[m_at++];
            return true;
        }
        const char32_t code = m_text.mid(m_at, end - m_at).toUInt(nullptr, 16);
        to +=
            code == 0 || code > 0x10ffff ? QString(QChar::ReplacementCharacter) : QString::fromUcs4(&code, 1);
        m_at = end;
        if (peek().isSpace())
            ++m_at;
        return true;
    }

    bool readString(QString &to)
    {
        const QChar quote = m_text[m_at++];
        while (m_at < m_text.size() && m_text[m_at] != quote) {
            if (m_text[m_at] != u'\\')
                to += m_text[m_at++];
            else if (!readEscape(to))
                return false;
        }
        return take(quote) || fail(u"a quotation mark is missing"_s);
    }

    bool readAttribute(CssSelector::Compound &compound)
    {
        CssSelector::Attribute attribute;
        skipBlanks();
        if (!readName(attribute.name))
            return false;
        skipBlanks();
        if (peek() != u']') {
            attribute.operation = peek();
            ++m_at;
            if (attribute.operation != u'=' && (!u"~|^$*"_s.contains(attribute.operation) || !take(u'=')))
                return fail(u"no such comparison"_s);
            skipBlanks();
            const bool isQuoted = peek() == u'"' || peek() == u'\'';
            if (!(isQuoted ? readString(attribute.value) : readName(attribute.value)))
                return false;
            if (skipBlanks() && (take(u'i') || take(u'I')))
                attribute.ignoresCase = true;
            else if (take(u's'))
                attribute.ignoresCase = false;
            skipBlanks();
        }
        compound.attributes.push_back(std::move(attribute));
        return take(u']') || fail(u"] is missing"_s);
    }

    bool readPseudo(CssSelector::Compound &compound)
    {
        CssSelector::Pseudo pseudo;
        if (!readName(pseudo.name))
            return false;
        if (pseudo.name == "nth-child"_L1) {
            const qsizetype end = m_text.indexOf(u')', m_at);
            bool isNumber = false;
            if (take(u'('))
                pseudo.number = m_text.mid(m_at, end - m_at).trimmed().toInt(&isNumber);
            if (end < 0 || !isNumber)
                return fail(u":nth-child() wants a number"_s);
            m_at = end + 1;
        } else if (pseudo.name == "not"_L1) {
            if (!readNot(pseudo))
                return false;
        } else if (!CssSelector::states().contains(pseudo.name)) {
            return fail(":"_L1 + pseudo.name + " is not known; there are :"_L1 +
                        CssSelector::states().join(" :"_L1));
        }
        compound.pseudos.push_back(std::move(pseudo));
        return true;
    }

    bool readNot(CssSelector::Pseudo &pseudo)
    {
        const qsizetype from = m_at + 1;
        int open = 0;
        QChar quote;
        for (; m_at < m_text.size(); ++m_at) {
            const QChar c = m_text[m_at];
            if (!quote.isNull()) {
                if (c == quote)
                    quote = QChar();
            } else if (c == u'"' || c == u'\'') {
                quote = c;
            } else if (c == u'(') {
                ++open;
            } else if (c == u')' && --open == 0) {
                break;
            }
        }
        if (open != 0 || m_at >= m_text.size() || m_depth >= mostDepth)
            return fail(u":not() wants a selector"_s);
        CssParser inner(m_text.mid(from, m_at - from), m_depth + 1);
        CssSelector excluded;
        if (!inner.readAll(excluded)) {
            m_problem = ":not(): "_L1 + inner.problem();
            return false;
        }
        pseudo.excluded.push_back(std::move(excluded));
        ++m_at;
        return true;
    }

    QString m_text;
    qsizetype m_at = 0;
    int m_depth;
    QString m_problem;
};

const QStringList &CssSelector::states()
{
    static const QStringList known{u"focus"_s,      u"checked"_s,   u"disabled"_s,  u"enabled"_s,
                                   u"selected"_s,   u"expanded"_s,  u"pressed"_s,   u"visible"_s,
                                   u"hidden"_s,     u"editable"_s,  u"read-only"_s, u"first-child"_s,
                                   u"last-child"_s, u"nth-child"_s, u"not"_s,       u"root"_s};
    return known;
}

std::optional<CssSelector> CssSelector::parse(const QString &text, QString *problem)
{
    if (text.size() > mostLength) {
        *problem = u"it is too long"_s;
        return {};
    }
    CssSelector selector;
    CssParser parser(text, 0);
    if (!parser.readAll(selector)) {
        *problem = parser.problem();
        return {};
    }
    return selector;
}

bool CssSelector::matches(const CssNode &node) const
{
    return std::any_of(m_alternatives.cbegin(), m_alternatives.cend(),
                       [&](const Chain &chain) { return chainMatches(chain, chain.size() - 1, node); });
}

bool CssSelector::mayMatchTag(const QString &tag) const
{
    return std::any_of(m_alternatives.cbegin(), m_alternatives.cend(), [&](const Chain &chain) {
        const Compound &last = chain.back();
        const bool hasId =
            !last.ids.isEmpty() ||
            std::any_of(last.attributes.cbegin(), last.attributes.cend(), [](const auto &attribute) {
                return attribute.name == "id"_L1 && attribute.operation == u'=';
            });
        return !hasId &&
               (last.tag.isEmpty() ? !last.attributes.empty() || !last.classes.isEmpty() : last.tag == tag);
    });
}

QString CssSelector::exactValue(const QString &attribute) const
{
    if (m_alternatives.size() != 1)
        return {};
    if (attribute == "id"_L1 && m_alternatives.front().back().ids.size() == 1)
        return m_alternatives.front().back().ids.first();
    for (const Attribute &wanted : m_alternatives.front().back().attributes) {
        if (wanted.name == attribute && wanted.operation == u'=' && !wanted.ignoresCase)
            return wanted.value;
    }
    return {};
}

QStringList CssSelector::ids() const
{
    QStringList ids;
    for (const Chain &chain : m_alternatives) {
        for (const Compound &compound : chain) {
            ids += compound.ids;
            for (const Attribute &attribute : compound.attributes) {
                if (attribute.name == "id"_L1)
                    ids.append(attribute.value);
            }
        }
    }
    return ids;
}

} // namespace roost
