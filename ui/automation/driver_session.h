// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/driver_answer.h"
#include "automation/element_finder.h"
#include "automation/element_table.h"
#include "automation/input_device.h"
#include "automation/readiness.h"
#include "automation/stillness.h"

#include <QJsonObject>
#include <QObject>
#include <QPointer>

#include <chrono>

namespace roost {

/// The one WebDriver session: agreed capabilities, element references of the client, and the current window.
/// Waiting uses timers, so the program runs meanwhile. Main thread.
class DriverSession : public QObject
{
    Q_OBJECT

public:
    /// W3C's default is 0; here commands wait for the program unless the client says otherwise.
    static constexpr std::chrono::milliseconds defaultImplicit{5000};

    /// `mainWindow` is the current window of a new session.
    explicit DriverSession(QWidget &mainWindow, QObject *parent = nullptr);

    [[nodiscard]] bool isOpen() const { return !m_id.isEmpty(); }
    [[nodiscard]] const QString &id() const { return m_id; }
    /// Begins under a fresh id, everything at its default.
    void open();
    void close();

    // Settings of the client
    [[nodiscard]] QJsonObject timeouts() const;
    /// False: it is no valid set of timeouts.
    [[nodiscard]] bool setTimeouts(const QJsonObject &timeouts);
    [[nodiscard]] std::chrono::milliseconds implicit() const { return m_implicit; }
    /// The client set it itself, so it wants to wait for lists of elements too.
    [[nodiscard]] bool hasChosenImplicit() const { return m_hasChosenImplicit; }

    // Windows
    /// The one that is looked at; nullptr when it has been closed.
    [[nodiscard]] QWidget *window() const;
    void setWindow(QWidget *window) { m_window = window; }
    [[nodiscard]] QString handleOf(QWidget *window);
    [[nodiscard]] QWidget *windowOf(const QString &handle) const;
    /// Where the window's inside begins; global.
    [[nodiscard]] QPoint origin() const;

    // Elements
    [[nodiscard]] ElementFinder::Elements roots() const;
    [[nodiscard]] std::variant<QAccessibleInterface *, DriverError> element(const QString &reference) const;
    /// As W3C writes references.
    [[nodiscard]] QJsonObject jsonOf(QAccessibleInterface &element);
    /// The reference in such an object; null when it is none.
    [[nodiscard]] static QString referenceIn(const QJsonValue &value);

    [[nodiscard]] InputDevice &input() { return m_input; }
    [[nodiscard]] Stillness &stillness() { return m_stillness; }

    // Waiting
    /// Looks whether it is so; an empty optional = not yet. With `isLast` it must answer.
    using Attempt = std::function<std::optional<DriverAnswer>(bool isLast)>;
    /// Called in an attempt that is not finished: repeats the attempt as soon as the window has processed its
    /// events. May be called any number of times.
    void goOnAtOnce() { m_goesOnAtOnce = true; }
    /// Tries at once and then every frame until there is an answer or the time is over.
    void poll(std::chrono::milliseconds most, Attempt attempt, AnswerCommand answer);
    using ActOnElement = std::function<void(QAccessibleInterface &element, const Readiness &readiness,
                                            const AnswerCommand &answer)>;
    /// Brings the element into view and calls `act`, which answers, once it is as needed and has stopped
    /// moving; else answers with why it never was.
    void whenReady(const QString &reference, Readiness::Need need, ActOnElement act, AnswerCommand answer);
    /// Answers with null when control is back in the event loop, even a nested one, so that the following
    /// code may block.
    void answerSoon(AnswerCommand answer);

private:
    QString m_id;
    QPointer<QWidget> m_mainWindow;
    QPointer<QWidget> m_window;
    std::chrono::milliseconds m_implicit = defaultImplicit;
    std::chrono::milliseconds m_pageLoad{300000};
    std::chrono::milliseconds m_script{30000};
    bool m_hasChosenImplicit = false;
    bool m_goesOnAtOnce = false;
    ElementTable m_elements;
    QHash<QString, QPointer<QWidget>> m_handles;
    InputDevice m_input;
    Stillness m_stillness;
};

} // namespace roost
