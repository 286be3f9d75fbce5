// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/vendor_commands.h"

#include "automation/highlight.h"
#include "automation/network_valve.h"
#include "base/scripted_clock.h"
#include "models/session_host.h"
#include "xmpp/xml_element.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

DriverError invalid(const QString &why) { return {DriverErrorKind::InvalidArgument, why}; }

/// What may be told of a stanza: what it is, never what somebody wrote or a secret.
QJsonObject sketchOf(bool isIncoming, const QByteArray &frame)
{
    QJsonObject facts{{"direction"_L1, isIncoming ? u"in"_s : u"out"_s}};
    const Result<XmlElement> stanza = parseXml(frame);
    if (!stanza)
        return facts;
    facts.insert("name"_L1, stanza->name());
    for (const auto name : {"type"_L1, "id"_L1, "from"_L1, "to"_L1}) {
        if (stanza->hasAttribute(QString(name)))
            facts.insert(name, stanza->attribute(QString(name)));
    }
    QJsonArray children;
    for (const XmlElement &child : stanza->children())
        children.append(child.name() + u' ' + child.ns());
    facts.insert("children"_L1, children);
    return facts;
}

} // namespace

VendorCommands::VendorCommands(DriverSession &session, EventLog &log, const AutomationWorld &world)
    : m_session(session)
    , m_log(log)
    , m_world(world)
    , m_fixture(world.host, world.settings, world.clock)
{
    connect(&world.host, &SessionHost::sessionOpened, this, [this](Session *opened) {
        logSignal(u"sessionOpened"_s, opened);
        follow(*opened);
    });
    connect(&world.host, &SessionHost::sessionClosing, this,
            [this] { logSignal(u"sessionClosing"_s, m_world.host.session()); });
    connect(&world.host, &SessionHost::signedIn, this,
            [this] { logSignal(u"signedIn"_s, m_world.host.session()); });
    connect(&world.host, &SessionHost::signInFailed, this, [this](const Error &error) {
        logSignal(u"signInFailed"_s, m_world.host.session(), {{"detail"_L1, error.detail}});
    });
    followNetwork();
}

VendorCommands::~VendorCommands() = default;

void VendorCommands::followNetwork()
{
    const NetworkValve *valve = m_world.valve;
    if (valve == nullptr)
        return;
    connect(valve, &NetworkValve::framePassed, this, [this](bool isIncoming, const QByteArray &frame) {
        m_log.add(u"stanza"_s, sketchOf(isIncoming, frame));
    });
    connect(valve, &NetworkValve::opened, this, [this] {
        m_log.add(u"network"_s, {{"state"_L1, u"opened"_s}});
    });
    connect(valve, &NetworkValve::closed, this, [this](const QString &why) {
        m_log.add(u"network"_s, {{"state"_L1, u"closed"_s}, {"detail"_L1, why}});
    });
}

void VendorCommands::logSignal(const QString &name, const Session *session, QJsonObject facts)
{
    facts.insert("name"_L1, name);
    if (session != nullptr)
        facts.insert("account"_L1, session->account().toString());
    m_log.add(u"signal"_s, std::move(facts));
}

void VendorCommands::follow(Session &session)
{
    const auto log = [this, &session](const QString &name, const QJsonObject &facts = {}) {
        logSignal(name, &session, facts);
    };
    connect(&session, &Session::stateChanged, this, [log](SessionState state) {
        log(u"stateChanged"_s, {{"state"_L1, stateWord(state)}});
    });
    connect(&session, &Session::settled, this, [log] { log(u"settled"_s); });
    connect(&session, &Session::archiveSynced, this, [log] { log(u"archiveSynced"_s); });
    connect(&session, &Session::requestsChanged, this, [log] { log(u"requestsChanged"_s); });
    connect(&session.directory(), &EndpointDirectory::cameOnline, this,
            [log](Endpoint *endpoint) { log(u"cameOnline"_s, EventLog::factsOf(endpoint->ref())); });
    connect(&session.directory(), &EndpointDirectory::wentOffline, this,
            [log](Endpoint *endpoint) { log(u"wentOffline"_s, EventLog::factsOf(endpoint->ref())); });
}

void VendorCommands::addTo(CommandTable &table)
{
    using Method = DriverAnswer (VendorCommands::*)(const QJsonObject &);
    const auto direct = [this](const QString &name, Method method) {
        m_commands.insert(name, [this, method](const DriverCommand &command, const AnswerCommand &answer) {
            answer((this->*method)(command.body));
        });
    };
    direct(u"clock"_s, &VendorCommands::moveClock);
    direct(u"network"_s, &VendorCommands::setNetwork);
    direct(u"highlight"_s, &VendorCommands::highlight);
    direct(u"notification"_s, &VendorCommands::clickNotification);
    m_commands.insert(u"clipboard"_s, [](const DriverCommand &command, const AnswerCommand &answer) {
        answer(clipboard(command.body));
    });
    m_commands.insert(u"events"_s, [this](const DriverCommand &command, const AnswerCommand &answer) {
        answer(events(command.body));
    });
    m_commands.insert(u"waitIdle"_s, [this](const DriverCommand &command, const AnswerCommand &answer) {
        waitIdle(command.body, answer);
    });
    m_commands.insert(u"fixture"_s, [this](const DriverCommand &command, const AnswerCommand &answer) {
        loadFixture(command.body, answer);
    });
    table.addLate("POST", "session/{}/roost/{}",
                  [this](const DriverCommand &command, const AnswerCommand &answer) {
                      if (!run(command.parameters[1], command.body, answer))
                          answer(driverError(DriverErrorKind::UnknownCommand,
                                             "there is no roost/"_L1 + command.parameters[1]));
                  });
}

bool VendorCommands::run(const QString &name, const QJsonObject &body, const AnswerCommand &answer)
{
    const auto command = m_commands.constFind(name);
    if (command == m_commands.cend())
        return false;
    if (const QString problem = accountProblem(body); !problem.isEmpty())
        answer(invalid(problem));
    else
        (*command)({{}, body}, answer);
    return true;
}

QString VendorCommands::accountProblem(const QJsonObject &body) const
{
    const QJsonValue named = body.value("account"_L1);
    if (named.isUndefined() || named.isNull())
        return {};
    const auto account = Jid::parse(named.toString());
    if (!account)
        return u"\"account\" wants the address of an account"_s;
    if (m_world.host.sessionOf(account->bare()) != nullptr)
        return {};
    const Session *open = m_world.host.session();
    return "the account \""_L1 + account->bare().toString() + "\" is not open; open is "_L1 +
           (open == nullptr ? u"none"_s : u'"' + open->account().toString() + u'"');
}

void VendorCommands::waitIdle(const QJsonObject &body, const AnswerCommand &answer)
{
    const std::chrono::milliseconds most(body.value("timeout"_L1).toInt(int(m_session.implicit().count())));
    auto watch = std::make_shared<IdleWatch>(
        IdleWatch::World{m_world.host, m_session.stillness(), m_world.scriptedClock, m_world.valve});
    const auto attempt = [watch, most](bool isLast) -> std::optional<DriverAnswer> {
        const QString reason = watch->reason();
        if (reason.isEmpty())
            return QJsonValue(QJsonObject());
        if (!isLast)
            return {};
        return driverError(DriverErrorKind::Timeout,
                           QStringLiteral("not idle after %1 ms: %2").arg(most.count()).arg(reason));
    };
    m_session.poll(most, attempt, answer);
}

void VendorCommands::loadFixture(const QJsonObject &body, const AnswerCommand &answer)
{
    const QString name = body.value("name"_L1).toString(u"standard"_s);
    std::optional<Fixture::Size> size = Fixture::named(name);
    if (!size) {
        answer(invalid("there is no fixture \""_L1 + name + "\", only empty, small, standard and large"_L1));
        return;
    }
    size->contacts = body.value("contacts"_L1).toInt(size->contacts);
    size->messages = body.value("messages"_L1).toInt(size->messages);
    m_fixture.load(*size, [this, answer](const DriverAnswer &result) {
        showList();
        answer(result);
    });
}

void VendorCommands::showList() const
{
    // Without a password the window asks for one; the list lies behind that.
    auto *back = m_world.window.findChild<QAbstractButton *>(u"readOfflineButton"_s);
    if (back != nullptr && back->isVisible())
        back->click();
}

DriverAnswer VendorCommands::moveClock(const QJsonObject &body)
{
    ScriptedClock *clock = m_world.scriptedClock;
    if (clock == nullptr && (body.contains("set"_L1) || body.contains("advance"_L1)))
        return driverError(DriverErrorKind::UnsupportedOperation,
                           u"the clock is real; start with --test-mode"_s);
    if (body.contains("set"_L1)) {
        const QDateTime time = QDateTime::fromString(body.value("set"_L1).toString(), Qt::ISODateWithMs);
        if (!time.isValid())
            return invalid(u"\"set\" wants a time such as 2025-01-01T12:00:00Z"_s);
        clock->set(time.toMSecsSinceEpoch());
    }
    if (body.contains("advance"_L1)) {
        const double ms = body.value("advance"_L1).toDouble(-1);
        if (ms < 0)
            return invalid(u"\"advance\" wants milliseconds from 0 on"_s);
        clock->advance(std::chrono::milliseconds(qint64(ms)));
    }
    return QJsonObject{{"now"_L1, m_world.clock.now().toString(Qt::ISODateWithMs)}};
}

DriverAnswer VendorCommands::setNetwork(const QJsonObject &body)
{
    NetworkValve *valve = m_world.valve;
    if (valve == nullptr)
        return driverError(DriverErrorKind::UnsupportedOperation, u"the network cannot be taken away here"_s);
    if (const QJsonValue latency = body.value("latency"_L1); !latency.isUndefined()) {
        if (latency.toInt(-1) < 0 || latency.toInt() > 600'000)
            return invalid(u"\"latency\" wants milliseconds from 0 on"_s);
        valve->setLatency(std::chrono::milliseconds(latency.toInt()));
    }
    if (body.contains("cutAfter"_L1))
        valve->cutAfter(body.value("cutAfter"_L1).toInt(-1));
    if (body.contains("offline"_L1))
        valve->setOffline(body.value("offline"_L1).toBool());
    return QJsonObject{{"offline"_L1, valve->isOffline()},
                       {"latency"_L1, qint64(valve->latency().count())},
                       {"cutAfter"_L1, valve->framesLeft()}};
}

DriverAnswer VendorCommands::clipboard(const QJsonObject &body)
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (const QJsonValue text = body.value("set"_L1); !text.isUndefined()) {
        if (!text.isString())
            return invalid(u"\"set\" wants a text"_s);
        clipboard->setText(text.toString());
    }
    return QJsonObject{{"text"_L1, clipboard->text()}};
}

DriverAnswer VendorCommands::events(const QJsonObject &body) const
{
    const qint64 since = qint64(body.value("since"_L1).toDouble(0));
    return QJsonObject{{"next"_L1, m_log.next()}, {"lines"_L1, m_log.since(since)}};
}

DriverAnswer VendorCommands::highlight(const QJsonObject &body)
{
    const auto found = m_session.element(DriverSession::referenceIn(body.value("element"_L1)));
    if (const auto *error = std::get_if<DriverError>(&found))
        return *error;
    QAccessibleInterface &element = *std::get<QAccessibleInterface *>(found);
    Readiness::bringIntoView(element);
    const Readiness readiness = Readiness::of(element, Readiness::Need::Seen);
    if (!readiness.isReady)
        return driverError(DriverErrorKind::ElementNotInteractable, readiness.obstacle);
    new Highlight(*readiness.window, readiness.part,
                  std::chrono::milliseconds(body.value("ms"_L1).toInt(1000)));
    return QJsonValue();
}

DriverAnswer VendorCommands::clickNotification(const QJsonObject &body)
{
    const auto address = Jid::parse(body.value("click"_L1).toString());
    if (!address)
        return invalid(u"\"click\" wants the address that the notification is about"_s);
    const Session *open = m_world.host.session();
    Q_EMIT notificationClickRequested({open == nullptr ? Jid() : open->account(), address->bare()});
    return QJsonValue();
}

} // namespace roost
