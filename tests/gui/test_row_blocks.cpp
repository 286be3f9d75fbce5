// SPDX-License-Identifier: GPL-3.0-or-later
// A new kind of block is one class: the view lays it out, paints it, presses it, copies it and says it.
#include "models/thread_model.h"
#include "sample_world.h"
#include "unit/models/small_thread.h"
#include "widgets/thread/blocks/row_blocks.h"
#include "widgets/thread/message_row.h"
#include "widgets/thread/thread_view.h"

#include <QAccessible>
#include <QClipboard>
#include <QPainter>
#include <QTest>

using namespace roost;
using namespace Qt::StringLiterals;

namespace {

/// A red box with a name, which expands the message when it is pressed.
class BoxBlock final : public RowBlock
{
public:
    static constexpr int height = 40;

    explicit BoxBlock(const RowSource &source) : m_isMine(source.model.messageAt(source.row).isOwn()) {}

    qreal layOut(BlockFrame &frame) override
    {
        const qreal left = m_isMine ? frame.bubble.right() - 100 : frame.bubble.left();
        m_box = placed(QRectF(left, 5, 100, height - 5), frame);
        return height;
    }
    void paint(QPainter &painter, const BlockLook &look) const override
    {
        const bool isSelected = look.selection.second > look.selection.first;
        painter.fillRect(m_box, isSelected ? Qt::blue : look.isHovered ? Qt::green : Qt::red);
    }
    [[nodiscard]] BlockHit hitTest(const QPointF &point) const override
    {
        BlockHit hit = m_box.contains(point) ? primary() : BlockHit();
        hit.at = point.x() < m_box.center().x() ? 0 : int(shownText().size());
        return hit;
    }
    [[nodiscard]] BlockHit primary() const override
    {
        BlockHit hit;
        hit.press = [](RowActions &actions) { pressedThread = &actions.thread(); };
        return hit;
    }
    [[nodiscard]] QString shownText() const override { return u"photo.jpg"_s; }
    [[nodiscard]] QString spokenText() const override { return u"a picture"_s; }
    [[nodiscard]] QRectF box() const { return m_box; }

    static inline Thread *pressedThread = nullptr;

private:
    bool m_isMine;
    QRectF m_box;
};

RowBlocks withBox(const RowSource &source)
{
    RowBlocks blocks = makeRowBlocks(source);
    blocks.push_back(std::make_unique<BoxBlock>(source));
    return blocks;
}

} // namespace

class TestRowBlocks : public QObject
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
        m_world = std::make_unique<SampleWorld>();
        m_small = std::make_unique<SmallThread>(*m_world);
        m_avatars = std::make_unique<AvatarCache>();
        m_view = std::make_unique<ThreadView>(*m_theme, *m_avatars, m_world->clock);
        m_view->resize(600, 640);
        m_view->setThread(&m_small->thread);
        m_view->show();
        m_view->setFocus();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_small->say(false, u"first text"_s);
        m_small->say(true, u"second text"_s);
        turn();
        BoxBlock::pressedThread = nullptr;
    }
    void cleanup()
    {
        m_view.reset();
        m_avatars.reset();
        m_small.reset();
        m_world.reset();
    }

    void standsBelowTheBubble()
    {
        const MessageRow plain = rowOf(0, makeRowBlocks);
        const MessageRow withOne = rowOf(0, withBox);
        QCOMPARE(withOne.height(), plain.height() + BoxBlock::height);
        QCOMPARE(withOne.bubble(), plain.bubble());
        QCOMPARE(withOne.find<BoxBlock>()->box().left(), plain.bubble().left());
        QVERIFY(plain.find<BoxBlock>() == nullptr);
        MessageRow mirrored(withBox({m_view->model(), 0, *m_theme}));
        mirrored.layOut(600, Qt::RightToLeft, false);
        QCOMPARE(mirrored.bubble().right(), 600 - plain.bubble().left());
        QCOMPARE(mirrored.find<BoxBlock>()->box().right(), mirrored.bubble().right());
    }

    void isPaintedAndPressed()
    {
        m_view->setRowBuilder(withBox);
        turn();
        const QPoint place = onBox(0);
        QCOMPARE(colorAt(place), QColor(Qt::red));
        QMouseEvent move(QEvent::MouseMove, place, m_view->viewport()->mapToGlobal(place), Qt::NoButton,
                         Qt::NoButton, {});
        QCoreApplication::sendEvent(m_view->viewport(), &move);
        QCOMPARE(m_view->viewport()->cursor().shape(), Qt::PointingHandCursor);
        QCOMPARE(colorAt(place), QColor(Qt::green));
        QCOMPARE(colorAt(onBox(1)), QColor(Qt::red));
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(BoxBlock::pressedThread, &m_small->thread);
        BoxBlock::pressedThread = nullptr;
        // A click beside it presses nothing; the Enter key does.
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, place + QPoint(300, 0));
        QVERIFY(BoxBlock::pressedThread == nullptr);
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(BoxBlock::pressedThread, &m_small->thread);
    }

    void isSelectedAndCopied()
    {
        m_view->setRowBuilder(withBox);
        turn();
        m_view->selectAll();
        const ThreadModel &model = m_view->model();
        QCOMPARE(m_view->selectedText(), model.quoteHead(0, false) + u"first text\nphoto.jpg\n"_s +
                                             model.quoteHead(1, false) + u"second text\nphoto.jpg"_s);
        QCOMPARE(colorAt(onBox(0)), QColor(Qt::blue));
        // From the start of the first text to the right half of the box below it.
        m_view->clearSelection();
        QCOMPARE(colorAt(onBox(0)), QColor(Qt::red));
        const QPoint text = m_view->bubbleRect(0).topLeft() + QPoint(13, 14);
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, text);
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, text);
        const QPoint end = onBox(0) + QPoint(60, 0);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ShiftModifier, end);
        QCOMPARE(m_view->selectedText(), u"first text\nphoto.jpg"_s);
        // The message as a whole.
        m_view->clearSelection();
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"second text\nphoto.jpg"_s);
    }

    void caretStepsOverIt()
    {
        const MessageRow row = rowOf(0, withBox);
        QCOMPARE(row.shownText(), u"first text\u2028photo.jpg"_s);
        QCOMPARE(row.lastPosition(), 20);
        QCOMPARE(row.step(9, true, false), std::optional(10));
        QCOMPARE(row.step(10, true, false), std::optional(11)); // to the next block
        QCOMPARE(row.step(11, true, false), std::optional(20)); // which is selected as a whole
        QCOMPARE(row.step(20, true, false), std::optional<int>());
        QCOMPARE(row.step(20, false, false), std::optional(11));
        QCOMPARE(row.step(11, false, false), std::optional(10));
        QCOMPARE(row.step(0, false, false), std::optional<int>());
        QCOMPARE(row.lineStep(3, true), std::optional(11));
        QCOMPARE(row.lineStep(15, true), std::optional<int>());
        QCOMPARE(row.lineStep(15, false), std::optional(10));
        QCOMPARE(row.wordAt(2), std::pair(0, 5));
        QCOMPARE(row.wordAt(14), std::pair(11, 20));
    }

    void isSpoken()
    {
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view.get());
        const QString before = list->child(0)->text(QAccessible::Name);
        QVERIFY(before.endsWith(u"first text"_s));
        QCOMPARE(before, m_view->model().index(0).data(ThreadModel::AccessibleText).toString());
        m_view->setRowBuilder(withBox);
        turn();
        QCOMPARE(list->child(0)->text(QAccessible::Name), before + u". a picture"_s);
        QCOMPARE(m_view->spokenText(0), before + u". a picture"_s);
    }

private:
    static void turn() { QCoreApplication::processEvents(); }
    [[nodiscard]] MessageRow rowOf(int row, MessageRows::Builder builder) const
    {
        MessageRow made(builder({m_view->model(), row, *m_theme}));
        made.layOut(600, Qt::LeftToRight, false);
        return made;
    }
    /// A point in the left half of the box below a message.
    [[nodiscard]] QPoint onBox(int row) const
    {
        const QRect bubble = m_view->bubbleRect(row);
        const bool isMine = m_view->model().messageAt(row).isOwn();
        return {isMine ? bubble.right() - 80 : bubble.left() + 20, bubble.bottom() + 20};
    }
    [[nodiscard]] QColor colorAt(const QPoint &point) const
    {
        const QImage picture = m_view->viewport()->grab().toImage();
        return picture.pixelColor(point * picture.devicePixelRatio());
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SampleWorld> m_world;
    std::unique_ptr<SmallThread> m_small;
    std::unique_ptr<AvatarCache> m_avatars;
    std::unique_ptr<ThreadView> m_view;
};

QTEST_MAIN(TestRowBlocks)
#include "test_row_blocks.moc"
