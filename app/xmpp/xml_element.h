// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QString>
#include <QStringView>

#include <utility>
#include <vector>

namespace roost {

/// One XML element as a value tree (name, namespace, attributes, text, children). Mixed content keeps the
/// text of an element in one string, in order; textBefore() returns the position of a child in it. Element
/// and attribute names and namespaces that come from the parser are interned (shared strings), so copies are
/// cheap.
class XmlElement
{
public:
    using Attribute = std::pair<QString, QString>;

    XmlElement() = default;
    explicit XmlElement(QString name, QString ns = {}) : m_name(std::move(name)), m_ns(std::move(ns)) {}

    [[nodiscard]] bool isNull() const { return m_name.isEmpty(); }
    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] const QString &ns() const { return m_ns; }
    [[nodiscard]] bool is(QStringView name, QStringView ns) const { return m_name == name && m_ns == ns; }
    /// Null string when absent. Attributes of the XML namespace are named "xml:lang"; other prefixed ones
    /// "{ns}name".
    [[nodiscard]] QString attribute(QStringView name) const;
    [[nodiscard]] bool hasAttribute(QStringView name) const;
    [[nodiscard]] const std::vector<Attribute> &attributes() const { return m_attributes; }
    /// A null value removes the attribute. An empty, non-null one is kept.
    XmlElement &setAttribute(const QString &name, const QString &value);

    [[nodiscard]] const QString &text() const { return m_text; }
    XmlElement &setText(QString text)
    {
        m_text = std::move(text);
        return *this;
    }

    /// How much of its parent's text() came before it, as parsed; 0 if it was made. Not compared.
    [[nodiscard]] qsizetype textBefore() const { return m_textBefore.length; }

    [[nodiscard]] const std::vector<XmlElement> &children() const { return m_children; }
    [[nodiscard]] std::vector<XmlElement> &children() { return m_children; }
    /// First child with that name and namespace; nullptr if there is none.
    [[nodiscard]] const XmlElement *child(QStringView name, QStringView ns) const;
    [[nodiscard]] XmlElement *child(QStringView name, QStringView ns);
    /// First child of any name in that namespace.
    [[nodiscard]] const XmlElement *childInNs(QStringView ns) const;
    /// Text of the first such child, null string if there is none.
    [[nodiscard]] QString childText(QStringView name, QStringView ns) const;
    XmlElement &addChild(XmlElement child)
    {
        m_children.push_back(std::move(child));
        return *this;
    }
    XmlElement &addTextChild(QString name, QString ns, QString text);

    /// UTF-8. The namespace is declared where it differs from `parentNs`; only the five predefined entities
    /// are used; characters that XML 1.0 forbids are dropped (RFC 6120 §11.1).
    [[nodiscard]] QByteArray toXml(QStringView parentNs = {}) const;

    bool operator==(const XmlElement &) const = default;

private:
    friend class XmlTreeBuilder;
    struct TextBefore
    {
        quint32 length;
        bool operator==(const TextBefore &) const { return true; }
    };
    QString m_name;
    QString m_ns;
    QString m_text;
    std::vector<Attribute> m_attributes;
    std::vector<XmlElement> m_children;
    TextBefore m_textBefore = {0};
};

/// Caps applied while parsing, before anything is built.
struct XmlLimits
{
    qsizetype bytes = 256 * 1024;
    int depth = 64;
    int attributes = 64; ///< Namespace declarations count too.
    int elements = 256 * 1024;
    /// For documents that are not from a stream (host-meta): an XML declaration, comments and white space
    /// around the root are skipped instead of refused. DTDs and processing instructions stay refused.
    bool isDocument = false;
};

/// Parses exactly one element (RFC 7395 §3.3: one frame, one element). Fails with ProtocolViolation (detail =
/// why) on malformed XML or UTF-8, a second root, any text outside the root, a DTD, an entity other than the
/// five, a comment, a processing instruction (RFC 6120 §11.1), or a limit exceeded. Any thread; the parser is
/// expat.
[[nodiscard]] Result<XmlElement> parseXml(QByteArrayView frame, const XmlLimits &limits = {});

/// `frame` without the parts that some servers and proxies add around the element, against RFC 7395 §3.3: a
/// byte order mark, blanks, one XML declaration. Empty if nothing remains.
[[nodiscard]] QByteArrayView elementOfFrame(QByteArrayView frame);

} // namespace roost
