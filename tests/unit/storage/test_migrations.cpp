// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/schema_migration.h"
#include "storage/sql_connection.h"
#include "support/storage_steps.h"
#include "unit/storage/storage_fixture.h"

using namespace roost;
using namespace roost::test;
using namespace Qt::StringLiterals;

class TestMigrations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void migrationsMakeTheSchema();
    void migratingTwiceChangesNothing();
    void tablesAreStrict();
    void everyOldVersionIsFrozen();
    void opensVersion1();
    void opensVersion2();
    void opensVersion3();
    void opensVersion4();
    void opensVersion5();
    void opensVersion6();
    void movesSummariesAndDeliveries();
    void takesOverUntoldReads();
    void opensVersion7();
    void knowsTheIdsOfSenders();
    void assignsPositionsByTime();

private:
    /// The frozen file of that version; a copy, since opening one changes it. Empty on a failure.
    QString copyFrozen(int version);
    [[nodiscard]] bool openFrozen(UserDatabase &database, int version)
    {
        return bool(answer(database.open(copyFrozen(version))));
    }

    QTemporaryDir m_folder;
};

namespace {

/// All that the schema says, without comments, line breaks and blanks before punctuation.
QStringList schemaOf(SqlConnection &connection)
{
    QStringList schema;
    Statement select(connection,
                     "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name");
    while (select.next()) {
        schema << u"%1 %2 %3 %4"_s.arg(
            select.textAt(0), select.textAt(1), select.textAt(2),
            select.textAt(3).simplified().replace(" ,"_L1, ","_L1).replace(" )"_L1, ")"_L1));
    }
    return schema;
}

QHash<Jid, int> countsOf(const QList<UntoldThread> &untold)
{
    QHash<Jid, int> counts;
    for (const UntoldThread &each : untold)
        counts.insert(each.thread, each.count);
    return counts;
}

QString frozenFile(int version) { return QStringLiteral(ROOST_FIXTURES "/storage/user_v%1.db").arg(version); }

} // namespace

QString TestMigrations::copyFrozen(int version)
{
    const QString file =
        m_folder.filePath(u"%1-v%2.db"_s.arg(QLatin1StringView(QTest::currentTestFunction())).arg(version));
    const bool done = QFile::copy(frozenFile(version), file) &&
                      QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return done ? file : QString();
}

void TestMigrations::migrationsMakeTheSchema()
{
    SqlConnection migrated;
    QVERIFY(migrated.open(m_folder.filePath(u"migrated.db"_s)));
    QVERIFY(SchemaMigration::migrate(migrated));
    SqlConnection written;
    QVERIFY(written.open(m_folder.filePath(u"written.db"_s)));
    QVERIFY(written.execute(SchemaMigration::scriptOf(u":/roost/storage/schema.sql"_s)));
    QVERIFY(schemaOf(written).size() > 5);
    QCOMPARE(schemaOf(migrated), schemaOf(written));
    QCOMPARE(*migrated.number("PRAGMA user_version"), SchemaMigration::newestVersion);
    QCOMPARE(*migrated.number("PRAGMA application_id"), SchemaMigration::applicationId);
}

void TestMigrations::migratingTwiceChangesNothing()
{
    SqlConnection connection;
    QVERIFY(connection.open(m_folder.filePath(u"twice.db"_s)));
    QVERIFY(SchemaMigration::migrate(connection));
    const auto before = *connection.number("PRAGMA schema_version");
    QVERIFY(SchemaMigration::migrate(connection));
    QCOMPARE(*connection.number("PRAGMA schema_version"), before);
}

void TestMigrations::tablesAreStrict()
{
    SqlConnection connection;
    QVERIFY(connection.open(m_folder.filePath(u"strict.db"_s)));
    QVERIFY(SchemaMigration::migrate(connection));
    QCOMPARE(*connection.number("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict = 0"
                                " AND name NOT LIKE 'sqlite_%'"),
             0);
}

void TestMigrations::everyOldVersionIsFrozen()
{
    for (int version = 1; version <= SchemaMigration::newestVersion; ++version) {
        const QString file = frozenFile(version);
        QVERIFY2(QFile::exists(file), qPrintable(file));
    }
}

void TestMigrations::opensVersion1()
{
    UserDatabase database;
    QVERIFY(openFrozen(database, 1));

    const Jid anna = jid(u"anna@roost.example");
    const Jid ben = jid(u"ben@roost.example");
    const auto contacts = *answer(database.loadContacts());
    QCOMPARE(contacts.size(), 2);
    const auto &first = contacts.at(contacts.at(0).jid == anna ? 0 : 1);
    const auto &second = contacts.at(contacts.at(0).jid == anna ? 1 : 0);
    QCOMPARE(first.jid, anna);
    QCOMPARE(first.name, u"Anna"_s);
    QCOMPARE(first.nickname, u"annie"_s);
    QCOMPARE(first.labels, (QStringList{u"Family"_s, u"Work"_s}));
    QCOMPARE(first.subscription, Subscription::Both);
    QVERIFY(first.inRoster && first.tellWhenOnline && !first.ask && !first.wantsUs && !first.blocked);
    QCOMPARE(first.avatarHash, u"da39a3ee5e6b4b0d3255bfef95601890afd80709"_s);
    QCOMPARE(first.lastSeenMs, 1'700'000'000'000);
    QCOMPARE(first.preview, u"on my way"_s);
    QVERIFY(first.previewMine);
    QCOMPARE(first.lastMessageMs, 1'700'000'002'000);
    QCOMPARE(first.unread, 1);
    QCOMPARE(first.draft, u"see you"_s);
    QCOMPARE(second.jid, ben);
    QVERIFY(!second.inRoster);
    QCOMPARE(second.unread, 1);

    const auto messages = *answer(database.loadMessages(anna, {}, 10));
    QCOMPARE(idsOf(messages), (QStringList{u"in-1"_s, u"out-1"_s}));
    QCOMPARE(messages.at(0).body, u"where are you?"_s);
    QCOMPARE(messages.at(0).stanzaId, u"archive-1"_s);
    QCOMPARE(messages.at(0).resource, u"phone"_s);
    QCOMPARE(messages.at(1).deliveries, QList{(DeliveryRecord{u"phone"_s, DeviceKind::Phone, u"Pixel"_s,
                                                              DeliveryState::Delivered, 1'700'000'002'500})});
    QCOMPARE(idsOf(*answer(database.loadQueued())), QStringList{u"out-1"_s});
    QCOMPARE(answer(database.loadSettings())->value(u"roster-version"_s), u"ver7"_s);
}

void TestMigrations::opensVersion2()
{
    UserDatabase database;
    QVERIFY(openFrozen(database, 2));
    const Jid anna = jid(u"anna@roost.example");
    QCOMPARE(idsOf(*answer(database.loadMessages(anna, {}, 10))), (QStringList{u"in-1"_s, u"out-1"_s}));
    const auto messages = *answer(database.loadMessages(anna, {}, 10));
    QCOMPARE(*answer(database.loadArchiveRanges()),
             QList{(ArchiveRange{1, u"archive-1"_s, u"archive-1"_s, true, 0, messages.at(0).position})});
    QVERIFY(!messages.at(0).markable);
}

void TestMigrations::opensVersion3()
{
    UserDatabase database;
    QVERIFY(openFrozen(database, 3));
    const auto messages = *answer(database.loadMessages(jid(u"anna@roost.example"), {}, 10));
    QCOMPARE(idsOf(messages), (QStringList{u"in-1"_s, u"out-1"_s}));
    QVERIFY(messages.at(0).markable);
    QVERIFY(!messages.at(1).markable);
}

void TestMigrations::opensVersion4()
{
    UserDatabase database;
    QVERIFY(openFrozen(database, 4));
    const auto messages = *answer(database.loadMessages(jid(u"anna@roost.example"), {}, 10));
    QCOMPARE(idsOf(messages), (QStringList{u"in-1"_s, u"out-1"_s}));
    QCOMPARE(messages.at(0).target, QString());
    QCOMPARE(messages.at(1).target, u"phone"_s);
    QCOMPARE(*answer(database.loadArchiveRanges()),
             QList{(ArchiveRange{1, u"archive-1"_s, u"archive-1"_s, true, 1'700'000'001'000,
                                 messages.at(0).position})});
}

void TestMigrations::opensVersion5()
{
    UserDatabase database;
    QVERIFY(openFrozen(database, 5));
    const auto messages = *answer(database.loadMessages(jid(u"anna@roost.example"), {}, 10));
    QCOMPARE(idsOf(messages), (QStringList{u"in-1"_s, u"out-1"_s}));
    QVERIFY(messages.at(0).position > 0);
    QVERIFY(messages.at(1).position > messages.at(0).position);
    // A new message is newer than the migrated ones.
    QVERIFY(answer(storeMessages(database, {incoming(jid(u"anna@roost.example"), u"in-3"_s, 1, u"new"_s)})));
    QCOMPARE(answer(database.loadMessages(jid(u"anna@roost.example"), {}, 10))->last().id, u"in-3"_s);
}

void TestMigrations::opensVersion6()
{
    UserDatabase database;
    QVERIFY(openFrozen(database, 6));
    const auto messages = *answer(database.loadMessages(jid(u"anna@roost.example"), {}, 10));
    QCOMPARE(idsOf(messages), (QStringList{u"in-1"_s, u"in-3/archive-3"_s, u"out-1"_s}));
    QCOMPARE(messages.at(0).subject, u"Tonight"_s);
    QCOMPARE(messages.at(0).body, u"where are you?"_s);
    QCOMPARE(messages.at(0).correction, u"where were you?"_s);
    QVERIFY(messages.at(1).correction.isNull());
    QCOMPARE(messages.at(0).senderId, u"in-1"_s);
    QCOMPARE(messages.at(1).senderId, u"in-3"_s);
    const auto strangers = *answer(database.loadMessages(jid(u"ben@roost.example"), {}, 10));
    QCOMPARE(strangers.at(0).notice, MessageNotice::RoomInvitation);
    QCOMPARE(strangers.at(0).detail, u"club@rooms.example"_s);
    QCOMPARE(strangers.at(0).replaces, u"in-0"_s);
    const auto contacts = *answer(database.loadContacts());
    const auto &ben = contacts.at(contacts.at(0).jid == jid(u"ben@roost.example") ? 0 : 1);
    QCOMPARE(ben.previewNotice, MessageNotice::RoomInvitation);
    QCOMPARE(ben.preview, u"club@rooms.example"_s);
}

void TestMigrations::movesSummariesAndDeliveries()
{
    UserDatabase database;
    QVERIFY(openFrozen(database, 6));
    const auto contacts = *answer(database.loadContacts());
    const auto &anna = contacts.at(contacts.at(0).jid == jid(u"anna@roost.example") ? 0 : 1);
    QCOMPARE(anna.preview, u"on my way"_s);
    QVERIFY(anna.previewMine);
    QCOMPARE(anna.lastMessageMs, 1'700'000'002'000);
    QCOMPARE(anna.unread, 2);
    QCOMPARE(anna.draft, u"see you"_s);
    const auto messages = *answer(database.loadMessages(anna.jid, {}, 10));
    QCOMPARE(messages.last().deliveries,
             QList{(DeliveryRecord{u"phone"_s, DeviceKind::Phone, u"Pixel"_s, DeliveryState::Delivered,
                                   1'700'000'002'500})});
    QCOMPARE(idsOf(*answer(database.loadQueued())), QStringList{u"out-1"_s});
    // A marker for the migrated message still finds its delivery.
    const DeliveryRecord read{u"phone"_s, DeviceKind::Phone, u"Pixel"_s, DeliveryState::Read, 1};
    QCOMPARE(*answer(markOwnRead(database, anna.jid, u"out-1"_s, read)), QStringList{u"out-1"_s});
    QCOMPARE(answer(database.loadMessages(anna.jid, {}, 10))->last().deliveries, QList{read});
}

void TestMigrations::takesOverUntoldReads()
{
    const QString file = copyFrozen(6);
    {
        SqlConnection connection;
        QVERIFY(connection.open(file));
        QVERIFY(connection.execute("INSERT INTO settings VALUES ('untold-reads', 'anna@roost.example 3' ||"
                                   " char(10) || 'gone@roost.example 1' || char(10) || 'ben@roost.example 0'"
                                   " || char(10))"));
    }
    UserDatabase database;
    QVERIFY(answer(database.open(file)));
    QCOMPARE(countsOf(*answer(database.loadUntold())),
             (QHash<Jid, int>{{jid(u"anna@roost.example"), 3}, {jid(u"ben@roost.example"), 1}}));
    QVERIFY(!answer(database.loadSettings())->contains(u"untold-reads"_s));
}

void TestMigrations::opensVersion7()
{
    UserDatabase database;
    QVERIFY(openFrozen(database, 7));
    const Jid anna = jid(u"anna@roost.example");
    const auto messages = *answer(database.loadMessages(anna, {}, 10));
    QCOMPARE(idsOf(messages), (QStringList{u"in-1"_s, u"in-3/archive-3"_s, u"out-1"_s}));
    QCOMPARE(messages.at(1).senderId, u"in-3"_s);
    QCOMPARE(messages.at(2).deliveries.size(), 1);
    QCOMPARE(countsOf(*answer(database.loadUntold())), (QHash<Jid, int>{{anna, 2}}));
    // A receipt that came before its message.
    auto copy = outgoing(anna, u"out-2"_s, 1'700'000'004'000, u"from the tablet"_s);
    copy.state = MessageState::AtServer;
    copy.resource = u"tablet"_s;
    QVERIFY(answer(storeMessages(database, {copy})));
    const auto stored = answer(database.loadMessages(anna, {}, 10))->last();
    QCOMPARE(stored.state, MessageState::Delivered);
    QCOMPARE(stored.deliveries.value(0).resource, u"laptop"_s);
}

void TestMigrations::knowsTheIdsOfSenders()
{
    // Version 5 had a special key for short ids and for messages without one.
    const QString file = copyFrozen(5);
    {
        SqlConnection connection;
        QVERIFY(connection.open(file));
        QVERIFY(connection.execute(
            "DELETE FROM deliveries; DELETE FROM messages;"
            "INSERT INTO messages (endpoint_id, mine, message_id, stanza_id, body, time_ms, state, position)"
            " VALUES (1, 0, '7/a-1', 'a-1', '', 1, 5, 1), (1, 0, 'a-2', 'a-2', '', 2, 5, 2),"
            " (1, 0, 'long/id', 'a-3', '', 3, 5, 3), (1, 0, 'plain-id', NULL, '', 4, 5, 4)"));
    }
    UserDatabase database;
    QVERIFY(answer(database.open(file)));
    QStringList senderIds;
    for (const Jid &thread : {jid(u"anna@roost.example"), jid(u"ben@roost.example")}) {
        const auto messages = *answer(database.loadMessages(thread, {}, 10));
        for (const MessageRecord &message : messages)
            senderIds.append(message.senderId);
    }
    QCOMPARE(senderIds, (QStringList{u"7"_s, QString(), u"long/id"_s, u"plain-id"_s}));
}

void TestMigrations::assignsPositionsByTime()
{
    // Two ranges of the archive with a gap between them.
    const QString file = copyFrozen(4);
    {
        SqlConnection connection;
        QVERIFY(connection.open(file));
        QVERIFY(connection.execute(
            "DELETE FROM deliveries; DELETE FROM messages; DELETE FROM archive_ranges;"
            "INSERT INTO archive_ranges VALUES (1, 'a-1', 'a-2', 1, 1000), (2, 'a-8', 'a-9', 0, 8000);"
            "INSERT INTO messages (id, endpoint_id, mine, message_id, stanza_id, body, time_ms, state)"
            " SELECT value, 1, 0, 'm' || (10 - value), 'a-' || (10 - value), '', 1000 * (10 - value), 5"
            " FROM (SELECT 1 AS value UNION ALL SELECT 2 UNION ALL SELECT 8 UNION ALL SELECT 9)"));
    }
    UserDatabase database;
    QVERIFY(answer(database.open(file)));
    const auto inOrder = [&database] {
        QStringList ids;
        for (const Jid &thread : {jid(u"anna@roost.example"), jid(u"ben@roost.example")})
            ids += idsOf(*answer(database.loadMessages(thread, {}, 5'000)));
        return ids;
    };
    QCOMPARE(inOrder(), (QStringList{u"m1"_s, u"m2"_s, u"m8"_s, u"m9"_s}));
    const auto ranges = *answer(database.loadArchiveRanges());
    QCOMPARE(ranges.size(), 2);
    QVERIFY(ranges.first().oldestPosition > ranges.last().oldestPosition);
    // The gap has room for all messages that it may contain.
    const Jid thread = answer(database.loadMessages(jid(u"anna@roost.example"), {}, 1))->isEmpty()
                           ? jid(u"ben@roost.example")
                           : jid(u"anna@roost.example");
    QList<MessageRecord> missed;
    for (int i = 0; i < 3'000; ++i)
        missed.append(incoming(thread, u"missed %1"_s.arg(i), 5'000, {}));
    ArchivedMessages page{missed, {}, {}, {ranges.first().oldestPosition}};
    QVERIFY(answer(storeArchived(database, page)));
    const QStringList after = inOrder();
    QCOMPARE(after.size(), 3'004);
    QCOMPARE(after.mid(0, 3), (QStringList{u"m1"_s, u"m2"_s, u"missed 0"_s}));
    QCOMPARE(after.mid(3'001), (QStringList{u"missed 2999"_s, u"m8"_s, u"m9"_s}));
}

namespace {

/// How the frozen file of the newest version is made, once, when that version is released:
/// `test_migrations --freeze FILE`.
int freeze(const QString &file)
{
    const Jid anna = jid(u"anna@roost.example");
    ContactRecord contact = person(anna, u"Anna"_s, 1'700'000'000'000);
    contact.nickname = u"annie"_s;
    contact.labels = {u"Family"_s, u"Work"_s};
    contact.subscription = Subscription::Both;
    contact.inRoster = contact.tellWhenOnline = true;
    contact.avatarHash = u"da39a3ee5e6b4b0d3255bfef95601890afd80709"_s;
    auto question = incoming(anna, u"in-1"_s, 1'700'000'001'000, u"where are you?"_s);
    question.stanzaId = u"archive-1"_s;
    question.resource = u"phone"_s;
    question.markable = true;
    question.subject = u"Tonight"_s;
    auto correction = incoming(anna, u"in-4"_s, 1'700'000'001'800, u"where were you?"_s);
    correction.replaces = question.id;
    auto again = incoming(anna, u"in-3/archive-3"_s, 1'700'000'001'500, u"hurry"_s);
    again.senderId = u"in-3"_s;
    again.stanzaId = u"archive-3"_s;
    auto reply = outgoing(anna, u"out-1"_s, 1'700'000'002'000, u"on my way"_s);
    reply.target = u"phone"_s;
    reply.deliveries = {
        {u"phone"_s, DeviceKind::Phone, u"Pixel"_s, DeliveryState::Delivered, 1'700'000'002'500}};
    auto stranger = incoming(jid(u"ben@roost.example"), u"in-2"_s, 1'700'000'003'000, u"hello"_s);
    stranger.notice = MessageNotice::RoomInvitation;
    stranger.detail = u"club@rooms.example"_s;
    stranger.replaces = u"in-0"_s;
    {
        UserDatabase database;
        const bool done =
            answer(database.open(file)) && answer(database.applyContactChanges({{contact}, {}, u"ver7"_s})) &&
            answer(storeMessages(database, {question, correction, again, stranger})) &&
            answer(storeOutgoing(database, reply)) && answer(database.saveDraft(anna, u"see you"_s)) &&
            answer(storeArchived(database,
                                 {{}, {0, u"archive-1"_s, u"archive-1"_s, true, 1'700'000'001'000}, {}})) &&
            answer(saveDeliveries(database, anna, u"out-2"_s,
                                  {{u"laptop"_s, DeviceKind::Laptop, u"Gajim"_s, DeliveryState::Delivered,
                                    1'700'000'004'500}})) &&
            answer(database.apply({.reads = {{anna, 2, false}}}));
        if (!done)
            return 1;
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--freeze") == 0)
        return freeze(QFile::decodeName(argv[2]));
    TestMigrations test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_migrations.moc"
