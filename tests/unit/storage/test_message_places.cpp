// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/storage_steps.h"
#include "unit/storage/storage_fixture.h"

using namespace roost;
using namespace roost::test;
using namespace Qt::StringLiterals;

/// Pages that begin in the middle of a thread, and the places where they begin.
class TestMessagePlaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_database = std::make_unique<UserDatabase>();
        QVERIFY(answer(m_database->open(m_folder->filePath(u"user.db"_s))));
        QList<MessageRecord> messages;
        for (int i = 0; i < 10; ++i) {
            messages.append(incoming(m_anna, u"m%1"_s.arg(i), 1'000 * i, u"text"_s));
            messages.append(incoming(m_ben, u"m%1"_s.arg(i), 1'000 * i, u"text"_s));
        }
        messages[8].mine = true; // m4 of anna
        messages[8].state = MessageState::Delivered;
        messages[8].deliveries = {{u"phone"_s, DeviceKind::Phone, {}, DeliveryState::Delivered, 1}};
        QVERIFY(answer(storeMessages(*m_database, messages)));
    }
    void cleanup() { m_database.reset(); }

    void findsPlaceOfMessage()
    {
        const auto all = *answer(m_database->loadMessages(m_anna, {}, 100));
        const auto place = *answer(m_database->findMessage(m_anna, u"m3"_s, false));
        QVERIFY(place.has_value());
        QCOMPARE(place->position, all.at(3).position);
        QCOMPARE(place->rowId, all.at(3).rowId);
        QVERIFY(answer(m_database->findMessage(m_anna, u"m4"_s, true))->has_value());
        QVERIFY(!answer(m_database->findMessage(m_anna, u"m4"_s, false))->has_value()); // the other direction
        QVERIFY(!answer(m_database->findMessage(m_anna, u"m99"_s, false))->has_value());
        QVERIFY(!answer(m_database->findMessage(m_stranger, u"m3"_s, false))->has_value());
    }

    void findsFirstUnread()
    {
        const auto first = [this] {
            const auto place = *answer(m_database->findFirstUnread(m_anna));
            return place ? place->rowId : 0;
        };
        const auto all = *answer(m_database->loadMessages(m_anna, {}, 100));
        QCOMPARE(first(), all.at(0).rowId);
        QVERIFY(answer(markReadUpTo(*m_database, {{m_anna, {}, u"m3"_s}})));
        QCOMPARE(first(), all.at(5).rowId); // m4 is ours
        QVERIFY(answer(markRead(*m_database, m_anna)));
        QCOMPARE(first(), 0);
        QCOMPARE(*answer(m_database->findFirstUnread(m_stranger)) ? 1 : 0, 0);
    }

    void pagesForwardsWithoutGapsOrRepeats()
    {
        MessageCursor cursor{std::numeric_limits<qint64>::min(), 0};
        QStringList ids;
        QList<qsizetype> sizes;
        for (;;) {
            const auto page = *answer(m_database->loadMessagesAfter(m_anna, cursor, 4));
            sizes.append(page.size());
            ids += idsOf(page);
            if (page.size() < 4)
                break;
            cursor = {page.last().position, page.last().rowId};
        }
        QCOMPARE(sizes, (QList<qsizetype>{4, 4, 2}));
        QCOMPARE(ids, idsOf(*answer(m_database->loadMessages(m_anna, {}, 100))));
        QVERIFY(answer(m_database->loadMessagesAfter(m_stranger, {0, 0}, 4))->isEmpty());
    }

    void readsBothSidesOfAPlace()
    {
        const auto place = *answer(m_database->findMessage(m_anna, u"m5"_s, false));
        QVERIFY(place.has_value());
        const auto page = *answer(m_database->loadMessagesAround(m_anna, *place, 2));
        QCOMPARE(idsOf(page), (QStringList{u"m3"_s, u"m4"_s, u"m5"_s, u"m6"_s}));
        QCOMPARE(page.at(1).deliveries.size(), 1);
        const auto first = *answer(m_database->findMessage(m_anna, u"m0"_s, false));
        QVERIFY(first.has_value());
        QCOMPARE(idsOf(*answer(m_database->loadMessagesAround(m_anna, *first, 2))),
                 (QStringList{u"m0"_s, u"m1"_s}));
    }

private:
    const Jid m_anna = jid(u"anna@roost.example");
    const Jid m_ben = jid(u"ben@roost.example");
    const Jid m_stranger = jid(u"stranger@roost.example");
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<UserDatabase> m_database;
};

QTEST_GUILESS_MAIN(TestMessagePlaces)
#include "test_message_places.moc"
