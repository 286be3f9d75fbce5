// SPDX-License-Identifier: GPL-3.0-or-later
// roost_chaos_device: one Connection of the chaos run, on Roost's own library, without a window.
#include "chaos/device/chaos_device.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace roost;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"One Connection of the chaos run; obeys lines of JSON."_s);
    parser.addHelpOption();
    parser.addOptions({{u"profile"_s, u"The account's folder."_s, u"DIR"_s},
                       {u"address"_s, u"The account."_s, u"ADDRESS"_s},
                       {u"password"_s, u"Its password."_s, u"WORD"_s},
                       {u"resource"_s, u"The name of the Connection."_s, u"WORD"_s},
                       {u"server"_s, u"The server's WebSocket."_s, u"URL"_s}});
    parser.process(application);

    SessionConfig config;
    config.account = Jid::fromWire(parser.value(u"address"_s));
    config.directory = parser.value(u"profile"_s);
    config.urls = {QUrl(parser.value(u"server"_s))};
    config.resource = parser.value(u"resource"_s);
    config.identity.name = u"Roost"_s;
    config.identity.version = QStringLiteral(ROOST_VERSION);
    config.identity.category = u"client"_s;
    config.identity.type = u"pc"_s;

    ChaosDevice device(std::move(config));
    QObject::connect(
        &device, &ChaosDevice::finished, &application,
        [&application](bool ok) { application.exit(ok ? 0 : 1); }, Qt::QueuedConnection);

    QByteArray pending;
    QSocketNotifier notifier(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &application, [&] {
        char buffer[16'384];
        const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (count <= 0) {
            notifier.setEnabled(false);
            device.obey("{\"do\":\"leave\"}");
            return;
        }
        pending.append(buffer, static_cast<qsizetype>(count));
        for (qsizetype end = pending.indexOf('\n'); end >= 0; end = pending.indexOf('\n')) {
            device.obey(pending.left(end));
            pending.remove(0, end + 1);
        }
    });
    device.start(parser.value(u"password"_s));
    return QCoreApplication::exec();
}
