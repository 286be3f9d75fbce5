// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/action_commands.h"
#include "automation/capabilities.h"
#include "automation/command_table.h"
#include "automation/driver_session.h"
#include "automation/element_commands.h"
#include "automation/element_tree_action.h"
#include "automation/http_server.h"
#include "automation/inspector.h"
#include "automation/vendor_commands.h"
#include "automation/window_commands.h"

#include <QObject>
#include <QQueue>

#include <optional>

namespace roost {

/// The way in for scripted tests: a W3C WebDriver remote end (classic) inside the program, for any client
/// that speaks it. Made only when the program was started with --automation; without it there is no port and
/// no code of it runs. One session, one command at a time. Main thread.
class Automation : public QObject
{
    Q_OBJECT

public:
    explicit Automation(const AutomationWorld &world, QObject *parent = nullptr);
    ~Automation() override;

    /// Listens on 127.0.0.1; port 0 lets the system choose. False: see problem().
    [[nodiscard]] bool start(quint16 port);
    [[nodiscard]] QString problem() const { return m_server.problem(); }
    [[nodiscard]] QString url() const;
    /// The line for standard output: {"webdriver": url, "token": …, "pid": …} and a line break.
    [[nodiscard]] QByteArray announcement() const;
    /// The log that scripts read, for events outside of the driver.
    [[nodiscard]] EventLog &log() { return m_log; }

Q_SIGNALS:
    /// A script clicks the notification about an Endpoint of the open account.
    void notificationClickRequested(const roost::EndpointRef &about);

private:
    struct Waiting
    {
        HttpRequest request;
        QByteArray path;
        HttpServer::Respond respond;
    };

    void addSessionCommands();
    void take(const HttpRequest &request, const QByteArray &path, const HttpServer::Respond &respond);
    void next();
    void run(const Waiting &waiting, const AnswerCommand &answer);
    [[nodiscard]] DriverAnswer newSession(const QJsonObject &body);
    /// Effect of an open message box on a command unrelated to boxes; empty: the command may run.
    [[nodiscard]] std::optional<DriverError> meetAlert(const DriverCommand &command,
                                                       const Waiting &waiting) const;
    void runScript(const QJsonObject &body, const AnswerCommand &answer);
    void logCommand(const DriverCommand &command, const QByteArray &path);

    QByteArray m_token;
    QJsonValue m_promptBehavior; ///< Behavior in this session; null: boxes are ordinary elements.
    EventLog m_log;
    DriverSession m_session;
    ElementCommands m_elements;
    WindowCommands m_windows;
    ActionCommands m_actions;
    VendorCommands m_vendor;
    Inspector m_inspector;
    ElementTreeAction m_elementTree;
    CommandTable m_table;
    HttpServer m_server;
    QQueue<Waiting> m_waiting;
    bool m_isBusy = false;
};

} // namespace roost
