// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/client_identity.h"
#include "xmpp/extension.h"

#include <QList>

namespace roost {

/// XEP-0030 §3.1.
struct DiscoIdentity
{
    QString category;
    QString type;
    QString name;
    QString language;
    bool operator==(const DiscoIdentity &) const = default;
};

/// A disco#info answer; `forms` are XEP-0128 data forms as received (for the XEP-0115 hash).
struct DiscoInfo
{
    QList<DiscoIdentity> identities;
    QStringList features;
    QList<XmlElement> forms;
    [[nodiscard]] bool hasFeature(QStringView feature) const { return features.contains(feature); }
    [[nodiscard]] bool isEmpty() const { return identities.isEmpty() && features.isEmpty(); }
};

/// XEP-0030 2.5: asks others, answers for us (features of all extensions). Left out: items of ours (there are
/// none).
class Xep0030Disco final : public Extension
{
    Q_OBJECT

public:
    Xep0030Disco(StanzaSender &sender, ClientIdentity identity);
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QStringList features() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
    void sessionStarted(bool resumed) override;

    [[nodiscard]] QFuture<Result<DiscoInfo>> info(const Jid &jid, const QString &node = {});
    [[nodiscard]] QFuture<Result<QList<Jid>>> items(const Jid &jid);
    /// Features and identity of this client. Set once by the registry after all extensions exist.
    void setOwnFeatures(const QStringList &features);
    [[nodiscard]] DiscoInfo ownInfo() const;
    /// Nodes under which we answer with ownInfo() too (XEP-0115: the current `node#ver`).
    void setOwnNodes(const QStringList &nodes) { m_ownNodes = nodes; }
    /// Conversion from and to a <query/>.
    [[nodiscard]] static DiscoInfo fromElement(const XmlElement &query);
    [[nodiscard]] static XmlElement toElement(const DiscoInfo &info, const QString &node);

    /// The server's own features (asked at each new session), empty until serverInfoReceived().
    [[nodiscard]] const DiscoInfo &serverInfo() const { return m_serverInfo; }
    /// Features of the own bare address (PEP, MAM).
    [[nodiscard]] const DiscoInfo &accountInfo() const { return m_accountInfo; }

Q_SIGNALS:
    void serverInfoReceived();

private:
    ClientIdentity m_identity;
    QStringList m_ownFeatures;
    QStringList m_ownNodes;
    DiscoInfo m_serverInfo;
    DiscoInfo m_accountInfo;
};

} // namespace roost
