// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

#include <QByteArray>

namespace roost {

/// The fields of a vCard that Roost reads (XEP-0054 §4). Untrusted text; each field has at most 256
/// characters on one line.
struct VCard
{
    QString fullName;
    QString nickname;
    QString organisation;
    QString title;
    QByteArray photo; ///< As it came, at most 512 KiB; decode it with an allow-list, off the main thread.
};

/// XEP-0054 1.2: fetches vCards of bare addresses. Left out: publishing our own, and fields that nothing
/// shows.
class Xep0054VCard final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;

    [[nodiscard]] QFuture<Result<VCard>> fetch(const Jid &bareJid);
};

} // namespace roost
