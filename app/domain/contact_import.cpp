// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contact_import.h"

#include "domain/contact_import_parts.h"

#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr qsizetype kMaxName = 256;
constexpr qsizetype kMaxLabel = 128;
constexpr qsizetype kMaxLabels = 32;
constexpr qsizetype kMaxProblems = 10'000;
constexpr qsizetype kMaxProblemText = 128;
constexpr qsizetype kProbe = 2048;

QString oneLine(const QString &text, qsizetype limit)
{
    return text.left(4 * limit).simplified().left(limit);
}

/// UTF-16 without a mark: every other byte of plain text is zero.
std::optional<QStringConverter::Encoding> guessUtf16(QByteArrayView data)
{
    const QByteArrayView probe = data.first(std::min(data.size(), kProbe) & ~qsizetype(1));
    qsizetype zeroes[2] = {0, 0};
    for (qsizetype i = 0; i < probe.size(); ++i)
        zeroes[i & 1] += probe[i] == '\0' ? 1 : 0;
    if (zeroes[1] > probe.size() / 4 && zeroes[0] == 0)
        return QStringConverter::Utf16LE;
    if (zeroes[0] > probe.size() / 4 && zeroes[1] == 0)
        return QStringConverter::Utf16BE;
    return std::nullopt;
}

QString decoded(const QByteArray &data)
{
    const auto utf16 = data.startsWith("\xff\xfe") || data.startsWith("\xfe\xff")
                           ? std::optional(QStringConverter::Utf16)
                           : guessUtf16(data);
    // Stateless, so that half a character at the end is an error too.
    QStringDecoder decoder(utf16.value_or(QStringConverter::Utf8), QStringConverter::Flag::Stateless);
    QString text = decoder.decode(data);
    if (!utf16 && decoder.hasError())
        text = QString::fromLatin1(data);
    if (text.startsWith(QChar::ByteOrderMark))
        text.remove(0, 1);
    return text;
}

ImportFormat detected(const QString &text)
{
    const QString head = text.left(kProbe).trimmed();
    if (head.startsWith("BEGIN:VCARD"_L1, Qt::CaseInsensitive))
        return ImportFormat::VCard;
    const bool isMarkup = head.startsWith(u'<') || head.startsWith(u'{') || head.startsWith(u'[');
    const bool isBinary = std::any_of(head.begin(), head.end(), [](QChar c) {
        return (c.unicode() < 0x20 && !c.isSpace()) || c == QChar::ReplacementCharacter;
    });
    // Nothing but "Name <address>" begins with letters and is no table.
    return head.isEmpty() || isMarkup || isBinary ? ImportFormat::Detect : ImportFormat::Csv;
}

QStringList cleanLabels(const QStringList &labels)
{
    QStringList clean;
    for (const QString &label : labels) {
        const QString text = oneLine(label, kMaxLabel);
        if (!text.isEmpty() && !clean.contains(text) && clean.size() < kMaxLabels)
            clean.append(text);
    }
    return clean;
}

} // namespace

Jid importedAddress(const QString &text)
{
    QString address = text.trimmed();
    if (const qsizetype open = address.lastIndexOf(u'<'); open >= 0 && address.endsWith(u'>'))
        address = address.mid(open + 1, address.size() - open - 2).trimmed();
    // A file may hold addresses as they go on the wire (d\27artagnan@…), so that reading comes first.
    std::optional<Jid> jid = Jid::parse(address);
    if (!jid)
        jid = Jid::fromUserInput(address);
    if (!jid || (jid->isDomain() && !jid->domainView().contains(u'.')))
        return {};
    return jid->bare();
}

bool ImportCollector::add(int line, const QStringList &addresses, const QString &name,
                          const QStringList &labels)
{
    if (++m_rows > kMaxImportRows) {
        report(line, ImportProblemKind::TooManyRows);
        return false;
    }
    QStringList bad;
    bool hasGood = false;
    for (const QString &address : addresses) {
        const Jid jid = importedAddress(address);
        if (jid.isEmpty()) {
            if (!address.trimmed().isEmpty())
                bad.append(address);
            continue;
        }
        hasGood = true;
        addContact({jid, oneLine(name, kMaxName), cleanLabels(labels), line});
    }
    if (!hasGood && bad.isEmpty())
        report(line, ImportProblemKind::NoAddress, name);
    else if (!hasGood)
        report(line, ImportProblemKind::InvalidAddress, bad.front());
    return true;
}

void ImportCollector::addContact(ImportedContact contact)
{
    const auto found = m_indexes.constFind(contact.jid);
    if (found == m_indexes.constEnd()) {
        m_indexes.insert(contact.jid, m_preview.contacts.size());
        m_preview.contacts.append(std::move(contact));
        return;
    }
    ImportedContact &first = m_preview.contacts[*found];
    first.labels = cleanLabels(first.labels + contact.labels);
    if (first.name.isEmpty())
        first.name = contact.name;
    if (first.line != contact.line)
        report(contact.line, ImportProblemKind::Duplicate, contact.jid.toString());
}

void ImportCollector::report(int line, ImportProblemKind kind, const QString &text)
{
    if (m_preview.problems.size() < kMaxProblems)
        m_preview.problems.append({line, kind, oneLine(text, kMaxProblemText)});
}

ImportPreview parseContacts(const QByteArray &data, ImportFormat format)
{
    ImportCollector collector;
    if (data.size() > kMaxImportBytes) {
        collector.report(0, ImportProblemKind::TooLarge);
        return collector.take();
    }
    const QString text = decoded(data);
    switch (format == ImportFormat::Detect ? detected(text) : format) {
    case ImportFormat::Csv:
        readCsv(text, collector);
        break;
    case ImportFormat::VCard:
        readVCards(text, collector);
        break;
    case ImportFormat::Detect:
        collector.report(0, ImportProblemKind::UnknownFormat);
        break;
    }
    return collector.take();
}

} // namespace roost
