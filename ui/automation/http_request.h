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
/// bodies by Content-Length only. An invalid request is refused with the status to send; the connection is
/// then unusable. Limits: headers 16 KiB and 64 lines, bodies 8 MiB. Any thread.
class HttpReader
{
public:
    static constexpr qsizetype mostHeaderBytes = 16 * 1024;
    static constexpr qsizetype mostHeaders = 64;
    static constexpr qsizetype mostBodyBytes = 8 * 1024 * 1024;

    enum class Outcome : quint8 {
        NeedsMore, ///< The request is incomplete.
        Complete,  ///< take() returns the request; the following bytes stay in the buffer.
        Refused,   ///< refusal() is the HTTP status.
    };

    /// Parses `buffer`, the received and unused bytes, and removes the parsed bytes from its front.
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
