// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/automation.h"
#include "automation/network_valve.h"
#include "automation/recorder.h"
#include "base/clock.h"
#include "base/id_source.h"
#include "base/scripted_clock.h"
#include "models/app_settings.h"
#include "models/session_host.h"
#include "models/start_problem.h"
#include "platform/command_line.h"
#include "platform/notifier_quiet.h"
#include "platform/screen_lock.h"
#include "platform/system_watch.h"
#include "platform/tray_watch.h"
#include "storage/secret_store.h"
#include "widgets/look/avatar_cache.h"
#include "widgets/look/language.h"
#include "widgets/look/theme.h"
#include "widgets/window/main_window.h"
#include "widgets/window/tray.h"

#include <QPointer>

#include <memory>

class QApplication;

namespace roost {

class StartProblemDialog;
class TouchWatch;

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
    /// Another start of the same profile: to the front, open `uri` and show the contacts in `importFile`,
    /// unless they are empty. `account`: the account that both are for; empty = the one that is open.
    void takeOver(const QString &uri, const QString &importFile, const Jid &account);

Q_SIGNALS:
    /// The account cannot be opened, and the person wants another profile.
    void folderChosen(const QString &folder);

private:
    /// Ids, secrets and notifications of the system, or those of test mode.
    void useSystemServices();
    void useTestServices();
    void wire();
    [[nodiscard]] bool hasTray() const;
    void applySetting(SettingKey key);
    void applyTray();
    void applyNotices();
    void applyInUse();
    void applyIdle();
    void toggleWindow();
    void quit();
    void takeScreenshot();
    /// Lets scripts in, unless the port is taken.
    void startAutomation();
    /// The database of the account cannot be used.
    void reportDatabase(const Error &error);
    /// Ends the program in the next turn, with a line on standard error.
    static void end(const StartProblem &problem);

    QApplication &m_application;
    CommandLine m_line;
    bool m_isStarting = true; ///< The first account is not open yet.
    QPointer<StartProblemDialog> m_problem;
    std::unique_ptr<ScriptedClock> m_scriptedClock; ///< In test mode only.
    std::unique_ptr<Clock> m_systemClock;           ///< Else.
    Clock &m_clock;
    std::unique_ptr<IdSource> m_ids;
    AppSettings m_settings;
    Language m_language;
    Theme m_theme;
    AvatarCache m_avatars;
    UiContext m_context;
    std::unique_ptr<SecretStore> m_secrets; ///< Null: none is wanted.
    std::unique_ptr<ScreenLock> m_lock;     ///< Null when tested.
    std::unique_ptr<SystemWatch> m_watch;   ///< Null in test mode.
    std::unique_ptr<TrayWatch> m_trayWatch; ///< Null in test mode.
    std::unique_ptr<TouchWatch> m_idle;     ///< Null in test mode.
    std::unique_ptr<Tray> m_tray;
    QuietNotifier *m_quietNotifier = nullptr; ///< m_notifier, in test mode only.
    std::unique_ptr<PlatformNotifier> m_notifier;
    std::unique_ptr<NetworkValve> m_valve; ///< After --automation only.
    std::unique_ptr<SessionHost> m_host;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Automation> m_automation; ///< After --automation only.
    std::unique_ptr<Recorder> m_recorder;     ///< After --record only.
};

/// The password in the first line of `file`; null if the file cannot be read.
[[nodiscard]] QString readPasswordFile(const QString &file);

} // namespace roost
