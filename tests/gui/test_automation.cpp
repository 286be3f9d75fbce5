// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/driver_scene.h"
#include "widgets/chat_page.h"

#include <QJsonArray>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// Elements by script: found, asked, clicked, typed into.
class TestAutomation : public QObject
{
    Q_OBJECT

    static QJsonObject implicit(int ms) { return {{"implicit"_L1, ms}}; }

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

    void saysWhatIsThereInstead()
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

    void waitsForWhatComes()
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
        // In vain.
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
        QVERIFY(client.get("/element/"_L1 + far + "/displayed"_L1).toBool());
        client.post("/element/"_L1 + far + "/click"_L1);
        QCOMPARE(client.problem(), QString());
        QCOMPARE(scene.world.window->chat()->currentEndpoint(), &scene.world.at(u"contact380@bar.com"_s));
        QVERIFY(client.get("/element/"_L1 + far + "/selected"_L1).toBool());
        // It stays the same element wherever it moves, until it has gone.
        ContactRecord renamed = GuiWorld::contact(u"contact380@bar.com"_s, u"Aaron"_s);
        scene.world.session().directory().update(renamed);
        scene.world.turn();
        QVERIFY(client.get("/element/"_L1 + far + "/computedlabel"_L1).toString().startsWith("Aaron"_L1));
        renamed.inRoster = false;
        renamed.subscription = Subscription::None;
        client.type(u"#searchField"_s, u"Person 12"_s);
        QTRY_COMPARE(client.findAll(u"#contactList listitem"_s).size(), 11); // 012 too.
        client.get("/element/"_L1 + far + "/text"_L1);
        QVERIFY2(client.problem().startsWith("stale element reference"_L1), qPrintable(client.problem()));
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
        run(u"return document.title"_s, {});
        QVERIFY(client.problem().startsWith("javascript error"_L1));
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
