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
    connect(d->archive.get(), &ArchiveSync::stored, this, &Session::archivedStored);
    connect(d->archive.get(), &ArchiveSync::moved, d->threads.get(), &ThreadDirectory::move);
    connect(d->archive.get(), &ArchiveSync::changed, d->threads.get(), &ThreadDirectory::change);
    connect(d->archive.get(), &ArchiveSync::ownFound, d->outbox.get(), &Outbox::foundInArchive);
    connect(d->archive.get(), &ArchiveSync::reached, d->outbox.get(), &Outbox::archiveKnownFrom);
    connect(d->archive.get(), &ArchiveSync::coverageChanged, d->threads.get(),
            [this] { d->threads->setCoverage(d->archive->coverage()); });
    connect(d->threads.get(), &ThreadDirectory::gapSeen, d->archive.get(), &ArchiveSync::fetchNow);
    connect(d->inbox.get(), &Inbox::markUnknown, d->archive.get(), &ArchiveSync::scheduleResync);
    connect(d->archive.get(), &ArchiveSync::finished, this, &Session::archiveSynced);
    connect(&m_client->extension<Xep0313Mam>(), &Xep0313Mam::pageBegan, d->archive.get(),
            &ArchiveSync::prefetch);
}

void Session::connectStorage()
{
    StorageCare *storage = d->storage.get();
    connect(d->inbox.get(), &Inbox::storeFailed, storage, &StorageCare::storeFailed);
    connect(d->inbox.get(), &Inbox::stored, storage, &StorageCare::stored);
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

void Session::archivedStored(const QList<MessageRecord> &messages, const QList<Jid> &threads)
{
    d->threads->insertArchived(messages);
    QHash<Jid, const MessageRecord *> news; // The last one of each thread.
    for (const MessageRecord &message : messages) {
        if (message.mine)
            d->outbox->deliveries().archivedStored(message.thread, message.id);
        if (threads.contains(message.thread))
            news.insert(message.thread, &message);
    }
    for (auto each = news.cbegin(); each != news.cend(); ++each) {
        Endpoint &endpoint = m_directory->endpoint(each.key());
        const MessageRecord &newest = *each.value();
        if (!newest.mine && newest.read && &endpoint == d->attended)
            d->reads->seen(endpoint, 1);
        if (!d->notifier)
            continue;
        // Our message from another device means that the earlier messages were seen there.
        if (newest.mine && endpoint.unread() == 0)
            d->notifier->withdraw(endpoint);
        else if (!newest.mine && !newest.read)
            d->notifier->messageReceived(endpoint, textToNotify(newest));
    }
}

} // namespace roost
