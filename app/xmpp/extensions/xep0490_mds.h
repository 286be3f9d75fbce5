// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

#include <QList>

#include <memory>
#include <optional>

namespace roost {

/// Up to which message a chat has been seen on one of our Connections.
struct DisplayedUpTo
{
    Jid chat;         ///< Bare.
    QString stanzaId; ///< XEP-0359, by our own account.

    bool operator==(const DisplayedUpTo &) const = default;
};

/// XEP-0490 1.0.1, Message Displayed Synchronization: a private node of ours (PEP, XEP-0163) holds, for each
/// chat, the archive id of the last displayed message. Only data from the own account is trusted. Left out:
/// rooms, and the server's assistance (§3.4), which Prosody 0.12 and ejabberd 23 do not support.
class Xep0490Mds final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QStringList features() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
    void sessionStarted(bool resumed) override;

    /// Whether an earlier session has found or made the node as it should be (nodeReadyChanged()).
    void setNodeReady(bool isReady) { m_isReady = isReady; }
    /// All that is kept (§3.3); empty when there is no such node yet.
    [[nodiscard]] QFuture<Result<QList<DisplayedUpTo>>> fetch();
    /// Only for an account that announces `publishOptions` (§5); otherwise the node might be readable by
    /// others. The node is created or configured once; publications wait for it.
    [[nodiscard]] QFuture<Status> publish(const DisplayedUpTo &displayed);
    static constexpr QStringView publishOptions = u"http://jabber.org/protocol/pubsub#publish-options";

Q_SIGNALS:
    /// One of our Connections (this one too) has published.
    void displayedReceived(const QList<roost::DisplayedUpTo> &displayed);
    /// To be kept for setNodeReady() of the next run.
    void nodeReadyChanged(bool isReady);

private:
    using Answer = Result<XmlElement>;

    [[nodiscard]] QList<DisplayedUpTo> itemsOf(const XmlElement *items, QStringView ns) const;
    [[nodiscard]] QFuture<Status> publish(const DisplayedUpTo &displayed, bool isLastTry);
    [[nodiscard]] QFuture<Answer> publishOnce(const DisplayedUpTo &displayed);
    [[nodiscard]] QFuture<Answer> configureNode(bool isNew);
    /// Creates or configures the node; concurrent calls share one request to the server.
    [[nodiscard]] QFuture<Status> prepareNode();
    void prepared(const Status &status);
    void changeReady(bool isReady);

    bool m_isReady = false;
    /// Publishes that wait for prepareNode().
    QList<std::shared_ptr<QPromise<Status>>> m_waiting;
    /// The server takes nothing although the node is as it should be: it is not asked again in this session.
    std::optional<Error> m_refusal;
};

} // namespace roost
