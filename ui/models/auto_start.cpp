// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/auto_start.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// One argument of an Exec line: quoted, and then escaped once more as every string of a desktop file is.
QString quoted(const QString &argument)
{
    QString text;
    for (const QChar c : argument) {
        if (c == u'"' || c == u'`' || c == u'$' || c == u'\\')
            text += u'\\';
        text += c;
        if (c == u'%')
            text += c;
    }
    return u'"' + text.replace(u'\\', u"\\\\"_s) + u'"';
}

} // namespace

AutoStart::AutoStart(const QString &profile, const QString &folder)
{
    const QString usual = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/roost"_L1;
    QString name = QStringLiteral(ROOST_APP_ID);
    if (QDir::cleanPath(profile) != QDir::cleanPath(usual)) {
        m_profile = QDir::cleanPath(profile);
        const QByteArray hash = QCryptographicHash::hash(m_profile.toUtf8(), QCryptographicHash::Sha256);
        name += u'-' + QString::fromLatin1(hash.toHex().left(12));
    }
    const QString place =
        folder.isEmpty()
            ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + "/autostart"_L1
            : folder;
    m_file = QDir(place).filePath(name + ".desktop"_L1);
}

bool AutoStart::isAvailable()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    return true;
#else
    return false;
#endif
}

bool AutoStart::isOn() const { return QFileInfo::exists(m_file); }

QString AutoStart::command() const
{
    // An AppImage runs from a temporary folder.
    QString program = qEnvironmentVariable("APPIMAGE");
    if (program.isEmpty())
        program = QCoreApplication::applicationFilePath();
    QString command = quoted(program) + " --background"_L1;
    if (!m_profile.isEmpty())
        command += " --profile "_L1 + quoted(m_profile);
    return command;
}

bool AutoStart::setOn(bool on) const
{
    if (!on)
        return !isOn() || QFile::remove(m_file);
    if (!QDir().mkpath(QFileInfo(m_file).path()))
        return false;
    QSaveFile file(m_file);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.write("[Desktop Entry]\nType=Application\nName=Roost\nIcon=" ROOST_APP_ID "\nExec=" +
               command().toUtf8() + "\nX-GNOME-Autostart-enabled=true\n");
    return file.commit();
}

} // namespace roost
