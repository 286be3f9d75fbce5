// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/endpoint_directory.h"
#include "platform/notifier_linux.h"
#include "support/fake_clock.h"
#include "support/patience.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusContext>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// A notification service as a desktop has it, on a bus of the test's own.
class NotificationService : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Shown
    {
        uint replaces;
        QString title;
        QString body;
        QStringList actions;
    };
    QList<Shown> shown;
    QList<uint> closed;
    QStringList capabilities{u"body"_s, u"actions"_s};

public Q_SLOTS:
    QStringList GetCapabilities() { return capabilities; }
    uint Notify(const QString &, uint replaces, const QString &, const QString &title, const QString &body,
                const QStringList &actions, const QVariantMap &, int)
    {
        shown.append({replaces, title, body, actions});
        return replaces ? replaces : uint(shown.size());
    }
    void CloseNotification(uint id) { closed.append(id); }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);
};

/// Notifications over D-Bus.
class TestNotifier : public QObject
{
    Q_OBJECT

public:
    /// Starts a bus before anybody asks for the session's.
    [[nodiscard]] bool startBus()
    {
        m_bus.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
        if (!m_bus.waitForStarted() || !m_bus.waitForReadyRead())
            return false;
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
        return true;
    }
    void stopBus()
    {
        m_bus.terminate();
        m_bus.waitForFinished();
    }

private:
    QProcess m_bus;
    FakeClock m_clock;
    EndpointDirectory m_directory{Jid::fromWire(u"joe@bar.com"), m_clock};
    std::unique_ptr<NotificationService> m_service;

    Endpoint &foo()
    {
        ContactRecord record;
        record.jid = Jid::fromWire(u"foo@bar.com");
        record.name = u"Foo <b>Bar</b>"_s;
        record.inRoster = true;
        (void)m_directory.update(record);
        return m_directory.endpoint(record.jid);
    }

private Q_SLOTS:
    void init()
    {
        // The service has its own connection, like another program.
        m_service = std::make_unique<NotificationService>();
        QDBusConnection other =
            QDBusConnection::connectToBus(qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"), u"service"_s);
        QVERIFY(other.isConnected());
        QVERIFY(other.registerObject(u"/org/freedesktop/Notifications"_s, m_service.get(),
                                     QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(other.registerService(u"org.freedesktop.Notifications"_s));
    }

    void cleanup()
    {
        QDBusConnection::disconnectFromBus(u"service"_s);
        m_service.reset();
    }

    void showsPlainText()
    {
        FreedesktopNotifier notifier;
        notifier.messageReceived(foo(), u"<i>a</i> & b"_s);
        QTRY_COMPARE(m_service->shown.size(), 1);
        QVERIFY(m_service->shown[0].title.contains(u"Foo <b>Bar</b>"_s));
        QCOMPARE(m_service->shown[0].actions.value(0), u"default"_s);
        // The service cannot read markup (asked meanwhile): the text goes as it is.
        QTRY_COMPARE(notifier.knowsPlainText(), true);
        notifier.messageReceived(foo(), u"<i>a</i> & b"_s);
        QTRY_COMPARE(m_service->shown.size(), 2);
        QCOMPARE(m_service->shown[1].body, u"<i>a</i> & b"_s);
    }

    void escapesWhereMarkupIsRead()
    {
        m_service->capabilities.append(u"body-markup"_s);
        FreedesktopNotifier notifier;
        notifier.messageReceived(foo(), u"<img src='http://evil'>"_s);
        QTRY_COMPARE(m_service->shown.size(), 1);
        QCOMPARE(m_service->shown[0].body, u"&lt;img src='http://evil'&gt;"_s);
    }

    void aFloodOfStrangersIsOne()
    {
        FreedesktopNotifier notifier;
        for (int i = 0; i < 1'000; ++i) {
            Endpoint &stranger = m_directory.endpoint(Jid::fromWire(u"s%1@spam.com"_s.arg(i)));
            notifier.messageReceived(stranger, u"buy"_s);
            notifier.subscriptionRequested(stranger);
        }
        // Contacts come through.
        notifier.messageReceived(foo(), u"hello"_s);
        QTRY_VERIFY(std::any_of(m_service->shown.cbegin(), m_service->shown.cend(),
                                [](const auto &each) { return each.title.contains(u"Foo"_s); }));
        QVERIFY(m_service->shown.size() <= PlatformNotifier::mostStrangers + 2);
    }

    void namesAreKeptApart()
    {
        ContactRecord record;
        record.jid = Jid::fromWire(u"rtl@bar.com");
        record.inRoster = true;
        record.name = u"a\u2069\u202ebcd\nx"_s;
        (void)m_directory.update(record);
        FreedesktopNotifier notifier;
        notifier.cameOnline(m_directory.endpoint(record.jid));
        QTRY_COMPARE(m_service->shown.size(), 1);
        QCOMPARE(m_service->shown[0].title, u"\u2068abcd x\u2069 is online"_s);
    }

    void strangersAreTheirAddress()
    {
        ContactRecord record;
        record.jid = Jid::fromWire(u"mallory@evil.example");
        record.lastMessageMs = 1;
        record.nickname = u"Foo Bar"_s;
        (void)m_directory.update(record);
        Endpoint &stranger = m_directory.endpoint(record.jid);
        FreedesktopNotifier notifier;
        notifier.messageReceived(stranger, u"a\u202eb\u2066c"_s);
        QTRY_COMPARE(m_service->shown.size(), 1);
        QCOMPARE(m_service->shown[0].title, u"\u2068mallory@evil.example\u2069"_s);
        QCOMPARE(m_service->shown[0].body, u"abc"_s);
        notifier.subscriptionRequested(stranger);
        QTRY_COMPARE(m_service->shown.size(), 2);
        QCOMPARE(m_service->shown[1].title, u"Request from \u2068mallory@evil.example\u2069"_s);
    }

    void replacesAndWithdraws()
    {
        FreedesktopNotifier notifier;
        notifier.messageReceived(foo(), u"one"_s);
        notifier.messageReceived(foo(), u"two"_s);
        notifier.messageReceived(foo(), u"three"_s);
        // Messages that arrived while the first notification was being sent are merged into one, with the
        // newest text.
        QTRY_COMPARE(m_service->shown.size(), 2);
        QCOMPARE(m_service->shown[1].body, u"three"_s);
        QCOMPARE(m_service->shown[1].replaces, 1u);
        notifier.withdraw(foo());
        QTRY_COMPARE(m_service->closed, QList<uint>{1u});
    }

    void aFloodOfStrangersLeadsToTheWindow()
    {
        FreedesktopNotifier notifier;
        QSignalSpy opened(&notifier, &PlatformNotifier::threadRequested);
        for (int i = 0; i <= PlatformNotifier::mostStrangers; ++i)
            notifier.messageReceived(m_directory.endpoint(Jid::fromWire(u"s%1@spam.com"_s.arg(i))), u"buy"_s);
        QTRY_COMPARE(m_service->shown.size(), PlatformNotifier::mostStrangers + 1);
        const auto click = [&] {
            Q_EMIT m_service->ActionInvoked(uint(m_service->shown.size()), u"default"_s);
            return opened.count() > 0;
        };
        QTRY_VERIFY(click());
        QCOMPARE(opened.first().first().value<EndpointRef>(),
                 (EndpointRef{Jid::fromWire(u"joe@bar.com"), {}}));
    }

    /// A contact of two accounts has two notifications.
    void accountsAreKeptApart()
    {
        EndpointDirectory other(Jid::fromWire(u"ann@bar.com"), m_clock);
        FreedesktopNotifier notifier;
        QSignalSpy opened(&notifier, &PlatformNotifier::threadRequested);
        notifier.cameOnline(foo());
        QTRY_COMPARE(m_service->shown.size(), 1);
        notifier.cameOnline(other.endpoint(foo().id()));
        QTRY_COMPARE(m_service->shown.size(), 2);
        QCOMPARE(m_service->shown[1].replaces, 0u);
        const auto click = [&] {
            Q_EMIT m_service->ActionInvoked(2, u"default"_s);
            return opened.count() > 0;
        };
        QTRY_VERIFY(click());
        QCOMPARE(opened.first().first().value<EndpointRef>().account.toString(), u"ann@bar.com"_s);
        notifier.withdraw(other.endpoint(foo().id()));
        QTRY_COMPARE(m_service->closed, QList<uint>{2u});
    }

    void opensClickedThread()
    {
        FreedesktopNotifier notifier;
        QSignalSpy opened(&notifier, &PlatformNotifier::threadRequested);
        notifier.cameOnline(foo());
        QTRY_COMPARE(m_service->shown.size(), 1);
        const auto click = [&] {
            Q_EMIT m_service->ActionInvoked(1, u"default"_s);
            return opened.count() > 0;
        };
        QTRY_VERIFY(click());
        QCOMPARE(opened.first().first().value<EndpointRef>(), foo().ref());
        QCOMPARE(foo().ref().toString(), u"xmpp://joe@bar.com/foo@bar.com"_s);
    }

    void keepsQuietWhereAsked()
    {
        FreedesktopNotifier notifier;
        notifier.setMessageNotices(MessageNotices::None);
        notifier.messageReceived(foo(), u"secret"_s);
        notifier.setMessageNotices(MessageNotices::Sender);
        notifier.messageReceived(foo(), u"secret"_s);
        QTRY_COMPARE(m_service->shown.size(), 1);
        QVERIFY(!m_service->shown[0].body.contains(u"secret"_s));
    }
};

} // namespace roost

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    roost::TestNotifier test;
    if (!test.startBus()) {
        qWarning("dbus-daemon does not start");
        return 1;
    }
    const int result = QTest::qExec(&test, argc, argv);
    test.stopBus();
    return result;
}
#include "test_notifier.moc"
