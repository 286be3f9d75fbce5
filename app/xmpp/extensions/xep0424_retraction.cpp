// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0424_retraction.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView retractNs = u"urn:xmpp:message-retract:1";
constexpr QStringView oldRetractNs = u"urn:xmpp:message-retract:0";
constexpr QStringView fastenNs = u"urn:xmpp:fasten:0";
constexpr qsizetype maxId = 1'024;

/// Null for other messages.
QString retractedId(const XmlElement &message)
{
    if (const XmlElement *retract = message.child(u"retract", retractNs))
        return retract->attribute(u"id");
    const XmlElement *applied = message.child(u"apply-to", fastenNs);
    return applied && applied->child(u"retract", oldRetractNs) ? applied->attribute(u"id") : QString();
}

} // namespace

QString Xep0424Retraction::name() const { return u"xep0424"_s; }

unsigned Xep0424Retraction::stages() const { return at(Stage::Annotate); }

Handled Xep0424Retraction::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message)
        return Handled::Pass;
    const QString id = retractedId(stanza.element);
    if (!id.isEmpty() && id.size() <= maxId)
        stanza.annotate(Retraction{id});
    else if (stanza.element.child(u"retracted", retractNs))
        stanza.annotate(Tombstone{});
    return Handled::Pass;
}

} // namespace roost
