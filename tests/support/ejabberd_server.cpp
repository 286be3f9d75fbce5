// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_fixture.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcessEnvironment>

#include <utility>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

/// The folder that holds ejabberd-VERSION/ebin: /usr/lib/<architecture> on Debian, else /usr/lib.
QString libraryFolder()
{
    const QStringList folders = QDir(u"/usr/lib"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &folder : folders) {
        const QDir candidate("/usr/lib/"_L1 + folder);
        if (!candidate.entryList({u"ejabberd-*"_s}, QDir::Dirs).isEmpty())
            return candidate.path();
    }
    return u"/usr/lib"_s;
}

/// A node that hangs is given up by the others after that; ejabberd and the Erlang kernel must agree on it.
constexpr int tickSeconds = 8;

} // namespace

EjabberdServer::EjabberdServer(ServerOptions options) : TestServer(std::move(options)) {}

bool EjabberdServer::prepare()
{
    QDir().mkpath(folder() + "/database"_L1);
    QString extra = options().sharedGroups.isEmpty() ? QString() : u"  mod_shared_roster: {}"_s;
    if (!options().cluster.name.isEmpty())
        extra += u"\nnet_ticktime: %1"_s.arg(tickSeconds);
    const QString listeners =
        options().component.isEmpty()
            ? QString()
            : u"  -\n    port: %1\n    ip: LOOPBACK\n    module: ejabberd_service\n"
              "    hosts: {\"%2\": {password: \"%3\"}}\n"_s.arg(QString::number(componentPort()),
                                                                options().component, componentPassword());
    return fillTemplate(u"ejabberd.yml.in"_s, folder() + "/ejabberd.yml"_L1,
                        {{u"EXTRA_MODULES"_s, extra}, {u"EXTRA_LISTENERS"_s, listeners}});
}

void EjabberdServer::launch(QProcess &process)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"ERL_LIBS"_s, libraryFolder());
    environment.insert(u"EJABBERD_CONFIG_PATH"_s, folder() + "/ejabberd.yml"_L1);
    environment.insert(u"EJABBERD_LOG_PATH"_s, folder() + "/server.log"_L1);
    environment.insert(u"EJABBERD_PID_PATH"_s, folder() + "/ejabberd.pid"_L1);
    environment.insert(u"ERL_CRASH_DUMP"_s, folder() + "/crash.dump"_L1);
    environment.insert(u"HOME"_s, folder());
    environment.insert(u"CONTRIB_MODULES_PATH"_s, folder() + "/contrib"_L1);
    environment.insert(u"CONTRIB_MODULES_CONF_DIR"_s, folder() + "/contrib"_L1);
    if (!options().cluster.name.isEmpty()) {
        environment.insert(u"ERL_EPMD_PORT"_s, QString::number(options().cluster.mapperPort));
        environment.insert(u"ERL_EPMD_ADDRESS"_s, u"127.0.0.1"_s);
    }
    process.setProcessEnvironment(environment);
    process.start(u"erl"_s, QStringList{u"-noinput"_s, u"+K"_s, u"true"_s, u"-mnesia"_s, u"dir"_s,
                                        u'"' + folder() + "/database\""_L1, u"-s"_s, u"ejabberd"_s} +
                                clusterArguments());
}

QStringList EjabberdServer::clusterArguments()
{
    const ClusterSeat &seat = options().cluster;
    if (seat.name.isEmpty())
        return {};
    // The cookie is read from the home folder, so that it never appears on a command line.
    QFile cookie(folder() + "/.erlang.cookie"_L1);
    if (!cookie.exists() && cookie.open(QIODevice::WriteOnly)) {
        cookie.write(seat.cookie);
        cookie.setPermissions(QFile::ReadOwner);
    }
    QFile::remove(seatFile());
    const bool joinsNow = !seat.joins.isEmpty() && !std::exchange(m_hasJoined, true);
    const QString join =
        joinsNow ? u"ok = ejabberd_cluster:join('%1@127.0.0.1'),"_s.arg(seat.joins) : QString();
    const QString ticks = QString::number(tickSeconds);
    return {u"-name"_s,
            seat.name + "@127.0.0.1"_L1,
            u"-kernel"_s,
            u"inet_dist_use_interface"_s,
            u"{127,0,0,1}"_s,
            u"net_ticktime"_s,
            ticks,
            u"-eval"_s,
            join + u" file:write_file(\"%1\", <<\"ok\">>)."_s.arg(seatFile())};
}

bool EjabberdServer::isReady()
{
    // A node that joins starts a second time on the way.
    if (!options().cluster.name.isEmpty() && !QFile::exists(seatFile()))
        return false;
    // The API answers only when the application with all of its modules is up.
    return QJsonDocument::fromJson(api(u"registered_users"_s, {{"host"_L1, domain()}})).isArray() &&
           http("GET /xmpp-websocket HTTP/1.0\r\n\r\n").startsWith("HTTP/");
}

bool EjabberdServer::furnish(bool first)
{
    if (!first || !options().cluster.joins.isEmpty())
        return true;
    const QStringList users = options().users;
    for (const QString &user : users) {
        if (!registerUser(user, passwordOf(user)))
            return false;
    }
    for (const SharedGroup &group : options().sharedGroups) {
        const QString id = group.name.toLower().replace(u' ', u'-');
        const QString host = domain();
        if (api(u"srg_create"_s, {{"group"_L1, id},
                                  {"host"_L1, host},
                                  {"label"_L1, group.name},
                                  {"description"_L1, QString()},
                                  {"display"_L1, QJsonArray{id}}})
                .isNull())
            return fail("cannot make the group "_L1 + group.name);
        for (const SharedGroup::Member &member : group.members) {
            // It names the contact by the full name of the vCard.
            api(u"set_vcard"_s, {{"user"_L1, member.user},
                                 {"host"_L1, host},
                                 {"name"_L1, u"FN"_s},
                                 {"content"_L1, member.displayName}});
            if (api(u"srg_user_add"_s,
                    {{"user"_L1, member.user}, {"host"_L1, host}, {"group"_L1, id}, {"grouphost"_L1, host}})
                    .isNull())
                return fail("cannot add to the group: "_L1 + member.user);
        }
    }
    return true;
}

bool EjabberdServer::registerUser(const QString &user, const QString &password)
{
    const QByteArray answer =
        api(u"register"_s, {{"user"_L1, user}, {"host"_L1, domain()}, {"password"_L1, password}});
    return answer.isNull() ? fail("cannot register "_L1 + user) : true;
}

QByteArray EjabberdServer::api(const QString &command, const QJsonObject &arguments)
{
    const QByteArray body = QJsonDocument(arguments).toJson(QJsonDocument::Compact);
    const QByteArray answer = http("POST /api/" + command.toLatin1() +
                                   " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                   "Content-Type: application/json\r\nContent-Length: " +
                                   QByteArray::number(body.size()) + "\r\n\r\n" + body);
    const qsizetype end = answer.indexOf("\r\n\r\n");
    if (!answer.startsWith("HTTP/1.1 200") || end < 0)
        return {};
    return answer.mid(end + 4);
}

} // namespace roost
