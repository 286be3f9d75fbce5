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

    /// Decides by full address whose capabilities are queried. A query reveals to a stranger that we are
    /// online, and any address can send a presence to our bare address. Unset: all addresses are queried.
    void setInterest(std::function<bool(const Jid &full)> isOfInterest)
    {
        m_isOfInterest = std::move(isOfInterest);
    }
    /// Repeats the interest check for these bare addresses: capabilities that their Connections announced
    /// earlier now count, and infoReceived() reports those that are already known. A server may send the
    /// presence of a new contact before it reports that we may see it.
    void reconsider(const QList<Jid> &bares);
    /// Stores the disco answer of a Connection that announces no capabilities. Kept until the Connection
    /// goes.
    void learn(const Jid &fullJid, const DiscoInfo &info);
    /// Disco info of a full address, found by its capabilities hash; empty while unknown. The extension
    /// queries the network by itself when a presence brings an unknown hash (one query per hash at a time).
    [[nodiscard]] DiscoInfo infoOf(const Jid &fullJid) const;
    /// XEP-0115 §5.1.
    [[nodiscard]] static QString verificationString(const DiscoInfo &info);

Q_SIGNALS:
    /// Disco info that was unknown when the presence of this Connection arrived is now available. Not emitted
    /// for a hash that was already known: call infoOf() when a presence arrives.
    void infoReceived(const roost::Jid &fullJid, const roost::DiscoInfo &info);

private:
    class Private;
    std::function<bool(const Jid &)> m_isOfInterest;
    std::unique_ptr<Private> d;
};

} // namespace roost
