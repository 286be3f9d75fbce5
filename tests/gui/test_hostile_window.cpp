// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window under attack: hostile texts stay texts, links do nothing without a click, malformed frames
// end the stream, floods are folded.
#include "domain/threads/thread.h"
#include "gui/gui_world.h"
#include "models/endpoint_columns.h"
#include "support/patience.h"
#include "widgets/contacts/contact_list_view.h"
#include "widgets/contacts/endpoint_panel.h"
#include "widgets/contacts/sidebar.h"
#include "widgets/thread/composer.h"
#include "widgets/thread/thread_pane.h"
#include "widgets/thread/thread_view.h"
#include "widgets/window/chat_page.h"
#include "widgets/window/tray.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDesktopServices>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// Takes the links that would go to other programs.
class OpenedLinks : public QObject
{
    Q_OBJECT

public:
    OpenedLinks()
    {
        for (const char16_t *scheme : {u"https", u"http", u"mailto"})
            QDesktopServices::setUrlHandler(QString::fromUtf16(scheme), this, "open");
    }
    ~OpenedLinks() override
    {
        for (const char16_t *scheme : {u"https", u"http", u"mailto"})
            QDesktopServices::unsetUrlHandler(QString::fromUtf16(scheme));
    }
    QList<QUrl> urls;

public Q_SLOTS:
    void open(const QUrl &url) { urls.append(url); }
};

class TestHostileWindow : public QObject
{
    Q_OBJECT

private:
    /// Everything that Qt could take for rich text shows it as it is.
    static void verifyPlain(const QString &where)
    {
        const auto all = QApplication::allWidgets();
        for (const QWidget *widget : all) {
            const QString name = where + ": "_L1 + widget->objectName();
            QVERIFY2(!widget->toolTip().contains(u"<img"_s), qPrintable(name + " has a rich tool tip"_L1));
            QVERIFY2(!widget->whatsThis().contains(u"<img"_s), qPrintable(name));
            if (const auto *label = qobject_cast<const QLabel *>(widget))
                QVERIFY2(label->textFormat() == Qt::PlainText || label->text().isEmpty(), qPrintable(name));
            if (const auto *box = qobject_cast<const QMessageBox *>(widget))
                QCOMPARE(box->textFormat(), Qt::PlainText);
            const auto actions = widget->actions();
            for (const QAction *action : actions)
                QVERIFY2(!action->toolTip().contains(u"<img"_s), qPrintable(name + action->objectName()));
        }
    }
    static int modelToolTips(const QAbstractItemModel &model)
    {
        int rich = 0;
        for (int row = 0; row < model.rowCount(); ++row)
            rich += model.index(row, 0).data(Qt::ToolTipRole).toString().contains(u"<img"_s);
        return rich;
    }

private Q_SLOTS:
    void textsStayTexts()
    {
        QTcpServer bait;
        QVERIFY(bait.listen(QHostAddress::LocalHost));
        const QString nasty = u"<img src='http://127.0.0.1:%1/x'><b>b</b>\u202e"_s.arg(bait.serverPort());
        GuiWorld world;
        ContactRecord evil = GuiWorld::contact(u"evil@bar.com"_s, nasty, nasty, world.clock.nowMs(), 2);
        evil.labels = {nasty};
        evil.nickname = nasty;
        ContactRecord stranger = GuiWorld::contact(u"s@bar.com"_s, {});
        stranger.inRoster = false;
        stranger.wantsUs = true;
        stranger.nickname = nasty;
        stranger.wantsUsMessage = nasty;
        world.openAccount({evil, stranger});
        world.window->resize(1180, 760);
        const QString resource = QString(nasty).remove(QChar(0x202e));
        world.connection(u"evil@bar.com/"_s + resource, Show::Away, DeviceKind::Unknown, nasty, nasty);
        world.connection(u"evil@bar.com/b"_s, Show::Away, DeviceKind::Thing, nasty, nasty);
        ChatPage &chat = *world.window->chat();
        chat.openEndpoint(&world.at(u"evil@bar.com"_s));
        world.message(u"evil@bar.com"_s, nasty, false, world.clock.nowMs());
        world.message(u"evil@bar.com"_s, nasty, true, world.clock.nowMs(), MessageState::Failed,
                      {{resource, DeviceKind::Unknown, nasty, DeliveryState::Delivered, 0}});
        Thread &thread = world.session().thread(world.at(u"evil@bar.com"_s));
        thread.setState(thread.messages().back().id(), MessageState::Failed, ErrorKind::StanzaRejected,
                        nasty);
        thread.setTarget(u"b"_s);
        world.turn();
        verifyPlain(u"window"_s);
        QCOMPARE(modelToolTips(*chat.sidebar().list().model()), 0);
        QVERIFY(world.find<QLabel>(u"threadName")->text().contains(u"<img"_s)); // present, as text

        for (const char16_t *action :
             {u"requestsAction", u"addContactAction", u"preferencesAction", u"aboutAction"}) {
            world.find<QAction>(action)->trigger();
            world.turn();
            verifyPlain(QString::fromUtf16(action));
        }
        world.window->openUri(u"xmpp:evil@bar.com?remove"_s);
        world.turn();
        QVERIFY(world.find<QDialog>(u"removeContactBox"));
        verifyPlain(u"the question"_s);
        Tray tray(world.context, *world.host);
        QVERIFY(!tray.icon().toolTip().contains(u"<img"_s));
        // A tool tip of the messages escapes the quoted text.
        QTest::mouseMove(chat.pane().view().viewport(), chat.pane().view().bubbleRect(1).center());
        world.turn();
        verifyPlain(u"after all"_s);
        QVERIFY(!bait.hasPendingConnections());
    }

    void linksDoNothingByThemselves_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("box");   // the box
        QTest::addColumn<QString>("field"); // content of the composer
        const QString none;
        QTest::newRow("remove") << u"xmpp:kenji@bar.com?roster;remove"_s << none << none;
        QTest::newRow("remove, plainly") << u"xmpp:kenji@bar.com?remove"_s << u"removeContactBox"_s << none;
        QTest::newRow("stop seeing") << u"xmpp:kenji@bar.com?unsubscribe"_s << u"removeContactBox"_s << none;
        QTest::newRow("subscribe") << u"xmpp:eve@evil.com?subscribe"_s << u"addContactDialog"_s << none;
        QTest::newRow("add with a name")
            << u"xmpp:eve@evil.com?roster;name=Kenji%20Sato;group=Work"_s << u"addContactDialog"_s << none;
        QTest::newRow("message") << u"xmpp:kenji@bar.com?message;body=send%20me%20all"_s << none
                                 << u"send me all"_s;
        QTest::newRow("message with an Enter")
            << u"xmpp:kenji@bar.com?message;body=one%0D%0Atwo%0D%0A%00%07"_s << none << u"one\ntwo\n"_s;
        QTest::newRow("message to all")
            << u"xmpp:kenji@bar.com?message;type=groupchat;body=x"_s << none << u"x"_s;
        QTest::newRow("join") << u"xmpp:room@conference.evil.com?join;password=x"_s << u"linkNoticeBox"_s
                              << none;
        QTest::newRow("command") << u"xmpp:kenji@bar.com?command;node=x;action=execute"_s
                                 << u"linkNoticeBox"_s << none;
        QTest::newRow("file") << u"xmpp:kenji@bar.com?recvfile;url=file:///etc/passwd"_s << u"linkNoticeBox"_s
                              << none;
        QTest::newRow("no address") << u"xmpp:"_s << u"linkNoticeBox"_s << none;
        QTest::newRow("argument") << u"xmpp:--log=x@bar.com?message;body=--quit"_s << none << u"--quit"_s;
    }

    void linksDoNothingByThemselves()
    {
        QFETCH(const QString, uri);
        QFETCH(const QString, box);
        QFETCH(const QString, field);
        GuiWorld world;
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        QTRY_VERIFY(world.session().self().connections().size() < 2);
        const auto told = [&] {
            qsizetype count = 0;
            for (const QByteArray &frame : std::as_const(world.server.received))
                count += frame.contains("<message") || frame.contains("subscribe") || frame.contains("to=");
            return count;
        };
        const qsizetype before = told();
        world.window->openUri(uri);
        for (int i = 0; i < 5; ++i)
            world.turn();
        QCOMPARE(told(), before);
        QVERIFY(world.at(u"kenji@bar.com"_s).isContact());
        QVERIFY(!world.at(u"eve@evil.com"_s).isContact());
        if (!box.isEmpty())
            QVERIFY(world.find<QDialog>(reinterpret_cast<const char16_t *>(box.utf16())));
        auto *edit = world.find<ComposerEdit>(u"composerEdit");
        QCOMPARE(edit ? edit->toPlainText() : QString(), field);
    }

    void warnsOfImpersonation()
    {
        GuiWorld world;
        ContactRecord stranger =
            GuiWorld::contact(u"mallory@evil.example"_s, {}, u"Hi"_s, world.clock.nowMs());
        stranger.inRoster = false;
        stranger.subscription = Subscription::None;
        stranger.nickname = u"Kenji Sаto"_s; // Cyrillic а
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        world.session().directory().update(stranger);
        world.server.send("<presence xmlns='jabber:client' type='subscribe' from='eve@evil.example'><nick "
                          "xmlns='http://jabber.org/protocol/nick'>Kenji\xc2\xa0Sato</nick></presence>");
        Endpoint &mallory = world.at(u"mallory@evil.example"_s);
        QTRY_COMPARE(mallory.claims(), Endpoint::Claims(Endpoint::Claim::LikeContact));
        QTRY_COMPARE(world.at(u"eve@evil.example"_s).claims(),
                     Endpoint::Claims(Endpoint::Claim::LikeContact));
        ChatPage &chat = *world.window->chat();
        chat.openEndpoint(&mallory);
        chat.setPanelShown(true);
        world.turn();

        const QString address = u"mallory@evil.example"_s;
        const QString warning = u"not your contact with this name"_s;
        QCOMPARE(world.find<QLabel>(u"threadName")->text(), address);
        QVERIFY(world.find<QLabel>(u"threadClaim")->isVisible());
        QVERIFY(world.find<QLabel>(u"threadClaim")->text().contains(warning));
        QVERIFY(world.find<ComposerEdit>(u"composerEdit")->placeholderText().contains(address));
        QVERIFY(!world.find<ComposerEdit>(u"composerEdit")->placeholderText().contains(u"Kenji"_s));
        QCOMPARE(world.find<QLabel>(u"panelName")->text(), address);
        QVERIFY(world.find<QLabel>(u"panelClaim")->text().contains(warning));
        const QAbstractItemModel &list = *chat.sidebar().list().model();
        QCOMPARE(list.index(0, 0).data(EndpointRole::Name).toString(), address);
        QVERIFY(list.index(0, 0).data(EndpointRole::IsDoubtful).toBool());
        QVERIFY(list.index(0, 0).data(EndpointRole::AccessibleText).toString().contains(warning));

        // Searched by the name, both come, each under its own.
        chat.sidebar().search().setText(u"kenji sato"_s);
        QTRY_COMPARE(list.rowCount(), 1); // the Cyrillic word differs
        QCOMPARE(list.index(0, 0).data(EndpointRole::Name).toString(), u"Kenji Sato"_s);
        chat.sidebar().search().clear();

        world.find<QAction>(u"requestsAction")->trigger();
        auto *dialog = world.find<QDialog>(u"requestsDialog");
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QLabel *>(u"requestName:eve@evil.example"_s)->text(),
                 u"eve@evil.example"_s);
        QVERIFY(dialog->findChild<QLabel *>(u"requestClaim:eve@evil.example"_s)->text().contains(warning));
        dialog->close();

        // Nor is the name proposed where the stranger becomes a contact.
        Q_EMIT world.find<EndpointPanel>(u"endpointPanel")->addRequested(&mallory);
        auto *adding = world.find<QDialog>(u"addContactDialog");
        QVERIFY(adding);
        QCOMPARE(adding->findChild<QLineEdit *>(u"contactNameEdit"_s)->text(), QString());
    }

    void spoofedLinksAsk_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("host"); // that the question names; empty: it opens at once
        QTest::newRow("plain") << u"https://example.com/a"_s << QString();
        QTest::newRow("homograph") << u"https://аррӏе.com/a"_s << u"xn--80ak6aa92e.com"_s;
        QTest::newRow("name before an @") << u"https://bank.example@evil.example/"_s << u"evil.example"_s;
        QTest::newRow("mail with more") << u"mailto:a@b.example?bcc=c@d.example&subject=x"_s << QString();
    }

    void spoofedLinksAsk()
    {
        QFETCH(const QString, link);
        QFETCH(const QString, host);
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        ChatPage &chat = *world.window->chat();
        chat.openEndpoint(&world.at(u"kenji@bar.com"_s));
        world.message(u"kenji@bar.com"_s, link, false, world.clock.nowMs());
        world.turn();
        OpenedLinks opened;
        ThreadView &view = chat.pane().view();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.bubbleRect(0).topLeft() + QPoint(40, 16));
        auto *box = world.find<QMessageBox>(u"openLinkBox");
        QCOMPARE(box != nullptr, !host.isEmpty());
        if (box) {
            QCOMPARE(opened.urls.size(), 0);
            QCOMPARE(box->textFormat(), Qt::PlainText);
            QVERIFY2(box->text().contains(host), qPrintable(box->text()));
            QTest::mouseClick(box->findChild<QAbstractButton *>(u"cancelButton"_s), Qt::LeftButton);
            QTRY_VERIFY(!world.find<QDialog>(u"openLinkBox"));
            QCOMPARE(opened.urls.size(), 0);
            QTest::mouseClick(view.viewport(), Qt::LeftButton, {},
                              view.bubbleRect(0).topLeft() + QPoint(40, 16));
            box = world.find<QMessageBox>(u"openLinkBox");
            QVERIFY(box);
            QTest::mouseClick(box->findChild<QAbstractButton *>(u"confirmButton"_s), Qt::LeftButton);
        }
        QCOMPARE(opened.urls.size(), 1);
        QVERIFY(!opened.urls.first().toEncoded().contains("bcc"));
        if (!host.isEmpty())
            QCOMPARE(opened.urls.first().host(QUrl::FullyEncoded), host);
    }

    void roomLinkCreatesNoContact()
    {
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        const Jid room = Jid::fromWire(u"room@conference.bar.com");
        world.window->openUri(u"xmpp:room@conference.bar.com?join"_s);
        auto *box = world.find<QMessageBox>(u"linkNoticeBox");
        QVERIFY(box);
        QVERIFY2(box->text().contains(u"doesn’t support rooms yet"_s), qPrintable(box->text()));
        QVERIFY(box->text().remove(QChar(0x200b)).contains(room.toString()));
        QVERIFY(!world.session().directory().find(room));
        QVERIFY(!world.window->chat()->currentEndpoint());
        QTest::mouseClick(box->findChild<QAbstractButton *>(u"closeButton"_s), Qt::LeftButton);
        QTRY_VERIFY(!world.find<QDialog>(u"linkNoticeBox"));
        world.window->openUri(u"xmpp:kenji@bar.com?vcard"_s);
        box = world.find<QMessageBox>(u"linkNoticeBox");
        QVERIFY(box);
        QVERIFY2(box->text().contains(u"vcard"_s), qPrintable(box->text()));
        QVERIFY(!world.window->chat()->currentEndpoint());
    }

    void longLinksAreNone()
    {
        GuiWorld world;
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        world.window->openUri(u"xmpp:kenji@bar.com?message;body="_s + QString(64 * 1024, u'a'));
        world.window->openUri(u"file:///etc/passwd"_s);
        world.window->openUri(u"javascript:alert(1)"_s);
        world.window->openUri(u"xmpp:"_s);
        world.turn();
        QVERIFY(!world.window->chat()->currentEndpoint());
    }

    void framesOfTwoBringNothing_data()
    {
        QTest::addColumn<QByteArray>("frame");
        const QByteArray one = "<message xmlns='jabber:client' from='kenji@bar.com/x' type='chat' id='a'>"
                               "<body>smuggled</body></message>";
        QTest::newRow("two stanzas") << one + one;
        QTest::newRow("a stanza and its half") << one + "<message xmlns='jabber:client'";
        QTest::newRow("a stanza in the text") << one.chopped(10) + "</message>" + one + "<message>";
        QTest::newRow("bad UTF-8") << QByteArray(one).replace("smuggled", "smug\xc3\x28"
                                                                          "gled");
        QTest::newRow("cut UTF-8") << QByteArray(one).replace("smuggled", "smuggled\xf0\x9f");
        QTest::newRow("a name in bad UTF-8") << QByteArray(one).replace("body", "bo\xff"
                                                                                "dy");
        QTest::newRow("an entity") << QByteArray(one).replace("smuggled", "&x;smuggled");
        QTest::newRow("a DTD") << "<!DOCTYPE x [<!ENTITY x 'smuggled'>]>" + one;
        QTest::newRow("a processing instruction") << "<?x y?>" + one;
        QTest::newRow("a comment") << "<!-- x -->" + one;
        QTest::newRow("a separator in a namespace")
            << QByteArray(one).replace("'jabber:client'", "'jabber:client&#10;'");
    }

    void framesOfTwoBringNothing()
    {
        QFETCH(const QByteArray, frame);
        GuiWorld world;
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        Thread &thread = world.session().thread(world.at(u"kenji@bar.com"_s));
        QSignalSpy states(&world.session(), &Session::stateChanged);
        world.server.send(frame);
        world.server.send("<message xmlns='jabber:client' from='kenji@bar.com/x' type='chat' id='fence-0001'>"
                          "<body>fence</body></message>");
        // A malformed stanza is dropped (any address can make a server send one); other malformed input ends
        // the stream.
        QTRY_VERIFY(!states.isEmpty() || thread.indexOf(u"fence-0001"_s, false) >= 0);
        for (int i = 0; i < 5; ++i)
            world.turn();
        for (const Message &message : thread.messages())
            QCOMPARE(message.body(), u"fence"_s);
        QVERIFY(!world.at(u"kenji@bar.com"_s).preview().contains(u"smuggled"_s));
    }

    void aFloodOfRequestsIsFolded()
    {
        GuiWorld world;
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        world.find<QAction>(u"requestsAction")->trigger();
        auto *dialog = world.find<QDialog>(u"requestsDialog");
        QVERIFY(dialog);
        for (int i = 0; i < 500; ++i)
            world.server.send("<presence xmlns='jabber:client' type='subscribe' from='spam" +
                              QByteArray::number(i) + "@evil.com'><status>" + QByteArray(600, 's') +
                              "</status></presence>");
        QTRY_COMPARE(world.session().requests().size(), 500);
        const auto rows = [&] {
            qsizetype count = 0;
            const auto widgets = dialog->findChildren<QWidget *>();
            for (const QWidget *widget : widgets)
                count += widget->objectName().startsWith(u"request:"_s) && widget->isVisibleTo(dialog);
            return count;
        };
        QTRY_VERIFY(dialog->findChild<QPushButton *>(u"declineMoreRequests"_s));
        QTRY_VERIFY(dialog->findChild<QLabel *>(u"moreRequestsText"_s)->text().contains(u"470"_s));
        QCOMPARE(rows(), 30);
        // No requester is in the contact list.
        QCOMPARE(world.window->chat()->sidebar().list().model()->rowCount(), 9);
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"declineMoreRequests"_s), Qt::LeftButton);
        QTRY_COMPARE(world.session().requests().size(), 30);
        QTRY_VERIFY(!dialog->findChild<QPushButton *>(u"declineMoreRequests"_s));
    }
};

} // namespace roost

QTEST_MAIN(roost::TestHostileWindow)
#include "test_hostile_window.moc"
