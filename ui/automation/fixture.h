// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/driver_answer.h"

#include <QObject>

#include <memory>

namespace roost {

class Clock;
class SessionHost;
class AppSettings;
class UserDatabase;

/// Puts an account into the profile as if it had been used for long: contacts and messages that are the same
/// every time, written straight into the user database, without a server. Main thread.
class Fixture : public QObject
{
    Q_OBJECT

public:
    /// How much of it.
    struct Size
    {
        int contacts = 0;
        int messages = 0; ///< Nine of ten with the first contact, the others spread evenly.
    };

    /// The references outlive the object.
    Fixture(SessionHost &host, AppSettings &settings, Clock &clock, QObject *parent = nullptr);
    ~Fixture() override;

    /// "empty", "small" (3 contacts, 30 messages), "standard" (10, 10,000), "large" (10,000, 10,000); empty
    /// optional: there is no such fixture.
    [[nodiscard]] static std::optional<Size> named(const QString &name);
    /// Closes the session, replaces the account's data, and opens it again, offline. Answers with {"account",
    /// "contacts", "messages"}.
    void load(const Size &size, AnswerCommand answer);

private:
    void fill(const Size &size, const AnswerCommand &answer);
    void open(const Size &size, const AnswerCommand &answer);

    SessionHost &m_host;
    AppSettings &m_settings;
    Clock &m_clock;
    std::unique_ptr<UserDatabase> m_database; ///< While it is filled.
};

} // namespace roost
