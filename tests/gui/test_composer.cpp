// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/message_size.h"
#include "domain/threads/thread.h"
#include "gui/gui_world.h"
#include "support/patience.h"
#include "widgets/look/long_text.h"
#include "widgets/thread/composer.h"
#include "widgets/window/chat_page.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QDir>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTest>
#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace roost {

/// The text of the composer arrives unchanged on the wire, in the draft and in the clipboard.
class TestComposer : public QObject
{
    Q_OBJECT

    static ComposerEdit &open(GuiWorld &world)
    {
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        return *world.find<ComposerEdit>(u"composerEdit");
    }

    static QString notice(const GuiWorld &world)
    {
        const auto *label = world.find<QLabel>(u"composerNotice");
        return label->isVisible() ? label->text() : QString();
    }

    static void paste(ComposerEdit &edit, QMimeData *data)
    {
        QGuiApplication::clipboard()->setMimeData(data);
        QTest::keyClick(&edit, Qt::Key_V, Qt::ControlModifier);
    }

    static QMimeData *text(const QString &text)
    {
        auto *data = new QMimeData;
        data->setText(text);
        return data;
    }

    static QMimeData *picture()
    {
        auto *data = new QMimeData;
        QImage image(2, 2, QImage::Format_RGB32);
        image.fill(Qt::red);
        data->setImageData(image);
        return data;
    }

    static QMimeData *file()
    {
        auto *data = new QMimeData;
        data->setUrls({QUrl::fromLocalFile(u"/tmp/a file.pdf"_s)});
        return data;
    }

    /// Pictures in the folder $ROOST_SHOTS, if there is one, to look at.
    static void shoot(GuiWorld &world, QWidget &widget, const QString &name)
    {
        const QString folder = qEnvironmentVariable("ROOST_SHOTS");
        if (folder.isEmpty())
            return;
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            world.theme.setMode(mode);
            const QString look = mode == ThemeMode::Dark ? u"-dark.png"_s : u"-light.png"_s;
            widget.grab().save(QDir(folder).filePath(name + look));
        }
    }

    static void send(ComposerEdit &edit) { QTest::keyClick(&edit, Qt::Key_Return); }

    static bool wasSent(const GuiWorld &world, const QByteArray &text)
    {
        return std::any_of(world.server.received.cbegin(), world.server.received.cend(),
                           [&text](const QByteArray &frame) { return frame.contains(text); });
    }

private Q_SLOTS:
    void htmlAloneIsPastedAsText()
    {
        GuiWorld world;
        ComposerEdit &edit = open(world);
        auto *data = new QMimeData;
        data->setHtml(u"<p>Hello <b>there</b></p><p>42&nbsp;km</p>"_s);
        QVERIFY(!data->hasText());
        paste(edit, data);
        QCOMPARE(edit.text(), u"Hello there\n42\u00a0km"_s);
        QCOMPARE(notice(world), QString());
    }

    void showsNoticeForUnpastableContent_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("word");
        QTest::newRow("picture") << u"picture"_s << u"pictures"_s;
        QTest::newRow("file") << u"file"_s << u"files"_s;
        QTest::newRow("picture in HTML") << u"html"_s << u"pictures"_s;
    }

    void showsNoticeForUnpastableContent()
    {
        QFETCH(QString, kind);
        QFETCH(QString, word);
        GuiWorld world;
        ComposerEdit &edit = open(world);
        const auto make = [&kind] {
            if (kind == "html"_L1) {
                QMimeData *data = picture();
                data->setHtml(u"<img src=\"http://bar.com/x.png\">"_s);
                return data;
            }
            return kind == "file"_L1 ? file() : picture();
        };
        edit.setText(u"typed"_s);
        paste(edit, make());
        QVERIFY2(notice(world).contains(word), qPrintable(notice(world)));
        shoot(world, *world.window, u"composer-"_s + kind);
        QCOMPARE(edit.text(), u"typed"_s);
        // The next letter is an answer to it.
        QTest::keyClick(&edit, Qt::Key_X);
        QCOMPARE(notice(world), QString());
        // Dropped on the field, and on the messages above it.
        for (QWidget *target : {edit.viewport(), world.find<QWidget>(u"threadPane")}) {
            const std::unique_ptr<QMimeData> data(make());
            QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction | Qt::MoveAction, data.get(), Qt::LeftButton,
                                  {});
            QCoreApplication::sendEvent(target, &enter);
            QVERIFY(enter.isAccepted());
            QDropEvent drop(QPointF(5, 5), Qt::CopyAction | Qt::MoveAction, data.get(), Qt::LeftButton, {});
            QCoreApplication::sendEvent(target, &drop);
            QVERIFY2(notice(world).contains(word), qPrintable(notice(world)));
            QCOMPARE(edit.text(), u"typedx"_s);
            edit.setText(u"typedx"_s);
            QCOMPARE(notice(world), QString());
        }
    }

    void textIsDroppedOnTheMessages()
    {
        GuiWorld world;
        ComposerEdit &edit = open(world);
        const std::unique_ptr<QMimeData> data(text(u"dropped"_s));
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, data.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(world.find<QWidget>(u"threadPane"), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, data.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(world.find<QWidget>(u"threadPane"), &drop);
        QCOMPARE(edit.text(), u"dropped"_s);
    }

    void noBreakSpacesSurvive()
    {
        GuiWorld world;
        ComposerEdit &edit = open(world);
        const QString body = u"42\u00a0km"_s;
        paste(edit, text(body));
        Endpoint &foo = world.at(u"foo@bar.com"_s);
        world.window->chat()->openEndpoint(&world.at(u"kenji@bar.com"_s));
        QCOMPARE(foo.draft(), body);
        world.window->chat()->openEndpoint(&foo);
        QCOMPARE(edit.text(), body);
        edit.selectAll();
        edit.copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), body);
        send(edit);
        QCOMPARE(world.session().thread(foo).messages().back().body(), body);
        QTRY_VERIFY(wasSent(world, body.toUtf8()));
    }

    void aLongWordStaysWhole()
    {
        GuiWorld world;
        ComposerEdit &edit = open(world);
        Endpoint &foo = world.at(u"foo@bar.com"_s);
        Thread &thread = world.session().thread(foo);
        const auto count = thread.messages().size();
        const QString body(200'000, u'w');
        paste(edit, text(body));
        QCOMPARE(edit.text(), body);
        for (QTextBlock block = edit.document()->begin(); block.isValid(); block = block.next())
            QVERIFY(block.length() <= LongText::blockLength + 1);
        // No server accepts that size: a notice says so, and the text is kept.
        QVERIFY2(notice(world).contains(u"too long"_s), qPrintable(notice(world)));
        QVERIFY(!world.find<QAbstractButton>(u"sendButton")->isEnabled());
        shoot(world, *world.window, u"composer-too-long"_s);
        send(edit);
        QCOMPARE(edit.text(), body);
        QCOMPARE(thread.messages().size(), count);
        world.window->chat()->openEndpoint(&world.at(u"kenji@bar.com"_s));
        QCOMPARE(notice(world), QString());
        QCOMPARE(foo.draft(), body);
        world.window->chat()->openEndpoint(&foo);
        QCOMPARE(edit.text(), body);
        QVERIFY(notice(world).contains(u"too long"_s));
        edit.selectAll();
        edit.copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), body);
        // Shortened, it goes.
        const QString shorter = body.left(longestBodyBytes);
        paste(edit, text(shorter));
        QCOMPARE(notice(world), QString());
        send(edit);
        QCOMPARE(edit.text(), QString());
        QCOMPARE(thread.messages().back().body(), shorter);
        QTRY_VERIFY(wasSent(world, '>' + shorter.toUtf8() + '<'));
    }

    void sizesCountAsOnTheWire()
    {
        GuiWorld world;
        ComposerEdit &edit = open(world);
        const auto *button = world.find<QAbstractButton>(u"sendButton");
        // Escaped, it is longer than it looks.
        edit.setText(QString(longestBodyBytes / 6, u'&'));
        QCOMPARE(notice(world), QString());
        QVERIFY(button->isEnabled());
        edit.insertText(u"&"_s);
        QVERIFY2(notice(world).contains(u"too long"_s), qPrintable(notice(world)));
        QVERIFY(!button->isEnabled());
        QTest::keyClick(&edit, Qt::Key_Backspace);
        QCOMPARE(notice(world), QString());
        QVERIFY(button->isEnabled());
        QCOMPARE(wireSize(u"a\u00e4\u20ac\U0001F600"_s), 1 + 2 + 3 + 4);
    }

    void refusesOversizedPaste()
    {
        GuiWorld world;
        ComposerEdit &edit = open(world);
        edit.setText(u"typed"_s);
        paste(edit, text(QString(1'000'001, u'x')));
        QCOMPARE(edit.text(), u"typed"_s);
        QVERIFY2(notice(world).contains(u"wasn’t inserted"_s), qPrintable(notice(world)));
    }

    void backspaceRemovesAWholeEmoji_data()
    {
        QTest::addColumn<QString>("emoji");
        QTest::newRow("flag") << u"🇩🇪"_s;
        QTest::newRow("skin tone") << u"👍🏽"_s;
        QTest::newRow("family") << u"👨‍👩‍👧‍👦"_s;
        QTest::newRow("couple with tones") << u"👩🏽‍❤️‍👨🏽"_s;
        QTest::newRow("keycap") << u"1️⃣"_s;
        QTest::newRow("heart") << u"❤️"_s;
        QTest::newRow("flag of a region") << u"🏴󠁧󠁢󠁥󠁮󠁧󠁿"_s;
        QTest::newRow("plain") << u"😀"_s;
    }

    void backspaceRemovesAWholeEmoji()
    {
        QFETCH(QString, emoji);
        GuiWorld world;
        ComposerEdit &edit = open(world);
        auto *search = world.find<QLineEdit>(u"searchField");
        const QString twice = u"a"_s + emoji + emoji;
        edit.setText(twice);
        QTest::keyClick(&edit, Qt::Key_Backspace);
        QCOMPARE(edit.text(), u"a"_s + emoji);
        edit.undo();
        QCOMPARE(edit.text(), twice);
        search->setText(twice);
        search->setCursorPosition(int(twice.size()));
        QTest::keyClick(search, Qt::Key_Backspace);
        QCOMPARE(search->text(), u"a"_s + emoji);
        // Delete, the arrows and the selection take it as one, too.
        edit.setText(twice);
        QTest::keyClick(&edit, Qt::Key_Home);
        QTest::keyClick(&edit, Qt::Key_Right);
        QTest::keyClick(&edit, Qt::Key_Right);
        QCOMPARE(edit.textCursor().position(), 1 + emoji.size());
        QTest::keyClick(&edit, Qt::Key_Delete);
        QCOMPARE(edit.text(), u"a"_s + emoji);
        QTest::keyClick(&edit, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(edit.textCursor().selectedText(), emoji);
        search->setText(twice);
        search->setCursorPosition(1);
        QTest::keyClick(search, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(search->selectedText(), emoji);
        QTest::keyClick(search, Qt::Key_Delete);
        QTest::keyClick(search, Qt::Key_Delete);
        QCOMPARE(search->text(), u"a"_s);
    }

    void backspaceLeavesOtherMarksToQt()
    {
        GuiWorld world;
        ComposerEdit &edit = open(world);
        // One mark of a letter, as everywhere; ZWJ in Devanagari is no emoji.
        for (const QString &letters : {u"e\u0301"_s, u"\u0915\u094d\u200d"_s}) {
            edit.setText(letters);
            QTest::keyClick(&edit, Qt::Key_Backspace);
            QCOMPARE(edit.text(), letters.chopped(1));
        }
    }
};

} // namespace roost

QTEST_MAIN(roost::TestComposer)
#include "test_composer.moc"
