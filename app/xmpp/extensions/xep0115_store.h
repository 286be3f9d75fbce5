// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extensions/xep0030_disco.h"

#include <QByteArray>
#include <QList>

namespace roost {

/// One verified answer, by its hash.
struct CapsRecord
{
    QString ver;
    DiscoInfo info;
};

/// The XEP-0115 cache as a file's content, in JSON. Any thread.
[[nodiscard]] QByteArray capsToJson(const QList<CapsRecord> &records);
/// The reverse. Records whose info does not match their hash are skipped, so a damaged or forged file does no
/// harm.
[[nodiscard]] QList<CapsRecord> capsFromJson(const QByteArray &json);

/// Reads or replaces (atomically) the file; blocking, for a pool thread. A file over 8 MiB is ignored.
[[nodiscard]] QList<CapsRecord> loadCaps(const QString &file);
[[nodiscard]] bool saveCaps(const QString &file, const QList<CapsRecord> &records);

} // namespace roost
