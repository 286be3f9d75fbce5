// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_fixture.h"

#include <QDir>
#include <QFile>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

/// A name as Prosody's file store writes it: all but letters and digits as %xx.
QString encoded(const QString &name)
{
    QString result;
    for (const char c : name.toUtf8()) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        result += plain ? QString(QLatin1Char(c))
                        : u'%' + QString::number(static_cast<uchar>(c), 16).rightJustified(2, u'0');
    }
    return result;
}

QString luaString(QString text)
{
    return u'"' + text.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1) + u'"';
}

} // namespace

ProsodyServer::ProsodyServer(ServerOptions options) : TestServer(std::move(options)) {}

bool ProsodyServer::registerUser(const QString &user, const QString &password)
{
    const QString accounts = folder() + "/data/"_L1 + encoded(domain()) + "/accounts"_L1;
    QDir().mkpath(accounts);
    // Written as its file store does; the plain password is hashed at the first sign-in. The registering
    // program of the package takes 0.3 s for each.
    QFile file(accounts + u'/' + encoded(user) + ".dat"_L1);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return fail("account exists: "_L1 + user);
    return file.write(("return { [\"password\"] = "_L1 + luaString(password) + " };\n"_L1).toUtf8()) > 0;
}

bool ProsodyServer::prepare()
{
    const QStringList users = options().users;
    for (const QString &user : users) {
        const QString path =
            folder() + "/data/"_L1 + encoded(domain()) + "/accounts/"_L1 + encoded(user) + ".dat"_L1;
        if (!QFile::exists(path) && !registerUser(user, passwordOf(user)))
            return false;
    }
    QFile groups(folder() + "/groups.txt"_L1);
    if (!groups.open(QIODevice::WriteOnly))
        return fail(u"cannot write groups.txt"_s);
    for (const SharedGroup &group : options().sharedGroups) {
        groups.write(("["_L1 + group.name + "]\n"_L1).toUtf8());
        for (const SharedGroup::Member &member : group.members)
            groups.write((address(member.user) + u'=' + member.displayName + u'\n').toUtf8());
    }
    QString extra = options().sharedGroups.isEmpty() ? QString() : u"\"groups\";"_s;
    if (options().sasl2)
        extra += uR"("sasl2"; "sasl2_bind2"; "sasl2_sm"; "sasl2_fast"; "sasl2_old_prosody";)"_s;
    const QString hosts = options().component.isEmpty()
                              ? QString()
                              : u"Component \"%1\"\n  component_secret = \"%2\"\n"_s.arg(options().component,
                                                                                         componentPassword());
    if (!fillTemplate(u"prosody.cfg.lua.in"_s, configurationFile(),
                      {{u"RUN_AS_ROOT"_s, ::getuid() == 0 ? u"true"_s : u"false"_s},
                       {u"EXTRA_MODULES"_s, extra},
                       {u"EXTRA_HOSTS"_s, hosts}}))
        return false;
    return !options().sasl2 || addTokenSettings();
}

bool ProsodyServer::addTokenSettings()
{
    // Before all else, where they count for every host.
    QFile file(configurationFile());
    if (!file.open(QIODevice::ReadWrite))
        return fail(u"cannot change the configuration"_s);
    const QByteArray text = file.readAll();
    const QString settings = uR"(plugin_paths = { "%1/prosody-modules" }
sasl2_fast_token_ttl = %2
sasl2_fast_token_min_ttl = %3
)"_s.arg(QStringLiteral(ROOST_SERVER_TEMPLATES))
                                 .arg(options().tokenSeconds)
                                 .arg(options().tokenRenewalSeconds);
    return file.seek(0) && file.write(settings.toUtf8() + text) > 0;
}

void ProsodyServer::launch(QProcess &process)
{
    process.start(u"prosody"_s, {u"-F"_s, u"--config"_s, configurationFile()});
}

bool ProsodyServer::isReady()
{
    // mod_websocket answers a plain request itself as soon as its host is up; before that it is a 404.
    const QByteArray answer =
        http("GET /xmpp-websocket HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    return !answer.isEmpty() && !answer.startsWith("HTTP/1.1 404") && !answer.startsWith("HTTP/1.0 404");
}

} // namespace roost
