// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/contact_import.h"

#include "domain/contacts/contact_import_charset.h"
#include "domain/contacts/contact_import_private.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr qsizetype maxName = 256;
constexpr qsizetype maxLabel = 128;
constexpr qsizetype maxLabels = 32;
constexpr qsizetype maxProblems = 10'000;
constexpr qsizetype maxProblemText = 128;
constexpr qsizetype probeSize = 2048;

/// `text` on one line, cut at `limit`; empty if nothing of it is visible.
QString oneLine(const QString &text, qsizetype limit)
{
    QString line = text.left(4 * limit).simplified().left(limit);
    if (!line.isEmpty() && line.back().isHighSurrogate())
        line.chop(1);
    return visiblePart(line).isEmpty() ? QString() : line;
}

ImportFormat detected(const QByteArray &data)
{
    const QString head = decodedByGuess(data.left(probeSize)).trimmed();
    if (head.startsWith("BEGIN:VCARD"_L1, Qt::CaseInsensitive))
        return ImportFormat::VCard;
    const bool isMarkup = head.startsWith(u'<') || head.startsWith(u'{') || head.startsWith(u'[');
    const bool isBinary =
        std::any_of(head.begin(), head.end(), [](QChar c) { return c.unicode() < 0x20 && !c.isSpace(); });
    // Anything else is a table, also a mere list of "Name <address>".
    return head.isEmpty() || isMarkup || isBinary ? ImportFormat::Detect : ImportFormat::Csv;
}

QStringList cleanLabels(const QStringList &labels)
{
    QStringList clean;
    for (const QString &label : labels) {
        const QString text = oneLine(label, maxLabel);
        if (!text.isEmpty() && !clean.contains(text) && clean.size() < maxLabels)
            clean.append(text);
    }
    return clean;
}

} // namespace

bool ImportCollector::add(int line, const QList<AddressText> &addresses, const QString &name,
                          const QStringList &labels)
{
    if (++m_rows > maxImportRows) {
        report(line, ImportProblemKind::TooManyRows);
        return false;
    }
    QList<AddressFinding> beside; // bad addresses from a cell that has good ones too
    std::optional<AddressFinding> firstBad;
    bool hasGood = false;
    for (const AddressText &place : addresses) {
        const QList<AddressFinding> findings = addressesIn(place);
        const bool isGood = std::any_of(findings.begin(), findings.end(),
                                        [](const AddressFinding &one) { return !one.jid.isEmpty(); });
        for (const AddressFinding &finding : findings) {
            if (!finding.jid.isEmpty())
                addContact({finding.jid, oneLine(name.isEmpty() ? finding.name : name, maxName),
                            cleanLabels(labels), line});
            else if (isGood)
                beside.append(finding);
            else if (!firstBad)
                firstBad = finding;
        }
        hasGood = hasGood || isGood;
    }
    for (const AddressFinding &finding : std::as_const(beside))
        report(line, finding.problem, finding.text, finding.network);
    if (!hasGood && firstBad)
        report(line, firstBad->problem, firstBad->text, firstBad->network);
    else if (!hasGood)
        report(line, ImportProblemKind::NoAddress, name);
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

void ImportCollector::report(int line, ImportProblemKind kind, const QString &text, const QString &network)
{
    if (m_preview.problems.size() < maxProblems)
        m_preview.problems.append(
            {line, kind, oneLine(text, maxProblemText), oneLine(network, maxProblemText)});
}

ImportPreview parseContacts(const QByteArray &data, ImportFormat format)
{
    ImportCollector collector;
    if (data.size() > maxImportBytes) {
        collector.report(0, ImportProblemKind::TooLarge);
        return collector.take();
    }
    const std::optional<QByteArray> wide = utf8OfWideText(data);
    const bool hasMark = data.startsWith("\xef\xbb\xbf");
    const QByteArray bytes = wide ? *wide : hasMark ? data.mid(3) : data;
    const bool isUnicode = wide || hasMark;
    switch (format == ImportFormat::Detect ? detected(bytes) : format) {
    case ImportFormat::Csv:
        readCsv(bytes, isUnicode, collector);
        break;
    case ImportFormat::VCard:
        readVCards(bytes, isUnicode, collector);
        break;
    case ImportFormat::Detect:
        collector.report(0, ImportProblemKind::UnknownFormat);
        break;
    }
    return collector.take();
}

} // namespace roost
