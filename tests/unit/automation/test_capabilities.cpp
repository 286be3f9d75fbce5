// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/capabilities.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// Capabilities of a new session, as the client libraries really send them.
class TestCapabilities : public QObject
{
    Q_OBJECT

    static QJsonObject json(const char *text) { return QJsonDocument::fromJson(text).object(); }

private Q_SLOTS:
    void agrees_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("nothing") << QByteArray(R"({"capabilities":{}})");
        QTest::newRow("Selenium for Python")
            << QByteArray(R"({"capabilities":{"firstMatch":[{}],"alwaysMatch":{"browserName":"roost",)"
                          R"("pageLoadStrategy":"normal"}},"desiredCapabilities":{}})");
        QTest::newRow("WebdriverIO") << QByteArray(
            R"({"capabilities":{"alwaysMatch":{"browserName":"roost","webSocketUrl":true,)"
            R"("unhandledPromptBehavior":"ignore","wdio:enforceWebDriverClassic":true},)"
            R"("firstMatch":[{}]}})");
        QTest::newRow("second choice") << QByteArray(
            R"({"capabilities":{"firstMatch":[{"browserName":"firefox"},{"browserName":"roost"}]}})");
        QTest::newRow("vendor") << QByteArray(
            R"({"capabilities":{"alwaysMatch":{"goog:chromeOptions":{}}}})");
    }

    void agrees()
    {
        QFETCH(QByteArray, request);
        const auto result = Capabilities::agree(json(request.constData()));
        QVERIFY(std::holds_alternative<QJsonObject>(result));
        const QJsonObject given = std::get<QJsonObject>(result);
        QCOMPARE(given.value("browserName"_L1).toString(), u"roost"_s);
        QCOMPARE(given.value("acceptInsecureCerts"_L1), QJsonValue(false));
        QVERIFY(given.contains("platformName"_L1));
    }

    void promptsAreHandledAsAsked()
    {
        const auto behavior = [](const char *capabilities) {
            const auto result = Capabilities::agree(json(capabilities));
            const auto *given = std::get_if<QJsonObject>(&result);
            return given == nullptr ? QJsonValue() : given->value("unhandledPromptBehavior"_L1);
        };
        QCOMPARE(behavior(R"({"capabilities":{}})"), QJsonValue(u"dismiss and notify"_s));
        QCOMPARE(behavior(R"({"capabilities":{"alwaysMatch":{"unhandledPromptBehavior":"accept"}}})"),
                 QJsonValue(u"accept"_s));
        QCOMPARE(behavior(R"({"capabilities":{"alwaysMatch":{"unhandledPromptBehavior":null}}})"),
                 QJsonValue(u"dismiss and notify"_s));
        const QJsonObject kinds{{"confirm"_L1, u"accept"_s}, {"default"_L1, u"ignore"_s}};
        QCOMPARE(behavior(R"({"capabilities":{"alwaysMatch":{"unhandledPromptBehavior":)"
                          R"({"confirm":"accept","default":"ignore"}}}})"),
                 QJsonValue(kinds));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("kind");
        const int invalid = int(DriverErrorKind::InvalidArgument);
        const int refused = int(DriverErrorKind::SessionNotCreated);
        QTest::newRow("none") << QByteArray("{}") << invalid;
        QTest::newRow("no object") << QByteArray(R"({"capabilities":1})") << invalid;
        QTest::newRow("no list") << QByteArray(R"({"capabilities":{"firstMatch":{}}})") << invalid;
        QTest::newRow("no choice") << QByteArray(R"({"capabilities":{"firstMatch":[]}})") << invalid;
        QTest::newRow("no choice object") << QByteArray(R"({"capabilities":{"firstMatch":[1]}})") << invalid;
        QTest::newRow("twice") << QByteArray(R"({"capabilities":{"alwaysMatch":{"browserName":"roost"},)"
                                             R"("firstMatch":[{"browserName":"roost"}]}})")
                               << invalid;
        QTest::newRow("unknown") << QByteArray(R"({"capabilities":{"alwaysMatch":{"colour":"red"}}})")
                                 << invalid;
        QTest::newRow("prompt")
            << QByteArray(R"({"capabilities":{"alwaysMatch":{"unhandledPromptBehavior":"shrug"}}})")
            << invalid;
        QTest::newRow("prompt by kind")
            << QByteArray(R"({"capabilities":{"alwaysMatch":{"unhandledPromptBehavior":{"alert":"shrug"}}}})")
            << invalid;
        QTest::newRow("message boxes")
            << QByteArray(R"({"capabilities":{"alwaysMatch":{"roost:messageBoxes":"windows"}}})") << invalid;
        QTest::newRow("wrong type") << QByteArray(R"({"capabilities":{"alwaysMatch":{"browserName":7}}})")
                                    << invalid;
        QTest::newRow("other browser")
            << QByteArray(R"({"capabilities":{"alwaysMatch":{"browserName":"chrome"}}})") << refused;
        QTest::newRow("other system")
            << QByteArray(R"({"capabilities":{"alwaysMatch":{"platformName":"beos"}}})") << refused;
        QTest::newRow("certificates")
            << QByteArray(R"({"capabilities":{"alwaysMatch":{"acceptInsecureCerts":true}}})") << refused;
    }

    void refuses()
    {
        QFETCH(QByteArray, request);
        const auto result = Capabilities::agree(json(request.constData()));
        QVERIFY(std::holds_alternative<DriverError>(result));
        QTEST(int(std::get<DriverError>(result).kind), "kind");
        QVERIFY(!std::get<DriverError>(result).message.isEmpty());
    }
};

} // namespace roost

QTEST_APPLESS_MAIN(roost::TestCapabilities)
#include "test_capabilities.moc"
