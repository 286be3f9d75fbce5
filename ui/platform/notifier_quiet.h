// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/platform_notifier.h"

namespace roost {

/// A notifier for --test-mode that shows nothing: it emits shown() for scripts, which click with click().
/// Main thread.
class QuietNotifier final : public PlatformNotifier
{
    Q_OBJECT

public:
    using PlatformNotifier::PlatformNotifier;

    /// As if the person clicked the notification about `address`.
    void click(const Jid &address) { Q_EMIT threadRequested(address); }

Q_SIGNALS:
    /// The name in `title` is inside Unicode isolates, as on a real desktop.
    void shown(const roost::Jid &address, const QString &title, const QString &text);
    void closed(const roost::Jid &address);

protected:
    void show(const Jid &address, const QString &title, const QString &text) override
    {
        Q_EMIT shown(address, title, text);
    }
    void close(const Jid &address) override { Q_EMIT closed(address); }
};

} // namespace roost
