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

/// `text` in a form in which no link can resemble another one. Characters that override the direction become
/// invisible ones (next to links, all direction controls), a host that resembles another one is written in
/// Punycode, and next to right-to-left text each link is isolated (LRI … PDI), so that link and text do not
/// change each other's direction. findLinks() finds the same links in the result.
[[nodiscard]] QString withHonestLinks(const QString &text);

} // namespace roost
