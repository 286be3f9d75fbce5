// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_focus.h"
#include "support/fake_clock.h"
#include "support/patience.h"
#include "widgets/look/caret_rest.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>
#include <QTimer>

using namespace roost;
using namespace std::chrono_literals;

namespace {

/// How often a widget paints.
class PaintCount final : public QObject
{
public:
    int count = 0;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Paint;
        return false;
    }
};

} // namespace

class TestCaretRest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void restsAndBlinksAgain()
    {
        QApplication::setCursorFlashTime(1000);
        FakeClock clock;
        CaretRest rest(clock);
        QLineEdit edit;
        edit.show();
        QVERIFY(becomesActive(edit));
        clock.advance(CaretRest::patience - 1ms);
        QCOMPARE(QApplication::cursorFlashTime(), 1000);
        QTest::keyClick(&edit, Qt::Key_A);
        clock.advance(CaretRest::patience - 1ms);
        QCOMPARE(QApplication::cursorFlashTime(), 1000);
        clock.advance(1ms);
        QCOMPARE(QApplication::cursorFlashTime(), 0);
        // No timer is left that would wake the processor.
        QCOMPARE(clock.pendingCount(), 0);
        QTest::keyClick(&edit, Qt::Key_B);
        QCOMPARE(QApplication::cursorFlashTime(), 1000);
        clock.advance(CaretRest::patience);
        QTest::mouseClick(&edit, Qt::LeftButton);
        QCOMPARE(QApplication::cursorFlashTime(), 1000);
        QCOMPARE(edit.text(), QStringLiteral("ab"));
    }

    void paintsNothingWhileItRests_data()
    {
        QTest::addColumn<bool>("isMultiLine");
        QTest::newRow("one line") << false;
        QTest::newRow("several lines") << true;
    }
    void paintsNothingWhileItRests()
    {
        QFETCH(const bool, isMultiLine);
        QApplication::setCursorFlashTime(20);
        FakeClock clock;
        CaretRest rest(clock);
        QWidget window;
        auto *line = new QLineEdit(&window);
        auto *text = new QPlainTextEdit(&window);
        QWidget *edit = isMultiLine ? static_cast<QWidget *>(text) : line;
        QWidget *painted = isMultiLine ? text->viewport() : line;
        (isMultiLine ? static_cast<QWidget *>(line) : text)->hide();
        window.show();
        QVERIFY(becomesActive(window));
        edit->setFocus();
        PaintCount paints;
        painted->installEventFilter(&paints);
        QTRY_VERIFY(paints.count >= 4); // It blinks.
        clock.advance(CaretRest::patience);
        QCoreApplication::processEvents(); // The last one, which leaves it visible.
        paints.count = 0;
        // Twenty blinks would fit into this time: a timer of the same kind as the caret's measures it.
        int beats = 0;
        QTimer beat;
        connect(&beat, &QTimer::timeout, this, [&beats] { ++beats; });
        beat.start(10);
        QTRY_VERIFY(beats >= 20);
        QCOMPARE(paints.count, 0);
    }

    void leavesASteadyCaretAlone()
    {
        QApplication::setCursorFlashTime(0);
        FakeClock clock;
        {
            CaretRest rest(clock);
            clock.advance(CaretRest::patience);
            QCOMPARE(QApplication::cursorFlashTime(), 0);
        }
        QCOMPARE(QApplication::cursorFlashTime(), 0);
        // The next one restores the flash time that it found.
        QApplication::setCursorFlashTime(700);
        {
            CaretRest rest(clock);
            clock.advance(CaretRest::patience);
            QCOMPARE(QApplication::cursorFlashTime(), 0);
        }
        QCOMPARE(QApplication::cursorFlashTime(), 700);
    }
};

QTEST_MAIN(TestCaretRest)
#include "test_caret_rest.moc"
