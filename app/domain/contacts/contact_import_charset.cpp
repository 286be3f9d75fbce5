// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/contact_import_charset.h"

#include <QHash>
#include <QStringDecoder>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr qsizetype probeSize = 2048;

/// Other names of the encodings in the tables. ISO-8859-1 is decoded as Windows-1252, which programs mean by
/// it and which differs only in the control characters; the same holds for Turkish and Thai.
struct Alias
{
    QLatin1StringView other;
    QLatin1StringView name;
};
constexpr Alias aliases[] = {
    {"iso88591"_L1, "windows-1252"_L1}, {"latin1"_L1, "windows-1252"_L1},
    {"usascii"_L1, "windows-1252"_L1},  {"ascii"_L1, "windows-1252"_L1},
    {"ansi"_L1, "windows-1252"_L1},     {"iso88599"_L1, "windows-1254"_L1},
    {"latin5"_L1, "windows-1254"_L1},   {"iso885911"_L1, "windows-874"_L1},
    {"tis620"_L1, "windows-874"_L1},    {"latin2"_L1, "iso-8859-2"_L1},
    {"iso88598i"_L1, "iso-8859-8"_L1},  {"latin9"_L1, "iso-8859-15"_L1},
    {"koi8"_L1, "koi8-r"_L1},           {"koi8ru"_L1, "koi8-u"_L1},
    {"mac"_L1, "macintosh"_L1},         {"xmacroman"_L1, "macintosh"_L1},
    {"macroman"_L1, "macintosh"_L1},    {"cp437"_L1, "ibm437"_L1},
    {"cp850"_L1, "ibm850"_L1},          {"cp852"_L1, "ibm852"_L1},
    {"cp866"_L1, "ibm866"_L1},
};

/// One key for "Windows-1251", "windows1251", "CP1251" and "x-cp1251".
QByteArray keyOf(QByteArrayView charset)
{
    QByteArray key;
    for (const char c : charset) {
        const char lower = c >= 'A' && c <= 'Z' ? char(c + 32) : c;
        if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9'))
            key += lower;
    }
    for (const char *prefix : {"xcp", "cp", "win", "mswin"}) {
        const QByteArray digits = key.startsWith(prefix) ? key.mid(qsizetype(strlen(prefix))) : QByteArray();
        if (digits.startsWith("125") || digits == "874")
            return "windows" + digits;
    }
    return key;
}

QByteArrayView viewOf(QLatin1StringView text) { return QByteArrayView(text.data(), text.size()); }

QHash<QByteArray, const CharsetTable *> tablesByKey()
{
    QHash<QByteArray, const CharsetTable *> tables;
    for (const CharsetTable &table : charsetTables())
        tables.insert(keyOf(viewOf(table.name)), &table);
    for (const Alias &alias : aliases)
        tables.insert(viewOf(alias.other).toByteArray(), tables.value(keyOf(viewOf(alias.name))));
    return tables;
}

const CharsetTable *tableOf(QByteArrayView charset)
{
    static const QHash<QByteArray, const CharsetTable *> tables = tablesByKey();
    return tables.value(keyOf(charset));
}

QString decodedByTable(const CharsetTable &table, const QByteArray &bytes)
{
    QString text(bytes.size(), Qt::Uninitialized);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const auto byte = uchar(bytes[i]);
        text[i] = byte < 0x80 ? QChar(char16_t(byte)) : table.upperHalf[byte - 0x80];
    }
    return text;
}

/// Number of bytes of the UTF-8 character at `at`; 0 if invalid. (No overlong forms, no surrogates.)
qsizetype utf8Length(const QByteArray &bytes, qsizetype at)
{
    const auto byte = [&bytes](qsizetype i) { return i < bytes.size() ? uchar(bytes[i]) : uchar(0); };
    const uchar first = byte(at);
    const qsizetype length = first < 0x80                    ? 1
                             : first >= 0xc2 && first < 0xe0 ? 2
                             : first >= 0xe0 && first < 0xf0 ? 3
                             : first >= 0xf0 && first < 0xf5 ? 4
                                                             : 0;
    for (qsizetype i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xc0) != 0x80)
            return 0;
    }
    const uchar second = byte(at + 1);
    const bool isBad = (first == 0xe0 && second < 0xa0) || (first == 0xed && second >= 0xa0) ||
                       (first == 0xf0 && second < 0x90) || (first == 0xf4 && second >= 0x90);
    return isBad ? 0 : length;
}

/// Detects UTF-16 without a byte order mark: every other byte of plain text is zero.
std::optional<QStringConverter::Encoding> guessedUtf16(QByteArrayView data)
{
    const QByteArrayView probe = data.first(std::min(data.size(), probeSize) & ~qsizetype(1));
    qsizetype zeroes[2] = {0, 0};
    for (qsizetype i = 0; i < probe.size(); ++i)
        zeroes[i & 1] += probe[i] == '\0' ? 1 : 0;
    if (zeroes[1] > probe.size() / 4 && zeroes[0] == 0)
        return QStringConverter::Utf16LE;
    if (zeroes[0] > probe.size() / 4 && zeroes[1] == 0)
        return QStringConverter::Utf16BE;
    return std::nullopt;
}

} // namespace

std::optional<QString> decodedAs(QByteArrayView charset, const QByteArray &bytes)
{
    if (const CharsetTable *table = tableOf(charset))
        return decodedByTable(*table, bytes);
    // Stateless, so that half a character at the end is an error too. With ICU, Qt knows more names.
    QStringDecoder decoder(charset.toByteArray().constData(), QStringConverter::Flag::Stateless);
    if (!decoder.isValid())
        return std::nullopt;
    const QString text = decoder.decode(bytes);
    return decoder.hasError() || text.contains(QChar::ReplacementCharacter) ? std::nullopt
                                                                            : std::optional(text);
}

bool isCharsetKnown(QByteArrayView charset)
{
    return tableOf(charset) || QStringDecoder(charset.toByteArray().constData()).isValid();
}

QString decodedByGuess(const QByteArray &bytes)
{
    qsizetype good = 0;
    qsizetype bad = 0;
    for (qsizetype i = 0; i < bytes.size();) {
        const qsizetype length = utf8Length(bytes, i);
        good += length > 1 ? 1 : 0;
        bad += length == 0 ? 1 : 0;
        i += std::max<qsizetype>(length, 1);
    }
    if (bad > good) {
        static const CharsetTable *western = tableOf("windows-1252");
        return decodedByTable(*western, bytes);
    }
    return QString::fromUtf8(bytes);
}

std::optional<QByteArray> utf8OfWideText(const QByteArray &data)
{
    const auto startsWith = [&data](QByteArrayView mark) { return data.startsWith(mark); };
    std::optional<QStringConverter::Encoding> encoding;
    if (startsWith(QByteArrayView("\xff\xfe\0\0", 4)) || startsWith(QByteArrayView("\0\0\xfe\xff", 4)))
        encoding = QStringConverter::Utf32;
    else if (startsWith("\xff\xfe") || startsWith("\xfe\xff"))
        encoding = QStringConverter::Utf16;
    else
        encoding = guessedUtf16(data);
    if (!encoding)
        return std::nullopt;
    return QString(QStringDecoder(*encoding, QStringConverter::Flag::Stateless).decode(data)).toUtf8();
}

} // namespace roost
