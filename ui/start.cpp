// SPDX-License-Identifier: GPL-3.0-or-later
#include "start.h"

#include "automation/automation_policy.h"
#include "base/jid.h"
#include "domain/account/profile.h"
#include "models/policy_file.h"
#include "platform/single_instance.h"
#include "program.h"
#include "widgets/dialogs/start_problem_dialog.h"
#include "widgets/look/language.h"
#include "widgets/look/theme.h"

#include <QApplication>
#include <QFileInfo>
#include <QIcon>
#include <QSettings>

#include <cstdio>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

StartProblem settingsProblem(const QString &profile)
{
    const QString file = Profile(profile).settingsFile();
    if (!QFileInfo::exists(file))
        return {};
    const QSettings settings(file, QSettings::IniFormat);
    if (settings.status() != QSettings::AccessError)
        return {};
    return {StartProblem::Kind::SettingsUnreadable, file};
}

} // namespace

Start::Start(QApplication &application, CommandLine line)
    : m_application(application)
    , m_line(std::move(line))
{
    // The window that reports and the one of the program follow each other: none of them ends it.
    QApplication::setQuitOnLastWindowClosed(false);
}

Start::~Start()
{
    delete m_dialog;
    m_program.reset();
}

StartProblem Start::problemOf(const CommandLine &line)
{
    using Kind = StartProblem::Kind;
    if (!line.address.isEmpty() && !Jid::fromUserInput(line.address))
        return {Kind::CommandLine, {}, "--address: \""_L1 + line.address + "\" is no address"_L1};
    if (const QString by = AutomationPolicy::forbiddenBy(PolicyFile::defaultFolder());
        (line.automationPort || !line.recordFile.isEmpty()) && !by.isEmpty())
        return {Kind::CommandLine, {}, "--automation and --record are forbidden by "_L1 + by};
    QStringList files = line.caCertificateFiles;
    files << line.passwordFile << line.importFile;
    for (const QString &file : files) {
        if (!file.isEmpty() && !QFileInfo(file).isReadable())
            return {Kind::FileUnreadable, file};
    }
    return {};
}

void Start::print(const StartProblem &problem)
{
    std::fprintf(stderr, "roost: %s\n", qPrintable(lineOf(problem)));
    std::fflush(stderr);
}

bool Start::isSeen(const CommandLine &line)
{
    if (line.isUnattended)
        return false;
    const QString platform = QGuiApplication::platformName();
    return platform != "offscreen"_L1 && platform != "minimal"_L1;
}

void Start::begin(const StartProblem &known)
{
    // main() has printed what is known.
    if (known.isNone())
        claim();
    else if (isSeen(m_line))
        show(known);
    else
        exitLater(int(exitCodeOf(known)));
}

void Start::claim()
{
    // The lock of a profile that is given up goes before the next one is taken.
    m_instance.reset();
    m_instance = std::make_unique<SingleInstance>(m_line.profile);
    switch (m_instance->claim()) {
    case SingleInstance::Outcome::Failed:
        report(m_instance->problem());
        return;
    case SingleInstance::Outcome::Taken:
        handOver();
        return;
    case SingleInstance::Outcome::First:
        break;
    }
    if (!m_instance->warning().isEmpty())
        std::fprintf(stderr, "roost: %s\n", qPrintable(m_instance->warning()));
    const StartProblem problem = settingsProblem(m_line.profile);
    if (problem.isNone())
        run();
    else
        report(problem);
}

void Start::handOver()
{
    if (m_line.background) {
        exitLater(0);
        return;
    }
    connect(m_instance.get(), &SingleInstance::handedOver, this, [this](bool isDone) {
        if (isDone)
            exitLater(0);
        else
            report(m_instance->problem());
    });
    m_instance->handOver(m_line.uri, m_line.importFile,
                         Jid::fromUserInput(m_line.address).value_or(Jid()).bare());
}

void Start::run()
{
    m_program = std::make_unique<Program>(m_application, m_line);
    m_theme.reset();
    m_language.reset();
    connect(m_instance.get(), &SingleInstance::raiseRequested, m_program.get(), &Program::takeOver);
    connect(m_program.get(), &Program::folderChosen, this, &Start::useFolder, Qt::QueuedConnection);
    m_program->start();
}

void Start::report(const StartProblem &problem)
{
    print(problem);
    if (isSeen(m_line))
        show(problem);
    else
        exitLater(int(exitCodeOf(problem)));
}

void Start::show(const StartProblem &problem)
{
    if (!m_theme) {
        m_language = std::make_unique<Language>();
        m_language->use({});
        m_theme = std::make_unique<Theme>();
        m_theme->applyTo(m_application);
    }
    m_dialog = new StartProblemDialog(*m_theme, problem, StartProblemDialog::End::Quits);
    m_dialog->setWindowIcon(QIcon(u":/icons/roost.svg"_s));
    connect(m_dialog, &StartProblemDialog::retryRequested, this, &Start::retry, Qt::QueuedConnection);
    connect(m_dialog, &StartProblemDialog::folderChosen, this, &Start::useFolder, Qt::QueuedConnection);
    connect(m_dialog, &StartProblemDialog::dismissed, this,
            [this, code = exitCodeOf(problem)] { exitLater(int(code)); });
    m_dialog->show();
}

void Start::retry()
{
    const StartProblem problem = problemOf(m_line);
    if (problem.isNone())
        claim();
    else
        report(problem);
}

void Start::useFolder(const QString &folder)
{
    if (m_program) {
        // Its theme is the application's style until another one is.
        m_theme = std::make_unique<Theme>();
        m_theme->applyTo(m_application);
        m_program.reset();
    }
    m_line.profile = folder;
    retry();
}

void Start::exitLater(int code)
{
    QMetaObject::invokeMethod(
        this, [code] { QCoreApplication::exit(code); }, Qt::QueuedConnection);
}

} // namespace roost
