// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "domain/contacts/change_bus.h"
#include "domain/contacts/endpoint.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>

namespace roost {

class EndpointDirectory;

/// Compares what others call themselves, and the addresses of strangers, with the names and addresses of the
/// contacts, and tells the directory who resembles whom (Endpoint::claims()). The index of the contacts is
/// built in the thread pool and only once somebody is to be compared. Main thread.
class NameClaims : public QObject
{
    Q_OBJECT

public:
    /// `account`: its address counts like that of a contact.
    NameClaims(Jid account, EndpointDirectory &directory, QObject *parent = nullptr);
    ~NameClaims() override;

Q_SIGNALS:
    /// The claims of all Endpoints are up to date with the names that the contacts had when this began.
    void compared();

private:
    /// How many contacts have a key (see NameKeys), and which contacts these are.
    struct Index
    {
        QHash<quint64, int> keys;
        QSet<const Endpoint *> contacts;
    };
    struct Named;

    void loaded();
    void changed(const QList<ChangeBus::Change> &changes);
    void build();
    void built(std::shared_ptr<const Index> index);
    void compare(Endpoint &endpoint);
    [[nodiscard]] bool resembles(const QString &name, bool isOwn) const;
    [[nodiscard]] bool resemblesAddress(const Jid &address) const;

    Jid m_account;
    EndpointDirectory &m_directory;
    std::shared_ptr<const Index> m_index;
    bool m_isBuilding = false;
    bool m_isStale = false;
};

} // namespace roost
