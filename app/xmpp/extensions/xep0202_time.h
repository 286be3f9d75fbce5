// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

#include <functional>

namespace roost {

/// The clock of another Connection.
struct EntityTime
{
    qint64 utcMs = 0;      ///< UTC, ms since the epoch.
    int offsetMinutes = 0; ///< East of UTC.
};

/// XEP-0202 2.0: asks; answers contacts only (setAllowed), since the time zone reveals a location.
class Xep0202Time final : public Extension
{
    Q_OBJECT

public:
    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QStringList features() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;

    [[nodiscard]] QFuture<Result<EntityTime>> ask(const Jid &fullJid);
    void setAllowed(std::function<bool(const Jid &bare)> allowed) { m_allowed = std::move(allowed); }

    /// "+hh:mm", "-hh:mm" or "Z" (XEP-0082 §3.3) to minutes east of UTC; nullopt on nonsense.
    [[nodiscard]] static std::optional<int> parseOffset(QStringView text);
    [[nodiscard]] static QString formatOffset(int minutes);

private:
    std::function<bool(const Jid &)> m_allowed;
};

} // namespace roost
