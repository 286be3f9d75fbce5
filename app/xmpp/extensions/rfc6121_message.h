// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vocabulary.h"
#include "xmpp/extension.h"

namespace roost {

/// Annotation of a message stanza with content for the user: a body (RFC 6121 §5.2.3), a subject, or content
/// that other extensions found in place of a body. At most 256 Ki characters of text are kept.
struct MessageBody
{
    QString text;         ///< In the person's language if there are several. May be empty.
    QString thread;       ///< RFC 6121 §5.2.5, may be null.
    QString subject = {}; ///< On one line; may be empty.
    MessageNotice notice = MessageNotice::None;
    QString detail = {}; ///< Detail of the notice, see MessageNotice.
    /// Sender's id of the message that this one corrects, or with MessageNotice::Deleted takes back. With
    /// CallTaken and CallDeclined: the id of the call.
    QString replaces = {};

    [[nodiscard]] bool isEmpty() const
    {
        return text.isEmpty() && subject.isEmpty() && notice == MessageNotice::None;
    }
};

/// Annotation of a stanza that states a fact about an earlier message of its thread (a remark). The extension
/// that reads the fact sets it and limits its size; sender and thread are for the domain to verify.
struct MessageMark
{
    MarkKind kind = MarkKind::Reaction;
    QString ref;        ///< The id of the message, given by its sender.
    QString value;      ///< Empty = the fact is withdrawn.
    bool isAll = false; ///< A text in the stanza is only a fallback.
};

/// RFC 6121 §5: message bodies, facts about earlier messages, and the errors of messages.
class Rfc6121Message final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;

    /// A chat message with a body, without extensions' children.
    [[nodiscard]] static XmlElement makeChat(const Jid &to, const QString &id, const QString &body);
    /// A message of type normal, which is no part of a chat (§5.2.2).
    [[nodiscard]] static XmlElement makeNormal(const Jid &to, const QString &id, const QString &body);

Q_SIGNALS:
    /// A message of ours was returned (type='error'); `id` is ours, `from` the sender of the error (check
    /// that it is the recipient).
    void messageFailed(const roost::Jid &from, const QString &id, const roost::Error &error);
    /// A message for people that passed all checks, after all annotations: native, carbon or archive.
    void messageReceived(const roost::Stanza &stanza, const roost::MessageBody &body);
    /// A stanza with a MessageMark: native, carbon or archive.
    void markReceived(const roost::Stanza &stanza, const roost::MessageMark &mark);
};

} // namespace roost
