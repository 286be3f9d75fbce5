// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/contacts/endpoint_ref.h"

#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace roost {

/// An `xmpp:` URI (RFC 5122) with its query action (XEP-0147). A value. Nothing in it is ever carried out by
/// itself: the window only opens a thread, fills the composer or asks.
struct XmppUri
{
    enum class Action : quint8 {
        Open,       ///< No action: open the thread.
        Message,    ///< `?message;body=…`: open the thread with `body` in the composer.
        Add,        ///< `?roster` or `?subscribe`: the dialog to add a contact, filled in.
        Remove,     ///< `?remove`: ask whether to remove the contact.
        StopSeeing, ///< `?unsubscribe`: ask in the same way; for Roost this is removing.
        Join,       ///< `?join` or `?invite`: the address is a room; say that rooms are not supported.
        Unknown     ///< Any other action: say that it is not supported.
    };

    EndpointRef endpoint; ///< `xmpp://me@here/` names the account (RFC 5122 §2.2).
    Action action = Action::Open;
    QString actionName; ///< As it is written, in lower case; may be empty.
    QString body;
    QString name;
    QStringList labels;

    bool operator==(const XmppUri &) const = default;

    /// Fails if `text` is no xmpp: URI, holds no valid address, or names an invalid account.
    [[nodiscard]] static std::optional<XmppUri> parse(const QString &text);
};

} // namespace roost
