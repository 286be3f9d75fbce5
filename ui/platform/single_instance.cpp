// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/single_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QLocalSocket>
#include <QTimer>

#include <chrono>

namespace roost {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::seconds answerTime(3);
constexpr qint64 maxRequest = 32 * 1024;
} // namespace

SingleInstance::SingleInstance(const QString &profile, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_lock(QDir(profile).filePath(u"roost.lock"_s))
    , m_server(this)
{
    // Only a lock whose process has gone is stale, however old it is.
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

SingleInstance::Outcome SingleInstance::claim()
{
    if (!QDir().mkpath(m_profile)) {
        m_problem = "the profile folder "_L1 + m_profile + " cannot be made"_L1;
        return Outcome::Failed;
    }
    QFile::setPermissions(m_profile, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (m_lock.tryLock(0)) {
        QLocalServer::removeServer(serverName());
        if (!m_server.listen(serverName()))
            m_problem = "second starts cannot be noticed: "_L1 + m_server.errorString();
        return Outcome::First;
    }
    if (m_lock.error() != QLockFile::LockFailedError) {
        m_problem = "the profile folder "_L1 + m_profile + " cannot be written to"_L1;
        return Outcome::Failed;
    }
    return Outcome::Taken;
}

void SingleInstance::handOver(const QString &uri, const QString &importFile)
{
    const QByteArray request =
        "raise "_ba + uri.toUtf8().toPercentEncoding() + ' ' + importFile.toUtf8().toPercentEncoding() + '\n';
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
        m_problem = "another Roost uses the profile "_L1 + m_profile + " but does not answer"_L1;
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
            Q_EMIT raiseRequested(word(1), word(2));
        });
    }
}

} // namespace roost
