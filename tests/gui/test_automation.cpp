// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/driver_scene.h"
#include "support/patience.h"
#include "widgets/window/chat_page.h"

#include <QDialog>
#include <QJsonArray>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// Elements by script: found, asked, clicked, typed into.
class TestAutomation : public QObject
{
    Q_OBJECT

    static QJsonObject implicit(int ms) { return {{"implicit"_L1, ms}}; }

    static QRect placeOf(DriverClient &client, const QString &reference)
    {
        const QJsonObject rect = client.get("/element/"_L1 + reference + "/rect"_L1).toObject();
        return {rect.value("x"_L1).toInt(), rect.value("y"_L1).toInt(), rect.value("width"_L1).toInt(),
                rect.value("height"_L1).toInt()};
    }

private Q_SLOTS:
    void hasOneSession()
    {
        DriverScene scene(DriverScene::people(1));
        DriverClient &client = *scene.client;
        QVERIFY(client.call("GET", u"/status"_s).toObject().value("ready"_L1).toBool());
        client.open();
        QVERIFY(!client.call("GET", u"/status"_s).toObject().value("ready"_L1).toBool());
        client.call("POST", u"/session"_s, {{"capabilities"_L1, QJsonObject()}});
        QVERIFY(client.problem().startsWith("session not created"_L1));
        client.call("GET", u"/session/other/title"_s);
        QCOMPARE(client.status(), 404);
        QVERIFY(client.problem().startsWith("invalid session id"_L1));
        client.call("GET", u"/nonsense"_s);
        QVERIFY(client.problem().startsWith("unknown command"_L1));
        client.call("POST", u"/status"_s);
        QCOMPARE(client.status(), 405);
        client.call("DELETE", client.session());
        QCOMPARE(client.problem(), QString());
        client.open(); // The next one may come.
    }

    void keepsTimeouts()
    {
        DriverScene scene(DriverScene::people(1));
        DriverClient &client = *scene.client;
        client.open();
        QCOMPARE(client.get(u"/timeouts"_s).toObject().value("implicit"_L1).toInt(), 5000);
        client.post(u"/timeouts"_s, implicit(100));
        QCOMPARE(client.get(u"/timeouts"_s).toObject().value("implicit"_L1).toInt(), 100);
        for (const QJsonValue &wrong : {QJsonValue(-1), QJsonValue(1.5), QJsonValue(u"1"_s), QJsonValue()}) {
            client.post(u"/timeouts"_s, {{"implicit"_L1, wrong}});
            QVERIFY(client.problem().startsWith("invalid argument"_L1));
        }
    }

    void findsElements()
    {
        DriverScene scene(DriverScene::people(5));
        DriverClient &client = *scene.client;
        client.open();
        const QString list = client.find(u"#contactList"_s);
        QVERIFY(!list.isNull());
        QCOMPARE(client.find(u"list.ContactListView"_s), list); // One element, one reference.
        QCOMPARE(client.find(u"//list[@id='contactList']"_s, u"xpath"_s), list);
        QCOMPARE(client.findAll(u"#contactList > listitem"_s).size(), 5);
        QCOMPARE(
            client.findAll(u"//list[@id='contactList']/listitem[contains(@name, 'Person 00')]"_s, u"xpath"_s)
                .size(),
            5);
        QCOMPARE(client.findAll(u"listitem"_s, u"tag name"_s).size(), 5);
        QVERIFY(!client.find(u"Person 003"_s, u"partial link text"_s).isNull());
        QVERIFY(client.findAll(u"#contactList > button"_s).isEmpty());
        QCOMPARE(client.problem(), QString());
        client.post("/element/"_L1 + list + "/element"_L1,
                    {{"using"_L1, u"css selector"_s}, {"value"_L1, u"[jid='contact2@bar.com']"_s}});
        QCOMPARE(client.problem(), QString());
    }

    void suggestsNearbyIds()
    {
        DriverScene scene(DriverScene::people(1));
        DriverClient &client = *scene.client;
        client.open();
        client.post(u"/timeouts"_s, implicit(50));
        QVERIFY(client.find(u"#searchFeild"_s).isNull());
        QCOMPARE(client.status(), 404);
        QVERIFY2(client.problem().contains(" ms; nearest ids: #searchField"_L1),
                 qPrintable(client.problem()));
        QVERIFY(client.find(u"a + b"_s).isNull());
        QVERIFY(client.problem().startsWith("invalid selector"_L1));
        QVERIFY(client.find(u"//[["_s, u"xpath"_s).isNull());
        QVERIFY(client.problem().startsWith("invalid selector"_L1));
        QVERIFY(client.find(u"count(//button)"_s, u"xpath"_s).isNull());
        QVERIFY(client.problem().startsWith("invalid selector"_L1));
        QVERIFY(client.find(u"x"_s, u"smell"_s).isNull());
        QVERIFY(client.problem().startsWith("invalid argument"_L1));
        client.get(u"/element/e999/text"_s);
        QVERIFY(client.problem().startsWith("no such element"_L1));
    }

    void waitsForNewElements()
    {
        DriverScene scene(DriverScene::people(1));
        DriverClient &client = *scene.client;
        client.open();
        scene.world.clock.after(std::chrono::milliseconds(80), scene.world.window.get(), [&scene] {
            auto *late = new QPushButton(u"Late"_s, scene.world.window.get());
            late->setObjectName(u"lateButton"_s);
            late->setGeometry(300, 300, 100, 30);
            late->show();
        });
        QVERIFY(!client.find(u"#lateButton"_s).isNull());
        QCOMPARE(client.of(u"#lateButton"_s, u"/text"_s).toString(), u"Late"_s);
        auto *late = scene.world.find<QPushButton>(u"lateButton");
        QSignalSpy clicked(late, &QPushButton::clicked);
        late->setEnabled(false);
        scene.world.clock.after(std::chrono::milliseconds(80), late, [late] { late->setEnabled(true); });
        client.click(u"#lateButton"_s);
        QCOMPARE(client.problem(), QString());
        QCOMPARE(clicked.size(), 1);
        // Without success.
        client.post(u"/timeouts"_s, implicit(0));
        late->setEnabled(false);
        client.click(u"#lateButton"_s);
        QVERIFY2(client.problem().startsWith("element not interactable"_L1) &&
                     client.problem().contains("disabled"_L1),
                 qPrintable(client.problem()));
        late->setEnabled(true);
        QWidget cover(scene.world.window.get());
        cover.setObjectName(u"cover"_s);
        cover.setGeometry(late->geometry());
        cover.show();
        client.click(u"#lateButton"_s);
        QVERIFY2(client.problem().startsWith("element click intercepted"_L1) &&
                     client.problem().contains("#cover"_L1),
                 qPrintable(client.problem()));
        QCOMPARE(clicked.size(), 1);
    }

    void findsRowsThatAreScrolledAway()
    {
        DriverScene scene(DriverScene::people(400));
        DriverClient &client = *scene.client;
        client.open();
        const QString far = client.find(u"[jid='contact380@bar.com']"_s);
        QVERIFY(!far.isNull());
        QCOMPARE(client.find(u"[id='contact380@bar.com']"_s), far);
        QCOMPARE(client.find(u"#contactList listitem[name*='Person 380']"_s), far);
        QCOMPARE(client.find(u"//listitem[@jid='contact380@bar.com']"_s, u"xpath"_s), far);
        QVERIFY(client.get("/element/"_L1 + far + "/displayed"_L1).toBool());
        client.post("/element/"_L1 + far + "/click"_L1);
        QCOMPARE(client.problem(), QString());
        QCOMPARE(scene.world.window->chat()->currentEndpoint(), &scene.world.at(u"contact380@bar.com"_s));
        QVERIFY(client.get("/element/"_L1 + far + "/selected"_L1).toBool());
        // The reference stays valid when the row moves, until the row is removed.
        ContactRecord renamed = GuiWorld::contact(u"contact380@bar.com"_s, u"Aaron"_s);
        scene.world.session().directory().update(renamed);
        scene.world.turn();
        QVERIFY(client.get("/element/"_L1 + far + "/computedlabel"_L1).toString().startsWith("Aaron"_L1));
        renamed.inRoster = false;
        renamed.subscription = Subscription::None;
        client.type(u"#searchField"_s, u"Person 12"_s);
        QTRY_COMPARE(client.findAll(u"#contactList listitem"_s).size(), 14); // 012, 112 too.
        client.get("/element/"_L1 + far + "/text"_L1);
        QVERIFY2(client.problem().startsWith("stale element reference"_L1), qPrintable(client.problem()));
    }

    void findsAllRowsThatAreScrolledAway()
    {
        DriverScene scene(DriverScene::people(400));
        DriverClient &client = *scene.client;
        client.open();
        const QStringList far{client.find(u"[jid='contact390@bar.com']"_s)};
        QCOMPARE(client.findAll(u"[jid='contact390@bar.com']"_s), far);
        QCOMPARE(client.findAll(u"[id='contact390@bar.com']"_s), far);
        QCOMPARE(client.findAll(u"//listitem[@jid='contact390@bar.com']"_s, u"xpath"_s), far);
        QCOMPARE(client.findAll(u"listitem[name^='Person 390']"_s), far);
        QCOMPARE(client.findAll(u"[jid='contact390@bar.com'], [jid='contact5@bar.com']"_s).size(), 2);
        const QStringList all = client.findAll(u"#contactList listitem"_s);
        QCOMPARE(all.size(), 400);
        QCOMPARE(QSet<QString>(all.cbegin(), all.cend()).size(), 400);
        QCOMPARE(all[389], far.first());
        QVERIFY(client.findAll(u"[jid='nobody@bar.com']"_s).isEmpty());
        QVERIFY(client.findAll(u"#contactList listitem[name*='Nobody']"_s).isEmpty());
        // Below the list itself.
        const QString list = client.find(u"#contactList"_s);
        const auto below = [&](const QString &what, const QString &css) {
            return client.post("/element/"_L1 + list + what,
                               {{"using"_L1, u"css selector"_s}, {"value"_L1, css}});
        };
        QCOMPARE(below(u"/elements"_s, u"[jid='contact200@bar.com']"_s).toArray().size(), 1);
        QCOMPARE(below(u"/elements"_s, u"listitem[name*='Person 20']"_s).toArray().size(), 10);
        QVERIFY(below(u"/element"_s, u"[jid='contact200@bar.com']"_s).isObject());
        QCOMPARE(client.problem(), QString());
    }

    void scrollsToFoundRow()
    {
        DriverScene scene(DriverScene::people(400));
        DriverClient &client = *scene.client;
        client.open();
        const QRect list = placeOf(client, client.find(u"#contactList"_s));
        for (const QString &css : {u"[jid='contact380@bar.com']"_s, u"[id='contact2@bar.com']"_s,
                                   u"#contactList listitem[name^='Person 250']"_s}) {
            const QString row = client.find(css);
            QVERIFY2(list.contains(placeOf(client, row)), qPrintable(css));
        }
    }

    void findsMessagesThatAreScrolledAway()
    {
        DriverScene scene(DriverScene::people(2));
        DriverClient &client = *scene.client;
        client.open();
        client.post(u"/roost/fixture"_s, {{"name"_L1, u"standard"_s}});
        QCOMPARE(client.problem(), QString());
        client.click(u"[jid='contact00001@roost.test']"_s);
        const QRect thread = placeOf(client, client.find(u"#threadView"_s));
        const QString last = client.find(u"[message-id='fixture-9999']"_s);
        QVERIFY(!last.isNull());
        QVERIFY(thread.contains(placeOf(client, last).center()));
        // Out of view, and one that was not even taken in yet.
        for (const QString &id : {u"fixture-9951"_s, u"fixture-9101"_s}) {
            const QString message = client.find("[message-id='"_L1 + id + "']"_L1);
            QVERIFY2(!message.isNull(), qPrintable(client.problem()));
            QVERIFY(thread.contains(placeOf(client, message).center()));
            QCOMPARE(client.get("/element/"_L1 + message + "/attribute/message-id"_L1).toString(), id);
            QCOMPARE(client.findAll("[id='"_L1 + id + "']"_L1), QStringList{message});
            QCOMPARE(client.findAll("//listitem[@message-id='"_L1 + id + "']"_L1, u"xpath"_s),
                     QStringList{message});
        }
        QCOMPARE(client.findAll(u"[message-id='fixture-9999']"_s), QStringList{last});
    }

    void holdsUpNothingByMessageBoxes_data()
    {
        QTest::addColumn<QJsonValue>("behavior");
        QTest::addColumn<bool>("isNotified");
        QTest::addColumn<bool>("isClosed");
        QTest::addColumn<bool>("isDone");
        QTest::newRow("default") << QJsonValue() << true << true << false;
        QTest::newRow("dismiss") << QJsonValue(u"dismiss"_s) << false << true << false;
        QTest::newRow("accept") << QJsonValue(u"accept"_s) << false << true << true;
        QTest::newRow("dismiss and notify") << QJsonValue(u"dismiss and notify"_s) << true << true << false;
        QTest::newRow("accept and notify") << QJsonValue(u"accept and notify"_s) << true << true << true;
        QTest::newRow("ignore") << QJsonValue(u"ignore"_s) << true << false << false;
        QTest::newRow("by kind") << QJsonValue(
                                        QJsonObject{{"alert"_L1, u"ignore"_s}, {"confirm"_L1, u"accept"_s}})
                                 << false << true << true;
        QTest::newRow("by default of kinds")
            << QJsonValue(QJsonObject{{"alert"_L1, u"ignore"_s}, {"default"_L1, u"dismiss"_s}}) << false
            << true << false;
    }

    void holdsUpNothingByMessageBoxes()
    {
        QFETCH(QJsonValue, behavior);
        DriverScene scene(DriverScene::people(1));
        DriverClient &client = *scene.client;
        client.open(behavior.isNull() ? QJsonObject()
                                      : QJsonObject{{"unhandledPromptBehavior"_L1, behavior}});
        QMessageBox box(QMessageBox::Question, u"Title"_s, u"Shall it be done?"_s,
                        QMessageBox::Yes | QMessageBox::No, scene.world.window.get());
        box.setObjectName(u"testBox"_s);
        box.open();
        // These have nothing to do with it.
        QVERIFY(!client.get(u"/window/handles"_s).toArray().isEmpty());
        client.get(u"/timeouts"_s);
        client.post(u"/roost/events"_s, {{"since"_L1, 0}});
        QCOMPARE(client.problem(), QString());
        QVERIFY(box.isVisible());
        client.get(u"/title"_s);
        QFETCH(bool, isNotified);
        QCOMPARE(client.problem().startsWith("unexpected alert open"_L1), isNotified);
        QCOMPARE(client.problem().isEmpty(), !isNotified);
        if (isNotified)
            QCOMPARE(client.answer()["data"_L1]["text"_L1].toString(), box.text());
        QFETCH(bool, isClosed);
        QCOMPARE(!box.isVisible(), isClosed);
        QFETCH(bool, isDone);
        QCOMPARE(box.result() == QMessageBox::Yes, isDone);
        if (!isClosed) {
            QCOMPARE(client.get(u"/alert/text"_s).toString(), box.text());
            client.post(u"/alert/accept"_s);
        }
        client.get(u"/title"_s);
        QCOMPARE(client.problem(), QString());
    }

    void typesLikeAPerson()
    {
        DriverScene scene(DriverScene::people(3));
        DriverClient &client = *scene.client;
        client.open();
        client.click(u"[jid='contact2@bar.com']"_s);
        const QString composer = u"#composerEdit"_s;
        client.type(composer, u"Grüße 😀 سلام"_s);
        QCOMPARE(client.problem(), QString());
        auto *edit = scene.world.find<QPlainTextEdit>(u"composerEdit");
        QCOMPARE(edit->toPlainText(), u"Grüße 😀 سلام"_s);
        QCOMPARE(client.of(composer, u"/property/value"_s).toString(), u"Grüße 😀 سلام"_s);
        QCOMPARE(client.get(u"/element/active"_s),
                 client.post(u"/element"_s, {{"using"_L1, u"css selector"_s}, {"value"_L1, composer}}));
        client.type(composer, u""_s); // Home, then text: Control+Home, "x".
        client.type(composer, QString(QChar(0xe009)) + QChar(0xe011) + QChar(0xe000) + u'x');
        QCOMPARE(edit->toPlainText().front(), u'x');
        client.post("/element/"_L1 + client.find(composer) + "/clear"_L1);
        QCOMPARE(client.problem(), QString());
        QCOMPARE(edit->toPlainText(), QString());
        client.post("/element/"_L1 + client.find(u"#panelName"_s) + "/clear"_L1);
        QVERIFY(client.problem().startsWith("invalid element state"_L1));
        client.type(composer, u"Hello"_s + QChar(0xe007));
        QTRY_COMPARE(client.findAll(u"#threadView listitem"_s).size(), 1);
        const QString message = client.find(u"#threadView listitem"_s);
        QCOMPARE(client.get("/element/"_L1 + message + "/text"_L1).toString(), u"Hello"_s);
        QCOMPARE(client.get("/element/"_L1 + message + "/attribute/mine"_L1).toString(), u"true"_s);
        const QString id = client.get("/element/"_L1 + message + "/attribute/message-id"_L1).toString();
        QCOMPARE(client.find("[message-id='"_L1 + id + "']"_L1), message);
    }

    void answersQuestions()
    {
        DriverScene scene(DriverScene::people(2));
        DriverClient &client = *scene.client;
        client.open();
        const QString field = u"#searchField"_s;
        QCOMPARE(client.of(field, u"/name"_s).toString(), u"textbox"_s);
        QCOMPARE(client.of(field, u"/computedrole"_s).toString(), u"textbox"_s);
        QVERIFY(!client.of(field, u"/computedlabel"_s).toString().isEmpty());
        QVERIFY(client.of(field, u"/enabled"_s).toBool());
        QCOMPARE(client.of(field, u"/selected"_s), QJsonValue(false));
        QVERIFY(client.of(field, u"/rect"_s).toObject().value("width"_L1).toInt() > 50);
        QVERIFY(client.of(field, u"/css/color"_s).toString().startsWith("rgba("_L1));
        QCOMPARE(client.of(field, u"/attribute/nonsense"_s), QJsonValue(QJsonValue::Null));
        QCOMPARE(client.of(field, u"/property/readOnly"_s), QJsonValue(false));
        const QString row = u"[jid='contact1@bar.com']"_s;
        QCOMPARE(client.of(row, u"/attribute/presence"_s).toString(), u"offline"_s);
        QCOMPARE(client.of(row, u"/property/unread"_s), QJsonValue(0));
        scene.world.connection(u"contact1@bar.com/phone"_s, Show::Away, DeviceKind::Phone, u"App"_s);
        scene.world.turn();
        QCOMPARE(client.of(row, u"/attribute/presence"_s).toString(), u"away"_s);
        // The scripts that Selenium's libraries bring.
        const auto run = [&](const QString &script, const QString &more) {
            return client.post(
                u"/execute/sync"_s,
                {{"script"_L1, script},
                 {"args"_L1,
                  QJsonArray{client.post(u"/element"_s, {{"using"_L1, u"css selector"_s}, {"value"_L1, row}}),
                             more}}});
        };
        QCOMPARE(run(u"/* isDisplayed */return (function(){}).apply(null, arguments);"_s, {}),
                 QJsonValue(true));
        QCOMPARE(
            run(u"/* getAttribute */return (function(){}).apply(null, arguments);"_s, u"jid"_s).toString(),
            u"contact1@bar.com"_s);
        // Selenium's location_once_scrolled_into_view.
        const QJsonObject place = run(u"arguments[0].scrollIntoView(true); "
                                      "return arguments[0].getBoundingClientRect()"_s,
                                      {})
                                      .toObject();
        QCOMPARE(client.problem(), QString());
        QCOMPARE(place.value("y"_L1).toInt(), placeOf(client, client.find(row)).y());
        run(u"return document.title"_s, {});
        QVERIFY(client.problem().startsWith("javascript error"_L1));
    }

    void scrollsThroughNestedAreas()
    {
        DriverScene scene(DriverScene::people(1));
        DriverClient &client = *scene.client;
        client.open();
        // An area in an area, and a button at the end of the inner one.
        auto *dialog = new QDialog(scene.world.window.get());
        auto *outer = new QScrollArea(dialog);
        auto *inner = new QScrollArea;
        auto *content = new QWidget;
        auto *button = new QPushButton(u"Far"_s, content);
        const auto name = [](QWidget *widget, const QString &id) {
            widget->setObjectName(id);
            widget->setAccessibleName(id);
        };
        name(dialog, u"nested"_s);
        name(button, u"farButton"_s);
        content->resize(1000, 2000);
        button->setGeometry(850, 1900, 100, 30);
        inner->setWidget(content);
        auto *page = new QWidget;
        page->resize(900, 1500);
        inner->setParent(page);
        inner->setGeometry(500, 1200, 200, 200);
        outer->setWidget(page);
        outer->resize(300, 300);
        dialog->resize(300, 300);
        dialog->open();
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        QSignalSpy clicks(button, &QPushButton::clicked);
        client.post(u"/window"_s,
                    {{"handle"_L1, client.get(u"/window/handles"_s).toArray().last().toString()}});
        const QString far = client.find(u"#farButton"_s);
        QVERIFY2(!far.isNull(), qPrintable(client.problem()));
        const auto isSeen = [&] {
            const QPoint at = button->mapTo(dialog, button->rect().center());
            return dialog->rect().contains(at) && dialog->childAt(at) == button;
        };
        QVERIFY(!isSeen());
        client.post(u"/execute/sync"_s,
                    {{"script"_L1, u"arguments[0].scrollIntoView(true)"_s},
                     {"args"_L1, QJsonArray{QJsonObject{{"element-6066-11e4-a52e-4f735466cecf"_L1, far}}}}});
        QCOMPARE(client.problem(), QString());
        QVERIFY(isSeen());
        QVERIFY(client.get("/element/"_L1 + far + "/displayed"_L1).toBool());
        // A click goes the same way.
        outer->verticalScrollBar()->setValue(0);
        inner->verticalScrollBar()->setValue(0);
        QVERIFY(!isSeen());
        client.post("/element/"_L1 + far + "/click"_L1);
        QCOMPARE(client.problem(), QString());
        QCOMPARE(clicks.size(), 1);
        // Rows of a list in an area: the list scrolls, and the area to the list.
        outer->verticalScrollBar()->setValue(0);
        auto *list = new QListWidget(page);
        name(list, u"rows"_s);
        for (int i = 0; i < 100; ++i)
            list->addItem(u"row %1"_s.arg(i));
        list->setGeometry(0, 600, 200, 100);
        list->show();
        const QString row = client.find(u"#rows [name='row 90']"_s);
        QVERIFY2(!row.isNull(), qPrintable(client.problem()));
        client.post("/element/"_L1 + row + "/click"_L1);
        QCOMPARE(client.problem(), QString());
        QCOMPARE(list->currentRow(), 90);
        delete dialog;
    }

    void knowsWhenNothingIsUnderWay()
    {
        DriverScene scene(DriverScene::people(2));
        DriverClient &client = *scene.client;
        client.open();
        client.post(u"/roost/waitIdle"_s, {{"timeout"_L1, 5000}});
        QCOMPARE(client.problem(), QString());
        QTimer busy(scene.world.window.get());
        busy.setObjectName(u"busyTimer"_s);
        busy.setSingleShot(true);
        connect(&busy, &QTimer::timeout, &busy, [&busy] { busy.start(40); });
        busy.start(40);
        client.post(u"/roost/waitIdle"_s, {{"timeout"_L1, 150}});
        QVERIFY2(client.problem().startsWith("timeout: not idle after 150 ms: "_L1),
                 qPrintable(client.problem()));
        QVERIFY2(client.problem().contains("timer"_L1), qPrintable(client.problem()));
        client.post(u"/roost/nonsense"_s);
        QVERIFY(client.problem().startsWith("unknown command"_L1));
        client.post(u"/roost/clock"_s, {{"advance"_L1, 5}});
        QVERIFY(client.problem().startsWith("unsupported operation"_L1)); // The real clock.
    }

    void loadsFixturesAndTellsEvents()
    {
        DriverScene scene(DriverScene::people(2));
        DriverClient &client = *scene.client;
        client.open();
        QElapsedTimer clock;
        clock.start();
        const QJsonObject loaded = client.post(u"/roost/fixture"_s, {{"name"_L1, u"standard"_s}}).toObject();
        QCOMPARE(client.problem(), QString());
        qInfo("10 contacts and 10,000 messages in %lld ms", clock.elapsed());
        QCOMPARE(loaded.value("contacts"_L1).toInt(), 10);
        QTRY_COMPARE(client.findAll(u"#contactList listitem"_s).size(), 10);
        client.click(u"[jid='contact00001@roost.test']"_s);
        QVERIFY(!client.find(u"[message-id='fixture-9989']"_s).isNull());
        const QJsonObject events = client.post(u"/roost/events"_s, {{"since"_L1, 0}}).toObject();
        const QJsonArray lines = events.value("lines"_L1).toArray();
        QCOMPARE(events.value("next"_L1).toInt(), lines.size());
        QStringList kinds;
        for (const QJsonValue &line : lines)
            kinds.append(line.toObject().value("kind"_L1).toString());
        QVERIFY(kinds.contains(u"signal"_s) && kinds.contains(u"command"_s));
        const int next = events.value("next"_L1).toInt();
        QVERIFY(client.post(u"/roost/events"_s, {{"since"_L1, next}})
                    .toObject()
                    .value("lines"_L1)
                    .toArray()
                    .isEmpty());
        client.post(u"/roost/fixture"_s, {{"name"_L1, u"nonsense"_s}});
        QVERIFY(client.problem().startsWith("invalid argument"_L1));
    }
};

} // namespace roost

QTEST_MAIN(roost::TestAutomation)
#include "test_automation.moc"
