// SPDX-License-Identifier: GPL-3.0-or-later
// A first sign-in to an account with a long archive: its cost, and that the window stays responsive.
#include "bench/bench.h"
#include "bench/bench_session.h"
#include "bench/sample_data.h"

#include "domain/threads/thread.h"
#include "models/app_settings.h"
#include "widgets/look/avatar_cache.h"
#include "widgets/look/language.h"
#include "widgets/look/theme.h"
#include "widgets/thread/composer.h"
#include "widgets/thread/thread_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace roost::bench {

namespace {

constexpr int contactCount = 1'000;
constexpr int messageCount = 10'000;
constexpr int longArchive = 50'000;

/// The same rows into the same table, by SQLite alone.
double bareInsert(const QString &file)
{
    QTemporaryDir folder;
    const QString copy = folder.filePath(u"copy.db"_s);
    if (!QFile::copy(file, copy))
        qFatal("cannot copy the database");
    const auto database = openSqlite(copy);
    executeSqlite(database.get(),
                  "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
    std::vector<std::array<QByteArray, 4>> rows;
    for (int i = 0; i < messageCount; ++i) {
        const auto message = sampleMessage(firstArchived + i, contactCount);
        rows.push_back({message.id.toUtf8(), message.stanzaId.toUtf8(), message.resource.toUtf8(),
                        message.body.toUtf8()});
    }
    return elapsed([&] {
        sqlite3_stmt *insert = nullptr;
        executeSqlite(database.get(), "BEGIN IMMEDIATE");
        sqlite3_prepare_v2(
            database.get(),
            "INSERT INTO messages (endpoint_id, mine, key, sender_id, stanza_id, resource, body, time_ms,"
            " state, failure_kind, failure, read, position)"
            " VALUES (?1, 0, ?2, ?2, ?3, ?4, ?5, ?6, 5, 0, '', 0, ?6)",
            -1, &insert, nullptr);
        for (int i = 0; i < messageCount; ++i) {
            sqlite3_bind_int64(insert, 1, 1 + i % contactCount);
            int column = 2;
            for (const QByteArray &text : rows[size_t(i)])
                sqlite3_bind_text(insert, column++, text.constData(), int(text.size()), SQLITE_STATIC);
            sqlite3_bind_int64(insert, 6, 1'700'000'000'000 + i * 1'000);
            if (sqlite3_step(insert) != SQLITE_DONE)
                qFatal("%s", sqlite3_errmsg(database.get()));
            sqlite3_reset(insert);
        }
        sqlite3_finalize(insert);
        executeSqlite(database.get(), "COMMIT");
    });
}

BenchSession::Archive archiveOf(int messages)
{
    auto archive = std::make_shared<QList<QByteArray>>();
    for (int number = 0; number < messages; ++number)
        archive->append(LoopbackServer::archivedMessage(number, contactCount));
    return archive;
}

/// Signs in and returns when the whole archive has been fetched.
void syncArchive(BenchSession &bench)
{
    bool isSynced = false;
    QObject::connect(&bench.session(), &Session::archiveSynced, &bench.session(),
                     [&isSynced] { isSynced = true; });
    bench.signIn();
    BenchSession::waitUntil([&] { return isSynced; });
}

/// From the first question to the archive until the oldest message of all, which comes last, is stored and
/// its thread has it.
double archiveToDatabaseAndModel(const QString &file)
{
    BenchSession bench(file, archiveOf(messageCount));
    Session &session = bench.session();
    const Thread &oldest = session.thread(session.directory().endpoint(sampleAddress(0)));
    // fillContacts() has given it one.
    BenchSession::waitUntil([&] { return oldest.messages().size() == 1; });
    bool isSynced = false;
    QObject::connect(&session, &Session::archiveSynced, &session, [&isSynced] { isSynced = true; });
    bench.signIn();
    BenchSession::waitUntil([&] { return oldest.messages().size() == 1 + messageCount / contactCount; });
    bench.finish();
    const double spent = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() -
                                                                   *bench.server().archiveAsked())
                             .count();
    BenchSession::waitUntil([&] { return isSynced; });
    if (bench.countMessages() != messageCount + contactCount / 10)
        qFatal("messages of the archive were lost");
    return spent;
}

/// The longest time that anything kept the event loop from going round, ms.
double longestStall(const QString &file)
{
    BenchSession bench(file, archiveOf(longArchive));
    // A loaded thread, into which the messages must be inserted.
    (void)bench.session().thread(bench.session().directory().endpoint(sampleAddress(0)));
    const StallWatch watch;
    syncArchive(bench);
    return watch.longestMs();
}

/// Measures the time from a key press until the field has been painted.
class PaintClock final : public QObject
{
public:
    explicit PaintClock(QWidget *watched) : m_watched(watched) { qApp->installEventFilter(this); }
    bool eventFilter(QObject *object, QEvent *event) override
    {
        // When it has been painted, before anything that comes later.
        if (object == m_watched && event->type() == QEvent::Paint && m_since.isValid() && !m_isPainting) {
            m_isPainting = true;
            QMetaObject::invokeMethod(this, &PaintClock::end, Qt::QueuedConnection);
        }
        return false;
    }
    /// A key goes down now.
    [[nodiscard]] bool begin()
    {
        if (m_since.isValid())
            return false;
        m_waited = waitedForProcessor();
        m_since.start();
        return true;
    }
    [[nodiscard]] double longestMs() const { return double(m_longest) / 1e6; }

private:
    void end()
    {
        m_isPainting = false;
        m_longest = std::max(m_longest, m_since.nsecsElapsed() - (waitedForProcessor() - m_waited));
        m_since.invalidate();
    }

    QWidget *m_watched;
    QElapsedTimer m_since;
    qint64 m_waited = 0;
    qint64 m_longest = 0;
    bool m_isPainting = false;
};

/// From a key to its letter on the screen while the archive comes in, the longest of all, ms.
double typingWhileSyncing(const QString &file)
{
    BenchSession bench(file, archiveOf(longArchive));
    QTemporaryDir profile;
    SystemClock clock;
    AppSettings settings(profile.path());
    Language language;
    Theme theme;
    AvatarCache avatars;
    const UiContext context{theme, avatars, clock, settings, language};
    Thread &thread = bench.session().thread(bench.session().directory().endpoint(sampleAddress(0)));
    QWidget window;
    auto *column = new QVBoxLayout(&window);
    auto *view = new ThreadView(theme, avatars, clock, &window);
    auto *composer = new Composer(context, &window);
    column->addWidget(view, 1);
    column->addWidget(composer);
    window.resize(700, 700);
    view->setThread(&thread);
    composer->setThread(&thread);
    window.show();
    window.activateWindow();
    composer->setFocus();
    PaintClock paints(composer->edit().viewport());
    QTimer keys;
    keys.setTimerType(Qt::PreciseTimer);
    keys.setInterval(25);
    QObject::connect(&keys, &QTimer::timeout, &keys, [&] {
        if (!paints.begin())
            return;
        // Posted to the event queue, behind pending events, as the windowing system does.
        auto *press = new QKeyEvent(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, u"a"_s);
        QCoreApplication::postEvent(&composer->edit(), press);
        if (composer->edit().toPlainText().size() > 400)
            composer->edit().clear();
    });
    keys.start();
    syncArchive(bench);
    keys.stop();
    composer->edit().clear();
    return paints.longestMs();
}

} // namespace

void archivedMessages(const Report &report)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"user.db"_s);
    fillContacts(file, contactCount);
    const auto [value, floor] = compare(
        report.rounds, [&] { return archiveToDatabaseAndModel(file); }, [&] { return bareInsert(file); });
    report({u"10,000 archived messages to database and model (elapsed)"_s, u"ms"_s, value, floor, 3});
    report({u"longest stall while 50,000 archived ones come"_s,
            u"ms"_s,
            bestOf(2, [&] { return longestStall(file); }),
            {},
            16});
    report({u"longest key to paint while 50,000 come"_s,
            u"ms"_s,
            bestOf(2, [&] { return typingWhileSyncing(file); }),
            {},
            16});
}

} // namespace roost::bench
