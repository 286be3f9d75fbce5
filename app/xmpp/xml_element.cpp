// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xml_element.h"

#include <algorithm>

namespace roost {
namespace {

using namespace Qt::StringLiterals;

enum class Context { Text, Attribute };

/// The replacement of a character that must be escaped; nullptr = as it is; "" = dropped (XML 1.0 §2.2).
const char *escapeOf(char16_t c, Context context)
{
    switch (c) {
    case u'<':
        return "&lt;";
    case u'>':
        return "&gt;";
    case u'&':
        return "&amp;";
    case u'\'':
        return context == Context::Attribute ? "&apos;" : nullptr;
    case u'"':
        return context == Context::Attribute ? "&quot;" : nullptr;
    // A parser turns a literal CR into LF, and any of the three into a space within an attribute (XML 1.0
    // §2.11, §3.3.3): character references keep them.
    case u'\r':
        return "&#xD;";
    case u'\n':
        return context == Context::Attribute ? "&#xA;" : nullptr;
    case u'\t':
        return context == Context::Attribute ? "&#x9;" : nullptr;
    default:
        return c < 0x20 ? "" : nullptr;
    }
}

void appendCodePoint(QByteArray &out, char32_t c)
{
    if (c < 0x800) {
        out += char(0xC0 | (c >> 6));
    } else if (c < 0x10000) {
        out += char(0xE0 | (c >> 12));
        out += char(0x80 | ((c >> 6) & 0x3F));
    } else {
        out += char(0xF0 | (c >> 18));
        out += char(0x80 | ((c >> 12) & 0x3F));
        out += char(0x80 | ((c >> 6) & 0x3F));
    }
    out += char(0x80 | (c & 0x3F));
}

void appendEscaped(QByteArray &out, QStringView text, Context context)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (c < 0x80) {
            const char *escape = escapeOf(c, context);
            if (escape)
                out += escape;
            else
                out += char(c);
        } else if (QChar::isHighSurrogate(c)) {
            if (i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
                appendCodePoint(out, QChar::surrogateToUcs4(c, text[i + 1].unicode()));
                ++i;
            }
        } else if (!QChar::isLowSurrogate(c) && c != 0xFFFE && c != 0xFFFF) {
            appendCodePoint(out, c);
        }
    }
}

void appendAttribute(QByteArray &out, QByteArrayView name, QStringView value)
{
    out += ' ';
    out += name;
    out += "='";
    appendEscaped(out, value, Context::Attribute);
    out += '\'';
}

/// "{ns}name" needs its own prefix; prefixes are declared where they are used, so a counter per element is
/// sufficient.
void appendForeignAttribute(QByteArray &out, const XmlElement::Attribute &attribute, int number)
{
    const qsizetype end = attribute.first.indexOf(u'}');
    const QByteArray prefix = "a" + QByteArray::number(number);
    appendAttribute(out, QByteArray("xmlns:" + prefix), QStringView(attribute.first).mid(1, end - 1));
    appendAttribute(out, QByteArray(prefix + ':' + attribute.first.mid(end + 1).toUtf8()), attribute.second);
}

void appendElement(QByteArray &out, const XmlElement &element, QStringView parentNs)
{
    // The XML namespace cannot be a default one, and its prefix is always there.
    const bool isXml = element.ns() == "http://www.w3.org/XML/1998/namespace"_L1;
    const QByteArray name = isXml ? "xml:" + element.name().toUtf8() : element.name().toUtf8();
    const QStringView defaultNs = isXml ? parentNs : QStringView(element.ns());
    out += '<';
    out += name;
    if (defaultNs != parentNs)
        appendAttribute(out, "xmlns", defaultNs);
    int foreign = 0;
    for (const XmlElement::Attribute &attribute : element.attributes()) {
        if (attribute.first.startsWith(u'{'))
            appendForeignAttribute(out, attribute, foreign++);
        else
            appendAttribute(out, attribute.first.toUtf8(), attribute.second);
    }
    if (element.text().isEmpty() && element.children().empty()) {
        out += "/>";
        return;
    }
    out += '>';
    appendEscaped(out, element.text(), Context::Text);
    for (const XmlElement &child : element.children())
        appendElement(out, child, defaultNs);
    out += "</";
    out += name;
    out += '>';
}

} // namespace

QString XmlElement::attribute(QStringView name) const
{
    for (const Attribute &attribute : m_attributes) {
        if (attribute.first == name)
            return attribute.second;
    }
    return {};
}

bool XmlElement::hasAttribute(QStringView name) const
{
    return std::any_of(m_attributes.begin(), m_attributes.end(),
                       [name](const Attribute &attribute) { return attribute.first == name; });
}

XmlElement &XmlElement::setAttribute(const QString &name, const QString &value)
{
    const auto it = std::find_if(m_attributes.begin(), m_attributes.end(),
                                 [&name](const Attribute &attribute) { return attribute.first == name; });
    if (value.isNull()) {
        if (it != m_attributes.end())
            m_attributes.erase(it);
    } else if (it != m_attributes.end()) {
        it->second = value;
    } else {
        m_attributes.emplace_back(name, value);
    }
    return *this;
}

const XmlElement *XmlElement::child(QStringView name, QStringView ns) const
{
    for (const XmlElement &child : m_children) {
        if (child.is(name, ns))
            return &child;
    }
    return nullptr;
}

XmlElement *XmlElement::child(QStringView name, QStringView ns)
{
    return const_cast<XmlElement *>(std::as_const(*this).child(name, ns));
}

const XmlElement *XmlElement::childInNs(QStringView ns) const
{
    for (const XmlElement &child : m_children) {
        if (child.m_ns == ns)
            return &child;
    }
    return nullptr;
}

QString XmlElement::childText(QStringView name, QStringView ns) const
{
    const XmlElement *found = child(name, ns);
    if (!found)
        return {};
    return found->m_text.isNull() ? u""_s : found->m_text;
}

XmlElement &XmlElement::addTextChild(QString name, QString ns, QString text)
{
    XmlElement &child = m_children.emplace_back(std::move(name), std::move(ns));
    child.m_text = std::move(text);
    return *this;
}

QByteArray XmlElement::toXml(QStringView parentNs) const
{
    QByteArray out;
    out.reserve(512);
    if (!isNull())
        appendElement(out, *this, parentNs);
    return out;
}

} // namespace roost
