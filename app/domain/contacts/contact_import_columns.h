// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/contacts/contact_import_private.h"

namespace roost {

/// The kind of content of a table column.
enum class ColumnRole : quint8 {
    Unknown,
    Mail,      ///< E-mail addresses, which are no XMPP addresses.
    Xmpp,      ///< XMPP addresses, according to the header.
    Address,   ///< Addresses of any chat network, or of streets.
    OfService, ///< Addresses of the network in the column `service`.
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
    qsizetype service = -1; ///< For OfService: index of the column with the network.
    bool isCustom = false;  ///< For OfService: a custom field, which counts only if the network is XMPP.
};

/// Counts addresses and words by column, to identify the columns of a table.
class ColumnStatistics
{
public:
    void add(const QStringList &cells);
    /// Number of cells of the column with an address that contains '@'.
    [[nodiscard]] int addresses(qsizetype column) const { return m_addresses.value(column); }
    /// Number of cells of the column with letters and without '@'.
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
    QStringList leftOut; ///< Headers (or first cells) of further columns with addresses, which are not used.
};

/// Assigns roles to columns: by known headers (in several languages), else by content. `first`: the cells of
/// the first row; `rest`: statistics of all other rows.
[[nodiscard]] ColumnPlan planColumns(const QStringList &first, const ColumnStatistics &rest);

} // namespace roost
