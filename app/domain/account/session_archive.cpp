// SPDX-License-Identifier: GPL-3.0-or-later
// The Session's connections for the account's archive and the database.
#include "domain/account/session.h"

#include "domain/account/session_private.h"
#include "domain/threads/thread.h"
#include "xmpp/extensions/xep0030_disco.h"
#include "xmpp/extensions/xep0490_mds.h"

namespace roost {

void Session::connectArchive()
{
    auto &disco = m_client->extension<Xep0030Disco>();
    connect(&disco, &Xep0030Disco::serverInfoReceived, this, [this, &disco] {
        d->hasArchive = m_client->isOnline() && disco.accountInfo().hasFeature(Xep0313Mam::feature);
        if (!d->hasArchive) {
            d->outbox->archiveKnownFrom(0);
            d->archive->setAwaited(false);
        }
        d->reads->setCanPublish(disco.accountInfo().hasFeature(Xep0490Mds::publishOptions));
        startArchive();
    });
    connect(m_client.get(), &XmppClient::sessionEnded, d->archive.get(), &ArchiveSync::stop);
    connect(d->archive.get(), &ArchiveSync::ownFound, d->outbox.get(), &Outbox::foundInArchive);
    connect(d->archive.get(), &ArchiveSync::reached, d->outbox.get(), &Outbox::archiveKnownFrom);
    connect(d->archive.get(), &ArchiveSync::coverageChanged, d->threads.get(),
            [this] { d->threads->setCoverage(d->archive->coverage()); });
    connect(d->threads.get(), &ThreadDirectory::gapSeen, d->archive.get(), &ArchiveSync::fetchNow);
    connect(d->updates.get(), &ThreadUpdates::markUnknown, d->archive.get(), &ArchiveSync::scheduleResync);
    connect(d->archive.get(), &ArchiveSync::finished, this, &Session::archiveSynced);
    connect(&m_client->extension<Xep0313Mam>(), &Xep0313Mam::pageBegan, d->archive.get(),
            &ArchiveSync::prefetch);
}

void Session::connectStorage()
{
    StorageCare *storage = d->storage.get();
    connect(d->inbox.get(), &Inbox::storeFailed, storage, &StorageCare::storeFailed);
    connect(d->updates.get(), &ThreadUpdates::inserted, storage, &StorageCare::stored);
    connect(storage, &StorageCare::checked, this,
            [this](const QString &setting) { saveSetting(StorageCare::checkedSetting, setting); });
    // The archive may have the messages that the new file lacks.
    connect(storage, &StorageCare::replaced, this, [this] {
        if (m_client->isOnline())
            startArchive();
        else
            d->archive->load();
    });
}

void Session::startArchive()
{
    // Wait for the read marks of our other devices.
    if (d->hasArchive && d->reads->isReady())
        d->syncArchive();
}

} // namespace roost
