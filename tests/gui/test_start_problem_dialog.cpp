// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/patience.h"
#include "widgets/dialogs/start_problem_dialog.h"
#include "widgets/look/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// A failed start says why, in words of people, and offers a way out.
class TestStartProblemDialog : public QObject
{
    Q_OBJECT

    using Kind = StartProblem::Kind;

    QPointer<StartProblemDialog> show(const StartProblem &problem,
                                      StartProblemDialog::End end = StartProblemDialog::End::Quits)
    {
        QPointer<StartProblemDialog> dialog(new StartProblemDialog(*m_theme, problem, end));
        dialog->show();
        return dialog;
    }

    static QPushButton *button(const StartProblemDialog &dialog, const char16_t *name)
    {
        return dialog.findChild<QPushButton *>(QString::fromUtf16(name));
    }

    static void shoot(QWidget &widget, const QString &name)
    {
        QCoreApplication::processEvents(); // The colours of a new theme are on their way.
        const QString folder = qEnvironmentVariable("ROOST_SHOTS");
        if (!folder.isEmpty())
            widget.grab().save(QDir(folder).filePath(name + u".png"_s));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<Theme>(Surroundings::Fixed);
        m_theme->applyTo(*qApp);
    }

    void explainsEachKind_data()
    {
        QTest::addColumn<StartProblem::Kind>("kind");
        QTest::addColumn<ErrorKind>("error");
        QTest::addColumn<bool>("retries");
        QTest::addColumn<bool>("chooses");
        QTest::newRow("option") << Kind::CommandLine << ErrorKind::None << false << false;
        QTest::newRow("file") << Kind::FileUnreadable << ErrorKind::None << true << false;
        QTest::newRow("log") << Kind::LogUnwritable << ErrorKind::None << false << false;
        QTest::newRow("no folder") << Kind::ProfileNotFolder << ErrorKind::None << true << true;
        QTest::newRow("not created") << Kind::ProfileNotMade << ErrorKind::None << true << true;
        QTest::newRow("not writable") << Kind::ProfileNotWritable << ErrorKind::None << true << true;
        QTest::newRow("full") << Kind::DiskFull << ErrorKind::None << true << true;
        QTest::newRow("in use") << Kind::ProfileInUse << ErrorKind::None << true << true;
        QTest::newRow("settings") << Kind::SettingsUnreadable << ErrorKind::None << true << true;
        QTest::newRow("newer") << Kind::Database << ErrorKind::StorageTooNew << true << true;
        QTest::newRow("damaged") << Kind::Database << ErrorKind::StorageCorrupt << true << true;
        QTest::newRow("locked") << Kind::Database << ErrorKind::StorageLocked << true << true;
        QTest::newRow("database full") << Kind::Database << ErrorKind::StorageFull << true << true;
        QTest::newRow("read-only") << Kind::Database << ErrorKind::StorageReadOnly << true << true;
        QTest::newRow("failed") << Kind::Database << ErrorKind::StorageFailed << true << true;
    }

    void explainsEachKind()
    {
        QFETCH(StartProblem::Kind, kind);
        QFETCH(ErrorKind, error);
        QFETCH(bool, retries);
        QFETCH(bool, chooses);
        QTemporaryDir folder;
        StartProblem problem{kind, folder.filePath(u"<b>Prüfung</b>"_s), u"technical"_s};
        problem.error = {error, u"SQLite says"_s};
        const auto dialog = show(problem);
        shoot(*dialog, "start-"_L1 + QString::fromUtf8(QTest::currentDataTag()).replace(u' ', u'-'));
        auto *text = dialog->findChild<QLabel *>(u"startProblemText"_s);
        QVERIFY(!text->text().isEmpty());
        QVERIFY(text->text() != StartProblemDialog::explanation({}));
        QCOMPARE(text->textFormat(), Qt::PlainText);
        // The technical words stand below, not in the explanation.
        QVERIFY(!text->text().contains(u"technical"_s) && !text->text().contains(u"SQLite"_s));
        auto *details = dialog->findChild<QPlainTextEdit *>(u"startProblemDetails"_s);
        QVERIFY(details->toPlainText().startsWith(lineOf(problem)));
        QCOMPARE(button(*dialog, u"retryButton")->isVisible(), retries);
        QCOMPARE(button(*dialog, u"chooseFolderButton")->isVisible(), chooses);
        QCOMPARE(button(*dialog, u"openFolderButton")->isVisible(), chooses);
        button(*dialog, u"copyDetailsButton")->click();
        QVERIFY(QGuiApplication::clipboard()->text().contains(lineOf(problem)));
        QVERIFY(QGuiApplication::clipboard()->text().contains(text->text()));
        delete dialog;
    }

    void everyExplanationDiffers()
    {
        QSet<QString> texts;
        for (int kind = int(Kind::CommandLine); kind <= int(Kind::SettingsUnreadable); ++kind)
            texts.insert(StartProblemDialog::explanation({Kind(kind), u"/p"_s}));
        QCOMPARE(texts.size(), int(Kind::SettingsUnreadable));
    }

    void givesAWayOut()
    {
        const StartProblem problem{Kind::ProfileNotWritable, u"/p"_s};
        auto dialog = show(problem);
        QSignalSpy retried(dialog, &StartProblemDialog::retryRequested);
        QSignalSpy dismissed(dialog, &StartProblemDialog::dismissed);
        button(*dialog, u"retryButton")->click();
        QCOMPARE(retried.size(), 1);
        QCOMPARE(dismissed.size(), 0);
        QTRY_VERIFY(dialog.isNull());
        for (const bool byKey : {false, true}) {
            dialog = show(problem);
            QSignalSpy gone(dialog, &StartProblemDialog::dismissed);
            if (byKey)
                QTest::keyClick(dialog, Qt::Key_Escape);
            else
                button(*dialog, u"quitButton")->click();
            QCOMPARE(gone.size(), 1);
            QTRY_VERIFY(dialog.isNull());
        }
    }

    void staysReadableWithALongPath()
    {
        const auto dialog = show({Kind::ProfileNotMade, u"/one-long-name"_s.repeated(20)});
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        shoot(*dialog, u"start-long"_s);
        m_theme->setMode(ThemeMode::Dark);
        shoot(*dialog, u"start-long-dark"_s);
        m_theme->setMode(ThemeMode::Light);
        QVERIFY(dialog->width() <= 1366);
        for (const QPushButton *one : dialog->findChildren<QPushButton *>()) {
            if (one->isVisible())
                QVERIFY2(dialog->rect().contains(one->geometry()), qPrintable(one->objectName()));
        }
        delete dialog;
    }

    void asksForAnotherFolder()
    {
        const auto dialog = show({Kind::ProfileNotWritable, u"/p"_s});
        button(*dialog, u"chooseFolderButton")->click();
        auto *chooser = dialog->findChild<QWidget *>(u"profileFolderDialog"_s);
        QVERIFY(chooser != nullptr && chooser->isVisible());
        QTemporaryDir folder;
        QSignalSpy chosen(dialog, &StartProblemDialog::folderChosen);
        QMetaObject::invokeMethod(chooser, "fileSelected", Q_ARG(QString, folder.path()));
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toString(), folder.path());
        QTRY_VERIFY(dialog.isNull());
    }

private:
    std::unique_ptr<Theme> m_theme;
};

} // namespace roost

QTEST_MAIN(roost::TestStartProblemDialog)
#include "test_start_problem_dialog.moc"
