// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window: a message for one Connection alone, by mouse and by keyboard.
#include "domain/threads/thread.h"
#include "gui/gui_world.h"
#include "gui/window_focus.h"
#include "models/thread_model.h"
#include "widgets/contacts/endpoint_panel.h"
#include "widgets/thread/composer.h"
#include "widgets/thread/thread_pane.h"
#include "widgets/thread/thread_view.h"
#include "widgets/window/chat_page.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QListView>
#include <QMenu>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace roost {

class TestTargetGui : public QObject
{
    Q_OBJECT

private:
    static void openFoo(GuiWorld &world)
    {
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        world.demoPresences();
        world.window->resize(1180, 760);
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        world.turn();
    }
    static Thread &foo(GuiWorld &world) { return world.session().thread(world.at(u"foo@bar.com"_s)); }
    static QToolButton *chip(GuiWorld &world) { return world.find<QToolButton>(u"targetChip"); }
    /// As the menu of the chip would.
    static void chooseInChip(GuiWorld &world, const QString &name)
    {
        QMenu *menu = chip(world)->menu();
        Q_EMIT menu->aboutToShow();
        auto *action = menu->findChild<QAction *>(name);
        QVERIFY2(action, qPrintable(name));
        action->trigger();
        world.turn();
    }
    static QByteArray sentWith(GuiWorld &world, const QByteArray &text)
    {
        for (const QByteArray &frame : std::as_const(world.server.received)) {
            if (frame.contains(text))
                return frame;
        }
        return {};
    }
    static QString rowText(GuiWorld &world)
    {
        const ThreadModel &model = world.window->chat()->pane().view().model();
        return model.index(model.rowCount() - 1).data(ThreadModel::AccessibleText).toString();
    }

private Q_SLOTS:
    void isChosenInTheComposer()
    {
        GuiWorld world;
        openFoo(world);
        QVERIFY(chip(world)->isVisible());
        QCOMPARE(chip(world)->accessibleName(), u"To: all devices"_s);
        QVERIFY(chip(world)->focusPolicy() & Qt::TabFocus);
        QVERIFY(!world.find<QWidget>(u"targetClear")->isVisible());
        chooseInChip(world, u"target:phone.x2"_s);
        QCOMPARE(foo(world).target().resource, u"phone.x2"_s);
        QVERIFY(chip(world)->text().contains(u"phone"_s));
        auto *edit = world.find<ComposerEdit>(u"composerEdit");
        QVERIFY(getsFocus(*edit));
        QTRY_VERIFY(world.session().isSettled());
        QTest::keyClicks(edit, u"only the phone"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(!sentWith(world, "only the phone").isEmpty());
        const QByteArray frame = sentWith(world, "only the phone");
        QVERIFY(frame.contains("foo@bar.com/phone.x2"));
        QVERIFY(frame.contains("urn:xmpp:carbons:2"));
        QVERIFY2(rowText(world).contains(u"only \u2068phone\u2069"_s), qPrintable(rowText(world)));

        // The cross: to all again.
        auto *clear = world.find<QAbstractButton>(u"targetClear");
        QVERIFY(clear->isVisible());
        QTest::mouseClick(clear, Qt::LeftButton);
        QCOMPARE(foo(world).target().resource, QString());
        QTest::keyClicks(edit, u"everybody"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(!sentWith(world, "everybody").isEmpty());
        QVERIFY(!sentWith(world, "everybody").contains("phone.x2"));
    }

    void isWholeInBothDirections_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("from the left") << u"en"_s;
        QTest::newRow("from the right") << u"ar"_s;
    }
    void isWholeInBothDirections()
    {
        QFETCH(const QString, language);
        GuiWorld world(language);
        openFoo(world);
        const auto *bar = world.find<QWidget>(u"targetBar");
        QCOMPARE(bar->isRightToLeft(), language == "ar"_L1);
        // Beside what stands in it, its round end is painted.
        const auto checkEnds = [bar](const QWidget &part) {
            const int round = part.x() < bar->width() - part.geometry().right()
                                  ? part.x()
                                  : bar->width() - part.width() - part.x();
            QVERIFY2(round >= 6, qPrintable(QString::number(round)));
        };
        checkEnds(*chip(world));
        chooseInChip(world, u"target:phone.x2"_s);
        checkEnds(*chip(world));
    }

    void isChosenInTheDetails()
    {
        GuiWorld world;
        openFoo(world);
        auto *list = world.find<QListView>(u"connectionList");
        QVERIFY(list->isVisible());
        list->setFocus();
        list->setCurrentIndex(list->model()->index(0, 0));
        const QString resource = list->currentIndex().data(Qt::UserRole + 1).toString();
        QTest::keyClick(list, Qt::Key_Return);
        auto *menu = list->findChild<QMenu *>(u"connectionMenu"_s);
        QVERIFY(menu);
        QVERIFY(menu->findChild<QAction *>(u"messageOnlyAction"_s));
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        world.turn();
        QCOMPARE(foo(world).target().resource, resource);
        QCOMPARE(world.window->focusWidget(), world.find<ComposerEdit>(u"composerEdit"));
    }

    void isKeptPerThread()
    {
        GuiWorld world;
        openFoo(world);
        chooseInChip(world, u"target:toaster"_s);
        world.window->chat()->openEndpoint(&world.at(u"lindiwe@bar.com"_s));
        world.turn();
        QCOMPARE(chip(world)->accessibleName(), u"To: all devices"_s);
        world.window->chat()->openEndpoint(&world.at(u"amelie@bar.com"_s));
        world.turn();
        QVERIFY(!chip(world)->isVisible()); // one device: nothing to choose
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        world.turn();
        QVERIFY(chip(world)->text().contains(u"toaster"_s));
    }

    void asksWhenItHasGone()
    {
        GuiWorld world;
        openFoo(world);
        chooseInChip(world, u"target:laptop.x1"_s);
        world.session().directory().connectionUnavailable(Jid::fromWire(u"foo@bar.com/laptop.x1"_s), 0);
        world.turn();
        QVERIFY(chip(world)->text().contains(u"gone"_s));
        QCOMPARE(foo(world).target().resource, u"laptop.x1"_s);
        QTRY_VERIFY(world.session().isSettled());
        auto *edit = world.find<ComposerEdit>(u"composerEdit");
        QTest::keyClicks(edit, u"are you there"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(hasTargetGone(foo(world).messages().back()));
        QVERIFY(sentWith(world, "are you there").isEmpty());
        QVERIFY2(rowText(world).contains(u"\u2068Laptop\u2069 has gone: send to all?"_s),
                 qPrintable(rowText(world)));

        // The button under the bubble, as the screen reader presses it.
        ThreadView &view = world.window->chat()->pane().view();
        world.turn();
        auto *reader = QAccessible::queryAccessibleInterface(&view);
        QVERIFY(reader);
        QAccessibleInterface *row = nullptr;
        for (int i = 0; i < reader->childCount(); ++i) {
            QAccessibleInterface *child = reader->child(i);
            if (child->text(QAccessible::Name).contains(u"are you there"_s))
                row = child;
        }
        QVERIFY(row);
        const QString press = QAccessibleActionInterface::pressAction();
        QCOMPARE(row->actionInterface()->localizedActionName(press), u"Send to all"_s);
        row->actionInterface()->doAction(press);
        QTRY_VERIFY(!sentWith(world, "are you there").isEmpty());
        QVERIFY(!sentWith(world, "are you there").contains("laptop.x1"));
        QVERIFY(!sentWith(world, "are you there").contains("no-store"));
        QCOMPARE(foo(world).messages().back().target, QString());
    }

    void hostileNamesAreText()
    {
        GuiWorld world;
        openFoo(world);
        const QString nasty = u"<img src='http://t/'>&x"_s;
        world.connection(u"foo@bar.com/x9"_s, Show::Available, DeviceKind::Unknown, nasty);
        world.turn();
        chooseInChip(world, u"target:x9"_s);
        QVERIFY(!chip(world)->toolTip().contains(u"<img"_s));
        QVERIFY(chip(world)->text().contains(u"<img src='http://t/'>&&x"_s)); // a button knows no rich text
        Q_EMIT chip(world)->menu()->aboutToShow();
        QVERIFY(chip(world)->menu()->findChild<QAction *>(u"target:x9"_s)->text().contains(u"&&x"_s));
    }
};

} // namespace roost

QTEST_MAIN(roost::TestTargetGui)
#include "test_target_gui.moc"
