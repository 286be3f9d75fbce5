// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0428_fallback.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView fallbackNs = u"urn:xmpp:fallback:0";
constexpr QStringView replyNs = u"urn:xmpp:reply:0";
constexpr qsizetype maxRanges = 16;

} // namespace

QString ReplyFallback::strip(const QString &body) const
{
    QString kept;
    qsizetype at = 0; // in code points
    for (qsizetype i = 0; i < body.size(); ++i, ++at) {
        const bool isPair = body[i].isHighSurrogate() && i + 1 < body.size() && body[i + 1].isLowSurrogate();
        const bool isQuote = std::any_of(ranges.cbegin(), ranges.cend(), [at](const auto &range) {
            return at >= range.first && at < range.second;
        });
        if (!isQuote)
            kept += QStringView(body).mid(i, isPair ? 2 : 1);
        i += isPair ? 1 : 0;
    }
    const bool isOutside =
        std::any_of(ranges.cbegin(), ranges.cend(), [at](const auto &range) { return range.second > at; });
    return isOutside || kept.trimmed().isEmpty() ? body : kept;
}

QString Xep0428Fallback::name() const { return u"xep0428"_s; }

unsigned Xep0428Fallback::stages() const { return at(Stage::Annotate); }

Handled Xep0428Fallback::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message)
        return Handled::Pass;
    ReplyFallback fallback;
    for (const XmlElement &child : stanza.element.children()) {
        if (!child.is(u"fallback", fallbackNs) || child.attribute(u"for") != replyNs)
            continue;
        for (const XmlElement &body : child.children()) {
            bool hasStart = false;
            bool hasEnd = false;
            const qlonglong start = body.attribute(u"start").toLongLong(&hasStart);
            const qlonglong end = body.attribute(u"end").toLongLong(&hasEnd);
            const bool isSound =
                body.is(u"body", fallbackNs) && hasStart && hasEnd && start >= 0 && start < end;
            if (isSound && fallback.ranges.size() < maxRanges)
                fallback.ranges.append({qsizetype(start), qsizetype(end)});
        }
    }
    if (!fallback.ranges.isEmpty())
        stanza.annotate(std::move(fallback));
    return Handled::Pass;
}

} // namespace roost
