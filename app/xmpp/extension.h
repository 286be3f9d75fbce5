// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/id_source.h"
#include "base/jid.h"
#include "base/result.h"
#include "xmpp/answer_items.h"
#include "xmpp/stanza.h"

#include <QFuture>
#include <QObject>
#include <QStringList>

#include <optional>

namespace roost {

/// The order in which a received stanza passes the extensions.
enum class Stage : quint8 {
    Unwrap, ///< Replace a wrapper by its content (carbons, archive results), after checking its sender.
    Decrypt,
    Identify, ///< Ids, delay stamps, occupant ids.
    Annotate, ///< Everything else that only reads.
    Deliver,  ///< Consume: answer IQs, receipts, roster pushes.
};

/// The order in which an outgoing stanza passes the extensions.
enum class BuildStage : quint8 {
    Annotate, ///< Requests and hints: receipts, markers, chat states.
    Identify, ///< Ids.
    Encrypt,  ///< Last: sees the whole stanza.
};

/// Result of an extension's handle().
enum class Handled : quint8 {
    Pass,    ///< Go on.
    Consume, ///< Handled here; later extensions do not see the stanza.
    Drop,    ///< Forged or malformed; later extensions do not see the stanza, and the log omits its content.
};

/// Operations on the stream that an extension may use. Implemented by the XMPP client; outlives all
/// extensions.
class StanzaSender
{
public:
    virtual ~StanzaSender() = default;
    /// Sends a message or presence (or an IQ answer). Without a stream the stanza is dropped; callers that
    /// need delivery use the domain's Outbox.
    virtual void send(XmlElement stanza) = 0;
    /// send() for stanzas that must not be lost and may be numerous. True if Extension::acknowledged(tag)
    /// will report that the server has the stanza (XEP-0198). False if no report will follow: the stream has
    /// no stream management (the stanza was sent all the same), or there is no stream.
    virtual bool sendCounted(XmlElement stanza, const QString &tag)
    {
        Q_UNUSED(tag)
        send(std::move(stanza));
        return false;
    }
    /// Sends an IQ request (an id is added) and answers with the `result` IQ, or with the stanza error,
    /// Timeout, or NotConnected when the stream ends first. Only an answer from the asked address is taken
    /// (RFC 6120 §8.1.2.1, §8.2.3). Consume once, with a context.
    [[nodiscard]] virtual QFuture<Result<XmlElement>> request(XmlElement iq) = 0;
    /// The same; `items` takes the children of the answer's payload while a long answer is read. A short one
    /// comes whole.
    [[nodiscard]] virtual QFuture<Result<XmlElement>> requestItems(XmlElement iq, AnswerItems &items)
    {
        Q_UNUSED(items)
        return request(std::move(iq));
    }
    /// Sends an element that is not a stanza (XEP-0352): it is not counted, not kept and not resent.
    virtual void sendNonza(XmlElement element) { Q_UNUSED(element) }
    /// The stream offers this feature after authentication (RFC 6120 §4.3.2); known while online.
    [[nodiscard]] virtual bool hasStreamFeature(QStringView name, QStringView ns) const
    {
        Q_UNUSED(name)
        Q_UNUSED(ns)
        return false;
    }
    /// Language of texts in stanzas that name none (RFC 6120 §4.7.4); empty = not known.
    [[nodiscard]] virtual QString streamLanguage() const { return {}; }
    /// The account's own full address after binding; bare before the first one.
    [[nodiscard]] virtual Jid ownJid() const = 0;
    [[nodiscard]] virtual bool isOnline() const = 0;
    [[nodiscard]] virtual Clock &clock() = 0;
    [[nodiscard]] virtual IdSource &ids() = 0;
};

/// One RFC part or XEP: a .h/.cpp pair in xmpp/extensions and one line in registry.cpp. Main thread.
class Extension : public QObject
{
    Q_OBJECT

public:
    explicit Extension(StanzaSender &sender) : m_sender(sender) {}

    /// Short name for the log, unique among the extensions: "xep0280", "rfc6121-roster".
    [[nodiscard]] virtual QString name() const = 0;
    /// XEP-0030 features that this extension adds to ours.
    [[nodiscard]] virtual QStringList features() const { return {}; }
    /// Stages at which handle() wants to be called, as a set of bits `1 << int(stage)`.
    [[nodiscard]] virtual unsigned stages() const { return 0; }
    /// Looks at a received stanza; must check the sender itself. May annotate, or in Unwrap replace it.
    virtual Handled handle(Stage stage, Stanza &stanza)
    {
        Q_UNUSED(stage)
        Q_UNUSED(stanza)
        return Handled::Pass;
    }
    /// Stage at which build() is called.
    [[nodiscard]] virtual BuildStage buildStage() const { return BuildStage::Annotate; }
    /// Adds its children to an outgoing stanza, or in Encrypt replaces them.
    virtual void build(XmlElement &stanza) { Q_UNUSED(stanza) }
    /// Element to put into the request that binds the session, if the server accepts the element's namespace
    /// there (XEP-0386 §2.2); inlineEnabled() reports that the server processed it.
    [[nodiscard]] virtual std::optional<XmlElement> inlineRequest() const { return std::nullopt; }
    /// Called before sessionStarted(false): the server processed the element of inlineRequest().
    virtual void inlineEnabled() {}
    /// The stream is online. `resumed` = XEP-0198 continued the old session, nothing needs asking again.
    virtual void sessionStarted(bool resumed) { Q_UNUSED(resumed) }
    /// The server has the stanza that StanzaSender::sendCounted() sent under `tag`; called for the tags of
    /// all extensions.
    virtual void acknowledged(const QString &tag) { Q_UNUSED(tag) }
    /// The stream was lost; the session may be resumed.
    virtual void sessionEnded() {}

protected:
    [[nodiscard]] StanzaSender &sender() const { return m_sender; }
    static constexpr unsigned at(Stage stage) { return 1U << static_cast<unsigned>(stage); }

private:
    StanzaSender &m_sender;
};

} // namespace roost
