// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/records.h"

namespace roost {

namespace {
constexpr qsizetype previewLength = 160;

/// True if the text has no white space except single blanks between words.
bool isSimplified(QStringView text)
{
    bool wasBlank = true;
    for (const QChar c : text) {
        if (c.isSpace() && (wasBlank || c != u' '))
            return false;
        wasBlank = c == u' ';
    }
    return !wasBlank || text.isEmpty();
}
} // namespace

QString messagePreview(const QString &body)
{
    if (body.size() <= previewLength && isSimplified(body))
        return body;
    // Cut first, so that a very long text costs no more than a line.
    QString preview = body.left(4 * previewLength).simplified();
    if (preview.size() <= previewLength)
        return preview;
    preview.truncate(preview.at(previewLength - 1).isHighSurrogate() ? previewLength - 1 : previewLength);
    return preview;
}

void applyChange(MessageRecord &message, const MessageRecord &change)
{
    message.correction = QString();
    if (change.notice == MessageNotice::None) {
        message.correction = change.body;
        return;
    }
    message.notice = change.notice;
    message.body.clear();
    message.subject.clear();
    message.detail.clear();
}

QString previewOf(const MessageRecord &message)
{
    if (message.notice != MessageNotice::None)
        return messagePreview(message.detail);
    const QString &text = messageText(message);
    return messagePreview(text.isEmpty() ? message.subject : text);
}

} // namespace roost
