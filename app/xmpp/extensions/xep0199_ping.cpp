// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0199_ping.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView pingNs = u"urn:xmpp:ping";

} // namespace

QString Xep0199Ping::name() const { return u"xep0199"_s; }

QStringList Xep0199Ping::features() const { return {pingNs.toString()}; }

unsigned Xep0199Ping::stages() const { return at(Stage::Deliver); }

Handled Xep0199Ping::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Iq || stanza.type != u"get" || !stanza.element.child(u"ping", pingNs))
        return Handled::Pass;
    sender().send(makeIqResult(stanza));
    return Handled::Consume;
}

QFuture<Result<qint64>> Xep0199Ping::ping(const Jid &jid)
{
    const Jid to = jid.isEmpty() ? Jid::fromWire(sender().ownJid().domainView()) : jid;
    const qint64 started = sender().clock().monotonicMs();
    return sender()
        .request(makeIq(u"get"_s, to, XmlElement(u"ping"_s, pingNs.toString())))
        .then(this, [this, started](const Result<XmlElement> &answer) -> Result<qint64> {
            if (!answer && answer.error().kind != ErrorKind::FeatureNotImplemented)
                return unexpected(answer.error());
            return sender().clock().monotonicMs() - started;
        });
}

} // namespace roost
