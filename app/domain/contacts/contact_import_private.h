// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/contacts/contact_import.h"

#include <QHash>

#include <span>

namespace roost {

/// Text of a cell or property that may contain addresses.
struct AddressText
{
    QString text;
    bool isXmpp = false;    ///< A header, property or scheme declares it an XMPP address.
    QString network = {};   ///< Declared network other than XMPP; empty if none.
    bool isUnclear = false; ///< The network should be declared, but is not.
};

/// Result for one address in an AddressText: either an address or a problem.
struct AddressFinding
{
    Jid jid; ///< Bare; empty if there is a problem.
    ImportProblemKind problem = ImportProblemKind::InvalidAddress;
    QString text = {};
    QString network = {};
    QString name = {}; ///< Name part of `Name <address>`.
};

/// The addresses in `place`: plain, with the scheme xmpp or jabber, `Name <address>`, or several of them,
/// separated by commas, semicolons, `:::` or line breaks. Other text gives a finding with the reason. A text
/// without '@' is an address only if the file declares it XMPP and it looks like a host. Empty only for an
/// empty text.
[[nodiscard]] QList<AddressFinding> addressesIn(const AddressText &place);

/// True if addressesIn() finds a valid address with '@' in the text.
[[nodiscard]] bool holdsAddress(const QString &text);

/// The display name of a network other than XMPP. Empty for XMPP ("Jabber", "XMPP") and for an empty
/// `service`.
[[nodiscard]] QString otherNetwork(const QString &service);
/// True for "XMPP" and "Jabber", in any case.
[[nodiscard]] bool isXmppService(const QString &service);

/// The text without spaces and invisible characters at both ends.
[[nodiscard]] QStringView visiblePart(QStringView text);

/// Collects the findings of the readers: checks addresses, merges duplicates, applies the limits. A value for
/// one file.
class ImportCollector
{
public:
    /// Adds one row or card with its unparsed addresses. False if the limit of rows is reached.
    bool add(int line, const QList<AddressText> &addresses, const QString &name, const QStringList &labels);
    void report(int line, ImportProblemKind kind, const QString &text = {}, const QString &network = {});
    [[nodiscard]] ImportPreview take() { return std::move(m_preview); }

private:
    void addContact(ImportedContact contact);

    ImportPreview m_preview;
    QHash<Jid, qsizetype> m_indexes;
    int m_rows = 0;
};

/// Readers of a file's bytes. `isUnicode`: they are certainly UTF-8. Lines may end in CR LF, LF or CR.
void readCsv(const QByteArray &data, bool isUnicode, ImportCollector &collector);
void readVCards(const QByteArray &data, bool isUnicode, ImportCollector &collector);

} // namespace roost
