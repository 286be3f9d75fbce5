// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QCache>
#include <QFuture>
#include <QHash>
#include <QImage>
#include <QObject>
#include <QPixmap>
#include <QSet>
#include <QThreadPool>

#include <functional>

namespace roost {

class Endpoint;

/// Pictures of Endpoints, round and ready to paint. A missing picture is fetched and decoded off the main
/// thread (PNG, JPEG, WebP, GIF only; at most 16 MB decoded and 4096 px a side, checked before decoding), and
/// pictureReady() reports it. Until then, and for Endpoints without a picture, the cache returns initials on
/// the XEP-0392 colour of the address. Pixmaps are kept by (hash, size, ratio); the least recently used are
/// dropped first. Main thread.
class AvatarCache : public QObject
{
    Q_OBJECT

public:
    /// Where the bytes come from (AvatarStore::picture).
    using Source = std::function<QFuture<Result<QByteArray>>(const Endpoint &)>;

    explicit AvatarCache(Source source = {}, QObject *parent = nullptr);
    ~AvatarCache() override;

    /// Sets the source of another account; forgets pending requests.
    void setSource(Source source);

    /// A circle of `size` px at `ratio` device pixels each. Never blocks.
    [[nodiscard]] QPixmap pixmap(const Endpoint &endpoint, int size, qreal ratio);
    /// Only the initials of `name` on the colour of `id`.
    [[nodiscard]] QPixmap initials(const QString &name, const QString &id, int size, qreal ratio);

    /// The data for this hash was not a usable picture or does not exist; it is not requested again.
    [[nodiscard]] bool hasFailed(const QString &hash) const { return m_failed.contains(hash); }

    /// One or two letters for a name: "Foo Barrington" -> "FB".
    [[nodiscard]] static QString initialsOf(const QString &name);
    /// Decodes untrusted bytes within the limits; null when they are no allowed picture. Any thread.
    [[nodiscard]] static QImage decode(const QByteArray &bytes);

Q_SIGNALS:
    /// The picture with this hash can be painted now.
    void pictureReady(const QString &hash);

private:
    void request(const Endpoint &endpoint);
    void keep(const QString &hash, const QImage &image);

    Source m_source;
    QCache<QString, QImage> m_images;   ///< By hash, square, at most 256 px a side.
    QCache<QString, QPixmap> m_pixmaps; ///< By hash or name, size and ratio.
    QSet<QString> m_pending;
    QSet<QString> m_failed;
    QThreadPool m_decoders; ///< One thread; waited for in the destructor.
};

} // namespace roost
