// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

#include <deque>
#include <functional>

namespace roost {

/// Annotation: the sender requests a receipt. Also set on copies, which are not answered.
struct ReceiptRequest
{
    Jid from;
    QString id;
    QString type;
};

/// XEP-0184 1.4: requests a receipt with every message that has a body. answer() is for native copies only
/// (never carbons, archive, errors), after the message was stored, and sends only to addresses allowed by
/// setAllowed() (contacts who see our presence). A receipt is owed until the server has acknowledged it: a
/// new session sends it again. Only a few are in flight at a time, so that thousands of receipts do not delay
/// other stanzas.
class Xep0184Receipts final : public Extension
{
    Q_OBJECT

public:
    /// Receipts that the server has not acknowledged; less than StreamManagement::windowSize.
    static constexpr std::size_t mostUnderWay = 32;
    /// Maximum number of owed receipts; further ones are dropped, so a sender that never pauses gets receipts
    /// for a part of its messages.
    static constexpr std::size_t mostOwed = 20'000;
    /// Maximum number of receipts that owed() returns, oldest first.
    static constexpr qsizetype mostSaved = 5'000;

    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QStringList features() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
    void build(XmlElement &stanza) override;
    void sessionStarted(bool resumed) override;
    void acknowledged(const QString &tag) override;

    /// The receipts that are owed, for owe() in a later run of the program; empty = none.
    [[nodiscard]] QString owed() const;
    /// Restores the output of owed(), before the first session; any other text is ignored.
    void owe(const QString &owed);

    /// Sends a receipt: this Connection has the message.
    void answer(const ReceiptRequest &request);
    /// Decides per bare address whether a receipt may be sent (privacy, XEP-0184 §8). By default no address
    /// gets one.
    void setAllowed(std::function<bool(const Jid &bare)> allowed) { m_allowed = std::move(allowed); }

Q_SIGNALS:
    /// `from` is the full address of the Connection that has message `id`. The receipt may also arrive as a
    /// carbon copy; `to` then names its recipient.
    void receiptReceived(const roost::Jid &from, const QString &id);

private:
    Handled takeReceipt(const XmlElement &received, const Stanza &stanza);
    void sendOwed();
    [[nodiscard]] XmlElement make(const Jid &to, const QString &type, const QString &id) const;

    struct Receipt
    {
        Jid to;
        QString type;
        QString id;
        quint64 number = 0; ///< In the order of sending; 0 = not sent in this session.
    };
    std::function<bool(const Jid &)> m_allowed;
    std::deque<Receipt> m_owed; ///< Receipts in flight come first.
    std::size_t m_underWay = 0;
    quint64 m_lastNumber = 0;
};

} // namespace roost
