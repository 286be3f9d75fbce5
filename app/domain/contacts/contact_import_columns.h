// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/contacts/contact_import_private.h"

namespace roost {

/// The kind of content of a table column.
enum class ColumnRole : quint8 {
    Unknown,
    Mail,      ///< E-mail addresses, which are no XMPP addresses.
    Xmpp,      ///< Addresses that the header says to be of XMPP.
    Address,   ///< Addresses of any kind of chat, or of streets.
    OfService, ///< Addresses of the network that the cell in the column `service` names.
    Service,
    Name,
    GivenName,
    FamilyName,
    Nickname,
    Labels,
};

/// One column of a table.
struct Column
{
    ColumnRole role = ColumnRole::Unknown;
    qsizetype service = -1; ///< For OfService.
    bool isCustom = false;  ///< For OfService: the field may hold anything, if it is not of XMPP.
};

/// Content of the table rows, as far as it identifies the columns.
class ColumnStatistics
{
public:
    void add(const QStringList &cells);
    /// Cells of the column that hold an address with '@'.
    [[nodiscard]] int addresses(qsizetype column) const { return m_addresses.value(column); }
    /// Cells of the column with letters and without '@'.
    [[nodiscard]] int words(qsizetype column) const { return m_words.value(column); }

private:
    QList<int> m_addresses;
    QList<int> m_words;
};

/// The columns of one table.
struct ColumnPlan
{
    QList<Column> columns;
    bool hasHeader = false;
    QStringList
        leftOut; ///< Headers (or first cells) of more columns with addresses that nothing tells apart.
};

/// Known headers come first, in some languages; then what the columns hold decides. `first` are the cells of
/// the first row, `rest` is about all the others.
[[nodiscard]] ColumnPlan planColumns(const QStringList &first, const ColumnStatistics &rest);

} // namespace roost
