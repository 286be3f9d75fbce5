// SPDX-License-Identifier: GPL-3.0-or-later
// A view of a thread whose window is not at the end.
#include "models/addressed_rows.h"
#include "models/thread_model.h"
#include "sample_world.h"
#include "support/patience.h"
#include "support/storage_steps.h"
#include "unit/models/small_thread.h"
#include "widgets/thread/thread_view.h"

#include <QAccessible>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace roost;
using namespace Qt::StringLiterals;

class TestThreadWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<Theme>();
        m_theme->setMode(ThemeMode::Light);
        m_theme->applyTo(*qApp);
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_world = std::make_unique<SampleWorld>();
        m_small = std::make_unique<SmallThread>(*m_world);
        m_avatars = std::make_unique<AvatarCache>();
        m_view = std::make_unique<ThreadView>(*m_theme, *m_avatars, m_world->clock);
        m_view->resize(600, 640);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        QVERIFY(m_small->fill(*m_folder, 400));
        m_view->setThread(&m_small->thread);
        QTRY_VERIFY(m_view->model().rowCount() >= Thread::pageSize);
        turn();
        QVERIFY(m_view->isAtEnd());
    }
    void cleanup()
    {
        m_view.reset();
        m_avatars.reset();
        m_small.reset();
        m_world.reset();
    }

    void opensAtMessage()
    {
        QSignalSpy reached(m_view.get(), &ThreadView::endReached);
        m_view->openAt({true, u"old150"_s});
        QTRY_VERIFY(rowOf(u"old150"_s) >= 0);
        turn();
        QVERIFY(!m_view->isAtEnd());
        const QRect bubble = m_view->bubbleRect(rowOf(u"old150"_s));
        const int height = m_view->viewport()->height();
        QVERIFY(bubble.top() >= height / 4 && bubble.top() < height / 2);
        QVERIFY(button().isVisible());
        // The thread does not count as read, and nothing moves when the pages around it arrive.
        m_small->thread.loadOlder();
        QTRY_VERIFY(!m_small->thread.isLoading());
        m_small->thread.loadNewer();
        QTRY_VERIFY(!m_small->thread.isLoading());
        turn();
        QVERIFY(m_view->model().rowCount() >= 3 * Thread::pageSize);
        QCOMPARE(m_view->bubbleRect(rowOf(u"old150"_s)), bubble);
        QCOMPARE(reached.count(), 0);
    }

    void opensAtMessageThatIsInMemory()
    {
        const int row = m_view->model().rowCount() - 40;
        const Message message = m_view->model().messageAt(row);
        QSignalSpy reset(&m_view->model(), &QAbstractItemModel::modelReset);
        m_view->openAt(message.key);
        QCOMPARE(reset.count(), 0);
        QVERIFY(m_view->bubbleRect(row).top() > 0);
        QVERIFY(m_view->bubbleRect(row).bottom() < m_view->viewport()->height());
        m_view->openAt(m_view->model().messageAt(m_view->model().rowCount() - 1).key);
        QVERIFY(m_view->isAtEnd());
    }

    void unknownMessageLeadsToTheEnd()
    {
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum() / 2);
        QVERIFY(!m_view->isAtEnd());
        m_view->openAt({false, u"nowhere"_s});
        QTRY_VERIFY(m_view->isAtEnd());
    }

    void opensAtFirstUnread()
    {
        const auto marked =
            markReadUpTo(*m_small->database, {{m_small->thread.endpoint().id(), {}, u"old100"_s}});
        QTRY_VERIFY(marked.isFinished());
        m_view->openAtFirstUnread();
        QTRY_VERIFY(rowOf(u"old101"_s) >= 0);
        turn();
        const auto [first, last] = m_view->visibleRows();
        QVERIFY(first <= rowOf(u"old101"_s) && rowOf(u"old101"_s) <= last);
    }

    void newerOnesComeWithoutAJump()
    {
        m_view->openAt({true, u"old150"_s});
        QTRY_VERIFY(rowOf(u"old150"_s) >= 0);
        Thread &thread = m_small->thread;
        QSignalSpy reached(m_view.get(), &ThreadView::endReached);
        QScrollBar *bar = m_view->verticalScrollBar();
        int pages = 0;
        for (; !thread.isAtEnd(); ++pages) {
            QTRY_VERIFY(!thread.isLoading());
            turn();
            QCOMPARE(reached.count(), 0);
            const int count = m_view->model().rowCount();
            // The heights of the last rows are estimates at first.
            while (bar->value() < bar->maximum())
                bar->setValue(bar->maximum());
            QVERIFY(button().isVisible());
            const Message seen = m_view->model().messageAt(m_view->visibleRows().second - 1);
            const auto place = [&] {
                return m_view->bubbleRect(int(thread.indexOf(seen.id(), seen.isOwn())));
            };
            const QRect before = place();
            QVERIFY(!before.isEmpty());
            QTRY_VERIFY(m_view->model().rowCount() > count || thread.isAtEnd());
            turn();
            QCOMPARE(place(), before);
        }
        QVERIFY(pages >= 2);
        QVERIFY(!m_view->isAtEnd());
        bar->setValue(bar->maximum());
        QVERIFY(m_view->isAtEnd());
        QVERIFY(reached.count() > 0);
        QVERIFY(!button().isVisible());
        QCOMPARE(m_view->model().messageAt(m_view->model().rowCount() - 1).id(), u"old399"_s);
    }

    void buttonJumpsToTheEnd()
    {
        m_view->openAt({true, u"old60"_s});
        QTRY_VERIFY(rowOf(u"old60"_s) >= 0);
        turn();
        QTest::mouseClick(&button(), Qt::LeftButton);
        QTRY_VERIFY(m_view->isAtEnd());
        turn();
        QCOMPARE(rowOf(u"old60"_s), -1);
        QCOMPARE(m_view->model().messageAt(m_view->visibleRows().second).id(), u"old399"_s);
        QVERIFY(!button().isVisible());
    }

    void sentMessageIsVisible()
    {
        m_view->openAt({true, u"old60"_s});
        QTRY_VERIFY(rowOf(u"old60"_s) >= 0);
        const QString id = m_small->thread.send(u"from here"_s);
        m_view->scrollToEnd();
        QTRY_VERIFY(m_view->isAtEnd());
        turn();
        QCOMPARE(m_view->model().messageAt(m_view->visibleRows().second).id(), id);
    }

    void anotherThreadOpensAtItsEnd()
    {
        m_view->openAt({true, u"old60"_s});
        QTRY_VERIFY(rowOf(u"old60"_s) >= 0);
        m_view->setThread(nullptr);
        m_view->setThread(&m_small->thread);
        QTRY_VERIFY(m_view->isAtEnd());
        QCOMPARE(m_view->model().messageAt(m_view->model().rowCount() - 1).id(), u"old399"_s);
        QVERIFY(rowOf(u"old339"_s) < 0); // by a jump, not page by page
    }

    void searchOfRowsReadsBothEnds()
    {
        m_view->openAt({true, u"old150"_s});
        QTRY_VERIFY(rowOf(u"old150"_s) >= 0);
        m_view->hide(); // it requests no pages itself
        QTRY_VERIFY(!m_small->thread.isLoading());
        auto *rows = dynamic_cast<AddressedRows *>(QAccessible::queryAccessibleInterface(m_view.get()));
        QVERIFY(rows != nullptr);
        for (int pages = 0; pages < 10; ++pages) {
            rows->askForMore();
            QTRY_VERIFY(!m_small->thread.isLoading());
        }
        QCOMPARE(rows->rowOf(u"old0"_s), 0);
        QCOMPARE(rows->rowOf(u"old399"_s), 399);
    }

private:
    static void turn() { QCoreApplication::processEvents(); }
    [[nodiscard]] QToolButton &button() const { return m_view->endButton(); }
    [[nodiscard]] int rowOf(const QString &id) const
    {
        const qsizetype mine = m_small->thread.indexOf(id, true);
        return int(mine >= 0 ? mine : m_small->thread.indexOf(id, false));
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SampleWorld> m_world;
    std::unique_ptr<SmallThread> m_small;
    std::unique_ptr<AvatarCache> m_avatars;
    std::unique_ptr<ThreadView> m_view;
};

QTEST_MAIN(TestThreadWindow)
#include "test_thread_window.moc"
