// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/inbox.h"

#include "base/answer.h"
#include "base/log.h"
#include "domain/contacts/endpoint_directory.h"
#include "storage/user_database.h"
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
/// A simple client counts shorter ids ("1", "2") from the start in every session.
constexpr qsizetype shortestUniqueId = 8;

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
            message.read = message.read || answered.contains({message.thread, senderIdOf(message)});
    }
}

struct ThreadSummary
{
    const MessageRecord *newest = nullptr;
    int unread = 0;
};

} // namespace

Inbox::Inbox(Jid account, EndpointDirectory &directory, UserDatabase &database, Clock &clock, IdSource &ids,
             QObject *parent)
    : QObject(parent)
    , m_account(std::move(account))
    , m_directory(directory)
    , m_database(database)
    , m_clock(clock)
    , m_ids(ids)
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

void Inbox::receiveCall(const Jid &from, const QString &id)
{
    const Endpoint *caller = m_directory.find(from);
    if (caller && caller->isBlocked())
        return;
    MessageRecord message;
    message.thread = caller ? caller->id() : from.bare();
    message.id = cappedId(id);
    message.resource = from.resource();
    message.notice = MessageNotice::MissedCall;
    message.timeMs = m_clock.nowMs();
    collect(std::move(message));
}

void Inbox::collect(MessageRecord message)
{
    m_collected.append(std::move(message));
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

std::optional<MessageRecord> Inbox::check(const Stanza &stanza, const MessageBody &body) const
{
    if (stanza.type == "error"_L1 || stanza.type == "groupchat"_L1 || stanza.from.isEmpty() || body.isEmpty())
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
    const bool isAnswer = isCallAnswer(body.notice);
    if (isAnswer && !isFromUs)
        return {};
    message.mine = isFromUs && !isAnswer;
    const Jid other = otherSide(stanza, isFromUs);
    const Endpoint *known = m_directory.find(other);
    message.thread = known ? known->id() : other.bare();
    if (!isWanted(message, stanza, known))
        return {};
    const auto *archived = stanza.annotation<ArchiveResult>();
    const auto *ids = stanza.annotation<StanzaIds>();
    if (archived)
        message.stanzaId = archived->archiveId;
    else if (ids)
        message.stanzaId = ids->stanzaId.left(longestId);
    identify(message, stanza);
    message.resource = isAnswer ? QString() : stanza.from.resource();
    message.body = body.text;
    message.subject = body.subject;
    message.notice = body.notice;
    message.detail = body.detail;
    if (isAnswer || body.replaces != stanza.id)
        message.replaces = cappedId(body.replaces);
    const auto *delay = stanza.annotation<Delay>();
    message.timeMs = delay ? delay->stampMs : m_clock.nowMs();
    message.state = message.mine ? MessageState::AtServer : MessageState::Received;
    message.read = isFromUs || body.notice == MessageNotice::Deleted;
    const bool isReadable = body.notice != MessageNotice::Encrypted;
    message.markable = !isFromUs && isReadable && stanza.annotation<Markable>();
    if (isForUsAlone(stanza))
        message.target = stanza.to.resource();
    return message;
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

void Inbox::identify(MessageRecord &message, const Stanza &stanza) const
{
    const QString senderId = cappedId(givenId(stanza));
    const auto *ids = stanza.annotation<StanzaIds>();
    message.isIdUnique = !stanza.id.isEmpty() && ids && ids->originId == stanza.id;
    message.isNoteToSelf = message.thread == m_account;
    // If the sender has used the id before, the database assigns another one.
    message.id = senderId;
    if (senderId.size() >= shortestUniqueId)
        return;
    if (senderId.isEmpty())
        message.id = message.stanzaId.isEmpty() ? m_ids.next() : message.stanzaId;
    else if (!message.stanzaId.isEmpty())
        message.id = senderId + u'/' + message.stanzaId;
    if (message.id != senderId)
        message.senderId = senderId.isEmpty() ? u""_s : senderId;
}

QList<MessageRecord> Inbox::takeArchived(const QString &queryId)
{
    flush(); // a live message must be stored before its copy of the archive: it is no history
    const auto page = m_archived.extract(queryId);
    QList<MessageRecord> messages = page ? std::move(page.mapped()) : QList<MessageRecord>();
    m_archivedMarks += m_marks.applyToPage(messages);
    markAnsweredCalls(messages);
    for (MessageRecord &message : messages)
        message.read = message.read || message.mine || isAttended(message.thread);
    return messages;
}

void Inbox::markArchived()
{
    // Messages older than the page may be stored as unread.
    if (!m_archivedMarks.isEmpty())
        markReadUpTo(std::exchange(m_archivedMarks, {}), false);
}

void Inbox::dropArchived()
{
    m_archived.clear();
    m_archivedMarks.clear();
    m_marks.beginArchive();
}

void Inbox::readElsewhere(const QList<ReadMark> &marks, const QString &queryId)
{
    if (marks.isEmpty())
        return;
    for (const ReadMark &mark : marks) {
        if (queryId.isEmpty())
            m_marks.set(mark);
        else
            m_marks.setArchived(mark, queryId);
    }
    flush(); // the marked message may have arrived in the same turn
    markReadUpTo(marks, queryId.isEmpty());
}

void Inbox::markReadUpTo(const QList<ReadMark> &marks, bool areNews)
{
    onAnswer(m_database.markReadUpTo(marks), this, [this, areNews](const Result<QHash<Jid, int>> &counts) {
        if (!counts) {
            qCWarning(lcDomain) << "marking what was read elsewhere failed:" << counts.error().detail;
            return;
        }
        QHash<Jid, int> fallen = *counts;
        const bool isUnknown = fallen.removeIf([](const auto &each) { return each.value() == 0; }) > 0;
        if (!fallen.isEmpty()) {
            countRead(fallen);
            Q_EMIT unreadFell(fallen.keys());
        }
        if (isUnknown && areNews)
            Q_EMIT markUnknown();
    });
}

bool Inbox::isAttended(const Jid &thread) const
{
    const Endpoint *attended = m_attended ? m_attended() : nullptr;
    return attended && attended->id() == thread;
}

void Inbox::flush()
{
    m_scheduled = false;
    if (m_collected.isEmpty())
        return;
    QList<MessageRecord> messages = std::exchange(m_collected, {});
    markAnsweredCalls(messages);
    for (MessageRecord &message : messages) {
        if (!message.mine && isAttended(message.thread))
            message.read = true;
    }
    const QList<ReadMark> named = m_marks.applyToNews(messages);
    m_receiptsStoring += m_receipts;
    onAnswer(m_database.storeMessages(messages), this,
             [this, messages,
              receipts = std::exchange(m_receipts, {})](const Result<QList<StoreOutcome>> &outcomes) {
                 // The database answers in order.
                 m_receiptsStoring.remove(0, std::min(receipts.size(), m_receiptsStoring.size()));
                 storedAnswer(messages, outcomes);
                 if (outcomes && !receipts.isEmpty())
                     Q_EMIT receiptsDue(receipts);
             });
    // Messages older than the batch may be stored as unread.
    if (!named.isEmpty())
        markReadUpTo(named, false);
}

void Inbox::storedAnswer(const QList<MessageRecord> &messages, const Result<QList<StoreOutcome>> &outcomes)
{
    if (!outcomes) {
        qCWarning(lcDomain) << "storing" << messages.size() << "messages failed:" << outcomes.error().detail;
        Q_EMIT storeFailed(outcomes.error());
        return;
    }
    QList<MessageRecord> changes;
    QList<MessageRecord> fresh;
    fresh.reserve(messages.size());
    QList<StoreOutcome> places;
    places.reserve(messages.size());
    for (qsizetype i = 0; i < messages.size() && i < outcomes->size(); ++i) {
        if (outcomes->at(i).changed)
            takeChange(messages.at(i), outcomes->at(i), fresh, changes);
        if (!outcomes->at(i).inserted)
            continue;
        fresh.append(messages.at(i));
        fresh.last().rowId = outcomes->at(i).rowId;
        fresh.last().position = outcomes->at(i).position;
        if (fresh.last().id != outcomes->at(i).id && fresh.last().senderId.isNull())
            fresh.last().senderId = fresh.last().id;
        fresh.last().id = outcomes->at(i).id;
        places.append(outcomes->at(i));
    }
    if (!fresh.isEmpty()) {
        summarize(fresh, places);
        Q_EMIT stored(fresh);
    }
    if (!changes.isEmpty())
        Q_EMIT changed(changes);
}

void Inbox::takeChange(const MessageRecord &change, const StoreOutcome &outcome, QList<MessageRecord> &fresh,
                       QList<MessageRecord> &changes)
{
    // The original came in the same turn: it is shown with the new text at once.
    for (MessageRecord &message : fresh) {
        if (message.rowId != outcome.rowId)
            continue;
        applyChange(message, change);
        return;
    }
    changes.append(change);
    changes.last().id = outcome.id;
    if (!outcome.isLast)
        return;
    m_directory.modify(m_directory.endpoint(change.thread), [&change](ContactRecord &record) {
        record.preview = previewOf(change);
        record.previewNotice = change.notice;
    });
}

void Inbox::summarizeAnew(const QList<MessageRecord> &newest)
{
    for (const MessageRecord &message : newest) {
        m_directory.modify(m_directory.endpoint(message.thread), [&message](ContactRecord &record) {
            record.preview = previewOf(message);
            record.previewNotice = message.notice;
            record.previewMine = message.mine;
            record.lastMessageMs = message.timeMs;
        });
    }
}

void Inbox::countFresh(const QList<MessageRecord> &messages)
{
    QHash<Jid, int> unread;
    unread.reserve(messages.size());
    for (const MessageRecord &message : messages)
        unread[message.thread] += !message.mine && !message.read;
    for (auto each = unread.cbegin(); each != unread.cend(); ++each)
        m_directory.addMessages(m_directory.endpoint(each.key()), each.value(), nullptr);
}

void Inbox::countRead(const QHash<Jid, int> &read)
{
    for (auto each = read.cbegin(); each != read.cend(); ++each) {
        m_directory.modify(m_directory.endpoint(each.key()), [&each](ContactRecord &record) {
            record.unread = std::max(0, record.unread - each.value());
        });
    }
}

void Inbox::summarize(const QList<MessageRecord> &messages, const QList<StoreOutcome> &outcomes)
{
    std::vector<std::pair<Endpoint *, ThreadSummary>> summaries; // In the order of their first message.
    QHash<const Endpoint *, std::size_t> places;
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const MessageRecord &message = messages.at(i);
        Endpoint &endpoint = m_directory.endpoint(message.thread);
        auto place = places.constFind(&endpoint);
        if (place == places.cend()) {
            place = places.insert(&endpoint, summaries.size());
            summaries.emplace_back(&endpoint, ThreadSummary{});
        }
        ThreadSummary &summary = summaries[*place].second;
        if (outcomes.at(i).isLast || (!summary.newest && !endpoint.isListed()))
            summary.newest = &message;
        summary.unread += message.mine || message.read ? 0 : 1;
    }
    for (const auto &[endpoint, summary] : summaries)
        m_directory.addMessages(*endpoint, summary.unread, summary.newest);
}

} // namespace roost
