// SPDX-License-Identifier: GPL-3.0-or-later
// Words of strangers that cannot be broken: they move no button and widen no window.
#include "domain/threads/thread.h"
#include "gui/gui_world.h"
#include "widgets/contacts/endpoint_panel.h"
#include "widgets/controls/banner.h"
#include "widgets/look/remote_text.h"
#include "widgets/thread/thread_pane.h"
#include "widgets/thread/thread_view.h"
#include "widgets/window/chat_page.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollArea>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

/// A word without a place to break.
QString longWord(QChar letter) { return QString(220, letter); }

bool isInScrollArea(const QWidget *widget)
{
    for (const QWidget *at = widget->parentWidget(); at; at = at->parentWidget()) {
        if (qobject_cast<const QScrollArea *>(at))
            return true;
    }
    return false;
}

/// Widgets that accept clicks or text.
QList<QWidget *> controlsOf(QWidget *window)
{
    QList<QWidget *> controls;
    const auto all = window->findChildren<QWidget *>();
    for (QWidget *widget : all) {
        const bool isControl = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget) ||
                               widget->objectName() == u"composerEdit"_s;
        if (isControl && widget->isVisible() && widget->window() == window)
            controls.append(widget);
    }
    return controls;
}

/// Minimum width of `widget` that shows its text or icon.
int leastWidth(const QWidget &widget)
{
    // The clear button of a field is an icon without a frame: QLineEdit leaves it no room for one.
    const auto *button = qobject_cast<const QToolButton *>(&widget);
    if (button && button->text().isEmpty() && qobject_cast<const QLineEdit *>(widget.parentWidget()))
        return button->iconSize().width();
    return widget.minimumSizeHint().width();
}

/// Empty if all of `widget` is to be seen, without scrolling sideways.
QString problemOf(QWidget *widget)
{
    const QString name = widget->objectName().isEmpty()
                             ? QString::fromLatin1(widget->metaObject()->className())
                             : widget->objectName();
    if (widget->width() < leastWidth(*widget))
        return u"%1 is squeezed: %2 px instead of %3"_s.arg(name)
            .arg(widget->width())
            .arg(leastWidth(*widget));
    for (QWidget *at = widget->parentWidget(); at; at = at->isWindow() ? nullptr : at->parentWidget()) {
        const QRect inside(widget->mapTo(at, QPoint()), widget->size());
        const bool isBeside = inside.left() < 0 || inside.right() >= at->width();
        const bool isBelow = !isInScrollArea(widget) && (inside.top() < 0 || inside.bottom() >= at->height());
        if (isBeside || isBelow)
            return u"%1 is at %2,%3 with %4 x %5 px, outside of %6 with %7 x %8 px"_s.arg(name)
                .arg(inside.left())
                .arg(inside.top())
                .arg(inside.width())
                .arg(inside.height())
                .arg(at->objectName())
                .arg(at->width())
                .arg(at->height());
    }
    return {};
}

QString problemsOf(QWidget *window, const QString &least)
{
    QStringList problems;
    const QList<QWidget *> controls = controlsOf(window);
    for (QWidget *control : controls) {
        if (const QString problem = problemOf(control); !problem.isEmpty())
            problems += problem;
    }
    if (!window->findChild<QWidget *>(least))
        problems += u"no "_s + least;
    return problems.join(u"; "_s);
}

/// The last of its lines can be seen.
bool isInkedBelow(QWidget &label)
{
    const QImage image = label.grab().toImage();
    const QRgb ground = image.pixel(0, 0);
    const int line = int(std::ceil(label.fontMetrics().height() * image.devicePixelRatio()));
    for (int y = image.height() - line; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) != ground)
                return true;
        }
    }
    return false;
}

void shoot(QWidget &widget, const QString &name)
{
    if (const QString folder = qEnvironmentVariable("ROOST_SHOTS"); !folder.isEmpty())
        widget.grab().save(QDir(folder).filePath(name + u".png"_s));
}

} // namespace

class TestLongWords : public QObject
{
    Q_OBJECT

private:
    /// A contact and a stranger with only long words, with the details open.
    static void fill(GuiWorld &world, const QString &word)
    {
        const qint64 now = world.clock.nowMs();
        ContactRecord contact = GuiWorld::contact(word.left(200) + u"@bar.com"_s, word, word, now, 3);
        contact.labels = {word, word};
        contact.nickname = word;
        ContactRecord stranger = GuiWorld::contact(word.left(190) + u"@evil.com"_s, {}, word, now - 1000);
        stranger.inRoster = false;
        stranger.subscription = Subscription::None;
        stranger.wantsUs = true;
        stranger.nickname = word;
        stranger.wantsUsMessage = word;
        world.settings.setPanelShown(true);
        world.openOnline({contact});
        // In the order of a real session: the presence announces the pending request.
        world.server.send("<presence xmlns='jabber:client' type='subscribe' from='" +
                          stranger.jid.toString().toUtf8() + "'/>");
        QTRY_COMPARE(world.session().requests().size(), 1);
        (void)world.session().directory().update(stranger);
        const QString address = contact.jid.toString();
        world.connection(address + u'/' + word, Show::Away, DeviceKind::Thing, word, word);
        world.connection(address + u"/b"_s, Show::Available, DeviceKind::Unknown, word, word);
        world.session().setOwnPresence(Show::Available, word);
        Thread &thread = world.session().thread(world.at(address));
        world.message(address, word, false, now);
        world.message(address, word, true, now, MessageState::Failed,
                      {{word, DeviceKind::Thing, word, DeliveryState::Delivered, now}});
        thread.setState(thread.messages().back().id(), MessageState::Failed, ErrorKind::StanzaRejected, word);
        thread.setTarget(word);
        world.turn();
    }

    static void settle(GuiWorld &world)
    {
        for (int i = 0; i < 3; ++i)
            world.turn();
    }

private Q_SLOTS:
    void nothingMoves_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("word");
        QTest::newRow("left to right") << u"en"_s << longWord(u'W');
        QTest::newRow("right to left") << u"ar"_s << longWord(u'W');
        QTest::newRow("arabic") << u"ar"_s << longWord(QChar(0x0635));
        QTest::newRow("german") << u"de"_s << longWord(u'm');
    }
    void nothingMoves()
    {
        QFETCH(const QString, language);
        QFETCH(const QString, word);
        GuiWorld world(language);
        fill(world, word);
        MainWindow &window = *world.window;
        ChatPage &chat = *window.chat();
        const QString tag = QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-');
        for (const QString &address :
             {word.left(200).toLower() + u"@bar.com"_s, word.left(190).toLower() + u"@evil.com"_s}) {
            chat.openEndpoint(&world.at(address));
            chat.pane().banner().showNotice(word);
            const bool isStranger = address.contains(u"evil"_s);
            for (const QSize &size : {QSize(1180, 760), window.minimumSize()}) {
                window.resize(size);
                settle(world);
                QCOMPARE(window.size(), size);
                shoot(window, u"words-%1-%2-%3"_s.arg(tag).arg(size.width()).arg(isStranger));
                QCOMPARE(problemsOf(&window, u"composerEdit"_s), QString());
            }
            window.resize(1180, 760);
            settle(world);
            QVERIFY(chat.panel().isVisible());
            for (const char *name : {"panelName", "panelAddress", "panelStatus"}) {
                auto *label = chat.panel().findChild<QLabel *>(QString::fromLatin1(name));
                QVERIFY(label);
                if (!label->isVisible())
                    continue;
                // Broken into lines, all of which have room.
                QVERIFY2(label->height() >= 3 * label->fontMetrics().height(), name);
                QVERIFY2(isInkedBelow(*label), name);
            }
            auto *notice = window.findChild<QLabel *>(u"bannerText"_s);
            QVERIFY(notice->height() >= 3 * notice->fontMetrics().height());
            QVERIFY(isInkedBelow(*notice));
            if (isStranger)
                QVERIFY(window.findChild<QWidget *>(u"acceptRequestButton"_s)->isVisible());
        }
    }

    void dialogsKeepTheirButtons_data() { nothingMoves_data(); }
    void dialogsKeepTheirButtons()
    {
        QFETCH(const QString, language);
        QFETCH(const QString, word);
        GuiWorld world(language);
        fill(world, word);
        MainWindow &window = *world.window;
        const QString tag = QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-');
        const QString contact = word.left(200).toLower() + u"@bar.com"_s;
        const QString stranger = word.left(190).toLower() + u"@evil.com"_s;
        const auto check = [&](const char16_t *name, const QString &least) {
            auto *dialog = window.findChild<QDialog *>(QString::fromUtf16(name));
            QVERIFY(dialog);
            settle(world);
            shoot(*dialog, u"words-"_s + QString::fromUtf16(name) + u'-' + tag);
            QCOMPARE(problemsOf(dialog, least), QString());
            QVERIFY2(dialog->width() <= 1100, qPrintable(QString::number(dialog->width())));
            delete dialog;
        };
        world.find<QAction>(u"requestsAction")->trigger();
        check(u"requestsDialog", "acceptRequest:"_L1 + stranger);
        window.openUri(u"xmpp:"_s + stranger + u"?roster;name="_s + word);
        check(u"addContactDialog", u"saveContactButton"_s);
        window.openUri(u"xmpp:"_s + contact + u"?remove"_s);
        check(u"removeContactBox", u"confirmButton"_s);
        window.editStatus();
        check(u"statusDialog", u"saveStatusButton"_s);
    }

    void menusStayNarrow()
    {
        const QString word = longWord(u'W');
        GuiWorld world;
        fill(world, word);
        world.connection(u"joe@bar.com/"_s + word, Show::Away, DeviceKind::Thing, word, word);
        world.connection(u"joe@bar.com/b"_s, Show::Away, DeviceKind::Unknown, word, word);
        world.window->chat()->openEndpoint(&world.at(word.left(200).toLower() + u"@bar.com"_s));
        for (const char16_t *name : {u"presenceMenu", u"targetMenu"}) {
            auto *menu = world.find<QMenu>(name);
            QVERIFY(menu);
            Q_EMIT menu->aboutToShow();
            QVERIFY2(menu->sizeHint().width() < 560, qPrintable(QString::number(menu->sizeHint().width())));
        }
        bool isNamed = false;
        const auto entries = world.find<QMenu>(u"targetMenu")->actions();
        for (const QAction *action : entries)
            isNamed = isNamed || action->text().contains(u"WWW"_s);
        QVERIFY(isNamed);
    }

    void breaksLongWords()
    {
        QCOMPARE(breakable(u"short words are as they are, however many they be"_s),
                 u"short words are as they are, however many they be"_s);
        const QString broken = breakable(longWord(u'x'));
        QCOMPARE(QString(broken).remove(QChar(0x200b)), longWord(u'x'));
        const QStringList parts = broken.split(QChar(0x200b));
        for (const QString &part : parts)
            QVERIFY(part.size() <= 24);
        // Never within a character.
        const QStringList families = breakable(u"👨‍👩‍👧"_s.repeated(60)).split(QChar(0x200b));
        for (const QString &part : families)
            QVERIFY(part.startsWith(u"👨"_s) && part.endsWith(u"👧"_s));
        QCOMPARE(toolTipText({u"<b>&"_s, {}, u"two"_s}), u"<qt>&lt;b&gt;&amp;<br>two</qt>"_s);
        QCOMPARE(toolTipText({QString()}), QString());
        const QFontMetrics metrics(QApplication::font());
        QCOMPARE(entryText(u"R & D"_s, metrics, 300), u"R && D"_s);
        QVERIFY(metrics.horizontalAdvance(entryText(longWord(u'x'), metrics, 100)) <= 100);
    }
};

} // namespace roost

QTEST_MAIN(roost::TestLongWords)
#include "test_long_words.moc"
