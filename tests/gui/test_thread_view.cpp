// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/thread_model.h"
#include "sample_world.h"
#include "support/patience.h"
#include "support/storage_steps.h"
#include "unit/models/small_thread.h"
#include "widgets/thread/blocks/action_line.h"
#include "widgets/thread/blocks/delivery_chips.h"
#include "widgets/thread/blocks/row_blocks.h"
#include "widgets/thread/blocks/text_block.h"
#include "widgets/thread/message_row.h"
#include "widgets/thread/thread_view.h"

#include <QAccessible>
#include <QClipboard>
#include <QElapsedTimer>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace roost;
using namespace Qt::StringLiterals;

class TestThreadView : public QObject
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
    }
    void cleanup()
    {
        m_view.reset();
        m_avatars.reset();
        m_small.reset();
        m_world.reset();
    }

    void looksAsDesigned()
    {
        fillFromDesign();
        SampleWorld::shoot(*m_view, u"thread-light"_s);
        m_theme->setMode(ThemeMode::Dark);
        turn();
        SampleWorld::shoot(*m_view, u"thread-dark"_s);
        m_theme->setMode(ThemeMode::Light);
        m_view->setLayoutDirection(Qt::RightToLeft);
        turn();
        SampleWorld::shoot(*m_view, u"thread-rtl"_s);
        m_view->setLayoutDirection(Qt::LeftToRight);
        turn();
        const QImage picture = m_view->grab().toImage();
        const qreal ratio = picture.devicePixelRatio();
        const auto at = [&](const QPoint &point) { return picture.pixelColor(point * ratio); };
        QCOMPARE(at(m_view->bubbleRect(0).topLeft() + QPoint(14, 3)), m_theme->color(Token::BubbleTheirs));
        QCOMPARE(at(m_view->bubbleRect(2).topLeft() + QPoint(14, 3)), m_theme->color(Token::BubbleMine));
        // Mine stand at the far edge, theirs beside the picture.
        QCOMPARE(m_view->bubbleRect(0).left(), 54);
        QCOMPARE(m_view->bubbleRect(2).right(), m_view->viewport()->width() - 11);
    }

    void looksRightWithHardTexts()
    {
        m_small->say(false, u"السلام عليكم، كيف الحال اليوم؟ أريد أن أسألك عن شيء مهم جدا"_s);
        m_small->say(true, u"https://example.org/a/very/long/path/that/does/not/end?"_s + QString(300, u'x'));
        m_small->say(false, QString(400, u'W'));
        m_small->say(true, u"👩‍👩‍👧‍👦🇺🇳👍🏽 é ǆ ﷽"_s);
        m_small->say(false, u"line one\nline two\n\nline four"_s);
        m_small->say(true, u"<b>not bold</b> &amp; <img src=x>"_s, 1000, MessageState::Failed);
        m_small->say(true, u"waits"_s, 1000, MessageState::Queued);
        m_small->say(false, u"שלום https://bar.com/x"_s);
        turn();
        SampleWorld::shoot(*m_view, u"thread-hard"_s);
        for (int row = 0; row < m_view->model().rowCount(); ++row) {
            const QRect bubble = m_view->bubbleRect(row);
            QVERIFY2(bubble.width() > 20 && bubble.width() <= 600 * 0.7 + 1,
                     qPrintable(QString::number(row)));
            if (row > 0)
                QVERIFY(bubble.top() > m_view->bubbleRect(row - 1).bottom());
        }
    }

    void showsNoticesForUnsupportedContent()
    {
        const auto say = [this](MessageNotice notice, const QString &subject, const QString &body,
                                const QString &detail = {}) {
            MessageRecord message;
            message.rowId = ++m_row;
            message.thread = m_small->thread.endpoint().id();
            message.id = u"notice-%1"_s.arg(m_row);
            message.position = message.timeMs = m_world->clock.nowMs() - 3'600'000 + m_row * 60'000;
            message.notice = notice;
            message.subject = subject;
            message.body = body;
            message.detail = detail;
            m_small->thread.insert(message);
            return message;
        };
        say(MessageNotice::Encrypted, {}, {});
        say(MessageNotice::RoomInvitation, {}, u"come along"_s, u"club@conference.example.org"_s);
        say(MessageNotice::MissedCall, {}, {});
        say(MessageNotice::None, u"Server goes down at noon"_s, u"see the wiki"_s);
        say(MessageNotice::None, {}, u"\u200b\u2060"_s);
        MessageRecord change = say(MessageNotice::None, {}, u"meet at nien"_s);
        change.body = u"meet at nine"_s;
        m_small->thread.change(change);
        MessageRecord deletion = say(MessageNotice::None, {}, u"secret"_s);
        deletion.notice = MessageNotice::Deleted;
        m_small->thread.change(deletion);
        turn();
        SampleWorld::shoot(*m_view, u"notices-light"_s);
        m_theme->setMode(ThemeMode::Dark);
        turn();
        SampleWorld::shoot(*m_view, u"notices-dark"_s);
        m_theme->setMode(ThemeMode::Light);
        turn();
        const auto textAt = [this](int row) {
            return m_view->model().index(row).data(ThreadModel::Body).toString();
        };
        QCOMPARE(textAt(0), u"Encrypted for other devices"_s);
        QCOMPARE(textAt(3), u"Server goes down at noon\nsee the wiki"_s);
        QCOMPARE(textAt(4), u"Message without visible text"_s);
        QCOMPARE(textAt(5), u"meet at nine"_s);
        QVERIFY(nameAt(5).contains(u"edited"_s));
        QCOMPARE(textAt(6), u"Message deleted"_s);
        QVERIFY(!nameAt(6).contains(u"secret"_s));
        // Copied as it is shown.
        m_view->selectAll();
        const QStringList copied = m_view->selectedText().split(u'\n');
        QCOMPARE(copied.at(copied.size() - 2), headAt(5) + u"meet at nine"_s);
        QCOMPARE(copied.last(), headAt(6) + u"Message deleted"_s);
        QVERIFY(!m_view->selectedText().contains(u"nien"_s));
        QVERIFY(!m_view->selectedText().contains(u"secret"_s));
    }

    void unsentMessagesShowNoConnections()
    {
        const QString id = m_small->say(true, u"Hi"_s, 1'000, MessageState::AtServer);
        m_small->thread.setDelivery(
            id, {u"laptop"_s, DeviceKind::Laptop, u"laptop"_s, DeliveryState::Sent, m_world->clock.nowMs()});
        turn();
        QVERIFY(nameAt(0).contains(u"laptop sent"_s));
        QCOMPARE(rowOf(0).find<DeliveryChips>()->chips().size(), std::size_t(1));
        m_small->thread.setState(id, MessageState::Failed, ErrorKind::Forbidden, {});
        turn();
        SampleWorld::shoot(*m_view, u"not-sent"_s);
        QVERIFY(nameAt(0).contains(u"not sent"_s));
        QVERIFY(!nameAt(0).contains(u"laptop"_s));
        const MessageRow layout = rowOf(0);
        QVERIFY(layout.find<DeliveryChips>() == nullptr);
        QCOMPARE(layout.find<ActionLine>()->noteText(), u"Not sent"_s);
    }

    void staysAtTheEndAndKeepsItsPlace()
    {
        for (int i = 0; i < 200; ++i)
            m_small->say(i % 3 == 0, u"message %1 "_s.arg(i) + QString(i * 7 % 300, u'y'));
        turn();
        QVERIFY(m_view->isAtEnd());
        QScrollBar *bar = m_view->verticalScrollBar();
        QCOMPARE(bar->value(), bar->maximum());
        QVERIFY(!m_view->findChild<QToolButton *>(u"scrollToEnd"_s)->isVisible());

        bar->setValue(bar->maximum() / 2);
        QVERIFY(!m_view->isAtEnd());
        QVERIFY(m_view->findChild<QToolButton *>(u"scrollToEnd"_s)->isVisible());
        const int row = m_view->visibleRows().first + 2;
        const QRect before = m_view->bubbleRect(row);
        m_small->say(false, u"new at the end"_s);
        turn();
        QCOMPARE(m_view->bubbleRect(row), before);
        QVERIFY(!m_view->isAtEnd());
        // Another width: the first visible message stays the first visible one.
        const int first = m_view->visibleRows().first;
        m_view->resize(420, 640);
        turn();
        QCOMPARE(m_view->visibleRows().first, first);

        QSignalSpy reached(m_view.get(), &ThreadView::endReached);
        QTest::keyClick(m_view.get(), Qt::Key_End);
        QVERIFY(m_view->isAtEnd());
        QVERIFY(reached.size() >= 1);
        m_small->say(true, u"another"_s);
        turn();
        QCOMPARE(bar->value(), bar->maximum());
        QCOMPARE(m_view->visibleRows().second, m_view->model().rowCount() - 1);
    }

    void olderOnesComeWithoutAJump()
    {
        m_view->setThread(nullptr);
        Thread &thread = m_small->thread;
        QTRY_VERIFY(!thread.isLoading()); // A read of the database that was not open.
        const QTemporaryDir folder;
        const QFuture<Status> opened = m_small->database->open(folder.filePath(u"a.db"_s));
        QTRY_VERIFY(opened.isFinished());
        QVERIFY(opened.result().has_value());
        QList<MessageRecord> messages;
        for (int i = 0; i < 400; ++i) {
            MessageRecord message;
            message.thread = thread.endpoint().id();
            message.id = u"old%1"_s.arg(i);
            message.mine = i % 3 == 0;
            message.state = message.mine ? MessageState::Delivered : MessageState::Received;
            message.body = u"message %1 "_s.arg(i) + QString(i * 13 % 400, u'k');
            message.timeMs = m_world->clock.nowMs() - (400 - i) * 1'800'000LL;
            messages.append(message);
        }
        const auto stored = storeMessages(*m_small->database, messages);
        QTRY_VERIFY(stored.isFinished());
        m_view->setThread(&thread);
        QTRY_VERIFY(m_view->model().rowCount() >= Thread::pageSize);
        turn();
        QVERIFY(m_view->isAtEnd());
        int pages = 0;
        for (; !thread.isComplete(); ++pages) {
            QTRY_VERIFY(!thread.isLoading());
            const int count = m_view->model().rowCount();
            m_view->verticalScrollBar()->setValue(3);
            const int row = m_view->visibleRows().first + 1;
            const QString id = m_view->model().messageAt(row).id();
            const bool mine = m_view->model().messageAt(row).isOwn();
            const int y = m_view->bubbleRect(row).top();
            QTRY_VERIFY(m_view->model().rowCount() > count || thread.isComplete());
            turn();
            QCOMPARE(m_view->bubbleRect(int(thread.indexOf(id, mine))).top(), y);
        }
        QCOMPARE(m_view->model().rowCount(), 400);
        QVERIFY(pages >= 3);
    }

    void everyPixelOfScrollingIsSteady()
    {
        for (int i = 0; i < 300; ++i)
            m_small->say(i % 4 == 0, QString(1 + i * 37 % 500, u'z'));
        turn();
        QScrollBar *bar = m_view->verticalScrollBar();
        // Upwards over messages whose heights were only guessed: what is seen moves by what was scrolled.
        for (int step = 0; step < 60; ++step) {
            const int row = m_view->visibleRows().first;
            const int before = m_view->bubbleRect(row).top();
            bar->setValue(bar->value() - 50);
            const int moved = m_view->bubbleRect(row).top() - before;
            QVERIFY2(moved == 50, qPrintable(u"row %1 moved %2"_s.arg(row).arg(moved)));
        }
    }

    void textIsChosenOverMessages()
    {
        m_small->say(false, u"first message"_s);
        m_small->say(true, u"second\nmessage"_s);
        m_small->say(false, u"third"_s);
        turn();
        const QRect first = m_view->bubbleRect(0);
        const QRect third = m_view->bubbleRect(2);
        QWidget *port = m_view->viewport();
        QTest::mousePress(port, Qt::LeftButton, {}, first.topLeft() + QPoint(13, 14));
        moveMouse(third.topLeft() + QPoint(200, 14));
        QTest::mouseRelease(port, Qt::LeftButton, {}, third.topLeft() + QPoint(200, 14));
        // A copy of several messages contains sender and time of each.
        const auto head = [this](int row) {
            const ThreadModel &model = m_view->model();
            return u'[' + model.index(row).data(ThreadModel::TimeText).toString() + u"] "_s +
                   model.senderName(row) + u": "_s;
        };
        const QString all =
            head(0) + u"first message\n"_s + head(1) + u"second\nmessage\n"_s + head(2) + u"third"_s;
        QCOMPARE(m_view->selectedText(), all);
        QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), all);
        m_view->model().setOwnName(u"Me\nMyself"_s);
        for (int row = 0; row < 3; ++row) {
            const QString quote = m_view->model().quoteHead(row, false);
            QCOMPARE(quote.endsWith(u"Me Myself: "_s), m_view->model().messageAt(row).isOwn());
            QVERIFY(m_view->model().quoteHead(row, true).size() > quote.size());
        }
        m_view->model().setOwnName({});
        m_view->clearSelection();
        QVERIFY(m_view->selectedText().isEmpty());
        QTest::mouseDClick(port, Qt::LeftButton, {}, first.topLeft() + QPoint(20, 14));
        QCOMPARE(m_view->selectedText(), u"first"_s);
        QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(m_view->selectedText(), u"first "_s);
        QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY2(m_view->selectedText().startsWith(u"first message"_s) ||
                     m_view->selectedText().startsWith(head(0) + u"first message\n"_s),
                 qPrintable(m_view->selectedText()));
        QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(m_view->selectedText(), all);
    }

    void veryLongTextsAreReadElsewhere()
    {
        const QString body(200'000, u'w');
        m_small->say(false, body);
        m_small->say(false, u"some words "_s.repeated(500));
        turn();
        QSignalSpy requested(m_view.get(), &ThreadView::wholeTextRequested);
        const auto showAll = [this](int row) {
            while (m_view->focusedRow() != row)
                QTest::keyClick(m_view.get(), m_view->focusedRow() < row ? Qt::Key_Down : Qt::Key_Up);
            const int before = m_view->bubbleRect(row).height();
            QTest::keyClick(m_view.get(), Qt::Key_Return);
            turn();
            return m_view->bubbleRect(row).height() - before;
        };
        QVERIFY(showAll(1) > 0);
        QCOMPARE(requested.size(), 0);
        QCOMPARE(showAll(0), 0);
        QCOMPARE(requested.size(), 1);
        QCOMPARE(requested.first().first().toString(), body);
    }

    void linksAreClicked()
    {
        m_small->say(false, u"https://bar.com/x and text"_s);
        m_small->say(false, u"javascript:alert(1)"_s);
        turn();
        QSignalSpy links(m_view.get(), &ThreadView::linkActivated);
        QWidget *port = m_view->viewport();
        const QPoint onLink = m_view->bubbleRect(0).topLeft() + QPoint(40, 16);
        moveMouse(onLink);
        QCOMPARE(port->cursor().shape(), Qt::PointingHandCursor);
        QTest::mouseClick(port, Qt::LeftButton, {}, onLink);
        QCOMPARE(links.size(), 1);
        QCOMPARE(links[0][0].toUrl(), QUrl(u"https://bar.com/x"_s));
        QTest::mouseClick(port, Qt::LeftButton, {}, m_view->bubbleRect(1).topLeft() + QPoint(40, 16));
        QCOMPARE(links.size(), 1);
        // By keyboard too: to the message, then Enter.
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(links.size(), 2);
    }

    void linksKeepTheirPlaceBesideHebrew()
    {
        // The first word stands on the right, the link left of it and from left to right, the last word left
        // of both; so it is when the link comes first.
        m_small->say(false, u"אאאא https://bar.com/x/ בבבב"_s);
        m_small->say(false, u"https://bar.com/x/ בבבב"_s);
        turn();
        const auto x = [this](int row, const QString &part, qsizetype offset,
                              QTextLine::Edge edge = QTextLine::Leading) {
            const MessageRow layout = rowOf(row);
            const QTextLine line = layout.find<TextBlock>()->textLayout()->lineAt(0);
            return line.cursorToX(int(layout.shownText().indexOf(part) + offset), edge);
        };
        QVERIFY(x(0, u"אאאא"_s, 0) > x(0, u"https"_s, 5));
        QVERIFY(x(0, u"https"_s, 1) < x(0, u"/x/"_s, 1));
        // The last slash is the link's, not the sentence's.
        QVERIFY(x(0, u"/x/"_s, 1) < x(0, u"/x/"_s, 2, QTextLine::Trailing));
        QVERIFY(x(0, u"בבבב"_s, 1) < x(0, u"https"_s, 1));
        QVERIFY(x(1, u"בבבב"_s, 1) < x(1, u"https"_s, 1));
        QVERIFY(x(1, u"בבבב"_s, 1) > x(1, u"בבבב"_s, 3));
        // Copied, it is what was written.
        QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
        const QString first = headAt(0) + u"אאאא https://bar.com/x/ בבבב"_s;
        const QString second = headAt(1) + u"https://bar.com/x/ בבבב"_s;
        QCOMPARE(m_view->selectedText(), first + u'\n' + second);
    }

    void nothingRepaintsALink()
    {
        const QString honest = u"see https://evil.example/moc.knab now"_s;
        m_small->say(false, honest);
        m_small->say(false, QString(honest).replace(u"https"_s, u"\u202ehttps"_s) + u'\u202c');
        m_small->say(false, u"\u2067"_s + honest + u'\u2069');
        m_small->say(false, u"https://аррӏе.com/"_s);
        turn();
        const auto at = [this](int row, const QString &part) {
            const MessageRow layout = rowOf(row);
            const QTextLine line = layout.find<TextBlock>()->textLayout()->lineAt(0);
            return line.cursorToX(int(layout.shownText().indexOf(part)));
        };
        for (const int row : {1, 2}) {
            QVERIFY(at(row, u"https"_s) < at(row, u"evil"_s));
            QVERIFY(at(row, u"evil"_s) < at(row, u"knab"_s));
        }
        const MessageRow layout = rowOf(3);
        const QList<MessageLink> links = layout.find<TextBlock>()->links();
        QCOMPARE(layout.shownText(), u"https://xn--80ak6aa92e.com/"_s);
        QCOMPARE(links.size(), 1);
        QCOMPARE(links.first().length, layout.shownText().size());
    }

    void aFailedOneCanBeSentAgain()
    {
        m_small->say(true, u"lost"_s, 1000, MessageState::Failed);
        turn();
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view.get());
        QCOMPARE(list->child(0)->actionInterface()->actionNames(),
                 QStringList{QAccessibleActionInterface::pressAction()});
        QSignalSpy states(&m_small->outbox.deliveries(), &DeliveryTracker::messageStateChanged);
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QVERIFY(!states.isEmpty());
        QCOMPARE(states[0][1].toString(), m_small->thread.messages().front().id());
        QCOMPARE(m_small->thread.messages().front().state, MessageState::Queued);
        QVERIFY(list->child(0)->actionInterface()->actionNames().isEmpty());
    }

    void theMenuCopies()
    {
        m_small->say(false, u"copy https://bar.com/y me"_s);
        turn();
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QCoreApplication::sendEvent(m_view->viewport(), &event);
        auto *menu = m_view->findChild<QMenu *>(u"messageMenu"_s);
        QVERIFY(menu != nullptr);
        menu->findChild<QAction *>(u"copyMessage"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"copy https://bar.com/y me"_s);
        menu->findChild<QAction *>(u"copyLink"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"https://bar.com/y"_s);
        menu->close();
    }

    void typingGoesToTheComposer()
    {
        QSignalSpy typed(m_view.get(), &ThreadView::textTyped);
        QTest::keyClick(m_view.get(), 'h');
        QCOMPARE(typed.size(), 1);
        QCOMPARE(typed[0][0].toString(), u"h"_s);
    }

    void screenReadersGetTheVisibleMessagesOnly()
    {
        for (int i = 0; i < 1000; ++i)
            m_small->say(i % 2 == 0, u"message %1"_s.arg(i));
        turn();
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view.get());
        QVERIFY(list != nullptr);
        QCOMPARE(list->role(), QAccessible::List);
        QVERIFY(list->childCount() > 5 && list->childCount() < 30);
        QAccessibleInterface *last = list->child(list->childCount() - 1);
        const QString name = last->text(QAccessible::Name);
        QVERIFY2(name.startsWith(u"Foo Barrington, "_s) && name.endsWith(u"message 999"_s), qPrintable(name));
        QVERIFY(last->text(QAccessible::Description).contains(QLocale().toString(1000)));
        QVERIFY(!last->rect().isEmpty());
        m_view->verticalScrollBar()->setValue(0);
        QVERIFY(last->state().offscreen);
        QCOMPARE(list->indexOfChild(last), -1);
        // The button that goes there is found too, and works.
        QAccessibleInterface *button = list->child(list->childCount() - 1);
        QCOMPARE(button->role(), QAccessible::Button);
        QCOMPARE(list->indexOfChild(button), list->childCount() - 1);
        button->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QTRY_VERIFY(m_view->isAtEnd());
        QCOMPARE(list->indexOfChild(last), list->childCount() - 1);
    }

    void aLongThreadStaysQuick()
    {
        std::vector<QString> bodies{u"ok"_s, QString(200, u'w'),
                                    u"see https://bar.com/ "_s + QString(90, u'v')};
        for (int i = 0; i < 20'000; ++i)
            m_small->say(i % 3 == 0, bodies[std::size_t(i % 3)], 1000);
        turn();
        qint64 worst = 0;
        QScrollBar *bar = m_view->verticalScrollBar();
        for (int step = 0; step < 50; ++step) {
            QElapsedTimer timer;
            timer.start();
            bar->setValue(bar->value() - 400);
            m_view->grab();
            worst = std::max(worst, timer.elapsed());
        }
        QElapsedTimer timer;
        timer.start();
        m_small->say(false, u"one more"_s);
        turn();
        qInfo("20,000 messages: worst scroll and paint %lld ms, one more %lld ms", worst, timer.elapsed());
        QCOMPARE(m_view->model().rowCount(), 20'001);
    }

    void aHugeMessageIsCutUntilAsked()
    {
        m_small->say(false, QString(9'000, u'q'));
        turn();
        QVERIFY(m_view->isAtEnd());
        const int before = m_view->bubbleRect(0).height();
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        turn();
        QVERIFY(m_view->bubbleRect(0).height() > before * 2);
    }

private:
    /// As the window system would say it; QTest's own goes by the cursor of the platform.
    void moveMouse(const QPoint &at)
    {
        QWidget *port = m_view->viewport();
        QMouseEvent event(QEvent::MouseMove, at, port->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(port, &event);
    }
    static void turn() { QCoreApplication::processEvents(); }
    /// The row, laid out for a view of 600 px.
    [[nodiscard]] MessageRow rowOf(int row) const
    {
        MessageRow made(makeRowBlocks({m_view->model(), row, *m_theme}));
        made.layOut(600, Qt::LeftToRight, false);
        return made;
    }
    /// The time and name before a message that is copied with others of its day.
    QString headAt(int row) const { return m_view->model().quoteHead(row, false); }

    [[nodiscard]] QString nameAt(int row) const
    {
        return m_view->model().index(row).data(ThreadModel::AccessibleText).toString();
    }
    void fillFromDesign()
    {
        m_small->say(false, u"Morning! Are the endpoint docs ready for review?"_s);
        m_small->say(false, u"I only need the part on connections."_s, 1000);
        m_small->say(true, u"The guide is at https://docs.example.org/endpoints, all of it."_s, 60'000,
                     MessageState::Delivered);
        m_small->say(true, u"Here you go. You can read it on whatever is nearest 🙂"_s, 1000,
                     MessageState::Read);
        m_small->say(false, u"Reading it on the phone already. The toaster got it too."_s);
        const QString id = m_small->say(true, u"One send, three deliveries. That is the whole idea."_s,
                                        60'000, MessageState::Delivered);
        m_small->thread.setDelivery(id, {u"l"_s, DeviceKind::Laptop, {}, DeliveryState::Read, 1});
        m_small->thread.setDelivery(id, {u"p"_s, DeviceKind::Phone, {}, DeliveryState::Delivered, 1});
        m_small->thread.setDelivery(id, {u"toaster"_s, DeviceKind::Thing, {}, DeliveryState::Sent, 1});
        turn();
    }

    std::unique_ptr<Theme> m_theme;
    qint64 m_row = 1'000;
    std::unique_ptr<SampleWorld> m_world;
    std::unique_ptr<SmallThread> m_small;
    std::unique_ptr<AvatarCache> m_avatars;
    std::unique_ptr<ThreadView> m_view;
};

QTEST_MAIN(TestThreadView)
#include "test_thread_view.moc"
