// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/rfc6121_message.h"

#include "xmpp/extensions/xep0066_oob.h"
#include "xmpp/extensions/xep0071_xhtml.h"
#include "xmpp/extensions/xep0249_invitations.h"
#include "xmpp/extensions/xep0308_correction.h"
#include "xmpp/extensions/xep0353_calls.h"
#include "xmpp/extensions/xep0380_encryption.h"
#include "xmpp/extensions/xep0424_retraction.h"
#include "xmpp/extensions/xep0428_fallback.h"
#include "xmpp/language_choice.h"
#include "xmpp/namespaces.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

/// Equal to the maximum size of a stanza, so a body that a client can send is never truncated.
constexpr qsizetype maxBody = 256 * 1024;
constexpr qsizetype maxThread = 1024;
constexpr qsizetype maxSubject = 1024;

/// At most `maxBody` characters, without half a surrogate pair at the end.
QString cappedBody(const QString &text)
{
    if (text.size() <= maxBody)
        return text;
    return text.left(text[maxBody - 1].isHighSurrogate() ? maxBody - 1 : maxBody);
}

/// Returns true if `body` became a notice; the message's text is only a fallback for clients that do not
/// support its content.
bool composeNotice(const Stanza &stanza, MessageBody &body)
{
    if (const auto *encrypted = stanza.annotation<Encrypted>()) {
        body.notice = encrypted->hasContent ? MessageNotice::Encrypted : MessageNotice::None;
        return true;
    }
    if (const auto *retraction = stanza.annotation<Retraction>()) {
        body.notice = MessageNotice::Deleted;
        body.replaces = retraction->id;
    } else if (stanza.annotation<Tombstone>()) {
        body.notice = MessageNotice::Deleted;
    } else if (const auto *invitation = stanza.annotation<RoomInvitation>()) {
        body.notice = MessageNotice::RoomInvitation;
        body.detail = invitation->room.toString();
        // A room can forge the name of the inviter, and the invitation would appear in the inviter's thread.
        if (invitation->inviter.bareView() == stanza.from.bareView())
            body.text = invitation->reason;
    } else if (stanza.annotation<CallProposal>()) {
        body.notice = MessageNotice::MissedCall;
    } else if (const auto *answer = stanza.annotation<CallAnswer>()) {
        body.notice = answer->isTaken ? MessageNotice::CallTaken : MessageNotice::CallDeclined;
        body.replaces = answer->id;
    }
    return body.notice != MessageNotice::None;
}

/// The text in place of a missing body.
QString substituteOf(const Stanza &stanza)
{
    if (const auto *formatted = stanza.annotation<FormattedText>())
        return formatted->text;
    const auto *link = stanza.annotation<OutOfBand>();
    if (!link)
        return {};
    return link->description.isEmpty() ? link->url : link->description + u'\n' + link->url;
}

MessageBody compose(const Stanza &stanza, const QString &streamLanguage)
{
    MessageBody body;
    body.thread = stanza.element.childText(u"thread", ns::client).left(maxThread);
    if (composeNotice(stanza, body))
        return body;
    if (const XmlElement *text = childInLanguage(stanza.element, u"body", ns::client, streamLanguage))
        body.text = cappedBody(text->text());
    if (const auto *fallback = stanza.annotation<ReplyFallback>())
        body.text = fallback->strip(body.text);
    if (body.text.isEmpty())
        body.text = cappedBody(substituteOf(stanza));
    if (const XmlElement *subject = childInLanguage(stanza.element, u"subject", ns::client, streamLanguage))
        body.subject = subject->text().left(maxSubject).simplified();
    if (const auto *correction = stanza.annotation<Correction>())
        body.replaces = correction->id;
    return body;
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
    if (stanza.from.isEmpty())
        return Handled::Pass;
    const auto *mark = stanza.annotation<MessageMark>();
    if (mark) {
        Q_EMIT markReceived(stanza, *mark);
        if (mark->isAll)
            return Handled::Consume;
    }
    const MessageBody message = compose(stanza, sender().streamLanguage());
    if (message.isEmpty())
        return mark ? Handled::Consume : Handled::Pass;
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
    XmlElement message(u"message"_s, ns::client);
    message.setAttribute(u"to"_s, to.toString());
    message.setAttribute(u"id"_s, id);
    message.setAttribute(u"type"_s, u"chat"_s);
    message.addTextChild(u"body"_s, ns::client, body);
    return message;
}

} // namespace roost
