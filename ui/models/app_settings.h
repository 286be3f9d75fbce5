// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "domain/account/profile.h"

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QStringList>
#include <QUrl>

namespace roost {

/// Light, dark, or the choice of the system.
enum class ThemeChoice : quint8 { System, Light, Dark };

/// Settings of the user for the whole program, stored in `settings.ini` of the profile. Never a password.
/// Main thread.
class AppSettings : public QObject
{
    Q_OBJECT

public:
    /// `profile` is the folder that everything of this Roost lives in.
    explicit AppSettings(const QString &profile, QObject *parent = nullptr);

    [[nodiscard]] const Profile &profile() const { return m_profile; }
    /// The account that signs in at start; empty before the first sign-in.
    [[nodiscard]] Jid account() const;
    void setAccount(const Jid &account);
    /// Explicit servers; empty = found by the account's domain.
    [[nodiscard]] QList<QUrl> servers() const;
    void setServers(const QList<QUrl> &servers);
    /// Keep the password in the system keychain.
    [[nodiscard]] bool keepsSignedIn() const;
    void setKeepsSignedIn(bool keep);
    /// The resource of this installation's Connections: "Roost." and four random characters, made once.
    [[nodiscard]] QString resource();
    /// Only before it was asked for the first time; else the one that was made stays.
    void proposeResource(const QString &resource);

    /// "en", "de", "ar"; empty = the system's.
    [[nodiscard]] QString language() const;
    void setLanguage(const QString &language);
    [[nodiscard]] ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    /// Desktop notifications for messages.
    [[nodiscard]] bool notifiesMessages() const;
    void setNotifiesMessages(bool on);
    /// Notifications contain the text of the message, not only its sender.
    [[nodiscard]] bool notifiesText() const;
    void setNotifiesText(bool on);
    [[nodiscard]] bool usesTray() const;
    void setUsesTray(bool on);

    /// Privacy: contacts get typing notifications; contacts get read markers.
    [[nodiscard]] bool tellsTyping() const;
    void setTellsTyping(bool on);
    [[nodiscard]] bool tellsReading() const;
    void setTellsReading(bool on);
    /// Minutes without input after which contacts see us as away; 0 = never.
    [[nodiscard]] int awayMinutes() const;
    void setAwayMinutes(int minutes);

    [[nodiscard]] bool isPanelShown() const;
    void setPanelShown(bool shown);
    [[nodiscard]] QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);
    [[nodiscard]] QByteArray splitterState() const;
    void setSplitterState(const QByteArray &state);

Q_SIGNALS:
    void languageChanged();
    void themeChanged();
    void trayChanged();
    /// tellsTyping() or tellsReading().
    void privacyChanged();
    void awayMinutesChanged();

private:
    Profile m_profile;
    QSettings m_settings;
};

} // namespace roost
