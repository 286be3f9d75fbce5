// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/rfc6121_message.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView kClient = u"jabber:client";
constexpr qsizetype kMaxBody = 64 * 1024;
constexpr qsizetype kMaxThread = 1024;

/// At most `kMaxBody` characters, without half a surrogate pair at the end.
QString cappedBody(const QString &text)
{
    if (text.size() <= kMaxBody)
        return text;
    return text.left(text[kMaxBody - 1].isHighSurrogate() ? kMaxBody - 1 : kMaxBody);
}

} // namespace

QString Rfc6121Message::name() const { return u"rfc6121-message"_s; }

unsigned Rfc6121Message::stages() const { return at(Stage::Deliver); }

Handled Rfc6121Message::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Message)
        return Handled::Pass;
    if (stanza.type == u"error") {
        // The error quotes our message: its body is ours, not something they said.
        if (!stanza.id.isEmpty() && !stanza.from.isEmpty())
            Q_EMIT messageFailed(stanza.from, stanza.id, stanzaError(stanza.element));
        return Handled::Consume;
    }
    if (stanza.type == u"groupchat")
        return Handled::Pass;
    const XmlElement *body = stanza.element.child(u"body", kClient);
    if (!body || body->text().isEmpty() || stanza.from.isEmpty())
        return Handled::Pass;
    const QString thread = stanza.element.childText(u"thread", kClient).left(kMaxThread);
    const MessageBody message{cappedBody(body->text()), thread};
    stanza.annotate(message);
    Q_EMIT messageReceived(stanza, message);
    return Handled::Consume;
}

XmlElement Rfc6121Message::makeNormal(const Jid &to, const QString &id, const QString &body)
{
    return makeChat(to, id, body).setAttribute(u"type"_s, u"normal"_s);
}

XmlElement Rfc6121Message::makeChat(const Jid &to, const QString &id, const QString &body)
{
    XmlElement message(u"message"_s, kClient.toString());
    message.setAttribute(u"to"_s, to.toString());
    message.setAttribute(u"id"_s, id);
    message.setAttribute(u"type"_s, u"chat"_s);
    message.addTextChild(u"body"_s, kClient.toString(), body);
    return message;
}

} // namespace roost
