// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "xmpp/transport.h"

#include <QElapsedTimer>
#include <QHash>
#include <QList>
#include <QStringList>

#include <functional>
#include <memory>

namespace roost {

/// Sits between the program and the network, so that a script can simulate faults: offline, slow, or cut at a
/// stanza. Its transports are ordinary WebSockets otherwise. Uses real time, not the script's clock. Main
/// thread.
class NetworkValve : public QObject
{
    Q_OBJECT

public:
    using MakeTransport = std::function<std::unique_ptr<Transport>()>;

    /// `makeInner` creates the real transport.
    explicit NetworkValve(MakeTransport makeInner, QObject *parent = nullptr);
    ~NetworkValve() override;

    /// WebSockets that trust the authorities in these files as well. `clock` outlives the transports.
    [[nodiscard]] static MakeTransport webSockets(Clock &clock, const QStringList &caCertificateFiles);
    /// For a client: every transport passes through here. The valve outlives them.
    [[nodiscard]] MakeTransport factory();

    /// Drops open connections and refuses new ones.
    void setOffline(bool offline);
    [[nodiscard]] bool isOffline() const { return m_isOffline; }
    /// Every frame takes that much longer, each way, in order.
    void setLatency(std::chrono::milliseconds latency) { m_latency = latency; }
    [[nodiscard]] std::chrono::milliseconds latency() const { return m_latency; }
    /// After that many more frames, of either direction, the connection is dropped, once. -1 = never.
    void cutAfter(int frames) { m_framesLeft = frames; }
    [[nodiscard]] int framesLeft() const { return m_framesLeft; }

    // State for callers that wait until the network is idle
    [[nodiscard]] int heldFrames() const { return m_heldFrames; }
    /// Milliseconds since the last frame; very many before the first.
    [[nodiscard]] qint64 quietForMs() const;
    /// Requests to the server without an answer yet, as namespaces.
    [[nodiscard]] QStringList openRequests() const { return m_requests.values(); }

Q_SIGNALS:
    /// One whole element passed; `isIncoming`: from the server.
    void framePassed(bool isIncoming, const QByteArray &frame);
    void opened();
    void closed(const QString &why);

private:
    class ValveTransport;
    /// Counts it; false: the connection was cut instead.
    [[nodiscard]] bool pass(bool isIncoming, const QByteArray &frame);
    void noteRequest(bool isIncoming, const QByteArray &frame);

    MakeTransport m_makeInner;
    QList<ValveTransport *> m_transports;
    bool m_isOffline = false;
    std::chrono::milliseconds m_latency{0};
    int m_framesLeft = -1;
    int m_heldFrames = 0;
    QElapsedTimer m_sinceFrame;
    QHash<QString, QString> m_requests; ///< Id of an IQ that was sent -> namespace of its payload.
};

} // namespace roost
