// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/id_source.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>

namespace roost {

namespace {

QString textOf(const QByteArray &bits)
{
    return QString::fromLatin1(bits.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace

QString RandomIdSource::next()
{
    std::array<quint32, 4> bits{};
    QRandomGenerator::system()->fillRange(bits.data(), qsizetype(bits.size()));
    return textOf(QByteArray::fromRawData(reinterpret_cast<const char *>(bits.data()), sizeof bits));
}

QString SeededIdSource::next()
{
    const QByteArray input = m_seed.toUtf8() + ' ' + QByteArray::number(++m_count);
    return textOf(QCryptographicHash::hash(input, QCryptographicHash::Sha256).left(16));
}

} // namespace roost
