// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/test_certificates.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>

class QJsonObject;

namespace roost {

/// The two servers that Roost is tested on.
enum class ServerKind { Prosody, Ejabberd };

/// A shared roster group: each member has all other members as contacts, without subscription requests.
struct SharedGroup
{
    struct Member
    {
        QString user;        ///< Local part; an account is made for it.
        QString displayName; ///< The contact's name in everyone's roster.
    };
    QString name;
    QList<Member> members;
};

/// A seat in a cluster (ejabberd only): an Erlang node on loopback with a port mapper (epmd) of the test's
/// own.
struct ClusterSeat
{
    QString name;           ///< "a": the node is a@127.0.0.1. Empty = no cluster.
    quint16 mapperPort = 0; ///< Where the test's epmd listens.
    QByteArray cookie;      ///< The same for all of them.
    QString joins; ///< The node whose database this one takes over at its first start; empty = its own.
};

/// How a test wants its server.
struct ServerOptions
{
    QString domain = QStringLiteral("localhost");
    /// Accounts made before it starts; each has the password "pw-" + user.
    QStringList users{QStringLiteral("alice"), QStringLiteral("bob"), QStringLiteral("carol"),
                      QStringLiteral("dave")};
    CertificateKind certificate = CertificateKind::Good;
    QList<SharedGroup> sharedGroups;
    /// XEP-0198: how long a lost session can be resumed.
    int resumeSeconds = 60;
    /// Prosody only: SASL2 with all that can go inline (XEP-0388, 0386, 0198, 0484).
    bool sasl2 = false;
    /// XEP-0484: how long a token is good, and from which age on each sign-in brings a new one.
    int tokenSeconds = 86'400 * 21;
    int tokenRenewalSeconds = 86'400;
    ClusterSeat cluster;
    /// Domain of a XEP-0114 component that the test connects itself (to componentPort()), for instance as a
    /// foreign server that may speak for any of its users. Empty = none.
    QString component;

    /// "Company directory": alice, bob and person01 to personNN.
    static SharedGroup companyDirectory(int people);
};

/// A real XMPP server that belongs to the test: on loopback, on free ports, in a temporary folder, stopped
/// with the test. All calls block (a start: 0.5 s Prosody, 3 s ejabberd); none of them runs the event loop.
/// Main thread.
class TestServer
{
public:
    static std::unique_ptr<TestServer> create(ServerKind kind, ServerOptions options = {});
    virtual ~TestServer();

    TestServer(const TestServer &) = delete;
    TestServer &operator=(const TestServer &) = delete;

    /// Starts it and returns when it takes sign-ins. False: see errorText().
    [[nodiscard]] bool start();
    /// Ends it as an administrator does: clients see the stream closed.
    void stop();
    /// Ends it as a power cut does.
    void kill();
    /// stop() and start() on the same ports with the same data.
    [[nodiscard]] bool restart();
    [[nodiscard]] bool isRunning() const { return m_process && m_process->state() == QProcess::Running; }

    /// "prosody" or "ejabberd".
    [[nodiscard]] virtual QString name() const = 0;
    [[nodiscard]] QString domain() const { return m_options.domain; }
    /// user@domain
    [[nodiscard]] QString address(const QString &user) const { return user + u'@' + m_options.domain; }
    /// "pw-" + user, for the accounts of ServerOptions::users.
    [[nodiscard]] static QString passwordOf(const QString &user);
    /// ws://127.0.0.1:PORT/xmpp-websocket
    [[nodiscard]] QUrl wsUrl() const;
    /// wss://localhost:PORT/xmpp-websocket; the certificate is for localhost, 127.0.0.1 and the domain.
    [[nodiscard]] QUrl wssUrl() const;
    /// PEM of the authority to trust for wssUrl().
    [[nodiscard]] QString caCertificateFile() const;
    [[nodiscard]] quint16 httpPort() const { return m_httpPort; }
    [[nodiscard]] quint16 httpsPort() const { return m_httpsPort; }
    /// TCP on 127.0.0.1, for clients that know no WebSocket; STARTTLS is offered by Prosody only.
    [[nodiscard]] quint16 c2sPort() const { return m_c2sPort; }
    /// TCP on 127.0.0.1, for ServerOptions::component.
    [[nodiscard]] quint16 componentPort() const { return m_componentPort; }
    [[nodiscard]] static QString componentPassword() { return QStringLiteral("pw-component"); }

    /// Makes an account, running or not. False if it exists or could not be made.
    [[nodiscard]] virtual bool registerUser(const QString &user, const QString &password) = 0;

    /// Why the last call failed, with the end of the server's log.
    [[nodiscard]] QString errorText() const { return m_error; }
    /// The last lines that the server logged.
    [[nodiscard]] QString logTail(int lines = 60) const;
    /// The folder with all of its files.
    [[nodiscard]] QString folder() const { return m_folder.path(); }

protected:
    explicit TestServer(ServerOptions options);

    /// Writes configuration and accounts for the present ports.
    virtual bool prepare() = 0;
    virtual void launch(QProcess &process) = 0;
    /// True when it answers sign-ins; asked again and again until it does.
    virtual bool isReady() = 0;
    /// Set-up that needs the running server, called before start() returns; `first` is false after a restart.
    virtual bool furnish(bool first);

    [[nodiscard]] const ServerOptions &options() const { return m_options; }
    [[nodiscard]] const TestCertificates::Files &certificate() const { return m_certificate; }
    bool fillTemplate(const QString &templateName, const QString &target, QHash<QString, QString> values);
    bool fail(const QString &why);
    /// One HTTP exchange on the plain port. Returns the status line and the rest of the answer; empty if no
    /// server answers.
    [[nodiscard]] QByteArray http(const QByteArray &request) const;

private:
    bool chooseFreePorts();
    bool startOnce();

    ServerOptions m_options;
    QTemporaryDir m_folder;
    std::unique_ptr<TestCertificates> m_certificates;
    TestCertificates::Files m_certificate;
    std::unique_ptr<QProcess> m_process;
    QString m_error;
    bool m_furnished = false;
    quint16 m_httpPort = 0;
    quint16 m_httpsPort = 0;
    quint16 m_c2sPort = 0;
    quint16 m_componentPort = 0;
};

/// Prosody of the system's package.
class ProsodyServer final : public TestServer
{
public:
    explicit ProsodyServer(ServerOptions options = {});
    [[nodiscard]] QString name() const override { return QStringLiteral("prosody"); }
    [[nodiscard]] bool registerUser(const QString &user, const QString &password) override;

private:
    bool prepare() override;
    bool addTokenSettings();
    void launch(QProcess &process) override;
    bool isReady() override;
    [[nodiscard]] QString configurationFile() const { return folder() + QStringLiteral("/prosody.cfg.lua"); }
};

/// ejabberd of the system's package, started without its control script and without epmd.
class EjabberdServer final : public TestServer
{
public:
    explicit EjabberdServer(ServerOptions options = {});
    [[nodiscard]] QString name() const override { return QStringLiteral("ejabberd"); }
    [[nodiscard]] bool registerUser(const QString &user, const QString &password) override;
    /// One command of its HTTP API; the answer's body, null if it failed.
    QByteArray api(const QString &command, const QJsonObject &arguments);

private:
    bool prepare() override;
    void launch(QProcess &process) override;
    bool isReady() override;
    bool furnish(bool first) override;
    [[nodiscard]] QStringList clusterArguments();
    /// There when the node has taken its seat in the cluster.
    [[nodiscard]] QString seatFile() const { return folder() + QStringLiteral("/seated"); }

    bool m_hasJoined = false;
};

} // namespace roost
