// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/action_commands.h"

#include "automation/accessible_facts.h"

#include <QApplication>
#include <QJsonArray>
#include <QTimer>
#include <QVariantAnimation>

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestMs = 60'000;

DriverError invalid(const QString &why) { return {DriverErrorKind::InvalidArgument, why}; }

std::optional<DriverError> readPointer(const QJsonObject &item, ActionStep &step)
{
    const QString type = item.value("type"_L1).toString();
    if (type == "pointerMove"_L1) {
        step.kind = ActionStep::Kind::Move;
        step.at = QPoint(qRound(item.value("x"_L1).toDouble()), qRound(item.value("y"_L1).toDouble()));
        step.origin = item.value("origin"_L1);
        return {};
    }
    if (type != "pointerDown"_L1 && type != "pointerUp"_L1)
        return type == "pointerCancel"_L1 ? invalid(u"pointers are not cancelled here"_s)
                                          : invalid("a pointer does no "_L1 + type);
    static constexpr Qt::MouseButton buttons[] = {Qt::LeftButton, Qt::MiddleButton, Qt::RightButton,
                                                  Qt::BackButton, Qt::ForwardButton};
    const int button = item.value("button"_L1).toInt(-1);
    if (button < 0 || button >= int(std::size(buttons)))
        return invalid(u"\"button\" is 0 to 4"_s);
    step.kind = type == "pointerDown"_L1 ? ActionStep::Kind::Down : ActionStep::Kind::Up;
    step.button = buttons[button];
    return {};
}

std::optional<DriverError> readKey(const QJsonObject &item, ActionStep &step)
{
    const QString type = item.value("type"_L1).toString();
    const auto value = item.value("value"_L1).toString().toUcs4();
    if ((type != "keyDown"_L1 && type != "keyUp"_L1) || value.isEmpty())
        return invalid(u"a key does keyDown and keyUp of one \"value\""_s);
    step.kind = type == "keyDown"_L1 ? ActionStep::Kind::KeyDown : ActionStep::Kind::KeyUp;
    step.key = value.first();
    return {};
}

std::optional<DriverError> readWheel(const QJsonObject &item, ActionStep &step)
{
    if (item.value("type"_L1).toString() != "scroll"_L1)
        return invalid(u"a wheel does scroll"_s);
    step.kind = ActionStep::Kind::Scroll;
    step.at = QPoint(item.value("x"_L1).toInt(), item.value("y"_L1).toInt());
    step.delta = QPoint(item.value("deltaX"_L1).toInt(), item.value("deltaY"_L1).toInt());
    step.origin = item.value("origin"_L1);
    return {};
}

/// One step of a device of `type`.
std::variant<ActionStep, DriverError> readStep(const QString &type, const QJsonValue &value)
{
    const QJsonObject item = value.toObject();
    ActionStep step;
    const double duration = item.value("duration"_L1).toDouble(0);
    if (duration < 0 || duration > longestMs)
        return invalid("\"duration\" is 0 to "_L1 + QString::number(longestMs));
    step.durationMs = int(duration);
    if (item.value("type"_L1).toString() == "pause"_L1)
        return step;
    std::optional<DriverError> problem;
    if (type == "pointer"_L1)
        problem = readPointer(item, step);
    else if (type == "key"_L1)
        problem = readKey(item, step);
    else if (type == "wheel"_L1)
        problem = readWheel(item, step);
    else
        problem = invalid("a device of type \""_L1 + type + "\" only pauses"_L1);
    if (problem)
        return *problem;
    return step;
}

} // namespace

/// The sequence of actions in progress.
struct ActionCommands::Run
{
    QList<Tick> ticks;
    qsizetype at = 0;
    AnswerCommand answer;
};

void ActionCommands::addTo(CommandTable &table)
{
    table.addLate(
        "POST", "session/{}/actions",
        [this](const DriverCommand &command, const AnswerCommand &answer) { perform(command.body, answer); });
    table.addLate("DELETE", "session/{}/actions", [this](const DriverCommand &, const AnswerCommand &answer) {
        m_session.answerSoon(answer);
        release();
    });
}

std::variant<QList<ActionCommands::Tick>, DriverError> ActionCommands::read(const QJsonObject &body)
{
    if (!body.value("actions"_L1).isArray())
        return invalid(u"\"actions\" must be a list"_s);
    QList<Tick> ticks;
    const QJsonArray devices = body.value("actions"_L1).toArray();
    for (const QJsonValue &device : devices) {
        const QString type = device.toObject().value("type"_L1).toString();
        if (!QStringList({u"none"_s, u"key"_s, u"pointer"_s, u"wheel"_s}).contains(type))
            return invalid("there is no device of type \""_L1 + type + u'"');
        const QJsonArray steps = device.toObject().value("actions"_L1).toArray();
        for (qsizetype i = 0; i < steps.size(); ++i) {
            const auto step = readStep(type, steps[i]);
            if (const auto *problem = std::get_if<DriverError>(&step))
                return *problem;
            if (ticks.size() <= i)
                ticks.append(Tick());
            ticks[i].append(std::get<ActionStep>(step));
        }
    }
    return ticks;
}

void ActionCommands::perform(const QJsonObject &body, const AnswerCommand &answer)
{
    auto ticks = read(body);
    if (const auto *problem = std::get_if<DriverError>(&ticks)) {
        answer(*problem);
        return;
    }
    auto run = std::make_shared<Run>();
    run->ticks = std::get<QList<Tick>>(std::move(ticks));
    run->answer = answer;
    next(run);
}

void ActionCommands::next(const std::shared_ptr<Run> &run)
{
    while (run->at < run->ticks.size()) {
        const Tick &tick = run->ticks[run->at++];
        int durationMs = 0;
        for (const ActionStep &step : tick) {
            int stepMs = step.durationMs;
            if (const auto problem = act(step, &stepMs)) {
                run->answer(*problem);
                return;
            }
            durationMs = std::max(durationMs, stepMs);
        }
        if (durationMs > 0) {
            QTimer::singleShot(durationMs, Qt::PreciseTimer, &m_session, [this, run] { next(run); });
            return;
        }
    }
    m_session.answerSoon(run->answer);
}

std::optional<DriverError> ActionCommands::act(const ActionStep &step, int *durationMs)
{
    InputDevice &input = m_session.input();
    QWidget *window = nullptr;
    switch (step.kind) {
    case ActionStep::Kind::Pause:
        return {};
    case ActionStep::Kind::Move:
    case ActionStep::Kind::Scroll: {
        const auto place = placeOf(step);
        if (const auto *problem = std::get_if<DriverError>(&place))
            return *problem;
        const QPoint at = std::get<QPoint>(place);
        window = windowAt(at);
        if (window == nullptr)
            return DriverError{DriverErrorKind::MoveTargetOutOfBounds,
                               QStringLiteral("%1, %2 is in no window").arg(at.x()).arg(at.y())};
        if (step.kind == ActionStep::Kind::Scroll)
            input.wheel(*window, at, step.delta);
        else
            glide(at, step.durationMs);
        return {};
    }
    case ActionStep::Kind::Down:
    case ActionStep::Kind::Up:
        *durationMs = 0;
        window = windowAt(input.position());
        if (window == nullptr)
            return DriverError{DriverErrorKind::MoveTargetOutOfBounds, u"the pointer is in no window"_s};
        if (step.kind == ActionStep::Kind::Down)
            input.press(*window, step.button);
        else
            input.release(*window, step.button);
        return {};
    case ActionStep::Kind::KeyDown:
    case ActionStep::Kind::KeyUp:
        *durationMs = 0;
        window = keyWindow();
        if (window == nullptr)
            return DriverError{DriverErrorKind::NoSuchWindow, u"the window has been closed"_s};
        if (step.kind == ActionStep::Kind::KeyDown) {
            m_keysDown.insert(step.key);
            input.keyDown(*window, step.key);
        } else {
            m_keysDown.remove(step.key);
            input.keyUp(*window, step.key);
        }
        return {};
    }
    return {};
}

std::variant<QPoint, DriverError> ActionCommands::placeOf(const ActionStep &step) const
{
    if (step.origin.toString() == "pointer"_L1)
        return m_session.input().position() + step.at;
    const QString reference = DriverSession::referenceIn(step.origin);
    if (reference.isNull()) {
        if (!step.origin.isUndefined() && step.origin.toString() != "viewport"_L1)
            return invalid(u"\"origin\" is viewport, pointer or an element"_s);
        return m_session.origin() + step.at;
    }
    const auto found = m_session.element(reference);
    if (const auto *problem = std::get_if<DriverError>(&found))
        return *problem;
    QAccessibleInterface &element = *std::get<QAccessibleInterface *>(found);
    Readiness::bringIntoView(element);
    const Readiness readiness = Readiness::of(element, Readiness::Need::Seen);
    if (!readiness.isReady)
        return DriverError{DriverErrorKind::MoveTargetOutOfBounds,
                           accessible::sketchOf(element) + ": "_L1 + readiness.obstacle};
    return readiness.middle() + step.at;
}

QWidget *ActionCommands::windowAt(const QPoint &at) const
{
    // While a button is down its window gets everything.
    if (QWidget *pressed = m_session.input().pressedIn())
        return pressed;
    for (QWidget *window : ElementFinder::windows()) {
        if (QRect(window->mapToGlobal(QPoint(0, 0)), window->size()).contains(at))
            return window;
    }
    return nullptr;
}

QWidget *ActionCommands::keyWindow() const
{
    if (QWidget *modal = QApplication::activeModalWidget())
        return modal;
    if (QWidget *active = QApplication::activeWindow())
        return active;
    return m_session.window();
}

void ActionCommands::glide(const QPoint &to, int durationMs)
{
    InputDevice &input = m_session.input();
    const QPoint from = input.position();
    const auto moveTo = [this](const QPoint &at) {
        if (QWidget *window = windowAt(at))
            m_session.input().move(*window, at);
    };
    if (durationMs <= 0 || from == to) {
        moveTo(to);
        return;
    }
    auto *path = new QVariantAnimation(&m_session);
    path->setStartValue(from);
    path->setEndValue(to);
    path->setDuration(std::max(1, durationMs - Stillness::frameMs));
    QObject::connect(path, &QVariantAnimation::valueChanged, &m_session,
                     [moveTo](const QVariant &at) { moveTo(at.toPoint()); });
    QObject::connect(path, &QVariantAnimation::finished, &m_session, [moveTo, to] { moveTo(to); });
    path->start(QAbstractAnimation::DeleteWhenStopped);
}

void ActionCommands::release()
{
    InputDevice &input = m_session.input();
    for (const Qt::MouseButton button :
         {Qt::LeftButton, Qt::MiddleButton, Qt::RightButton, Qt::BackButton, Qt::ForwardButton}) {
        QWidget *window = windowAt(input.position());
        if ((input.buttons() & button) != 0 && window != nullptr)
            input.release(*window, button);
    }
    const QSet<char32_t> keys = std::exchange(m_keysDown, {});
    for (const char32_t key : keys) {
        if (QWidget *window = keyWindow())
            input.keyUp(*window, key);
    }
}

} // namespace roost
