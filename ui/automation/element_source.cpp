// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/element_source.h"

#include "automation/accessible_facts.h"
#include "models/addressed_rows.h"

#include <QRegularExpression>

#include <libxml/tree.h>
#include <libxml/xpath.h>

#include <memory>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

struct Free
{
    void operator()(xmlDoc *document) const { xmlFreeDoc(document); }
    void operator()(xmlXPathContext *context) const { xmlXPathFreeContext(context); }
    void operator()(xmlXPathObject *object) const { xmlXPathFreeObject(object); }
    void operator()(xmlChar *text) const { xmlFree(text); }
};
using Document = std::unique_ptr<xmlDoc, Free>;

/// As UTF-8, without characters that XML 1.0 forbids.
QByteArray allowed(const QString &text)
{
    QString kept;
    kept.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            kept += c;
            kept += text[++i];
        } else if (!c.isSurrogate() && c.unicode() < 0xfffe &&
                   (c.unicode() >= 0x20 || c == u'\t' || c == u'\n' || c == u'\r')) {
            kept += c;
        }
    }
    return kept.toUtf8();
}

const xmlChar *bytes(const QByteArray &text) { return reinterpret_cast<const xmlChar *>(text.constData()); }

void set(xmlNode *node, const char *name, const QString &value)
{
    if (!value.isEmpty())
        xmlSetProp(node, reinterpret_cast<const xmlChar *>(name), bytes(allowed(value)));
}

void describe(xmlNode *node, QAccessibleInterface &element)
{
    set(node, "id", accessible::idOf(element));
    set(node, "class", accessible::classesOf(element).value(0));
    set(node, "name", accessible::nameOf(element));
    set(node, "description", element.text(QAccessible::Description));
    if (element.role() != QAccessible::StaticText)
        set(node, "value", accessible::valueOf(element));
    for (const QString &state : accessible::statesOf(element))
        set(node, state.toLatin1().constData(), u"true"_s);
    if (element.object() == nullptr) {
        const QVariantMap facts = accessible::factsOf(element);
        for (auto fact = facts.cbegin(); fact != facts.cend(); ++fact)
            set(node, fact.key().toLatin1().constData(), fact->toString());
    }
    const QRect place = element.rect();
    set(node, "x", QString::number(place.x()));
    set(node, "y", QString::number(place.y()));
    set(node, "width", QString::number(place.width()));
    set(node, "height", QString::number(place.height()));
}

/// String literals of an XPath expression.
QStringList literalsIn(const QString &expression)
{
    static const QRegularExpression quoted(u"\"([^\"]*)\"|'([^']*)'"_s);
    QStringList literals;
    for (auto match = quoted.globalMatch(expression); match.hasNext();)
        literals.append(match.next().captured().sliced(1).chopped(1));
    return literals;
}

/// `wanted`: rows with these addresses are put in even if they are scrolled away.
void append(xmlNode *above, QAccessibleInterface &element, const QStringList &wanted)
{
    const QByteArray role = accessible::roleNameOf(element.role()).toLatin1();
    xmlNode *node = xmlNewChild(above, nullptr, bytes(role), nullptr);
    node->_private = &element;
    describe(node, element);
    QList<QAccessibleInterface *> children = accessible::childrenOf(element);
    if (const AddressedRows *rows = accessible::rowsOf(element)) {
        for (const QString &address : wanted) {
            QAccessibleInterface *row = rows->interfaceAt(rows->rowOf(address));
            if (row != nullptr && !children.contains(row))
                children.append(row);
        }
    }
    if (children.isEmpty())
        xmlNodeAddContent(node, bytes(allowed(accessible::textOf(element))));
    for (QAccessibleInterface *child : children)
        append(node, *child, wanted);
}

Document build(const QList<QAccessibleInterface *> &roots, const QStringList &wanted = {})
{
    Document document(xmlNewDoc(reinterpret_cast<const xmlChar *>("1.0")));
    xmlNode *top =
        xmlNewDocNode(document.get(), nullptr, reinterpret_cast<const xmlChar *>("roost"), nullptr);
    xmlDocSetRootElement(document.get(), top);
    for (QAccessibleInterface *root : roots)
        append(top, *root, wanted);
    return document;
}

/// libxml2 would write to standard error.
void stayQuiet(void *, const char *, ...) {}

} // namespace

QString ElementSource::xml(const Elements &roots)
{
    const Document document = build(roots);
    xmlChar *text = nullptr;
    int size = 0;
    xmlDocDumpFormatMemoryEnc(document.get(), &text, &size, "UTF-8", 1);
    const std::unique_ptr<xmlChar, Free> owner(text);
    return QString::fromUtf8(reinterpret_cast<const char *>(text), size);
}

std::variant<ElementSource::Elements, DriverError>
ElementSource::findByXPath(const Elements &roots, const QString &expression, bool isBelow)
{
    const Document document = build(roots, literalsIn(expression));
    const std::unique_ptr<xmlXPathContext, Free> context(xmlXPathNewContext(document.get()));
    xmlSetGenericErrorFunc(nullptr, stayQuiet);
    xmlNode *top = xmlDocGetRootElement(document.get());
    context->node =
        isBelow && top->children != nullptr ? top->children : reinterpret_cast<xmlNode *>(document.get());
    const std::unique_ptr<xmlXPathObject, Free> result(
        xmlXPathEval(bytes(expression.toUtf8()), context.get()));
    xmlSetGenericErrorFunc(nullptr, nullptr);
    if (result == nullptr)
        return DriverError{DriverErrorKind::InvalidSelector,
                           "'"_L1 + expression +
                               "' is no XPath 1.0 that can be evaluated (near character "_L1 +
                               QString::number(context->lastError.int1 + 1) + u')'};
    if (result->type != XPATH_NODESET)
        return DriverError{DriverErrorKind::InvalidSelector,
                           "'"_L1 + expression + "' does not select elements"_L1};
    Elements found;
    for (int i = 0; result->nodesetval != nullptr && i < result->nodesetval->nodeNr; ++i) {
        const xmlNode *node = result->nodesetval->nodeTab[i];
        if (node->type != XML_ELEMENT_NODE)
            return DriverError{DriverErrorKind::InvalidSelector,
                               "'"_L1 + expression + "' selects something else than elements"_L1};
        if (node->_private != nullptr)
            found.append(static_cast<QAccessibleInterface *>(node->_private));
    }
    return found;
}

} // namespace roost
