// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/contacts/change_bus.h"

#include <QObject>

namespace roost {

class ContactNames;
class Endpoint;
class EndpointDirectory;

/// Compares nicknames, and the addresses of strangers, with the names and addresses of the contacts, and sets
/// Endpoint::claims() by the directory. Starts the index of the contacts when the first Endpoint must be
/// compared. The work in the main thread is spread over turns of the event loop. Main thread.
class NameClaims : public QObject
{
    Q_OBJECT

public:
    /// `names` is the index of `directory`; both outlive the object.
    NameClaims(EndpointDirectory &directory, ContactNames &names, QObject *parent = nullptr);
    ~NameClaims() override;

Q_SIGNALS:
    /// The claims of all Endpoints are up to date with the names of the contacts.
    void compared();

private:
    void loaded();
    void changed(const QList<ChangeBus::Change> &changes);
    void compareAll();
    void compare(Endpoint &endpoint);

    EndpointDirectory &m_directory;
    ContactNames &m_names;
    quint64 m_run = 0; ///< A newer index ends an earlier run of compareAll().
};

} // namespace roost
