// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace roost {

/// What a file of contacts is written in. Detect looks at the content, never at a file name.
enum class ImportFormat : quint8 { Detect, Csv, VCard };

/// Why a row, or the rest of a file, was not taken, or not with certainty.
enum class ImportProblemKind : quint8 {
    NoAddress,      ///< Neither a column nor a property with an XMPP address (an e-mail address is none).
    InvalidAddress, ///< text = what stands there.
    OtherNetwork,   ///< An address of another network: text = the address, network = its scheme or its name.
    UnclearNetwork, ///< text = an address of which the file does not say what it is for.
    Room,           ///< text = an address at which people meet (RFC 5122, query "join"), not a person.
    OtherColumn, ///< One more column holds addresses, and no header says which is meant: text = its header or
                 ///< its first cell. Its addresses were not taken.
    UnknownCharset, ///< text = the character encoding that the file declares. The name may be wrong.
    Duplicate,     ///< The address came before in this file; text = the address. Its labels were added to the
                   ///< first.
    Malformed,     ///< A quote or a card that is never closed.
    TooManyRows,   ///< Read up to this line only.
    TooLarge,      ///< The file is over the limit; nothing was read.
    UnknownFormat, ///< Neither CSV nor vCard: nothing was read.
};

/// One contact found. `line` (from 1) is where its row or card begins.
struct ImportedContact
{
    Jid jid;            ///< Bare.
    QString name;       ///< On one line, at most 256 characters; may be empty.
    QStringList labels; ///< Without doubles, in the order of the file; each on one line.
    int line = 0;

    bool operator==(const ImportedContact &) const = default;
};

/// One row that was not taken, was joined with another, or is not certain.
struct ImportProblem
{
    int line = 0; ///< From 1; 0 = the whole file.
    ImportProblemKind kind = ImportProblemKind::Malformed;
    QString text;         ///< What stands there, at most 128 characters; from outside, show it as plain text.
    QString network = {}; ///< The same; for OtherNetwork alone.

    bool operator==(const ImportProblem &) const = default;
};

/// What would be imported, for the user to look at first.
struct ImportPreview
{
    QList<ImportedContact> contacts;
    QList<ImportProblem> problems;
};

constexpr qsizetype kMaxImportBytes = 16 * 1024 * 1024;
constexpr int kMaxImportRows = 100'000;

/// Reads a file of contacts: CSV (RFC 4180; comma, semicolon or tab; with or without a header row, in any
/// language) or vCard (RFC 6350 and 2426; 2.1 with quoted-printable, base64 and CHARSET). Text of which the
/// encoding is not declared is UTF-16, UTF-8 or Windows-1252; the latter is decided for each cell and value,
/// so that a bad byte harms no other. A bad row is reported and the rest is read; no address is made up of
/// something that is not plainly one. Pure and thread-safe; takes some seconds for the largest file, so
/// run it in a pool thread.
[[nodiscard]] ImportPreview parseContacts(const QByteArray &data, ImportFormat format = ImportFormat::Detect);

} // namespace roost

Q_DECLARE_METATYPE(roost::ImportPreview)
