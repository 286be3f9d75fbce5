// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xml_tree_builder.h"

#include "base/vector_registers.h"

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

Result<XmlElement> XmlTreeBuilder::parse(QByteArrayView frame, const XmlLimits &limits)
{
    begin(limits);
    m_isInPieces = false;
    if (limits.isDocument)
        return parseDocument(frame);
    (void)feed(frame);
    return finish();
}

void XmlTreeBuilder::begin(const XmlLimits &limits)
{
    releaseVectorRegisters(); // Needed after the look-ups for the previous frame.
    m_limits = limits;
    m_open.clear();
    m_done.clear();
    m_text.clear();
    m_declarations = 0;
    m_elements = 0;
    m_elementNames.startFrame();
    m_attributeNames.startFrame();
    m_refusal = nullptr;
    m_status = XML_STATUS_OK;
    m_isInPieces = true;
    m_end = -1;
    if (limits.isDocument)
        restart();
    else if (m_fed == 0 || m_fed > mostFed)
        enterRoot();
    m_heard = m_fed;
}

Result<XmlElement> XmlTreeBuilder::parseDocument(QByteArrayView document)
{
    const XML_Status status = XML_Parse(m_parser, document.data(), int(document.size()), XML_TRUE);
    m_fed = mostFed + 1;
    return result(status);
}

bool XmlTreeBuilder::feed(QByteArrayView piece)
{
    m_status = XML_Parse(m_parser, piece.data(), int(piece.size()), XML_FALSE);
    m_fed += piece.size();
    // expat reads a tag again from its start with each piece of it.
    if (m_fed - m_heard > longestTag && m_isInPieces)
        refuse("a tag too long", ErrorKind::ResourceLimit);
    return !m_refusal && m_status == XML_STATUS_OK;
}

Result<XmlElement> XmlTreeBuilder::finish()
{
    Result<XmlElement> element = result(m_status);
    // Beyond the end of the element there may lie half a tag that expat still waits to be completed.
    if (element && m_end != m_fed)
        element = unexpected(ErrorKind::ProtocolViolation, u"no element"_s);
    if (!element)
        m_fed = mostFed + 1;
    return element;
}

Result<XmlElement> XmlTreeBuilder::result(XML_Status status)
{
    if (m_refusal)
        return unexpected(m_refusalKind, QString::fromLatin1(m_refusal));
    if (status != XML_STATUS_OK) {
        return unexpected(ErrorKind::ProtocolViolation,
                          QString::fromLatin1(XML_ErrorString(XML_GetErrorCode(m_parser))));
    }
    if (m_done.size() != 1 || !m_open.empty())
        return unexpected(ErrorKind::ProtocolViolation, u"no element"_s);
    XmlElement root = std::move(m_done.front());
    m_done.clear();
    return root;
}

const XmlElement *XmlTreeBuilder::root() const
{
    if (!m_open.empty())
        return &m_open.front().element;
    return m_done.empty() ? nullptr : &m_done.front();
}

std::vector<XmlElement> XmlTreeBuilder::takeItems()
{
    std::vector<XmlElement> items;
    if (m_open.size() < 2)
        return items;
    const auto first = m_done.begin() + std::ptrdiff_t(m_open[1].firstChild);
    const auto last =
        m_open.size() == 2 ? m_done.end() : m_done.begin() + std::ptrdiff_t(m_open[2].firstChild);
    items.assign(std::make_move_iterator(first), std::make_move_iterator(last));
    m_done.erase(first, last);
    for (size_t depth = 2; depth < m_open.size(); ++depth)
        m_open[depth].firstChild -= items.size();
    if (!items.empty())
        m_elements = 0;
    return items;
}

void XmlTreeBuilder::restart()
{
    m_fed = 0;
    XML_ParserReset(m_parser, "UTF-8");
    // Keeps expat from asking the kernel for a salt every time.
    XML_SetHashSalt(m_parser, m_salt);
    XML_SetUserData(m_parser, this);
    XML_SetElementHandler(m_parser, startElement, endElement);
    XML_SetCharacterDataHandler(m_parser, characters);
    XML_SetStartNamespaceDeclHandler(m_parser, namespaceDeclared);
    XML_SetStartDoctypeDeclHandler(m_parser, doctype);
    XML_SetProcessingInstructionHandler(m_parser, instruction);
    if (!m_limits.isDocument) {
        XML_SetCommentHandler(m_parser, comment);
        XML_SetXmlDeclHandler(m_parser, declaration);
    }
}

void XmlTreeBuilder::enterRoot()
{
    restart();
    constexpr QByteArrayView root = "<root>";
    m_isEntering = true;
    XML_Parse(m_parser, root.data(), int(root.size()), XML_FALSE);
    m_isEntering = false;
    m_fed = root.size();
}

void XmlTreeBuilder::refuse(const char *why, ErrorKind kind)
{
    if (!m_refusal) {
        m_refusal = why;
        m_refusalKind = kind;
    }
    XML_StopParser(m_parser, XML_FALSE);
}

void XmlTreeBuilder::flushText()
{
    if (m_text.empty())
        return;
    QString &text = m_open.back().element.m_text;
    if (text.isEmpty())
        text = QString::fromUtf8(m_text.data(), qsizetype(m_text.size()));
    else
        text += QString::fromUtf8(m_text.data(), qsizetype(m_text.size()));
    m_text.clear();
}

void XmlTreeBuilder::start(const char *raw, const char **attributes)
{
    if (m_isEntering)
        return;
    m_heard = m_fed;
    if (m_open.empty() && !m_done.empty())
        return refuse("a second element");
    if (int(m_open.size()) >= m_limits.depth)
        return refuse("too deep", ErrorKind::ResourceLimit);
    if (++m_elements > m_limits.elements)
        return refuse("too many elements", ErrorKind::ResourceLimit);
    if (!m_open.empty())
        flushText();
    int count = 0;
    while (attributes[2 * count])
        ++count;
    if (count + m_declarations > m_limits.attributes)
        return refuse("too many attributes", ErrorKind::ResourceLimit);
    m_declarations = 0;
    const InternedName &name = m_elementNames.find(raw);
    if (areNamesTooMuch())
        return refuse("names too long", ErrorKind::ResourceLimit);
    const qsizetype textBefore = m_open.empty() ? 0 : m_open.back().element.m_text.size();
    Open &open = m_open.emplace_back(Open{XmlElement(name.name, name.ns), m_done.size()});
    open.element.m_textBefore.length = quint32(textBefore);
    addAttributes(open.element, attributes, count);
    if (areNamesTooMuch())
        refuse("names too long", ErrorKind::ResourceLimit);
}

void XmlTreeBuilder::addAttributes(XmlElement &element, const char **attributes, int count)
{
    element.m_attributes.reserve(size_t(count));
    for (int i = 0; i < count; ++i)
        element.m_attributes.emplace_back(m_attributeNames.find(attributes[2 * i]).name,
                                          QString::fromUtf8(attributes[2 * i + 1]));
}

/// A namespace is declared once, but expat returns it with each name, and a string that is too long for
/// sharing is copied: a short stanza could grow to gigabytes. Also, expat keeps each name that it parses.
bool XmlTreeBuilder::areNamesTooMuch() const
{
    return m_elementNames.longBytes + m_attributeNames.longBytes > m_limits.bytes ||
           m_elementNames.unlearned + m_attributeNames.unlearned > m_limits.elements;
}

void XmlTreeBuilder::end()
{
    m_heard = m_fed;
    if (m_open.empty())
        return refuse("an end without a start");
    flushText();
    Open &open = m_open.back();
    const auto first = m_done.begin() + std::ptrdiff_t(open.firstChild);
    open.element.m_children.assign(std::make_move_iterator(first), std::make_move_iterator(m_done.end()));
    m_done.erase(first, m_done.end());
    m_done.push_back(std::move(open.element));
    m_open.pop_back();
    if (m_open.empty())
        m_end = qint64(XML_GetCurrentByteIndex(m_parser)) + XML_GetCurrentByteCount(m_parser);
}

void XmlTreeBuilder::appendText(const char *text, int length)
{
    m_heard = m_fed;
    if (m_open.empty())
        return refuse("text outside the element");
    m_text.append(text, size_t(length));
    // expat gives whole characters.
    if (qsizetype(m_text.size()) > mostText)
        flushText();
}

} // namespace roost
