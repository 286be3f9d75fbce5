// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vocabulary.h"
#include "xmpp/extension.h"

#include <QList>

namespace roost {

/// RFC 6121 §2.1.2: one contact of the server's roster.
struct RosterItem
{
    /// Bare. Some servers store invalid addresses ("sp ace@example.org", a port after the address). Such an
    /// address becomes Jid::fromTrusted() of the text, so that the contact can be seen and removed.
    Jid jid;
    QString name;       ///< Empty if there is nothing to be seen in it.
    QStringList groups; ///< Without doubles, sorted.
    Subscription subscription = Subscription::None;
    bool ask = false;      ///< Our request is pending.
    bool approved = false; ///< Pre-approved.

    bool operator==(const RosterItem &) const = default;
};

/// An answer to a roster request.
struct RosterAnswer
{
    bool unchanged = false;  ///< Empty result: our version is current (RFC 6121 §2.6.3).
    QString version;         ///< Null when the server has no versioning.
    QList<RosterItem> items; ///< Items that itemsReceived() has not reported.
};

/// RFC 6121 §2: roster get (with version), set, remove, pushes. A push is taken only from no address, the own
/// bare address (CVE-2015-8688 class).
class Rfc6121Roster final : public Extension, private AnswerItems
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;

    /// `version`: the stored roster version (empty string = none).
    [[nodiscard]] QFuture<Result<RosterAnswer>> fetch(const QString &version);
    /// Adds or changes: name and groups of the item are taken.
    [[nodiscard]] QFuture<Status> setItem(const RosterItem &item);
    [[nodiscard]] QFuture<Status> removeItem(const Jid &jid);

Q_SIGNALS:
    /// The next contacts of a long answer to fetch(). The last ones come with the answer itself.
    void itemsReceived(const QList<roost::RosterItem> &items);
    /// RFC 6121 §2.1.6. `version` is null without versioning.
    void itemPushed(const roost::RosterItem &item, const QString &version);
    void itemRemoved(const roost::Jid &jid, const QString &version);

private:
    void takeItems(std::vector<XmlElement> items) override;
};

} // namespace roost
