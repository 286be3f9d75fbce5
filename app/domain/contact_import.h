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

/// Why a row, or the rest of a file, was not taken.
enum class ImportProblemKind : quint8 {
    NoAddress,      ///< Neither a column nor a property with an XMPP address (an e-mail address is none).
    InvalidAddress, ///< text = what stands there.
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

/// One row that was not taken, or was joined with another.
struct ImportProblem
{
    int line = 0; ///< From 1; 0 = the whole file.
    ImportProblemKind kind = ImportProblemKind::Malformed;
    QString text; ///< What stands there, at most 128 characters; from outside, show it as plain text.

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

/// Reads a file of contacts: CSV (RFC 4180; comma, semicolon or tab; with or without a header row) or vCard
/// (RFC 6350 and 2426; 2.1 with quoted-printable), in UTF-8, UTF-16 or Latin-1. A bad row is reported and the
/// rest is read. Pure and thread-safe; takes up to some 100 ms for the largest file, so run it in a pool
/// thread.
[[nodiscard]] ImportPreview parseContacts(const QByteArray &data, ImportFormat format = ImportFormat::Detect);

} // namespace roost

Q_DECLARE_METATYPE(roost::ImportPreview)
