// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/id_source.h"

#include <QByteArray>
#include <QRandomGenerator>

#include <array>

namespace roost {

QString RandomIdSource::next()
{
    std::array<quint32, 4> bits{};
    QRandomGenerator::system()->fillRange(bits.data(), qsizetype(bits.size()));
    const auto bytes = QByteArray::fromRawData(reinterpret_cast<const char *>(bits.data()), sizeof bits);
    return QString::fromLatin1(
        bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace roost
