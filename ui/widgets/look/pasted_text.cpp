// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/pasted_text.h"

#include "models/html_text.h"

#include <QMimeData>
#include <QUrl>

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// UTF-16 units of HTML; its text is a small part of it.
constexpr qsizetype longestHtml = 2'000'000;

bool hasFiles(const QMimeData &source)
{
    const QList<QUrl> urls = source.urls();
    return std::any_of(urls.begin(), urls.end(), [](const QUrl &url) { return url.isLocalFile(); });
}

} // namespace

PastedText PastedText::of(const QMimeData &source)
{
    if (hasFiles(source))
        return {Kind::Files};
    if (QString text = source.text(); !text.isEmpty())
        return {Kind::Text, std::move(text)};
    if (source.hasHtml()) {
        const QString html = source.html();
        if (html.size() > longestHtml)
            return {Kind::TooLong};
        if (QString text = textOfHtml(html); !text.trimmed().isEmpty())
            return {Kind::Text, std::move(text)};
        const bool hasPicture = source.hasImage() || html.contains("<img"_L1, Qt::CaseInsensitive);
        return {hasPicture ? Kind::Picture : Kind::Nothing};
    }
    return {source.hasImage() ? Kind::Picture : Kind::Nothing};
}

bool PastedText::isTakenFrom(const QMimeData &source)
{
    return source.hasText() || source.hasHtml() || source.hasImage() || source.hasUrls();
}

} // namespace roost
