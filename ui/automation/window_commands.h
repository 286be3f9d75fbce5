// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/command_table.h"
#include "automation/driver_session.h"

#include <QImage>

namespace roost {

/// The commands about windows, pictures, the source and message boxes (W3C WebDriver 11, 13.1, 16, 17, 18). A
/// message box is an alert in WebDriver's terms; its buttons are elements too.
class WindowCommands
{
public:
    /// `session` outlives the object, which outlives the table.
    explicit WindowCommands(DriverSession &session) : m_session(session) {}

    void addTo(CommandTable &table);
    /// The current window with the dialogs and popups on it, as seen; device pixels.
    [[nodiscard]] QImage picture() const;

private:
    using Act = std::function<DriverAnswer(QWidget &window, const QJsonObject &body)>;
    void addWindows(CommandTable &table);
    void addPictures(CommandTable &table);
    void addAlerts(CommandTable &table);
    /// Registers a command that needs the current window.
    void addOnWindow(CommandTable &table, const char *method, const char *pattern, const Act &act);
    [[nodiscard]] DriverAnswer handles();
    [[nodiscard]] static DriverAnswer rectOf(const QWidget &window);
    [[nodiscard]] static DriverAnswer setRect(QWidget &window, const QJsonObject &wanted);

    DriverSession &m_session;
};

} // namespace roost
