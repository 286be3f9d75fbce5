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

/// The links in remote text: http, https, mailto, xmpp, and "www." for https, without the punctuation, the
/// brackets and the mark-up signs around them. A link ends before characters that are invisible or that
/// change the direction. At most 100.
[[nodiscard]] QList<MessageLink> findLinks(const QString &text);

/// `text` as it may be shown: nothing in it makes a link look like another one. Characters that override the
/// direction become invisible ones (beside links all direction controls do), a host that could be taken for
/// another one is written in Punycode, and beside text that runs from right to left each link is isolated
/// (LRI … PDI), so that it neither turns its surroundings round nor is turned by them. findLinks() finds the
/// same links in the result.
[[nodiscard]] QString withHonestLinks(const QString &text);

} // namespace roost
