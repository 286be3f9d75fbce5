// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/message.h"

#include "storage/records.h"

namespace roost {

const TextContent &Message::text() const
{
    if (const NoticeContent *found = notice())
        return found->text;
    return std::get<TextContent>(content);
}

bool isEdited(const Message &message)
{
    return !message.notice() && (!message.text().correction.isNull() || !message.refs.replaces.isEmpty());
}

bool hasTargetGone(const Message &message)
{
    return message.isOwn() && !message.target.isEmpty() && message.state == MessageState::Failed &&
           message.failure.kind == ErrorKind::ServiceUnavailable;
}

Message messageOf(const MessageRecord &record)
{
    Message message;
    message.key = {record.mine, record.id};
    message.rowId = record.rowId;
    message.position = record.position;
    message.author = {record.mine ? Author::Kind::Self : Author::Kind::Endpoint, record.resource};
    const TextContent text{record.body, record.correction, record.subject};
    if (record.notice == MessageNotice::None)
        message.content = text;
    else
        message.content = NoticeContent{record.notice, record.detail, text};
    message.timeMs = record.timeMs;
    message.state = record.state;
    message.failure = {ErrorKind(record.failureKind), record.failure};
    message.target = record.target;
    message.deliveries = record.deliveries;
    message.remarks = record.remarks;
    message.isRead = record.read;
    message.isMarkable = record.markable;
    message.refs = {record.senderId, record.stanzaId, record.archive, record.replaces};
    return message;
}

MessageRecord recordOf(const Message &message, const Jid &thread)
{
    MessageRecord record;
    record.rowId = message.rowId;
    record.position = message.position;
    record.thread = thread;
    record.id = message.key.id;
    record.senderId = message.refs.senderId;
    record.stanzaId = message.refs.stanzaId;
    record.archive = message.refs.archive;
    record.mine = message.isOwn();
    record.resource = message.author.resource;
    const TextContent &text = message.text();
    record.body = text.body;
    record.subject = text.subject;
    record.correction = text.correction;
    if (const NoticeContent *notice = message.notice()) {
        record.notice = notice->kind;
        record.detail = notice->detail;
    }
    record.replaces = message.refs.replaces;
    record.timeMs = message.timeMs;
    record.state = message.state;
    record.failureKind = int(message.failure.kind);
    record.failure = message.failure.detail;
    record.read = message.isRead;
    record.markable = message.isMarkable;
    record.target = message.target;
    record.deliveries = message.deliveries;
    record.remarks = message.remarks;
    return record;
}

} // namespace roost
