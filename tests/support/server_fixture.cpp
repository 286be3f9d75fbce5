// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_fixture.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>

#include <sys/prctl.h>

#include <csignal>

using namespace Qt::StringLiterals;

namespace roost {

SharedGroup ServerOptions::companyDirectory(int people)
{
    SharedGroup group{u"Company directory"_s,
                      {{u"alice"_s, u"Alice of Sales"_s}, {u"bob"_s, u"Bob of Support"_s}}};
    for (int i = 1; i <= people; ++i) {
        const QString number = QString::number(i).rightJustified(2, u'0');
        group.members.append({"person"_L1 + number, "Person Number "_L1 + number});
    }
    return group;
}

std::unique_ptr<TestServer> TestServer::create(ServerKind kind, ServerOptions options)
{
    if (kind == ServerKind::Prosody)
        return std::make_unique<ProsodyServer>(std::move(options));
    return std::make_unique<EjabberdServer>(std::move(options));
}

TestServer::TestServer(ServerOptions options) : m_options(std::move(options))
{
    for (const SharedGroup &group : std::as_const(m_options.sharedGroups)) {
        for (const SharedGroup::Member &member : group.members) {
            if (!m_options.users.contains(member.user))
                m_options.users.append(member.user);
        }
    }
    const QString certs = folder() + "/certs"_L1;
    QDir().mkpath(certs);
    m_certificates = std::make_unique<TestCertificates>(certs);
    m_certificate =
        m_certificates->make(m_options.certificate, {u"localhost"_s, u"127.0.0.1"_s, m_options.domain});
}

TestServer::~TestServer() { stop(); }

QString TestServer::passwordOf(const QString &user) { return "pw-"_L1 + user; }

QUrl TestServer::wsUrl() const { return QUrl(u"ws://127.0.0.1:%1/xmpp-websocket"_s.arg(m_httpPort)); }

QUrl TestServer::wssUrl() const { return QUrl(u"wss://localhost:%1/xmpp-websocket"_s.arg(m_httpsPort)); }

QString TestServer::caCertificateFile() const { return m_certificates->authorityFile(); }

bool TestServer::fail(const QString &why)
{
    m_error = name() + ": "_L1 + why + u'\n' + logTail();
    return false;
}

QString TestServer::logTail(int lines) const
{
    QFile file(folder() + "/server.log"_L1);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList all = QString::fromUtf8(file.readAll()).split(u'\n');
    return all.mid(std::max<qsizetype>(0, all.size() - lines)).join(u'\n');
}

bool TestServer::chooseFreePorts()
{
    // All are held at once so that the system gives different ones.
    QTcpServer http;
    QTcpServer https;
    QTcpServer c2s;
    QTcpServer component;
    for (QTcpServer *server : {&http, &https, &c2s, &component}) {
        if (!server->listen(QHostAddress::LocalHost))
            return fail(u"no free port"_s);
    }
    m_httpPort = http.serverPort();
    m_httpsPort = https.serverPort();
    m_c2sPort = c2s.serverPort();
    m_componentPort = component.serverPort();
    return true;
}

bool TestServer::start()
{
    if (!m_certificates->isValid())
        return fail(m_certificates->errorText());
    // Another process may take a port between the check and the server's bind: retry with other ports.
    for (int attempt = 0; attempt < 3; ++attempt) {
        if (m_httpPort == 0 && !chooseFreePorts())
            return false;
        if (startOnce()) {
            const bool first = !m_furnished;
            m_furnished = true;
            return furnish(first);
        }
        kill();
        if (m_furnished)
            return false;
        m_httpPort = 0;
    }
    return false;
}

bool TestServer::startOnce()
{
    if (!prepare())
        return false;
    m_process = std::make_unique<QProcess>();
    m_process->setWorkingDirectory(folder());
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setStandardOutputFile(folder() + "/console.log"_L1);
    // It must not outlive a test that crashes.
    m_process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    launch(*m_process);
    if (!m_process->waitForStarted())
        return fail("cannot start "_L1 + m_process->program() + ": "_L1 + m_process->errorString());
    const QDeadlineTimer deadline(180'000); // A busy machine takes more than a minute for two ejabberd nodes.
    while (!isReady()) {
        // The pause between two attempts ends at once when the server does.
        if (m_process->waitForFinished(20) || m_process->state() != QProcess::Running) {
            QFile console(folder() + "/console.log"_L1);
            const bool open = console.open(QIODevice::ReadOnly);
            return fail("ended while starting\n"_L1 +
                        (open ? QString::fromUtf8(console.readAll()) : QString()));
        }
        if (deadline.hasExpired())
            return fail(u"not ready after three minutes"_s);
    }
    return true;
}

void TestServer::stop()
{
    if (isRunning()) {
        m_process->terminate();
        if (!m_process->waitForFinished(10'000))
            kill();
    }
    m_process.reset();
}

void TestServer::kill()
{
    if (isRunning()) {
        m_process->kill();
        m_process->waitForFinished();
    }
    m_process.reset();
}

bool TestServer::restart()
{
    stop();
    return start();
}

bool TestServer::furnish(bool) { return true; }

bool TestServer::fillTemplate(const QString &templateName, const QString &target,
                              QHash<QString, QString> values)
{
    QFile source(QStringLiteral(ROOST_SERVER_TEMPLATES "/") + templateName);
    if (!source.open(QIODevice::ReadOnly))
        return fail("cannot read "_L1 + source.fileName());
    QString text = QString::fromUtf8(source.readAll());
    values.insert({{u"DIR"_s, folder()},
                   {u"DOMAIN"_s, m_options.domain},
                   {u"HTTP_PORT"_s, QString::number(m_httpPort)},
                   {u"HTTPS_PORT"_s, QString::number(m_httpsPort)},
                   {u"C2S_PORT"_s, QString::number(m_c2sPort)},
                   {u"COMPONENT_PORT"_s, QString::number(m_componentPort)},
                   {u"CERTIFICATE"_s, m_certificate.certificate},
                   {u"KEY"_s, m_certificate.key},
                   {u"BOTH"_s, m_certificate.both},
                   {u"RESUME_SECONDS"_s, QString::number(m_options.resumeSeconds)}});
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        text.replace(u'@' + it.key() + u'@', it.value());
    QFile file(target);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
        return fail("cannot write "_L1 + target);
    return true;
}

QByteArray TestServer::http(const QByteArray &request) const
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_httpPort);
    if (!socket.waitForConnected(2000))
        return {};
    socket.write(request);
    QByteArray answer;
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(10'000))
        answer += socket.readAll();
    return answer + socket.readAll();
}

} // namespace roost
