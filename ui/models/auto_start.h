// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace roost {

/// Whether the desktop starts Roost, in the background, when the person signs in to the computer: a file in
/// the autostart folder (freedesktop.org's Desktop Application Autostart Specification).
class AutoStart
{
public:
    /// `folder` empty = the user's own. Each profile other than the default one has a separate entry.
    explicit AutoStart(const QString &profile, const QString &folder = {});

    /// True on desktops that support such a folder.
    [[nodiscard]] static bool isAvailable();
    [[nodiscard]] bool isOn() const;
    /// False if the file cannot be written or removed.
    [[nodiscard]] bool setOn(bool on) const;
    [[nodiscard]] const QString &file() const { return m_file; }

private:
    [[nodiscard]] QString command() const;

    QString m_profile; ///< Empty = the usual one.
    QString m_file;
};

} // namespace roost
