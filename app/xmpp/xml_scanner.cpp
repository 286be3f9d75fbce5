// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xml_scanner.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

namespace roost {

namespace {

using namespace Qt::StringLiterals;

enum ByteClass : quint8 {
    NameStart = 1, ///< ASCII only.
    NameByte = 2,
    PlainText = 4,  ///< Stands for itself in text, ASCII.
    PlainValue = 8, ///< Stands for itself in an attribute, ASCII; not the quotes.
    High = 16,      ///< Part of a longer UTF-8 sequence.
    Blank = 32,
};

constexpr std::array<quint8, 256> classesOfBytes()
{
    std::array<quint8, 256> classes{};
    for (std::size_t c = 0; c < classes.size(); ++c) {
        const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        const bool isOther = (c >= '0' && c <= '9') || c == '-' || c == '.';
        const bool isText = c >= 0x20 && c < 0x80 && c != '<' && c != '&';
        quint8 kind = 0;
        if (isLetter)
            kind |= NameStart;
        if (isLetter || isOther)
            kind |= NameByte;
        // ">" may end a "]]>", which is forbidden. A CR is changed by a parser.
        if ((isText && c != '>') || c == '\n' || c == '\t')
            kind |= PlainText;
        if (isText && c != '\'' && c != '"')
            kind |= PlainValue;
        if (c >= 0x80)
            kind |= High;
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r')
            kind |= Blank;
        classes[c] = kind;
    }
    return classes;
}

constexpr std::array<quint8, 256> kClasses = classesOfBytes();

bool isOf(char c, quint8 classes) { return (kClasses[static_cast<quint8>(c)] & classes) != 0; }

/// Names and namespaces seen so far, each as one string. Learns up to a limit, as NameTable does.
class SharedStrings
{
public:
    QString find(QByteArrayView bytes)
    {
        const size_t hash = qHashBits(bytes.data(), size_t(bytes.size()), 0);
        size_t slot = hash % kSlots;
        while (!m_slots[slot].bytes.isNull()) {
            if (m_slots[slot].hash == hash && m_slots[slot].bytes == bytes)
                return m_slots[slot].text;
            slot = (slot + 1) % kSlots;
        }
        QString text = QString::fromLatin1(bytes);
        if (m_count < kMost && bytes.size() <= kLongest) {
            m_slots[slot] = {bytes.toByteArray(), hash, text};
            ++m_count;
        }
        return text;
    }

private:
    struct Slot
    {
        QByteArray bytes;
        size_t hash = 0;
        QString text;
    };
    static constexpr size_t kSlots = 2048;
    static constexpr size_t kMost = 1024;
    static constexpr qsizetype kLongest = 128;
    std::vector<Slot> m_slots{kSlots};
    size_t m_count = 0;
};

} // namespace

/// The scanner proper; one object per thread, reused from frame to frame. Every step gives false as soon as
/// something is not plain.
class XmlScanner
{
public:
    bool scan(QByteArrayView frame, const XmlLimits &limits)
    {
        m_at = frame.data();
        m_end = m_at + frame.size();
        m_limits = limits;
        m_open.clear();
        m_done.clear();
        m_text.clear();
        m_isTextAscii = true;
        while (m_end > m_at && isOf(m_end[-1], Blank))
            --m_end;
        if (!isNext('<') || !scanStart())
            return false;
        while (!m_open.empty()) {
            if (!scanText())
                return false;
            ++m_at; // '<'
            if (m_at == m_end || !(*m_at == '/' ? scanEnd() : scanStart()))
                return false;
        }
        return m_at == m_end;
    }
    XmlElement take() { return std::move(m_done.front()); }

private:
    struct Open
    {
        XmlElement element;
        QByteArrayView name;
        size_t firstChild = 0; ///< Its children are m_done from here on.
        QString text;
    };

    bool isNext(char c)
    {
        if (m_at == m_end || *m_at != c)
            return false;
        ++m_at;
        return true;
    }

    QByteArrayView scanName()
    {
        const char *begin = m_at;
        if (m_at < m_end && isOf(*m_at, NameStart)) {
            while (m_at < m_end && isOf(*m_at, NameByte))
                ++m_at;
        }
        return {begin, m_at};
    }

    /// After '<': a start tag, with all that is in it.
    bool scanStart()
    {
        const QByteArrayView name = scanName();
        if (name.isEmpty() || int(m_open.size()) >= m_limits.depth || !flushText())
            return false;
        const QString parentNs = m_open.empty() ? QString() : m_open.back().element.ns();
        Open &open =
            m_open.emplace_back(Open{XmlElement(m_names.find(name), parentNs), name, m_done.size(), {}});
        m_hasNs = false;
        m_count = 0;
        while (m_at < m_end && isOf(*m_at, Blank)) {
            while (m_at < m_end && isOf(*m_at, Blank))
                ++m_at;
            if (m_at < m_end && (*m_at == '/' || *m_at == '>'))
                break;
            if (!scanAttribute(open.element))
                return false;
        }
        if (isNext('/')) {
            if (!isNext('>'))
                return false;
            close();
            return true;
        }
        return isNext('>');
    }

    bool scanAttribute(XmlElement &element)
    {
        QByteArrayView name = scanName();
        const bool isLanguage = name == "xml" && m_at < m_end && *m_at == ':';
        if (isLanguage) {
            ++m_at;
            name = scanName();
            if (name != "lang")
                return false;
            name = "xml:lang";
        }
        if (name.isEmpty() || ++m_count > m_limits.attributes || !isNext('=') || m_at == m_end)
            return false;
        const char quote = *m_at++;
        if (quote != '\'' && quote != '"')
            return false;
        if (name == "xmlns")
            return declare(element, quote);
        QString value;
        if (!scanValue(quote, value))
            return false;
        const std::size_t before = element.attributes().size();
        element.setAttribute(m_names.find(name), value);
        return element.attributes().size() > before; // else it is there twice
    }

    bool declare(XmlElement &element, char quote)
    {
        const char *begin = m_at;
        while (m_at < m_end && isOf(*m_at, PlainValue))
            ++m_at;
        const QByteArrayView ns(begin, m_at);
        // Those two are bound for ever, and whoever declares them is told so by expat.
        if (std::exchange(m_hasNs, true) || ns.isEmpty() || ns.startsWith("http://www.w3.org/"))
            return false;
        element.setNs(m_namespaces.find(ns));
        return isNext(quote);
    }

    bool scanValue(char quote, QString &value)
    {
        const char *begin = m_at;
        bool isAscii = true;
        m_value.clear();
        while (true) {
            while (m_at < m_end && isOf(*m_at, PlainValue))
                ++m_at;
            if (m_at == m_end)
                return false;
            const char c = *m_at;
            if (c == quote)
                break;
            if (isOf(c, High)) {
                isAscii = false;
            } else if (c == '&') {
                m_value.append(begin, m_at);
                if (!scanEntity(m_value))
                    return false;
                begin = m_at + 1;
            } else if (c != '\'' && c != '"') {
                return false;
            }
            ++m_at;
        }
        const QByteArrayView rest(begin, m_at++);
        if (m_value.empty())
            return decode(rest, isAscii, value);
        m_value.append(rest.data(), size_t(rest.size()));
        return decode(m_value, isAscii, value);
    }

    /// At '&'; afterwards at ';'.
    bool scanEntity(std::string &out)
    {
        static constexpr std::pair<QByteArrayView, char> entities[] = {
            {"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&apos;", '\''}, {"&quot;", '"'}};
        const QByteArrayView rest(m_at, m_end);
        for (const auto &[entity, c] : entities) {
            if (rest.startsWith(entity)) {
                out += c;
                m_at += entity.size() - 1;
                return true;
            }
        }
        return false;
    }

    /// Up to '<', which must come.
    bool scanText()
    {
        const char *begin = m_at;
        while (true) {
            while (m_at < m_end && isOf(*m_at, PlainText))
                ++m_at;
            if (m_at == m_end)
                return false;
            const char c = *m_at;
            if (c == '<')
                break;
            if (isOf(c, High)) {
                m_isTextAscii = false;
            } else if (c == '&') {
                m_text.append(begin, m_at);
                if (!scanEntity(m_text))
                    return false;
                begin = m_at + 1;
            } else if (c != '>' || endsSection()) {
                return false;
            }
            ++m_at;
        }
        if (begin != m_at)
            m_text.append(begin, m_at);
        return true;
    }

    [[nodiscard]] bool endsSection() const { return m_at[-1] == ']' && m_at[-2] == ']'; }

    /// At '/' of an end tag.
    bool scanEnd()
    {
        ++m_at;
        const QByteArrayView name = m_open.back().name;
        if (m_end - m_at < name.size() || std::memcmp(m_at, name.data(), size_t(name.size())) != 0)
            return false;
        m_at += name.size();
        if (!isNext('>') || !flushText())
            return false;
        close();
        return true;
    }

    void close()
    {
        Open &open = m_open.back();
        const auto first = m_done.begin() + std::ptrdiff_t(open.firstChild);
        if (first != m_done.end()) {
            open.element.children().assign(std::make_move_iterator(first),
                                           std::make_move_iterator(m_done.end()));
            m_done.erase(first, m_done.end());
        }
        if (!open.text.isNull())
            open.element.setText(std::move(open.text));
        m_done.push_back(std::move(open.element));
        m_open.pop_back();
    }

    bool flushText()
    {
        if (m_text.empty())
            return true;
        QString text;
        if (!decode(m_text, m_isTextAscii, text))
            return false;
        QString &whole = m_open.back().text;
        if (whole.isEmpty())
            whole = std::move(text);
        else
            whole += text;
        m_text.clear();
        m_isTextAscii = true;
        return true;
    }

    /// False when it is not, or may not be, well-formed UTF-8 of characters that XML allows.
    static bool decode(QByteArrayView bytes, bool isAscii, QString &text)
    {
        if (isAscii) {
            text = QString::fromLatin1(bytes);
            return true;
        }
        text = QString::fromUtf8(bytes);
        return std::none_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() >= 0xFFFD; });
    }

    const char *m_at = nullptr;
    const char *m_end = nullptr;
    XmlLimits m_limits;
    SharedStrings m_names;
    SharedStrings m_namespaces;
    std::vector<Open> m_open;
    std::vector<XmlElement> m_done;
    std::string m_text;  ///< Of the innermost element, since its last child.
    std::string m_value; ///< Of the last attribute, if it has entities.
    bool m_isTextAscii = true;
    bool m_hasNs = false; ///< The tag has declared its namespace.
    int m_count = 0;      ///< Attributes and declarations of the tag.
};

std::optional<XmlElement> scanXml(QByteArrayView frame, const XmlLimits &limits)
{
    thread_local XmlScanner scanner;
    if (limits.isDocument || frame.size() > limits.bytes || !scanner.scan(frame, limits))
        return std::nullopt;
    return scanner.take();
}

} // namespace roost
