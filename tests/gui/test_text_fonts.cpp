// SPDX-License-Identifier: GPL-3.0-or-later
// Which font each character comes from, on each desktop and at each place that shows what people write.
#include "gui/gui_world.h"
#include "widgets/contacts/contact_list_view.h"
#include "widgets/contacts/sidebar.h"
#include "widgets/thread/composer.h"
#include "widgets/thread/thread_pane.h"
#include "widgets/thread/thread_view.h"
#include "widgets/window/chat_page.h"

#include <QApplication>
#include <QGlyphRun>
#include <QLabel>
#include <QProcess>
#include <QTest>
#include <QTextBlock>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr const char16_t *colourFont = u"Noto Color Emoji";

/// The families of the glyphs of `layout`, which has `length` characters (its text() is empty in a document),
/// those of nothing visible (U+FE0F) left out.
QStringList familiesOf(const QTextLayout &layout, int length)
{
    QStringList families;
    const QList<QGlyphRun> runs = layout.glyphRuns(0, length);
    for (const QGlyphRun &run : runs)
        families += run.rawFont().familyName();
    families.removeDuplicates();
    families.sort();
    return families;
}

QStringList familiesOf(const Theme &theme, const QString &text)
{
    QTextLayout layout(text, theme.font(TextStyle::Body));
    layout.setFormats(theme.emoji().formats(text));
    layout.beginLayout();
    layout.createLine().setLineWidth(1e6);
    layout.endLayout();
    return familiesOf(layout, int(text.size()));
}

/// Pixels that are neither of the text's colour nor of its ground, all of which are nearly grey: those of a
/// picture. A keycap is of a dull blue, hardly more colourful than that.
int colourfulPixels(const QImage &image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = image.pixelColor(x, y);
            const auto [least, most] = std::minmax({color.red(), color.green(), color.blue()});
            count += most - least > 45;
        }
    }
    return count;
}

/// Output of a child process: one line for each text, "text: family, family".
int report()
{
    const Theme theme(Surroundings::Desktop);
    for (const QString &text :
         {u"0"_s, u" "_s, u"a"_s, u"#"_s, u"0 a # 12"_s, u"😀"_s, u"❤️"_s, u"1️⃣"_s})
        std::printf("%s: %s\n", qPrintable(text), qPrintable(familiesOf(theme, text).join(u", "_s)));
    return 0;
}

} // namespace

class TestTextFonts : public QObject
{
    Q_OBJECT

private:
    QProcess m_display;
    QByteArray m_displayName;

private Q_SLOTS:
    void initTestCase()
    {
        // A display of its own: the offscreen platform asks no desktop.
        m_display.start(u"Xvfb"_s, {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, u"640x480x24"_s,
                                    u"-nolisten"_s, u"tcp"_s});
        QVERIFY(m_display.waitForStarted());
        QVERIFY(m_display.waitForReadyRead());
        m_displayName = ":" + m_display.readLine().trimmed();
    }
    void cleanupTestCase()
    {
        m_display.terminate();
        m_display.waitForFinished();
    }

    void everyDesktopHasATextFont_data()
    {
        QTest::addColumn<QString>("desktop");
        for (const char *name : {"GNOME", "ubuntu:GNOME", "KDE", "XFCE", "X-Cinnamon", "MATE", ""})
            QTest::newRow(*name != 0 ? name : "none") << QString::fromLatin1(name);
    }
    void everyDesktopHasATextFont()
    {
        QFETCH(const QString, desktop);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DESKTOP_SESSION", "QT_QPA_PLATFORMTHEME", "WAYLAND_DISPLAY",
                                 "QT_SCALE_FACTOR", "XDG_CURRENT_DESKTOP"})
            environment.remove(QString::fromLatin1(name));
        environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
        environment.insert(u"DISPLAY"_s, QString::fromLatin1(m_displayName));
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        if (!desktop.isEmpty())
            environment.insert(u"XDG_CURRENT_DESKTOP"_s, desktop);
        if (desktop == u"KDE"_s) {
            environment.insert(u"KDE_FULL_SESSION"_s, u"true"_s);
            environment.insert(u"KDE_SESSION_VERSION"_s, u"5"_s);
        }
        QProcess child;
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), {u"--report"_s});
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitCode(), 0);
        QMap<QString, QString> families;
        const QStringList lines = QString::fromUtf8(child.readAllStandardOutput()).split(u'\n');
        for (const QString &line : lines) {
            if (const qsizetype colon = line.indexOf(u": "_s); colon > 0)
                families.insert(line.left(colon), line.mid(colon + 2));
        }
        QCOMPARE(families.size(), 8);
        const QString emoji = QString::fromUtf16(colourFont);
        // One text font for all of it, and it is not the one for emoji.
        const QString text = families.value(u"a"_s);
        QVERIFY2(!text.isEmpty() && !text.contains(u',') && text != emoji, qPrintable(text));
        for (const QString &each : {u"0"_s, u" "_s, u"#"_s, u"0 a # 12"_s})
            QCOMPARE(families.value(each), text);
        for (const QString &each : {u"😀"_s, u"❤️"_s, u"1️⃣"_s})
            QCOMPARE(families.value(each), emoji);
    }

    void windowsHasItsOwn()
    {
        const HasFamily windows = [](const QString &family) {
            return family == u"Segoe UI"_s || family == u"Segoe UI Emoji"_s;
        };
        QCOMPARE(textFamilies(u"Segoe UI"_s, false, windows), QStringList{u"Segoe UI"_s});
        QCOMPARE(emojiFamily(windows), u"Segoe UI Emoji"_s);
        const HasFamily none = [](const QString &) { return false; };
        QCOMPARE(textFamilies(u"DejaVu Sans"_s, true, none), QStringList{u"DejaVu Sans"_s});
        QCOMPARE(emojiFamily(none), QString());
        const HasFamily inter = [](const QString &family) { return family == u"Inter"_s; };
        QCOMPARE(textFamilies(u"DejaVu Sans"_s, true, inter), (QStringList{u"Inter"_s, u"DejaVu Sans"_s}));
        QCOMPARE(textFamilies(u"Cantarell"_s, false, inter), QStringList{u"Cantarell"_s});
        // Without a colour font nothing is drawn otherwise than before.
        QVERIFY(EmojiFont().formats(u"❤️"_s).isEmpty());
    }

    void sequencesAreOneGlyph_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"😀", "❤️", "1️⃣", "#️⃣", "👩‍❤️‍👨",
                                 "🏳️‍🌈", "👍🏽", "🇩🇪", "☕"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void sequencesAreOneGlyph()
    {
        QFETCH(const QString, text);
        const Theme theme(Surroundings::Fixed);
        QTextLayout layout(text, theme.font(TextStyle::Body));
        layout.setFormats(theme.emoji().formats(text));
        layout.beginLayout();
        layout.createLine().setLineWidth(1e6);
        layout.endLayout();
        QCOMPARE(familiesOf(layout, int(text.size())), QStringList{QString::fromUtf16(colourFont)});
        QCOMPARE(layout.glyphRuns().size(), 1);
        QCOMPARE(layout.glyphRuns().constFirst().glyphIndexes().size(), 1);
        QCOMPARE(theme.emoji().advance(theme.font(TextStyle::Body), text),
                 layout.lineAt(0).naturalTextWidth());
    }

    void everyPlaceShowsColour_data()
    {
        QTest::addColumn<QString>("heart");
        QTest::addColumn<bool>("isColourful");
        QTest::newRow("❤️") << u"❤️"_s << true;
        QTest::newRow("1️⃣") << u"1️⃣"_s << true;
        QTest::newRow("😀") << u"😀"_s << true;
        QTest::newRow("❤") << u"❤"_s << false;
        QTest::newRow("1") << u"1"_s << false;
    }
    void everyPlaceShowsColour()
    {
        QFETCH(const QString, heart);
        QFETCH(const bool, isColourful);
        GuiWorld world;
        const QString address = u"foo@bar.com"_s;
        const qint64 now = world.clock.nowMs();
        // A picture of its own, and no presence: nothing else in the row has a colour.
        world.openAccount({GuiWorld::contact(address, heart, {}, now)});
        ContactListView &list = world.window->chat()->sidebar().list();
        const auto rowPixels = [&] {
            QRect row = list.visualRect(list.model()->index(0, 0));
            row.setLeft(row.left() + 70); // Behind the picture.
            return colourfulPixels(list.viewport()->grab(row).toImage());
        };
        QCOMPARE(rowPixels() > 20, isColourful); // The name.
        (void)world.session().directory().update(GuiWorld::contact(address, u"Foo"_s, heart, now));
        world.turn();
        QCOMPARE(rowPixels() > 20, isColourful); // The preview.

        (void)world.session().directory().update(GuiWorld::contact(address, heart, {}, now));
        world.window->chat()->openEndpoint(&world.at(address));
        world.message(address, heart, false, now);
        world.turn();
        const QRect bubble = world.window->chat()->pane().view().bubbleRect(0);
        QVERIFY(!bubble.isEmpty());
        const QImage painted = world.window->chat()->pane().view().viewport()->grab(bubble).toImage();
        QCOMPARE(colourfulPixels(painted) > 20, isColourful);
        QCOMPARE(colourfulPixels(world.find<QLabel>(u"threadName")->grab().toImage()) > 20, isColourful);

        ComposerEdit &edit = world.window->chat()->pane().composer().edit();
        edit.setPlainText(u"a "_s + heart);
        const QTextBlock block = edit.document()->firstBlock();
        const QStringList families = familiesOf(*block.layout(), block.length() - 1);
        QVERIFY(!families.isEmpty());
        QCOMPARE(families.contains(QString::fromUtf16(colourFont)), isColourful);
        QCOMPARE(colourfulPixels(edit.grab().toImage()) > 20, isColourful);
        QCOMPARE(edit.toPlainText(), u"a "_s + heart);
    }

    void longLinesAreCut()
    {
        const Theme theme(Surroundings::Fixed);
        const QFont font = theme.font(TextStyle::Body);
        const QString text = u"1️⃣ "_s.repeated(40);
        const QString shown = theme.emoji().elided(font, text, Qt::ElideRight, 100);
        QVERIFY(shown.endsWith(QChar(0x2026)));
        QVERIFY(shown.size() > 10 && shown.size() < text.size());
        QVERIFY(theme.emoji().advance(font, shown) <= 100);
        // No half of a character.
        QVERIFY(text.startsWith(shown.chopped(1)));
        QCOMPARE(theme.emoji().elided(font, u"❤️ you"_s, Qt::ElideRight, 200), u"❤️ you"_s);
        QCOMPARE(theme.emoji().elided(font, u"plain text"_s, Qt::ElideRight, 30),
                 QFontMetrics(font).elidedText(u"plain text"_s, Qt::ElideRight, 30));
    }
};

} // namespace roost

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (QCoreApplication::arguments().contains(u"--report"_s))
        return roost::report();
    roost::TestTextFonts test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_text_fonts.moc"
