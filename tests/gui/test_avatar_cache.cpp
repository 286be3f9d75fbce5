// SPDX-License-Identifier: GPL-3.0-or-later
// Ordinary pictures are shown. Decompression bombs are not shown, block nothing, and take no memory.
#include "base/answer.h"
#include "domain/contacts/endpoint_directory.h"
#include "support/fake_clock.h"
#include "support/patience.h"
#include "widgets/look/avatar_cache.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QPromise>
#include <QSignalSpy>
#include <QTest>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

QByteArray big(quint32 number)
{
    QByteArray bytes(4, 0);
    qToBigEndian(number, bytes.data());
    return bytes;
}

quint32 crcOf(const QByteArray &bytes)
{
    quint32 crc = 0xffffffff;
    for (const char byte : bytes) {
        crc ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

QByteArray chunk(const QByteArray &type, const QByteArray &data)
{
    return big(quint32(data.size())) + type + data + big(crcOf(type + data));
}

/// A correct head of a PNG with that size; `rows` of its picture, all black.
QByteArray png(quint32 width, quint32 height, int rows, const QByteArray &extra = {})
{
    // Zeros compress a thousandfold.
    const QByteArray data =
        qCompress(QByteArray(qsizetype(rows) * (1 + 4 * qsizetype(std::min(width, 20'000U))), 0), 9);
    return "\x89PNG\r\n\x1a\n" + chunk("IHDR", big(width) + big(height) + QByteArray("\x08\x06\0\0\0", 5)) +
           extra + chunk("IDAT", data.mid(4)) + chunk("IEND", {});
}

QByteArray gif(quint16 screen, quint16 frame, int frames)
{
    const auto little = [](quint16 number) {
        return QByteArray(1, char(number & 0xff)) + QByteArray(1, char(number >> 8));
    };
    QByteArray bytes =
        "GIF89a" + little(screen) + little(screen) + QByteArray("\x80\0\0\0\0\0\xff\xff\xff", 9);
    for (int i = 0; i < frames; ++i)
        bytes += QByteArray(",\0\0\0\0", 5) + little(frame) + little(frame) +
                 QByteArray("\0\x02\x02\x4c\x01\0", 6);
    return bytes + ';';
}

QByteArray webp(quint32 side)
{
    const auto little = [](quint32 number, int size) {
        QByteArray bytes;
        for (int i = 0; i < size; ++i)
            bytes += char((number >> (8 * i)) & 0xff);
        return bytes;
    };
    const QByteArray head =
        "WEBPVP8X" + little(10, 4) + little(0, 4) + little(side - 1, 3) + little(side - 1, 3);
    return "RIFF" + little(quint32(head.size()), 4) + head;
}

QByteArray jpeg(quint16 side)
{
    const QByteArray size = QByteArray(1, char(side >> 8)) + QByteArray(1, char(side & 0xff));
    return QByteArray("\xff\xd8\xff\xc0\0\x11\x08", 7) + size + size +
           QByteArray("\x03\x01\x22\0\x02\x11\x01\x03\x11\x01", 10) + QByteArray("\xff\xd9", 2);
}

qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * 4096 : 0;
}

} // namespace

class TestAvatarCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesBombs_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("PNG of 30,000 by 30,000") << png(30'000, 30'000, 10);
        QTest::newRow("PNG of 2 by 2 billion") << png(0x7fffffff, 0x7fffffff, 10);
        QTest::newRow("PNG of 20,000 by 4") << png(20'000, 4, 4);
        QTest::newRow("PNG of 0 by 0") << png(0, 0, 1);
        QTest::newRow("PNG that is none") << QByteArray("\x89PNG\r\n\x1a\n") + QByteArray(1'000, 'x');
        QTest::newRow("PNG that ends") << png(64, 64, 64).left(40);
        QTest::newRow("PNG with an endless profile")
            << png(64, 64, 0,
                   chunk("iCCP", QByteArray("x\0\0", 3) + qCompress(QByteArray(64'000'000, 0), 9).mid(4)));
        QTest::newRow("GIF of 65,535") << gif(65'535, 65'535, 1);
        QTest::newRow("WebP of 16,384") << webp(16'384);
        QTest::newRow("JPEG of 65,535") << jpeg(65'535);
        QTest::newRow("JPEG of a thousand passes") << jpeg(64) + QByteArray("\xff\xda\0\x02").repeated(1'000);
        QTest::newRow("SVG") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>");
        QTest::newRow("SVG with a link")
            << QByteArray("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><image "
                          "href='http://127.0.0.1:9/x' width='9' height='9'/></svg>");
        QTest::newRow("ICO") << QByteArray("\0\0\1\0\1\0\xff\xff", 8) + QByteArray(100, 0);
        QTest::newRow("XPM") << QByteArray("/* XPM */\nstatic char*x[]={\"9 9 1 1\"};");
        QTest::newRow("BMP") << QByteArray("BM") + QByteArray(100, 0x7f);
        QTest::newRow("too long") << png(64, 64, 64) + QByteArray(5 * 1024 * 1024, 0);
        QTest::newRow("nothing") << QByteArray();
    }

    void refusesBombs()
    {
        QFETCH(const QByteArray, bytes);
        const qint64 before = residentBytes();
        QVERIFY(AvatarCache::decode(bytes).isNull());
        QVERIFY(residentBytes() - before < 80'000'000);
    }

    void takesOneFrameOfMany_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("10,000 frames") << gif(64, 64, 10'000);
        QTest::newRow("a frame larger than the screen") << gif(64, 65'535, 1);
        QTest::newRow("a frame of 20,000 on it") << gif(64, 20'000, 100);
    }

    void takesOneFrameOfMany()
    {
        QFETCH(const QByteArray, bytes);
        const qint64 before = residentBytes();
        const QImage image = AvatarCache::decode(bytes);
        QVERIFY(image.isNull() || image.size() == QSize(64, 64));
        QVERIFY(residentBytes() - before < 16'000'000);
    }

    void showsPicturesOfOtherPrograms_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("WebP") << u"webp.bin"_s;
        QTest::newRow("JPEG of a camera") << u"jpeg-3000x2000.bin"_s;
    }

    void showsPicturesOfOtherPrograms()
    {
        QFETCH(const QString, name);
        QFile file(QStringLiteral(ROOST_FIXTURES "/avatars/") + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const qint64 before = residentBytes();
        const QImage image = AvatarCache::decode(file.readAll());
        QVERIFY(residentBytes() - before < 24'000'000);
        QVERIFY2(!image.isNull(), "is the plugin for WebP installed (qt6-image-formats-plugins)?");
        QCOMPARE(image.width(), image.height());
        const QColor above = image.pixelColor(image.width() / 2, image.height() / 4);
        const QColor below = image.pixelColor(image.width() / 2, image.height() * 3 / 4);
        QVERIFY2(above.red() > 200 && above.blue() < 60, qPrintable(above.name()));
        QVERIFY2(below.blue() > 200 && below.red() < 60, qPrintable(below.name()));
    }

    void turnsThemAsTheyWereTaken()
    {
        // A camera held upright says so in Exif (orientation 6), and the picture is scaled before it is
        // turned.
        QImage wide(1'200, 800, QImage::Format_RGB32);
        wide.fill(Qt::blue);
        for (int y = 0; y < 800; ++y) {
            for (int x = 0; x < 600; ++x)
                wide.setPixel(x, y, qRgb(255, 0, 0));
        }
        QByteArray bytes;
        QBuffer buffer(&bytes);
        QVERIFY(buffer.open(QIODevice::WriteOnly) && wide.save(&buffer, "JPEG"));
        const QByteArray exif =
            QByteArray("Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
                       "\0\0\0\0",
                       32);
        bytes.insert(2, QByteArray("\xff\xe1\0\x22", 4) + exif);
        const QImage image = AvatarCache::decode(bytes);
        QCOMPARE(image.size(), QSize(256, 256));
        QVERIFY(image.pixelColor(128, 40).red() > 200);
        QVERIFY(image.pixelColor(128, 216).blue() > 200);
    }

    void keepsThemSmall()
    {
        QImage large(2'000, 1'500, QImage::Format_RGB32);
        large.fill(Qt::red);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        QVERIFY(buffer.open(QIODevice::WriteOnly) && large.save(&buffer, "PNG"));
        QCOMPARE(AvatarCache::decode(bytes).size(), QSize(256, 256));
    }

    void pendingPicturesDoNotBlock()
    {
        FakeClock clock;
        EndpointDirectory directory(Jid::fromWire(u"joe@bar.com"), clock);
        ContactRecord record;
        record.jid = Jid::fromWire(u"foo@bar.com");
        record.inRoster = true;
        record.avatarHash = u"da39a3ee5e6b4b0d3255bfef95601890afd80709"_s;
        (void)directory.update(record);
        Endpoint &foo = directory.endpoint(record.jid);
        AvatarCache cache([&](const Endpoint &) {
            QPromise<Result<QByteArray>> promise;
            promise.start();
            promise.addResult(Result<QByteArray>(png(30'000, 30'000, 200)));
            promise.finish();
            return promise.future();
        });
        QSignalSpy ready(&cache, &AvatarCache::pictureReady);
        const QPixmap initials = cache.initials(foo.displayName(), foo.id().toString(), 40, 1);
        QCOMPARE(cache.pixmap(foo, 40, 1).toImage(), initials.toImage());
        // It has been looked at, and is not asked for again.
        QTRY_VERIFY(cache.hasFailed(record.avatarHash));
        QCOMPARE(ready.size(), 0);
        QCOMPARE(cache.pixmap(foo, 40, 1).toImage(), initials.toImage());
    }
};

} // namespace roost

QTEST_MAIN(roost::TestAvatarCache)
#include "test_avatar_cache.moc"
