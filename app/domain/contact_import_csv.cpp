// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contact_import_parts.h"

#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr qsizetype kMaxQuoted = 16 * 1024; // beyond it, the quote was never meant to be closed so late
constexpr qsizetype kMaxColumns = 512;
constexpr int kMaxBroken = 1000;

bool isLineEnd(QChar c) { return c == u'\n' || c == u'\r'; }

/// Reads rows one after the other (RFC 4180, and what spreadsheets make of it).
class CsvReader
{
public:
    CsvReader(const QString &text, QChar delimiter) : m_text(text), m_delimiter(delimiter) {}

    struct Row
    {
        int line = 0;
        QStringList cells;
        bool isBroken = false; ///< A quote was not closed; reading goes on in the next line.
    };

    /// False at the end. Empty lines are skipped.
    bool next(Row &row)
    {
        while (m_at < m_text.size() && isLineEnd(m_text[m_at]))
            skipLineEnd();
        if (m_at >= m_text.size())
            return false;
        row = {m_line, {}, false};
        const qsizetype start = m_at;
        while (true) {
            QString cell;
            if (!readCell(cell)) {
                row.isBroken = true;
                m_at = start;
                m_line = row.line;
                while (m_at < m_text.size() && !isLineEnd(m_text[m_at]))
                    ++m_at;
                row.cells = {m_text.mid(start, std::min<qsizetype>(m_at - start, 256))};
                return true;
            }
            if (row.cells.size() < kMaxColumns)
                row.cells.append(cell.trimmed());
            if (m_at >= m_text.size() || m_text[m_at] != m_delimiter)
                return true;
            ++m_at;
        }
    }

private:
    void skipLineEnd()
    {
        const bool isPair = m_text[m_at] == u'\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'\n';
        m_at += isPair ? 2 : 1;
        ++m_line;
    }

    bool readCell(QString &cell)
    {
        while (m_at < m_text.size() && m_text[m_at] == u' ' && m_text[m_at] != m_delimiter)
            ++m_at;
        if (m_at < m_text.size() && m_text[m_at] == u'"' && !readQuoted(cell))
            return false;
        // What follows a closing quote belongs to the cell too: spreadsheets do that, people as well.
        const qsizetype start = m_at;
        while (m_at < m_text.size() && m_text[m_at] != m_delimiter && !isLineEnd(m_text[m_at]))
            ++m_at;
        cell += QStringView(m_text).mid(start, m_at - start);
        return true;
    }

    bool readQuoted(QString &cell)
    {
        const qsizetype end = std::min(m_text.size(), m_at + kMaxQuoted);
        for (++m_at; m_at < end; ++m_at) {
            const QChar c = m_text[m_at];
            if (c == u'"') {
                if (m_at + 1 >= m_text.size() || m_text[m_at + 1] != u'"') {
                    ++m_at;
                    return true;
                }
                ++m_at;
            } else if (c == u'\n' ||
                       (c == u'\r' && (m_at + 1 >= m_text.size() || m_text[m_at + 1] != u'\n'))) {
                ++m_line;
            }
            cell += m_text[m_at];
        }
        return false;
    }

    const QString &m_text;
    const QChar m_delimiter;
    qsizetype m_at = 0;
    int m_line = 1;
};

/// Which of , ; and tab the first line has most of, outside quotes.
QChar detectedDelimiter(const QString &text)
{
    constexpr std::array<char16_t, 3> kDelimiters{u',', u';', u'\t'};
    std::array<int, 3> counts{};
    bool isQuoted = false;
    for (const QChar c : text) {
        if (c == u'"')
            isQuoted = !isQuoted;
        else if (isLineEnd(c) && !isQuoted)
            break;
        for (std::size_t i = 0; i < kDelimiters.size() && !isQuoted; ++i)
            counts[i] += c == kDelimiters[i] ? 1 : 0;
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return QChar(kDelimiters[std::size_t(most - counts.begin())]);
}

enum class Column : quint8 { Unknown, Email, Address, Name, GivenName, FamilyName, Labels };

/// "IM 1 - Value", "im_address" and "IM-Address" are alike: letters only, lower case.
Column columnOf(const QString &header)
{
    if (header.contains(u'@'))
        return Column::Unknown; // that is an address already
    QString key;
    for (const QChar c : header.toLower()) {
        if (c.isLetter())
            key += c;
    }
    static const QSet<QString> addresses{u"jid"_s,         u"jabber"_s,
                                         u"jabberid"_s,    u"jabberaddress"_s,
                                         u"xmpp"_s,        u"xmppid"_s,
                                         u"xmppaddress"_s, u"xmppjid"_s,
                                         u"address"_s,     u"im"_s,
                                         u"imaddress"_s,   u"imvalue"_s,
                                         u"impp"_s,        u"chat"_s,
                                         u"chataddress"_s, u"account"_s,
                                         u"adresse"_s,     u"jabberidentifier"_s};
    static const QSet<QString> names{u"name"_s, u"fn"_s,    u"fullname"_s, u"displayname"_s, u"nickname"_s,
                                     u"nick"_s, u"alias"_s, u"contact"_s,  u"contactname"_s};
    static const QSet<QString> labels{
        u"groups"_s,     u"group"_s,    u"labels"_s,          u"label"_s,      u"tags"_s,   u"tag"_s,
        u"categories"_s, u"category"_s, u"groupmembership"_s, u"department"_s, u"gruppe"_s, u"gruppen"_s};
    if (addresses.contains(key))
        return Column::Address;
    if (names.contains(key))
        return Column::Name;
    if (labels.contains(key))
        return Column::Labels;
    if (key == u"givenname" || key == u"firstname" || key == u"vorname")
        return Column::GivenName;
    if (key == u"familyname" || key == u"lastname" || key == u"surname" || key == u"nachname")
        return Column::FamilyName;
    return key.startsWith(u"email") || key == u"mail" ? Column::Email : Column::Unknown;
}

/// Columns of a table without headers, guessed from its first row: the first address, then a name, then
/// labels.
QList<Column> guessedColumns(const QStringList &cells)
{
    QList<Column> columns(cells.size(), Column::Unknown);
    qsizetype address = 0;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (cells[i].contains(u'@') && !importedAddress(cells[i]).isEmpty()) {
            address = i;
            break;
        }
    }
    Column next = Column::Name;
    for (qsizetype i = 0; i < columns.size() && next != Column::Unknown; ++i) {
        if (i == address)
            continue;
        columns[i] = next;
        next = next == Column::Name ? Column::Labels : Column::Unknown;
    }
    columns[address] = Column::Address;
    return columns;
}

/// "Work; Friends", "a|b", or the "* myContacts ::: Work" of Google.
QStringList splitLabels(const QString &cell)
{
    QString text = cell;
    text.replace(u":::"_s, u";"_s).replace(u'|', u';').replace(u',', u';');
    QStringList labels = text.split(u';', Qt::SkipEmptyParts);
    for (QString &label : labels) {
        label = label.trimmed();
        if (label.startsWith("* "_L1))
            label.remove(0, 2);
    }
    return labels;
}

/// `Name <address>` in an address column gives a name too.
QString nameBeside(const QString &address)
{
    const qsizetype open = address.lastIndexOf(u'<');
    return open > 0 && address.endsWith(u'>') ? address.left(open).trimmed() : QString();
}

bool addRow(const CsvReader::Row &row, const QList<Column> &columns, ImportCollector &collector)
{
    QStringList addresses;
    QString name;
    QString given;
    QString family;
    QStringList labels;
    for (qsizetype i = 0; i < std::min(columns.size(), row.cells.size()); ++i) {
        const QString &cell = row.cells[i];
        if (cell.isEmpty())
            continue;
        switch (columns[i]) {
        case Column::Address:
            addresses.append(cell);
            break;
        case Column::Name:
            if (name.isEmpty())
                name = cell;
            break;
        case Column::GivenName:
            given = cell;
            break;
        case Column::FamilyName:
            family = cell;
            break;
        case Column::Labels:
            labels += splitLabels(cell);
            break;
        case Column::Email:
        case Column::Unknown:
            break;
        }
    }
    if (name.isEmpty())
        name = QString(given + u' ' + family).trimmed();
    if (name.isEmpty() && !addresses.isEmpty())
        name = nameBeside(addresses.front());
    return collector.add(row.line, addresses, name, labels);
}

} // namespace

void readCsv(const QString &text, ImportCollector &collector)
{
    // Excel's own way to say it.
    const bool saysDelimiter =
        text.startsWith("sep="_L1, Qt::CaseInsensitive) && text.size() > 4 && !isLineEnd(text[4]);
    CsvReader reader(text, saysDelimiter ? text[4] : detectedDelimiter(text));
    CsvReader::Row row;
    if (saysDelimiter)
        reader.next(row);

    QList<Column> columns;
    int broken = 0;
    while (reader.next(row)) {
        if (row.isBroken) {
            collector.report(row.line, ImportProblemKind::Malformed, row.cells.value(0));
            if (++broken >= kMaxBroken)
                return;
            continue;
        }
        if (std::all_of(row.cells.begin(), row.cells.end(),
                        [](const QString &cell) { return cell.isEmpty(); }))
            continue;
        if (columns.isEmpty()) {
            std::transform(row.cells.begin(), row.cells.end(), std::back_inserter(columns), columnOf);
            const bool isHeader =
                std::any_of(columns.begin(), columns.end(), [](Column c) { return c != Column::Unknown; });
            if (isHeader)
                continue;
            columns = guessedColumns(row.cells);
        }
        if (!addRow(row, columns, collector))
            return;
    }
}

} // namespace roost
