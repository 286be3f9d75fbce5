// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

#include <QSet>

namespace roost {

/// XEP-0191 1.3: the block list, its changes and pushes (sender checked).
class Xep0191Blocking final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
    /// Fetches the list at each new session.
    void sessionStarted(bool resumed) override;

    [[nodiscard]] QFuture<Status> block(const Jid &jid);
    [[nodiscard]] QFuture<Status> unblock(const Jid &jid);
    [[nodiscard]] const QSet<Jid> &blocked() const { return m_blocked; }

Q_SIGNALS:
    /// The list changed, by us or by another of our Connections, or was fetched at the start of a session.
    void blockedChanged(const QSet<roost::Jid> &blocked);

private:
    void setBlocked(QSet<Jid> blocked);

    QSet<Jid> m_blocked;
};

} // namespace roost
