// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include "automation/crash_report.h"
#include "platform/touch_watch.h"

#include "domain/account/profile.h"
#include "domain/contacts/avatar_store.h"
#include "platform/test_mode.h"
#include "start.h"
#include "storage/memory_secret_store.h"
#include "widgets/controls/presence_menu.h"
#include "widgets/dialogs/start_problem_dialog.h"
#include "widgets/window/chat_page.h"

#include <QApplication>
#include <QFile>
#include <QIcon>

#include <cstdio>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// After the first flood is over, pictures and versions still come in for a moment.
constexpr std::chrono::milliseconds screenshotDelay(2500);

SessionHost::Options optionsOf(const CommandLine &line)
{
    SessionHost::Options options;
    if (const auto account = Jid::fromUserInput(line.address))
        options.account = account->bare();
    options.servers = line.servers;
    options.caCertificateFiles = line.caCertificateFiles;
    if (!line.passwordFile.isEmpty())
        options.password = readPasswordFile(line.passwordFile);
    return options;
}

} // namespace

QString readPasswordFile(const QString &file)
{
    QFile input(file);
    if (!input.open(QIODevice::ReadOnly))
        return {};
    QByteArray line = input.readLine(64 * 1024);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

Program::Program(QApplication &application, const CommandLine &line)
    : m_application(application)
    , m_line(line)
    , m_scriptedClock(line.testMode ? new ScriptedClock(line.testClock.toMSecsSinceEpoch()) : nullptr)
    , m_systemClock(line.testMode ? nullptr : new SystemClock)
    , m_clock(line.testMode ? static_cast<Clock &>(*m_scriptedClock) : *m_systemClock)
    , m_settings(line.profile, PolicyFile::readAll(PolicyFile::defaultFolder()), line.settings)
    , m_theme(line.testMode ? Surroundings::Fixed : Surroundings::Desktop)
    , m_context{m_theme, m_avatars, m_clock, m_settings, m_language}
{
    if (line.testMode)
        useTestServices();
    else
        useSystemServices();
    m_language.follow(m_settings);
    m_theme.follow(m_settings);
    m_theme.applyTo(application);
    application.setQuitOnLastWindowClosed(false);
    // The tray needs the host, the host the notifier, the notifier perhaps the tray's icon: the host is told
    // of a notifier that learns of the icon.
    SessionHost::Options options = optionsOf(line);
    if (line.automationPort) {
        m_valve = std::make_unique<NetworkValve>(NetworkValve::webSockets(m_clock, line.caCertificateFiles));
        options.transports = m_valve->factory();
    }
    m_host = std::make_unique<SessionHost>(m_settings, m_clock, *m_ids, m_secrets.get(), m_notifier.get(),
                                           std::move(options));
    m_tray = std::make_unique<Tray>(m_context, *m_host);
    m_window = std::make_unique<MainWindow>(m_context, *m_host);
    m_window->setWindowIcon(QIcon(u":/icons/roost.svg"_s));
    wire();
    applyTray();
    applyNotices();
    applyIdle();
}

Program::~Program()
{
    m_automation.reset();
    m_window.reset();
    m_tray.reset();
    m_host.reset();
}

void Program::useSystemServices()
{
    m_ids = std::make_unique<RandomIdSource>();
    if (m_line.usesKeychain)
        m_secrets = std::make_unique<KeychainSecretStore>();
    m_notifier = makePlatformNotifier();
    m_watch = std::make_unique<SystemWatch>(m_clock);
    m_trayWatch = std::make_unique<TrayWatch>();
    m_lock = std::make_unique<ScreenLock>();
    m_idle = std::make_unique<TouchWatch>(m_clock, TouchWatch::desktopQuestion());
}

void Program::useTestServices()
{
    const QString seed = TestMode::seedOf(m_line);
    m_ids = std::make_unique<SeededIdSource>(seed);
    (void)m_settings.resource(*m_ids); // The first id, in every run.
    if (m_line.usesKeychain)
        m_secrets = std::make_unique<MemorySecretStore>();
    auto notifier = std::make_unique<QuietNotifier>();
    m_quietNotifier = notifier.get();
    m_notifier = std::move(notifier);
}

void Program::wire()
{
    connect(m_host.get(), &SessionHost::sessionOpened, this, [this](Session *session) {
        m_avatars.setSource(
            [session](const Endpoint &endpoint) { return session->avatars().picture(endpoint); });
        applyInUse();
        if (m_idle && m_idle->idleSinceMs() != 0)
            session->setIdleSince(m_idle->idleSinceMs());
        if (!m_line.screenshotFile.isEmpty())
            connect(session, &Session::settled, this, &Program::takeScreenshot);
    });
    connect(m_host.get(), &SessionHost::sessionClosing, this, [this] { m_avatars.setSource({}); });
    connect(m_host.get(), &SessionHost::sessionLoaded, this, [this] { m_isStarting = false; });
    connect(m_host.get(), &SessionHost::passwordNeeded, this, [this] { m_isStarting = false; });
    connect(m_host.get(), &SessionHost::openFailed, this, &Program::reportDatabase);
    if (m_watch) {
        connect(m_watch.get(), &SystemWatch::networkChanged, this, [this] {
            if (m_host->session())
                m_host->session()->networkChanged();
        });
    }
    if (m_watch)
        connect(m_watch.get(), &SystemWatch::clockMoved, m_window.get(), &MainWindow::lookAtClock);
    if (m_trayWatch)
        connect(m_trayWatch.get(), &TrayWatch::changed, this, &Program::applyTray);
    // A tray may have gone without a word.
    connect(m_window.get(), &MainWindow::closing, this, &Program::applyTray);
    if (m_lock) {
        connect(m_lock.get(), &ScreenLock::lockedChanged, m_window.get(), &MainWindow::setLocked);
        connect(m_lock.get(), &ScreenLock::lockedChanged, this, &Program::applyInUse);
    }
    connect(m_window.get(), &MainWindow::shownChanged, this, &Program::applyInUse);
    if (m_idle) {
        connect(m_idle.get(), &TouchWatch::idleChanged, this, [this](qint64 sinceMs) {
            if (m_host->session())
                m_host->session()->setIdleSince(sinceMs);
        });
    }
    connect(m_window.get(), &MainWindow::quitRequested, this, &Program::quit);
    connect(m_tray.get(), &Tray::quitRequested, this, &Program::quit);
    connect(m_tray.get(), &Tray::toggleRequested, this, &Program::toggleWindow);
    connect(m_tray.get(), &Tray::statusTextRequested, m_window.get(), &MainWindow::editStatus);
    connect(&m_settings, &AppSettings::changed, this, &Program::applySetting);
    connect(m_notifier.get(), &PlatformNotifier::threadRequested, m_window.get(), &MainWindow::openThread);
}

bool Program::hasTray() const
{
    if (m_line.testMode)
        return false;
    // On X11 there may be a tray of the older kind. Elsewhere Qt must not be asked before a panel is there:
    // it asks but once whether there will ever be one.
    const bool mayAsk =
        !m_trayWatch || m_trayWatch->hasHost() || !QGuiApplication::platformName().startsWith("wayland"_L1);
    return mayAsk && Tray::isAvailable();
}

void Program::applySetting(SettingKey key)
{
    if (key == SettingKey::StayInTray)
        applyTray();
    else if (key == SettingKey::AwayMinutes)
        applyIdle();
    else if (key == SettingKey::NotifyMessages || key == SettingKey::NotifyText)
        applyNotices();
}

void Program::applyTray()
{
    const bool available = hasTray();
    const bool shown =
        available && m_settings.isOn(SettingKey::StayInTray) && m_line.screenshotFile.isEmpty();
    if (shown != m_tray->isShown()) {
        m_tray->setShown(shown);
        m_notifier->setTrayIcon(shown ? &m_tray->icon() : nullptr);
    }
    m_window->setTrayAvailable(available);
    m_window->setHidesOnClose(shown);
}

void Program::applyIdle()
{
    if (m_idle)
        m_idle->setLimit(std::chrono::minutes(m_settings.number(SettingKey::AwayMinutes)));
}

void Program::applyNotices()
{
    if (!m_settings.isOn(SettingKey::NotifyMessages))
        m_notifier->setMessageNotices(MessageNotices::None);
    else if (m_settings.isOn(SettingKey::NotifyText))
        m_notifier->setMessageNotices(MessageNotices::SenderAndText);
    else
        m_notifier->setMessageNotices(MessageNotices::Sender);
}

void Program::applyInUse()
{
    const bool isLocked = m_lock && m_lock->isLocked();
    if (m_host->session())
        m_host->session()->setInUse(m_window->isShown() && !isLocked);
}

void Program::start()
{
    if (!m_line.background)
        m_window->show();
    else if (m_tray->isShown())
        m_window->hideIntoTray();
    else
        m_window->showMinimized();
    if (!m_line.uri.isEmpty())
        m_window->openUri(m_line.uri);
    if (!m_line.importFile.isEmpty())
        m_window->importContacts(m_line.importFile);
    if (!m_line.recordFile.isEmpty()) {
        m_recorder = std::make_unique<Recorder>(m_line.recordFile,
                                                !m_line.address.isEmpty() || !m_settings.account().isEmpty());
        if (!m_recorder->problem().isEmpty())
            std::fprintf(stderr, "roost: --record: %s\n", qPrintable(m_recorder->problem()));
    }
    if (m_line.automationPort)
        startAutomation();
    m_host->start();
}

void Program::startAutomation()
{
    CrashReport::install();
    m_automation = std::make_unique<Automation>(
        AutomationWorld{*m_window, *m_host, m_settings, m_clock, m_scriptedClock.get(), m_valve.get()});
    if (!m_automation->start(*m_line.automationPort)) {
        end({StartProblem::Kind::Automation, {}, m_automation->problem()});
        m_automation.reset();
        return;
    }
    if (m_quietNotifier != nullptr) {
        connect(m_quietNotifier, &QuietNotifier::shown, m_automation.get(),
                [this](const EndpointRef &about, const QString &title, const QString &text) {
                    QJsonObject facts = EventLog::factsOf(about);
                    facts.insert("title"_L1, title);
                    facts.insert("text"_L1, text);
                    m_automation->log().add(u"notification"_s, facts);
                });
        connect(m_quietNotifier, &QuietNotifier::closed, m_automation.get(),
                [this](const EndpointRef &about) {
                    m_automation->log().add(u"notificationClosed"_s, EventLog::factsOf(about));
                });
        connect(m_automation.get(), &Automation::notificationClickRequested, m_quietNotifier,
                &QuietNotifier::click);
    }
    std::fputs(m_automation->announcement().constData(), stdout);
    std::fflush(stdout);
}

void Program::reportDatabase(const Error &error)
{
    StartProblem problem{StartProblem::Kind::Database};
    problem.path = Profile::databaseFile(
        m_settings.profile().accountDirectory(m_host->session() ? m_host->session()->account() : Jid()));
    problem.error = error;
    const bool isStart = std::exchange(m_isStarting, false);
    if (isStart && !Start::isSeen(m_line)) {
        end(problem);
        return;
    }
    Start::print(problem);
    if (!Start::isSeen(m_line))
        return; // The sign-in page says it.
    delete m_problem;
    const auto ending = isStart ? StartProblemDialog::End::Quits : StartProblemDialog::End::Closes;
    m_problem = new StartProblemDialog(m_theme, problem, ending, m_window.get());
    connect(m_problem, &StartProblemDialog::retryRequested, this, [this, isStart] {
        m_isStarting = isStart;
        m_host->openAgain();
    });
    connect(m_problem, &StartProblemDialog::folderChosen, this, &Program::folderChosen);
    if (isStart)
        connect(m_problem, &StartProblemDialog::dismissed, this,
                [code = exitCodeOf(problem)] { QCoreApplication::exit(int(code)); });
    m_problem->open();
}

void Program::end(const StartProblem &problem)
{
    Start::print(problem);
    QMetaObject::invokeMethod(
        qApp, [code = exitCodeOf(problem)] { QCoreApplication::exit(int(code)); }, Qt::QueuedConnection);
}

void Program::takeOver(const QString &uri, const QString &importFile, const Jid &account)
{
    m_window->raiseWindow();
    if (!uri.isEmpty())
        m_window->openUri(uri, account);
    if (!importFile.isEmpty())
        m_window->importContacts(importFile, account);
}

void Program::toggleWindow()
{
    if (m_window->isVisible() && m_window->isActiveWindow())
        m_window->hideIntoTray();
    else
        m_window->raiseWindow();
}

void Program::quit()
{
    m_window->hide();
    QCoreApplication::quit();
}

void Program::takeScreenshot()
{
    m_clock.after(screenshotDelay, this, [this] {
        if (m_window->grab().save(m_line.screenshotFile)) {
            QCoreApplication::quit();
            return;
        }
        std::fprintf(stderr, "roost: %s cannot be written\n", qPrintable(m_line.screenshotFile));
        QCoreApplication::exit(1);
    });
}

} // namespace roost
