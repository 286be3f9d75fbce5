// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/contacts/change_bus.h"
#include "domain/contacts/name_index.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QSet>
#include <QTimer>

#include <memory>
#include <vector>

namespace roost {

class Endpoint;
class EndpointDirectory;

/// Keeps the NameIndex of all contacts of a directory, and of its account, up to date. Builds it in the
/// thread pool, for the first time on demand. The work in the main thread is spread over turns of the event
/// loop. Main thread.
class ContactNames : public QObject
{
    Q_OBJECT

public:
    using Index = std::shared_ptr<const NameIndex>;

    /// `directory` outlives the object.
    explicit ContactNames(EndpointDirectory &directory, QObject *parent = nullptr);
    ~ContactNames() override;

    /// Builds the first index; built() follows. Without effect if there is one.
    void start();
    /// The newest index, which may be outdated; null before the first built().
    [[nodiscard]] const Index &index() const { return m_index; }
    /// True if index() contains the names of all contacts as they are now.
    [[nodiscard]] bool isCurrent() const { return m_index && !m_isBuilding && !m_isOutdated; }
    /// True if index() contains `endpoint`.
    [[nodiscard]] bool contains(const Endpoint &endpoint) const { return m_contacts.contains(&endpoint); }
    /// Answers in a later turn of the event loop with an index of the contacts as they are at this call, or
    /// later. Builds it if necessary.
    [[nodiscard]] QFuture<Index> current();

Q_SIGNALS:
    /// There is a new index(). Another one follows unless isCurrent().
    void built();

private:
    using Contacts = QSet<const Endpoint *>;
    using Names = std::vector<NameIndex::Named>;
    struct Waiting
    {
        std::shared_ptr<QPromise<Index>> promise;
        quint64 build; ///< The first build that counts.
    };

    void loaded();
    void changed(const QList<ChangeBus::Change> &changes);
    void answer(const std::shared_ptr<QPromise<Index>> &promise);
    void build();
    void makeKeys(const std::shared_ptr<Contacts> &contacts, const std::shared_ptr<const Names> &names);
    void finish(const Contacts &contacts, const Index &index);

    EndpointDirectory &m_directory;
    Index m_index;
    Contacts m_contacts; ///< Contacts in m_index.
    QList<Waiting> m_waiting;
    quint64 m_builds = 0; ///< Number of builds that have begun.
    bool m_isBuilding = false;
    bool m_isOutdated = false; ///< A name has changed since the last build began.
    QTimer m_pause;            ///< Before the next build.
};

} // namespace roost
