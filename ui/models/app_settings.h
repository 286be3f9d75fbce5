// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "domain/account/profile.h"
#include "models/policy_file.h"
#include "models/setting_table.h"

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QUrl>

namespace roost {

class IdSource;

/// Origin of the value of a setting.
enum class SettingSource : quint8 { Policy, CommandLine, User, Default };

/// The values of settingTable, and the state of the window and of the sign-in. `settings.ini` of the profile
/// stores the choices of the user, and never a password. Main thread.
class AppSettings : public QObject
{
    Q_OBJECT

public:
    /// `profile` is the folder of all data of this Roost. `policies` win over `commandLine`,
    /// which wins over the user's values; of two policy files the later one wins. Reads settings.ini at once.
    /// Unknown policies and invalid values are logged as warnings: an invalid policy locks the default, any
    /// other invalid value is ignored.
    explicit AppSettings(const QString &profile, const QList<PolicyFile> &policies = {},
                         const SettingValues &commandLine = {}, QObject *parent = nullptr);

    [[nodiscard]] const Profile &profile() const { return m_profile; }

    /// The value in force: a bool, an int or a QString, always valid for its row.
    [[nodiscard]] QVariant value(SettingKey key) const;
    [[nodiscard]] bool isOn(SettingKey key) const { return value(key).toBool(); }
    [[nodiscard]] int number(SettingKey key) const { return value(key).toInt(); }
    [[nodiscard]] QString text(SettingKey key) const { return value(key).toString(); }
    [[nodiscard]] SettingSource source(SettingKey key) const;
    /// True if a policy sets the value; the user cannot change it.
    [[nodiscard]] bool isLocked(SettingKey key) const { return m_locked.contains(key); }
    /// Stores the choice of the user, also for the next runs. It replaces a value of the command line.
    /// Returns false and changes nothing if the setting is locked or cannot have this value.
    bool setValue(SettingKey key, const QVariant &value);

    /// The account that signs in at start; empty before the first sign-in.
    [[nodiscard]] Jid account() const;
    void setAccount(const Jid &account);
    /// Explicit servers; empty = found by the account's domain.
    [[nodiscard]] QList<QUrl> servers() const;
    void setServers(const QList<QUrl> &servers);
    /// Keep the password in the system keychain.
    [[nodiscard]] bool keepsSignedIn() const;
    void setKeepsSignedIn(bool keep);
    /// The resource of this installation's Connections: "Roost." and four letters or digits. Made from the
    /// next id of `ids` by the first call for this profile, then kept.
    [[nodiscard]] QString resource(IdSource &ids);

    [[nodiscard]] bool isPanelShown() const;
    void setPanelShown(bool shown);
    [[nodiscard]] QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);
    [[nodiscard]] QByteArray splitterState() const;
    void setSplitterState(const QByteArray &state);

Q_SIGNALS:
    /// The value in force has changed. The only signal for all settings.
    void changed(roost::SettingKey key);

private:
    void readPolicies(const QList<PolicyFile> &files);
    void readUser();

    Profile m_profile;
    QSettings m_settings;
    SettingValues m_locked;
    SettingValues m_forThisRun; ///< Of the command line.
    SettingValues m_chosen;     ///< Of the user; valid values of settings.ini.
};

} // namespace roost
