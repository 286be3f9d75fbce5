// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extension.h"

#include <QStringList>

#include <map>

namespace roost {

/// Annotation of a message that was taken out of an archive result (XEP-0313 §4.2).
struct ArchiveResult
{
    QString archiveId; ///< Its place in the own account's archive; the same id as its XEP-0359 stanza-id.
    QString queryId;
};

/// Which page of the own archive to ask for.
struct ArchiveQuery
{
    QString before; ///< The messages that come before this archive id; empty = the newest.
    int max = 50;
};

/// One page of the archive.
struct ArchivePage
{
    QString queryId;
    /// Archive ids of all results, oldest first, including results without a message for the user.
    QStringList ids;
    bool isFirst = false; ///< The server says that there is nothing older.
};

/// XEP-0313 1.0: reads the own account's archive backwards, page by page (XEP-0059). A result counts only
/// from the own bare address and for a question that is open; the message in it then goes the way of any
/// other, annotated with ArchiveResult and Forwarded. Left out: preferences (the server's default is kept),
/// archives of rooms, filters.
class Xep0313Mam final : public Extension
{
    Q_OBJECT

public:
    /// The feature of the own bare address (§8).
    static constexpr QStringView feature = u"urn:xmpp:mam:2";
    /// No more is asked for at once, and no more is taken.
    static constexpr int maxPage = 100;

    using Extension::Extension;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] unsigned stages() const override;
    Handled handle(Stage stage, Stanza &stanza) override;
    void sessionEnded() override;

    /// The page's messages have come through the extensions before it is answered. A `before` that the
    /// archive does not know gives ItemNotFound.
    [[nodiscard]] QFuture<Result<ArchivePage>> query(const ArchiveQuery &query);
    /// Sends a query for no messages, so that the server knows that this session will read the archive. If
    /// this happens before the initial presence, Prosody does not bounce the undelivered messages of a lost
    /// session to their senders.
    void announce();

Q_SIGNALS:
    /// The first result of a page has come: the archive id of its oldest message.
    void pageBegan(const QString &archiveId);

private:
    XmlElement question(const QString &queryId, int max, const QString &before) const;

    struct Open
    {
        QStringList ids;
        int max = 0;
    };
    std::map<QString, Open> m_open; ///< By query id; a few at most.
};

} // namespace roost
