// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/start_problem.h"
#include "platform/command_line.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QApplication;

namespace roost {

class Language;
class Program;
class SingleInstance;
class StartProblemDialog;
class Theme;

/// The way from the command line to the running program: takes the profile and makes the Program. A failure
/// is one line on standard error, and a window with a way out where a person can see one; the program ends
/// with exitCodeOf() the problem. Main thread.
class Start : public QObject
{
    Q_OBJECT

public:
    Start(QApplication &application, CommandLine line);
    ~Start() override;

    /// Takes the profile and goes on, or reports why not. `known` = what the command line alone has shown.
    void begin(const StartProblem &known);

    /// What is wrong with the command line that only a look at the file system can tell.
    [[nodiscard]] static StartProblem problemOf(const CommandLine &line);
    /// Writes the line of `problem` to standard error.
    static void print(const StartProblem &problem);
    /// A person can see a window of this program.
    [[nodiscard]] static bool isSeen(const CommandLine &line);

private:
    void claim();
    void handOver();
    void run();
    void report(const StartProblem &problem);
    void show(const StartProblem &problem);
    void retry();
    void useFolder(const QString &folder);
    void exitLater(int code);

    QApplication &m_application;
    CommandLine m_line;
    std::unique_ptr<SingleInstance> m_instance;
    std::unique_ptr<Program> m_program;
    std::unique_ptr<Language> m_language; ///< Of the window that reports; the Program has its own.
    std::unique_ptr<Theme> m_theme;       ///< The same.
    QPointer<StartProblemDialog> m_dialog;
};

} // namespace roost
