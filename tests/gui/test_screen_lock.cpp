// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/screen_lock.h"
#include "support/patience.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Screen savers on a bus of the test's own.
class TestScreenLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsSavers_data()
    {
        QTest::addColumn<QString>("interface");
        QTest::addColumn<QString>("path");
        QTest::newRow("freedesktop") << u"org.freedesktop.ScreenSaver"_s << u"/org/freedesktop/ScreenSaver"_s;
        QTest::newRow("KDE") << u"org.freedesktop.ScreenSaver"_s << u"/ScreenSaver"_s;
        QTest::newRow("GNOME") << u"org.gnome.ScreenSaver"_s << u"/org/gnome/ScreenSaver"_s;
    }
    void followsSavers()
    {
        QFETCH(const QString, interface);
        QFETCH(const QString, path);
        ScreenLock lock;
        QSignalSpy changed(&lock, &ScreenLock::lockedChanged);
        QVERIFY(!lock.isLocked());
        QDBusConnection saver =
            QDBusConnection::connectToBus(qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"), u"saver"_s);
        for (const bool on : {true, true, false}) {
            QDBusMessage signal = QDBusMessage::createSignal(path, interface, u"ActiveChanged"_s);
            signal.setArguments({on});
            QVERIFY(saver.send(signal));
        }
        QTRY_COMPARE(changed.count(), 2);
        QCOMPARE(changed[0][0].toBool(), true);
        QCOMPARE(changed[1][0].toBool(), false);
        QVERIFY(!lock.isLocked());
        QDBusConnection::disconnectFromBus(u"saver"_s);
    }
    void followsTheSession()
    {
        ScreenLock lock;
        QSignalSpy changed(&lock, &ScreenLock::lockedChanged);
        const auto tell = [&lock](const QString &interface, const QVariantMap &properties) {
            return QMetaObject::invokeMethod(&lock, "propertiesChanged", Q_ARG(QString, interface),
                                             Q_ARG(QVariantMap, properties), Q_ARG(QStringList, {}));
        };
        const QString session = u"org.freedesktop.login1.Session"_s;
        QVERIFY(tell(session, {{u"IdleHint"_s, true}}));
        QVERIFY(tell(u"org.other"_s, {{u"LockedHint"_s, true}}));
        QVERIFY(!lock.isLocked());
        QVERIFY(tell(session, {{u"LockedHint"_s, true}}));
        QVERIFY(lock.isLocked());
        QVERIFY(tell(session, {{u"LockedHint"_s, false}}));
        QCOMPARE(changed.count(), 2);
    }
};

int main(int argc, char **argv)
{
    // A bus before anybody asks for the session's.
    QProcess bus;
    bus.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
    if (!bus.waitForStarted() || !bus.waitForReadyRead())
        return 1;
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus.readLine().trimmed());
    QCoreApplication application(argc, argv);
    TestScreenLock test;
    const int failed = QTest::qExec(&test, argc, argv);
    bus.terminate();
    bus.waitForFinished();
    return failed;
}

#include "test_screen_lock.moc"
