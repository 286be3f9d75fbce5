// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/host_meta.h"

#include "xmpp/xml_element.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

#include <optional>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

const QString websocketRelation = u"urn:xmpp:alt-connections:websocket"_s;
const QString xrdNs = u"http://docs.oasis-open.org/ns/xri/xrd-1.0"_s;

void appendLink(QList<QUrl> &links, const QString &relation, const QString &target)
{
    if (relation.trimmed() != websocketRelation)
        return;
    QString text = target.trimmed();
    if (text.size() >= 2 && text.front() == text.back() && (text.front() == u'"' || text.front() == u'\''))
        text = text.sliced(1, text.size() - 2).trimmed();
    const QUrl url(text, QUrl::StrictMode);
    if (url.isValid() && url.scheme() == u"wss" && !url.host().isEmpty() && !links.contains(url))
        links.append(url);
}

/// Without the commas that stand before a closing bracket.
QByteArray withoutTrailingCommas(const QByteArray &json)
{
    QByteArray clean;
    clean.reserve(json.size());
    bool isInString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json.at(i);
        if (isInString && c == '\\' && i + 1 < json.size()) {
            clean += c;
            clean += json.at(++i);
            continue;
        }
        isInString = isInString != (c == '"');
        if (!isInString && (c == ']' || c == '}')) {
            qsizetype end = clean.size();
            while (end > 0 && std::isspace(static_cast<unsigned char>(clean.at(end - 1))))
                --end;
            if (end > 0 && clean.at(end - 1) == ',')
                clean.truncate(end - 1);
        }
        clean += c;
    }
    return clean;
}

/// UTF-8, or each byte a character where it is no UTF-8: the links are ASCII either way.
QString decoded(const QByteArray &document)
{
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(document);
    return utf8.hasError() ? QString::fromLatin1(document) : text;
}

/// The place after `end`, or the end of all.
qsizetype after(const QString &text, QLatin1StringView end, qsizetype from)
{
    const qsizetype found = text.indexOf(end, from);
    return found < 0 ? text.size() : found + end.size();
}

/// The elements alone: no declaration, instruction, comment or document type. Nothing if the latter declares
/// anything.
std::optional<QString> elementsOf(const QString &document)
{
    QString elements;
    elements.reserve(document.size());
    qsizetype at = 0;
    while (at < document.size()) {
        const qsizetype open = document.indexOf(u'<', at);
        const qsizetype end = open < 0 ? document.size() : open;
        elements += QStringView(document).sliced(at, end - at);
        if (open < 0)
            break;
        const QStringView rest = QStringView(document).sliced(open);
        if (rest.startsWith("<?"_L1)) {
            at = after(document, "?>"_L1, open);
        } else if (rest.startsWith("<!--"_L1)) {
            at = after(document, "-->"_L1, open + 4);
        } else if (rest.startsWith("<![CDATA["_L1)) {
            at = after(document, "]]>"_L1, open);
            elements += QStringView(document).sliced(open, at - open);
        } else if (rest.startsWith("<!"_L1)) {
            at = after(document, ">"_L1, open);
            if (QStringView(document).sliced(open, at - open).contains(u'['))
                return std::nullopt;
        } else {
            elements += u'<';
            at = open + 1;
        }
    }
    return elements;
}

} // namespace

QList<QUrl> webSocketLinksOfJson(const QByteArray &document)
{
    QList<QUrl> links;
    const QJsonValue found =
        QJsonDocument::fromJson(withoutTrailingCommas(document)).object().value("links"_L1);
    const QJsonArray array = found.isObject() ? QJsonArray{found} : found.toArray();
    for (const QJsonValue &value : array)
        appendLink(links, value["rel"_L1].toString(), value["href"_L1].toString());
    return links;
}

QList<QUrl> webSocketLinksOfXml(const QByteArray &document)
{
    QList<QUrl> links;
    const std::optional<QString> elements = elementsOf(decoded(document));
    if (!elements)
        return links;
    const QByteArray whole = "<documents>" + elements->toUtf8() + "</documents>";
    XmlLimits limits;
    limits.bytes = whole.size(); // Its caller has its own.
    limits.isDocument = true;
    const Result<XmlElement> documents = parseXml(whole, limits);
    if (!documents)
        return links;
    for (const XmlElement &root : documents->children()) {
        const bool isXrd = root.name() == u"XRD" && (root.ns() == xrdNs || root.ns().isEmpty());
        for (const XmlElement &child : root.children()) {
            if (isXrd && child.is(u"Link", root.ns()))
                appendLink(links, child.attribute(u"rel"), child.attribute(u"href"));
        }
    }
    return links;
}

} // namespace roost
