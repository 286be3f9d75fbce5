// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/thread.h"
#include "gui/gui_world.h"
#include "support/patience.h"
#include "widgets/look/error_text.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// The banner states in plain words why there is no connection, and disappears when there is one.
class TestBanner : public QObject
{
    Q_OBJECT

private:
    static QString text(GuiWorld &world)
    {
        QString words = world.find<QLabel>(u"bannerText")->text();
        return words.remove(QChar(0x2068)).remove(QChar(0x2069));
    }
    static QString plain(const Error &error)
    {
        QString words = errorText(error, u"bar.com"_s);
        return words.remove(QChar(0x2068)).remove(QChar(0x2069));
    }

private Q_SLOTS:
    void showsReasonForWaiting_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<QString>("reason");
        using enum ErrorKind;
        QTest::newRow("network") << Error{NetworkUnreachable, {}}
                                 << u"bar.com can’t be reached. Check your internet connection."_s;
        QTest::newRow("silence") << Error{Timeout, {}} << u"bar.com isn’t responding. Try again later."_s;
        QTest::newRow("certificate ended")
            << Error{CertificateExpired, u"2020-02-01T00:00:00Z"_s}
            << u"The certificate of bar.com expired on DATE. Nothing was sent. If the date of this computer is right, contact the server’s operator."_s;
        QTest::newRow("untrusted certificate")
            << Error{CertificateUntrusted, u"Nowhere CA"_s}
            << u"The certificate of bar.com was issued by Nowhere CA, which this computer doesn’t trust. "
               "Nothing was sent."_s;
        QTest::newRow("no host-meta") << Error{HostLookupFailed, u"no wss link"_s}
                                      << u"bar.com doesn’t say where its chat service is. Check the address, "
                                         u"or enter the server URL in "
                                         "the connection settings."_s;
        QTest::newRow("weaker sign-in")
            << Error{AuthDowngrade, {}}
            << u"bar.com offers a less secure sign-in method than before. The password wasn’t sent."_s;
        QTest::newRow("internal error") << Error{StreamError, u"internal-server-error"_s}
                                        << u"The server closed the connection. (internal-server-error)"_s;
        QTest::newRow("server's words")
            << Error{StreamError, u"system-shutdown: Back at <b>nine</b>"_s}
            << u"The server closed the connection. The server says: Back at <b>nine</b> (system-shutdown)"_s;
        QTest::newRow("policy") << Error{ResourceLimit, u"policy-violation: Too fast"_s}
                                << u"The server has reached its limit. Try again later. The server says: "
                                   "Too fast (policy-violation)"_s;
        QTest::newRow("forbidden frame")
            << Error{ProtocolViolation, u"no <open/>"_s}
            << u"The server sent invalid data, so the connection was closed. (no <open/>)"_s;
    }

    void showsReasonForWaiting()
    {
        QFETCH(const Error, error);
        QFETCH(QString, reason);
        GuiWorld world;
        reason.replace(u"DATE"_s, QLocale().toString(QDate(2020, 2, 1), QLocale::LongFormat));
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        world.server.refusal = error;
        world.server.cut();
        // The first attempt follows at once; from the second on there is a pause.
        QTRY_VERIFY2(text(world).startsWith(u"Reconnecting in "_s) && text(world).endsWith(u'\n' + reason),
                     qPrintable(text(world)));
        QCOMPARE(world.find<QLabel>(u"bannerText")->textFormat(), Qt::PlainText);
        QCOMPARE(plain(error), reason);
        world.session().thread(world.at(u"foo@bar.com"_s)).send(u"later"_s);
        QTRY_VERIFY(text(world).contains(u"1 message waiting to be sent"_s));
        QVERIFY(text(world).endsWith(u'\n' + reason));
        // The connection works again: queued messages are sent, and the banner disappears.
        world.server.refusal = {};
        world.session().retryNow();
        QTRY_VERIFY(!world.find<QWidget>(u"banner")->isVisible());
        QTRY_VERIFY(std::any_of(world.server.received.cbegin(), world.server.received.cend(),
                                [](const QByteArray &frame) { return frame.contains("later"); }));
        QCOMPARE(world.session().queuedCount(), 0);
    }

    void keepsTheReasonWhileItTries()
    {
        GuiWorld world;
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        QStringList texts;
        connect(&world.session(), &Session::stateChanged, &world.session(), [&](SessionState state) {
            if (state == SessionState::Connecting)
                texts.append(text(world));
        });
        world.server.refusal = {ErrorKind::CertificateExpired, {}};
        world.server.cut();
        QTRY_VERIFY(text(world).contains(u"certificate"_s));
        texts.clear();
        world.session().retryNow();
        QTRY_VERIFY(!texts.isEmpty());
        QCOMPARE(
            texts.first(),
            u"Connecting…\nThe certificate of bar.com has expired. Nothing was sent. If the date of this computer is right, contact the server’s operator."_s);
    }

    void showsTheServersWordsInAConflict_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QString>("expected");
        const QString elsewhere =
            u"You signed in elsewhere under the same connection name, so this connection was closed."_s;
        QTest::newRow("none") << QByteArray() << elsewhere;
        QTest::newRow("replaced") << "Replaced by new connection"_ba
                                  << elsewhere + u" The server says: Replaced by new connection (conflict)"_s;
        QTest::newRow("removed")
            << "User removed"_ba
            << u"The server closed the connection. The server says: User removed (conflict)"_s;
        QTest::newRow("markup")
            << "&lt;img src=x&gt;%1\n%2"_ba
            << u"The server closed the connection. The server says: <img src=x>%1 %2 (conflict)"_s;
        QTest::newRow("long") << QByteArray(5'000, 'x')
                              << u"The server closed the connection. The server says: "_s +
                                     QString(190, u'x') + u" (conflict)"_s;
    }

    void showsTheServersWordsInAConflict()
    {
        QFETCH(const QByteArray, words);
        QFETCH(const QString, expected);
        GuiWorld world;
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        const QByteArray inner =
            words.isEmpty() ? QByteArray()
                            : "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>" + words + "</text>";
        world.server.send("<stream:error xmlns:stream='http://etherx.jabber.org/streams'>"
                          "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>" +
                          inner + "</stream:error>");
        QTRY_COMPARE(world.session().state(), SessionState::Failed);
        QTRY_COMPARE(text(world), expected);
        QCOMPARE(world.find<QAbstractButton>(u"bannerButton")->text(), u"Go online"_s);
    }

    void wordsOfOtherErrors_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<QString>("expected");
        using enum ErrorKind;
        QTest::newRow("SASL") << Error{WrongPassword, u"not-authorized: Caps lock?"_s}
                              << u"bar.com didn’t accept the address and password. Check them, then try "
                                 u"again. The server says: Caps "
                                 "lock? (not-authorized)"_s;
        QTest::newRow("SASL, no words")
            << Error{WrongPassword, u"not-authorized"_s}
            << u"bar.com didn’t accept the address and password. Check them, then try again."_s;
        QTest::newRow("disabled")
            << Error{AccountDisabled, u"account-disabled: Unpaid"_s}
            << u"bar.com has disabled this account. Contact the server’s operator. The server says: Unpaid "
               "(account-disabled)"_s;
        QTest::newRow("stanza")
            << Error{Forbidden, u"forbidden: Members only"_s}
            << u"You don’t have permission to do this. The server says: Members only (forbidden)"_s;
        QTest::newRow("stanza, no words")
            << Error{Forbidden, u"forbidden"_s} << u"You don’t have permission to do this."_s;
        QTest::newRow("vague stanza")
            << Error{StanzaRejected, u"conflict"_s} << u"The server rejected the request. (conflict)"_s;
    }

    void wordsOfOtherErrors()
    {
        QFETCH(const Error, error);
        QFETCH(const QString, expected);
        QCOMPARE(plain(error), expected);
    }
};

} // namespace roost

QTEST_MAIN(roost::TestBanner)
#include "test_banner.moc"
