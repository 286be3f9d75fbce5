// SPDX-License-Identifier: GPL-3.0-or-later
// An incomplete thread shows its gaps, and the missing messages next to the visible ones are fetched first.
#include "domain/threads/thread.h"
#include "gui/gui_world.h"
#include "models/thread_model.h"
#include "support/patience.h"
#include "widgets/thread/thread_pane.h"
#include "widgets/thread/thread_view.h"
#include "widgets/window/chat_page.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

class TestArchiveGaps : public QObject
{
    Q_OBJECT

private:
    static Thread &foo(GuiWorld &world) { return world.session().thread(world.at(u"foo@bar.com"_s)); }
    static ThreadModel &model(GuiWorld &world) { return world.window->chat()->pane().view().model(); }
    static void open(GuiWorld &world, int messages)
    {
        world.openAccount(GuiWorld::demoContacts(world.clock.nowMs()));
        world.window->resize(1180, 760);
        world.window->chat()->openEndpoint(&world.at(u"foo@bar.com"_s));
        QTRY_VERIFY(foo(world).isComplete());
        const qint64 start = world.clock.nowMs() - messages * 60'000;
        for (int i = 0; i < messages; ++i)
            world.message(u"foo@bar.com"_s, u"message %1"_s.arg(i), i % 2 == 0, start + i * 60'000);
        world.turn();
    }

private Q_SLOTS:
    void saysWhereItBegins()
    {
        GuiWorld world;
        open(world, 5);
        QCOMPARE(model(world).gapText(0), QString()); // no archive is known
        foo(world).setCoverage({{{model(world).messageAt(0).position, false}}, true});
        QVERIFY(model(world).gapText(0).startsWith(u"Complete since "_s));
        foo(world).setCoverage({{{1, true}}, false});
        QCOMPARE(model(world).gapText(0), u"Beginning of the conversation"_s);
        QVERIFY(!model(world).hasGap(0));
        world.message(u"foo@bar.com"_s, u"older"_s, false, world.clock.nowMs() - 3'600'000);
        QCOMPARE(model(world).gapText(0), u"Beginning of the conversation"_s);
        QCOMPARE(model(world).gapText(1), QString());
        world.turn();
        const QString folder = qEnvironmentVariable("ROOST_SCREENSHOTS");
        if (!folder.isEmpty())
            QVERIFY(world.window->grab().save(folder + "/gap-beginning.png"_L1));
    }

    void saysThatNewerOnesAreLoaded()
    {
        GuiWorld world;
        open(world, 30);
        ThreadView &view = world.window->chat()->pane().view();
        const int last = model(world).rowCount() - 1;
        const int bottom = view.bubbleRect(last).bottom();
        foo(world).setCoverage({{{1, true}}, true, true});
        QTRY_VERIFY(!model(world).endText().isEmpty());
        world.turn();
        // The end stays visible, and there is room for the text below it.
        QVERIFY(view.isAtEnd());
        QVERIFY(view.bubbleRect(last).bottom() < bottom);
        const QString folder = qEnvironmentVariable("ROOST_SCREENSHOTS");
        if (!folder.isEmpty())
            QVERIFY(world.window->grab().save(folder + "/gap-end.png"_L1));
        foo(world).setCoverage({{{1, true}}, false, false});
        world.turn();
        QCOMPARE(model(world).endText(), QString());
        QCOMPARE(view.bubbleRect(last).bottom(), bottom);
    }

    void fetchesVisibleGapFirst()
    {
        GuiWorld world;
        open(world, 80);
        ThreadView &view = world.window->chat()->pane().view();
        QSignalSpy seen(&foo(world), &Thread::gapSeen);
        foo(world).setCoverage({{{model(world).messageAt(20).position, false}, {1, true}}, true});
        world.turn();
        QCOMPARE(seen.size(), 0); // far above the visible part
        view.verticalScrollBar()->setValue(0);
        world.turn();
        QCOMPARE(seen.size(), 0);
        while (seen.isEmpty() && view.verticalScrollBar()->value() < view.verticalScrollBar()->maximum()) {
            view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() + 100);
            world.turn();
        }
        const auto [first, last] = view.visibleRows();
        QVERIFY(!seen.isEmpty() && first <= 20 && 20 <= last);
        const QString folder = qEnvironmentVariable("ROOST_SCREENSHOTS");
        if (!folder.isEmpty())
            QVERIFY(world.window->grab().save(folder + "/gap-middle.png"_L1));
        // New rows are inserted into the gap; the visible rows keep their place.
        const QRect before = view.bubbleRect(last);
        for (int i = 0; i < 10; ++i)
            world.message(u"foo@bar.com"_s, u"was missing"_s, false,
                          model(world).messageAt(20).timeMs - 1'000 + i);
        foo(world).setCoverage({{{1, true}}, false});
        world.turn();
        QCOMPARE(model(world).rowCount(), 90);
        QVERIFY(!model(world).hasGap(30));
        QVERIFY(before.isValid());
    }
};

} // namespace roost

QTEST_MAIN(roost::TestArchiveGaps)
#include "test_archive_gaps.moc"
