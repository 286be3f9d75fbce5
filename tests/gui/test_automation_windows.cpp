// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/highlight.h"
#include "automation/recorder.h"
#include "gui/driver_scene.h"
#include "gui/window_focus.h"
#include "widgets/window/chat_page.h"

#include <QApplication>
#include <QClipboard>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTreeWidget>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace roost {

/// Windows, message boxes, menus, pictures, and the hands: pointer, keys, wheel.
class TestAutomationWindows : public QObject
{
    Q_OBJECT

    static QJsonObject pointer(const QJsonArray &steps)
    {
        return {{"actions"_L1,
                 QJsonArray{
                     QJsonObject{{"type"_L1, u"pointer"_s}, {"id"_L1, u"mouse"_s}, {"actions"_L1, steps}}}}};
    }
    static QJsonObject moveTo(const QString &reference, int ms = 0)
    {
        return {{"type"_L1, u"pointerMove"_s},
                {"x"_L1, 0},
                {"y"_L1, 0},
                {"duration"_L1, ms},
                {"origin"_L1, QJsonObject{{"element-6066-11e4-a52e-4f735466cecf"_L1, reference}}}};
    }
    static QJsonObject button(const QString &type, int number = 0)
    {
        return {{"type"_L1, type}, {"button"_L1, number}};
    }
    static QImage imageOf(const QJsonValue &png)
    {
        return QImage::fromData(QByteArray::fromBase64(png.toString().toLatin1()), "PNG");
    }

private Q_SLOTS:
    void opensMenusAndAnswersBoxes()
    {
        DriverScene scene(DriverScene::people(3));
        DriverClient &client = *scene.client;
        client.open();
        client.post(u"/timeouts"_s, {{"implicit"_L1, 2000}});
        const QString row = client.find(u"[jid='contact2@bar.com']"_s);
        client.post(u"/actions"_s,
                    pointer({moveTo(row, 40), button(u"pointerDown"_s, 2), button(u"pointerUp"_s, 2)}));
        QCOMPARE(client.problem(), QString());
        QVERIFY(client.of(u"menu #contactBlockAction"_s, u"/displayed"_s).toBool());
        client.click(u"#contactBlockAction"_s);
        QCOMPARE(client.problem(), QString());
        // The question does not hold up the driver.
        QVERIFY2(client.get(u"/alert/text"_s).toString().contains(u"Person 002"_s),
                 qPrintable(client.problem()));
        client.click(u"#searchField"_s);
        QVERIFY2(client.problem().startsWith("element click intercepted"_L1) &&
                     client.problem().contains("covers"_L1),
                 qPrintable(client.problem()));
        client.post(u"/alert/dismiss"_s);
        QCOMPARE(client.problem(), QString());
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        client.post(u"/timeouts"_s, {{"implicit"_L1, 0}});
        client.get(u"/alert/text"_s);
        QVERIFY(client.problem().startsWith("no such alert"_L1));
        client.post(u"/timeouts"_s, {{"implicit"_L1, 2000}});
        client.post(u"/actions"_s,
                    pointer({moveTo(row), button(u"pointerDown"_s, 2), button(u"pointerUp"_s, 2)}));
        client.click(u"#contactRemoveAction"_s);
        client.post(u"/alert/accept"_s);
        QCOMPARE(client.problem(), QString());
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
    }

    void movesWindows()
    {
        DriverScene scene(DriverScene::people(1));
        DriverClient &client = *scene.client;
        client.open();
        const QString handle = client.get(u"/window"_s).toString();
        QVERIFY(client.get(u"/window/handles"_s).toArray().contains(handle));
        const QJsonObject rect =
            client
                .post(u"/window/rect"_s, {{"x"_L1, 10}, {"y"_L1, 20}, {"width"_L1, 900}, {"height"_L1, 600}})
                .toObject();
        QCOMPARE(rect.value("width"_L1).toInt(), 900);
        QCOMPARE(scene.world.window->size(), QSize(900, 600));
        client.post(u"/window/rect"_s, {{"width"_L1, -5}});
        QVERIFY(client.problem().startsWith("invalid argument"_L1));
        QVERIFY(!client.get(u"/title"_s).toString().isEmpty());
        client.post(u"/window"_s, {{"handle"_L1, u"nonsense"_s}});
        QVERIFY(client.problem().startsWith("no such window"_L1));
        client.post(u"/window/new"_s);
        QVERIFY(client.problem().startsWith("unsupported operation"_L1));
        // A dialog is a separate window, and its elements are found without switching to it.
        client.type(u"#searchField"_s, QString(QChar(0xe009)) + u',');
        QVERIFY2(!client.find(u"#languageBox"_s).isNull(), qPrintable(client.problem()));
        const QJsonArray handles = client.get(u"/window/handles"_s).toArray();
        QCOMPARE(handles.size(), 2);
        const QString dialog =
            handles[0].toString() == handle ? handles[1].toString() : handles[0].toString();
        client.post(u"/window"_s, {{"handle"_L1, dialog}});
        QVERIFY(client.findAll(u"#contactList"_s).isEmpty()); // Only elements of the dialog.
        client.click(u"#closeButton"_s);
        QCOMPARE(client.problem(), QString());
        client.get(u"/title"_s);
        QVERIFY(client.problem().startsWith("no such window"_L1));
        client.post(u"/window"_s, {{"handle"_L1, handle}});
        QCOMPARE(client.problem(), QString());
    }

    void isNotHeldUpByAMenu()
    {
        DriverScene scene(DriverScene::people(1));
        // Qt's menu buttons run a loop of their own as long as the menu is open; a client in this thread
        // would wait inside of it.
        QJsonValue isShown;
        QString problem;
        std::unique_ptr<QThread> thread(QThread::create([&isShown, &problem, url = scene.automation->url()] {
            DriverClient client(url);
            client.open();
            client.click(u"#menuButton"_s);
            problem = client.problem();
            isShown = client.of(u"menu #preferencesAction"_s, u"/displayed"_s);
            client.type(u"#mainMenu"_s, QString(QChar(0xe00c)));
        }));
        thread->start();
        QTRY_VERIFY(thread->isFinished());
        QCOMPARE(problem, QString());
        QCOMPARE(isShown, QJsonValue(true));
        QTRY_VERIFY(QApplication::activePopupWidget() == nullptr);
    }

    void copiesSelectorsAndRecords()
    {
        DriverScene scene(DriverScene::people(2));
        DriverClient &client = *scene.client;
        client.open();
        QTemporaryDir folder;
        const QString file = folder.filePath(u"recorded.py"_s);
        {
            Recorder recorder(file);
            QCOMPARE(recorder.problem(), QString());
            client.click(u"[jid='contact1@bar.com']"_s);
            client.type(u"#composerEdit"_s, u"Say \"hi\""_s);
            // Another window in front changes nothing.
            QWindow inFront;
            inFront.show();
            const auto isInFront = [&inFront] {
                if (QGuiApplication::focusWindow() != &inFront)
                    inFront.requestActivate();
                return QGuiApplication::focusWindow() == &inFront;
            };
            QTRY_VERIFY(isInFront());
            client.type(u"#composerEdit"_s, QString(QChar(0xe007)));
            client.type(u"#composerEdit"_s, QString(QChar(0xe009)) + u'k');
        }
        QFile script(file);
        QVERIFY(script.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(script.readAll());
        QVERIFY2(text.endsWith(u"    person_001 = world.contact(\"Person 001\")\n"
                               "    app = roost()\n"
                               "    app.contacts.row(person_001).click()\n"
                               "    app.find(\"#composerEdit\").type(\"Say \\\"hi\\\"\")\n"
                               "    app.find(\"#composerEdit\").type(Keys.ENTER)\n"
                               "    app.press(Keys.CONTROL, \"k\")\n"_s),
                 qPrintable(text));
        // The inspector swallows the click and copies.
        const QString row = client.find(u"[jid='contact2@bar.com']"_s);
        InputDevice hand;
        hand.keyDown(*scene.world.window, 0xe009);
        hand.keyDown(*scene.world.window, 0xe008);
        const QJsonObject place = client.get("/element/"_L1 + row + "/rect"_L1).toObject();
        hand.click(*scene.world.window,
                   scene.world.window->mapToGlobal(
                       QPoint(place.value("x"_L1).toInt() + 20, place.value("y"_L1).toInt() + 20)));
        hand.releaseModifiers(*scene.world.window);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"#contactList [jid=\"contact2@bar.com\"]"_s);
        QVERIFY(!client.get("/element/"_L1 + row + "/selected"_L1).toBool());
    }

    void showsTheElementTree()
    {
        DriverScene scene(DriverScene::people(3));
        DriverClient &client = *scene.client;
        client.open();
        QAction *action = nullptr;
        for (QAction *known : scene.world.window->actions())
            action = known->objectName() == "elementTreeAction"_L1 ? known : action;
        QVERIFY(action != nullptr);
        const auto menus = action->associatedObjects();
        QVERIFY(std::any_of(menus.begin(), menus.end(),
                            [](const QObject *menu) { return menu->objectName() == "mainMenu"_L1; }));
        action->trigger();
        QDialog *tree = nullptr;
        for (QWidget *top : QApplication::topLevelWidgets())
            tree = top->objectName() == "elementTree"_L1 ? qobject_cast<QDialog *>(top) : tree;
        QVERIFY(tree != nullptr);
        QTRY_VERIFY(tree->isVisible());
        QVERIFY(!tree->isModal());
        auto *view = tree->findChild<QTreeWidget *>(u"elementTreeView"_s);
        auto *filter = tree->findChild<QLineEdit *>(u"elementTreeFilter"_s);
        auto *selector = tree->findChild<QLineEdit *>(u"elementTreeSelector"_s);
        for (QWidget *part : tree->findChildren<QWidget *>(QRegularExpression(u"^elementTree"_s)))
            QVERIFY2(!part->accessibleName().isEmpty(), qPrintable(part->objectName()));
        QVERIFY(view->findItems(u"elementTreeView"_s, Qt::MatchExactly | Qt::MatchRecursive, 1).isEmpty());

        // The filter keeps matching rows and their ancestors; the filter field has the keyboard.
        QCOMPARE(tree->focusWidget(), filter);
        QTest::keyClicks(filter, u"contact2@bar"_s);
        const auto rows = view->findItems(u"contact2@bar.com"_s, Qt::MatchExactly | Qt::MatchRecursive, 1);
        QCOMPARE(rows.size(), 1);
        const auto others = view->findItems(u"contact1@bar.com"_s, Qt::MatchExactly | Qt::MatchRecursive, 1);
        QCOMPARE(others.size(), 1);
        QVERIFY(others.first()->isHidden());
        for (const QTreeWidgetItem *above = rows.first(); above != nullptr; above = above->parent())
            QVERIFY(!above->isHidden());
        QTest::keyClick(view, Qt::Key_End);
        QCOMPARE(view->currentItem(), rows.first());
        const QString expected = u"#contactList [jid=\"contact2@bar.com\"]"_s;
        QCOMPARE(selector->text(), expected);
        QVERIFY(scene.world.window->findChild<Highlight *>() != nullptr);
        QGuiApplication::clipboard()->clear();
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(QGuiApplication::clipboard()->text(), expected);
        QVERIFY(tree->isVisible());
        QCOMPARE(client.findAll(expected).size(), 1); // The driver means the same by it.

        // After a refresh: new elements appear, and the selection is kept.
        const auto countOf = [view](const QString &id) {
            return view->findItems(id, Qt::MatchExactly | Qt::MatchRecursive, 1).size();
        };
        filter->clear();
        QCOMPARE(countOf(u"aboutDialog"_s), 0);
        scene.world.find<QAction>(u"aboutAction")->trigger();
        scene.world.turn();
        QTest::mouseClick(tree->findChild<QPushButton *>(u"elementTreeRefresh"_s), Qt::LeftButton);
        QCOMPARE(countOf(u"aboutDialog"_s), 1);
        QCOMPARE(selector->text(), expected);
        QTest::keyClick(tree, Qt::Key_Escape);
        QVERIFY(!tree->isVisible());
    }

    void takesPictures()
    {
        DriverScene scene(DriverScene::people(3));
        DriverClient &client = *scene.client;
        client.open();
        const QImage whole = imageOf(client.get(u"/screenshot"_s));
        QCOMPARE(whole.size(), scene.world.window->size() * whole.devicePixelRatio());
        const QJsonObject rect = client.of(u"#searchField"_s, u"/rect"_s).toObject();
        const QImage part = imageOf(client.of(u"#searchField"_s, u"/screenshot"_s));
        QCOMPARE(part.width(), rect.value("width"_L1).toInt());
        QVERIFY(scene.world.find<QLabel>(u"automationMark")->isVisible());
    }

    void writesTheSource()
    {
        DriverScene scene(DriverScene::people(3));
        DriverClient &client = *scene.client;
        client.open();
        scene.world.message(u"contact1@bar.com"_s, u"a < b & \"c\" \x01 😀"_s, false,
                            scene.world.clock.nowMs());
        client.click(u"[jid='contact1@bar.com']"_s);
        QXmlStreamReader xml(client.get(u"/source"_s).toString());
        QStringList jids;
        QString body;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (xml.attributes().hasAttribute("jid"_L1))
                jids.append(xml.attributes().value("jid"_L1).toString());
            if (xml.attributes().hasAttribute("message-id"_L1))
                body = xml.attributes().value("body"_L1).toString();
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(jids.size(), 3);
        QCOMPARE(body, u"a < b & \"c\"  😀"_s);
    }

    void hasHands()
    {
        DriverScene scene(DriverScene::people(60));
        DriverClient &client = *scene.client;
        client.open();
        auto *bar = scene.world.find<QAbstractScrollArea>(u"contactList")->verticalScrollBar();
        const QString list = client.find(u"#contactList"_s);
        QJsonObject scroll{{"type"_L1, u"scroll"_s},
                           {"x"_L1, 0},
                           {"y"_L1, 0},
                           {"deltaX"_L1, 0},
                           {"deltaY"_L1, 300},
                           {"origin"_L1, QJsonObject{{"element-6066-11e4-a52e-4f735466cecf"_L1, list}}}};
        client.post(u"/actions"_s,
                    {{"actions"_L1,
                      QJsonArray{QJsonObject{{"type"_L1, u"wheel"_s}, {"actions"_L1, QJsonArray{scroll}}}}}});
        QCOMPARE(client.problem(), QString());
        QVERIFY(bar->value() > 0);
        // Twice in a place is a double click: it opens the thread and goes to the composer.
        const QString row = client.find(u"[jid='contact1@bar.com']"_s);
        client.post(u"/actions"_s, pointer({moveTo(row), button(u"pointerDown"_s), button(u"pointerUp"_s),
                                            button(u"pointerDown"_s), button(u"pointerUp"_s)}));
        QCOMPARE(client.problem(), QString());
        auto *edit = scene.world.find<QPlainTextEdit>(u"composerEdit");
        QVERIFY(getsFocus(*edit));
        QJsonArray keys;
        for (const QString &key : {u"a"_s, u"b"_s}) {
            keys.append(QJsonObject{{"type"_L1, u"keyDown"_s}, {"value"_L1, key}});
            keys.append(QJsonObject{{"type"_L1, u"keyUp"_s}, {"value"_L1, key}});
        }
        keys.append(QJsonObject{{"type"_L1, u"keyDown"_s}, {"value"_L1, QString(QChar(0xe008))}});
        keys.append(QJsonObject{{"type"_L1, u"keyDown"_s}, {"value"_L1, u"c"_s}});
        client.post(u"/actions"_s,
                    {{"actions"_L1, QJsonArray{QJsonObject{{"type"_L1, u"key"_s}, {"actions"_L1, keys}}}}});
        QCOMPARE(client.problem(), QString());
        QCOMPARE(edit->toPlainText(), u"abC"_s);
        client.call("DELETE", client.session() + "/actions"_L1);
        client.type(u"#composerEdit"_s, u"d"_s);
        QCOMPARE(edit->toPlainText(), u"abCd"_s); // Shift was let go.
    }

    void clicksNotificationsOfTheOpenAccountOnly()
    {
        DriverScene scene(DriverScene::people(1));
        DriverClient &client = *scene.client;
        client.open();
        QSignalSpy clicked(scene.automation.get(), &Automation::notificationClickRequested);
        const EndpointRef ref{Jid::fromWire(u"joe@bar.com"), Jid::fromWire(u"contact1@bar.com")};
        client.post(u"/roost/notification"_s, {{"click"_L1, u"contact1@bar.com"_s}});
        QCOMPARE(client.problem(), QString());
        client.post(u"/roost/notification"_s,
                    {{"click"_L1, u"contact1@bar.com"_s}, {"account"_L1, u"joe@bar.com"_s}});
        QCOMPARE(client.problem(), QString());
        QCOMPARE(clicked.size(), 2);
        QCOMPARE(clicked[0].first().value<EndpointRef>(), ref);
        QCOMPARE(clicked[1].first().value<EndpointRef>(), ref);
        client.post(u"/roost/notification"_s,
                    {{"click"_L1, u"contact1@bar.com"_s}, {"account"_L1, u"ann@bar.com"_s}});
        QCOMPARE(client.problem(),
                 u"invalid argument: the account \"ann@bar.com\" is not open; open is \"joe@bar.com\""_s);
        client.post(u"/roost/waitIdle"_s, {{"account"_L1, 7}});
        QVERIFY2(client.problem().startsWith("invalid argument: \"account\" wants"_L1),
                 qPrintable(client.problem()));
        QCOMPARE(clicked.size(), 2);
    }

    void namesTheAccountOfRowsAndEvents()
    {
        DriverScene scene(DriverScene::people(1));
        DriverClient &client = *scene.client;
        client.open();
        QVERIFY(!client.find(u"#contactList [jid='contact1@bar.com'][account='joe@bar.com']"_s).isNull());
        QVERIFY(client.findAll(u"#contactList [jid='contact1@bar.com'][account='ann@bar.com']"_s).isEmpty());
        // Events are those of a Session that opens after the driver.
        client.post(u"/roost/fixture"_s, {{"name"_L1, u"small"_s}});
        QCOMPARE(client.problem(), QString());
        scene.world.connection(u"contact00001@roost.test/phone"_s, Show::Available, DeviceKind::Phone,
                               u"Client"_s);
        const QJsonArray lines = client.post(u"/roost/events"_s).toObject().value("lines"_L1).toArray();
        const auto isOnline = [](const QJsonValue &line) {
            return line["name"_L1] == "cameOnline"_L1 && line["address"_L1] == "contact00001@roost.test"_L1 &&
                   line["account"_L1] == "joe@bar.com"_L1;
        };
        QVERIFY(std::any_of(lines.begin(), lines.end(), isOnline));
    }

    void refusesWrongActions_data()
    {
        QTest::addColumn<QJsonObject>("body");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, const QJsonObject &body, const QString &problem) {
            QTest::newRow(name) << body << problem;
        };
        row("nothing", {}, u"invalid argument"_s);
        row("no device", {{"actions"_L1, QJsonArray{QJsonObject{{"type"_L1, u"nose"_s}}}}},
            u"invalid argument"_s);
        row("no such step", pointer({QJsonObject{{"type"_L1, u"sniff"_s}}}), u"invalid argument"_s);
        row("no such button", pointer({button(u"pointerDown"_s, 9)}), u"invalid argument"_s);
        row("out of all windows",
            pointer({QJsonObject{{"type"_L1, u"pointerMove"_s}, {"x"_L1, 30000}, {"y"_L1, 5}}}),
            u"move target out of bounds"_s);
        row("no such element", pointer({moveTo(u"e999"_s)}), u"no such element"_s);
    }

    void refusesWrongActions()
    {
        QFETCH(QJsonObject, body);
        QFETCH(QString, problem);
        DriverScene scene(DriverScene::people(1));
        scene.client->open();
        scene.client->post(u"/actions"_s, body);
        QVERIFY2(scene.client->problem().startsWith(problem), qPrintable(scene.client->problem()));
    }
};

} // namespace roost

QTEST_MAIN(roost::TestAutomationWindows)
#include "test_automation_windows.moc"
