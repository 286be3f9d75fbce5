// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QUrl>

namespace roost {

// XEP-0156 §2.2 documents as servers publish them in practice. Only valid wss:// links are returned, even
// from a malformed document; no DTD is read, and only the five predefined entities of XML are expanded.

/// The wss:// links of a host-meta.json document, in their order; others are left out. A comma before a
/// closing bracket and a single link without its array are forgiven.
[[nodiscard]] QList<QUrl> webSocketLinksOfJson(const QByteArray &document);
/// The same for a host-meta document (XRD). Tolerated faults: a damaged XML declaration or white space before
/// it, processing instructions, a document type without declarations, several roots, ISO-8859-1, and a
/// missing namespace.
[[nodiscard]] QList<QUrl> webSocketLinksOfXml(const QByteArray &document);

} // namespace roost
