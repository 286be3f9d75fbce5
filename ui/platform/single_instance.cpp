// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/single_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>
#include <QStorageInfo>
#include <QTemporaryFile>
#include <QTimer>

#include <chrono>

namespace roost {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::seconds answerTime(3);
constexpr qint64 maxRequest = 32 * 1024;
/// Less room than this is none: the lock and the settings alone take as much.
constexpr qint64 leastRoom = 64 * 1024;

/// The existing part of `path`.
QFileInfo nearestAbove(const QString &path)
{
    QFileInfo info(path);
    while (!info.exists() && info.filePath() != info.path())
        info.setFile(info.path());
    return info;
}

bool isFull(const QString &folder)
{
    const QStorageInfo disk(folder);
    return disk.isValid() && disk.bytesTotal() > 0 && disk.bytesAvailable() < leastRoom;
}
} // namespace

SingleInstance::SingleInstance(const QString &profile, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_lock(QDir(profile).filePath(u"roost.lock"_s))
    , m_server(this)
{
    // Only a lock whose process has ended is stale, independent of its age.
    m_lock.setStaleLockTime(0);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::acceptStart);
}

QString SingleInstance::serverName() const
{
#ifdef Q_OS_UNIX
    // A socket's path may have 107 bytes at most.
    const QString path = QDir(m_profile).filePath(u"roost.socket"_s);
    if (QFile::encodeName(path).size() < 100)
        return path;
#endif
    const QByteArray canonical = QDir(m_profile).canonicalPath().toUtf8();
    const QByteArray hash = QCryptographicHash::hash(canonical, QCryptographicHash::Sha256).toHex().left(24);
    return "roost-"_L1 + QString::fromLatin1(hash);
}

SingleInstance::Outcome SingleInstance::fail(StartProblem::Kind kind, const QString &detail)
{
    m_problem = {kind, m_profile, detail};
    return Outcome::Failed;
}

SingleInstance::Outcome SingleInstance::failToWrite()
{
    QTemporaryFile probe(QDir(m_profile).filePath(u"roost-XXXXXX"_s));
    const QString why = probe.open() ? QString() : probe.errorString();
    return fail(isFull(m_profile) ? StartProblem::Kind::DiskFull : StartProblem::Kind::ProfileNotWritable,
                why);
}

QString SingleInstance::holderText() const
{
    qint64 process = 0;
    QString host;
    QString program;
    if (!m_lock.getLockInfo(&process, &host, &program))
        return {};
    return QStringLiteral("process %1, %2, on %3; lock file %4")
        .arg(QString::number(process), program, host, m_lock.fileName());
}

SingleInstance::Outcome SingleInstance::claim()
{
    m_problem = {};
    m_warning.clear();
    if (const QFileInfo info(m_profile); info.exists() && !info.isDir())
        return fail(StartProblem::Kind::ProfileNotFolder);
    if (!QDir().mkpath(m_profile)) {
        const QFileInfo above = nearestAbove(m_profile);
        if (!above.isDir())
            return fail(StartProblem::Kind::ProfileNotMade, above.filePath() + " is not a folder"_L1);
        if (isFull(above.filePath()))
            return fail(StartProblem::Kind::DiskFull);
        return fail(StartProblem::Kind::ProfileNotMade, above.filePath() + " cannot be written to"_L1);
    }
    if (!m_lock.tryLock(0))
        return m_lock.error() == QLockFile::LockFailedError ? Outcome::Taken : failToWrite();
    // Not before the lock: a folder that cannot be a profile is left as it is.
    QFile::setPermissions(m_profile, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QLocalServer::removeServer(serverName());
    if (!m_server.listen(serverName()))
        m_warning = "second starts cannot be noticed: "_L1 + m_server.errorString();
    return Outcome::First;
}

void SingleInstance::handOver(const QString &uri, const QString &importFile, const Jid &account)
{
    // An instance of an older version reads the first three words only.
    QByteArray request = "raise";
    for (const QString &word : {uri, importFile, account.toString()})
        request += ' ' + word.toUtf8().toPercentEncoding();
    request += '\n';
    m_socket = new QLocalSocket(this);
    connect(m_socket, &QLocalSocket::connected, this, [this, request] { m_socket->write(request); });
    connect(m_socket, &QLocalSocket::readyRead, this,
            [this] { finish(m_socket->readAll().startsWith("ok")); });
    connect(m_socket, &QLocalSocket::errorOccurred, this, [this] { finish(false); });
    QTimer::singleShot(answerTime, this, [this] { finish(false); });
    m_socket->connectToServer(serverName());
}

void SingleInstance::finish(bool done)
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    std::exchange(m_socket, nullptr)->deleteLater();
    if (!done)
        fail(StartProblem::Kind::ProfileInUse, holderText());
    Q_EMIT handedOver(done);
}

void SingleInstance::acceptStart()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (socket->bytesAvailable() > maxRequest) {
                socket->abort();
                return;
            }
            if (!socket->canReadLine())
                return;
            const QList<QByteArray> words = socket->readLine(maxRequest).trimmed().split(' ');
            if (words.first() != "raise")
                return;
            const auto word = [&words](qsizetype at) {
                return QString::fromUtf8(QByteArray::fromPercentEncoding(words.value(at)));
            };
            socket->write("ok\n");
            socket->flush();
            socket->disconnectFromServer();
            Q_EMIT raiseRequested(word(1), word(2), Jid::fromWire(word(3)).bare());
        });
    }
}

} // namespace roost
