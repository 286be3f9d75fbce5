// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0308_correction.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView correctNs = u"urn:xmpp:message-correct:0";
constexpr qsizetype maxId = 1'024;

} // namespace

QString Xep0308Correction::name() const { return u"xep0308"_s; }

unsigned Xep0308Correction::stages() const { return at(Stage::Annotate); }

Handled Xep0308Correction::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message)
        return Handled::Pass;
    const XmlElement *replace = stanza.element.child(u"replace", correctNs);
    const QString id = replace ? replace->attribute(u"id") : QString();
    if (!id.isEmpty() && id.size() <= maxId)
        stanza.annotate(Correction{id});
    return Handled::Pass;
}

} // namespace roost
