// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "domain/contacts/change_bus.h"
#include "domain/contacts/endpoint.h"
#include "domain/contacts/name_index.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>

namespace roost {

class EndpointDirectory;

/// Compares nicknames, and the addresses of strangers, with the names and addresses of the contacts, and sets
/// Endpoint::claims() by the directory. Builds the index of the contacts in the thread pool, when the first
/// Endpoint must be compared. The work in the main thread is spread over turns of the event loop. Main
/// thread.
class NameClaims : public QObject
{
    Q_OBJECT

public:
    /// `account`: its address counts like that of a contact.
    NameClaims(Jid account, EndpointDirectory &directory, QObject *parent = nullptr);
    ~NameClaims() override;

Q_SIGNALS:
    /// The claims of all Endpoints are up to date with the names at the start of the last build.
    void compared();

private:
    struct Index
    {
        NameIndex names;
        QSet<const Endpoint *> contacts; ///< Contacts in the index.
    };

    void loaded();
    void changed(const QList<ChangeBus::Change> &changes);
    void build();
    void makeKeys(const std::shared_ptr<Index> &index,
                  const std::shared_ptr<const std::vector<NameIndex::Named>> &names);
    void built(std::shared_ptr<const Index> index);
    void finish();
    void compare(Endpoint &endpoint);

    Jid m_account;
    EndpointDirectory &m_directory;
    std::shared_ptr<const Index> m_index;
    bool m_isBuilding = false;
    bool m_isStale = false;
    QTimer m_pause; ///< Before the next index.
};

} // namespace roost
