// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/foreign_peer.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

#include <sys/prctl.h>

#include <csignal>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

/// The interpreter that sees the distribution's packages, not one that comes first in PATH.
const QString python = u"/usr/bin/python3"_s;

QString npmFolder() { return qEnvironmentVariable("ROOST_NPM_FOLDER", QStringLiteral(ROOST_NPM_FOLDER)); }

QString script(const QString &name) { return QStringLiteral(ROOST_PEERS "/") + name; }

} // namespace

ForeignPeer::ForeignPeer(Kind kind, QObject *parent) : QObject(parent), m_kind(kind)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &ForeignPeer::readEvents);
}

ForeignPeer::~ForeignPeer()
{
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.closeWriteChannel(); // it says goodbye
    if (!m_process.waitForFinished(5000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

QString ForeignPeer::whyMissing(Kind kind)
{
    if (kind == Kind::Slixmpp) {
        static const bool found =
            QProcess::execute(python, {u"-c"_s, u"import importlib.util, sys\n"
                                                "sys.exit(importlib.util.find_spec('slixmpp') is None)"_s}) ==
            0;
        return found ? QString() : u"python3-slixmpp is not installed"_s;
    }
    if (QStandardPaths::findExecutable(u"node"_s).isEmpty())
        return u"nodejs is not installed"_s;
    if (!QFileInfo::exists(npmFolder() + "/node_modules/@xmpp/client"_L1))
        return script(u"install_npm_peers"_s) + " was not run"_L1;
    return {};
}

bool ForeignPeer::start()
{
    if (m_kind == Kind::Slixmpp)
        m_process.start(python, {u"-u"_s, script(u"slixmpp_peer.py"_s)});
    else
        m_process.start(u"node"_s, {script(u"xmpp_client_peer.mjs"_s), npmFolder()});
    if (m_process.waitForStarted() && !await(u"ready"_s, {}, 60'000).isEmpty())
        return true;
    m_error = m_process.program() + ": "_L1 + m_process.errorString();
    return false;
}

bool ForeignPeer::signIn(const TestServer &server, const QString &user, const QString &resource)
{
    if (!start())
        return false;
    command({{"do"_L1, u"connect"_s},
             {"jid"_L1, server.address(user)},
             {"password"_L1, TestServer::passwordOf(user)},
             {"resource"_L1, resource},
             {"host"_L1, u"127.0.0.1"_s},
             {"port"_L1, server.c2sPort()},
             {"url"_L1, server.wsUrl().toString()}});
    m_jid = await(u"online"_s, {}, 30'000).value("jid"_L1).toString();
    if (!m_jid.isEmpty())
        return true;
    if (m_error.isEmpty())
        m_error = user + " is not online after 30 s\n"_L1 + server.logTail();
    return false;
}

bool ForeignPeer::comeOnline(const TestServer &server, const QString &user, const QString &resource,
                             int priority)
{
    if (!signIn(server, user, resource))
        return false;
    askRoster();
    setPresence({}, {}, priority);
    // The server sends everyone's presence to themselves too: now it counts as available.
    const bool available =
        !await(u"presence"_s, [this](const QJsonObject &e) { return e.value("from"_L1) == m_jid; }).isEmpty();
    const bool hasRoster = !await(u"roster"_s).isEmpty();
    return available && hasRoster;
}

bool ForeignPeer::becomeComponent(const TestServer &server, const QString &domain)
{
    if (!start())
        return false;
    command({{"do"_L1, u"component"_s},
             {"jid"_L1, domain},
             {"password"_L1, TestServer::componentPassword()},
             {"host"_L1, u"127.0.0.1"_s},
             {"port"_L1, server.componentPort()}});
    m_jid = await(u"online"_s, {}, 30'000).value("jid"_L1).toString();
    return !m_jid.isEmpty();
}

void ForeignPeer::quit()
{
    command({{"do"_L1, u"quit"_s}});
    if (await(u"closed"_s).isEmpty() || !m_process.waitForFinished(5000))
        m_process.kill();
    m_process.waitForFinished();
}

void ForeignPeer::setPresence(const QString &show, const QString &status, int priority)
{
    command({{"do"_L1, u"presence"_s}, {"show"_L1, show}, {"status"_L1, status}, {"priority"_L1, priority}});
}

void ForeignPeer::sendPresence(const QString &to, const QString &type, const QString &status)
{
    command({{"do"_L1, u"presence"_s}, {"to"_L1, to}, {"type"_L1, type}, {"status"_L1, status}});
}

QString ForeignPeer::sendMessage(const QString &to, const QString &body, const QString &type)
{
    const QString id = u"%1-%2-%3"_s.arg(m_jid.section(u'/', 1), QString::number(m_process.processId()),
                                         QString::number(++m_messages));
    command({{"do"_L1, u"message"_s},
             {"to"_L1, to},
             {"body"_L1, body},
             {"type"_L1, type},
             {"id"_L1, id},
             {"receipt"_L1, true}});
    return id;
}

void ForeignPeer::sendChatState(const QString &to, const QString &state)
{
    command({{"do"_L1, u"chatState"_s}, {"to"_L1, to}, {"state"_L1, state}});
}

QString ForeignPeer::sendMarkable(const QString &to, const QString &body)
{
    const QString id =
        u"markable-%1-%2"_s.arg(QString::number(m_process.processId()), QString::number(++m_messages));
    command(
        {{"do"_L1, u"message"_s}, {"to"_L1, to}, {"body"_L1, body}, {"id"_L1, id}, {"markable"_L1, true}});
    return id;
}

void ForeignPeer::sendDisplayed(const QString &to, const QString &id)
{
    command({{"do"_L1, u"displayed"_s}, {"to"_L1, to}, {"id"_L1, id}});
}

void ForeignPeer::setAnswersReceipts(bool on) { command({{"do"_L1, u"answerReceipts"_s}, {"on"_L1, on}}); }

void ForeignPeer::setRosterItem(const QString &jid, const QString &name, const QStringList &labels)
{
    command({{"do"_L1, u"rosterSet"_s},
             {"jid"_L1, jid},
             {"name"_L1, name},
             {"labels"_L1, QJsonArray::fromStringList(labels)}});
}

void ForeignPeer::askRoster() { command({{"do"_L1, u"roster"_s}}); }

void ForeignPeer::enableCarbons() { command({{"do"_L1, u"carbons"_s}}); }

void ForeignPeer::sendRaw(const QString &xml) { command({{"do"_L1, u"raw"_s}, {"xml"_L1, xml}}); }

int ForeignPeer::count(const QString &event, const Test &test) const
{
    return static_cast<int>(
        std::count_if(m_events.begin(), m_events.end(), [&event, &test](const QJsonObject &e) {
            return e.value("event"_L1) == event && (!test || test(e));
        }));
}

QJsonObject ForeignPeer::await(const QString &event, const Test &test, int timeoutMs)
{
    QJsonObject found;
    const auto look = [&] {
        for (const QJsonObject &e : std::as_const(m_events)) {
            if (e.value("event"_L1) == event && (!test || test(e))) {
                found = e;
                return true;
            }
        }
        return m_process.state() == QProcess::NotRunning || m_refused;
    };
    if (!QTest::qWaitFor(look, timeoutMs) || found.isEmpty())
        qWarning() << "no" << event << "among" << m_events;
    return found;
}

QJsonObject ForeignPeer::awaitMessage(const QString &body, const QString &carbon)
{
    return await(u"message"_s, [&body, &carbon](const QJsonObject &e) {
        return e.value("body"_L1) == body && e.value("carbon"_L1).toString() == carbon;
    });
}

void ForeignPeer::command(QJsonObject what)
{
    m_process.write(QJsonDocument(what).toJson(QJsonDocument::Compact) + '\n');
}

void ForeignPeer::readEvents()
{
    while (m_process.canReadLine()) {
        const QJsonObject event = QJsonDocument::fromJson(m_process.readLine()).object();
        const QString kind = event.value("event"_L1).toString();
        if (kind == "refused"_L1)
            m_refused = true;
        if (kind == "error"_L1 || kind == "refused"_L1) {
            m_error = event.value("text"_L1).toString();
            qWarning() << m_process.program() << m_error;
        }
        m_events.append(event);
        Q_EMIT eventReceived(event);
    }
}

} // namespace roost
