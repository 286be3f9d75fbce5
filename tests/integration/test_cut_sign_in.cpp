// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts (or stalls) the connection after every byte that the server sends during a sign-in: the client always
// recovers by itself. ROOST_CUT_STRIDE=1 tests every byte; by default each run tests every byte of the
// quickest case (Prosody, fresh) and every eleventh of the others (every 33rd with ejabberd, whose password
// check is slow), with another offset in each run.
#include "support/cutting_proxy.h"
#include "support/server_fixture.h"
#include "xmpp/extensions/xep0280_carbons.h"
#include "xmpp/namespaces.h"
#include "xmpp/xmpp_client.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>
#include <QTimer>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace roost;

Q_DECLARE_METATYPE(roost::ServerKind)

namespace {

/// Below the client's own patience (half a minute for each step), so a hang is seen as one. ejabberd may
/// think for 15 s when the session that is to be resumed was about to write to the socket that was cut.
constexpr int patience = 25'000;

/// Time passes a hundred times faster for the client, so that its patience ends soon.
class HastyClock final : public Clock
{
public:
    static constexpr int haste = 100;

    qint64 nowMs() const override { return m_real.nowMs(); }
    qint64 monotonicMs() const override { return m_real.monotonicMs() * (m_isHasty ? haste : 1); }
    void after(std::chrono::milliseconds delay, QObject *context, std::function<void()> action) override
    {
        m_real.after(delay / (m_isHasty ? haste : 1), context, std::move(action));
    }
    void setHasty(bool hasty) { m_isHasty = hasty; }

private:
    SystemClock m_real;
    bool m_isHasty = false;
};

enum class Start : quint8 { Fresh, Resuming };

/// One installation, which tries again at once instead of after a while.
class Device : public QObject
{
public:
    Device(const TestServer &server, const QUrl &url) : client(clock, ids)
    {
        client.addExtension(std::make_unique<Xep0280Carbons>(client));
        StreamConfig config;
        config.account = Jid::fromWire(server.address(u"alice"_s));
        config.password = TestServer::passwordOf(u"alice"_s);
        config.urls = {url};
        config.software = u"Roost"_s;
        config.userAgentId = QUuid::createUuid().toString(QUuid::WithoutBraces);
        client.configure(config);
        connect(&client, &XmppClient::sessionStarted, this, [this] { ++sessions; });
        connect(&client, &XmppClient::failed, this, [this](const Error &error, bool willRetry) {
            if (!willRetry)
                final = error.detail.isEmpty() ? u"stopped"_s : error.detail;
            else
                QMetaObject::invokeMethod(&client, &XmppClient::reconnectNow, Qt::QueuedConnection);
        });
    }

    /// Runs the event loop until then; looks after every event, as there are many short waits.
    [[nodiscard]] bool waitFor(const std::function<bool()> &condition)
    {
        const QDeadlineTimer deadline(patience);
        QTimer wake;
        wake.start(100);
        while (final.isNull() && !condition()) {
            if (deadline.hasExpired())
                return false;
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        return final.isNull();
    }
    [[nodiscard]] bool goOnline()
    {
        client.connectToServer();
        return comesOnline();
    }
    [[nodiscard]] bool comesOnline()
    {
        return waitFor([this] { return client.isOnline(); });
    }
    /// Says goodbye, and does not wait until that is answered (100 ms with ejabberd): the next
    /// connectToServer() need not either.
    [[nodiscard]] bool leave(const CuttingProxy &proxy)
    {
        const qint64 before = proxy.bytesFromClient();
        client.disconnectFromServer();
        return waitFor(
            [&] { return client.state() == StreamState::Offline || proxy.bytesFromClient() > before; });
    }
    /// The server answers: what came out of it all is a session.
    [[nodiscard]] bool isAlive()
    {
        for (int attempt = 0; attempt < 3; ++attempt) {
            QFuture<Result<XmlElement>> pong = client.request(
                makeIq(u"get"_s, client.config().account.bare(), XmlElement(u"ping"_s, ns::ping)));
            if (!waitFor([&] { return pong.isFinished(); }))
                return false;
            if (pong.result() || pong.result().error().kind == ErrorKind::ServiceUnavailable)
                return true;
            if (!comesOnline())
                return false;
        }
        return false;
    }

    HastyClock clock;
    RandomIdSource ids;
    int sessions = 0;
    QString final; ///< The client gave up, and why.
    XmppClient client;
};

} // namespace

class TestCutSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void comesBackFromACut_data();
    void comesBackFromACut();
    void comesBackFromSilence_data();
    void comesBackFromSilence();

private:
    void addRows();
    /// Number of bytes between two cuts.
    [[nodiscard]] int stepFor(const QString &server, bool isResuming) const;
    [[nodiscard]] qint64 measure(CuttingProxy &proxy, Device &device, Start start);
    void begin(CuttingProxy &proxy, Device &device, Start start);
    [[nodiscard]] QString describe(const Device &device, qint64 byte) const;

    std::map<QString, std::unique_ptr<TestServer>> m_servers;
    int m_stride = 11;
    bool m_isStrideGiven = false;
    int m_offset = 0;
};

void TestCutSignIn::initTestCase()
{
    if (qEnvironmentVariableIsSet("ROOST_CUT_STRIDE"))
        m_stride = std::max(1, qEnvironmentVariableIntValue("ROOST_CUT_STRIDE"));
    m_isStrideGiven = qEnvironmentVariableIsSet("ROOST_CUT_STRIDE");
    m_offset = qEnvironmentVariableIsSet("ROOST_CUT_OFFSET")
                   ? qEnvironmentVariableIntValue("ROOST_CUT_OFFSET") % m_stride
                   : QRandomGenerator::system()->bounded(m_stride);
    qInfo() << "every" << m_stride << "bytes from" << m_offset;
    ServerOptions options;
    options.resumeSeconds = 20;
    m_servers[u"prosody"_s] = TestServer::create(ServerKind::Prosody, options);
    m_servers[u"ejabberd"_s] = TestServer::create(ServerKind::Ejabberd, options);
    options.sasl2 = true;
    m_servers[u"prosody with SASL2"_s] = TestServer::create(ServerKind::Prosody, options);
    for (const auto &[name, server] : m_servers)
        QVERIFY2(server->start(), qPrintable(server->errorText()));
}

void TestCutSignIn::addRows()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<bool>("isResuming");
    for (const QString &server : {u"prosody"_s, u"prosody with SASL2"_s, u"ejabberd"_s}) {
        for (const bool resuming : {false, true})
            QTest::addRow("%s, %s", qPrintable(server), resuming ? "resuming" : "fresh")
                << server << resuming;
    }
}

/// The device, online when it is to resume and offline when not, sets out for a session.
void TestCutSignIn::begin(CuttingProxy &proxy, Device &device, Start start)
{
    if (start == Start::Resuming)
        proxy.cutAll();
    else
        device.client.connectToServer();
}

/// Bytes that the server sends until the session is up.
qint64 TestCutSignIn::measure(CuttingProxy &proxy, Device &device, Start start)
{
    const int sessions = device.sessions;
    const qint64 before = proxy.bytesFromServer();
    begin(proxy, device, start);
    if (!device.waitFor([&] { return device.sessions > sessions; }))
        return 0;
    const qint64 bytes = proxy.bytesFromServer() - before;
    return device.isAlive() ? bytes : 0;
}

QString TestCutSignIn::describe(const Device &device, qint64 byte) const
{
    return u"byte %1: state %2, %3"_s.arg(byte).arg(int(device.client.state())).arg(device.final);
}

int TestCutSignIn::stepFor(const QString &server, bool isResuming) const
{
    if (m_isStrideGiven)
        return m_stride;
    if (server == u"ejabberd")
        return 3 * m_stride;
    return server == u"prosody" && !isResuming ? 1 : m_stride;
}

void TestCutSignIn::comesBackFromACut_data() { addRows(); }

void TestCutSignIn::comesBackFromACut()
{
    QFETCH(const QString, server);
    QFETCH(const bool, isResuming);
    const Start start = isResuming ? Start::Resuming : Start::Fresh;
    TestServer &target = *m_servers.at(server);
    CuttingProxy proxy(target.httpPort());
    Device device(target, proxy.through(target.wsUrl()));
    int cuts = 0;
    connect(&proxy, &CuttingProxy::limitReached, this, [&cuts] { ++cuts; });
    QVERIFY(device.goOnline()); // Once for nothing: the keys are known afterwards.
    if (!isResuming)
        QVERIFY(device.leave(proxy));
    const qint64 bytes = measure(proxy, device, start);
    QVERIFY(bytes > 0);
    const int step = stepFor(server, isResuming);
    QElapsedTimer timer;
    timer.start();
    qint64 slowest = 0;
    int rounds = 0;
    for (qint64 byte = m_offset % step; byte < bytes; byte += step, ++rounds) {
        if (!isResuming)
            QVERIFY2(device.leave(proxy), qPrintable(describe(device, byte)));
        const qint64 began = timer.elapsed();
        const int before = cuts;
        proxy.cutAfterBytesFromServer(byte);
        begin(proxy, device, start);
        // Fresh or resumed, in the end it is online, the cut is behind it, and the server answers.
        QVERIFY2(device.comesOnline() && device.isAlive(), qPrintable(describe(device, byte)));
        if (cuts == before) // It came to an answer with fewer bytes than measured.
            proxy.cutAfterBytesFromServer(-1);
        slowest = std::max(slowest, timer.elapsed() - began);
    }
    qInfo().noquote()
        << u"%1 cuts in %2 bytes, slowest way back %3 ms, all %4 s"_s.arg(rounds).arg(bytes).arg(slowest).arg(
               double(timer.elapsed()) / 1000, 0, 'f', 1);
    QVERIFY(cuts > rounds / 2);
    QVERIFY(device.leave(proxy));
}

void TestCutSignIn::comesBackFromSilence_data() { addRows(); }

void TestCutSignIn::comesBackFromSilence()
{
    QFETCH(const QString, server);
    QFETCH(const bool, isResuming);
    const Start start = isResuming ? Start::Resuming : Start::Fresh;
    TestServer &target = *m_servers.at(server);
    CuttingProxy proxy(target.httpPort());
    Device device(target, proxy.through(target.wsUrl()));
    QVERIFY(device.goOnline());
    if (!isResuming)
        QVERIFY(device.leave(proxy));
    const qint64 bytes = measure(proxy, device, start);
    QVERIFY(bytes > 0);
    // Each of these waits until the client's patience ends, so there are few of them.
    for (qint64 i = 0; i < 3; ++i) {
        const qint64 byte = (bytes * i + m_offset * bytes / m_stride) / 3;
        if (!isResuming)
            QVERIFY2(device.leave(proxy), qPrintable(describe(device, byte)));
        const int sessions = device.sessions;
        proxy.stallAfterBytesFromServer(byte);
        device.clock.setHasty(true);
        begin(proxy, device, start);
        QVERIFY2(device.waitFor([&] { return proxy.isStalled(); }), qPrintable(describe(device, byte)));
        // It notices by itself, gives the socket up and asks for another.
        const int connections = proxy.totalConnections();
        QVERIFY2(device.waitFor(
                     [&] { return proxy.totalConnections() > connections || device.sessions > sessions; }),
                 qPrintable(describe(device, byte)));
        device.clock.setHasty(false);
        proxy.cutAll();
        proxy.resume();
        QVERIFY2(device.comesOnline() && device.isAlive(), qPrintable(describe(device, byte)));
    }
    QVERIFY(device.leave(proxy));
}

QTEST_GUILESS_MAIN(TestCutSignIn)
#include "test_cut_sign_in.moc"
