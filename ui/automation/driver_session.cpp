// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/driver_session.h"

#include "automation/accessible_facts.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QUuid>

#include <memory>
#include <utility>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr auto elementKey = "element-6066-11e4-a52e-4f735466cecf"_L1;
constexpr qint64 mostSafeInteger = (qint64(1) << 53) - 1;
/// Minimum wait for a moving element to come to rest, even if the client wants no wait.
constexpr std::chrono::milliseconds leastForAction(500);

} // namespace

DriverSession::DriverSession(QWidget &mainWindow, QObject *parent)
    : QObject(parent)
    , m_mainWindow(&mainWindow)
    , m_window(&mainWindow)
{
}

void DriverSession::open()
{
    m_id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_window = m_mainWindow;
    m_implicit = defaultImplicit;
    m_pageLoad = std::chrono::milliseconds(300000);
    m_script = std::chrono::milliseconds(30000);
    m_hasChosenImplicit = false;
    m_elements.clear();
    m_input = InputDevice();
}

void DriverSession::close() { m_id.clear(); }

QJsonObject DriverSession::timeouts() const
{
    return {{"implicit"_L1, qint64(m_implicit.count())},
            {"pageLoad"_L1, qint64(m_pageLoad.count())},
            {"script"_L1, qint64(m_script.count())}};
}

bool DriverSession::setTimeouts(const QJsonObject &timeouts)
{
    for (auto entry = timeouts.begin(); entry != timeouts.end(); ++entry) {
        const QJsonValue value = entry.value();
        if (entry.key() == "script"_L1 && value.isNull())
            continue;
        const double ms = value.toDouble(-1);
        if (!value.isDouble() || ms < 0 || ms > double(mostSafeInteger) || ms != double(qint64(ms)))
            return false;
    }
    const auto take = [&](QLatin1StringView name, std::chrono::milliseconds &to) {
        if (timeouts.value(name).isDouble())
            to = std::chrono::milliseconds(qint64(timeouts.value(name).toDouble()));
    };
    take("implicit"_L1, m_implicit);
    take("pageLoad"_L1, m_pageLoad);
    take("script"_L1, m_script);
    m_hasChosenImplicit = m_hasChosenImplicit || timeouts.contains("implicit"_L1);
    return true;
}

QWidget *DriverSession::window() const
{
    return m_window && m_window->isVisible() ? m_window.data() : nullptr;
}

QString DriverSession::handleOf(QWidget *window)
{
    const QString handle = "w"_L1 + QString::number(quintptr(window), 16);
    m_handles.insert(handle, window);
    return handle;
}

QWidget *DriverSession::windowOf(const QString &handle) const
{
    QWidget *window = m_handles.value(handle);
    return window != nullptr && window->isVisible() ? window : nullptr;
}

QPoint DriverSession::origin() const { return m_window ? m_window->mapToGlobal(QPoint(0, 0)) : QPoint(); }

ElementFinder::Elements DriverSession::roots() const
{
    return ElementFinder::rootsOf(
        ElementFinder::windows(m_window == m_mainWindow ? nullptr : m_window.data()));
}

std::variant<QAccessibleInterface *, DriverError> DriverSession::element(const QString &reference) const
{
    const ElementTable::Found found = m_elements.find(reference);
    switch (found.standing) {
    case ElementTable::Standing::Present:
        return found.element;
    case ElementTable::Standing::Stale:
        return DriverError{DriverErrorKind::StaleElementReference,
                           "element "_L1 + reference + " has gone"_L1};
    case ElementTable::Standing::Unknown:
        break;
    }
    return DriverError{DriverErrorKind::NoSuchElement, "there never was an element "_L1 + reference};
}

QJsonObject DriverSession::jsonOf(QAccessibleInterface &element)
{
    return {{elementKey, m_elements.referenceOf(element)}};
}

QString DriverSession::referenceIn(const QJsonValue &value)
{
    const QJsonValue reference = value.toObject().value(elementKey);
    return reference.isString() ? reference.toString() : QString();
}

void DriverSession::poll(std::chrono::milliseconds most, Attempt attempt, AnswerCommand answer)
{
    if (const std::optional<DriverAnswer> first = attempt(most.count() <= 0)) {
        answer(*first);
        return;
    }
    auto *timer = new QTimer(this);
    const auto wait = [this, timer] {
        timer->start(std::exchange(m_goesOnAtOnce, false) ? 0 : Stillness::frameMs);
    };
    QElapsedTimer clock;
    clock.start();
    connect(timer, &QTimer::timeout, this,
            [timer, clock, most, wait, attempt = std::move(attempt), answer = std::move(answer)] {
                const std::optional<DriverAnswer> now = attempt(clock.elapsed() >= most.count());
                if (!now) {
                    wait();
                    return;
                }
                timer->stop();
                timer->deleteLater();
                const AnswerCommand tell = answer;
                tell(*now);
            });
    wait();
}

void DriverSession::whenReady(const QString &reference, Readiness::Need need, ActOnElement act,
                              AnswerCommand answer)
{
    struct Progress
    {
        QAccessibleInterface *target = nullptr;
        Readiness readiness;
        QRect last;
    };
    auto progress = std::make_shared<Progress>();
    const std::chrono::milliseconds most = std::max(m_implicit, leastForAction);
    const auto attempt = [=, this](bool isLast) -> std::optional<DriverAnswer> {
        const auto found = element(reference);
        if (const auto *error = std::get_if<DriverError>(&found))
            return *error;
        progress->target = std::get<QAccessibleInterface *>(found);
        Readiness::bringIntoView(*progress->target);
        progress->readiness = Readiness::of(*progress->target, need);
        const Readiness &now = progress->readiness;
        const bool isStill = m_stillness.isStill() || now.part == progress->last;
        progress->last = now.part;
        if (now.isReady && (isStill || isLast))
            return QJsonValue();
        if (!isLast)
            return {};
        return driverError(now.kind, accessible::sketchOf(*progress->target) + " cannot be used: "_L1 +
                                         now.obstacle + "; waited "_L1 + QString::number(most.count()) +
                                         " ms"_L1);
    };
    poll(most, attempt, [progress, act = std::move(act), answer](const DriverAnswer &result) {
        if (std::holds_alternative<DriverError>(result))
            answer(result);
        else
            act(*progress->target, progress->readiness, answer);
    });
}

void DriverSession::answerSoon(AnswerCommand answer)
{
    QMetaObject::invokeMethod(
        this, [answer = std::move(answer)] { answer(QJsonValue()); }, Qt::QueuedConnection);
}

} // namespace roost
