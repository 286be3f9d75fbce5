// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/xml_element.h"
#include "xmpp/xml_names.h"

#include <QRandomGenerator>

#include <expat.h>

namespace roost {

/// Callbacks for expat that build the tree bottom up: an element's children wait in m_done until its end tag,
/// so each vector is allocated once, at its exact size. One object is reused for all frames.
///
/// Frames are fed one after the other into one permanent root element, because restarting expat for each
/// frame costs as much as the parsing itself. The parser is restarted after an error and at regular intervals
/// (expat never forgets a name). Only for xml_parser and xml_pieces.
class XmlTreeBuilder
{
public:
    XmlTreeBuilder() : m_parser(XML_ParserCreateNS("UTF-8", nameSeparator)) {}
    ~XmlTreeBuilder() { XML_ParserFree(m_parser); }
    Q_DISABLE_COPY_MOVE(XmlTreeBuilder)

    /// One whole element, or document.
    [[nodiscard]] Result<XmlElement> parse(QByteArrayView frame, const XmlLimits &limits);

    // One element in pieces: begin(), feed() as often as it takes, finish().
    void begin(const XmlLimits &limits);
    /// False when it has failed; finish() says why.
    [[nodiscard]] bool feed(QByteArrayView piece);
    [[nodiscard]] Result<XmlElement> finish();
    /// The element itself once its start tag has been read, without its children; nullptr before.
    [[nodiscard]] const XmlElement *root() const;
    /// Removes the complete children of the root's open child from the tree and returns them.
    [[nodiscard]] std::vector<XmlElement> takeItems();

private:
    struct Open
    {
        XmlElement element;
        size_t firstChild = 0; ///< Its children are m_done from here on.
    };

    [[nodiscard]] Result<XmlElement> parseDocument(QByteArrayView document);
    [[nodiscard]] Result<XmlElement> result(XML_Status status);
    void restart();
    void enterRoot();
    void refuse(const char *why, ErrorKind kind = ErrorKind::ProtocolViolation);
    void flushText();
    void start(const char *raw, const char **attributes);
    void addAttributes(XmlElement &element, const char **attributes, int count);
    void end();
    void appendText(const char *text, int length);
    [[nodiscard]] bool areNamesTooMuch() const;

    static XmlTreeBuilder &self(void *data) { return *static_cast<XmlTreeBuilder *>(data); }
    // expat may still deliver buffered data after XML_StopParser; therefore the checks.
    static void startElement(void *data, const char *name, const char **attributes)
    {
        if (!self(data).m_refusal)
            self(data).start(name, attributes);
    }
    static void endElement(void *data, const char *)
    {
        if (!self(data).m_refusal)
            self(data).end();
    }
    static void characters(void *data, const char *text, int length)
    {
        if (!self(data).m_refusal)
            self(data).appendText(text, length);
    }
    static void namespaceDeclared(void *data, const char *, const char *)
    {
        if (++self(data).m_declarations > self(data).m_limits.attributes)
            self(data).refuse("too many attributes", ErrorKind::ResourceLimit);
    }
    static void doctype(void *data, const char *, const char *, const char *, int)
    {
        self(data).refuse("DTD");
    }
    static void instruction(void *data, const char *, const char *)
    {
        self(data).refuse("processing instruction");
    }
    static void comment(void *data, const char *) { self(data).refuse("comment"); }
    static void declaration(void *data, const char *, const char *, int)
    {
        self(data).refuse("XML declaration");
    }

    XML_Parser m_parser;
    // expat takes an unsigned long, and 0 would mean "ask the kernel".
    const unsigned long m_salt = static_cast<unsigned long>(QRandomGenerator::system()->generate64()) | 1UL;
    XmlLimits m_limits;
    NameTable m_elementNames{false};
    NameTable m_attributeNames{true};
    std::vector<Open> m_open;
    std::vector<XmlElement> m_done;
    static constexpr qint64 mostFed = 512 * 1024;
    static constexpr qsizetype mostText = 64 * 1024; ///< Kept as UTF-8.
    static constexpr qint64 longestTag = 256 * 1024; ///< More pieces are not put together to one.
    qint64 m_fed = 0;   ///< Bytes since the last restart; 0 = the root is not entered.
    qint64 m_end = -1;  ///< Where the element ended, counted alike.
    qint64 m_heard = 0; ///< Where expat had last found something, counted alike.
    XML_Status m_status = XML_STATUS_OK;
    bool m_isEntering = false;
    bool m_isInPieces = false;
    std::string m_text;
    int m_declarations = 0;
    int m_elements = 0; ///< Number of elements of the frame, without those that takeItems() removed.
    const char *m_refusal = nullptr;
    ErrorKind m_refusalKind = ErrorKind::ProtocolViolation;
};

} // namespace roost
