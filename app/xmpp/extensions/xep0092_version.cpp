// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0092_version.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView versionNs = u"jabber:iq:version";
constexpr qsizetype maxText = 256;

} // namespace

Xep0092Version::Xep0092Version(StanzaSender &sender, ClientIdentity identity)
    : Extension(sender)
    , m_identity(std::move(identity))
{
}

QString Xep0092Version::name() const { return u"xep0092"_s; }

QStringList Xep0092Version::features() const { return {versionNs.toString()}; }

unsigned Xep0092Version::stages() const { return at(Stage::Deliver); }

Handled Xep0092Version::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Iq || stanza.type != u"get" || !stanza.element.child(u"query", versionNs))
        return Handled::Pass;
    const bool isOwn = stanza.from.bareView() == sender().ownJid().bareView();
    // §4: only known contacts get the version, because a stranger could look for a vulnerable one.
    if (!isOwn && (!m_allowed || !m_allowed(stanza.from.bare()))) {
        sender().send(makeIqError(stanza, u"cancel"_s, u"service-unavailable"_s));
        return Handled::Consume;
    }
    XmlElement query(u"query"_s, versionNs.toString());
    query.addTextChild(u"name"_s, versionNs.toString(), m_identity.name);
    query.addTextChild(u"version"_s, versionNs.toString(), m_identity.version);
    if (!m_identity.os.isEmpty())
        query.addTextChild(u"os"_s, versionNs.toString(), m_identity.os);
    sender().send(makeIqResult(stanza, std::move(query)));
    return Handled::Consume;
}

QFuture<Result<SoftwareVersion>> Xep0092Version::ask(const Jid &fullJid)
{
    return sender()
        .request(makeIq(u"get"_s, fullJid, XmlElement(u"query"_s, versionNs.toString())))
        .then(this, [](const Result<XmlElement> &answer) -> Result<SoftwareVersion> {
            if (!answer)
                return unexpected(answer.error());
            const XmlElement *query = answer->child(u"query", versionNs);
            if (!query)
                return unexpected(ErrorKind::ProtocolViolation, u"version answer without query"_s);
            const auto text = [query](QStringView field) {
                return query->childText(field, versionNs).left(maxText).simplified();
            };
            return SoftwareVersion{text(u"name"), text(u"version"), text(u"os")};
        });
}

} // namespace roost
