// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/threads/message.h"
#include "models/message_wording.h"
#include "models/wording.h"
#include "small_world.h"

#include <QTest>
#include <QTimeZone>

using namespace roost;
using namespace Qt::StringLiterals;

namespace {

qint64 ms(const QString &local) { return QDateTime::fromString(local, Qt::ISODate).toMSecsSinceEpoch(); }

} // namespace

class TestWording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void isolationHolds()
    {
        QCOMPARE(Wording::isolated(u"Foo"_s), u"\u2068Foo\u2069"_s);
        QCOMPARE(Wording::isolated({}), QString());
        QCOMPARE(Wording::isolated(u"a\u2069\u202eb\nc\u0007"_s), u"\u2068abc\u2069"_s);
        QCOMPARE(Wording::isolated(u"\u200fمحمد"_s), u"\u2068\u200fمحمد\u2069"_s);
    }

    void isolatesOnlyWhereItMatters()
    {
        QCOMPARE(Wording::isolatedIfNeeded(u"toaster"_s), u"toaster"_s);
        QCOMPARE(Wording::isolatedIfNeeded(u"محمص"_s), u"\u2068محمص\u2069"_s);
        QCOMPARE(Wording::isolatedIfNeeded(u"a\u202eb\n"_s), u"\u2068ab\u2069"_s);
        QCOMPARE(Wording::isolated(u"a\u2028b\u2029c"_s), u"\u2068abc\u2069"_s);
    }

    void aStrangerIsItsAddressEverywhere()
    {
        SmallWorld world;
        ContactRecord record = SmallWorld::contact(u"m@evil.com"_s, {}, 1'000);
        record.inRoster = false;
        record.nickname = u"Alice"_s;
        world.directory.load({record});
        Endpoint &mallory = world.at(u"m@evil.com"_s);
        world.online(u"m@evil.com/phone"_s);
        world.directory.describeConnection(Jid::fromWire(u"m@evil.com/phone"), DeviceKind::Phone, {}, false);
        world.directory.setTyping(Jid::fromWire(u"m@evil.com/phone"), true);
        QCOMPARE(Wording::nameClaim(mallory), QString()); // not compared yet
        world.directory.setClaims(mallory, {});
        QCOMPARE(Wording::nameClaim(mallory), u"uses the name “\u2068Alice\u2069”"_s);
        QCOMPARE(Wording::quotedClaim(mallory), u"“\u2068Alice\u2069”"_s);
        QVERIFY(Wording::typing(mallory).contains(u"m@evil.com"_s));
        QVERIFY(!Wording::typing(mallory).contains(u"Alice"_s));
        QVERIFY(Wording::contactRow(mallory, 2'000)
                    .startsWith(u"m@evil.com, uses the name “\u2068Alice\u2069”, available"_s));
        world.directory.setClaims(mallory, Endpoint::Claim::LikeContact);
        QCOMPARE(Wording::nameClaim(mallory), u"not your contact with this name: “\u2068Alice\u2069”"_s);
        world.directory.setClaims(mallory, Endpoint::Claim::AddressLikeContact);
        QVERIFY(Wording::nameClaim(mallory).contains(u"looks like a contact’s"_s));
        QVERIFY(Wording::contactRow(mallory, 2'000).contains(u"looks like a contact’s"_s));
        world.modify(u"m@evil.com"_s, [](ContactRecord &r) { r.name = u"Mallory"_s; });
        world.directory.setClaims(mallory, {});
        QVERIFY(Wording::contactRow(mallory, 2'000).startsWith(u"Mallory, "_s));
    }

    void previewsCannotTurnRound()
    {
        SmallWorld world;
        ContactRecord record = SmallWorld::contact(u"foo@bar.com"_s, u"Foo"_s, 1'000);
        record.preview = u"\u202ehttps://moc.elpmaxe/\u2066"_s;
        world.directory.load({record});
        Endpoint &foo = world.at(u"foo@bar.com"_s);
        QCOMPARE(Wording::preview(foo), u"https://moc.elpmaxe/"_s);
        QVERIFY(!Wording::contactRow(foo, 2'000).contains(QChar(0x202e)));
        world.modify(u"foo@bar.com"_s, [](ContactRecord &r) { r.preview = u"https://аррӏе.com/"_s; });
        QCOMPARE(Wording::preview(foo), u"https://xn--80ak6aa92e.com/"_s);
    }

    void listTime_data()
    {
        QTest::addColumn<QString>("time");
        QTest::addColumn<QString>("text");
        QTest::newRow("today") << u"2026-11-22T09:16:00"_s << u"09:16"_s;
        QTest::newRow("a clock that is ahead") << u"2026-11-23T00:16:00"_s << u"00:16"_s;
        QTest::newRow("yesterday") << u"2026-11-21T23:59:59"_s << u"Yesterday"_s;
        QTest::newRow("two days") << u"2026-11-20T10:00:00"_s << u"Friday"_s;
        QTest::newRow("six days") << u"2026-11-16T10:00:00"_s << u"Monday"_s;
        QTest::newRow("a week") << u"2026-11-15T10:00:00"_s << u"15 Nov"_s;
        QTest::newRow("last year") << u"2025-12-31T10:00:00"_s << u"31/12/2025"_s;
    }
    void listTime()
    {
        QFETCH(QString, time);
        QFETCH(QString, text);
        QCOMPARE(Wording::listTime(ms(time), ms(u"2026-11-22T21:00:00"_s)), text);
    }
    void noTimeIsNoText() { QVERIFY(Wording::listTime(0, 1000).isEmpty()); }

    void days()
    {
        const QDate today(2026, 11, 22);
        QCOMPARE(Wording::day(today, today), u"Today"_s);
        QCOMPARE(Wording::day(today.addDays(-1), today), u"Yesterday"_s);
        QCOMPARE(Wording::day(QDate(2026, 11, 20), today), u"Friday, 20 November"_s);
        QCOMPARE(Wording::day(QDate(2025, 1, 1), today), u"Wednesday, 1 January 2025"_s);
    }

    void noticesStandForMessages()
    {
        MessageRecord message;
        message.body = u"plain"_s;
        QCOMPARE(MessageWording::text(messageOf(message)), u"plain"_s);
        message.subject = u"About"_s;
        QCOMPARE(MessageWording::text(messageOf(message)), u"About\nplain"_s);
        message.body.clear();
        QCOMPARE(MessageWording::text(messageOf(message)), u"About"_s);
        message = {};
        message.notice = MessageNotice::Encrypted;
        QCOMPARE(MessageWording::text(messageOf(message)), u"Encrypted for other devices"_s);
        message.notice = MessageNotice::MissedCall;
        QCOMPARE(MessageWording::text(messageOf(message)), u"Missed call: Roost can’t answer calls yet"_s);
        message.notice = MessageNotice::CallTaken;
        QCOMPARE(MessageWording::text(messageOf(message)), u"Call answered on another device"_s);
        message.notice = MessageNotice::CallDeclined;
        QCOMPARE(MessageWording::text(messageOf(message)), u"Call declined on another device"_s);
        message.notice = MessageNotice::RoomInvitation;
        message.detail = u"club@rooms.example"_s;
        message.body = u"come along"_s;
        QCOMPARE(
            MessageWording::text(messageOf(message)),
            u"Invitation to the room \u2068club@rooms.example\u2069: Roost can’t join rooms yet\ncome along"_s);
        message = {};
        message.notice = MessageNotice::Deleted;
        QCOMPARE(MessageWording::text(messageOf(message)), u"Message deleted"_s);
        QVERIFY(MessageWording::row(messageOf(message), u"Foo"_s).contains(u"Message deleted"_s));
    }

    void editedIsSaid()
    {
        MessageRecord message;
        message.timeMs = ms(u"2026-11-22T09:16:00"_s);
        message.body = u"nien"_s;
        QCOMPARE(MessageWording::time(messageOf(message)), u"09:16"_s);
        message.correction = u"nine"_s;
        QCOMPARE(MessageWording::time(messageOf(message)), u"edited 09:16"_s);
        QCOMPARE(MessageWording::text(messageOf(message)), u"nine"_s);
        QCOMPARE(MessageWording::row(messageOf(message), u"Foo"_s), u"Foo, edited 09:16, nine"_s);
    }

    void noMessageIsBlank_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<bool>("isBlank");
        QTest::newRow("joiners") << u"\u200b\u2060"_s << true;
        QTest::newRow("blanks") << u" \u00a0\u3000\n"_s << true;
        QTest::newRow("direction") << u"\u202e\u2066\u200f"_s << true;
        QTest::newRow("fillers") << u"\u3164\u2800\u115f\u034f"_s << true;
        QTest::newRow("selectors") << u"\ufe0f\U000e0001\U000e0100"_s << true;
        QTest::newRow("emoji") << u"\u200b\U0001F602\ufe0f"_s << false;
        QTest::newRow("text") << u"\u200b.\u200b"_s << false;
    }
    void noMessageIsBlank()
    {
        QFETCH(QString, body);
        QFETCH(bool, isBlank);
        MessageRecord message;
        message.body = body;
        QCOMPARE(MessageWording::text(messageOf(message)),
                 isBlank ? u"Message without visible text"_s : body);
        SmallWorld world;
        world.directory.load({SmallWorld::contact(u"foo@bar.com"_s, u"Foo"_s, 1'000)});
        Endpoint &foo = world.at(u"foo@bar.com"_s);
        world.directory.modify(foo, [&body](ContactRecord &record) { record.preview = body; });
        QCOMPARE(Wording::preview(foo), isBlank ? u"Message without visible text"_s : body);
    }

    void previewsTellOfNotices()
    {
        SmallWorld world;
        world.directory.load({SmallWorld::contact(u"foo@bar.com"_s, u"Foo"_s, 1'000)});
        Endpoint &foo = world.at(u"foo@bar.com"_s);
        world.directory.modify(foo, [](ContactRecord &record) {
            record.preview.clear();
            record.previewNotice = MessageNotice::Encrypted;
        });
        QCOMPARE(Wording::preview(foo), u"Encrypted for other devices"_s);
        QVERIFY(Wording::contactRow(foo, 2'000).contains(u"Encrypted for other devices"_s));
        world.directory.modify(foo, [](ContactRecord &record) { record.previewMine = true; });
        QCOMPARE(Wording::preview(foo), u"You: \u2068Encrypted for other devices\u2069"_s);
    }

    void unsentMessagesShowNoConnections_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("delivery");
        QTest::addColumn<QString>("said");
        const auto row = [](const char *name, MessageState state, DeliveryState delivery,
                            const QString &said) {
            QTest::newRow(name) << int(state) << int(delivery) << said;
        };
        row("failed", MessageState::Failed, DeliveryState::Sent, u"not sent"_s);
        row("waiting again", MessageState::Queued, DeliveryState::Sent, u"waiting to be sent"_s);
        row("sent", MessageState::AtServer, DeliveryState::Sent, u"laptop sent"_s);
        row("delivered", MessageState::Delivered, DeliveryState::Delivered, u"laptop delivered"_s);
        row("failed, and there", MessageState::Failed, DeliveryState::Delivered,
            u"not sent, laptop delivered"_s);
    }
    void unsentMessagesShowNoConnections()
    {
        QFETCH(int, state);
        QFETCH(int, delivery);
        QFETCH(QString, said);
        MessageRecord message;
        message.mine = true;
        message.body = u"Hi"_s;
        message.timeMs = ms(u"2026-11-22T09:16:00"_s);
        message.state = MessageState(state);
        message.deliveries = {
            {u"laptop"_s, DeviceKind::Laptop, u"laptop"_s, DeliveryState(delivery), message.timeMs}};
        QCOMPARE(MessageWording::row(messageOf(message), u"You"_s), u"You, 09:16, Hi, "_s + said);
        QCOMPARE(MessageWording::deliveries(messageOf(message)).size(), said.contains(u"laptop"_s) ? 1 : 0);
    }

    void typing()
    {
        SmallWorld world;
        world.directory.load({SmallWorld::contact(u"foo@bar.com"_s, u"Foo"_s, 1'000)});
        const Endpoint &foo = world.at(u"foo@bar.com"_s);
        world.online(u"foo@bar.com/phone"_s);
        world.directory.describeConnection(Jid::fromWire(u"foo@bar.com/phone"), DeviceKind::Phone, {}, false);
        QCOMPARE(Wording::typing(foo), QString());
        QCOMPARE(Wording::preview(foo), u"Hello"_s);
        world.directory.setTyping(Jid::fromWire(u"foo@bar.com/phone"), true);
        QCOMPARE(Wording::typing(foo), u"\u2068Foo\u2069 is typing on phone…"_s);
        QCOMPARE(Wording::preview(foo), u"typing…"_s);
        // The screen reader announces typing in addition to the rest of the row.
        const QString row = Wording::contactRow(foo, 2'000);
        QVERIFY(row.contains(u"typing"_s));
        QVERIFY(row.contains(u"Hello"_s));
        world.modify(u"foo@bar.com"_s, [](ContactRecord &record) { record.draft = u"My draft"_s; });
        QCOMPARE(Wording::preview(foo), u"typing…"_s);
        QVERIFY(Wording::contactRow(foo, 2'000).contains(u"draft: My draft"_s));
        world.directory.setTyping(Jid::fromWire(u"foo@bar.com/phone"), false);
        QCOMPARE(Wording::preview(foo), u"My draft"_s);
    }

    void durations()
    {
        QCOMPARE(Wording::duration(0), u"1 min"_s);
        QCOMPARE(Wording::duration(4 * 60'000), u"4 min"_s);
        QCOMPARE(Wording::duration(3 * 3'600'000 + 5), u"3 h"_s);
        QCOMPARE(Wording::duration(49 * 3'600'000LL), u"2 d"_s);
    }

    void connectionNames_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("resource");
        QTest::addColumn<QString>("client");
        QTest::addColumn<QString>("name");
        QTest::newRow("known kind") << int(DeviceKind::Phone) << u"x"_s << u"Conversations"_s << u"phone"_s;
        QTest::newRow("a thing by its resource")
            << int(DeviceKind::Thing) << u"toaster.x8f2"_s << u"slixmpp"_s << u"toaster"_s;
        QTest::newRow("random resource")
            << int(DeviceKind::Thing) << u"a1b2"_s << u"slixmpp"_s << u"slixmpp"_s;
        QTest::newRow("nothing known") << int(DeviceKind::Unknown) << u"7f3a"_s << QString() << u"device"_s;
    }
    void connectionNames()
    {
        QFETCH(int, kind);
        QFETCH(QString, resource);
        QFETCH(QString, client);
        QFETCH(QString, name);
        QCOMPARE(Wording::connectionName(DeviceKind(kind), resource, client), name);
    }

    void explainsPresence()
    {
        SmallWorld world;
        world.directory.load({SmallWorld::contact(u"foo@bar.com"_s, u"Foo"_s)});
        Endpoint &foo = world.at(u"foo@bar.com"_s);
        QCOMPARE(Wording::presenceReason(foo, world.clock.nowMs()), u"offline"_s);
        connect(world, u"foo@bar.com/a"_s, DeviceKind::Laptop, Show::Available);
        connect(world, u"foo@bar.com/b"_s, DeviceKind::Phone, Show::Away);
        world.clock.advance(std::chrono::minutes(4));
        QCOMPARE(Wording::presenceReason(foo, world.clock.nowMs()),
                 u"available on laptop; phone away 4 min"_s);
        QCOMPARE(Wording::endpointSummary(foo, world.clock.nowMs()),
                 u"Available on 2 connections · laptop active now"_s);
    }

    void previewPrefersTheDraft()
    {
        SmallWorld world;
        ContactRecord record = SmallWorld::contact(u"foo@bar.com"_s, u"Foo"_s);
        world.directory.load({record});
        Endpoint &foo = world.at(u"foo@bar.com"_s);
        QCOMPARE(Wording::preview(foo), u"foo@bar.com"_s);
        world.modify(u"foo@bar.com"_s, [](ContactRecord &r) {
            r.preview = u"Hello"_s;
            r.previewMine = true;
        });
        QCOMPARE(Wording::preview(foo), u"You: \u2068Hello\u2069"_s);
        world.modify(u"foo@bar.com"_s, [](ContactRecord &r) { r.draft = u"two\nlines"_s; });
        QCOMPARE(Wording::preview(foo), u"two lines"_s);
    }

    void aMessageReadsWithItsDeliveries()
    {
        MessageRecord message;
        message.mine = true;
        message.body = u"Hello"_s;
        message.timeMs = ms(u"2026-11-22T09:16:00"_s);
        message.state = MessageState::Failed;
        QCOMPARE(MessageWording::row(messageOf(message), u"You"_s), u"You, 09:16, Hello, not sent"_s);
        message.state = MessageState::Delivered;
        message.deliveries = {{u"l"_s, DeviceKind::Laptop, {}, DeliveryState::Delivered, 1},
                              {u"toaster"_s, DeviceKind::Thing, {}, DeliveryState::Sent, 1}};
        QCOMPARE(MessageWording::row(messageOf(message), u"You"_s),
                 u"You, 09:16, Hello, laptop delivered, toaster sent"_s);
    }

private:
    static void connect(SmallWorld &world, const QString &full, DeviceKind kind, Show show)
    {
        const Jid jid = Jid::fromWire(full);
        world.directory.connectionAvailable(jid, Presence{show, {}, {}}, 0, 0, world.clock.nowMs());
        world.directory.describeConnection(jid, kind, {}, true);
    }
};

QTEST_GUILESS_MAIN(TestWording)
#include "test_wording.moc"
