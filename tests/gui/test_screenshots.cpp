// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/automation.h"
#include "automation/element_tree.h"
#include "domain/account/storage_care.h"
#include "domain/threads/thread.h"
#include "gui/gui_world.h"
#include "storage/sql_connection.h"
#include "storage/user_database.h"
#include "support/patience.h"
#include "widgets/contacts/sidebar.h"
#include "widgets/dialogs/start_problem_dialog.h"
#include "widgets/thread/composer.h"
#include "widgets/thread/thread_pane.h"
#include "widgets/window/chat_page.h"
#include "widgets/window/sign_in_page.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace roost {

/// Pictures of the window in all its states, for people to look at: in the folder ROOST_SCREENSHOTS, else
/// only made. Each must have something on it. QT_SCALE_FACTOR=2 gives them at 200 %.
class TestScreenshots : public QObject
{
    Q_OBJECT

private:
    static void shoot(GuiWorld &world, const QString &name, QWidget *widget = nullptr)
    {
        for (int i = 0; i < 3; ++i)
            world.turn();
        const QImage image = (widget ? widget : world.window.get())->grab().toImage();
        QVERIFY(!image.isNull());
        QSet<QRgb> colors;
        for (int y = 0; y < image.height(); y += 7) {
            for (int x = 0; x < image.width(); x += 7)
                colors.insert(image.pixel(x, y));
        }
        QVERIFY2(colors.size() > 8, qPrintable(name + " is empty"_L1));
        const QString folder = qEnvironmentVariable("ROOST_SCREENSHOTS");
        if (folder.isEmpty())
            return;
        QVERIFY(QDir().mkpath(folder));
        const QString scale = image.devicePixelRatio() > 1 ? u"-200"_s : QString();
        QVERIFY(image.save(folder + u'/' + name + scale + ".png"_L1));
    }

    static void openDemo(GuiWorld &world)
    {
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        world.session().setOwnPresence(Show::Available, u"shipping 1.0 today"_s);
        (void)world.session().directory().modify(world.session().self(),
                                                 [](ContactRecord &self) { self.nickname = u"Joe Doe"_s; });
        world.demoPresences();
        world.demoThread();
        world.window->resize(1180, 760);
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        for (const QStringView typing : {u"foo@bar.com/phone.x2", u"kenji@bar.com/a"})
            world.session().directory().setTyping(Jid::fromWire(typing.toString()), true);
    }

private Q_SLOTS:
    void signIn()
    {
        GuiWorld world;
        world.showWindow();
        world.window->resize(1180, 760);
        shoot(world, u"sign-in"_s);
        world.find<QLineEdit>(u"addressEdit")->setText(u"joe@example.com"_s);
        world.find<QLineEdit>(u"passwordEdit")->setText(u"secretsecret"_s);
        world.find<QAbstractButton>(u"connectionSettingsButton")->click();
        world.window->signInPage().showError({ErrorKind::CertificateWrongName, u"chat.example.org"_s});
        shoot(world, u"sign-in-error"_s);
        world.theme.setMode(ThemeMode::Dark);
        shoot(world, u"sign-in-dark"_s);
    }

    void mainWindow()
    {
        GuiWorld world;
        openDemo(world);
        shoot(world, u"main-light"_s);
        world.theme.setMode(ThemeMode::Dark);
        shoot(world, u"main-dark"_s);
    }

    /// To one device only, and the question when it has gone.
    void toOneDevice()
    {
        GuiWorld world;
        openDemo(world);
        Thread &thread = world.session().thread(world.at(u"foo@bar.com"_s));
        thread.setTarget(u"phone.x2"_s);
        MessageRecord message = recordOf(thread.messages().back(), thread.endpoint().id());
        message.id = u"only-1"_s;
        message.rowId += 100;
        message.body = u"This is for your phone alone."_s;
        message.timeMs += 1'000;
        message.position += 1'000;
        message.target = u"phone.x2"_s;
        message.deliveries = {{u"phone.x2"_s, DeviceKind::Phone, u"phone"_s, DeliveryState::Delivered, 0}};
        thread.insert(message);
        message.mine = false;
        message.id = u"only-2"_s;
        message.body = u"And this for your desk."_s;
        message.timeMs += 1'000;
        message.position += 1'000;
        message.state = MessageState::Received;
        message.deliveries.clear();
        thread.insert(message);
        message.mine = true;
        message.id = u"only-3"_s;
        message.body = u"Are you still at the laptop?"_s;
        message.timeMs += 1'000;
        message.position += 1'000;
        message.target = u"laptop.x1"_s;
        message.state = MessageState::Failed;
        message.failureKind = int(ErrorKind::ServiceUnavailable);
        message.deliveries = {{u"laptop.x1"_s, DeviceKind::Laptop, u"laptop"_s, DeliveryState::Sent, 0}};
        thread.insert(message);
        world.turn();
        shoot(world, u"target-light"_s);
        world.theme.setMode(ThemeMode::Dark);
        shoot(world, u"target-dark"_s);
    }

    /// Strangers who call themselves like contacts, and a link that hides its target.
    void impostors()
    {
        GuiWorld world;
        openDemo(world);
        const qint64 now = world.clock.nowMs();
        const auto stranger = [&](const QString &address, const QString &nickname, qint64 ageMs) {
            ContactRecord record = GuiWorld::contact(address, {}, u"Please call me back"_s, now - ageMs, 1);
            record.inRoster = false;
            record.subscription = Subscription::None;
            record.nickname = nickname;
            record.wantsUs = true;
            world.session().directory().update(record);
        };
        world.server.send(
            "<presence xmlns='jabber:client' type='subscribe' from='mallory@evil.example'><nick "
            "xmlns='http://jabber.org/protocol/nick'>Foo Barrington</nick></presence>");
        world.server.send("<presence xmlns='jabber:client' type='subscribe' from='newcomer@far-away.example'>"
                          "<status>We met in Ghent</status></presence>");
        QTRY_COMPARE(world.session().requests().size(), 2);
        stranger(u"mallory@evil.example"_s, u"Foo Bаrrington"_s, 10'000);
        stranger(u"newcomer@far-away.example"_s, u"Ada"_s, 20'000);
        stranger(u"kеnji@bar.com"_s, {}, 30'000); // Cyrillic е
        stranger(u"somebody.with.a.long.name@conference.example"_s, u"help@bar.com"_s, 40'000);
        Endpoint &mallory = world.at(u"mallory@evil.example"_s);
        QTRY_VERIFY(mallory.claims());
        world.message(u"mallory@evil.example"_s, u"ראה https://аррӏе.com/login עכשיו"_s, false, now - 9'000);
        world.message(u"mallory@evil.example"_s, u"\u202ehttps://moc.elpmaxe.evil.example/"_s, false,
                      now - 8'000);
        world.window->chat()->openEndpoint(&mallory);
        world.window->chat()->setPanelShown(true);
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            world.theme.setMode(mode);
            const QString suffix = mode == ThemeMode::Dark ? u"-dark"_s : u"-light"_s;
            shoot(world, "impostors"_L1 + suffix);
            world.find<QAction>(u"requestsAction")->trigger();
            shoot(world, "impostors-requests"_L1 + suffix, world.find<QDialog>(u"requestsDialog"));
            delete world.find<QDialog>(u"requestsDialog");
            Q_EMIT world.window->chat()->linkActivated(
                QUrl(u"https://bank.example@evil.example/"_s + QString(200, u'x')));
            shoot(world, "impostors-link"_L1 + suffix, world.find<QDialog>(u"openLinkBox"));
            delete world.find<QDialog>(u"openLinkBox");
        }
    }

    /// Where messages may be missing, and where all begins.
    void gaps()
    {
        GuiWorld world;
        openDemo(world);
        Thread &thread = world.session().thread(world.at(u"foo@bar.com"_s));
        thread.setCoverage({{{thread.messages()[3].position, false}, {1, true}}, true});
        world.turn();
        shoot(world, u"gaps-light"_s);
        world.theme.setMode(ThemeMode::Dark);
        shoot(world, u"gaps-dark"_s);
    }

    /// Windows for testers.
    void automation()
    {
        GuiWorld world;
        openDemo(world);
        const Automation automation(AutomationWorld{*world.window, *world.host, world.settings, world.clock});
        ElementTree tree;
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            world.theme.setMode(mode);
            const QString suffix = mode == ThemeMode::Dark ? u"-dark"_s : u"-light"_s;
            tree.show();
            tree.findChild<QLineEdit *>(u"elementTreeFilter"_s)->setText(u"contact"_s);
            shoot(world, "element-tree"_L1 + suffix, &tree);
            shoot(world, "automation-mark"_L1 + suffix);
            tree.close();
        }
    }

    void arabic()
    {
        {
            GuiWorld world(u"ar"_s);
            openDemo(world);
            shoot(world, u"main-arabic"_s);
            for (const auto &[action, dialog] : {std::pair{u"addContactAction", u"addContactDialog"},
                                                 std::pair{u"preferencesAction", u"preferencesDialog"}}) {
                world.find<QAction>(action)->trigger();
                shoot(world, QString::fromUtf16(dialog) + "-arabic"_L1, world.find<QDialog>(dialog));
                world.find<QDialog>(dialog)->close();
            }
        }
        // A world has its own Theme, which must outlive the widgets.
        GuiWorld signIn(u"ar"_s);
        signIn.showWindow();
        shoot(signIn, u"sign-in-arabic"_s);
    }

    void german()
    {
        GuiWorld world(u"de"_s);
        openDemo(world);
        shoot(world, u"main-german"_s);
    }

    void nobody()
    {
        GuiWorld world;
        world.openOnline();
        world.window->resize(1180, 760);
        shoot(world, u"no-contacts"_s);
    }

    void tenThousand()
    {
        GuiWorld world;
        QList<ContactRecord> contacts;
        for (int i = 0; i < 10'000; ++i)
            contacts.append(
                GuiWorld::contact(u"p%1@bar.com"_s.arg(i), u"Person %1"_s.arg(i, 5, 10, QChar(u'0'))));
        world.openAccount(contacts);
        for (int i = 0; i < 10'000; i += 3)
            world.connection(u"p%1@bar.com/a"_s.arg(i), Show(i % 5), DeviceKind(i % 8), u"Gajim"_s);
        world.window->resize(1180, 760);
        world.window->chat()->openEndpoint(&world.at(u"p42@bar.com"_s));
        shoot(world, u"ten-thousand"_s);
    }

    void longNames()
    {
        GuiWorld world;
        const qint64 now = world.clock.nowMs();
        const QString name =
            u"Pablo Diego José Francisco de Paula Juan Nepomuceno María de los Remedios Ruiz"_s;
        ContactRecord contact =
            GuiWorld::contact(u"a.very.long.address.that.never.ends@a-long-server-name.example.com"_s, name,
                              u"A preview that is far too long for one line in this list"_s, now, 1234);
        contact.labels = {u"Friends"_s, u"A label with many words"_s, u"Another one"_s, u"Work"_s};
        world.openOnline(
            {contact, GuiWorld::contact(u"x@bar.com"_s, u"Donaudampfschifffahrtsgesellschaftskapitän"_s,
                                        u"Nochmehrtextohneleerzeichendernichtaufhört"_s, now - 1000)});
        const QString address = contact.jid.toString();
        world.connection(
            address + "/phone"_L1, Show::Available, DeviceKind::Phone,
            u"A client with a very long name indeed, longer than the panel"_s,
            u"A status text that goes on for several lines, because some people like to write there."_s);
        world.message(address, u"https://example.com/"_s + QString(200, u'x'), false, now - 2000);
        world.window->resize(1000, 640);
        world.window->chat()->openEndpoint(&world.at(address));
        world.find<ComposerEdit>(u"composerEdit")->setPlainText(u"one\ntwo\nthree\nfour"_s);
        shoot(world, u"long-names"_s);
        world.window->resize(560, 420);
        shoot(world, u"smallest"_s);
    }

    void rightToLeftNamesAndEmoji()
    {
        GuiWorld world;
        const qint64 now = world.clock.nowMs();
        world.openOnline(
            {GuiWorld::contact(u"noor@bar.com"_s, u"نور الهدى"_s, u"مرحبا، كيف الحال؟"_s, now, 3),
             GuiWorld::contact(u"dana@bar.com"_s, u"דנה לוי"_s, u"see you מחר at 9"_s, now - 1000),
             GuiWorld::contact(u"cat@bar.com"_s, u"🐈 Cat 👩‍👩‍👧‍👦"_s,
                               u"😂👍🏽 🎉"_s, now - 2000, 1),
             GuiWorld::contact(u"jp@bar.com"_s, u"山田 太郎"_s, u"こんにちは"_s, now - 3000)});
        world.connection(u"noor@bar.com/phone"_s, Show::Away, DeviceKind::Phone, u"Conversations"_s,
                         u"في الطريق"_s);
        world.message(u"noor@bar.com"_s, u"مرحبا، كيف الحال؟"_s, false, now - 60'000);
        world.message(u"noor@bar.com"_s, u"بخير 🙂 and you? See https://example.com/ar"_s, true,
                      now - 50'000, MessageState::AtServer);
        world.message(u"noor@bar.com"_s, u"🎉🎉"_s, false, now - 40'000);
        world.window->resize(1180, 760);
        world.window->chat()->openEndpoint(&world.at(u"noor@bar.com"_s));
        world.find<ComposerEdit>(u"composerEdit")->setPlainText(u"On my way ❤️ 😀 1️⃣"_s);
        shoot(world, u"rtl-names-emoji"_s);
        world.theme.setMode(ThemeMode::Dark);
        shoot(world, u"rtl-names-emoji-dark"_s);
    }

    void dialogs()
    {
        GuiWorld world;
        openDemo(world);
        for (const QByteArray &who : {"stranger@bar.com"_ba, "other@bar.com"_ba}) {
            world.server.send(
                "<presence xmlns='jabber:client' type='subscribe' from='" + who +
                "'><status>Hello, we met at the conference in Ghent. It would be nice to stay in "
                "touch!</status></presence>");
        }
        QTRY_COMPARE(world.session().requests().size(), 2);
        shoot(world, u"requests-waiting"_s);
        const std::pair<const char16_t *, const char16_t *> dialogs[] = {
            {u"addContactAction", u"addContactDialog"},
            {u"requestsAction", u"requestsDialog"},
            {u"preferencesAction", u"preferencesDialog"},
            {u"aboutAction", u"aboutDialog"},
            {u"signOutAction", u"signOutBox"},
        };
        for (const auto &[action, name] : dialogs) {
            world.find<QAction>(action)->trigger();
            shoot(world, QString::fromUtf16(name), world.find<QDialog>(name));
            world.find<QDialog>(name)->close();
        }
        const QString file = world.folder.filePath(u"contacts.csv"_s);
        QFile csv(file);
        QVERIFY(csv.open(QIODevice::WriteOnly));
        csv.write("address,name,labels\nfoo@bar.com,Foo,\nnew@bar.com,New "
                  "One,Friends\nada@bar.com,Ada,\nfoo@evil.example,Foo Barrington,\n@@,Broken,\n");
        csv.close();
        world.window->importContacts(file);
        QTRY_VERIFY(!world.find<QLabel>(u"importSummary")->text().startsWith(u"Reading"_s));
        auto *table = world.find<QTreeView>(u"importTable");
        table->setCurrentIndex(table->model()->index(1, 0));
        shoot(world, u"importDialog"_s, world.find<QDialog>(u"importDialog"));
        world.theme.setMode(ThemeMode::Dark);
        shoot(world, u"importDialog-dark"_s, world.find<QDialog>(u"importDialog"));
    }

    void startProblems()
    {
        GuiWorld world(u"de"_s);
        const StartProblem problem{StartProblem::Kind::ProfileNotWritable,
                                   u"/home/joe/.local/share/chat.roost.Roost"_s,
                                   u"cannot write to /home/joe/.local/share/chat.roost.Roost"_s};
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            world.theme.setMode(mode);
            QPointer<StartProblemDialog> dialog(
                new StartProblemDialog(world.theme, problem, StartProblemDialog::End::Quits));
            dialog->show();
            shoot(world, mode == ThemeMode::Dark ? u"start-problem-de-dark"_s : u"start-problem-de"_s,
                  dialog);
            delete dialog;
        }
    }

    void banners()
    {
        GuiWorld world;
        openDemo(world);
        world.server.refusal = {ErrorKind::NetworkUnreachable, {}};
        world.server.cut();
        QTRY_COMPARE(world.session().state(), SessionState::Waiting);
        world.session().thread(world.at(u"foo@bar.com"_s)).send(u"This one waits."_s);
        shoot(world, u"reconnecting"_s);
        world.server.refusal = {ErrorKind::CertificateExpired, u"2020-02-01T00:00:00Z"_s};
        world.session().retryNow();
        QTRY_VERIFY(world.find<QLabel>(u"bannerText")->text().contains(u"2020"_s));
        shoot(world, u"reconnectingCertificate"_s);
    }

    void storageBanners()
    {
        GuiWorld world;
        openDemo(world);
        UserDatabase &database = world.session().database();
        database.run([](SqlConnection &connection) { (void)connection.execute("PRAGMA query_only = ON"); });
        (void)database.saveSetting(u"presence-status"_s, u"x"_s);
        QTRY_VERIFY(world.session().storage().writeError().kind != ErrorKind::None);
        shoot(world, u"storage-read-only"_s);
        world.theme.setMode(ThemeMode::Dark);
        shoot(world, u"storage-read-only-dark"_s);
        database.run([](SqlConnection &connection) { (void)connection.execute("PRAGMA query_only = OFF"); });
        (void)database.repair({ErrorKind::StorageCorrupt, {}});
        QTRY_VERIFY(world.session().storage().repair());
        QTRY_COMPARE(world.session().storage().writeError().kind, ErrorKind::None);
        shoot(world, u"storage-repaired-dark"_s);
        world.theme.setMode(ThemeMode::Light);
        shoot(world, u"storage-repaired"_s);
    }
};

} // namespace roost

QTEST_MAIN(roost::TestScreenshots)
#include "test_screenshots.moc"
