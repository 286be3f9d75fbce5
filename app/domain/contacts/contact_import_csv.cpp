// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/contact_import_charset.h"
#include "domain/contacts/contact_import_columns.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr qsizetype maxQuoted = 16 * 1024; // a longer quoted cell is taken for an unclosed quote
constexpr qsizetype maxColumns = 512;
constexpr int maxBroken = 1000;

bool isLineEnd(char c) { return c == '\n' || c == '\r'; }

/// Reads row by row (RFC 4180, with the variations of spreadsheets). Decodes each cell separately, so that a
/// bad byte harms no other.
class CsvReader
{
public:
    CsvReader(const QByteArray &data, char delimiter, bool isUnicode)
        : m_data(data)
        , m_delimiter(delimiter)
        , m_isUnicode(isUnicode)
    {
    }

    struct Row
    {
        int line = 0;
        QStringList cells;
        bool isBroken = false; ///< A quote was not closed; the reader continues in the next line.
    };

    /// False at the end. Empty lines are skipped.
    bool next(Row &row)
    {
        while (m_at < m_data.size() && isLineEnd(m_data[m_at]))
            skipLineEnd();
        if (m_at >= m_data.size())
            return false;
        row = {m_line, {}, false};
        const qsizetype start = m_at;
        while (true) {
            QByteArray cell;
            if (!readCell(cell)) {
                row.isBroken = true;
                m_at = start;
                m_line = row.line;
                while (m_at < m_data.size() && !isLineEnd(m_data[m_at]))
                    ++m_at;
                row.cells = {decoded(m_data.mid(start, std::min<qsizetype>(m_at - start, 256)))};
                return true;
            }
            if (row.cells.size() < maxColumns)
                row.cells.append(decoded(cell).trimmed());
            if (m_at >= m_data.size() || m_data[m_at] != m_delimiter)
                return true;
            ++m_at;
        }
    }

private:
    void skipLineEnd()
    {
        const bool isPair = m_data[m_at] == '\r' && m_at + 1 < m_data.size() && m_data[m_at + 1] == '\n';
        m_at += isPair ? 2 : 1;
        ++m_line;
    }

    bool readCell(QByteArray &cell)
    {
        while (m_at < m_data.size() && m_data[m_at] == ' ' && m_data[m_at] != m_delimiter)
            ++m_at;
        if (m_at < m_data.size() && m_data[m_at] == '"' && !readQuoted(cell))
            return false;
        // Text behind a closing quote belongs to the cell too; spreadsheets and people write that.
        const qsizetype start = m_at;
        while (m_at < m_data.size() && m_data[m_at] != m_delimiter && !isLineEnd(m_data[m_at]))
            ++m_at;
        cell += QByteArrayView(m_data).sliced(start, m_at - start);
        return true;
    }

    bool readQuoted(QByteArray &cell)
    {
        const qsizetype end = std::min(m_data.size(), m_at + maxQuoted);
        for (++m_at; m_at < end; ++m_at) {
            const char c = m_data[m_at];
            if (c == '"') {
                if (m_at + 1 >= m_data.size() || m_data[m_at + 1] != '"') {
                    ++m_at;
                    return true;
                }
                ++m_at;
            } else if (c == '\n' || (c == '\r' && (m_at + 1 >= m_data.size() || m_data[m_at + 1] != '\n'))) {
                ++m_line;
            }
            cell += m_data[m_at];
        }
        return false;
    }

    [[nodiscard]] QString decoded(const QByteArray &cell) const
    {
        return m_isUnicode ? QString::fromUtf8(cell) : decodedByGuess(cell);
    }

    const QByteArray &m_data;
    const char m_delimiter;
    const bool m_isUnicode;
    qsizetype m_at = 0;
    int m_line = 1;
};

/// The most frequent of comma, semicolon and tab in the first line, outside quotes.
char detectedDelimiter(const QByteArray &data)
{
    constexpr std::array<char, 3> delimiters{',', ';', '\t'};
    std::array<int, 3> counts{};
    bool isQuoted = false;
    for (const char c : data) {
        if (c == '"')
            isQuoted = !isQuoted;
        else if (isLineEnd(c) && !isQuoted)
            break;
        for (std::size_t i = 0; i < delimiters.size() && !isQuoted; ++i)
            counts[i] += c == delimiters[i] ? 1 : 0;
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return delimiters[std::size_t(most - counts.begin())];
}

/// Splits "Work; Friends", "a|b", or Google's "* myContacts ::: Work".
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

/// One row, sorted by the roles of its columns.
struct Entry
{
    QList<AddressText> addresses;
    QString name;
    QString given;
    QString family;
    QString nickname;
    QStringList labels;
};

void readAddress(const QStringList &cells, qsizetype at, const Column &column, Entry &entry)
{
    AddressText address{cells[at], column.role == ColumnRole::Xmpp, {}};
    if (column.role == ColumnRole::OfService) {
        // Google may list a service for each address; "* " marks a type: "* Other".
        QString service = cells.value(column.service).section(u":::"_s, 0, 0).trimmed();
        if (service.startsWith("* "_L1))
            service.remove(0, 2);
        address.isXmpp = isXmppService(service);
        if (column.isCustom && !address.isXmpp)
            return;
        address.network = otherNetwork(service);
    }
    entry.addresses.append(address);
}

void readCell(const QStringList &cells, qsizetype at, const Column &column, Entry &entry)
{
    const QString &cell = cells[at];
    if (cell.isEmpty())
        return;
    if (column.role == ColumnRole::Name && entry.name.isEmpty())
        entry.name = cell;
    else if (column.role == ColumnRole::GivenName)
        entry.given = cell;
    else if (column.role == ColumnRole::FamilyName)
        entry.family = cell;
    else if (column.role == ColumnRole::Nickname)
        entry.nickname = cell;
    else if (column.role == ColumnRole::Labels)
        entry.labels += splitLabels(cell);
    else if (column.role == ColumnRole::Xmpp || column.role == ColumnRole::Address ||
             column.role == ColumnRole::OfService)
        readAddress(cells, at, column, entry);
}

bool addRow(const CsvReader::Row &row, const QList<Column> &columns, ImportCollector &collector)
{
    Entry entry;
    for (qsizetype i = 0; i < std::min(columns.size(), row.cells.size()); ++i)
        readCell(row.cells, i, columns[i], entry);
    if (entry.name.isEmpty())
        entry.name = QString(entry.given + u' ' + entry.family).trimmed();
    if (entry.name.isEmpty())
        entry.name = entry.nickname;
    return collector.add(row.line, entry.addresses, entry.name, entry.labels);
}

bool isEmptyRow(const QStringList &cells)
{
    return std::all_of(cells.begin(), cells.end(), [](const QString &cell) { return cell.isEmpty(); });
}

/// Reads a table twice: first to assign the roles of the columns, then to collect the contacts.
class TableReader
{
public:
    TableReader(const QByteArray &data, bool isUnicode, ImportCollector &collector)
        : m_data(data)
        , m_isUnicode(isUnicode)
        , m_collector(collector)
    {
        // Excel writes the delimiter as "sep=;" in the first line.
        m_saysDelimiter = data.size() > 4 && data.left(4).toLower() == "sep=" && !isLineEnd(data[4]);
        m_delimiter = m_saysDelimiter ? data[4] : detectedDelimiter(data);
    }

    void read()
    {
        m_plan = plan();
        bool isFirst = true;
        eachRow([this, &isFirst](const CsvReader::Row &row) {
            if (row.isBroken) {
                m_collector.report(row.line, ImportProblemKind::Malformed, row.cells.value(0));
                return true;
            }
            if (std::exchange(isFirst, false)) {
                for (const QString &column : std::as_const(m_plan.leftOut))
                    m_collector.report(row.line, ImportProblemKind::OtherColumn, column);
                if (m_plan.hasHeader)
                    return true;
            }
            return addRow(row, m_plan.columns, m_collector);
        });
    }

private:
    ColumnPlan plan()
    {
        QStringList first;
        ColumnStatistics rest;
        int rows = 0;
        eachRow([&](const CsvReader::Row &row) {
            if (!row.isBroken && first.isEmpty())
                first = row.cells;
            else if (!row.isBroken)
                rest.add(row.cells);
            return ++rows <= maxImportRows;
        });
        return planColumns(first, rest);
    }

    /// Calls `take` for each row, until it returns false or too many rows are broken.
    template <typename Take> void eachRow(Take take)
    {
        CsvReader reader(m_data, m_delimiter, m_isUnicode);
        CsvReader::Row row;
        if (m_saysDelimiter)
            reader.next(row);
        int broken = 0;
        while (broken < maxBroken && reader.next(row)) {
            broken += row.isBroken ? 1 : 0;
            if ((row.isBroken || !isEmptyRow(row.cells)) && !take(row))
                return;
        }
    }

    const QByteArray &m_data;
    const bool m_isUnicode;
    ImportCollector &m_collector;
    bool m_saysDelimiter = false;
    char m_delimiter = ',';
    ColumnPlan m_plan;
};

} // namespace

void readCsv(const QByteArray &data, bool isUnicode, ImportCollector &collector)
{
    TableReader(data, isUnicode, collector).read();
}

} // namespace roost
