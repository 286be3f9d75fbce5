// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/xml_element.h"

namespace roost {

/// Rank of a text in `language` (RFC 5646; empty = unspecified) for the user, whose language is QLocale()'s;
/// greater is better. `fallback`: the second choice, the language of the stream or stanza.
[[nodiscard]] int languageRank(QStringView language, QStringView fallback);

/// Chooses among the children `name` with text, each in another language (RFC 6120 §8.3.3, RFC 6121 §5.2.3):
/// the user's language, then that of the stanza or stream, then a child without a language, then the first
/// child; nullptr without a child. `streamLanguage`: the default language of the stream (RFC 6120 §4.7.4);
/// may be empty.
[[nodiscard]] const XmlElement *childInLanguage(const XmlElement &parent, QStringView name, QStringView ns,
                                                QStringView streamLanguage = {});

} // namespace roost
