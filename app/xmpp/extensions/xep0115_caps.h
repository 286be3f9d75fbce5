// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extensions/xep0030_disco.h"

#include <functional>
#include <memory>

namespace roost {

/// Annotation of a presence that carries XEP-0115 capabilities.
struct Caps
{
    QString hash; ///< "sha-1".
    QString node;
    QString ver;
};

/// XEP-0115 1.6: our hash in our presence; others' hashes verified, cached by (hash, ver) in memory and on
/// disk. An answer whose recomputed hash differs is used for that Connection only and never cached (§5.4).
class Xep0115Caps final : public Extension
{
    Q_OBJECT

public:
    /// `cacheDirectory` empty = memory only; else `caps.json` in it is read and written by pool threads.
    /// `disco` must outlive this.
    Xep0115Caps(StanzaSender &sender, Xep0030Disco &disco, const QString &cacheDirectory);
    ~Xep0115Caps() override;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QStringList features() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
    void build(XmlElement &stanza) override;
    void sessionStarted(bool resumed) override;
    void sessionEnded() override;

    /// Whose capabilities are of interest, by full address: nobody else is asked, because a question tells a
    /// stranger that we are there (anybody can send a presence to our bare address). Unset: everybody's.
    void setInterest(std::function<bool(const Jid &full)> isOfInterest)
    {
        m_isOfInterest = std::move(isOfInterest);
    }
    /// These (bare addresses) have come to be of interest: what their Connections announced before counts
    /// now, and infoReceived() tells what is known of it already. A server may send the presence of somebody
    /// new before it says that we may see it.
    void reconsider(const QList<Jid> &bares);
    /// What a Connection that announces nothing has answered to a question. Kept until it goes.
    void learn(const Jid &fullJid, const DiscoInfo &info);
    /// What is known of a full address, by its caps; empty while unknown. Asks the network by itself when a
    /// presence brings an unknown hash (one question per hash at a time).
    [[nodiscard]] DiscoInfo infoOf(const Jid &fullJid) const;
    /// XEP-0115 §5.1.
    [[nodiscard]] static QString verificationString(const DiscoInfo &info);

Q_SIGNALS:
    /// What was not yet known of this Connection when its presence came is now there. Nothing is emitted for
    /// a hash that was known already: ask infoOf() when a presence comes.
    void infoReceived(const roost::Jid &fullJid, const roost::DiscoInfo &info);

private:
    class Private;
    std::function<bool(const Jid &)> m_isOfInterest;
    std::unique_ptr<Private> d;
};

} // namespace roost
