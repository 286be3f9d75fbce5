// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/app_settings.h"

#include "base/id_source.h"
#include "base/log.h"

#include <QCryptographicHash>

namespace roost {

using namespace Qt::StringLiterals;

namespace {
const QString accountKey = u"account/address"_s;
const QString serversKey = u"account/servers"_s;
const QString keepKey = u"account/keepSignedIn"_s;
const QString resourceKey = u"account/resource"_s;
const QString panelKey = u"window/panel"_s;
const QString geometryKey = u"window/geometry"_s;
const QString splitterKey = u"window/splitter"_s;

QString iniKeyOf(const SettingRow &row) { return QLatin1StringView(row.iniKey); }
} // namespace

AppSettings::AppSettings(const QString &profile, const QList<PolicyFile> &policies,
                         const SettingValues &commandLine, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_settings(m_profile.settingsFile(), QSettings::IniFormat)
    , m_forThisRun(commandLine)
{
    readPolicies(policies);
    readUser();
}

void AppSettings::readPolicies(const QList<PolicyFile> &files)
{
    for (const PolicyFile &file : files) {
        if (!file.policies) {
            qCWarning(lcUi) << "the policy file" << file.path << "cannot be read or is no JSON object";
            continue;
        }
        for (auto at = file.policies->begin(); at != file.policies->end(); ++at) {
            const SettingRow *row = settingNamed(at.key());
            if (row == nullptr) {
                if (at.key() != PolicyFile::automationAllowed)
                    qCWarning(lcUi) << "the policy" << at.key() << "in" << file.path << "is unknown";
                continue;
            }
            const std::optional<QVariant> value = settingFromJson(*row, at.value());
            if (!value)
                qCWarning(lcUi) << "the policy" << at.key() << "in" << file.path
                                << "has an invalid value; its default is in force";
            m_locked.insert(row->key, value.value_or(settingVariant(row->fallback)));
        }
    }
}

void AppSettings::readUser()
{
    for (const SettingRow &row : settingTable) {
        const QString key = iniKeyOf(row);
        if (!m_settings.contains(key))
            continue;
        if (const auto value = settingFromText(row, m_settings.value(key).toString()))
            m_chosen.insert(row.key, *value);
        else
            qCWarning(lcUi) << "the setting" << key << "has an invalid value and is ignored";
    }
}

QVariant AppSettings::value(SettingKey key) const
{
    for (const SettingValues *values : {&m_locked, &m_forThisRun, &m_chosen}) {
        const auto found = values->constFind(key);
        if (found != values->cend())
            return *found;
    }
    return settingVariant(settingRow(key).fallback);
}

SettingSource AppSettings::source(SettingKey key) const
{
    if (m_locked.contains(key))
        return SettingSource::Policy;
    if (m_forThisRun.contains(key))
        return SettingSource::CommandLine;
    return m_chosen.contains(key) ? SettingSource::User : SettingSource::Default;
}

bool AppSettings::setValue(SettingKey key, const QVariant &value)
{
    if (isLocked(key) || !settingValue(settingRow(key), value))
        return false;
    const QVariant before = this->value(key);
    m_forThisRun.remove(key);
    m_chosen.insert(key, value);
    m_settings.setValue(iniKeyOf(settingRow(key)), value);
    if (before != value)
        Q_EMIT changed(key);
    return true;
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

QString AppSettings::resource(IdSource &ids)
{
    QString resource = m_settings.value(resourceKey).toString();
    if (resource.isEmpty()) {
        // Without those that look alike.
        constexpr auto letters = "abcdefghijkmnpqrstuvwxyz23456789"_L1;
        const QByteArray hash = QCryptographicHash::hash(ids.next().toUtf8(), QCryptographicHash::Sha256);
        resource = u"Roost."_s;
        for (int i = 0; i < 4; ++i)
            resource += letters[quint8(hash[i]) % letters.size()];
        m_settings.setValue(resourceKey, resource);
    }
    return resource;
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
