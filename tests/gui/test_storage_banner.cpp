// SPDX-License-Identifier: GPL-3.0-or-later
// The window's statements about a database that cannot be written or read are true.
#include "domain/account/profile.h"
#include "domain/account/storage_care.h"
#include "domain/threads/thread.h"
#include "gui/gui_world.h"
#include "storage/sql_connection.h"
#include "storage/user_database.h"
#include "support/patience.h"
#include "support/storage_steps.h"
#include "widgets/controls/plain_button.h"

#include <QDir>
#include <QLabel>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr int patienceMs = 60'000;
constexpr int pageSize = 4096;

const QString untilSolved = u"Until this is fixed, new messages aren’t shown and yours aren’t sent."_s;

QString bannerText(GuiWorld &world)
{
    const auto *banner = world.find<QWidget>(u"banner");
    if (!banner || banner->isHidden())
        return {};
    QString text = world.find<QLabel>(u"bannerText")->text();
    return text.remove(QChar(0x2068)).remove(QChar(0x2069));
}

void sql(GuiWorld &world, const QByteArray &statement)
{
    world.session().database().run([statement](SqlConnection &connection) {
        if (const auto done = connection.execute(statement); !done)
            qWarning() << statement << done.error().detail;
    });
}

QString databaseOf(GuiWorld &world)
{
    return Profile::databaseFile(world.settings.profile().accountDirectory(Jid::fromWire(u"joe@bar.com")));
}

QByteArray messageFromFoo(const QByteArray &id)
{
    return "<message xmlns='jabber:client' type='chat' from='foo@bar.com/phone' to='joe@bar.com' id='" + id +
           "'><body>Are you there?</body></message>";
}

/// The pages of a table become noise.
void overwrite(const QString &name, const QByteArray &table)
{
    SqlConnection other;
    QVERIFY(other.openToCheck(name));
    const auto pages = other.text("SELECT group_concat(pageno) FROM dbstat WHERE name = '" + table + "'");
    QVERIFY(pages && !pages->isEmpty());
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadWrite));
    for (const QString &page : pages->split(u',')) {
        QVERIFY(file.seek((page.toLongLong() - 1) * pageSize));
        QCOMPARE(file.write(QByteArray(pageSize, '\x5a')), pageSize);
    }
}

/// A database as an earlier run left it: Foo has written five times.
void leaveDatabase(GuiWorld &world)
{
    UserDatabase database;
    QVERIFY(database.open(databaseOf(world)).result());
    QList<MessageRecord> messages;
    for (int i = 0; i < 5; ++i) {
        MessageRecord message;
        message.thread = Jid::fromWire(u"foo@bar.com");
        message.id = u"old-message-%1"_s.arg(i);
        message.body = u"Old %1"_s.arg(i);
        message.timeMs = 1'000 + i;
        messages.append(message);
    }
    QVERIFY(storeMessages(database, messages).result());
}

} // namespace

class TestStorageBanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhyMessagesAreMissing_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<QByteArray>("end");
        QTest::addColumn<QString>("cause");
        QTest::newRow("full") << QByteArray("PRAGMA max_page_count = 1")
                              << QByteArray("PRAGMA max_page_count = 1000000") << u"The disk is full."_s;
        QTest::newRow("locked") << QByteArray() << QByteArray()
                                << u"Another program is using Roost’s files."_s;
        QTest::newRow("read-only") << QByteArray("PRAGMA query_only = ON")
                                   << QByteArray("PRAGMA query_only = OFF")
                                   << u"Roost doesn’t have permission to write to its folder."_s;
    }

    void showsWhyMessagesAreMissing()
    {
        QFETCH(const QByteArray, begin);
        QFETCH(const QByteArray, end);
        QFETCH(const QString, cause);
        GuiWorld world;
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        QTRY_COMPARE(bannerText(world), QString());
        Endpoint &foo = world.at(u"foo@bar.com"_s);
        Thread &thread = world.session().thread(foo);
        const QString preview = foo.preview();
        SqlConnection other;
        if (begin.isEmpty()) {
            QVERIFY(other.open(databaseOf(world)));
            QVERIFY(other.execute("BEGIN EXCLUSIVE"));
        } else {
            sql(world, begin);
        }
        // Large, so that a database that may not grow has no room for it.
        const QByteArray large = messageFromFoo("while-blocked")
                                     .replace("Are you there?", "Are you there? " + QByteArray(30'000, 'x'));
        world.server.send(large);
        QTRY_COMPARE_WITH_TIMEOUT(bannerText(world), cause + u' ' + untilSolved, patienceMs);
        QCOMPARE(foo.unread(), 0);
        QCOMPARE(foo.preview(), preview);
        QVERIFY(thread.messages().empty());
        if (end.isEmpty())
            QVERIFY(other.execute("COMMIT"));
        else
            sql(world, end);
        QTRY_COMPARE_WITH_TIMEOUT(bannerText(world), QString(), patienceMs);
        QTRY_COMPARE(foo.unread(), 1);
        QVERIFY(foo.preview().startsWith(u"Are you there?"_s));
        QCOMPARE(thread.messages().size(), std::size_t(1));
    }

    void showsResultOfRepair_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QString>("text");
        QTest::newRow("messages")
            << QByteArray("messages")
            << u"Your message file was damaged. Everything readable was recovered, and Roost "
               "is downloading the rest from your server. The damaged "
               "file was kept as %1."_s;
        QTest::newRow("an index") << QByteArray("messages_by_position")
                                  << u"Your message file was damaged and has been repaired. "
                                     "All of its contents were recovered. The damaged file was kept as %1."_s;
    }

    void showsResultOfRepair()
    {
        QFETCH(const QByteArray, table);
        QFETCH(const QString, text);
        GuiWorld world;
        leaveDatabase(world);
        overwrite(databaseOf(world), table);
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        Thread &thread = world.session().thread(world.at(u"foo@bar.com"_s));
        QTRY_VERIFY_WITH_TIMEOUT(world.session().storage().repair(), patienceMs);
        const QDir folder = QFileInfo(databaseOf(world)).dir();
        const QStringList aside = folder.entryList({u"roost.damaged-*.sqlite"_s}, QDir::Files);
        QCOMPARE(aside.size(), 1);
        QTRY_COMPARE(bannerText(world), text.arg(aside.first()));
        if (table == "messages_by_position")
            QTRY_COMPARE(thread.messages().size(), std::size_t(5));
        auto *button = world.find<PlainButton>(u"bannerButton");
        QCOMPARE(button->text(), u"Close"_s);
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE(bannerText(world), QString());
        // A new message is stored.
        world.server.send(messageFromFoo("after-the-repair"));
        QTRY_COMPARE_WITH_TIMEOUT(thread.messages().empty() ? QString() : thread.messages().back().body(),
                                  u"Are you there?"_s, patienceMs);
    }

    void showsFailedRepair()
    {
        GuiWorld world;
        leaveDatabase(world);
        overwrite(databaseOf(world), "messages_by_position");
        // Something stands where the new file would be made.
        QVERIFY(QDir().mkpath(databaseOf(world) + u".part/inside"_s));
        world.openOnline(GuiWorld::demoContacts(world.clock.nowMs()));
        Thread &thread = world.session().thread(world.at(u"foo@bar.com"_s));
        QTRY_VERIFY_WITH_TIMEOUT(bannerText(world).startsWith(
                                     u"The message file of this account is damaged and can’t be repaired. "
                                     "It was left unchanged."_s),
                                 patienceMs);
        QVERIFY(bannerText(world).endsWith(u"Some messages may be missing here."_s));
        QVERIFY(thread.messages().empty());
        QVERIFY(world.find<PlainButton>(u"bannerButton")->isHidden());
        QCOMPARE(QFileInfo(databaseOf(world)).dir().entryList({u"*.damaged-*"_s}, QDir::Files).size(), 0);
    }
};

} // namespace roost

QTEST_MAIN(roost::TestStorageBanner)
#include "test_storage_banner.moc"
