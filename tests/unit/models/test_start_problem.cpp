// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/start_problem.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// The contract with scripts: one line and one exit code for each kind of failed start.
class TestStartProblem : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasItsExitCode_data()
    {
        using Kind = StartProblem::Kind;
        QTest::addColumn<StartProblem::Kind>("kind");
        QTest::addColumn<int>("code");
        QTest::newRow("none") << Kind::None << 0;
        QTest::newRow("option") << Kind::CommandLine << 2;
        QTest::newRow("file") << Kind::FileUnreadable << 2;
        QTest::newRow("log") << Kind::LogUnwritable << 2;
        QTest::newRow("no folder") << Kind::ProfileNotFolder << 3;
        QTest::newRow("not created") << Kind::ProfileNotMade << 3;
        QTest::newRow("not writable") << Kind::ProfileNotWritable << 3;
        QTest::newRow("full") << Kind::DiskFull << 3;
        QTest::newRow("settings") << Kind::SettingsUnreadable << 3;
        QTest::newRow("in use") << Kind::ProfileInUse << 4;
        QTest::newRow("database") << Kind::Database << 5;
        QTest::newRow("display") << Kind::NoDisplay << 6;
        QTest::newRow("automation") << Kind::Automation << 7;
    }

    void hasItsExitCode()
    {
        QFETCH(StartProblem::Kind, kind);
        StartProblem problem{kind, u"/some/place"_s, u"a detail\nof two lines"_s};
        QTEST(int(exitCodeOf(problem)), "code");
        QCOMPARE(problem.isNone(), kind == StartProblem::Kind::None);
        QCOMPARE(lineOf(problem).isEmpty(), problem.isNone());
    }

    void distinguishesDatabaseErrors()
    {
        QSet<QString> lines;
        for (const ErrorKind kind :
             {ErrorKind::StorageFull, ErrorKind::StorageLocked, ErrorKind::StorageReadOnly,
              ErrorKind::StorageCorrupt, ErrorKind::StorageTooNew, ErrorKind::StorageFailed}) {
            StartProblem problem{StartProblem::Kind::Database, u"/p/roost.sqlite"_s};
            problem.error = {kind, u"detail"_s};
            const QString line = lineOf(problem);
            QVERIFY(line.contains(u"/p/roost.sqlite"_s) && line.contains(u"detail"_s));
            lines.insert(line);
        }
        QCOMPARE(lines.size(), 6);
    }
};

} // namespace roost

QTEST_APPLESS_MAIN(roost::TestStartProblem)
#include "test_start_problem.moc"
