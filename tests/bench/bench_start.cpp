// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench.h"
#include "bench/child_process.h"
#include "bench/loopback_server.h"
#include "bench/sample_data.h"

#include "base/clock.h"
#include "base/id_source.h"
#include "domain/account/profile.h"
#include "models/app_settings.h"
#include "models/session_host.h"
#include "widgets/contacts/contact_list_view.h"
#include "widgets/look/avatar_cache.h"
#include "widgets/look/language.h"
#include "widgets/look/theme.h"
#include "widgets/window/main_window.h"

#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QListView>
#include <QMainWindow>
#include <QScrollBar>
#include <QStringListModel>
#include <QTemporaryDir>
#include <QTimer>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace roost::bench {

namespace {

constexpr int contactCount = 10'000;

/// Ends the process as soon as the list has been painted.
class PaintWatch final : public QObject
{
public:
    explicit PaintWatch(const QString &kind) : m_kind(kind) {}
    bool eventFilter(QObject *object, QEvent *event) override
    {
        const auto *view = qobject_cast<QListView *>(object->parent());
        if (event->type() != QEvent::Paint || !view || !view->model() || !isThere(*view))
            return false;
        if (m_kind == "prepare"_L1)
            QTimer::singleShot(0, qApp, &QCoreApplication::quit);
        else // Not exit(): tearing down is not part of starting, here and there.
            QTimer::singleShot(0, this, [] { _exit(0); });
        return false;
    }

private:
    /// True if the visible rows and the scroll bar are those of the whole list; for "first", rows further
    /// down may still be missing.
    [[nodiscard]] bool isThere(const QListView &view) const
    {
        const int rows = view.model()->rowCount();
        if (rows >= contactCount)
            return true;
        const int rowHeight = rows == 0 ? 0 : view.visualRect(view.model()->index(0, 0)).height();
        const int height = view.viewport()->height();
        return m_kind == "first"_L1 && rows * rowHeight >= height &&
               view.verticalScrollBar()->maximum() == contactCount * rowHeight - height;
    }

    QString m_kind;
};

/// As in main(), but without tray, notifications and keychain, which the display of a benchmark does not
/// have.
int runRoost(const QString &profile)
{
    SystemClock clock;
    RandomIdSource ids;
    AppSettings settings(profile);
    Language language;
    language.follow(settings);
    Theme theme;
    theme.follow(settings);
    theme.applyTo(*qApp);
    AvatarCache avatars;
    SessionHost::Options options;
    options.account = sampleAccount();
    options.servers = {QUrl(u"ws://127.0.0.1:9/"_s)}; // No server: the list needs no network.
    options.password = samplePassword;
    SessionHost host(settings, clock, ids, nullptr, nullptr, options);
    const UiContext context{theme, avatars, clock, settings, language};
    MainWindow window(context, host);
    window.show();
    host.start();
    return QApplication::exec();
}

int runFloor()
{
    QStringList rows;
    for (int i = 0; i < contactCount; ++i)
        rows << u"Row %1"_s.arg(i);
    QStringListModel model(rows);
    QMainWindow window;
    auto *view = new QListView;
    view->setUniformItemSizes(true);
    view->setModel(&model);
    window.setCentralWidget(view);
    window.resize(1080, 720);
    window.show();
    return QApplication::exec();
}

/// CPU time of one child, ms.
double childMs(const QString &kind, const QString &directory)
{
    const double before = childrenCpuMs();
    (void)runChild({u"--start-child"_s, kind, directory}, 0);
    return childrenCpuMs() - before;
}

void copyProfile(const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString copy = to + file.mid(from.size());
        QDir().mkpath(QFileInfo(copy).path());
        if (!QFile::copy(file, copy))
            qFatal("cannot copy %s", qPrintable(file));
    }
}

} // namespace

int runStartChild(const QString &kind, const QString &directory)
{
    PaintWatch watch(kind);
    qApp->installEventFilter(&watch);
    QTimer::singleShot(50'000, &watch, [] { _exit(1); });
    return kind == "floor"_L1 ? runFloor() : runRoost(directory);
}

void startToPaintedList(const Report &report)
{
    QTemporaryDir folder;
    const QString accountFolder = Profile(folder.path()).accountDirectory(sampleAccount());
    QDir().mkpath(accountFolder);
    fillContacts(Profile::databaseFile(accountFolder), contactCount);
    // A second start is measured, as nearly all are: the first one ends like any other, and leaves the head
    // of the list behind. Each start takes that away, so each measure begins with a copy of the profile.
    (void)childMs(u"prepare"_s, folder.path());
    const auto start = [&folder](const QString &kind) {
        QTemporaryDir copy;
        copyProfile(folder.path(), copy.path());
        return childMs(kind, copy.path());
    };
    const auto floor = [&] { return childMs(u"floor"_s, folder.path()); };
    const auto [first, floorOfFirst] = compare(
        report.rounds, [&] { return start(u"first"_s); }, floor);
    report({u"start to painted list, 10,000 contacts (CPU)"_s, u"ms"_s, first, floorOfFirst, 1.5});
    const auto [all, floorOfAll] = compare(
        report.rounds, [&] { return start(u"all"_s); }, floor);
    report({u"the same until all 10,000 rows are in it (CPU)"_s, u"ms"_s, all, floorOfAll, {}});
}

} // namespace roost::bench
