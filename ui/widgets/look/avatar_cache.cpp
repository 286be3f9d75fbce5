// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/avatar_cache.h"

#include "base/answer.h"
#include "base/consistent_color.h"
#include "domain/contacts/endpoint.h"

#include <QBuffer>
#include <QFont>
#include <QGuiApplication>
#include <QImageReader>
#include <QPainter>
#include <QPromise>
#include <QTextBoundaryFinder>

#include <cmath>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostBytes = 4 * 1024 * 1024;
constexpr qint64 mostDecodedBytes = 16 * 1024 * 1024;
constexpr int mostAllocatedMegabytes = 32;
constexpr int mostSide = 4096;
constexpr int keptSide = 256;
/// Maximum number of pixels of a JPEG, which is scaled down while it is read; enough for a phone's camera. A
/// progressive one needs 6 bytes per pixel meanwhile.
constexpr qint64 mostJpegPixels = 12'500'000;
/// Passes over the whole picture that a progressive JPEG may ask for; encoders use about ten.
constexpr qsizetype mostJpegScans = 64;

/// The allow-list, by the first bytes; empty for everything else.
QByteArray formatOf(const QByteArray &bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return "png";
    if (bytes.startsWith("\xff\xd8\xff"))
        return "jpeg";
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a"))
        return "gif";
    if (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP")
        return "webp";
    return {};
}

/// True if a picture of that size can be read within the limits.
bool isAffordable(const QByteArray &format, const QByteArray &bytes, QSize size)
{
    if (!size.isValid() || size.isEmpty())
        return false;
    const qint64 pixels = qint64(size.width()) * size.height();
    if (format == "jpeg")
        return pixels <= mostJpegPixels && bytes.count("\xff\xda") <= mostJpegScans;
    return size.width() <= mostSide && size.height() <= mostSide && pixels * 4 <= mostDecodedBytes;
}

/// Scripts whose letters are not joined, so that two initials look right.
bool standsAlone(QChar::Script script)
{
    switch (script) {
    case QChar::Script_Latin:
    case QChar::Script_Greek:
    case QChar::Script_Cyrillic:
    case QChar::Script_Armenian:
    case QChar::Script_Georgian:
    case QChar::Script_Hebrew:
    case QChar::Script_Common:
        return true;
    default:
        return false;
    }
}

/// The first letter or digit of `word` with its combining marks; empty if there is none.
QString firstLetter(const QString &word)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
    qsizetype from = 0;
    for (qsizetype to = finder.toNextBoundary(); to > 0; from = to, to = finder.toNextBoundary()) {
        const QString one = word.mid(from, to - from);
        const char32_t code = one.toUcs4().value(0);
        if (QChar::isLetterOrNumber(code))
            return one;
    }
    return {};
}

QPixmap circle(int size, qreal ratio, const std::function<void(QPainter &, const QRectF &)> &fill)
{
    const int pixels = int(std::ceil(size * ratio));
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform |
                           QPainter::TextAntialiasing);
    fill(painter, QRectF(0, 0, pixels, pixels));
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

QString keyOf(const QString &what, int size, qreal ratio)
{
    return what + u'|' + QString::number(size) + u'|' + QString::number(ratio);
}

} // namespace

AvatarCache::AvatarCache(Source source, QObject *parent)
    : QObject(parent)
    , m_source(std::move(source))
    , m_images(32 * 1024)
    , m_pixmaps(16 * 1024)
{
    m_decoders.setMaxThreadCount(1);
    // The limit applies to the whole program: no other code reads external pictures, and the program's own
    // are small.
    QImageReader::setAllocationLimit(mostAllocatedMegabytes);
}

AvatarCache::~AvatarCache() = default;

void AvatarCache::setSource(Source source)
{
    m_source = std::move(source);
    m_pending.clear();
    m_failed.clear();
}

QPixmap AvatarCache::pixmap(const Endpoint &endpoint, int size, qreal ratio)
{
    const QString &hash = endpoint.avatarHash();
    if (hash.isEmpty())
        return initials(endpoint.displayName(), endpoint.id().toString(), size, ratio);
    const QString key = keyOf(hash, size, ratio);
    if (const QPixmap *kept = m_pixmaps.object(key))
        return *kept;
    const QImage *image = m_images.object(hash);
    if (image == nullptr) {
        request(endpoint);
        return initials(endpoint.displayName(), endpoint.id().toString(), size, ratio);
    }
    // Scaled in two steps by Qt's smooth filter: sharper than by the painter.
    const int pixels = int(std::ceil(size * ratio));
    const QImage small =
        image->scaled(pixels, pixels, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    const QPixmap made = circle(size, ratio, [&](QPainter &painter, const QRectF &box) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(QBrush(small));
        painter.drawEllipse(box);
    });
    m_pixmaps.insert(key, new QPixmap(made), std::max(1, pixels * pixels * 4 / 1024));
    return made;
}

QPixmap AvatarCache::initials(const QString &name, const QString &id, int size, qreal ratio)
{
    const QString letters = initialsOf(name);
    const QString key = keyOf(u"i|"_s + letters + u'|' + id, size, ratio);
    if (const QPixmap *kept = m_pixmaps.object(key))
        return *kept;
    const QPixmap made = circle(size, ratio, [&](QPainter &painter, const QRectF &box) {
        painter.setPen(Qt::NoPen);
        // Lightness 48: white letters on any of these hues have a contrast of 4.5 or more.
        painter.setBrush(QColor(QRgb(consistentRgb(id, 85, 48))));
        painter.drawEllipse(box);
        QFont font = QGuiApplication::font();
        font.setPixelSize(std::max(6, int(std::lround(box.height() * (letters.size() > 1 ? 0.36 : 0.42)))));
        font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        painter.setPen(Qt::white);
        painter.drawText(box, Qt::AlignCenter, letters);
    });
    const int pixels = made.width();
    m_pixmaps.insert(key, new QPixmap(made), std::max(1, pixels * pixels * 4 / 1024));
    return made;
}

QString AvatarCache::initialsOf(const QString &name)
{
    QStringList letters;
    const QStringList words = name.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (QString letter = firstLetter(word); !letter.isEmpty())
            letters += letter.toUpper();
    }
    if (letters.isEmpty())
        return name.isEmpty() ? u"?"_s : QString(name.left(name.at(0).isHighSurrogate() ? 2 : 1));
    const bool two = letters.size() > 1 && standsAlone(letters.first().at(0).script()) &&
                     standsAlone(letters.last().at(0).script());
    return two ? letters.first() + letters.last() : letters.first();
}

QImage AvatarCache::decode(const QByteArray &bytes)
{
    const QByteArray format = formatOf(bytes);
    if (format.isEmpty() || bytes.size() > mostBytes)
        return {};
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!isAffordable(format, bytes, size))
        return {};
    if (std::min(size.width(), size.height()) > keptSide)
        reader.setScaledSize(size.scaled(keptSide, keptSide, Qt::KeepAspectRatioByExpanding));
    QImage image = reader.read();
    if (image.isNull() || image.sizeInBytes() > mostDecodedBytes * 2)
        return {};
    const int side = std::min(image.width(), image.height());
    image = image.copy((image.width() - side) / 2, (image.height() - side) / 2, side, side);
    if (side > keptSide)
        image = image.scaled(keptSide, keptSide, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

void AvatarCache::request(const Endpoint &endpoint)
{
    const QString hash = endpoint.avatarHash();
    if (!m_source || m_pending.contains(hash) || m_failed.contains(hash))
        return;
    m_pending.insert(hash);
    onAnswer(m_source(endpoint), this, [this, hash](const Result<QByteArray> &bytes) {
        if (!bytes) {
            m_pending.remove(hash);
            // A network error may be temporary; a missing picture is not requested again.
            if (bytes.error().kind == ErrorKind::ItemNotFound)
                m_failed.insert(hash);
            return;
        }
        auto promise = std::make_shared<QPromise<QImage>>();
        promise->start();
        onAnswer(promise->future(), this, [this, hash](const QImage &image) { keep(hash, image); });
        m_decoders.start([promise, bytes = *bytes] {
            promise->addResult(decode(bytes));
            promise->finish();
        });
    });
}

void AvatarCache::keep(const QString &hash, const QImage &image)
{
    if (!m_pending.remove(hash))
        return; // Another account's.
    if (image.isNull()) {
        m_failed.insert(hash);
        return;
    }
    m_images.insert(hash, new QImage(image), std::max<int>(1, int(image.sizeInBytes() / 1024)));
    Q_EMIT pictureReady(hash);
}

} // namespace roost
