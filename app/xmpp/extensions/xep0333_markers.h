// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

namespace roost {

/// Annotation: the sender would like to know when its message has been seen.
struct Markable
{
};

/// XEP-0333 1.0, Displayed Markers, in 1:1 threads. Every message with a body of ours is markable. Left out:
/// rooms.
class Xep0333Markers final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QStringList features() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
    void build(XmlElement &stanza) override;

    /// Sends a marker to `to` (bare): their message `id`, and all before it, has been displayed. The caller
    /// decides whether `to` may know.
    void sendDisplayed(const Jid &to, const QString &id);
    /// The same to one Connection (full) alone, of a message that it sent to us alone.
    void sendDisplayedPrivately(const Jid &to, const QString &id);

Q_SIGNALS:
    /// `from` has seen message `id`; natively, by a carbon or out of the archive. Whether that message was
    /// ours, and went to them, is for the domain to look up.
    void displayedReceived(const roost::Jid &from, const QString &id);
    /// Another Connection of ours has marked message `id` of `chat` (bare) as displayed. `queryId` is the
    /// archive query that delivered the marker; null for a live marker.
    void displayedElsewhere(const roost::Jid &chat, const QString &id, const QString &queryId);

private:
    void takeDisplayed(const QString &id, const Stanza &stanza);
};

} // namespace roost
