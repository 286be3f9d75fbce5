// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/jid.h"
#include "base/result.h"

#include <QFuture>
#include <QHash>
#include <QObject>

#include <functional>

namespace roost {

class EndpointDirectory;
class UserDatabase;

/// Reads the user database at the start: the first rows of the contact list, which the window paints, then
/// all contacts and the settings. Main thread.
class AccountLoading : public QObject
{
    Q_OBJECT

public:
    /// References must outlive it. `account`: our bare address.
    AccountLoading(Jid account, EndpointDirectory &directory, UserDatabase &database, Clock &clock,
                   QObject *parent = nullptr);

    /// Opens `file`. `listOrder`: sort order of the head to load early; empty = none. Answers after
    /// contactsLoaded(), or with an error (StorageTooNew, StorageCorrupt …).
    [[nodiscard]] QFuture<Status> open(const QString &file, const QString &listOrder);
    /// Sort order of the list head to store at the end; empty = none. `byName`: see
    /// UserDatabase::saveListHead().
    void keepListHead(const QString &order, const QList<Jid> &byName);
    /// Must be the last write of a run.
    void saveListHead();

Q_SIGNALS:
    /// The first rows are in the directory, if the last run stored them.
    void listHeadLoaded();
    void settingsLoaded(const QHash<QString, QString> &settings);
    void contactsLoaded();

private:
    using Finish = std::function<void(const Status &)>;
    void readListHead(const QString &listOrder, const Finish &finish);
    void readAll(const Finish &finish);

    Jid m_account;
    EndpointDirectory &m_directory;
    UserDatabase &m_database;
    Clock &m_clock;
    QString m_headOrder;
    QList<Jid> m_firstByName;
};

} // namespace roost
