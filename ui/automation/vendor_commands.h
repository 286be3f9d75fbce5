// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/command_table.h"
#include "automation/driver_session.h"
#include "automation/event_log.h"
#include "automation/fixture.h"
#include "automation/idle_watch.h"

#include <memory>

namespace roost {

class AppSettings;
class Clock;
class NetworkValve;
class ScriptedClock;
class Session;
class SessionHost;

/// Objects of the program that the vendor commands use; all outlive the driver.
struct AutomationWorld
{
    QWidget &window;
    SessionHost &host;
    AppSettings &settings;
    Clock &clock;
    ScriptedClock *scriptedClock = nullptr; ///< Null outside of test mode.
    NetworkValve *valve = nullptr;          ///< Null when the network cannot be taken away.
};

/// The commands that WebDriver does not have, below session/{}/roost/ and as scripts "roost:name":
/// waitIdle, fixture, clock, network, events, highlight, notification, clipboard.
class VendorCommands : public QObject
{
    Q_OBJECT

public:
    VendorCommands(DriverSession &session, EventLog &log, const AutomationWorld &world);
    ~VendorCommands() override;

    void addTo(CommandTable &table);
    /// Runs the command `name`; false: there is none. A body may name the "account" that it is for; one that
    /// is not open is an error, an omitted one is the open one.
    [[nodiscard]] bool run(const QString &name, const QJsonObject &body, const AnswerCommand &answer);

Q_SIGNALS:
    /// A script clicks the notification about an Endpoint of the open account.
    void notificationClickRequested(const roost::EndpointRef &about);

private:
    void waitIdle(const QJsonObject &body, const AnswerCommand &answer);
    void loadFixture(const QJsonObject &body, const AnswerCommand &answer);
    [[nodiscard]] DriverAnswer moveClock(const QJsonObject &body);
    [[nodiscard]] DriverAnswer setNetwork(const QJsonObject &body);
    [[nodiscard]] DriverAnswer events(const QJsonObject &body) const;
    [[nodiscard]] DriverAnswer highlight(const QJsonObject &body);
    [[nodiscard]] DriverAnswer clickNotification(const QJsonObject &body);
    [[nodiscard]] static DriverAnswer clipboard(const QJsonObject &body);
    void showList() const;
    /// A reason not to run a command: "account" in `body` is not the open account. Empty if it is, or if the
    /// body names none.
    [[nodiscard]] QString accountProblem(const QJsonObject &body) const;
    void logSignal(const QString &name, const Session *session, QJsonObject facts = {});
    void follow(Session &session);
    void followNetwork();

    DriverSession &m_session;
    EventLog &m_log;
    AutomationWorld m_world;
    Fixture m_fixture;
    QHash<QString, CommandTable::Late> m_commands;
};

} // namespace roost
