// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/contacts/contact_import.h"

#include <QHash>

#include <span>

namespace roost {

/// Text at a place where an address is allowed.
struct AddressText
{
    QString text;
    bool isXmpp = false;  ///< The file says that it is an XMPP address, by a header, a property or a scheme.
    QString network = {}; ///< The file says that it is of this network, which is another one; else empty.
    bool isUnclear = false; ///< The file ought to say which network it is of, and does not.
};

/// Result for one address in an AddressText: either an address or a problem.
struct AddressFinding
{
    Jid jid; ///< Bare; empty if there is a problem.
    ImportProblemKind problem = ImportProblemKind::InvalidAddress;
    QString text = {};
    QString network = {};
    QString name = {}; ///< Of `Name <address>`.
};

/// The addresses in `place`: plain, with the scheme xmpp or jabber, `Name <address>`, or several of them with
/// commas, semicolons, `:::` or line breaks between. A text that is none of this is not bent until it is: the
/// findings say why. Something without '@' is an address only where the file says that it is XMPP, and must
/// look like a host. Never empty, unless the text is.
[[nodiscard]] QList<AddressFinding> addressesIn(const AddressText &place);

/// True if the text is, or holds, an address with '@' that addressesIn() takes.
[[nodiscard]] bool holdsAddress(const QString &text);

/// Empty for XMPP ("Jabber", "XMPP"), and if `service` is empty; else the name of the other network, for
/// people.
[[nodiscard]] QString otherNetwork(const QString &service);
/// True for "XMPP" and "Jabber", in any case.
[[nodiscard]] bool isXmppService(const QString &service);

/// The text without what cannot be seen at both of its ends: spaces and format characters.
[[nodiscard]] QStringView visiblePart(QStringView text);

/// Gathers what the readers of contact_import find: checks addresses, joins doubles, keeps to the limits. A
/// value for one file.
class ImportCollector
{
public:
    /// One row or card with the addresses it has, as they stand there. False when there may be no more.
    bool add(int line, const QList<AddressText> &addresses, const QString &name, const QStringList &labels);
    void report(int line, ImportProblemKind kind, const QString &text = {}, const QString &network = {});
    [[nodiscard]] ImportPreview take() { return std::move(m_preview); }

private:
    void addContact(ImportedContact contact);

    ImportPreview m_preview;
    QHash<Jid, qsizetype> m_indexes;
    int m_rows = 0;
};

/// Run over bytes, which are UTF-8 for certain if `isUnicode`. Lines may end in CR LF, LF or CR.
void readCsv(const QByteArray &data, bool isUnicode, ImportCollector &collector);
void readVCards(const QByteArray &data, bool isUnicode, ImportCollector &collector);

} // namespace roost
