// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_world.h"
#include "support/patience.h"
#include "widgets/window/chat_page.h"
#include "widgets/window/sign_in_page.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// Signing in by hand: what is typed, what is said.
class TestSignInPage : public QObject
{
    Q_OBJECT

private:
    static void type(GuiWorld &world, const QString &address, const QString &password)
    {
        world.find<QLineEdit>(u"addressEdit")->setText(address);
        world.find<QLineEdit>(u"passwordEdit")->setText(password);
    }
    static void press(GuiWorld &world)
    {
        QTest::mouseClick(world.find<QPushButton>(u"signInButton"), Qt::LeftButton);
    }
    static QString problem(GuiWorld &world)
    {
        // Without the marks that keep names apart from the direction of the sentence.
        QString text = world.find<QLabel>(u"signInProblem")->text();
        return text.remove(QChar(0x2068)).remove(QChar(0x2069));
    }
    static bool isChatShown(GuiWorld &world)
    {
        return world.window->chat() &&
               world.find<QStackedWidget>(u"mainPages")->currentWidget() == world.window->chat();
    }

private Q_SLOTS:
    void isTheFirstThingSeen()
    {
        GuiWorld world;
        world.showWindow();
        QVERIFY(world.window->signInPage().isVisible());
        QVERIFY(!world.find<QWidget>(u"readOfflineButton")->isVisible());
        QVERIFY(!world.find<QWidget>(u"signInProblem")->isVisible());
        QCOMPARE(world.find<QLineEdit>(u"passwordEdit")->echoMode(), QLineEdit::Password);
    }

    void showsMissingInput()
    {
        GuiWorld world;
        world.showWindow();
        press(world);
        QCOMPARE(problem(world), u"Enter your address."_s);
        type(world, u"joe@"_s, u"x"_s);
        press(world);
        QCOMPARE(problem(world), u"This isn’t a valid address. An address looks like name@example.com."_s);
        type(world, u"joe@bar.com"_s, {});
        press(world);
        QCOMPARE(problem(world), u"Enter your password."_s);
        QVERIFY(!world.host->session());
    }

    void showsReasonOfFailure_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("wrong name") << ErrorKind::CertificateWrongName << u"chat.example.org"_s
                                    << u"The server’s certificate is for chat.example.org, not bar.com. "
                                       "Nothing was sent."_s;
        QTest::newRow("self-signed")
            << ErrorKind::CertificateUntrusted << u"Snake Oil"_s
            << u"The certificate of bar.com was issued by Snake Oil, which this computer "
               "doesn’t trust. Nothing was sent."_s;
        QTest::newRow("unreachable") << ErrorKind::NetworkUnreachable << QString()
                                     << u"bar.com can’t be reached. Check your internet connection."_s;
    }

    void showsReasonOfFailure()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(QString, detail);
        QFETCH(QString, sentence);
        GuiWorld world;
        world.server.refusal = {kind, detail};
        world.showWindow();
        type(world, u"joe@bar.com"_s, u"secret"_s);
        press(world);
        QTRY_COMPARE(problem(world), sentence);
        QVERIFY(world.window->signInPage().isVisible());
        // It can be tried again.
        QVERIFY(world.find<QLineEdit>(u"passwordEdit")->isEnabled());
        QCOMPARE(world.find<QLineEdit>(u"passwordEdit")->text(), u"secret"_s);
        world.server.refusal = {};
        press(world);
        QTRY_VERIFY(isChatShown(world));
    }

    void refusesAWrongPassword()
    {
        GuiWorld world;
        world.showWindow();
        type(world, u"joe@bar.com"_s, u"wrong"_s);
        press(world);
        QTRY_COMPARE(problem(world),
                     u"bar.com didn’t accept the address and password. Check them, then try again."_s);
        QVERIFY(world.settings.account().isEmpty());
        type(world, u"joe@bar.com"_s, u"secret"_s);
        press(world);
        QTRY_VERIFY(isChatShown(world));
        QCOMPARE(world.settings.account().toString(), u"joe@bar.com"_s);
    }

    void keepsThePasswordOnlyIfAsked()
    {
        for (const bool keep : {false, true}) {
            GuiWorld world;
            world.showWindow();
            type(world, u"joe@bar.com"_s, u"secret"_s);
            world.find<QCheckBox>(u"keepSignedInBox")->setChecked(keep);
            press(world);
            QTRY_VERIFY(isChatShown(world));
            QCOMPARE(world.settings.keepsSignedIn(), keep);
            bool isKept = false;
            world.secrets.readPassword(Jid::fromWire(u"joe@bar.com"))
                .then(this, [&](const Result<QString> &found) { isKept = found && *found == u"secret"_s; });
            QTRY_COMPARE(isKept, keep);
            QFile settings(world.folder.filePath(u"settings.ini"_s));
            QVERIFY(settings.open(QIODevice::ReadOnly));
            QVERIFY(!settings.readAll().contains("secret"));
        }
    }

    void offersTheListWhileOffline()
    {
        GuiWorld world;
        world.openAccount({GuiWorld::contact(u"foo@bar.com"_s, u"Foo"_s)});
        QTRY_VERIFY(isChatShown(world));
        QVERIFY(world.find<QLabel>(u"bannerText")->text().contains(u"offline"_s));
        // "Go online" without a password leads to the sign-in page, with the address filled in.
        QTest::mouseClick(world.find<QWidget>(u"bannerButton"), Qt::LeftButton);
        QTRY_VERIFY(world.window->signInPage().isVisible());
        QCOMPARE(world.find<QLineEdit>(u"addressEdit")->text(), u"joe@bar.com"_s);
        QVERIFY(world.find<QWidget>(u"readOfflineButton")->isVisible());
    }

    void checksTheServerUrl()
    {
        GuiWorld world;
        world.showWindow();
        type(world, u"joe@bar.com"_s, u"secret"_s);
        if (!world.find<QLineEdit>(u"serverEdit")->isVisible())
            QTest::mouseClick(world.find<QWidget>(u"connectionSettingsButton"), Qt::LeftButton);
        world.find<QLineEdit>(u"serverEdit")->setText(u"http://bar.com"_s);
        press(world);
        QVERIFY(problem(world).contains(u"http://bar.com isn’t a server URL"_s));
        QVERIFY(!world.host->session());
        // Several may be given, in any of the usual ways.
        world.find<QLineEdit>(u"serverEdit")->setText(u"wss://a.bar.com/ws, wss://b.bar.com/ws;oops"_s);
        press(world);
        QVERIFY(problem(world).contains(u"oops isn’t a server URL"_s));
    }
};

} // namespace roost

QTEST_MAIN(roost::TestSignInPage)
#include "test_sign_in_page.moc"
