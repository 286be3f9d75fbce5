// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/automation.h"
#include "bench/bench.h"
#include "bench/bench_session.h"
#include "models/session_host.h"
#include "widgets/look/avatar_cache.h"
#include "widgets/look/language.h"
#include "widgets/look/theme.h"
#include "widgets/window/main_window.h"

#include <QApplication>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QThread>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace roost::bench {

namespace {

/// A WebDriver client that only sends requests and waits; runs in its own thread.
class Client
{
public:
    explicit Client(const QUrl &url) : m_url(url)
    {
        m_socket.connectToHost(u"127.0.0.1"_s, quint16(url.port()));
        if (!m_socket.waitForConnected())
            qFatal("the driver does not answer");
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    }

    QJsonObject call(const QByteArray &method, const QByteArray &path, const QJsonObject &body = {})
    {
        const QByteArray content =
            method == "POST" ? QJsonDocument(body).toJson(QJsonDocument::Compact) : QByteArray();
        m_socket.write(method + ' ' + m_url.path().toLatin1() + m_session + path +
                       " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_url.port()) +
                       "\r\nContent-Length: " + QByteArray::number(content.size()) + "\r\n\r\n" + content);
        QByteArray answer;
        qsizetype head = -1;
        qsizetype length = 0;
        while (head < 0 || answer.size() < head + 4 + length) {
            if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(60'000))
                qFatal("the driver does not answer");
            answer += m_socket.readAll();
            head = answer.indexOf("\r\n\r\n");
            const qsizetype at = answer.indexOf("Content-Length: ") + 16;
            length = answer.mid(at, answer.indexOf('\r', at) - at).toLongLong();
        }
        if (!answer.startsWith("HTTP/1.1 200"))
            qFatal("%s", answer.constData());
        return QJsonDocument::fromJson(answer.mid(head + 4)).object();
    }

    void open()
    {
        const QJsonObject answer = call("POST", "/session", {{u"capabilities"_s, QJsonObject()}});
        m_session = "/session/" + answer[u"value"_s].toObject()[u"sessionId"_s].toString().toLatin1();
    }
    QString find(const QString &css)
    {
        const QJsonObject answer =
            call("POST", "/element", {{u"using"_s, u"css selector"_s}, {u"value"_s, css}});
        return answer[u"value"_s].toObject().begin()->toString();
    }
    /// The median duration of `ask` in ms, best of `rounds`.
    template <typename Ask> static double median(int rounds, Ask &&ask)
    {
        constexpr int times = 301;
        double best = 1e300;
        for (int round = 0; round < std::max(rounds, 1); ++round) {
            std::vector<double> each;
            for (int i = 0; i < times; ++i)
                each.push_back(elapsed([&] { ask(); }));
            best = std::min(best, medianOf(std::move(each)));
        }
        return best;
    }

private:
    QUrl m_url;
    QTcpSocket m_socket;
    QByteArray m_session;
};

/// The longest time that the thread of `window` is kept from its events while `work` is done in this one, ms.
template <typename Work> double longestStall(QObject &window, Work &&work)
{
    const auto inWindow = [&window](const auto &deed) {
        QMetaObject::invokeMethod(&window, deed, Qt::BlockingQueuedConnection);
    };
    std::unique_ptr<StallWatch> watch;
    double longest = 0;
    inWindow([&] { watch = std::make_unique<StallWatch>(); });
    work();
    inWindow([&] {
        longest = watch->longestMs();
        watch.reset();
    });
    return longest;
}

void ask(const QUrl &url, QObject &window, int rounds, std::vector<Row> &rows)
{
    Client client(url);
    client.open();
    const double standard = elapsed([&] {
        client.call("POST", "/roost/fixture", {{u"name"_s, u"standard"_s}});
    });
    rows.push_back({u"fixture: 10 contacts, 10,000 messages"_s, u"ms"_s, standard, {}, 1000});
    client.call("POST", "/roost/fixture", {{u"name"_s, u"large"_s}});
    client.call("POST", "/roost/waitIdle", {{u"timeout"_s, 20000}});
    const QByteArray row = client.find(u"[jid='contact05000@roost.test']"_s).toLatin1();
    rows.push_back({u"driver: text of an element"_s,
                    u"ms"_s,
                    Client::median(rounds, [&] { client.call("GET", "/element/" + row + "/text"); }),
                    {},
                    1});
    rows.push_back({u"driver: find by id"_s,
                    u"ms"_s,
                    Client::median(rounds, [&] { client.find(u"#searchField"_s); }),
                    {},
                    1});
    rows.push_back({u"driver: find a row by address among 10,000"_s,
                    u"ms"_s,
                    Client::median(rounds, [&] { client.find(u"[jid='contact09000@roost.test']"_s); }),
                    {},
                    2});
    rows.push_back({u"driver: find a row by name among 10,000"_s,
                    u"ms"_s,
                    elapsed([&] { client.find(u"#contactList listitem[name*='Jansen 9999']"_s); }),
                    {},
                    {}});
    const double stall =
        longestStall(window, [&] { client.find(u"#contactList listitem[name*='Jansen 9998']"_s); });
    rows.push_back({u"driver: longest stall of the window meanwhile"_s, u"ms"_s, stall, {}, 16});
}

} // namespace

void automationCommands(const Report &report)
{
    QTemporaryDir folder;
    AppSettings settings(folder.path());
    SystemClock clock;
    RandomIdSource ids;
    Language language;
    language.use(u"en"_s);
    Theme theme;
    theme.applyTo(*qApp);
    AvatarCache avatars;
    const UiContext context{theme, avatars, clock, settings, language};
    SessionHost host(settings, clock, ids, nullptr, nullptr, {});
    MainWindow window(context, host);
    window.show();
    host.start();
    Automation automation(AutomationWorld{window, host, settings, clock});
    if (!automation.start(0))
        qFatal("%s", qPrintable(automation.problem()));
    std::vector<Row> rows;
    std::unique_ptr<QThread> thread(
        QThread::create([&rows, &window, url = QUrl(automation.url()), rounds = report.rounds] {
            ask(url, window, rounds, rows);
        }));
    QObject::connect(thread.get(), &QThread::finished, &window, [] {}); // Wakes the loop.
    thread->start();
    while (!thread->isFinished())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    for (const Row &row : rows)
        report(row);
}

} // namespace roost::bench
