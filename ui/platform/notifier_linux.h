// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/platform_notifier.h"

#include <QHash>
#include <QSet>
#include <QStringList>

namespace roost {

/// Desktop notifications over D-Bus (Desktop Notifications Specification 1.2), never waiting for an answer.
/// Nothing from outside is ever read as markup.
class FreedesktopNotifier final : public PlatformNotifier
{
    Q_OBJECT

public:
    explicit FreedesktopNotifier(QObject *parent = nullptr);

    /// There is a session bus.
    [[nodiscard]] static bool hasBus();
    /// The service has said that it does not read markup.
    [[nodiscard]] bool knowsPlainText() const { return !m_hasMarkup; }

protected:
    void show(const EndpointRef &about, const QString &title, const QString &text) override;
    void close(const EndpointRef &about) override;

private Q_SLOTS:
    void actionInvoked(uint id, const QString &action);
    void notificationClosed(uint id, uint reason);

private:
    void askCapabilities();
    void send(const EndpointRef &about, const QString &title, const QString &text);
    void sent(const EndpointRef &about, uint id);

    bool m_knowsCapabilities = false;
    bool m_hasMarkup = true; ///< Until the server says otherwise: escaping too much shows "&amp;", no more.
    QHash<EndpointRef, uint> m_shown;
    QSet<EndpointRef> m_sending;
    QSet<EndpointRef> m_closeWhenSent;
    /// The newest to show while one about the same Endpoint is on its way.
    QHash<EndpointRef, std::pair<QString, QString>> m_next;
};

} // namespace roost
