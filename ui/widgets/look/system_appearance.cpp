// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/system_appearance.h"

#include <QGuiApplication>
#include <QPalette>
#include <QStyleHints>

#ifdef ROOST_HAVE_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif

namespace roost {

using namespace Qt::StringLiterals;

namespace {

[[maybe_unused]] const QString appearanceGroup = u"org.freedesktop.appearance"_s;

} // namespace

SystemAppearance::SystemAppearance(bool asks, QObject *parent) : QObject(parent)
{
    guess();
    m_guess = m_dark;
    if (asks)
        askPortal();
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        const bool dark = QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
        if (std::exchange(m_dark, dark) != dark)
            Q_EMIT changed();
    });
#endif
}

void SystemAppearance::guess()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    if (const auto scheme = QGuiApplication::styleHints()->colorScheme();
        scheme != Qt::ColorScheme::Unknown) {
        m_dark = scheme == Qt::ColorScheme::Dark;
        return;
    }
#endif
    const QString gtk = qEnvironmentVariable("GTK_THEME");
    m_highContrast = gtk.startsWith(u"HighContrast"_s);
    if (gtk.endsWith(u":dark"_s) || gtk.endsWith(u"-dark"_s, Qt::CaseInsensitive) ||
        gtk.startsWith(u"HighContrastInverse"_s)) {
        m_dark = true;
        return;
    }
    const QPalette palette = QGuiApplication::palette();
    m_dark = palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

void SystemAppearance::take(const QString &key, const QVariant &value)
{
    QVariant inner = value;
#ifdef ROOST_HAVE_DBUS
    // Read() of the portal wraps a variant into a variant.
    while (inner.metaType() == QMetaType::fromType<QDBusVariant>())
        inner = inner.value<QDBusVariant>().variant();
#endif
    const uint choice = inner.toUInt();
    bool *target = nullptr;
    bool wanted = false;
    if (key == "color-scheme"_L1) { // 1 dark, 2 light, 0 no preference
        target = &m_dark;
        wanted = choice == 0 ? m_guess : choice == 1;
    } else if (key == "contrast"_L1) {
        target = &m_highContrast;
        wanted = choice == 1;
    }
    if (target != nullptr && std::exchange(*target, wanted) != wanted)
        Q_EMIT changed();
}

#ifdef ROOST_HAVE_DBUS

void SystemAppearance::askPortal()
{
    // No bus in the environment: do not let QtDBus try to start one.
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") &&
        qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR"))
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(u"org.freedesktop.portal.Desktop"_s, u"/org/freedesktop/portal/desktop"_s,
                u"org.freedesktop.portal.Settings"_s, u"SettingChanged"_s, {appearanceGroup}, u"ssv"_s, this,
                SLOT(readAnew()));
    readAnew();
}

void SystemAppearance::readAnew()
{
    for (const QString &key : {u"color-scheme"_s, u"contrast"_s}) {
        QDBusMessage call = QDBusMessage::createMethodCall(u"org.freedesktop.portal.Desktop"_s,
                                                           u"/org/freedesktop/portal/desktop"_s,
                                                           u"org.freedesktop.portal.Settings"_s, u"Read"_s);
        call << appearanceGroup << key;
        call.setAutoStartService(false);
        auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, key, watcher] {
            watcher->deleteLater();
            const QDBusPendingReply<QDBusVariant> reply = *watcher;
            if (!reply.isError())
                take(key, reply.value().variant());
        });
    }
}

#else

void SystemAppearance::askPortal() {}
void SystemAppearance::readAnew() {}

#endif

} // namespace roost
