// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/automation.h"

#include "automation/accessible_facts.h"
#include "automation/alerts.h"
#include "automation/automation_mark.h"

#include <QAccessible>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

QByteArray newToken()
{
    std::array<quint32, 6> random;
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof(random)).toHex();
}

HttpReply replyOf(const DriverAnswer &answer)
{
    HttpReply reply;
    QJsonObject body;
    if (const auto *error = std::get_if<DriverError>(&answer)) {
        reply.status = statusOf(error->kind);
        QJsonObject value{
            {"error"_L1, codeOf(error->kind)}, {"message"_L1, error->message}, {"stacktrace"_L1, QString()}};
        if (!error->data.isEmpty())
            value.insert("data"_L1, error->data);
        body.insert("value"_L1, value);
    } else {
        body.insert("value"_L1, std::get<QJsonValue>(answer));
    }
    reply.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return reply;
}

} // namespace

Automation::Automation(const AutomationWorld &world, QObject *parent)
    : QObject(parent)
    , m_token(newToken())
    , m_session(world.window)
    , m_elements(m_session)
    , m_windows(m_session)
    , m_actions(m_session)
    , m_vendor(m_session, m_log, world)
    , m_elementTree(world.window)
    , m_server(m_token, [this](const HttpRequest &request, const QByteArray &path,
                               HttpServer::Respond respond) { take(request, path, respond); })
{
    QAccessible::setActive(true);
    addSessionCommands();
    m_elements.addTo(m_table);
    m_windows.addTo(m_table);
    m_actions.addTo(m_table);
    m_vendor.addTo(m_table);
    connect(&m_vendor, &VendorCommands::notificationClickRequested, this,
            &Automation::notificationClickRequested);
    new AutomationMark(world.window);
}

Automation::~Automation() = default;

bool Automation::start(quint16 port) { return m_server.listen(port); }

QString Automation::url() const
{
    return "http://127.0.0.1:"_L1 + QString::number(m_server.port()) + u'/' + QString::fromLatin1(m_token);
}

QByteArray Automation::announcement() const
{
    const QJsonObject line{{"webdriver"_L1, url()},
                           {"token"_L1, QString::fromLatin1(m_token)},
                           {"pid"_L1, QCoreApplication::applicationPid()}};
    return QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
}

void Automation::addSessionCommands()
{
    m_table.add("GET", "status", [this](const DriverCommand &) {
        return QJsonObject{{"ready"_L1, !m_session.isOpen()},
                           {"message"_L1, m_session.isOpen() ? u"a session is open"_s : u"ready"_s}};
    });
    m_table.add("POST", "session", [this](const DriverCommand &command) { return newSession(command.body); });
    m_table.add("DELETE", "session/{}", [this](const DriverCommand &) {
        m_session.close();
        return QJsonValue();
    });
    m_table.add("GET", "session/{}/timeouts", [this](const DriverCommand &) { return m_session.timeouts(); });
    m_table.add("POST", "session/{}/timeouts", [this](const DriverCommand &command) -> DriverAnswer {
        if (!m_session.setTimeouts(command.body))
            return DriverError{DriverErrorKind::InvalidArgument,
                               u"timeouts are whole milliseconds from 0 on"_s};
        return QJsonValue();
    });
    const auto script = [this](const DriverCommand &command, const AnswerCommand &answer) {
        runScript(command.body, answer);
    };
    m_table.addLate("POST", "session/{}/execute/sync", script);
    m_table.addLate("POST", "session/{}/execute/async", script);
}

DriverAnswer Automation::newSession(const QJsonObject &body)
{
    if (m_session.isOpen())
        return driverError(DriverErrorKind::SessionNotCreated,
                           u"a session is open already; end that first"_s);
    const auto agreed = Capabilities::agree(body);
    if (const auto *error = std::get_if<DriverError>(&agreed))
        return *error;
    QJsonObject capabilities = std::get<QJsonObject>(agreed);
    m_session.open();
    if (!m_session.setTimeouts(capabilities.value("timeouts"_L1).toObject())) {
        m_session.close();
        return driverError(DriverErrorKind::InvalidArgument, u"timeouts are whole milliseconds from 0 on"_s);
    }
    const bool boxesAreAlerts = capabilities.value("roost:messageBoxes"_L1) == "alerts"_L1;
    m_promptBehavior = boxesAreAlerts ? capabilities.value("unhandledPromptBehavior"_L1) : QJsonValue();
    capabilities.insert("timeouts"_L1, m_session.timeouts());
    capabilities.insert("roost:processId"_L1, QCoreApplication::applicationPid());
    return QJsonObject{{"sessionId"_L1, m_session.id()}, {"capabilities"_L1, capabilities}};
}

void Automation::runScript(const QJsonObject &body, const AnswerCommand &answer)
{
    // The clients' libraries ask some things by scripts of their own ("atoms"); these are answered as if
    // asked directly.
    const QString script = body.value("script"_L1).toString();
    const QJsonArray arguments = body.value("args"_L1).toArray();
    const QString reference = DriverSession::referenceIn(arguments.at(0));
    const QString start = script.left(400);
    if (start.contains("isDisplayed"_L1) || start.contains("isElementDisplayed"_L1) ||
        script.contains("checkVisibility"_L1))
        return answer(m_elements.isDisplayed(reference));
    if (start.contains("scrollIntoView"_L1))
        return answer(m_elements.scrollIntoView(reference));
    if (start.contains("getAttribute"_L1))
        return answer(m_elements.attribute(reference, arguments.at(1).toString()));
    const bool isOurs = script.startsWith("roost:"_L1);
    if (isOurs && m_vendor.run(script.mid(6).trimmed(), arguments.at(0).toObject(), answer))
        return;
    answer(driverError(DriverErrorKind::JavascriptError,
                       u"no scripts run here; known are Selenium's isDisplayed, getAttribute and "
                       u"scrollIntoView, and roost:… "
                       u"commands"_s));
}

void Automation::take(const HttpRequest &request, const QByteArray &path, const HttpServer::Respond &respond)
{
    m_waiting.enqueue({request, path, respond});
    if (!m_isBusy)
        next();
}

void Automation::next()
{
    if (m_waiting.isEmpty())
        return;
    m_isBusy = true;
    const Waiting waiting = m_waiting.dequeue();
    run(waiting, [this, respond = waiting.respond](const DriverAnswer &answer) {
        m_isBusy = false;
        respond(replyOf(answer));
        if (!m_isBusy)
            next();
    });
}

void Automation::run(const Waiting &waiting, const AnswerCommand &answer)
{
    const CommandTable::Route route = m_table.find(waiting.request.method, waiting.path);
    if (route.run == nullptr) {
        const auto kind =
            route.isKnownPath ? DriverErrorKind::UnknownMethod : DriverErrorKind::UnknownCommand;
        answer(driverError(kind, QString::fromLatin1(waiting.request.method + ' ' + waiting.path)));
        return;
    }
    if (!route.parameters.isEmpty() && (!m_session.isOpen() || route.parameters.first() != m_session.id())) {
        answer(driverError(DriverErrorKind::InvalidSessionId, u"there is no such session"_s));
        return;
    }
    DriverCommand command{route.parameters, {}};
    if (waiting.request.method == "POST") {
        QJsonParseError problem;
        const QJsonDocument document = QJsonDocument::fromJson(waiting.request.body, &problem);
        if (!document.isObject()) {
            answer(driverError(DriverErrorKind::InvalidArgument,
                               "the body is no JSON object: "_L1 + problem.errorString()));
            return;
        }
        command.body = document.object();
    }
    if (const auto error = meetAlert(command, waiting)) {
        answer(*error);
        return;
    }
    logCommand(command, waiting.path);
    (*route.run)(command, answer);
}

std::optional<DriverError> Automation::meetAlert(const DriverCommand &command, const Waiting &waiting) const
{
    // W3C WebDriver does not apply user prompts to these commands, or they handle prompts; vendor commands
    // run in spite of a prompt.
    static const QByteArrayList without{
        "", "timeouts", "window/handles", "alert/accept", "alert/dismiss", "alert/text"};
    const qsizetype inSession = waiting.path.indexOf('/', qsizetype(qstrlen("/session/")));
    const QByteArray name = inSession < 0 ? QByteArray() : waiting.path.mid(inSession + 1);
    const bool choosesWindow = name == "window" && waiting.request.method != "DELETE";
    const bool isOurs =
        name.startsWith("roost/") || command.body.value("script"_L1).toString().startsWith("roost:"_L1);
    if (command.parameters.isEmpty() || m_promptBehavior.isNull() || isOurs || choosesWindow ||
        without.contains(name))
        return {};
    QMessageBox *box = Alerts::open();
    return box == nullptr ? std::nullopt : Alerts::handle(*box, m_promptBehavior);
}

void Automation::logCommand(const DriverCommand &command, const QByteArray &path)
{
    // The log contains actions that a user could do, but no queries. Typed text is left out, because it may
    // be a password.
    static const QByteArrayList deeds{"click",   "value",   "clear", "actions", "accept",
                                      "dismiss", "fixture", "clock", "network", "notification"};
    const QByteArray last = path.mid(path.lastIndexOf('/') + 1);
    if (!deeds.contains(last))
        return;
    QJsonObject facts{{"command"_L1, QString::fromLatin1(last)}};
    const auto element = m_session.element(command.parameters.value(1));
    if (const auto *found = std::get_if<QAccessibleInterface *>(&element))
        facts.insert("element"_L1, accessible::sketchOf(**found));
    m_log.add(u"command"_s, facts);
}

} // namespace roost
