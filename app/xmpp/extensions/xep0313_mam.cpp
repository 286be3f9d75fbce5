// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0313_mam.h"

#include "xmpp/extensions/xep0297_forward.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView mamNs = Xep0313Mam::feature;
constexpr QStringView forwardNs = u"urn:xmpp:forward:0";
constexpr QStringView rsmNs = u"http://jabber.org/protocol/rsm";
constexpr qsizetype maxId = 1024;

} // namespace

QString Xep0313Mam::name() const { return u"xep0313"_s; }

unsigned Xep0313Mam::stages() const { return at(Stage::Unwrap); }

Handled Xep0313Mam::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message)
        return Handled::Pass;
    XmlElement *result = stanza.element.child(u"result", mamNs);
    if (!result)
        return Handled::Pass;
    const QString queryId = result->attribute(u"queryid");
    const QString archiveId = result->attribute(u"id");
    const auto open = m_open.find(queryId);
    // §9.2 (and CVE-2019-1000021 and similar): only the own account may send archive results, and only as the
    // answer to a query.
    if (stanza.from.toString() != sender().ownJid().bareView() || open == m_open.end() ||
        open->second.ids.size() >= open->second.max || archiveId.isEmpty() || archiveId.size() > maxId)
        return Handled::Drop;
    const Jid account = stanza.from;
    open->second.ids.append(archiveId);
    const bool isFirst = open->second.ids.size() == 1;
    XmlElement *inside = result->child(u"forwarded", forwardNs);
    Stanza copy;
    // The wrapper is not needed any more.
    if (!inside || !unwrapForwarded(copy, std::move(*inside), account))
        return Handled::Consume; // archives also contain results without a chat message
    const bool isOurs = copy.from.bareView() == account.bareView() || copy.to.isEmpty() ||
                        copy.to.bareView() == account.bareView();
    if (!isOurs)
        return Handled::Drop;
    copy.annotate(ArchiveResult{archiveId, queryId});
    stanza = std::move(copy);
    if (isFirst)
        Q_EMIT pageBegan(archiveId);
    return Handled::Pass;
}

void Xep0313Mam::sessionEnded() { m_open.clear(); }

XmlElement Xep0313Mam::question(const QString &queryId, int max, const QString &before) const
{
    XmlElement set(u"set"_s, rsmNs.toString());
    set.addTextChild(u"max"_s, rsmNs.toString(), QString::number(max));
    set.addTextChild(u"before"_s, rsmNs.toString(), before);
    XmlElement question(u"query"_s, mamNs.toString());
    question.setAttribute(u"queryid"_s, queryId);
    question.addChild(std::move(set));
    return question;
}

void Xep0313Mam::announce()
{
    // The answer is ignored.
    (void)sender().request(makeIq(u"set"_s, {}, question(sender().ids().next(), 0, {})));
}

QFuture<Result<ArchivePage>> Xep0313Mam::query(const ArchiveQuery &query)
{
    const QString queryId = sender().ids().next();
    const int max = std::clamp(query.max, 1, maxPage);
    m_open.emplace(queryId, Open{{}, max}).first->second.ids.reserve(max);
    return sender()
        .request(makeIq(u"set"_s, {}, question(queryId, max, query.before)))
        .then(this, [this, queryId](const Result<XmlElement> &answer) -> Result<ArchivePage> {
            const auto open = m_open.extract(queryId);
            if (!answer)
                return unexpected(answer.error());
            const XmlElement *fin = answer->child(u"fin", mamNs);
            if (!fin)
                return unexpected(ErrorKind::ProtocolViolation, u"archive answer without fin"_s);
            const QString complete = fin->attribute(u"complete");
            return ArchivePage{queryId, open ? open.mapped().ids : QStringList(),
                               complete == u"true" || complete == u"1"};
        });
}

} // namespace roost
