// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/network_valve.h"

#include "xmpp/websocket_transport.h"
#include "xmpp/xml_element.h"

#include <QQueue>
#include <QTimer>

#include <limits>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// More unanswered requests than this are not remembered.
constexpr qsizetype mostRequests = 4096;

} // namespace

/// A transport that asks the valve about each frame.
class NetworkValve::ValveTransport final : public Transport
{
public:
    ValveTransport(NetworkValve &valve, std::unique_ptr<Transport> inner)
        : m_valve(valve)
        , m_inner(std::move(inner))
    {
        m_valve.m_transports.append(this);
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] { deliver(); });
        connect(m_inner.get(), &Transport::opened, this, [this] {
            Q_EMIT m_valve.opened();
            Q_EMIT opened();
        });
        connect(m_inner.get(), &Transport::frameReceived, this,
                [this](const QByteArray &frame) { hold(true, frame); });
        connect(m_inner.get(), &Transport::closed, this, [this](const Error &error) { finish(error); });
    }
    ~ValveTransport() override
    {
        drop();
        m_valve.m_transports.removeOne(this);
    }

    void open(const QUrl &url) override
    {
        m_isRunning = true;
        if (!m_valve.m_isOffline) {
            m_inner->setPeerName(peerName());
            m_inner->open(url);
            return;
        }
        // Not from within open(): the caller expects the answer later.
        QMetaObject::invokeMethod(
            this,
            [this] {
                finish(Error{ErrorKind::NetworkUnreachable, u"the script says offline"_s});
            },
            Qt::QueuedConnection);
    }
    void sendFrame(const QByteArray &frame) override { hold(false, frame); }
    void close() override
    {
        drop();
        m_inner->close();
    }
    void abort() override
    {
        drop();
        m_inner->abort();
    }
    [[nodiscard]] bool isOpen() const override { return m_inner->isOpen(); }
    [[nodiscard]] bool isEncrypted() const override { return m_inner->isEncrypted(); }

    /// Behaves as if the network had failed.
    void cut()
    {
        if (!m_isRunning)
            return;
        m_isCut = true;
        m_inner->abort();
        m_isCut = false;
        finish(Error{ErrorKind::NetworkUnreachable, u"the script cut it"_s});
    }

private:
    struct Held
    {
        bool isIncoming;
        QByteArray frame;
        qint64 dueMs;
    };

    void hold(bool isIncoming, const QByteArray &frame)
    {
        if (m_valve.m_latency.count() <= 0 && m_held.isEmpty()) {
            forward(isIncoming, frame);
            return;
        }
        m_held.enqueue({isIncoming, frame, m_clock.elapsed() + m_valve.m_latency.count()});
        ++m_valve.m_heldFrames;
        if (!m_timer.isActive())
            m_timer.start(int(m_valve.m_latency.count()));
    }
    void deliver()
    {
        while (!m_held.isEmpty() && m_held.head().dueMs <= m_clock.elapsed()) {
            const Held next = m_held.dequeue();
            --m_valve.m_heldFrames;
            forward(next.isIncoming, next.frame);
        }
        if (!m_held.isEmpty())
            m_timer.start(int(std::max<qint64>(0, m_held.head().dueMs - m_clock.elapsed())));
    }
    void forward(bool isIncoming, const QByteArray &frame)
    {
        if (!m_valve.pass(isIncoming, frame)) {
            cut();
            return;
        }
        if (isIncoming)
            Q_EMIT frameReceived(frame);
        else
            m_inner->sendFrame(frame);
    }
    void drop()
    {
        m_valve.m_heldFrames -= int(m_held.size());
        m_held.clear();
        m_timer.stop();
    }
    void finish(const Error &error)
    {
        if (m_isCut || !m_isRunning)
            return;
        m_isRunning = false;
        drop();
        m_valve.m_requests.clear();
        Q_EMIT m_valve.closed(error.detail);
        Q_EMIT closed(error);
    }

    NetworkValve &m_valve;
    std::unique_ptr<Transport> m_inner;
    QQueue<Held> m_held;
    QTimer m_timer;
    bool m_isRunning = false; ///< From open() to closed().
    bool m_isCut = false;     ///< cut() says closed() itself.
    QElapsedTimer m_clock = [] {
        QElapsedTimer clock;
        clock.start();
        return clock;
    }();
};

NetworkValve::NetworkValve(MakeTransport makeInner, QObject *parent)
    : QObject(parent)
    , m_makeInner(std::move(makeInner))
{
}

NetworkValve::~NetworkValve() = default;

NetworkValve::MakeTransport NetworkValve::webSockets(Clock &clock, const QStringList &caCertificateFiles)
{
    return [&clock, caCertificateFiles] {
        auto transport = std::make_unique<WebSocketTransport>(clock);
        transport->setCaCertificateFiles(caCertificateFiles);
        return transport;
    };
}

NetworkValve::MakeTransport NetworkValve::factory()
{
    return [this]() -> std::unique_ptr<Transport> {
        return std::make_unique<ValveTransport>(*this, m_makeInner());
    };
}

void NetworkValve::setOffline(bool offline)
{
    m_isOffline = offline;
    if (!offline)
        return;
    const QList<ValveTransport *> open = m_transports;
    for (ValveTransport *transport : open) {
        if (m_transports.contains(transport))
            transport->cut();
    }
}

qint64 NetworkValve::quietForMs() const
{
    return m_sinceFrame.isValid() ? m_sinceFrame.elapsed() : std::numeric_limits<qint64>::max();
}

bool NetworkValve::pass(bool isIncoming, const QByteArray &frame)
{
    if (m_framesLeft == 0) {
        m_framesLeft = -1;
        return false;
    }
    if (m_framesLeft > 0)
        --m_framesLeft;
    m_sinceFrame.start();
    noteRequest(isIncoming, frame);
    Q_EMIT framePassed(isIncoming, frame);
    return true;
}

void NetworkValve::noteRequest(bool isIncoming, const QByteArray &frame)
{
    if (!frame.startsWith("<iq"))
        return;
    const Result<XmlElement> iq = parseXml(frame);
    if (!iq)
        return;
    const QString id = iq->attribute(u"id");
    const QString type = iq->attribute(u"type");
    if (isIncoming && (type == "result"_L1 || type == "error"_L1))
        m_requests.remove(id);
    else if (!isIncoming && (type == "get"_L1 || type == "set"_L1) && m_requests.size() < mostRequests)
        m_requests.insert(id, iq->children().empty() ? QString() : iq->children().front().ns());
}

} // namespace roost
