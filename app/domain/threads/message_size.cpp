// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/message_size.h"

namespace roost {

qsizetype wireSize(QStringView body)
{
    constexpr qsizetype longestEscape = 6; // &quot;
    qsizetype bytes = 0;
    for (const QChar c : body) {
        const char16_t unit = c.unicode();
        if (unit == u'&' || unit == u'<' || unit == u'>' || unit == u'"' || unit == u'\'')
            bytes += longestEscape;
        else if (unit < 0x80)
            bytes += 1;
        else if (unit < 0x800 || c.isSurrogate()) // Half of a pair of four bytes.
            bytes += 2;
        else
            bytes += 3;
    }
    return bytes;
}

bool fitsOneMessage(QStringView body)
{
    constexpr qsizetype mostPerUnit = 6;
    return body.size() * mostPerUnit <= longestBodyBytes || wireSize(body) <= longestBodyBytes;
}

} // namespace roost
