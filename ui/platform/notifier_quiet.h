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

    /// Acts as if the user clicked the notification about `about`.
    void click(const EndpointRef &about) { Q_EMIT threadRequested(about); }

Q_SIGNALS:
    /// The name in `title` is inside Unicode isolates, as on a real desktop.
    void shown(const roost::EndpointRef &about, const QString &title, const QString &text);
    void closed(const roost::EndpointRef &about);

protected:
    void show(const EndpointRef &about, const QString &title, const QString &text) override
    {
        Q_EMIT shown(about, title, text);
    }
    void close(const EndpointRef &about) override { Q_EMIT closed(about); }
};

} // namespace roost
