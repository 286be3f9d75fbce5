// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_world.h"
#include "support/patience.h"
#include "widgets/look/avatar_cache.h"
#include "widgets/look/theme.h"

#include <QBuffer>
#include <QCheckBox>
#include <QComboBox>
#include <QDirIterator>
#include <QGridLayout>
#include <QImageWriter>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPromise>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace roost;
using namespace Qt::StringLiterals;

namespace {

QByteArray encoded(const QImage &image, const QByteArray &format)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    return writer.write(image) ? buffer.data() : QByteArray();
}

QImage red(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::red);
    return image;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<Theme>();
        m_theme->setMode(ThemeMode::Light);
        m_theme->applyTo(*qApp);
    }

    void switchesAtRunTime()
    {
        QSignalSpy changes(m_theme.get(), &Theme::changed);
        m_theme->setMode(ThemeMode::Dark);
        QCOMPARE(changes.size(), 1);
        QVERIFY(m_theme->isDark());
        QCOMPARE(QApplication::palette().color(QPalette::Base), m_theme->color(Token::Window));
        m_theme->setMode(ThemeMode::Dark);
        QCOMPARE(changes.size(), 1);
        m_theme->setMode(ThemeMode::Light);
        QVERIFY(!m_theme->isDark());
    }

    void textThatMustBeReadHasContrast()
    {
        const QList<Token> grounds{Token::Window,     Token::Sidebar,      Token::Panel, Token::Selection,
                                   Token::BubbleMine, Token::BubbleTheirs, Token::Chip,  Token::Hover};
        const QList<Token> inks{Token::Text,   Token::TextDim,   Token::TextFaint,
                                Token::Accent, Token::Available, Token::Dnd};
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            m_theme->setMode(mode);
            for (const Token ground : grounds) {
                for (const Token ink : inks) {
                    const qreal ratio = contrastRatio(m_theme->readable(ink, ground), m_theme->color(ground));
                    QVERIFY2(ratio >= 4.5,
                             qPrintable(u"%1 on %2: %3"_s.arg(int(ink)).arg(int(ground)).arg(ratio)));
                }
            }
            QVERIFY(contrastRatio(m_theme->color(Token::OnAccent), m_theme->color(Token::Accent)) >= 4.5);
        }
        m_theme->setMode(ThemeMode::Light);
    }

    void everyIconIsDrawnAndTinted()
    {
        QWidget sheet;
        auto *grid = new QGridLayout(&sheet);
        int count = 0;
        QDirIterator icons(u":/icons"_s, {u"*.svg"_s});
        while (icons.hasNext()) {
            icons.next();
            const QString name = icons.fileInfo().completeBaseName();
            const QImage image = m_theme->pixmap(name, 24, 2.0, Qt::blue).toImage();
            QCOMPARE(image.size(), QSize(48, 48));
            int inked = 0;
            for (int y = 0; y < 48; ++y) {
                for (int x = 0; x < 48; ++x) {
                    const QColor color = image.pixelColor(x, y);
                    inked += color.alpha() > 128;
                    QVERIFY2(color.alpha() < 250 || (color.red() < 8 && color.blue() > 240),
                             qPrintable(name));
                }
            }
            QVERIFY2(inked > 20, qPrintable(name));
            auto *label = new QLabel;
            label->setPixmap(m_theme->pixmap(name, 32, 1.0, Qt::black));
            label->setToolTip(name);
            auto *caption = new QLabel(name);
            grid->addWidget(label, count / 9 * 2, count % 9);
            grid->addWidget(caption, count / 9 * 2 + 1, count % 9);
            ++count;
        }
        QVERIFY(count >= 50);
        SampleWorld::shoot(sheet, u"icons"_s);
    }

    void controlsLookAsDesigned()
    {
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            m_theme->setMode(mode);
            QWidget page;
            auto *grid = new QGridLayout(&page);
            auto *field = new QLineEdit(u"joe@example.com"_s);
            auto *empty = new QLineEdit;
            empty->setPlaceholderText(u"Search people and messages"_s);
            auto *primary = new QPushButton(u"Sign in"_s);
            primary->setProperty("primary", true);
            auto *plain = new QPushButton(u"Cancel"_s);
            auto *off = new QPushButton(u"Off"_s);
            off->setEnabled(false);
            auto *tick = new QCheckBox(u"Keep me signed in"_s);
            tick->setChecked(true);
            auto *toggle = new QCheckBox(u"When Foo comes online"_s);
            toggle->setProperty("toggle", true);
            toggle->setChecked(true);
            auto *combo = new QComboBox;
            combo->addItems({u"System"_s, u"Dark"_s});
            auto *text = new QPlainTextEdit(u"Several lines\nof text"_s);
            auto *tool = new QToolButton;
            tool->setIcon(m_theme->icon(u"panel"_s, Token::Text));
            tool->setCheckable(true);
            tool->setChecked(true);
            tool->setFixedSize(32, 32);
            int row = 0;
            for (QWidget *widget :
                 QList<QWidget *>{field, empty, primary, plain, off, tick, toggle, combo, text, tool})
                grid->addWidget(widget, row++, 0);
            page.resize(360, 460);
            page.show();
            field->setFocus();
            page.activateWindow();
            QVERIFY(QTest::qWaitForWindowExposed(&page));
            SampleWorld::shoot(page, m_theme->isDark() ? u"controls-dark"_s : u"controls-light"_s);
            const QImage image = primary->grab().toImage();
            QCOMPARE(image.pixelColor(int(12 * image.devicePixelRatio()), image.height() / 2),
                     m_theme->color(Token::Accent));
            // The corners are round: what is behind shows.
            QVERIFY(image.pixelColor(0, 0) != m_theme->color(Token::Accent));
        }
        m_theme->setMode(ThemeMode::Light);
    }

    void initials_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("letters");
        QTest::newRow("two words") << u"Foo Barrington"_s << u"FB"_s;
        QTest::newRow("three words") << u"Anna van Dyk"_s << u"AD"_s;
        QTest::newRow("one word") << u"robot"_s << u"R"_s;
        QTest::newRow("accents") << u"émile Öst"_s << u"ÉÖ"_s;
        QTest::newRow("emoji first") << u"🎉 Party people"_s << u"PP"_s;
        QTest::newRow("only emoji") << u"🎉"_s << u"🎉"_s;
        QTest::newRow("arabic joins") << u"نور الدين"_s << u"ن"_s;
        QTest::newRow("chinese") << u"王小明"_s << u"王"_s;
        QTest::newRow("nothing") << QString() << u"?"_s;
    }
    void initials()
    {
        QFETCH(QString, name);
        QFETCH(QString, letters);
        QCOMPARE(AvatarCache::initialsOf(name), letters);
    }

    void picturesAreDecodedWithinLimits()
    {
        for (const QByteArray &format : {QByteArray("png"), QByteArray("jpeg")}) {
            const QImage image = AvatarCache::decode(encoded(red(600, 300), format));
            QCOMPARE(image.size(), QSize(256, 256)); // Cut to a square, made small.
            QVERIFY(image.pixelColor(100, 100).red() > 240);
        }
        QVERIFY(AvatarCache::decode(encoded(red(5000, 10), "png")).isNull());   // Too wide.
        QVERIFY(AvatarCache::decode(encoded(red(3000, 3000), "png")).isNull()); // More than 16 MB.
        QVERIFY(AvatarCache::decode(encoded(red(20, 20), "bmp")).isNull());     // Not on the list.
        QVERIFY(AvatarCache::decode("<svg xmlns='http://www.w3.org/2000/svg'/>").isNull());
        QVERIFY(AvatarCache::decode({}).isNull());
        QByteArray cut = encoded(red(100, 100), "png");
        cut.truncate(cut.size() / 2);
        (void)AvatarCache::decode(cut); // Must only come back.
        QVERIFY(AvatarCache::decode("\x89PNG\r\n\x1a\n garbage").isNull());
    }

    void aPictureComesLaterAndOnce()
    {
        SmallWorld world;
        ContactRecord record = SmallWorld::contact(u"foo@bar.com"_s, u"Foo"_s);
        record.avatarHash = u"aa"_s;
        world.directory.load({record});
        int asked = 0;
        QPromise<Result<QByteArray>> answer;
        answer.start();
        AvatarCache cache([&](const Endpoint &) {
            ++asked;
            return answer.future();
        });
        const Endpoint &foo = world.at(u"foo@bar.com"_s);
        QSignalSpy ready(&cache, &AvatarCache::pictureReady);
        const QImage before = cache.pixmap(foo, 40, 1.0).toImage(); // Initials.
        (void)cache.pixmap(foo, 40, 1.0);
        QCOMPARE(asked, 1);
        answer.addResult(Result<QByteArray>(encoded(red(64, 64), "png")));
        answer.finish();
        QVERIFY(ready.wait(testPatienceMs));
        QCOMPARE(ready[0][0].toString(), u"aa"_s);
        const QImage after = cache.pixmap(foo, 40, 2.0).toImage();
        QCOMPARE(after.size(), QSize(80, 80));
        QCOMPARE(after.pixelColor(40, 40), QColor(Qt::red));
        QCOMPARE(after.pixelColor(0, 0).alpha(), 0); // Round.
        QVERIFY(before.pixelColor(20, 4) != QColor(Qt::red));
        QCOMPARE(asked, 1);
    }

    void nonsenseIsNotAskedForAgain()
    {
        SmallWorld world;
        ContactRecord record = SmallWorld::contact(u"foo@bar.com"_s, u"Foo"_s);
        record.avatarHash = u"bb"_s;
        world.directory.load({record});
        int asked = 0;
        AvatarCache cache([&](const Endpoint &) {
            ++asked;
            return readyFuture(Result<QByteArray>(unexpected(ErrorKind::ItemNotFound)));
        });
        for (int i = 0; i < 3; ++i) {
            (void)cache.pixmap(world.at(u"foo@bar.com"_s), 40, 1.0);
            QCoreApplication::processEvents();
        }
        QCOMPARE(asked, 1);
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TestTheme)
#include "test_theme.moc"
