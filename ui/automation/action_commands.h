// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/command_table.h"
#include "automation/driver_session.h"

#include <QSet>

namespace roost {

/// One step of one device in W3C's actions.
struct ActionStep
{
    enum class Kind : quint8 { Pause, Move, Down, Up, KeyDown, KeyUp, Scroll };
    Kind kind = Kind::Pause;
    int durationMs = 0;
    QPoint at;         ///< Relative to `origin`.
    QJsonValue origin; ///< "viewport", "pointer" or an element.
    QPoint delta;      ///< Distance of Scroll.
    Qt::MouseButton button = Qt::LeftButton;
    char32_t key = 0;
};

/// The commands Perform Actions and Release Actions (W3C WebDriver 15): pointer, key and wheel, tick by tick.
class ActionCommands
{
public:
    /// `session` outlives the object, which outlives the table.
    explicit ActionCommands(DriverSession &session) : m_session(session) {}

    void addTo(CommandTable &table);

    using Tick = QList<ActionStep>;
    /// The steps of all devices side by side, or an error.
    [[nodiscard]] static std::variant<QList<Tick>, DriverError> read(const QJsonObject &body);

private:
    struct Run;
    void perform(const QJsonObject &body, const AnswerCommand &answer);
    void next(const std::shared_ptr<Run> &run);
    /// Performs one step; returns the error if it fails.
    [[nodiscard]] std::optional<DriverError> act(const ActionStep &step, int *durationMs);
    [[nodiscard]] std::variant<QPoint, DriverError> placeOf(const ActionStep &step) const;
    /// Where the mouse goes to at `at`.
    [[nodiscard]] QWidget *windowAt(const QPoint &at) const;
    [[nodiscard]] QWidget *keyWindow() const;
    void glide(const QPoint &to, int durationMs);
    void release();

    DriverSession &m_session;
    QSet<char32_t> m_keysDown;
};

} // namespace roost
