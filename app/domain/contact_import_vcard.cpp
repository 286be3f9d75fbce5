// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contact_import_parts.h"

#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr qsizetype kMaxValue = 64 * 1024;
constexpr qsizetype kMaxAddresses = 8;

/// One property: `item1.IMPP;TYPE=home:xmpp:alice@example.com`.
struct Property
{
    QString name;       ///< Upper case, without group.
    QString parameters; ///< Upper case, as they stand there.
    QString value;
    int line = 0;
};

/// Physical lines, put together to properties: folding (RFC 6350 §3.2), and the soft breaks of
/// quoted-printable.
class VCardReader
{
public:
    explicit VCardReader(const QString &text) : m_text(text) {}

    /// False at the end. Lines that are no property are skipped.
    bool next(Property &property)
    {
        while (m_at < m_text.size()) {
            const int line = m_line;
            QString content = takeLine().toString();
            while (m_at < m_text.size() && (m_text[m_at] == u' ' || m_text[m_at] == u'\t'))
                append(content, takeLine().mid(1));
            if (!split(content, property))
                continue;
            property.line = line;
            if (isQuotedPrintable(property)) {
                while (property.value.endsWith(u'=') && m_at < m_text.size()) {
                    property.value.chop(1);
                    append(property.value, takeLine());
                }
                property.value = fromQuotedPrintable(property.value);
            }
            return true;
        }
        return false;
    }

private:
    QStringView takeLine()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && m_text[m_at] != u'\n' && m_text[m_at] != u'\r')
            ++m_at;
        const QStringView line = QStringView(m_text).mid(start, m_at - start);
        if (m_at < m_text.size()) {
            const bool isPair =
                m_text[m_at] == u'\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'\n';
            m_at += isPair ? 2 : 1;
        }
        ++m_line;
        return line;
    }

    /// Photos are long and of no use here.
    static void append(QString &content, QStringView more)
    {
        if (content.size() < kMaxValue)
            content += more;
    }

    /// At the first colon outside quotes.
    static bool split(const QString &content, Property &property)
    {
        bool isQuoted = false;
        for (qsizetype i = 0; i < content.size(); ++i) {
            if (content[i] == u'"')
                isQuoted = !isQuoted;
            if (content[i] != u':' || isQuoted)
                continue;
            const QString left = content.left(i).toUpper();
            const qsizetype semicolon = left.indexOf(u';');
            const QString name = (semicolon < 0 ? left : left.left(semicolon)).trimmed();
            property.name = name.mid(name.lastIndexOf(u'.') + 1);
            property.parameters = semicolon < 0 ? QString() : left.mid(semicolon);
            property.value = content.mid(i + 1);
            return !property.name.isEmpty();
        }
        return false;
    }

    static bool isQuotedPrintable(const Property &property)
    {
        return property.parameters.contains("QUOTED-PRINTABLE"_L1);
    }

    static QString fromQuotedPrintable(const QString &value)
    {
        QByteArray bytes;
        const QByteArray text = value.toUtf8();
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QByteArray hex = text[i] == '=' ? text.mid(i + 1, 2) : QByteArray();
            bool isHex = false;
            const uint byte = hex.size() == 2 ? hex.toUInt(&isHex, 16) : 0;
            if (isHex) {
                bytes += char(byte);
                i += 2;
            } else {
                bytes += text[i];
            }
        }
        QStringDecoder utf8(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
        QString decoded = utf8.decode(bytes);
        return utf8.hasError() ? QString::fromLatin1(bytes) : decoded;
    }

    const QString &m_text;
    qsizetype m_at = 0;
    int m_line = 1;
};

/// RFC 6350 §3.4: `separator` splits unless escaped, then \n \, \; and \\ are undone.
QStringList parts(const QString &value, QChar separator)
{
    QStringList result{QString()};
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i] == u'\\' && i + 1 < value.size()) {
            ++i;
            result.back() += value[i] == u'n' || value[i] == u'N' ? QChar(u' ') : value[i];
        } else if (value[i] == separator) {
            result.append(QString());
        } else {
            result.back() += value[i];
        }
    }
    return result;
}

QString unescaped(const QString &value) { return parts(value, QChar()).front(); }

/// Undoes only the escaping of vCard, not the \27 of an address.
QString addressText(const QString &value)
{
    QString text = value;
    text.replace("\\,"_L1, ","_L1).replace("\\;"_L1, ";"_L1).replace("\\:"_L1, ":"_L1);
    return text.replace("\\\\"_L1, "\\"_L1).trimmed();
}

struct Card
{
    int line = 0;
    bool isOpen = false;
    QStringList addresses;
    QString formattedName;
    QString structuredName;
    QString nickname;
    QStringList labels;

    [[nodiscard]] QString name() const
    {
        if (!formattedName.isEmpty())
            return formattedName;
        return structuredName.isEmpty() ? nickname : structuredName;
    }
};

/// The address of an IMPP property; a null string for other networks.
QString imppAddress(const Property &property)
{
    const QString value = addressText(property.value);
    if (value.startsWith("xmpp:"_L1, Qt::CaseInsensitive))
        return value;
    const bool isXmpp = property.parameters.contains("JABBER"_L1) || property.parameters.contains("XMPP"_L1);
    return isXmpp ? value : QString();
}

void read(const Property &property, Card &card)
{
    if (property.name == u"FN") {
        if (card.formattedName.isEmpty())
            card.formattedName = unescaped(property.value).trimmed();
    } else if (property.name == u"N") {
        const QStringList name = parts(property.value, u';');
        card.structuredName = QString(name.value(1) + u' ' + name.value(0)).trimmed();
    } else if (property.name == u"NICKNAME") {
        card.nickname = parts(property.value, u',').front().trimmed();
    } else if (property.name == u"CATEGORIES") {
        card.labels += parts(property.value, u',');
    } else if (property.name == u"IMPP" || property.name == u"X-JABBER" || property.name == u"X-XMPP") {
        const QString address =
            property.name == u"IMPP" ? imppAddress(property) : addressText(property.value);
        if (!address.isEmpty() && card.addresses.size() < kMaxAddresses)
            card.addresses.append(address);
    }
}

} // namespace

void readVCards(const QString &text, ImportCollector &collector)
{
    VCardReader reader(text);
    Property property;
    Card card;
    while (reader.next(property)) {
        const bool isCard = property.value.trimmed().compare("VCARD"_L1, Qt::CaseInsensitive) == 0;
        if (isCard && property.name == u"BEGIN") {
            if (card.isOpen)
                collector.report(card.line, ImportProblemKind::Malformed, card.name());
            card = {};
            card.line = property.line;
            card.isOpen = true;
        } else if (isCard && property.name == u"END") {
            if (card.isOpen && !collector.add(card.line, card.addresses, card.name(), card.labels))
                return;
            card = {};
        } else if (card.isOpen) {
            read(property, card);
        }
    }
    if (card.isOpen)
        collector.report(card.line, ImportProblemKind::Malformed, card.name());
}

} // namespace roost
