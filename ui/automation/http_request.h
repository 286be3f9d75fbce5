// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <utility>

namespace roost {

/// One request as it came over the wire. A value.
struct HttpRequest
{
    QByteArray method;                                ///< Upper case: "GET".
    QByteArray target;                                ///< "/path?query", as sent.
    QList<std::pair<QByteArray, QByteArray>> headers; ///< Names in lower case, values trimmed.
    QByteArray body;
    bool keepsAlive = true;

    /// The value of the first header `name` (lower case); null when there is none.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    [[nodiscard]] bool hasHeader(QByteArrayView name) const;
};

/// Reads requests from a byte stream, strictly (RFC 9112): CRLF line ends, no folded headers, one Host,
/// bodies by Content-Length only. What is not exactly right is refused with the status to answer, after which
/// the connection is of no more use. Bounded: headers 16 KiB and 64 lines, bodies 8 MiB. Any thread.
class HttpReader
{
public:
    static constexpr qsizetype mostHeaderBytes = 16 * 1024;
    static constexpr qsizetype mostHeaders = 64;
    static constexpr qsizetype mostBodyBytes = 8 * 1024 * 1024;

    enum class Outcome : quint8 {
        NeedsMore, ///< Nothing is complete yet.
        Complete,  ///< take() gives the request; what follows it stays in the buffer.
        Refused,   ///< refusal() is the HTTP status.
    };

    /// Looks at `buffer`, the bytes received and not yet used, and takes from its front what it can.
    [[nodiscard]] Outcome read(QByteArray &buffer);
    [[nodiscard]] HttpRequest take();
    [[nodiscard]] int refusal() const { return m_refusal; }

private:
    [[nodiscard]] Outcome refuse(int status);
    [[nodiscard]] int parseHead(const QByteArray &head);
    [[nodiscard]] int parseRequestLine(const QByteArray &line);
    [[nodiscard]] int parseHeader(const QByteArray &line);
    [[nodiscard]] int settleHead();

    HttpRequest m_request;
    bool m_hasHead = false;
    bool m_isOld = false; ///< HTTP/1.0.
    qsizetype m_bodyBytes = 0;
    qsizetype m_searched = 0; ///< Number of bytes that were searched for the end of the head.
    int m_refusal = 0;
};

} // namespace roost
