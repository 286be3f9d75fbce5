// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/id_source.h"
#include "models/app_settings.h"
#include "models/session_host.h"
#include "platform/command_line.h"
#include "platform/platform_notifier.h"
#include "platform/system_watch.h"
#include "storage/secret_store.h"
#include "widgets/avatar_cache.h"
#include "widgets/language.h"
#include "widgets/main_window.h"
#include "widgets/theme.h"
#include "widgets/tray.h"

#include <memory>

class QApplication;

namespace roost {

/// Everything that runs while the program runs, put together: settings, language, theme, session, window,
/// tray, notifications. Made once by main(), after the QApplication.
class Program : public QObject
{
    Q_OBJECT

public:
    Program(QApplication &application, const CommandLine &line);
    ~Program() override;

    /// Shows the window and starts to sign in.
    void start();
    /// Another start of the same profile: to the front, and open `uri` unless it is empty.
    void takeOver(const QString &uri);

private:
    void wire();
    void applyTray();
    void applyNotices();
    void toggleWindow();
    void quit();
    void takeScreenshot();

    QApplication &m_application;
    CommandLine m_line;
    SystemClock m_clock;
    RandomIdSource m_ids;
    AppSettings m_settings;
    Language m_language;
    Theme m_theme;
    AvatarCache m_avatars;
    UiContext m_context;
    KeychainSecretStore m_keychain;
    SystemWatch m_watch;
    std::unique_ptr<Tray> m_tray;
    std::unique_ptr<PlatformNotifier> m_notifier;
    std::unique_ptr<SessionHost> m_host;
    std::unique_ptr<MainWindow> m_window;
};

/// The password in the first line of `file`; null if the file cannot be read.
[[nodiscard]] QString readPasswordFile(const QString &file);

} // namespace roost
