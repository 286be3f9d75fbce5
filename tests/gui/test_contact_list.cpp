// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/endpoint_filter_model.h"
#include "models/endpoint_list_model.h"
#include "sample_world.h"
#include "support/patience.h"
#include "widgets/contacts/contact_list_view.h"

#include <QAccessible>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace roost;
using namespace Qt::StringLiterals;

class TestContactList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<Endpoint *>(); // for QSignalSpy
        m_theme = std::make_unique<Theme>();
        m_theme->setMode(ThemeMode::Light);
        m_theme->applyTo(*qApp);
    }
    void init()
    {
        m_world = std::make_unique<SampleWorld>();
        m_avatars = std::make_unique<AvatarCache>();
        m_model = std::make_unique<EndpointListModel>(m_world->directory, m_world->clock);
        m_filter = std::make_unique<EndpointFilterModel>();
        m_filter->setSourceModel(m_model.get());
        m_view = std::make_unique<ContactListView>(*m_theme, *m_avatars);
        m_view->setModel(m_filter.get());
        m_view->resize(303, 640);
        m_view->show();
        m_view->setFocus();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup()
    {
        m_view.reset();
        m_filter.reset();
        m_model.reset();
        m_avatars.reset();
        m_world.reset();
    }

    void looksAsDesigned()
    {
        m_view->selectEndpoint(&m_world->at(u"foo@bar.com"_s));
        SampleWorld::shoot(*m_view, u"list-light"_s);
        const QImage light = m_view->grab().toImage();
        m_theme->setMode(ThemeMode::Dark);
        SampleWorld::shoot(*m_view, u"list-dark"_s);
        const QImage dark = m_view->grab().toImage();
        m_theme->setMode(ThemeMode::Light);
        QVERIFY(light.pixelColor(2, light.height() - 2).lightness() > 230);
        QVERIFY(dark.pixelColor(2, dark.height() - 2).lightness() < 40);
        m_view->setLayoutDirection(Qt::RightToLeft);
        SampleWorld::shoot(*m_view, u"list-rtl"_s);
        // The selected row's picture is on the right now.
        const QImage mirrored = m_view->grab().toImage();
        const int y = int(30 * mirrored.devicePixelRatio());
        QCOMPARE(mirrored.pixelColor(int(38 * mirrored.devicePixelRatio()), y - 12),
                 m_theme->color(Token::Selection));
    }

    void scrollBarKnowsTheRowsToCome()
    {
        SmallWorld world;
        const QList<ContactRecord> all = SmallWorld::crowd(400);
        ListHead head;
        head.contacts = all.first(ListHead::mostRows);
        head.listed = int(all.size());
        world.directory.loadHead(head);
        EndpointListModel model(world.directory, world.clock);
        EndpointFilterModel filter;
        filter.setSourceModel(&model);
        m_view->setModel(&filter);
        const auto range = [this] { return m_view->verticalScrollBar()->maximum(); };
        const int row = m_view->visualRect(filter.index(0, 0)).height();
        QTRY_COMPARE(range(), 400 * row - m_view->viewport()->height());
        const QImage before = m_view->grab().toImage();
        world.directory.load(all);
        QCOMPARE(filter.rowCount(), 400);
        QTRY_COMPARE(m_view->verticalScrollBar()->maximum(), 400 * row - m_view->viewport()->height());
        QCOMPARE(m_view->grab().toImage(), before);
        filter.setText(u"Person 00001"_s); // A filtered list has no placeholders for unloaded contacts.
        QTRY_COMPARE(range(), 0);
        m_view->setModel(m_filter.get());
    }

    void keysMoveAndEnterOpens()
    {
        QSignalSpy selected(m_view.get(), &ContactListView::endpointSelected);
        QSignalSpy opened(m_view.get(), &ContactListView::endpointOpened);
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(m_view->currentEndpoint(), m_filter->endpointAt(1));
        QTest::keyClick(m_view.get(), Qt::Key_End);
        QCOMPARE(m_view->currentEndpoint(), m_filter->endpointAt(m_filter->rowCount() - 1));
        QTest::keyClick(m_view.get(), Qt::Key_R);
        QCOMPARE(m_view->currentEndpoint(), &m_world->at(u"robot@bar.com"_s));
        QVERIFY(selected.size() >= 3);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].value<Endpoint *>(), &m_world->at(u"robot@bar.com"_s));
    }

    void aClickSelects()
    {
        QSignalSpy selected(m_view.get(), &ContactListView::endpointSelected);
        const QRect row = m_view->visualRect(m_filter->index(2, 0));
        QCOMPARE(row.height(), 60);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, row.center());
        QCOMPARE(selected.size(), 1);
        QCOMPARE(m_view->currentEndpoint(), m_filter->endpointAt(2));
    }

    void theCurrentOneSurvivesSearchAndMoves()
    {
        Endpoint *tariq = &m_world->at(u"tariq@bar.com"_s);
        m_view->selectEndpoint(tariq);
        QSignalSpy selected(m_view.get(), &ContactListView::endpointSelected);
        m_filter->setText(u"amelie"_s);
        QVERIFY(!m_view->currentIndex().isValid());
        QCOMPARE(m_view->currentEndpoint(), tariq);
        m_filter->setText({});
        QCOMPARE(m_view->currentIndex().row(), m_filter->rowOf(tariq));
        m_world->modify(u"tariq@bar.com"_s, [this](ContactRecord &r) {
            r.lastMessageMs = m_world->clock.nowMs();
            r.preview = u"up"_s;
        });
        m_world->turn();
        QCOMPARE(m_filter->rowOf(tariq), 0);
        QCOMPARE(m_view->currentIndex().row(), 0);
        // Removed by the server: no neighbour is opened in its place.
        m_world->modify(u"tariq@bar.com"_s, [](ContactRecord &r) {
            r.inRoster = false;
            r.lastMessageMs = 0;
        });
        m_world->turn();
        QTRY_VERIFY(!m_view->currentIndex().isValid());
        QCOMPARE(selected.size(), 0);
    }

    void aReadOneStaysInTheUnreadTabWhileItIsOpen()
    {
        m_filter->setTab(EndpointTab::Unread);
        QCOMPARE(m_filter->rowCount(), 2);
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        Endpoint *first = m_view->currentEndpoint();
        QVERIFY(first != nullptr);
        QCoreApplication::processEvents();
        m_world->directory.modify(*first, [](ContactRecord &r) { r.unread = 0; });
        m_world->turn();
        QVERIFY(m_filter->rowOf(first) >= 0);
        m_view->selectEndpoint(nullptr);
        QCOMPARE(m_filter->rowOf(first), -1);
    }

    void screenReadersGetTheVisibleRowsOnly()
    {
        for (const ContactRecord &record : SmallWorld::crowd(5000))
            m_world->directory.update(record);
        m_world->turn();
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view.get());
        QVERIFY(list != nullptr);
        QCOMPARE(list->role(), QAccessible::List);
        QVERIFY(list->childCount() >= 10 && list->childCount() <= 12);
        QAccessibleInterface *row = list->child(0);
        QVERIFY(row->text(QAccessible::Name)
                    .startsWith(u"Foo Barrington, available, on laptop, phone, toaster"_s));
        QCOMPARE(row->text(QAccessible::Description), u"row 1 of %1"_s.arg(QLocale().toString(5010)));
        QCOMPARE(row->role(), QAccessible::ListItem);
        QCOMPARE(list->indexOfChild(row), 0);
        QCOMPARE(list->child(0), row); // The same object while it is asked for.
        QCOMPARE(list->childAt(row->rect().center().x(), row->rect().center().y()), row);
        row->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(m_view->currentEndpoint(), &m_world->at(u"foo@bar.com"_s));
        QVERIFY(row->state().selected);
        m_view->scrollToBottom();
        QCOMPARE(list->indexOfChild(row), -1);
        QVERIFY(row->state().offscreen);
        QCOMPARE(list->child(list->childCount() - 1)->text(QAccessible::Description),
                 u"row %1 of %1"_s.arg(QLocale().toString(5010)));
    }

    void painting10000RowsStaysQuick()
    {
        for (const ContactRecord &record : SmallWorld::crowd(10'000))
            m_world->directory.update(record);
        m_world->turn();
        QElapsedTimer timer;
        timer.start();
        m_filter->setText(u"person 09"_s);
        m_filter->setText(u"person 099"_s);
        m_view->grab();
        const qint64 searched = timer.restart();
        m_filter->setText({});
        m_view->grab();
        const qint64 painted = timer.restart();
        m_view->grab();
        qInfo("search and paint %lld ms, all and paint %lld ms, paint %lld ms", searched, painted,
              timer.elapsed());
        QVERIFY(m_filter->rowCount() > 10'000);
    }

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SampleWorld> m_world;
    std::unique_ptr<AvatarCache> m_avatars;
    std::unique_ptr<EndpointListModel> m_model;
    std::unique_ptr<EndpointFilterModel> m_filter;
    std::unique_ptr<ContactListView> m_view;
};

QTEST_MAIN(TestContactList)
#include "test_contact_list.moc"
