// SPDX-License-Identifier: GPL-3.0-or-later
// Coming back after the connection was lost: how often the client has to wait for the server, from the open
// WebSocket to the resumed session. A count, so the same on every machine; tests/integration/test_sasl2
// counts it with a real server.
#include "bench/bench.h"
#include "bench/bench_session.h"

#include "xmpp/extensions/registry.h"
#include "xmpp/xml_element.h"
#include "xmpp/xmpp_client.h"

#include <QMessageAuthenticationCode>

using namespace Qt::StringLiterals;

namespace roost::bench {

namespace {

/// The server's side of XEP-0388, 0386, 0484 and 0198, without a network. What the client says before it
/// hears anything is one flight; all answers to a flight come together.
class ResumingServer final : public Transport
{
public:
    /// Counters of all connections.
    struct Count
    {
        int roundTrips = 0;
    };
    explicit ResumingServer(Count &count) : m_count(count) {}

    void open(const QUrl &) override
    {
        m_isOpen = true;
        QMetaObject::invokeMethod(this, &Transport::opened, Qt::QueuedConnection);
    }
    void close() override { lose({}); }
    void abort() override { m_isOpen = false; }
    [[nodiscard]] bool isOpen() const override { return m_isOpen; }
    [[nodiscard]] bool isEncrypted() const override { return true; }

    void lose(const Error &error)
    {
        if (std::exchange(m_isOpen, false))
            Q_EMIT closed(error);
    }

    void sendFrame(const QByteArray &frame) override
    {
        const auto element = parseXml(frame);
        if (!element)
            qFatal("the client sent %s", frame.constData());
        if (element->name() == "open"_L1)
            m_answers << "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='example.net' id='s' "
                         "version='1.0'/>"
                      << features;
        else if (element->name() == "authenticate"_L1)
            signIn(*element);
        if (!std::exchange(m_isAnswering, true))
            QMetaObject::invokeMethod(
                this, [this] { answer(); }, Qt::QueuedConnection);
    }

private:
    static inline const QByteArray token = "one-of-many";
    static inline const QByteArray features =
        "<stream:features xmlns:stream='http://etherx.jabber.org/streams'>"
        "<authentication xmlns='urn:xmpp:sasl:2'><mechanism>PLAIN</mechanism><inline>"
        "<bind xmlns='urn:xmpp:bind:0'><inline><feature var='urn:xmpp:sm:3'/></inline></bind>"
        "<sm xmlns='urn:xmpp:sm:3'/><fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-NONE</mechanism>"
        "</fast></inline></authentication></stream:features>";

    void signIn(const XmlElement &request)
    {
        QByteArray success = "<success xmlns='urn:xmpp:sasl:2'>";
        if (request.attribute(u"mechanism") == "HT-SHA-256-NONE"_L1)
            success +=
                "<additional-data>" +
                QMessageAuthenticationCode::hash("Responder", token, QCryptographicHash::Sha256).toBase64() +
                "</additional-data>";
        success += "<authorization-identifier>me@example.net/desk</authorization-identifier>";
        if (request.child(u"resume", u"urn:xmpp:sm:3") != nullptr)
            m_answers << success + "<resumed xmlns='urn:xmpp:sm:3' h='0' previd='sm'/></success>";
        else
            m_answers << success +
                             "<bound xmlns='urn:xmpp:bind:0'><enabled xmlns='urn:xmpp:sm:3' id='sm' "
                             "resume='true' max='60'/></bound><token xmlns='urn:xmpp:fast:0' token='" +
                             token + "' expiry='2100-01-01T00:00:00Z'/></success>"
                      << "<stream:features xmlns:stream='http://etherx.jabber.org/streams'>"
                         "<sm xmlns='urn:xmpp:sm:3'/></stream:features>";
    }

    void answer()
    {
        m_isAnswering = false;
        if (!m_isOpen || m_answers.isEmpty())
            return;
        ++m_count.roundTrips;
        for (const QByteArray &frame : std::exchange(m_answers, {}))
            Q_EMIT frameReceived(frame);
    }

    Count &m_count;
    QByteArrayList m_answers;
    bool m_isOpen = false;
    bool m_isAnswering = false;
};

} // namespace

void reconnecting(const Report &report)
{
    SystemClock clock;
    RandomIdSource ids;
    ResumingServer::Count count;
    QPointer<ResumingServer> server;
    XmppClient client(clock, ids, [&] {
        auto made = std::make_unique<ResumingServer>(count);
        server = made.get();
        return made;
    });
    addExtensions(client, {});
    std::optional<bool> resumed;
    QObject::connect(&client, &XmppClient::sessionStarted, &client,
                     [&resumed](bool isResumed) { resumed = isResumed; });
    StreamConfig config;
    config.account = Jid::fromWire(u"me@example.net"_s);
    config.password = samplePassword;
    config.urls = {QUrl(u"wss://example.net/ws"_s)};
    config.software = u"Roost"_s;
    config.userAgentId = u"d4565fa7-4d72-4749-b3d3-740edbf87770"_s;
    client.configure(config);
    client.connectToServer();
    BenchSession::waitUntil([&] { return resumed.has_value(); });
    resumed.reset();
    server->lose({ErrorKind::NetworkUnreachable, {}});
    const int before = count.roundTrips;
    client.reconnectNow();
    BenchSession::waitUntil([&] { return resumed.has_value(); });
    if (!*resumed)
        qFatal("the session has not been resumed");
    report({u"coming back: round trips after the WebSocket"_s,
            u"trips"_s,
            double(count.roundTrips - before),
            {},
            1});
}

} // namespace roost::bench
