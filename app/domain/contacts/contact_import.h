// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace roost {

/// Format of a file of contacts. Detect decides by the content, never by the file name.
enum class ImportFormat : quint8 { Detect, Csv, VCard };

/// Reason why a row or the rest of a file was skipped, or is uncertain.
enum class ImportProblemKind : quint8 {
    NoAddress,      ///< No column or property with an XMPP address (an e-mail address is none).
    InvalidAddress, ///< text = the content of the cell or property.
    OtherNetwork,   ///< An address of another network: text = the address, network = its scheme or its name.
    UnclearNetwork, ///< text = an address without its network.
    Room,           ///< text = the address of a room (RFC 5122, query "join"), not of a person.
    OtherColumn, ///< A further column with addresses that was skipped, because no header identifies the right
                 ///< one: text = its header or its first cell.
    UnknownCharset, ///< text = the character encoding that the file declares. The name may be wrong.
    Duplicate,      ///< The address occurs earlier in this file; text = the address. Its labels were added to
                    ///< the first one.
    Malformed,      ///< A quote or a card that is never closed.
    TooManyRows,    ///< The rows from this line on were not read.
    TooLarge,       ///< The file exceeds the limit; nothing was read.
    UnknownFormat,  ///< Neither CSV nor vCard: nothing was read.
};

/// One contact of the file. `line` (from 1) is the start of its row or card.
struct ImportedContact
{
    Jid jid;            ///< Bare.
    QString name;       ///< On one line, at most 256 characters; may be empty.
    QStringList labels; ///< Without duplicates, in the order of the file; each on one line.
    int line = 0;

    bool operator==(const ImportedContact &) const = default;
};

/// One row that was skipped, merged with another, or is uncertain.
struct ImportProblem
{
    int line = 0; ///< From 1; 0 = the whole file.
    ImportProblemKind kind = ImportProblemKind::Malformed;
    QString text;         ///< See ImportProblemKind; at most 128 characters, to be shown as plain text only.
    QString network = {}; ///< The same; for OtherNetwork only.

    bool operator==(const ImportProblem &) const = default;
};

/// Preview of an import for the user.
struct ImportPreview
{
    QList<ImportedContact> contacts;
    QList<ImportProblem> problems;
};

constexpr qsizetype maxImportBytes = 16 * 1024 * 1024;
constexpr int maxImportRows = 100'000;

/// Reads a file of contacts: CSV (RFC 4180; comma, semicolon or tab; with or without a header row, in any
/// language) or vCard (RFC 6350 and 2426; 2.1 with quoted-printable, base64 and CHARSET). Text without a
/// declared encoding is UTF-16, UTF-8 or Windows-1252; the last is detected for each cell and value, so that
/// a bad byte harms no other. Reports a bad row and reads the others; never guesses an address from other
/// text. Pure and thread-safe. The largest file takes some seconds, so call it in a pool thread.
[[nodiscard]] ImportPreview parseContacts(const QByteArray &data, ImportFormat format = ImportFormat::Detect);

} // namespace roost

Q_DECLARE_METATYPE(roost::ImportPreview)
