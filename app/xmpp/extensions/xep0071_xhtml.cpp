// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0071_xhtml.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView xhtmlImNs = u"http://jabber.org/protocol/xhtml-im";
constexpr QStringView xhtmlNs = u"http://www.w3.org/1999/xhtml";
constexpr qsizetype maxText = 64 * 1024;
constexpr std::array<QStringView, 13> blocks{u"p",  u"div", u"ul", u"ol", u"li", u"blockquote", u"pre",
                                             u"h1", u"h2",  u"h3", u"h4", u"h5", u"h6"};

void appendBreak(QString &text)
{
    while (text.endsWith(u' '))
        text.chop(1);
    if (!text.isEmpty() && !text.endsWith(u'\n'))
        text += u'\n';
}

/// White space of the source is one space, as in a browser.
void appendWords(QString &text, QStringView words, bool isPreformatted)
{
    for (const QChar c : words) {
        const bool isSpace = !isPreformatted && (c == u' ' || c == u'\n' || c == u'\t' || c == u'\r');
        if (!isSpace)
            text += c;
        else if (!text.isEmpty() && !text.back().isSpace())
            text += u' ';
    }
}

/// The depth of elements is limited by the parser.
void appendText(QString &text, const XmlElement &element, bool isPreformatted)
{
    const QStringView name = element.name();
    const bool isBlock = std::find(blocks.begin(), blocks.end(), name) != blocks.end();
    if (isBlock)
        appendBreak(text);
    const QStringView words = element.text();
    qsizetype at = 0;
    for (const XmlElement &child : element.children()) {
        if (text.size() >= maxText)
            return;
        appendWords(text, words.mid(at, child.textBefore() - at), isPreformatted);
        at = child.textBefore();
        if (child.ns() != xhtmlNs)
            continue;
        if (child.name() == u"br")
            text += u'\n';
        else if (child.name() == u"img")
            appendWords(text, child.attribute(u"alt"), false);
        else
            appendText(text, child, isPreformatted || child.name() == u"pre");
    }
    appendWords(text, words.mid(at), isPreformatted);
    text.truncate(maxText);
    if (isBlock)
        appendBreak(text);
}

} // namespace

QString Xep0071Xhtml::name() const { return u"xep0071"_s; }

unsigned Xep0071Xhtml::stages() const { return at(Stage::Annotate); }

Handled Xep0071Xhtml::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message)
        return Handled::Pass;
    const XmlElement *html = stanza.element.child(u"html", xhtmlImNs);
    const XmlElement *body = html ? html->child(u"body", xhtmlNs) : nullptr;
    if (!body)
        return Handled::Pass;
    QString text;
    appendText(text, *body, false);
    text = text.trimmed();
    if (!text.isEmpty())
        stanza.annotate(FormattedText{std::move(text)});
    return Handled::Pass;
}

} // namespace roost
