// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/account/profile.h"
#include "domain/threads/thread.h"
#include "gui/gui_world.h"
#include "gui/window_focus.h"
#include "models/endpoint_filter_model.h"
#include "models/name_order.h"
#include "storage/user_database.h"
#include "widgets/contacts/contact_list_view.h"
#include "widgets/contacts/endpoint_panel.h"
#include "widgets/thread/composer.h"
#include "widgets/thread/thread_pane.h"
#include "widgets/window/chat_page.h"
#include "widgets/window/tray.h"

#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// The window as a person uses it: keys and clicks, found by object name.
class TestMainWindow : public QObject
{
    Q_OBJECT

private:
    static ComposerEdit *composer(GuiWorld &world) { return world.find<ComposerEdit>(u"composerEdit"); }
    static QAbstractItemModel *rows(GuiWorld &world)
    {
        return world.find<ContactListView>(u"contactList")->model();
    }
    static QString label(GuiWorld &world, const char16_t *name)
    {
        QString text = world.find<QLabel>(name)->text();
        return text.remove(QChar(0x2068)).remove(QChar(0x2069));
    }
    static void keys(QWidget *widget, const QString &text) { QTest::keyClicks(widget, text); }

private Q_SLOTS:
    void showsTheListWhileOffline()
    {
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        QCOMPARE(rows(world)->rowCount(), 9);
        QCOMPARE(label(world, u"bannerText"), u"You’re offline."_s);
        QVERIFY(world.find<QWidget>(u"noThread")->isVisible());
        QVERIFY(!world.window->chat()->panel().isVisible());
    }

    void paintsTheHeadOfALongListFirst()
    {
        GuiWorld world;
        const Jid account = Jid::fromWire(u"joe@bar.com");
        ContactChanges changes;
        for (int i = 0; i < 300; ++i)
            changes.saved.append(GuiWorld::contact(u"p%1@bar.com"_s.arg(i, 3, 10, QLatin1Char('0')),
                                                   u"Person %1"_s.arg(i, 3, 10, QLatin1Char('0'))));
        {
            QList<Jid> first;
            for (const ContactRecord &contact : std::as_const(changes.saved).first(ListHead::mostRows))
                first.append(contact.jid);
            UserDatabase database;
            const QString folder = world.settings.profile().accountDirectory(account);
            QVERIFY(database.open(Profile::databaseFile(folder)).result());
            QVERIFY(database.applyContactChanges(changes).result());
            QVERIFY(database.saveListHead(NameOrder().id(), first).result());
        }
        int early = -1;
        connect(world.host.get(), &SessionHost::sessionOpened, world.host.get(), [&] {
            early = int(world.session().directory().listed().size());
            QVERIFY(!world.host->isLoaded());
            // Waits until all contacts are loaded; otherwise she would count as a stranger.
            world.window->openUri(u"xmpp:p299@bar.com?roster"_s);
        });
        world.openAccount();
        QCOMPARE(early, ListHead::mostRows);
        QTRY_VERIFY(world.host->isLoaded());
        QCOMPARE(rows(world)->rowCount(), 300);
        QTRY_VERIFY(world.window->chat()->currentEndpoint());
        QCOMPARE(world.window->chat()->currentEndpoint()->displayName(), u"Person 299"_s);
        QVERIFY(!world.find<QDialog>(u"contactDialog"));
    }

    void cursorStartsWhereTheLanguageDoes()
    {
        GuiWorld world(u"ar"_s);
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        ComposerEdit *edit = composer(world);
        const auto isRight = [edit] {
            return edit->cursorRect().center().x() > edit->viewport()->width() / 2;
        };
        QVERIFY(isRight());
        keys(edit, u"Hello"_s); // This goes from left to right.
        QVERIFY(!isRight());
        edit->clear();
        QVERIFY(isRight());
        edit->setPlainText(u"مرحبا"_s);
        edit->moveCursor(QTextCursor::Start);
        QVERIFY(isRight());
    }

    void emptyListOffersAddContact()
    {
        GuiWorld world;
        world.openOnline();
        QVERIFY(world.find<QWidget>(u"noContacts")->isVisible());
        QTest::mouseClick(world.find<QPushButton>(u"noContactsButton"), Qt::LeftButton);
        QTRY_VERIFY(world.find<QDialog>(u"addContactDialog"));
    }

    void filtersWhileOneTypes()
    {
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        auto *search = world.find<QLineEdit>(u"searchField");
        world.find<QAction>(u"searchAction")->trigger();
        QVERIFY(getsFocus(*search));
        keys(search, u"ame"_s);
        QCOMPARE(rows(world)->rowCount(), 1);
        keys(search, u"zzz"_s);
        QCOMPARE(rows(world)->rowCount(), 0);
        QVERIFY(world.find<QWidget>(u"noHits")->isVisible());
        QTest::keyClick(search, Qt::Key_Escape);
        QCOMPARE(search->text(), QString());
        QCOMPARE(rows(world)->rowCount(), 9);
        keys(search, u"kenji"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(world.window->chat()->currentEndpoint(), &world.at(u"kenji@bar.com"_s));
        QVERIFY(getsFocus(*composer(world)));
        QCOMPARE(search->text(), QString());
    }

    void movesFromSearchIntoTheList()
    {
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        auto *search = world.find<QLineEdit>(u"searchField");
        auto *list = world.find<ContactListView>(u"contactList");
        search->setFocus();
        QTest::keyClick(search, Qt::Key_Down);
        QVERIFY(getsFocus(*list));
        QCOMPARE(list->currentEndpoint(), &world.at(u"foo@bar.com"_s));
        QCOMPARE(world.window->chat()->currentEndpoint(), &world.at(u"foo@bar.com"_s));
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(world.window->chat()->currentEndpoint(), &world.at(u"amelie@bar.com"_s));
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(getsFocus(*composer(world)));
        QTest::keyClick(composer(world), Qt::Key_Escape);
        QVERIFY(getsFocus(*list));
    }

    void narrowsToTabs()
    {
        GuiWorld world;
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        world.demoPresences();
        auto *unread = world.find<QAbstractButton>(u"unreadTab");
        auto *online = world.find<QAbstractButton>(u"onlineTab");
        QTRY_COMPARE(unread->text(), u"Unread 3"_s);
        QTRY_COMPARE(online->text(), u"Online 5"_s);
        QTest::mouseClick(unread, Qt::LeftButton);
        QCOMPARE(rows(world)->rowCount(), 3);
        world.find<QAction>(u"onlineTabAction")->trigger();
        QVERIFY(online->isChecked());
        QCOMPARE(rows(world)->rowCount(), 5);
        world.find<QAction>(u"allTabAction")->trigger();
        QCOMPARE(rows(world)->rowCount(), 9);
    }

    void sendsByEnterAndBreaksByShiftEnter()
    {
        GuiWorld world;
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        ComposerEdit *edit = composer(world);
        auto *button = world.find<QAbstractButton>(u"sendButton");
        QVERIFY(!button->isEnabled());
        const int oneLine = edit->height();
        keys(edit, u"one"_s);
        QVERIFY(button->isEnabled());
        QTest::keyClick(edit, Qt::Key_Return, Qt::ShiftModifier);
        keys(edit, u"two"_s);
        QCOMPARE(edit->toPlainText(), u"one\ntwo"_s);
        QVERIFY(edit->height() > oneLine);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(edit->toPlainText(), QString());
        QCOMPARE(edit->height(), oneLine);
        Thread &thread = world.session().thread(world.at(u"foo@bar.com"_s));
        QCOMPARE(thread.messages().back().body(), u"one\ntwo"_s);
        const auto wasSent = [&] {
            return std::any_of(world.server.received.cbegin(), world.server.received.cend(),
                               [](const QByteArray &frame) { return frame.contains("one\ntwo"); });
        };
        QTRY_VERIFY(wasSent());
    }

    void growsOnlySoFar()
    {
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        ComposerEdit *edit = composer(world);
        edit->setPlainText(QString(ComposerEdit::maxLines - 1, u'\n'));
        const int full = edit->height();
        edit->setPlainText(QString(100, u'\n'));
        QCOMPARE(edit->height(), full);
    }

    void recallsTheLastOwnMessageByUp()
    {
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        world.message(u"foo@bar.com"_s, u"mine"_s, true, world.clock.nowMs() - 2000, MessageState::Failed);
        world.message(u"foo@bar.com"_s, u"theirs"_s, false, world.clock.nowMs() - 1000);
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        ComposerEdit *edit = composer(world);
        QTest::keyClick(edit, Qt::Key_Up);
        QCOMPARE(edit->toPlainText(), u"mine"_s);
        // With something in it, Up moves the cursor and nothing else.
        QTest::keyClick(edit, Qt::Key_Up);
        QCOMPARE(edit->toPlainText(), u"mine"_s);
    }

    void keepsADraftForEachThread()
    {
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        ChatPage *chat = world.window->chat();
        chat->openEndpoint(&world.at(u"foo@bar.com"_s));
        keys(composer(world), u"for foo"_s);
        chat->openEndpoint(&world.at(u"kenji@bar.com"_s));
        QCOMPARE(composer(world)->toPlainText(), QString());
        keys(composer(world), u"for kenji"_s);
        chat->openEndpoint(&world.at(u"foo@bar.com"_s));
        QCOMPARE(composer(world)->toPlainText(), u"for foo"_s);
        QCOMPARE(world.at(u"kenji@bar.com"_s).draft(), u"for kenji"_s);
    }

    void keepsADraftWhileOneTypesOn()
    {
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        Endpoint &foo = world.at(u"foo@bar.com"_s);
        world.window->chat()->openEndpoint(&foo);
        // Never a pause that is as long as the half second in which it must be kept.
        QTRY_VERIFY((keys(composer(world), u"a"_s), !foo.draft().isEmpty()));
        QVERIFY(composer(world)->toPlainText().startsWith(foo.draft()));
        QTest::keyClick(composer(world), Qt::Key_Return);
        QVERIFY(foo.draft().isEmpty());
    }

    void showsConnectionsOfContact()
    {
        GuiWorld world;
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        world.demoPresences();
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        QVERIFY2(label(world, u"threadSummary").startsWith(u"Available on 3 connections"_s),
                 qPrintable(label(world, u"threadSummary")));
        QCOMPARE(world.find<QAbstractItemView>(u"connectionList")->model()->rowCount(), 3);
        world.session().directory().connectionUnavailable(Jid::fromWire(u"foo@bar.com/toaster"),
                                                          world.clock.nowMs());
        world.turn();
        QCOMPARE(world.find<QAbstractItemView>(u"connectionList")->model()->rowCount(), 2);
        QVERIFY(label(world, u"threadSummary").startsWith(u"Available on 2 connections"_s));
    }

    void togglesThePanel()
    {
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        QVERIFY(world.window->chat()->panel().isVisible());
        QTest::mouseClick(world.find<QAbstractButton>(u"panelButton"), Qt::LeftButton);
        QVERIFY(!world.window->chat()->panel().isVisible());
        QVERIFY(!world.settings.isPanelShown());
        world.find<QAction>(u"detailsAction")->trigger();
        QVERIFY(world.window->chat()->panel().isVisible());
    }

    void cyclesThroughItsRegions()
    {
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        world.find<QLineEdit>(u"searchField")->setFocus();
        QStringList seen;
        for (int i = 0; i < 5; ++i) {
            world.find<QAction>(u"nextRegionAction")->trigger();
            seen.append(world.window->focusWidget()->objectName());
        }
        QCOMPARE(seen.mid(0, 3), (QStringList{u"contactList"_s, u"threadView"_s, u"composerEdit"_s}));
        QVERIFY(world.window->chat()->panel().isAncestorOf(world.find<QWidget>(u"editContactButton")));
        QVERIFY(world.window->chat()->panel().findChild<QWidget *>(seen[3]));
        QCOMPARE(seen[4], u"searchField"_s);
    }

    void showsThatItReconnects()
    {
        GuiWorld world;
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        QVERIFY(!world.find<QWidget>(u"banner")->isVisible());
        world.server.refusal = {ErrorKind::NetworkUnreachable, {}};
        world.server.cut();
        QTRY_VERIFY(world.find<QWidget>(u"banner")->isVisible());
        world.session().thread(world.at(u"foo@bar.com"_s)).send(u"later"_s);
        // Between two waits it tries again, so both are looked for at once.
        const auto saysBoth = [&world] {
            const QString text = label(world, u"bannerText");
            return text.startsWith(u"Reconnecting in "_s) && text.contains(u"1 message waiting to be sent"_s);
        };
        QTRY_VERIFY2(saysBoth(), qPrintable(label(world, u"bannerText")));
        world.server.refusal = {};
        QTest::mouseClick(world.find<QAbstractButton>(u"bannerButton"), Qt::LeftButton);
        QTRY_VERIFY(!world.find<QWidget>(u"banner")->isVisible());
    }

    void opensAddressesButSendsNothing()
    {
        GuiWorld world;
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        const qsizetype before = world.server.received.size();
        world.window->openUri(u"xmpp:foo@bar.com?message;body=Hello%20there%0Ayou"_s);
        QCOMPARE(world.window->chat()->currentEndpoint(), &world.at(u"foo@bar.com"_s));
        QCOMPARE(composer(world)->toPlainText(), u"Hello there\nyou"_s);
        world.window->openUri(u"xmpp:new@bar.com?roster;name=New%20One;group=Friends"_s);
        auto *dialog = world.find<QDialog>(u"addContactDialog");
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QLineEdit *>(u"contactAddressEdit"_s)->text(), u"new@bar.com"_s);
        QCOMPARE(dialog->findChild<QLineEdit *>(u"contactNameEdit"_s)->text(), u"New One"_s);
        dialog->reject();
        world.window->openUri(u"xmpp:kenji@bar.com?remove"_s);
        QVERIFY(world.find<QDialog>(u"removeContactBox"));
        world.turn();
        const auto isMessage = [](const QByteArray &frame) { return frame.startsWith("<message"); };
        QVERIFY(
            std::none_of(world.server.received.cbegin() + before, world.server.received.cend(), isMessage));
        QVERIFY(world.at(u"kenji@bar.com"_s).isContact());
    }

    void keepsLinkUntilSignedIn()
    {
        GuiWorld world;
        world.settings.setAccount(Jid::fromWire(u"joe@bar.com"));
        world.window = std::make_unique<MainWindow>(world.context, *world.host);
        world.window->openUri(u"xmpp:foo@bar.com"_s);
        world.host->start();
        QTRY_VERIFY(world.window->chat());
        QCOMPARE(world.window->chat()->currentEndpoint(), &world.at(u"foo@bar.com"_s));
    }

    /// The account may have changed since a notification was shown.
    void aNotificationOfAnotherAccountOpensNothing()
    {
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        const qsizetype before = world.session().directory().size();
        world.window->openThread({Jid::fromWire(u"ann@bar.com"), Jid::fromWire(u"foo@bar.com")});
        world.window->openThread({Jid::fromWire(u"ann@bar.com"), Jid::fromWire(u"new@bar.com")});
        QVERIFY(!world.window->chat()->currentEndpoint());
        QCOMPARE(world.session().directory().size(), before);
        world.window->openThread(world.at(u"foo@bar.com"_s).ref());
        QCOMPARE(world.window->chat()->currentEndpoint(), &world.at(u"foo@bar.com"_s));
        world.window->openThread({{}, Jid::fromWire(u"kenji@bar.com")});
        QCOMPARE(world.window->chat()->currentEndpoint(), &world.at(u"kenji@bar.com"_s));
    }

    void aLinkOfAnotherAccountOpensNothing_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("account");
        QTest::newRow("link") << u"xmpp://ann@bar.com/foo@bar.com?message;body=x"_s << QString();
        QTest::newRow("remove") << u"xmpp://ann@bar.com/foo@bar.com?remove"_s << QString();
        QTest::newRow("second start") << u"xmpp:foo@bar.com"_s << u"ann@bar.com"_s;
        QTest::newRow("link of a second start")
            << u"xmpp://ann@bar.com/foo@bar.com"_s << u"joe@bar.com"_s; // The link counts.
    }

    void aLinkOfAnotherAccountOpensNothing()
    {
        QFETCH(QString, uri);
        QFETCH(QString, account);
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        world.window->openUri(uri, Jid::fromWire(account));
        QVERIFY(!world.window->chat()->currentEndpoint());
        QVERIFY(!world.find<QDialog>(u"removeContactBox"));
        auto *box = world.find<QMessageBox>(u"accountNoticeBox");
        QVERIFY(box);
        QVERIFY(box->text().contains(u"ann@bar.com"_s) && box->text().contains(u"joe@bar.com"_s));
    }

    void aLinkOfThisAccountOpens()
    {
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        world.window->openUri(u"xmpp://joe@bar.com/foo@bar.com"_s);
        QCOMPARE(world.window->chat()->currentEndpoint(), &world.at(u"foo@bar.com"_s));
        world.window->openUri(u"xmpp:kenji@bar.com"_s, Jid::fromWire(u"joe@bar.com"));
        QCOMPARE(world.window->chat()->currentEndpoint(), &world.at(u"kenji@bar.com"_s));
        QVERIFY(!world.find<QDialog>(u"accountNoticeBox"));
    }

    void anImportForAnotherAccountIsRefused()
    {
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        world.window->importContacts(u"/nowhere.csv"_s, Jid::fromWire(u"ann@bar.com"));
        QVERIFY(!world.find<QDialog>(u"importDialog"));
        QVERIFY(world.find<QDialog>(u"accountNoticeBox"));
    }

    void togglesOnlineNotification()
    {
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        auto *tell = world.find<QAbstractButton>(u"tellWhenOnlineSwitch");
        QVERIFY(!tell->isChecked());
        tell->setFocus();
        QTest::keyClick(tell, Qt::Key_Space);
        QVERIFY(tell->isChecked());
        QVERIFY(world.at(u"foo@bar.com"_s).tellsWhenOnline());
    }

    void marksOnlyVisibleThreadRead()
    {
        GuiWorld world;
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        QVERIFY(becomesActive(*world.window));
        world.window->chat()->openEndpoint(&world.at(u"sofia@bar.com"_s));
        const auto send = [&](const QByteArray &from, const QByteArray &id) {
            world.server.send("<message xmlns='jabber:client' type='chat' id='" + id + "' from='" + from +
                              "/x' to='joe@bar.com'><body>Hello</body></message>");
        };
        send("tariq@bar.com", "a1");
        QTRY_COMPARE(world.at(u"tariq@bar.com"_s).unread(), 1);
        QTRY_COMPARE(world.find<QAbstractButton>(u"unreadTab")->text(), u"Unread 4"_s);
        send("sofia@bar.com", "a2");
        QTRY_COMPARE(world.at(u"sofia@bar.com"_s).preview(), u"Hello"_s);
        QVERIFY(becomesActive(*world.window));
        QTRY_COMPARE(world.at(u"sofia@bar.com"_s).unread(), 0);
        world.window->chat()->openEndpoint(&world.at(u"tariq@bar.com"_s));
        QTRY_COMPARE(world.at(u"tariq@bar.com"_s).unread(), 0);
    }

    void setsOnesOwnPresence()
    {
        GuiWorld world;
        world.openOnline();
        world.find<QAction>(u"presenceDoNotDisturb")->trigger();
        QCOMPARE(world.session().ownPresence().show, Show::DoNotDisturb);
        QTRY_COMPARE(label(world, u"ownPresence"), u"Do not disturb"_s);
        const auto isTold = [&] {
            return std::any_of(world.server.received.cbegin(), world.server.received.cend(),
                               [](const QByteArray &frame) { return frame.contains("<show>dnd</show>"); });
        };
        QTRY_VERIFY(isTold());
        world.find<QAction>(u"presenceOffline")->trigger();
        QTRY_COMPARE(world.session().state(), SessionState::Offline);
        QCOMPARE(label(world, u"ownPresence"), u"Offline"_s);
        // Back with the password of this run.
        world.find<QMenu>(u"presenceMenu")->popup(QPoint());
        world.find<QAction>(u"presenceAvailable")->trigger();
        QTRY_COMPARE(world.session().state(), SessionState::Online);
    }

    void namesItsOtherConnections()
    {
        GuiWorld world;
        world.openOnline();
        world.server.send("<presence xmlns='jabber:client' from='joe@bar.com/phone' to='joe@bar.com/desk'/>");
        QTRY_COMPARE(world.session().self().connections().size(), std::size_t(1));
        world.find<QMenu>(u"presenceMenu")->popup(QPoint());
        const QString note = world.find<QAction>(u"otherConnectionsNote")->text();
        QVERIFY2(note.contains(u"phone"_s, Qt::CaseInsensitive), qPrintable(note));
    }

    void keepsATrayIconWithABadge()
    {
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        const auto picture = [&](int count) {
            return Tray::iconFor(world.theme, count, true).pixmap(QSize(32, 32), 1.0).toImage();
        };
        QVERIFY(picture(0) != picture(1));
        QVERIFY(picture(1) != picture(12));
        Tray tray(world.context, *world.host);
        QCOMPARE(tray.icon().toolTip(), u"Roost: 3 unread conversations"_s);
        QSignalSpy quit(&tray, &Tray::quitRequested);
        const auto actions = tray.icon().contextMenu()->actions();
        for (QAction *action : actions) {
            if (action->objectName() == u"trayQuitAction"_s)
                action->trigger();
        }
        QCOMPARE(quit.count(), 1);
    }

    void showsStrangersTextAsItIs()
    {
        GuiWorld world;
        const QString nasty = u"<b>bold</b><img src=x>"_s;
        world.openAccount({GuiWorld::contact(u"evil@bar.com"_s, nasty)});
        world.window->chat()->openEndpoint(&world.at(u"evil@bar.com"_s));
        QCOMPARE(label(world, u"threadName"), nasty);
        const auto labels = world.window->findChildren<QLabel *>();
        for (const QLabel *each : labels)
            QCOMPARE(each->textFormat(), Qt::PlainText);
    }
};

} // namespace roost

QTEST_MAIN(roost::TestMainWindow)
#include "test_main_window.moc"
