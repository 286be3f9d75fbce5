// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/automation_policy.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// Policies that forbid scripts.
class TestAutomationPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isAskedOfEveryFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("forbids");
        QTest::newRow("allowed") << QByteArray(R"({"AutomationAllowed": true})") << false;
        QTest::newRow("about something else") << QByteArray(R"({"Other": 1})") << false;
        QTest::newRow("forbidden") << QByteArray(R"({"AutomationAllowed": false})") << true;
        QTest::newRow("no truth value") << QByteArray(R"({"AutomationAllowed": "true"})") << true;
        QTest::newRow("no JSON") << QByteArray("AutomationAllowed = false") << true;
        QTest::newRow("no object") << QByteArray("[]") << true;
        QTest::newRow("empty") << QByteArray() << true;
    }

    void isAskedOfEveryFile()
    {
        QFETCH(QByteArray, content);
        QFETCH(bool, forbids);
        QTemporaryDir folder;
        QFile first(folder.filePath(u"10-first.json"_s));
        QVERIFY(first.open(QIODevice::WriteOnly));
        first.write(R"({"AutomationAllowed": true})");
        first.close();
        QFile second(folder.filePath(u"20-second.json"_s));
        QVERIFY(second.open(QIODevice::WriteOnly));
        second.write(content);
        second.close();
        QCOMPARE(AutomationPolicy::forbiddenBy(folder.path()), forbids ? second.fileName() : QString());
    }

    void isNotThere() { QCOMPARE(AutomationPolicy::forbiddenBy(u"/nonexistent"_s), QString()); }
};

} // namespace roost

QTEST_APPLESS_MAIN(roost::TestAutomationPolicy)
#include "test_automation_policy.moc"
