// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "gui/willing_server.h"
#include "models/session_host.h"
#include "storage/memory_secret_store.h"
#include "support/patience.h"
#include "support/sequential_ids.h"
#include "widgets/look/avatar_cache.h"
#include "widgets/look/language.h"
#include "widgets/look/theme.h"
#include "widgets/look/ui_context.h"
#include "widgets/window/main_window.h"

#include <QTemporaryDir>

#include <memory>

namespace roost {

/// The whole program in one process, with a server that answers all requests: for tests that click. Main
/// thread.
struct GuiWorld
{
    explicit GuiWorld(const QString &language = QStringLiteral("en"));

    /// The window, without an account.
    void showWindow();
    /// The window with the account joe@bar.com, its database open; `contacts` are put in before.
    void openAccount(const QList<ContactRecord> &contacts = {});
    /// The same, and online at the willing server.
    void openOnline(const QList<ContactRecord> &contacts = {});

    [[nodiscard]] Session &session() { return *host->session(); }
    [[nodiscard]] Endpoint &at(const QString &address);
    /// A message, as if it were in the database.
    void message(const QString &thread, const QString &body, bool mine, qint64 timeMs,
                 MessageState state = MessageState::Received, const QList<DeliveryRecord> &deliveries = {});
    void connection(const QString &full, Show show, DeviceKind kind, const QString &client,
                    const QString &status = {});
    /// Delivers pending events and paints.
    void turn();

    template <typename T> [[nodiscard]] T *find(const char16_t *name) const
    {
        return window->findChild<T *>(QString::fromUtf16(name));
    }

    [[nodiscard]] static ContactRecord contact(const QString &address, const QString &name,
                                               const QString &preview = {}, qint64 lastMs = 0,
                                               int unread = 0);
    /// The contacts and presences of the pictures of the design.
    [[nodiscard]] static QList<ContactRecord> demoContacts(qint64 nowMs);
    void demoPresences();
    void demoThread();

    QTemporaryDir folder;
    SystemClock clock;
    SequentialIds ids;
    WillingServer server;
    MemorySecretStore secrets;
    AppSettings settings;
    Language language;
    Theme theme;
    AvatarCache avatars;
    UiContext context;
    std::unique_ptr<SessionHost> host;
    std::unique_ptr<MainWindow> window;

private:
    int m_messages = 0;
};

} // namespace roost
