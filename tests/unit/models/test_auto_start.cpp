// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/auto_start.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// The entry in the desktop's autostart folder.
class TestAutoStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesAndGoes()
    {
        QTemporaryDir folder;
        const AutoStart autoStart(u"/tmp/some profile"_s, folder.filePath(u"deep/autostart"_s));
        QVERIFY(!autoStart.isOn());
        QVERIFY(autoStart.setOn(true));
        QVERIFY(autoStart.isOn());
        QVERIFY(autoStart.setOn(false));
        QVERIFY(!autoStart.isOn());
        QVERIFY(autoStart.setOn(false));
    }

    void quotesCommand()
    {
        QTemporaryDir folder;
        const AutoStart autoStart(u"/tmp/a \"b\" 100% $c\\d"_s, folder.path());
        QVERIFY(autoStart.setOn(true));
        QFile file(autoStart.file());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        QVERIFY(text.startsWith(u"[Desktop Entry]\n"_s));
        const QString command = u'"' + QCoreApplication::applicationFilePath() + u"\" --background"_s;
        // Escaped as an argument, then as a string.
        const QString profile = uR"( --profile "/tmp/a \\"b\\" 100%% \\$c\\\\d")"_s;
        QVERIFY2(text.contains(u"\nExec="_s + command + profile + u'\n'), qPrintable(text));
    }

    void eachProfileHasItsOwn()
    {
        QTemporaryDir folder;
        const AutoStart one(u"/tmp/one"_s, folder.path());
        const AutoStart two(u"/tmp/two"_s, folder.path());
        QVERIFY(one.setOn(true));
        QVERIFY(!two.isOn());
    }

    void reportsFailure()
    {
        QTemporaryDir folder;
        QFile blocker(folder.filePath(u"file"_s));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        const AutoStart autoStart(u"/tmp/one"_s, folder.filePath(u"file/autostart"_s));
        QVERIFY(!autoStart.setOn(true));
        QVERIFY(!autoStart.isOn());
    }
};

} // namespace roost

QTEST_GUILESS_MAIN(roost::TestAutoStart)
#include "test_auto_start.moc"
