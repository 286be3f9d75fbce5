// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/child_process.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QProcess>

#include <cstdio>

namespace roost::bench {

QList<double> runChild(const QStringList &arguments, qsizetype count)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(), arguments);
    while (child.state() != QProcess::NotRunning)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const auto words = child.readAllStandardOutput().simplified().split(' ');
    QList<double> figures;
    for (const QByteArray &word : words) {
        if (!word.isEmpty())
            figures.append(word.toDouble());
    }
    if (child.error() == QProcess::FailedToStart || child.exitStatus() != QProcess::NormalExit ||
        child.exitCode() != 0 || figures.size() != count)
        qFatal("the child %s failed", qPrintable(arguments.join(u' ')));
    return figures;
}

void printFigures(std::initializer_list<double> figures)
{
    for (const double figure : figures)
        std::printf("%f ", figure);
    std::printf("\n");
    std::fflush(stdout);
}

} // namespace roost::bench
