// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/xml_element.h"

#include <optional>

namespace roost {

/// Reads a frame of the plain XML that servers write, at a fifth of what expat takes for it: no prefixes but
/// "xml:lang", no references but the five entities, no comments, sections or blanks in odd places,
/// well-formed UTF-8. Nothing: the frame is something else, or wrong, or exceeds a limit, and expat has to
/// tell. What it does read, expat reads the same (test_xml_scanner and fuzz_xml compare them). Any thread.
[[nodiscard]] std::optional<XmlElement> scanXml(QByteArrayView frame, const XmlLimits &limits = {});

/// parseXml() without the scanner.
[[nodiscard]] Result<XmlElement> parseXmlByExpat(QByteArrayView frame, const XmlLimits &limits = {});

} // namespace roost
