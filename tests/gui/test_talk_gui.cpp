// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/thread.h"
#include "gui/gui_world.h"
#include "gui/window_focus.h"
#include "models/endpoint_columns.h"
#include "widgets/contacts/contact_list_view.h"
#include "widgets/thread/composer.h"
#include "widgets/thread/thread_pane.h"
#include "widgets/window/chat_page.h"

#include <QAccessible>
#include <QAction>
#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// Typing and reading, in the window.
class TestTalkGui : public QObject
{
    Q_OBJECT

private:
    static QString line(GuiWorld &world)
    {
        QString text = world.find<QLabel>(u"typingLine")->text();
        return text.remove(QChar(0x2068)).remove(QChar(0x2069));
    }
    static QVariant inList(GuiWorld &world, const QString &address, int role)
    {
        const QAbstractItemModel *rows = world.find<ContactListView>(u"contactList")->model();
        for (int row = 0; row < rows->rowCount(); ++row) {
            if (rows->index(row, 0).data(EndpointRole::Address) == address)
                return rows->index(row, 0).data(role);
        }
        return {};
    }
    static void theirState(GuiWorld &world, const QByteArray &state, const QByteArray &from)
    {
        world.server.send("<message xmlns='jabber:client' type='chat' from='" + from + "'><" + state +
                          " xmlns='http://jabber.org/protocol/chatstates'/></message>");
    }
    /// The chat states that the server got, without messages.
    static QByteArrayList told(GuiWorld &world)
    {
        QByteArrayList states;
        for (const QByteArray &frame : std::as_const(world.server.received)) {
            for (const QByteArray &state : {"active"_ba, "composing"_ba, "paused"_ba, "inactive"_ba}) {
                if (frame.contains("<" + state + " ") && !frame.contains("<body"))
                    states.append(state);
            }
        }
        return states;
    }
    /// The frames that the server got with this in them.
    static QByteArrayList got(GuiWorld &world, const QByteArray &part)
    {
        QByteArrayList found;
        for (const QByteArray &frame : std::as_const(world.server.received)) {
            if (frame.contains(part))
                found.append(frame);
        }
        return found;
    }
    static void openWorld(GuiWorld &world)
    {
        QList<ContactRecord> contacts = GuiWorld::demoContacts(world.clock.nowMs());
        for (ContactRecord &contact : contacts)
            contact.subscription = Subscription::Both;
        world.openOnline(contacts);
        world.demoPresences();
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
    }

private Q_SLOTS:
    void showsTypingContactAndDevice()
    {
        GuiWorld world;
        openWorld(world);
        const QString resource = world.at(u"foo@bar.com"_s).connections().back().resource();
        QCOMPARE(line(world), QString());
        const int height = world.find<QLabel>(u"typingLine")->height();
        const QVariant before = inList(world, u"foo@bar.com"_s, EndpointRole::Preview);
        theirState(world, "composing", "foo@bar.com/" + resource.toUtf8());
        QTRY_VERIFY(line(world).startsWith(u"Foo Barrington is typing on "_s));
        QTRY_COMPARE(inList(world, u"foo@bar.com"_s, EndpointRole::Preview).toString(), u"typing…"_s);
        QVERIFY(inList(world, u"foo@bar.com"_s, EndpointRole::AccessibleText).toString().contains(u"typing"));
        QVERIFY(world.find<QLabel>(u"typingLine")->isVisible());
        QCOMPARE(world.find<QLabel>(u"typingLine")->height(), height); // nothing jumps
        // The text that a screen reader announces.
        QLabel *label = world.find<QLabel>(u"typingLine");
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(label);
        QCOMPARE(spoken->text(QAccessible::Name), label->text());
        theirState(world, "active", "foo@bar.com/" + resource.toUtf8());
        QTRY_COMPARE(line(world), QString());
        QTRY_COMPARE(inList(world, u"foo@bar.com"_s, EndpointRole::Preview), before);
        // Another thread has its own line.
        theirState(world, "composing", "foo@bar.com/" + resource.toUtf8());
        QTRY_VERIFY(!line(world).isEmpty());
        world.window->chat()->openEndpoint(&world.at(u"kenji@bar.com"_s));
        QCOMPARE(line(world), QString());
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        QVERIFY(!line(world).isEmpty());
    }

    void aNameIsNoMarkup()
    {
        GuiWorld world;
        ContactRecord contact = GuiWorld::contact(u"x@bar.com"_s, u"<img src='http://t/'><b>X</b>"_s);
        contact.subscription = Subscription::Both;
        world.openOnline({contact});
        world.connection(u"x@bar.com/<b>phone</b>"_s, Show::Available, DeviceKind::Thing, u"<i>thing</i>"_s);
        world.window->chat()->openEndpoint(&world.at(u"x@bar.com"_s));
        theirState(world, "composing", "x@bar.com/&lt;b&gt;phone&lt;/b&gt;");
        QTRY_VERIFY(line(world).contains(u"<img src='http://t/'>"_s));
        QCOMPARE(world.find<QLabel>(u"typingLine")->textFormat(), Qt::PlainText);
    }

    void sendsChatStatesOfUser()
    {
        GuiWorld world;
        openWorld(world);
        auto *edit = world.find<ComposerEdit>(u"composerEdit");
        QTest::keyClicks(edit, u"Hello"_s);
        QCOMPARE(told(world), QByteArrayList{"composing"});
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(!got(world, "<body").isEmpty());
        const QByteArray message = got(world, "<body").first();
        QVERIFY(message.contains("<active "));
        QVERIFY(message.contains("<markable "));
        QCOMPARE(told(world), QByteArrayList{"composing"}); // sending is no deleting
        QTest::keyClicks(edit, u"More"_s);
        world.window->chat()->openEndpoint(&world.at(u"kenji@bar.com"_s));
        QCOMPARE(told(world), (QByteArrayList{"composing", "composing", "inactive"}));
        // A draft that comes back is not typed.
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        QCOMPARE(edit->toPlainText(), u"More"_s);
        QCOMPARE(told(world).size(), 3);
    }

    void preferencesDecide()
    {
        GuiWorld world;
        openWorld(world);
        world.find<QAction>(u"preferencesAction")->trigger();
        auto *typing = world.find<QCheckBox>(u"tellTypingBox");
        auto *reading = world.find<QCheckBox>(u"tellReadingBox");
        QVERIFY(typing->isChecked() && reading->isChecked());
        typing->click();
        QVERIFY(!world.settings.isOn(SettingKey::TellTyping));
        QVERIFY(world.settings.isOn(SettingKey::TellReading));
        reading->click();
        QVERIFY(!world.settings.isOn(SettingKey::TellReading));
        world.find<QDialog>(u"preferencesDialog")->close();
        QTest::keyClicks(world.find<ComposerEdit>(u"composerEdit"), u"Hello"_s);
        QCOMPARE(told(world), QByteArrayList());
    }

    void showsWhereItWasRead()
    {
        GuiWorld world;
        openWorld(world);
        auto *edit = world.find<ComposerEdit>(u"composerEdit");
        QTest::keyClicks(edit, u"Hello"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(!got(world, "<body").isEmpty());
        const Thread &thread = world.session().thread(world.at(u"foo@bar.com"_s));
        const Message &sent = thread.messages().back();
        const QString resource = world.at(u"foo@bar.com"_s).connections().back().resource();
        world.server.send("<message xmlns='jabber:client' type='chat' from='foo@bar.com/" +
                          resource.toUtf8() + "'><displayed xmlns='urn:xmpp:chat-markers:0' id='" +
                          sent.id().toUtf8() + "'/></message>");
        QTRY_COMPARE(thread.messages().back().state, MessageState::Read);
        bool isShown = false;
        for (const Delivery &delivery : thread.messages().back().deliveries)
            isShown = isShown || (delivery.resource == resource && delivery.state == DeliveryState::Read);
        QVERIFY(isShown);
    }

    void aLockedScreenReadsNothing()
    {
        GuiWorld world;
        openWorld(world);
        QVERIFY(becomesActive(*world.window));
        world.window->setLocked(true);
        const auto receive = [&world](const QByteArray &id) {
            world.server.send("<message xmlns='jabber:client' type='chat' id='" + id +
                              "' from='foo@bar.com/laptop' to='joe@bar.com'><body>psst</body>"
                              "<markable xmlns='urn:xmpp:chat-markers:0'/></message>");
        };
        const int before = world.at(u"foo@bar.com"_s).unread();
        receive("message-one");
        QTRY_COMPARE(world.at(u"foo@bar.com"_s).unread(), before + 1);
        QVERIFY(got(world, "<displayed").isEmpty());
        world.window->setLocked(false);
        QCOMPARE(world.at(u"foo@bar.com"_s).unread(), 0);
    }

    void reportsVisibility()
    {
        GuiWorld world;
        openWorld(world);
        QSignalSpy changed(world.window.get(), &MainWindow::shownChanged);
        QVERIFY(world.window->isShown());
        world.window->hide();
        QVERIFY(!world.window->isShown());
        world.window->show();
        QVERIFY(world.window->isShown());
        world.window->showMinimized();
        QTRY_VERIFY(!world.window->isShown());
        QVERIFY(changed.count() >= 3);
    }
};

} // namespace roost

QTEST_MAIN(roost::TestTalkGui)
#include "test_talk_gui.moc"
