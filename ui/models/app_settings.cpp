// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/app_settings.h"

#include <QRandomGenerator>

namespace roost {

using namespace Qt::StringLiterals;

namespace {
const QString accountKey = u"account/address"_s;
const QString serversKey = u"account/servers"_s;
const QString keepKey = u"account/keepSignedIn"_s;
const QString resourceKey = u"account/resource"_s;
const QString languageKey = u"look/language"_s;
const QString themeKey = u"look/theme"_s;
const QString notifyKey = u"notifications/messages"_s;
const QString notifyTextKey = u"notifications/text"_s;
const QString trayKey = u"tray/shown"_s;
const QString typingKey = u"privacy/tellTyping"_s;
const QString readingKey = u"privacy/tellReading"_s;
const QString awayKey = u"presence/awayMinutes"_s;
const QString panelKey = u"window/panel"_s;
const QString geometryKey = u"window/geometry"_s;
const QString splitterKey = u"window/splitter"_s;
} // namespace

AppSettings::AppSettings(const QString &profile, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_settings(m_profile.settingsFile(), QSettings::IniFormat)
{
}

Jid AppSettings::account() const { return Jid::fromWire(m_settings.value(accountKey).toString()); }

void AppSettings::setAccount(const Jid &account) { m_settings.setValue(accountKey, account.toString()); }

QList<QUrl> AppSettings::servers() const
{
    QList<QUrl> servers;
    const QStringList texts = m_settings.value(serversKey).toStringList();
    for (const QString &text : texts) {
        const QUrl url(text, QUrl::StrictMode);
        if (url.isValid() && !url.isEmpty())
            servers.append(url);
    }
    return servers;
}

void AppSettings::setServers(const QList<QUrl> &servers)
{
    QStringList texts;
    for (const QUrl &url : servers)
        texts.append(url.toString(QUrl::FullyEncoded));
    m_settings.setValue(serversKey, texts);
}

bool AppSettings::keepsSignedIn() const { return m_settings.value(keepKey, false).toBool(); }

void AppSettings::setKeepsSignedIn(bool keep) { m_settings.setValue(keepKey, keep); }

QString AppSettings::resource()
{
    QString resource = m_settings.value(resourceKey).toString();
    if (resource.isEmpty()) {
        constexpr auto letters = "abcdefghijkmnpqrstuvwxyz23456789"_L1;
        resource = u"Roost."_s;
        for (int i = 0; i < 4; ++i)
            resource += letters[QRandomGenerator::global()->bounded(letters.size())];
        m_settings.setValue(resourceKey, resource);
    }
    return resource;
}

void AppSettings::proposeResource(const QString &resource)
{
    if (m_settings.value(resourceKey).toString().isEmpty())
        m_settings.setValue(resourceKey, resource);
}

QString AppSettings::language() const { return m_settings.value(languageKey).toString(); }

void AppSettings::setLanguage(const QString &language)
{
    if (language == this->language())
        return;
    m_settings.setValue(languageKey, language);
    Q_EMIT languageChanged();
}

ThemeChoice AppSettings::theme() const
{
    const QString text = m_settings.value(themeKey).toString();
    if (text == "light"_L1)
        return ThemeChoice::Light;
    if (text == "dark"_L1)
        return ThemeChoice::Dark;
    return ThemeChoice::System;
}

void AppSettings::setTheme(ThemeChoice theme)
{
    if (theme == this->theme())
        return;
    switch (theme) {
    case ThemeChoice::System:
        m_settings.setValue(themeKey, u"system"_s);
        break;
    case ThemeChoice::Light:
        m_settings.setValue(themeKey, u"light"_s);
        break;
    case ThemeChoice::Dark:
        m_settings.setValue(themeKey, u"dark"_s);
        break;
    }
    Q_EMIT themeChanged();
}

bool AppSettings::notifiesMessages() const { return m_settings.value(notifyKey, true).toBool(); }

void AppSettings::setNotifiesMessages(bool on) { m_settings.setValue(notifyKey, on); }

bool AppSettings::notifiesText() const { return m_settings.value(notifyTextKey, true).toBool(); }

void AppSettings::setNotifiesText(bool on) { m_settings.setValue(notifyTextKey, on); }

bool AppSettings::usesTray() const { return m_settings.value(trayKey, true).toBool(); }

void AppSettings::setUsesTray(bool on)
{
    if (on == usesTray())
        return;
    m_settings.setValue(trayKey, on);
    Q_EMIT trayChanged();
}

bool AppSettings::tellsTyping() const { return m_settings.value(typingKey, true).toBool(); }

void AppSettings::setTellsTyping(bool on)
{
    if (on == tellsTyping())
        return;
    m_settings.setValue(typingKey, on);
    Q_EMIT privacyChanged();
}

bool AppSettings::tellsReading() const { return m_settings.value(readingKey, true).toBool(); }

void AppSettings::setTellsReading(bool on)
{
    if (on == tellsReading())
        return;
    m_settings.setValue(readingKey, on);
    Q_EMIT privacyChanged();
}

int AppSettings::awayMinutes() const { return std::clamp(m_settings.value(awayKey, 10).toInt(), 0, 24 * 60); }

void AppSettings::setAwayMinutes(int minutes)
{
    if (minutes == awayMinutes())
        return;
    m_settings.setValue(awayKey, minutes);
    Q_EMIT awayMinutesChanged();
}

bool AppSettings::isPanelShown() const { return m_settings.value(panelKey, true).toBool(); }

void AppSettings::setPanelShown(bool shown) { m_settings.setValue(panelKey, shown); }

QByteArray AppSettings::windowGeometry() const { return m_settings.value(geometryKey).toByteArray(); }

void AppSettings::setWindowGeometry(const QByteArray &geometry)
{
    m_settings.setValue(geometryKey, geometry);
}

QByteArray AppSettings::splitterState() const { return m_settings.value(splitterKey).toByteArray(); }

void AppSettings::setSplitterState(const QByteArray &state) { m_settings.setValue(splitterKey, state); }

} // namespace roost
