// SPDX-License-Identifier: GPL-3.0-or-later
// The first sign-in of an account with many contacts: over a WebSocket, all of them in one frame. The client
// is a child process, so that neither the CPU time nor the memory of the server counts.
#include "bench/bench.h"
#include "bench/bench_session.h"
#include "bench/child_process.h"
#include "bench/sample_data.h"

#include "domain/account/profile.h"
#include "models/app_settings.h"
#include "models/session_host.h"
#include "widgets/look/avatar_cache.h"
#include "widgets/look/language.h"
#include "widgets/look/theme.h"
#include "widgets/window/main_window.h"

#include <QApplication>
#include <QFileInfo>
#include <QHostAddress>
#include <QListView>
#include <QLocale>
#include <QWebSocket>
#include <QWebSocketServer>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace roost::bench {

namespace {

/// All children are sent one of these, and do not take longer.
constexpr int longestChildMs = 120'000;

/// Accepts any client, with one LoopbackServer behind each socket.
class SocketServer
{
public:
    explicit SocketServer(const QByteArray &roster)
    {
        m_server.setSupportedSubprotocols({u"xmpp"_s});
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("cannot listen: %s", qPrintable(m_server.errorString()));
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this, roster] {
            QWebSocket *socket = m_server.nextPendingConnection();
            auto *session = new LoopbackServer;
            session->setParent(socket);
            session->setRoster(roster);
            session->open({});
            QObject::connect(session, &Transport::frameReceived, socket, [socket](const QByteArray &frame) {
                socket->sendTextMessage(QString::fromUtf8(frame));
            });
            QObject::connect(socket, &QWebSocket::textMessageReceived, session,
                             [session](const QString &frame) { session->sendFrame(frame.toUtf8()); });
            QObject::connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
        });
    }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

private:
    QWebSocketServer m_server{u"bench"_s, QWebSocketServer::NonSecureMode};
};

QByteArray rosterItems(int count)
{
    QByteArray items;
    for (int i = 0; i < count; ++i) {
        const ContactRecord contact = sampleContact(i);
        items += "<item jid='" + contact.jid.toString().toUtf8() + "' name='" + contact.name.toUtf8() +
                 "' subscription='both'>";
        for (const QString &label : contact.labels)
            items += "<group>" + label.toUtf8() + "</group>";
        items += "</item>";
    }
    return items;
}

/// The most memory that this process has had at one time, in MiB.
double peakMiB()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf("VmHWM:");
    return text.sliced(at + 6, text.indexOf("kB", at) - at - 6).trimmed().toDouble() / 1024;
}

/// The roster is in the database to its end.
bool isRosterKept(const QString &file)
{
    if (!QFileInfo::exists(file))
        return false;
    const SqliteFile database = openSqlite(file);
    sqlite3_stmt *select = nullptr;
    if (sqlite3_prepare_v2(database.get(), "SELECT 1 FROM settings WHERE key = 'roster-version'", -1, &select,
                           nullptr) != SQLITE_OK)
        return false;
    const bool isKept = sqlite3_step(select) == SQLITE_ROW;
    sqlite3_finalize(select);
    return isKept;
}

/// Measurements of a child process.
struct SignIn
{
    double cpuMs = 0;
    double peakMiB = 0;
    double stallMs = 0;
};

SignIn signInOnce(const SocketServer &server, int count)
{
    QTemporaryDir folder;
    const QList<double> figures = runChild(
        {u"--roster-child"_s, QString::number(count), QString::number(server.port()), folder.path()}, 3);
    return {figures[0], figures[1], figures[2]};
}

void measureSignIn(const Report &report, int count, int rounds, const SignIn &targets)
{
    const SocketServer server(rosterItems(count));
    SignIn best{1e300, 1e300, 1e300};
    for (int round = 0; round < std::max(1, rounds); ++round) {
        const SignIn once = signInOnce(server, count);
        best.cpuMs = std::min(best.cpuMs, once.cpuMs);
        best.peakMiB = std::min(best.peakMiB, once.peakMiB);
        best.stallMs = std::min(best.stallMs, once.stallMs);
    }
    const QString contacts = QLocale(QLocale::English).toString(count);
    report({u"first sign-in with %1 contacts (CPU)"_s.arg(contacts), u"ms"_s, best.cpuMs, {}, targets.cpuMs});
    report({u"the same, memory at its peak"_s, u"MiB"_s, best.peakMiB, {}, targets.peakMiB});
    report({u"the same, longest stall"_s,
            u"ms"_s,
            best.stallMs,
            {},
            targets.stallMs > 0 ? std::optional(targets.stallMs) : std::nullopt});
}

} // namespace

int runRosterChild(int count, quint16 port, const QString &profile)
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
    options.servers = {QUrl(u"ws://127.0.0.1:%1/"_s.arg(port))};
    options.password = samplePassword;
    SessionHost host(settings, clock, ids, nullptr, nullptr, options);
    const UiContext context{theme, avatars, clock, settings, language};
    MainWindow window(context, host);
    window.show();
    host.start();
    std::optional<StallWatch> stalls;
    QTimer look;
    look.setInterval(20);
    QObject::connect(&look, &QTimer::timeout, &look, [&] {
        if (!host.session() || host.session()->state() != SessionState::Online)
            return;
        if (!stalls)
            stalls.emplace();
        const auto *list = window.findChild<QListView *>(u"contactList"_s);
        if (!list || !list->model() || list->model()->rowCount() < count ||
            !isRosterKept(Profile::databaseFile(settings.profile().accountDirectory(sampleAccount()))))
            return;
        printFigures({cpuMs(), peakMiB(), stalls->longestMs()});
        _exit(0); // Tearing down is no part of signing in.
    });
    look.start();
    QTimer::singleShot(longestChildMs, qApp, [] { _exit(1); });
    return QApplication::exec();
}

void signingIn(const Report &report)
{
    measureSignIn(report, 10'000, report.rounds, {450, 100, 16});
    // QWebSocket decodes a text frame in one turn, and these contacts come in one frame: its stall has no
    // target.
    measureSignIn(report, 100'000, std::min(report.rounds, 1), {4'000, 300, 0});
}

} // namespace roost::bench
