// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

#include <QByteArray>
#include <QHash>

namespace roost {

class Xep0054VCard;

/// XEP-0084 1.1 (PEP) and XEP-0153/XEP-0054 (vCard): learns which picture (by SHA-1) an address has and
/// fetches it. PEP is preferred. Pictures over 512 KiB are not fetched. The data is untrusted: the caller
/// must decode it off the main thread with an allow-list of formats. The hash of the data has been verified.
class Xep0084Avatar final : public Extension
{
    Q_OBJECT

public:
    /// `vCards` must outlive this.
    Xep0084Avatar(StanzaSender &sender, Xep0054VCard &vCards);
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QStringList features() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
    void sessionStarted(bool resumed) override;

    /// The picture of that hash (hex SHA-1), as announced by avatarAnnounced() for `jid`.
    [[nodiscard]] QFuture<Result<QByteArray>> fetch(const Jid &jid, const QString &hash);

Q_SIGNALS:
    /// `hash` empty = no picture any more.
    void avatarAnnounced(const roost::Jid &bareJid, const QString &hash);

private:
    struct Known
    {
        QString hash;
        bool isPep = false; ///< Announced by PEP, not by a vCard.
    };

    void readPresence(const Stanza &stanza);
    Handled readEvent(const Stanza &stanza);
    void announce(const Jid &from, const QString &hash, bool isPep);
    QFuture<Result<QByteArray>> fetchFromVCard(const Jid &bare, const QString &hash);

    Xep0054VCard &m_vCards;
    QHash<Jid, Known> m_known;
};

} // namespace roost
