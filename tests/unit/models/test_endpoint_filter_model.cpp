// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/endpoint_filter_model.h"
#include "models/endpoint_list_model.h"
#include "models/search_text.h"
#include "small_world.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace roost;
using namespace Qt::StringLiterals;

class TestEndpointFilterModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<SmallWorld>();
        ContactRecord amelie = SmallWorld::contact(u"am@bar.com"_s, u"Amélie Marchand"_s);
        amelie.labels = {u"Büro"_s};
        ContactRecord unread = SmallWorld::contact(u"un@bar.com"_s, u"Unread one"_s, 5000);
        unread.unread = 3;
        ContactRecord nick = SmallWorld::contact(u"k@bar.com"_s, u"Kenji"_s);
        nick.nickname = u"Ødegård"_s;
        m_world->directory.load({amelie, unread, nick});
        m_model = std::make_unique<EndpointListModel>(m_world->directory, m_world->clock);
        m_filter = std::make_unique<EndpointFilterModel>();
        m_filter->setSourceModel(m_model.get());
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_filter.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_tester.reset();
        m_filter.reset();
        m_model.reset();
        m_world.reset();
    }

    void foldsCaseAndAccents_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("folded");
        QTest::newRow("plain") << u"Foo BAR"_s << u"foo bar"_s;
        QTest::newRow("accents") << u"Amélie Ångström"_s << u"amelie angstrom"_s;
        QTest::newRow("strokes") << u"Ødegård Łódź"_s << u"odegard lodz"_s;
        QTest::newRow("sharp s") << u"Straße"_s << u"strasse"_s;
        QTest::newRow("vietnamese") << u"Nguyễn Phương Đức"_s << u"nguyen phuong duc"_s;
        QTest::newRow("full width") << u"Ｆｏｏ"_s << u"foo"_s;
        QTest::newRow("arabic marks") << u"مُحَمَّد"_s << u"محمد"_s;
        QTest::newRow("typographic apostrophe") << u"O’Hara"_s << u"o'hara"_s;
        QTest::newRow("other apostrophes") << u"O‘H´a`r′aʼsʻ"_s << u"o'h'a'r'a's'"_s;
        QTest::newRow("quotes") << u"„Bo“ «Bo» “Bo” ″"_s << u"\"bo\" \"bo\" \"bo\" \""_s;
        QTest::newRow("no-break hyphen") << u"Anna\u2011Lena"_s << u"anna-lena"_s;
        QTest::newRow("dashes") << u"a‐b–c—d−e－f"_s << u"a-b-c-d-e-f"_s;
        QTest::newRow("soft hyphen") << u"Anna\u00adlena"_s << u"annalena"_s;
        QTest::newRow("no-break space") << u"M.\u00a0Dupont\u202fx"_s << u"m. dupont x"_s;
        QTest::newRow("invisible") << u"\u200eFo\u200bo\u2060\ufeff\u200d"_s << u"foo"_s;
        QTest::newRow("ligature") << u"Graﬃti"_s << u"graffiti"_s;
        QTest::newRow("half width") << u"ｶﾅ"_s << u"カナ"_s;
        QTest::newRow("tatweel") << u"محـــمد"_s << u"محمد"_s;
        QTest::newRow("Hebrew") << u"צה״ל ג׳ורג׳"_s << u"צה\"ל ג'ורג'"_s;
    }
    void namesAreFoundAsTheyAreTyped()
    {
        const auto finds = [this](const QString &name, const QString &typed) {
            m_world->modify(u"k@bar.com"_s, [&name](ContactRecord &record) { record.name = name; });
            m_world->turn();
            m_filter->setText({});
            m_filter->setText(typed);
            return m_filter->rowCount() == 1 && m_filter->endpointAt(0)->name() == name;
        };
        QVERIFY(finds(u"O’Hara"_s, u"o'hara"_s));
        QVERIFY(finds(u"O'Hara"_s, u"O’Hara"_s));
        QVERIFY(finds(u"Anna\u2011Lena"_s, u"anna-lena"_s));
        QVERIFY(finds(u"Anna Lena"_s, u"anna\u00a0lena"_s));
        QVERIFY(finds(u"M.\u00a0Dupont"_s, u"m. dupont"_s));
    }
    void foldsCaseAndAccents()
    {
        QFETCH(QString, text);
        QFETCH(QString, folded);
        QCOMPARE(foldForSearch(text), folded);
    }

    void findsByNameNicknameAddressAndLabel_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("address");
        QTest::newRow("name") << u"AMELIE"_s << u"am@bar.com"_s;
        QTest::newRow("two words, any order") << u"march amé"_s << u"am@bar.com"_s;
        QTest::newRow("nickname") << u"odega"_s << u"k@bar.com"_s;
        QTest::newRow("address") << u"un@b"_s << u"un@bar.com"_s;
        QTest::newRow("label") << u"buro"_s << u"am@bar.com"_s;
    }
    void findsByNameNicknameAddressAndLabel()
    {
        QFETCH(QString, text);
        QFETCH(QString, address);
        m_filter->setText(text);
        QCOMPARE(m_filter->rowCount(), 1);
        QCOMPARE(m_filter->index(0, 0).data(EndpointRole::Address).toString(), address);
        m_filter->setText(text + u" nobody"_s);
        QCOMPARE(m_filter->rowCount(), 0);
        m_filter->setText({});
        QCOMPARE(m_filter->rowCount(), 3);
    }

    void aRenamedContactIsFoundByItsNewName()
    {
        m_filter->setText(u"zebra"_s);
        QCOMPARE(m_filter->rowCount(), 0);
        m_world->modify(u"k@bar.com"_s, [](ContactRecord &r) { r.name = u"Zebra"_s; });
        m_world->turn();
        QCOMPARE(m_filter->rowCount(), 1);
    }

    void tabsFollowTheirFacts()
    {
        m_filter->setTab(EndpointTab::Online);
        QCOMPARE(m_filter->rowCount(), 0);
        m_world->online(u"am@bar.com/laptop"_s);
        m_world->turn();
        QCOMPARE(m_filter->rowCount(), 1);
        m_world->offline(u"am@bar.com/laptop"_s);
        m_world->turn();
        QCOMPARE(m_filter->rowCount(), 0);
        m_filter->setTab(EndpointTab::Unread);
        QCOMPARE(m_filter->rowCount(), 1);
    }

    void openContactStaysInItsTab()
    {
        m_filter->setTab(EndpointTab::Unread);
        const Endpoint &one = m_world->at(u"un@bar.com"_s);
        m_filter->setKept(&one);
        m_world->modify(u"un@bar.com"_s, [](ContactRecord &r) { r.unread = 0; });
        m_world->turn();
        QCOMPARE(m_filter->rowOf(&one), 0);
        m_filter->setKept(nullptr);
        QCOMPARE(m_filter->rowOf(&one), -1);
    }

    void staysInStepThroughRandomChanges()
    {
        for (const ContactRecord &record : SmallWorld::crowd(300))
            m_world->directory.update(record);
        m_world->turn();
        QRandomGenerator random(42);
        m_filter->setTab(EndpointTab::Online);
        for (int step = 0; step < 120; ++step) {
            // Few changes at a time, and sometimes enough of them that the source sorts the whole list.
            const int count = step % 10 == 9 ? 200 : 3;
            for (int i = 0; i < count; ++i)
                changeSomebody(random, step);
            m_world->turn();
            QVERIFY(isInStep());
            if (step == 60)
                m_filter->setText(u"person 001"_s);
            QVERIFY(isInStep());
        }
    }

    void aSelectionSurvivesAStormOfPresence()
    {
        for (const ContactRecord &record : SmallWorld::crowd(500))
            m_world->directory.update(record);
        m_world->turn();
        const QPersistentModelIndex chosen(
            m_filter->index(m_filter->rowOf(&m_world->at(u"p77@bar.com"_s)), 0));
        for (int i = 70; i < 500; ++i)
            m_world->online(u"p%1@bar.com/x"_s.arg(i));
        m_world->turn();
        QVERIFY(chosen.isValid());
        QCOMPARE(chosen.data(EndpointRole::Address).toString(), u"p77@bar.com"_s);
    }

private:
    void changeSomebody(QRandomGenerator &random, int step)
    {
        const QString address = u"p%1@bar.com"_s.arg(random.bounded(300));
        switch (random.bounded(5)) {
        case 0:
        case 1:
            m_world->online(address + u"/x"_s);
            break;
        case 2:
            m_world->offline(address + u"/x"_s);
            break;
        case 3:
            m_world->modify(address, [&](ContactRecord &r) {
                r.lastMessageMs = 10'000 + step;
                r.preview = u"x"_s;
            });
            break;
        default:
            m_world->modify(address, [](ContactRecord &r) {
                r.inRoster = !r.inRoster;
                r.lastMessageMs = 0;
            });
        }
    }
    [[nodiscard]] bool isInStep() const
    {
        QList<Endpoint *> wanted;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            Endpoint *endpoint = m_model->endpointAt(row);
            if (m_model->rowOf(endpoint) != row)
                return false;
            const QString &haystack = m_model->haystackAt(row);
            const bool isFound =
                m_filter->text().isEmpty() || (haystack.contains(u"person"_s) && haystack.contains(u"001"_s));
            if (endpoint->isOnline() && isFound)
                wanted.append(endpoint);
        }
        QList<Endpoint *> shown;
        for (int row = 0; row < m_filter->rowCount(); ++row)
            shown.append(m_filter->endpointAt(row));
        return shown == wanted;
    }

    std::unique_ptr<SmallWorld> m_world;
    std::unique_ptr<EndpointListModel> m_model;
    std::unique_ptr<EndpointFilterModel> m_filter;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TestEndpointFilterModel)
#include "test_endpoint_filter_model.moc"
