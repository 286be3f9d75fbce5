// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/log_file.h"

#include <QFile>
#include <QLoggingCategory>

#include <atomic>
#include <cstdio>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

// A message handler is a plain function: where it writes to can only be a global.
std::atomic<std::FILE *> target = nullptr;

void writeMessage(QtMsgType, const QMessageLogContext &context, const QString &text)
{
    std::FILE *to = target.load();
    if (!to)
        return;
    const QByteArray time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1();
    const char *category = context.category ? context.category : "default";
    // One call, so that threads do not mix their lines. External text must not end a line.
    QString line = text;
    line.replace(u'\n', u' ');
    line.replace(u'\r', u' ');
    std::fprintf(to, "%s %s: %s\n", time.constData(), category, line.toUtf8().constData());
    std::fflush(to);
}

} // namespace

LogFile::LogFile(const QString &file)
{
    if (file.isEmpty()) {
        QLoggingCategory::setFilterRules(u"roost.*.debug=false\nroost.*.info=false"_s);
        return;
    }
    if (file == "-"_L1) {
        target = stderr;
    } else {
        std::FILE *opened = std::fopen(QFile::encodeName(file).constData(), "a");
        if (!opened) {
            m_problem = file + " cannot be written"_L1;
            return;
        }
        QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
        target = opened;
    }
    // roost.wire contains whole messages: it is enabled only by its name (QT_LOGGING_RULES).
    QLoggingCategory::setFilterRules(u"roost.*.debug=true\nroost.wire.debug=false"_s);
    qInstallMessageHandler(writeMessage);
}

LogFile::~LogFile()
{
    std::FILE *opened = target.exchange(nullptr);
    if (!opened)
        return;
    qInstallMessageHandler(nullptr);
    if (opened != stderr)
        std::fclose(opened);
}

} // namespace roost
