// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/records.h"

namespace roost {

namespace {
constexpr qsizetype previewLength = 160;
}

QString messagePreview(const QString &body)
{
    // Cut first, so that a pasted book costs no more than a line.
    QString preview = body.left(4 * previewLength).simplified();
    if (preview.size() <= previewLength)
        return preview;
    preview.truncate(preview.at(previewLength - 1).isHighSurrogate() ? previewLength - 1 : previewLength);
    return preview;
}

} // namespace roost
