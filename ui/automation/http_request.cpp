// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/http_request.h"

#include <algorithm>

namespace roost {

namespace {

/// RFC 9110 5.6.2.
bool isTokenByte(char c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
        return true;
    return c != '\0' && QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenByte);
}

/// Visible ASCII, so neither blanks nor controls nor raw UTF-8.
bool isVisible(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

/// A header's value: anything but controls; tabs are blanks.
bool isValue(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return c == '\t' || (uchar(c) >= 0x20 && uchar(c) != 0x7f); });
}

} // namespace

QByteArray HttpRequest::header(QByteArrayView name) const
{
    const auto found = std::find_if(headers.cbegin(), headers.cend(),
                                    [&](const auto &entry) { return entry.first == name; });
    return found == headers.cend() ? QByteArray() : found->second;
}

bool HttpRequest::hasHeader(QByteArrayView name) const
{
    return std::any_of(headers.cbegin(), headers.cend(),
                       [&](const auto &entry) { return entry.first == name; });
}

HttpReader::Outcome HttpReader::refuse(int status)
{
    m_refusal = status;
    return Outcome::Refused;
}

HttpReader::Outcome HttpReader::read(QByteArray &buffer)
{
    if (m_refusal != 0)
        return Outcome::Refused;
    if (!m_hasHead) {
        const qsizetype end = buffer.indexOf("\r\n\r\n", std::max<qsizetype>(0, m_searched - 3));
        if (end < 0) {
            m_searched = buffer.size();
            return buffer.size() > mostHeaderBytes ? refuse(431) : Outcome::NeedsMore;
        }
        if (end > mostHeaderBytes)
            return refuse(431);
        const QByteArray head = buffer.left(end);
        buffer.remove(0, end + 4);
        m_searched = 0;
        if (const int status = parseHead(head); status != 0)
            return refuse(status);
        m_hasHead = true;
    }
    if (buffer.size() < m_bodyBytes)
        return Outcome::NeedsMore;
    m_request.body = buffer.left(m_bodyBytes);
    buffer.remove(0, m_bodyBytes);
    return Outcome::Complete;
}

HttpRequest HttpReader::take()
{
    m_hasHead = false;
    m_bodyBytes = 0;
    return std::exchange(m_request, HttpRequest());
}

int HttpReader::parseHead(const QByteArray &head)
{
    m_request = HttpRequest();
    qsizetype from = 0;
    bool isFirst = true;
    while (from <= head.size()) {
        qsizetype end = head.indexOf("\r\n", from);
        if (end < 0)
            end = head.size();
        const QByteArray line = head.mid(from, end - from);
        from = end + 2;
        if (const int status = isFirst ? parseRequestLine(line) : parseHeader(line); status != 0)
            return status;
        isFirst = false;
    }
    return settleHead();
}

int HttpReader::parseRequestLine(const QByteArray &line)
{
    const QList<QByteArray> parts = line.split(' ');
    if (parts.size() != 3 || !isToken(parts[0]) || !isVisible(parts[1]) || !parts[1].startsWith('/'))
        return 400;
    if (!std::all_of(parts[0].begin(), parts[0].end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
        return 400;
    if (parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0")
        return parts[2].startsWith("HTTP/") ? 505 : 400;
    m_request.method = parts[0];
    m_request.target = parts[1];
    m_isOld = parts[2] == "HTTP/1.0";
    return 0;
}

int HttpReader::parseHeader(const QByteArray &line)
{
    if (m_request.headers.size() >= mostHeaders)
        return 431;
    // A line that starts with a blank would be a folded one; its name is no token.
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || !isToken(QByteArrayView(line).first(colon)))
        return 400;
    const QByteArray value = line.mid(colon + 1).trimmed();
    if (!isValue(value))
        return 400;
    m_request.headers.append({line.left(colon).toLower(), value});
    return 0;
}

int HttpReader::settleHead()
{
    int hosts = 0;
    int lengths = 0;
    m_bodyBytes = 0;
    for (const auto &[name, value] : std::as_const(m_request.headers)) {
        if (name == "transfer-encoding")
            return 501; // No client of ours needs it, and two ways to say a length are one too many.
        if (name == "expect")
            return 417;
        if (name == "host")
            ++hosts;
        if (name != "content-length")
            continue;
        const bool isNumber =
            !value.isEmpty() && value.size() <= 9 &&
            std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (++lengths > 1 || !isNumber)
            return value.size() > 9 && lengths == 1 ? 413 : 400;
        m_bodyBytes = value.toLongLong();
    }
    if (hosts > 1 || (hosts == 0 && !m_isOld))
        return 400;
    if (m_bodyBytes > mostBodyBytes)
        return 413;
    const QByteArray connection = m_request.header("connection").toLower();
    m_request.keepsAlive = m_isOld ? connection == "keep-alive" : connection != "close";
    return 0;
}

} // namespace roost
