// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/contact_import.h"

#include <QHash>

namespace roost {

/// Gathers what the readers of contact_import find: checks addresses, joins doubles, keeps to the limits. A
/// value for one file.
class ImportCollector
{
public:
    /// One row or card with the addresses it has, as they stand there. False when there may be no more.
    bool add(int line, const QStringList &addresses, const QString &name, const QStringList &labels);
    void report(int line, ImportProblemKind kind, const QString &text = {});
    [[nodiscard]] ImportPreview take() { return std::move(m_preview); }

private:
    void addContact(ImportedContact contact);

    ImportPreview m_preview;
    QHash<Jid, qsizetype> m_indexes;
    int m_rows = 0;
};

/// The address in a cell: plain, `xmpp:` URI, or `Name <address>`; empty if there is none. Something without
/// '@' must at least look like a host.
[[nodiscard]] Jid importedAddress(const QString &text);

/// Runs over decoded text. Lines may end in CR LF, LF or CR.
void readCsv(const QString &text, ImportCollector &collector);
void readVCards(const QString &text, ImportCollector &collector);

} // namespace roost
