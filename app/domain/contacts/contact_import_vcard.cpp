// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/contact_import_charset.h"
#include "domain/contacts/contact_import_private.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr qsizetype maxValue = 64 * 1024;
constexpr qsizetype maxAddresses = 8;
constexpr qsizetype maxCardDepth = 8;

enum class Transfer : quint8 { Plain, QuotedPrintable, Base64 };

/// One property: `item1.IMPP;TYPE=home:xmpp:alice@example.com`.
struct Property
{
    QByteArray name;   ///< Upper case, without group.
    QStringList kinds; ///< Values of TYPE, and words without a name (vCard 2.1).
    QString service;   ///< X-SERVICE-TYPE.
    QByteArray charset;
    Transfer transfer = Transfer::Plain;
    QByteArray value; ///< Unfolded, not decoded.
    int line = 0;
};

/// Splits at each `separator` outside of quotes.
QList<QByteArray> splitOutsideQuotes(const QByteArray &text, char separator)
{
    QList<QByteArray> pieces{QByteArray()};
    bool isQuoted = false;
    for (const char c : text) {
        if (c == '"')
            isQuoted = !isQuoted;
        else if (c == separator && !isQuoted)
            pieces.append(QByteArray());
        else
            pieces.back() += c;
    }
    return pieces;
}

void readParameter(const QByteArray &parameter, Property &property)
{
    const qsizetype equals = parameter.indexOf('=');
    const QByteArray name = parameter.left(std::max<qsizetype>(equals, 0)).trimmed().toUpper();
    const QByteArray value = parameter.mid(equals + 1).trimmed();
    const QByteArray upper = value.toUpper();
    if (name == "CHARSET")
        property.charset = value;
    else if (name == "X-SERVICE-TYPE")
        property.service = QString::fromUtf8(value);
    else if (upper == "QUOTED-PRINTABLE")
        property.transfer = Transfer::QuotedPrintable;
    else if (upper == "BASE64" || (upper == "B" && name == "ENCODING"))
        property.transfer = Transfer::Base64;
    else if (name.isEmpty() || name == "TYPE")
        property.kinds += QString::fromUtf8(value).split(u',');
}

/// Joins physical lines to properties: folding (RFC 6350 §3.2), and the soft line breaks of quoted-printable.
/// Works on bytes, because a fold may split a character.
class VCardReader
{
public:
    explicit VCardReader(const QByteArray &data) : m_data(data) {}

    /// False at the end. Skips lines that are no property.
    bool next(Property &property)
    {
        while (m_at < m_data.size()) {
            property = {};
            property.line = m_line;
            QByteArray content = takeLine().toByteArray();
            while (m_at < m_data.size()) {
                const bool isFolded = m_data[m_at] == ' ' || m_data[m_at] == '\t';
                const bool isSoft = isSoftBreak(content);
                if (!isFolded && !(isSoft && !isAtBoundary()))
                    break;
                if (isSoft)
                    content.chop(1);
                // Photos are long and not needed.
                const QByteArrayView more = takeLine().sliced(isFolded ? 1 : 0);
                if (content.size() < maxValue)
                    content += more;
            }
            if (content.startsWith("\xef\xbb\xbf"))
                content.remove(0, 3); // byte order mark inside a file that was joined from several
            if (split(content, property))
                return true;
        }
        return false;
    }

private:
    QByteArrayView takeLine()
    {
        const qsizetype start = m_at;
        while (m_at < m_data.size() && m_data[m_at] != '\n' && m_data[m_at] != '\r')
            ++m_at;
        const QByteArrayView line = QByteArrayView(m_data).sliced(start, m_at - start);
        if (m_at < m_data.size()) {
            const bool isPair = m_data[m_at] == '\r' && m_at + 1 < m_data.size() && m_data[m_at + 1] == '\n';
            m_at += isPair ? 2 : 1;
        }
        ++m_line;
        return line;
    }

    static bool isSoftBreak(const QByteArray &content)
    {
        return content.endsWith('=') &&
               content.left(content.indexOf(':')).toUpper().contains("QUOTED-PRINTABLE");
    }

    /// True before BEGIN:VCARD or END:VCARD, which is never a continuation.
    [[nodiscard]] bool isAtBoundary() const
    {
        const QByteArray line = m_data.mid(m_at, 11).toUpper();
        return line.startsWith("END:VCARD") || line.startsWith("BEGIN:VCARD");
    }

    /// Splits name and value at the first colon outside quotes.
    static bool split(const QByteArray &content, Property &property)
    {
        bool isQuoted = false;
        qsizetype colon = 0;
        while (colon < content.size() && (content[colon] != ':' || isQuoted)) {
            isQuoted = isQuoted != (content[colon] == '"');
            ++colon;
        }
        if (colon == content.size())
            return false;
        const QList<QByteArray> words = splitOutsideQuotes(content.left(colon), ';');
        const QByteArray name = words.front().trimmed().toUpper();
        property.name = name.mid(name.lastIndexOf('.') + 1);
        for (qsizetype i = 1; i < words.size(); ++i)
            readParameter(words[i], property);
        property.value = content.mid(colon + 1);
        return !property.name.isEmpty();
    }

    const QByteArray &m_data;
    qsizetype m_at = 0;
    int m_line = 1;
};

QByteArray fromQuotedPrintable(const QByteArray &text)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QByteArray hex = text[i] == '=' ? text.mid(i + 1, 2) : QByteArray();
        bool isHex = false;
        const uint byte = hex.size() == 2 ? hex.toUInt(&isHex, 16) : 0;
        if (text[i] == '=' && i + 1 == text.size())
            break; // a soft break at the end
        bytes += isHex ? char(byte) : text[i];
        i += isHex ? 2 : 0;
    }
    return bytes;
}

/// RFC 6350 §3.4: `separator` splits unless escaped, then \n \, \; and \\ are undone.
QStringList unescapedParts(const QString &value, QChar separator)
{
    QStringList result{QString()};
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i] == u'\\' && i + 1 < value.size()) {
            const QChar next = value[++i];
            result.back() += next == u'n' || next == u'N' ? QChar(u'\n') : next;
        } else if (!separator.isNull() && value[i] == separator) {
            result.append(QString());
        } else {
            result.back() += value[i];
        }
    }
    return result;
}

/// Undoes only the escaping of vCard, not the \27 of an address.
QString addressText(QString text)
{
    text.replace("\\,"_L1, ","_L1).replace("\\;"_L1, ";"_L1).replace("\\:"_L1, ":"_L1);
    return text.replace("\\\\"_L1, "\\"_L1).trimmed();
}

struct Card
{
    int line = 0;
    QList<AddressText> addresses;
    QString formattedName;
    QString structuredName;
    QString nickname;
    QString organization;
    QStringList labels;
    QByteArray unknownCharset;

    [[nodiscard]] QString name() const
    {
        for (const QString &name : {formattedName, structuredName, nickname}) {
            if (!visiblePart(name).isEmpty())
                return name;
        }
        return organization;
    }
};

/// Puts properties into a card.
class CardFiller
{
public:
    CardFiller(Card &card, bool isUnicode) : m_card(card), m_isUnicode(isUnicode) {}

    void read(const Property &property)
    {
        const QByteArray &name = property.name;
        if (name == "FN") {
            if (m_card.formattedName.isEmpty())
                m_card.formattedName = parts(property, {}).front().trimmed();
        } else if (name == "N") {
            const QStringList words = parts(property, u';');
            m_card.structuredName = QString(words.value(1) + u' ' + words.value(0)).trimmed();
        } else if (name == "NICKNAME") {
            m_card.nickname = parts(property, u',').front().trimmed();
        } else if (name == "ORG") {
            m_card.organization = parts(property, u';').front().trimmed();
        } else if (name == "CATEGORIES") {
            m_card.labels += parts(property, u',');
        } else if (name == "IMPP") {
            addImpp(property);
        } else if (const QString service = serviceOf(QString::fromLatin1(name)); !service.isEmpty()) {
            addAddress({addressText(decoded(property, property.value)), isXmppService(service),
                        otherNetwork(service)});
        }
    }

private:
    /// Decodes `value`, which is the whole value of `property` or a part of it.
    QString decoded(const Property &property, const QByteArray &value)
    {
        QByteArray bytes = value;
        if (property.transfer == Transfer::QuotedPrintable)
            bytes = fromQuotedPrintable(value);
        else if (property.transfer == Transfer::Base64)
            bytes = QByteArray::fromBase64(value);
        else if (m_isUnicode)
            return QString::fromUtf8(bytes);
        if (property.charset.isEmpty())
            return decodedByGuess(bytes);
        const std::optional<QString> text = decodedAs(property.charset, bytes);
        if (!text && !isCharsetKnown(property.charset))
            m_card.unknownCharset = property.charset;
        return text ? *text : decodedByGuess(bytes);
    }

    /// Splits a quoted-printable value before decoding, because an encoded separator (=3B) is plain text.
    QStringList parts(const Property &property, QChar separator)
    {
        if (property.transfer != Transfer::QuotedPrintable)
            return unescapedParts(decoded(property, property.value), separator);
        QStringList texts = unescapedParts(QString::fromLatin1(property.value), separator);
        for (QString &text : texts)
            text = decoded(property, text.toLatin1());
        return texts;
    }

    /// Property IMPP (RFC 4770), with the parameter X-SERVICE-TYPE of Apple's address book.
    void addImpp(const Property &property)
    {
        const QString text = addressText(decoded(property, property.value));
        const QStringList &kinds = property.kinds;
        const bool hasScheme = text.startsWith("xmpp:"_L1, Qt::CaseInsensitive);
        const QString network = otherNetwork(property.service);
        // These networks no longer offer XMPP.
        const bool isFormer = network == "Google Talk"_L1 || network == "Facebook"_L1;
        AddressText address{text, isXmppService(property.service), {}};
        address.isXmpp = address.isXmpp || std::any_of(kinds.begin(), kinds.end(), isXmppService);
        if (hasScheme && !isFormer)
            address.isXmpp = true;
        else if (!address.isXmpp && network.compare("other"_L1, Qt::CaseInsensitive) != 0)
            address.network = network;
        // Without a scheme and a service, the network is unknown.
        address.isUnclear = !address.isXmpp && address.network.isEmpty() && !text.contains(u':');
        addAddress(address);
    }

    /// The service of X-JABBER, X-SKYPE, or KDE's X-messaging/xmpp-All; empty for other properties.
    static QString serviceOf(const QString &name)
    {
        static const QSet<QString> services{u"JABBER"_s,      u"XMPP"_s,           u"AIM"_s,   u"ICQ"_s,
                                            u"MSN"_s,         u"YAHOO"_s,          u"SKYPE"_s, u"QQ"_s,
                                            u"SIP"_s,         u"SKYPE-USERNAME"_s, u"GTALK"_s, u"GADUGADU"_s,
                                            u"GOOGLE-TALK"_s, u"GROUPWISE"_s};
        if (name.startsWith("X-MESSAGING/"_L1))
            return name.mid(12).section(u'-', 0, 0);
        return name.startsWith("X-"_L1) && services.contains(name.mid(2)) ? name.mid(2) : QString();
    }

    void addAddress(const AddressText &address)
    {
        if (!address.text.isEmpty() && m_card.addresses.size() < maxAddresses)
            m_card.addresses.append(address);
    }

    Card &m_card;
    const bool m_isUnicode;
};

/// Passes a finished card to the collector. False if the limit of rows is reached.
bool close(const Card &card, ImportCollector &collector)
{
    if (!card.unknownCharset.isEmpty())
        collector.report(card.line, ImportProblemKind::UnknownCharset,
                         QString::fromUtf8(card.unknownCharset));
    return collector.add(card.line, card.addresses, card.name(), card.labels);
}

} // namespace

void readVCards(const QByteArray &data, bool isUnicode, ImportCollector &collector)
{
    VCardReader reader(data);
    Property property;
    QList<Card> open; // nested cards: an AGENT (vCard 2.1) contains a card
    bool isAgent = false;
    while (reader.next(property)) {
        const QByteArray value = property.value.trimmed().toUpper();
        const bool isInlineAgent = property.name == "AGENT" && value == "BEGIN:VCARD";
        if (isInlineAgent || (property.name == "BEGIN" && value == "VCARD")) {
            const bool isNested = (isAgent || isInlineAgent) && open.size() < maxCardDepth;
            if (!open.isEmpty() && !isNested) {
                const Card broken = open.takeLast();
                collector.report(broken.line, ImportProblemKind::Malformed, broken.name());
            }
            open.append(Card());
            open.back().line = property.line;
        } else if (property.name == "END" && value == "VCARD") {
            if (!open.isEmpty() && !close(open.takeLast(), collector))
                return;
        } else if (!open.isEmpty()) {
            CardFiller(open.back(), isUnicode).read(property);
        }
        isAgent = property.name == "AGENT" && value.isEmpty();
    }
    for (const Card &card : std::as_const(open))
        collector.report(card.line, ImportProblemKind::Malformed, card.name());
}

} // namespace roost
