// SPDX-License-Identifier: GPL-3.0-or-later
// Messages that are read on another device of ours are not notified here.
#include "domain/threads/patient_notifier.h"
#include "domain_fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace roost;

namespace {

class NotifierFixture : public DomainFixture
{
public:
    NotifierFixture()
        : patient(
              log, clock, [this] { return isElsewhere; }, [this] { return isQuiet; })
    {
        directory.load({contact("foo@bar.com"), contact("amy@bar.com")});
    }
    void receive(const char *address, const QString &body = u"Hi"_s)
    {
        patient.messageReceived(at(address), body);
    }

    /// Moves the clock by `duration` and returns the notifications since the last call.
    template <typename Duration> QStringList after(Duration duration)
    {
        clock.advance(duration);
        return log.take();
    }

    struct Log final : Notifier
    {
        void messageReceived(const Endpoint &endpoint, const QString &body) override
        {
            lines.append(endpoint.id().toString() + u": "_s + body);
        }
        void cameOnline(const Endpoint &endpoint) override
        {
            lines.append(endpoint.id().toString() + u" came"_s);
        }
        void subscriptionRequested(const Endpoint &endpoint) override
        {
            lines.append(endpoint.id().toString() + u" asks"_s);
        }
        void withdraw(const Endpoint &endpoint) override
        {
            lines.append(endpoint.id().toString() + u" was read"_s);
        }
        QStringList take() { return std::exchange(lines, {}); }
        QStringList lines;
    } log;
    bool isElsewhere = false;
    bool isQuiet = false;
    PatientNotifier patient;
};

} // namespace

class TestPatientNotifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void notifiesAtOnceWithoutOtherDevices();
    void waitsForTheOtherDevice();
    void suppressesNotificationsReadElsewhere();
    void notifiesOfNewestMessage();
    void passesOnTheRest();
    void notifiesNothingWhileQuiet();
    void dropsHeldNotificationsWhenQuiet();
};

void TestPatientNotifier::notifiesAtOnceWithoutOtherDevices()
{
    NotifierFixture f;
    f.receive("foo@bar.com");
    QCOMPARE(f.log.take(), QStringList{u"foo@bar.com: Hi"_s});
    QCOMPARE(f.after(1h), QStringList());
}

void TestPatientNotifier::waitsForTheOtherDevice()
{
    NotifierFixture f;
    f.isElsewhere = true;
    f.receive("foo@bar.com");
    QCOMPARE(f.after(PatientNotifier::patience - 1ms), QStringList());
    QCOMPARE(f.after(1ms), QStringList{u"foo@bar.com: Hi"_s});
    QCOMPARE(f.after(1h), QStringList());
}

void TestPatientNotifier::suppressesNotificationsReadElsewhere()
{
    NotifierFixture f;
    f.isElsewhere = true;
    f.receive("foo@bar.com");
    f.receive("amy@bar.com");
    f.clock.advance(300ms);
    f.patient.withdraw(f.at("foo@bar.com"));
    QCOMPARE(f.log.take(), QStringList{u"foo@bar.com was read"_s});
    // The next one has all of its time.
    f.receive("foo@bar.com", u"Again"_s);
    QCOMPARE(f.after(200ms), QStringList{u"amy@bar.com: Hi"_s});
    QCOMPARE(f.after(299ms), QStringList());
    QCOMPARE(f.after(1ms), QStringList{u"foo@bar.com: Again"_s});
}

void TestPatientNotifier::notifiesOfNewestMessage()
{
    NotifierFixture f;
    f.isElsewhere = true;
    f.receive("foo@bar.com", u"one"_s);
    f.clock.advance(400ms);
    f.receive("foo@bar.com", u"two"_s);
    f.isElsewhere = false;
    f.receive("foo@bar.com", u"three"_s);
    QCOMPARE(f.log.take(), QStringList());
    QCOMPARE(f.after(100ms), QStringList{u"foo@bar.com: three"_s});
}

void TestPatientNotifier::passesOnTheRest()
{
    NotifierFixture f;
    f.isElsewhere = true;
    f.patient.cameOnline(f.at("foo@bar.com"));
    f.patient.subscriptionRequested(f.at("amy@bar.com"));
    QCOMPARE(f.log.take(), (QStringList{u"foo@bar.com came"_s, u"amy@bar.com asks"_s}));
}

void TestPatientNotifier::notifiesNothingWhileQuiet()
{
    NotifierFixture f;
    f.isQuiet = true;
    f.receive("foo@bar.com");
    f.patient.cameOnline(f.at("foo@bar.com"));
    f.patient.subscriptionRequested(f.at("amy@bar.com"));
    QCOMPARE(f.after(1h), QStringList());
    // An older notification is still withdrawn when its message is read.
    f.patient.withdraw(f.at("foo@bar.com"));
    QCOMPARE(f.log.take(), QStringList{u"foo@bar.com was read"_s});
    // Only later messages are notified.
    f.isQuiet = false;
    QCOMPARE(f.after(1h), QStringList());
    f.receive("amy@bar.com", u"Later"_s);
    QCOMPARE(f.log.take(), QStringList{u"amy@bar.com: Later"_s});
}

void TestPatientNotifier::dropsHeldNotificationsWhenQuiet()
{
    NotifierFixture f;
    f.isElsewhere = true;
    f.receive("foo@bar.com");
    f.isQuiet = true;
    QCOMPARE(f.after(PatientNotifier::patience), QStringList());
    f.isQuiet = false;
    QCOMPARE(f.after(1h), QStringList());
}

QTEST_GUILESS_MAIN(TestPatientNotifier)
#include "test_patient_notifier.moc"
