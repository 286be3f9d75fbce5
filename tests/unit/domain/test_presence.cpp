// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/endpoint_directory.h"
#include "domain/contacts/presence.h"
#include "support/fake_clock.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

struct Device
{
    const char *resource;
    Show show;
    int priority = 0;
    qint64 idleSinceMs = 0;
};

} // namespace

Q_DECLARE_METATYPE(QList<Device>)
Q_DECLARE_METATYPE(Show)

class TestPresence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resolves_data();
    void resolves();
    void takesStatusOfBestConnection();
};

void TestPresence::resolves_data()
{
    QTest::addColumn<QList<Device>>("devices");
    QTest::addColumn<Show>("show");
    QTest::addColumn<QString>("decidedBy");
    const auto row = [](const char *name, const QList<Device> &devices, Show show, const QString &by) {
        QTest::newRow(name) << devices << show << by;
    };
    row("nobody is offline", {}, Show::Offline, {});
    row("one decides alone", {{"a", Show::ExtendedAway}}, Show::ExtendedAway, u"a"_s);
    // The order of shows, pair by pair; priority never outweighs it.
    row("chat before available", {{"a", Show::Available, 9}, {"b", Show::Chat, -5}}, Show::Chat, u"b"_s);
    row("available before away", {{"a", Show::Away, 9}, {"b", Show::Available}}, Show::Available, u"b"_s);
    row("away before dnd", {{"a", Show::DoNotDisturb, 9}, {"b", Show::Away}}, Show::Away, u"b"_s);
    row("dnd before xa", {{"a", Show::ExtendedAway, 9}, {"b", Show::DoNotDisturb}}, Show::DoNotDisturb,
        u"b"_s);
    row("xa before nothing", {{"a", Show::ExtendedAway, -128}}, Show::ExtendedAway, u"a"_s);
    // Among equals.
    row("priority", {{"a", Show::Away, 1}, {"b", Show::Away, 2}}, Show::Away, u"b"_s);
    row("negative priority is lower, but counts", {{"a", Show::Away, -1}, {"b", Show::Away, 0}}, Show::Away,
        u"b"_s);
    row("used later", {{"a", Show::Away, 0, 1'000}, {"b", Show::Away, 0, 2'000}}, Show::Away, u"b"_s);
    row("in use now", {{"a", Show::Away, 0, 9'000'000}, {"b", Show::Away, 0, 0}}, Show::Away, u"b"_s);
    row("resource, so that it never depends on arrival", {{"b", Show::Away}, {"a", Show::Away}}, Show::Away,
        u"a"_s);
    row("laptop here, phone away, toaster busy",
        {{"phone", Show::Away}, {"toaster", Show::DoNotDisturb}, {"laptop", Show::Available}},
        Show::Available, u"laptop"_s);
}

void TestPresence::resolves()
{
    QFETCH(const QList<Device>, devices);
    QFETCH(const Show, show);
    QFETCH(const QString, decidedBy);
    FakeClock clock;
    EndpointDirectory directory(Jid::fromWire(u"joe@bar.com"), clock);
    Endpoint &foo = directory.endpoint(Jid::fromWire(u"foo@bar.com"_s));
    for (const Device &device : devices) {
        directory.connectionAvailable(foo.id().withResource(QString::fromLatin1(device.resource)),
                                      {device.show, {}, {}}, device.priority, device.idleSinceMs, 0);
    }
    QCOMPARE(resolvePresence(foo.connections()), (Presence{show, {}, decidedBy}));
    QCOMPARE(foo.presence(), (Presence{show, {}, decidedBy}));
    QCOMPARE(foo.isOnline(), show != Show::Offline);
}

void TestPresence::takesStatusOfBestConnection()
{
    FakeClock clock;
    EndpointDirectory directory(Jid::fromWire(u"joe@bar.com"), clock);
    Endpoint &foo = directory.endpoint(Jid::fromWire(u"foo@bar.com"_s));
    directory.connectionAvailable(Jid::fromWire(u"foo@bar.com/a"_s), {Show::Away, u"Lunch"_s, {}}, 0, 0, 0);
    directory.connectionAvailable(Jid::fromWire(u"foo@bar.com/b"_s), {Show::Available, u"Here"_s, {}}, 0, 0,
                                  0);
    QCOMPARE(foo.presence(), (Presence{Show::Available, u"Here"_s, u"b"_s}));
    directory.connectionUnavailable(Jid::fromWire(u"foo@bar.com/b"_s), 0);
    QCOMPARE(foo.presence(), (Presence{Show::Away, u"Lunch"_s, u"a"_s}));
}

QTEST_GUILESS_MAIN(TestPresence)
#include "test_presence.moc"
