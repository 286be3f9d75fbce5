// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/inbox.h"

#include "domain/contacts/endpoint_directory.h"
#include "domain/threads/thread_updates.h"
#include "xmpp/extensions/rfc6121_message.h"
#include "xmpp/extensions/xep0184_receipts.h"
#include "xmpp/extensions/xep0203_delay.h"
#include "xmpp/extensions/xep0249_invitations.h"
#include "xmpp/extensions/xep0280_carbons.h"
#include "xmpp/extensions/xep0297_forward.h"
#include "xmpp/extensions/xep0313_mam.h"
#include "xmpp/extensions/xep0333_markers.h"
#include "xmpp/extensions/xep0334_hints.h"
#include "xmpp/extensions/xep0353_calls.h"
#include "xmpp/extensions/xep0359_ids.h"

#include <QCryptographicHash>
#include <QSet>

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// A longer id is stored as its hash: ids only serve to detect duplicates.
constexpr qsizetype longestId = 256;

/// True for a message that its sender meant for this Connection of ours only.
bool isForUsAlone(const Stanza &stanza)
{
    const bool isNormal = stanza.type.isEmpty() || stanza.type == "normal"_L1;
    return isNormal && stanza.to.isFull() && !stanza.annotation<Forwarded>() &&
           (stanza.annotation<NoCarbons>() || stanza.annotation<DoNotCopy>());
}

/// The id by which later messages refer to this one.
QString givenId(const Stanza &stanza)
{
    const auto *proposal = stanza.annotation<CallProposal>();
    if (proposal)
        return proposal->id;
    // Some clients use one id for all messages about a call.
    const auto *answer = stanza.annotation<CallAnswer>();
    return answer ? answer->id + u"/answer/"_s + stanza.id : stanza.id;
}

QString cappedId(const QString &id)
{
    if (id.size() <= longestId)
        return id;
    return QString::fromLatin1(QCryptographicHash::hash(id.toUtf8(), QCryptographicHash::Sha256).toHex());
}

/// A call that was answered on another device is not unread.
void markAnsweredCalls(QList<MessageRecord> &messages)
{
    QSet<std::pair<Jid, QString>> answered;
    for (const MessageRecord &message : std::as_const(messages)) {
        if (isCallAnswer(message.notice))
            answered.insert({message.thread, message.replaces});
    }
    for (MessageRecord &message : messages) {
        if (message.notice == MessageNotice::MissedCall && !answered.isEmpty())
            message.read = message.read || answered.contains({message.thread, message.senderId});
    }
}

} // namespace

Inbox::Inbox(Jid account, EndpointDirectory &directory, ThreadUpdates &updates, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_account(std::move(account))
    , m_directory(directory)
    , m_updates(updates)
    , m_clock(clock)
{
}

void Inbox::receive(const Stanza &stanza, const MessageBody &body)
{
    std::optional<MessageRecord> message = check(stanza, body);
    if (!message)
        return;
    if (const auto *archived = stanza.annotation<ArchiveResult>()) {
        m_archived[archived->queryId].append(*std::move(message));
        return;
    }
    message->isLate = stanza.annotation<Delay>() != nullptr;
    if (const auto *request = stanza.annotation<ReceiptRequest>();
        request && !stanza.annotation<Forwarded>() && message->notice != MessageNotice::Encrypted)
        m_receipts.append(*request);
    collect(*std::move(message));
}

void Inbox::receiveMark(const Stanza &stanza, const MessageMark &mark)
{
    const std::optional<MessageRecord> source = sourceOf(stanza);
    if (!source || mark.ref.isEmpty())
        return;
    MarkRecord record{source->thread, mark.kind, cappedId(mark.ref), {}};
    record.delivery.atMs = source->timeMs;
    record.author = source->mine ? QString() : source->thread.toString();
    record.value = mark.value;
    if (source->mine)
        record.stanzaId = cappedId(stanza.id);
    if (const auto *archived = stanza.annotation<ArchiveResult>()) {
        m_archivedMarks[archived->queryId].append(record);
        return;
    }
    m_collectedMarks.append(record);
    schedule();
}

void Inbox::receiveCall(const Jid &from, const QString &id)
{
    const Endpoint *caller = m_directory.find(from);
    if (caller && caller->isBlocked())
        return;
    MessageRecord message;
    message.thread = caller ? caller->id() : from.bare();
    message.senderId = cappedId(id);
    message.resource = from.resource();
    message.notice = MessageNotice::MissedCall;
    message.timeMs = m_clock.nowMs();
    collect(std::move(message));
}

void Inbox::collect(MessageRecord message)
{
    m_collected.append(std::move(message));
    schedule();
}

void Inbox::schedule()
{
    if (m_scheduled)
        return;
    m_scheduled = true;
    QMetaObject::invokeMethod(this, &Inbox::flush, Qt::QueuedConnection);
}

Jid Inbox::otherSide(const Stanza &stanza, bool isFromUs) const
{
    if (const auto *answer = stanza.annotation<CallAnswer>())
        return answer->caller;
    if (isFromUs)
        return stanza.to.isEmpty() ? m_account : stanza.to;
    // The room that forwards an invitation is no contact.
    const auto *invitation = stanza.annotation<RoomInvitation>();
    if (!invitation)
        return stanza.from;
    return invitation->inviter.isEmpty() ? m_account : invitation->inviter;
}

std::optional<MessageRecord> Inbox::sourceOf(const Stanza &stanza, bool isAnswer) const
{
    if (stanza.type == "error"_L1 || stanza.type == "groupchat"_L1 || stanza.from.isEmpty())
        return {};
    const auto *carbon = stanza.annotation<CarbonCopy>();
    const bool isSentCopy = carbon && carbon->direction == CarbonCopy::Direction::Sent;
    const bool isFromUs = stanza.from.bareView() == m_account.bareView();
    if (isSentCopy && !isFromUs)
        return {}; // forged: the sender of a copy of our own message is our account
    if (carbon && !isSentCopy && stanza.to.bareView() != m_account.bareView())
        return {};

    MessageRecord message;
    // A message from another Connection of ours to us is a note to self. The answer to a call belongs to the
    // call, which counts as received.
    if (isAnswer && !isFromUs)
        return {};
    message.mine = isFromUs && !isAnswer;
    const Jid other = otherSide(stanza, isFromUs);
    const Endpoint *known = m_directory.find(other);
    message.thread = known ? known->id() : other.bare();
    if (!isWanted(message, stanza, known))
        return {};
    message.resource = isAnswer ? QString() : stanza.from.resource();
    const auto *delay = stanza.annotation<Delay>();
    message.timeMs = delay ? delay->stampMs : m_clock.nowMs();
    return message;
}

std::optional<MessageRecord> Inbox::check(const Stanza &stanza, const MessageBody &body) const
{
    const bool isAnswer = isCallAnswer(body.notice);
    auto source = body.isEmpty() ? std::nullopt : sourceOf(stanza, isAnswer);
    if (!source)
        return {};
    MessageRecord &message = *source;
    const bool isFromUs = message.mine || isAnswer;
    const auto *archived = stanza.annotation<ArchiveResult>();
    const auto *ids = stanza.annotation<StanzaIds>();
    if (archived)
        message.stanzaId = archived->archiveId;
    else if (ids)
        message.stanzaId = ids->stanzaId.left(longestId);
    message.senderId = cappedId(givenId(stanza));
    message.isIdUnique = !stanza.id.isEmpty() && ids && ids->originId == stanza.id;
    message.isNoteToSelf = message.thread == m_account;
    message.body = body.text;
    message.subject = body.subject;
    message.notice = body.notice;
    message.detail = body.detail;
    if (isAnswer || body.replaces != stanza.id)
        message.replaces = cappedId(body.replaces);
    message.state = message.mine ? MessageState::AtServer : MessageState::Received;
    message.read = isFromUs || body.notice == MessageNotice::Deleted;
    const bool isReadable = body.notice != MessageNotice::Encrypted;
    message.markable = !isFromUs && isReadable && stanza.annotation<Markable>();
    if (isForUsAlone(stanza))
        message.target = stanza.to.resource();
    return source;
}

bool Inbox::isWanted(const MessageRecord &message, const Stanza &stanza, const Endpoint *sender) const
{
    if (message.mine)
        return true;
    if (sender && sender->isBlocked())
        return false;
    // RFC 6121 §5.2.2: headlines are broadcasts. Only those of contacts and of our own server are shown.
    if (stanza.type == "headline"_L1) {
        const bool isOwnServer =
            message.thread.isDomain() && message.thread.domainView() == m_account.domainView();
        return isOwnServer || (sender && sender->isContact());
    }
    return true;
}

QList<MessageRecord> Inbox::takeArchived(const QString &queryId)
{
    flush(); // a live message must be stored before its copy of the archive: it is no history
    const auto page = m_archived.extract(queryId);
    QList<MessageRecord> messages = page ? std::move(page.mapped()) : QList<MessageRecord>();
    markAnsweredCalls(messages);
    for (MessageRecord &message : messages)
        message.read = message.read || message.mine || isAttended(message.thread);
    return messages;
}

QList<MarkRecord> Inbox::takeArchivedMarks(const QString &queryId)
{
    const auto page = m_archivedMarks.extract(queryId);
    return page ? std::move(page.mapped()) : QList<MarkRecord>();
}

bool Inbox::isAttended(const Jid &thread) const
{
    const Endpoint *attended = m_attended ? m_attended() : nullptr;
    return attended && attended->id() == thread;
}

void Inbox::flush()
{
    m_scheduled = false;
    if (m_collected.isEmpty() && m_collectedMarks.isEmpty())
        return;
    EventBatch batch;
    batch.messages = std::exchange(m_collected, {});
    batch.marks = std::exchange(m_collectedMarks, {});
    markAnsweredCalls(batch.messages);
    for (MessageRecord &message : batch.messages) {
        if (!message.mine && isAttended(message.thread))
            message.read = true;
    }
    m_receiptsStoring += m_receipts;
    m_updates.submit(std::move(batch), this,
                     [this, receipts = std::exchange(m_receipts, {})](const Result<ChangeList> &changes) {
                         // The database answers in order.
                         m_receiptsStoring.remove(0, std::min(receipts.size(), m_receiptsStoring.size()));
                         if (!changes)
                             Q_EMIT storeFailed(changes.error());
                         else if (!receipts.isEmpty())
                             Q_EMIT receiptsDue(receipts);
                     });
}

} // namespace roost
