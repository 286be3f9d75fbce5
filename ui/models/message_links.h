// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QUrl>

namespace roost {

/// A link in a text: UTF-16 positions and where it leads.
struct MessageLink
{
    qsizetype start = 0;
    qsizetype length = 0;
    QUrl url;

    bool operator==(const MessageLink &) const = default;
};

/// The links in remote text: http, https, mailto and xmpp only, without the punctuation behind them. At most
/// 100.
[[nodiscard]] QList<MessageLink> findLinks(const QString &text);

} // namespace roost
