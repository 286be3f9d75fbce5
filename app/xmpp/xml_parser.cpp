// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xml_element.h"

#include "base/vector_registers.h"

#include <QByteArray>
#include <QHash>
#include <QRandomGenerator>
#include <QSet>

#include <expat.h>

#include <array>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>

namespace roost {
namespace {

using namespace Qt::StringLiterals;

/// Between namespace and local name in what expat hands out. No XML document can contain it, so no namespace
/// can forge it (CVE-2022-25236).
constexpr char kSeparator = '\x01';
constexpr QByteArrayView kXmlNs = "http://www.w3.org/XML/1998/namespace";

/// A string of the same text that is never freed, and so needs no count of its users: counting them, by
/// atomic operations, took a tenth of the parsing. Shared by all threads, which is why what is learnt has a
/// limit for all of them together; beyond it, `text` itself.
QString lasting(const QString &text)
{
    constexpr qsizetype most = 2048;
    static std::mutex mutex;
    static QSet<QString> &texts = *new QSet<QString>; // An element may outlive its thread, and main() too.
    const std::scoped_lock lock(mutex);
    auto known = texts.constFind(text);
    if (known == texts.cend()) {
        if (texts.size() >= most)
            return text;
        known = texts.insert(text);
    }
    return QString::fromRawData(known->constData(), known->size());
}

/// A name as expat gives it, with the strings made from it.
struct InternedName
{
    std::string raw;
    size_t hash = 0;
    QString name;
    QString ns;
};

/// Names seen so far, found again by their bytes without allocating. Learns up to a limit, so that a hostile
/// peer can fill it but not make it grow; what does not fit any more is made afresh each time.
class NameTable
{
public:
    explicit NameTable(bool isAttributes) : m_slots(kSlots, nullptr), m_isAttributes(isAttributes) {}

    qsizetype longBytes = 0; ///< Of names that are never shared; counted until it is set to 0.

    /// `guess` is the name to be expected, if any; then the one that it was, if that lasts.
    const InternedName &find(const char *raw, const InternedName *&guess)
    {
        if (guess && guess->raw == raw)
            return *guess;
        const InternedName &found = find(raw);
        guess = &found == &m_overflow ? nullptr : &found;
        return found;
    }

    const InternedName &find(const char *raw)
    {
        const size_t length = std::strlen(raw);
        const size_t hash = qHashBits(raw, length, 0);
        size_t slot = hash % kSlots;
        while (const InternedName *known = m_slots[slot]) {
            if (known->hash == hash && known->raw.size() == length &&
                std::memcmp(known->raw.data(), raw, length) == 0)
                return *known;
            slot = (slot + 1) % kSlots;
        }
        if (length > kLongest)
            longBytes += qsizetype(length);
        if (m_names.size() >= kMost || length > kLongest)
            return fill(m_overflow, QByteArrayView(raw, qsizetype(length)), hash);
        m_names.push_back(std::make_unique<InternedName>());
        InternedName &entry = *m_names.back();
        m_slots[slot] = &entry;
        fill(entry, QByteArrayView(raw, qsizetype(length)), hash);
        entry.name = lasting(entry.name);
        if (!entry.ns.isEmpty())
            entry.ns = lasting(entry.ns);
        return entry;
    }

private:
    const InternedName &fill(InternedName &entry, QByteArrayView raw, size_t hash)
    {
        entry.raw.assign(raw.data(), size_t(raw.size()));
        entry.hash = hash;
        const qsizetype end = raw.indexOf(kSeparator);
        const QByteArrayView ns = end < 0 ? QByteArrayView() : raw.first(end);
        const QString local = QString::fromUtf8(raw.sliced(end + 1));
        if (m_isAttributes) {
            entry.name = ns.isEmpty()   ? local
                         : ns == kXmlNs ? u"xml:"_s + local
                                        : u'{' + QString::fromUtf8(ns) + u'}' + local;
        } else {
            entry.name = local;
            entry.ns = QString::fromUtf8(ns);
        }
        return entry;
    }

    static constexpr size_t kSlots = 2048;
    static constexpr size_t kMost = 1024;
    static constexpr size_t kLongest = 128;
    std::vector<InternedName *> m_slots;
    std::vector<std::unique_ptr<InternedName>> m_names;
    InternedName m_overflow;
    bool m_isAttributes;
};

/// The elements of the last frame in the order of their tags, with their attributes: most frames are like
/// the one before, so that what stands at the same place there is the best guess.
class LastFrame
{
public:
    struct Attribute
    {
        /// The string for `bytes`, shared with the frames before if they had the same there.
        QString value(const char *bytes)
        {
            if (raw != bytes) {
                const size_t length = std::strlen(bytes);
                raw.assign(bytes, length <= kLongest ? length : 0);
                shared = QString();
                return QString::fromUtf8(bytes, qsizetype(length));
            }
            if (shared.isNull())
                shared = QString::fromUtf8(bytes);
            return shared;
        }

        const InternedName *name = nullptr;
        std::string raw;
        QString shared; ///< Made when the value comes for the second time.
    };
    struct Element
    {
        const InternedName *name = nullptr;
        std::array<Attribute, 6> attributes;
    };

    void begin() { m_next = 0; }
    /// Nothing where the frame is longer than what is kept.
    Element *next() { return m_next < m_elements.size() ? &m_elements[m_next++] : nullptr; }

private:
    static constexpr size_t kLongest = 64;
    std::array<Element, 32> m_elements;
    size_t m_next = 0;
};

/// Only blanks of XML's.
QByteArrayView withoutTrailingBlanks(QByteArrayView frame)
{
    while (!frame.isEmpty() && QByteArrayView(" \t\r\n").contains(frame.back()))
        frame.chop(1);
    return frame;
}

} // namespace

/// expat's callbacks, building the tree bottom up: an element's children wait in m_done until its end tag, so
/// each vector is allocated once, at its exact size. One object per thread, reused from frame to frame.
///
/// Frames are fed one after the other into one everlasting root element of ours: starting expat anew for each
/// costs as much as the parsing itself. Whatever goes wrong, and every so often (expat never forgets a name),
/// it is started anew.
class XmlTreeBuilder
{
public:
    XmlTreeBuilder() : m_parser(XML_ParserCreateNS("UTF-8", kSeparator)) {}
    ~XmlTreeBuilder() { XML_ParserFree(m_parser); }
    Q_DISABLE_COPY_MOVE(XmlTreeBuilder)

    Result<XmlElement> parse(QByteArrayView frame, const XmlLimits &limits)
    {
        releaseVectorRegisters(); // Whatever was looked up for the frame before.
        m_limits = limits;
        m_open.clear();
        m_done.clear();
        m_text.clear();
        m_lastFrame.begin();
        m_declarations = 0;
        m_elementNames.longBytes = 0;
        m_attributeNames.longBytes = 0;
        m_refusal = nullptr;
        m_end = -1;
        if (limits.isDocument)
            restart();
        else if (m_fed == 0 || m_fed > kMostFed)
            enterRoot();
        Result<XmlElement> result =
            limits.isDocument ? parseDocument(frame) : parseFrame(withoutTrailingBlanks(frame));
        if (!result)
            m_fed = kMostFed + 1;
        return result;
    }

private:
    struct Open
    {
        XmlElement element;
        size_t firstChild = 0; ///< Its children are m_done from here on.
    };

    Result<XmlElement> parseDocument(QByteArrayView document)
    {
        const XML_Status status = XML_Parse(m_parser, document.data(), int(document.size()), XML_TRUE);
        m_fed = kMostFed + 1;
        return finish(status);
    }

    Result<XmlElement> parseFrame(QByteArrayView frame)
    {
        const XML_Status status = XML_Parse(m_parser, frame.data(), int(frame.size()), XML_FALSE);
        m_fed += frame.size();
        // Beyond the end of the element there may lie half a tag that expat still waits to be completed.
        if (!m_refusal && status == XML_STATUS_OK && m_end != m_fed)
            return unexpected(ErrorKind::ProtocolViolation, u"no element"_s);
        return finish(status);
    }

    Result<XmlElement> finish(XML_Status status)
    {
        if (m_refusal)
            return unexpected(m_refusalKind, QString::fromLatin1(m_refusal));
        if (status != XML_STATUS_OK) {
            return unexpected(ErrorKind::ProtocolViolation,
                              QString::fromLatin1(XML_ErrorString(XML_GetErrorCode(m_parser))));
        }
        if (m_done.size() != 1 || !m_open.empty())
            return unexpected(ErrorKind::ProtocolViolation, u"no element"_s);
        XmlElement root = std::move(m_done.front());
        m_done.clear();
        return root;
    }

    void restart()
    {
        m_fed = 0;
        XML_ParserReset(m_parser, "UTF-8");
        // Keeps expat from asking the kernel for a salt every time.
        XML_SetHashSalt(m_parser, m_salt);
        XML_SetUserData(m_parser, this);
        XML_SetElementHandler(m_parser, startElement, endElement);
        XML_SetCharacterDataHandler(m_parser, characters);
        XML_SetStartNamespaceDeclHandler(m_parser, namespaceDeclared);
        XML_SetStartDoctypeDeclHandler(m_parser, doctype);
        XML_SetProcessingInstructionHandler(m_parser, instruction);
        if (!m_limits.isDocument) {
            XML_SetCommentHandler(m_parser, comment);
            XML_SetXmlDeclHandler(m_parser, declaration);
        }
    }

    void enterRoot()
    {
        restart();
        constexpr QByteArrayView root = "<root>";
        m_isEntering = true;
        XML_Parse(m_parser, root.data(), int(root.size()), XML_FALSE);
        m_isEntering = false;
        m_fed = root.size();
    }

    void refuse(const char *why, ErrorKind kind = ErrorKind::ProtocolViolation)
    {
        if (!m_refusal) {
            m_refusal = why;
            m_refusalKind = kind;
        }
        XML_StopParser(m_parser, XML_FALSE);
    }

    void flushText()
    {
        if (m_text.empty())
            return;
        QString &text = m_open.back().element.m_text;
        if (text.isEmpty())
            text = QString::fromUtf8(m_text.data(), qsizetype(m_text.size()));
        else
            text += QString::fromUtf8(m_text.data(), qsizetype(m_text.size()));
        m_text.clear();
    }

    void start(const char *raw, const char **attributes)
    {
        if (m_isEntering)
            return;
        if (m_open.empty() && !m_done.empty())
            return refuse("a second element");
        if (int(m_open.size()) >= m_limits.depth)
            return refuse("too deep", ErrorKind::ResourceLimit);
        if (!m_open.empty())
            flushText();
        int count = 0;
        while (attributes[2 * count])
            ++count;
        if (count + m_declarations > m_limits.attributes)
            return refuse("too many attributes", ErrorKind::ResourceLimit);
        m_declarations = 0;
        LastFrame::Element *last = m_lastFrame.next();
        const InternedName &name = last ? m_elementNames.find(raw, last->name) : m_elementNames.find(raw);
        if (areNamesTooLong())
            return refuse("names too long", ErrorKind::ResourceLimit);
        const qsizetype textBefore = m_open.empty() ? 0 : m_open.back().element.m_text.size();
        Open &open = m_open.emplace_back(Open{XmlElement(name.name, name.ns), m_done.size()});
        open.element.m_textBefore.length = quint32(textBefore);
        open.element.m_attributes.reserve(size_t(count));
        for (int i = 0; i < count; ++i) {
            const char *key = attributes[2 * i];
            const char *value = attributes[2 * i + 1];
            if (last && size_t(i) < last->attributes.size()) {
                LastFrame::Attribute &guess = last->attributes[size_t(i)];
                open.element.m_attributes.emplace_back(m_attributeNames.find(key, guess.name).name,
                                                       guess.value(value));
            } else {
                open.element.m_attributes.emplace_back(m_attributeNames.find(key).name,
                                                       QString::fromUtf8(value));
            }
        }
        if (areNamesTooLong())
            refuse("names too long", ErrorKind::ResourceLimit);
    }

    /// A namespace is declared once, but expat hands it out with each name, and what is too long to be shared
    /// is copied: so a short stanza could become gigabytes.
    bool areNamesTooLong() const
    {
        return m_elementNames.longBytes + m_attributeNames.longBytes > m_limits.bytes;
    }

    void end()
    {
        if (m_open.empty())
            return refuse("an end without a start");
        flushText();
        Open &open = m_open.back();
        const auto first = m_done.begin() + std::ptrdiff_t(open.firstChild);
        open.element.m_children.assign(std::make_move_iterator(first), std::make_move_iterator(m_done.end()));
        m_done.erase(first, m_done.end());
        m_done.push_back(std::move(open.element));
        m_open.pop_back();
        if (m_open.empty())
            m_end = qint64(XML_GetCurrentByteIndex(m_parser)) + XML_GetCurrentByteCount(m_parser);
    }

    void appendText(const char *text, int length)
    {
        if (m_open.empty())
            return refuse("text outside the element");
        m_text.append(text, size_t(length));
    }

    static XmlTreeBuilder &self(void *data) { return *static_cast<XmlTreeBuilder *>(data); }
    // expat may still deliver what it has buffered after XML_StopParser, hence the checks.
    static void startElement(void *data, const char *name, const char **attributes)
    {
        if (!self(data).m_refusal)
            self(data).start(name, attributes);
    }
    static void endElement(void *data, const char *)
    {
        if (!self(data).m_refusal)
            self(data).end();
    }
    static void characters(void *data, const char *text, int length)
    {
        if (!self(data).m_refusal)
            self(data).appendText(text, length);
    }
    static void namespaceDeclared(void *data, const char *, const char *)
    {
        if (++self(data).m_declarations > self(data).m_limits.attributes)
            self(data).refuse("too many attributes", ErrorKind::ResourceLimit);
    }
    static void doctype(void *data, const char *, const char *, const char *, int)
    {
        self(data).refuse("DTD");
    }
    static void instruction(void *data, const char *, const char *)
    {
        self(data).refuse("processing instruction");
    }
    static void comment(void *data, const char *) { self(data).refuse("comment"); }
    static void declaration(void *data, const char *, const char *, int)
    {
        self(data).refuse("XML declaration");
    }

    XML_Parser m_parser;
    // expat takes an unsigned long, and 0 would mean "ask the kernel".
    const unsigned long m_salt = static_cast<unsigned long>(QRandomGenerator::system()->generate64()) | 1UL;
    XmlLimits m_limits;
    NameTable m_elementNames{false};
    NameTable m_attributeNames{true};
    LastFrame m_lastFrame;
    std::vector<Open> m_open;
    std::vector<XmlElement> m_done;
    static constexpr qint64 kMostFed = 512 * 1024;
    qint64 m_fed = 0;  ///< Bytes since the last restart; 0 = the root is not entered.
    qint64 m_end = -1; ///< Where the element ended, counted alike.
    bool m_isEntering = false;
    std::string m_text;
    int m_declarations = 0;
    const char *m_refusal = nullptr;
    ErrorKind m_refusalKind = ErrorKind::ProtocolViolation;
};

Result<XmlElement> parseXml(QByteArrayView frame, const XmlLimits &limits)
{
    if (frame.size() > limits.bytes)
        return unexpected(ErrorKind::ResourceLimit, u"too long"_s);
    if (!limits.isDocument && !frame.startsWith('<'))
        return unexpected(ErrorKind::ProtocolViolation, u"text outside the element"_s);
    // One per thread: making an expat parser costs as much as parsing a stanza.
    thread_local XmlTreeBuilder builder;
    return builder.parse(frame, limits);
}

} // namespace roost
