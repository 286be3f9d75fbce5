// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/sample_data.h"
#include "support/storage_steps.h"

#include <QFile>

#include <array>

using namespace Qt::StringLiterals;

namespace roost::bench {

namespace {

constexpr std::array givenNames{"Ada",    "Björn", "Chiara", "Dmitri", "Elif",  "Femi",  "Grace", "Hiro",
                                "Ingrid", "João",  "Kofi",   "Leila",  "Mateo", "Nadia", "Oskar", "Priya"};
constexpr std::array familyNames{"Lindqvist", "Okafor", "Rossi", "Tanaka", "Novák",
                                 "Haddad",    "Weber",  "Silva", "Young"};
constexpr std::array mailNames{"ada",    "bjorn", "chiara", "dmitri", "elif",  "femi",  "grace", "hiro",
                               "ingrid", "joao",  "kofi",   "leila",  "mateo", "nadia", "oskar", "priya"};
constexpr std::array mailFamilies{"lindqvist", "okafor", "rossi", "tanaka", "novak",
                                  "haddad",    "weber",  "silva", "young"};
constexpr std::array labels{"Family", "Work", "Friends", "Neighbours", "Choir", "Football"};
constexpr std::array resources{"laptop.Xk29sd", "phone.b81Qmz", "tablet.77dkLw"};
constexpr std::array shows{"", "<show>away</show>", "<show>dnd</show>"};
constexpr qint64 firstMs = 1'760'000'000'000;

template <typename Names> const char *pick(const Names &names, int index)
{
    return names[static_cast<size_t>(index) % names.size()];
}

} // namespace

Jid sampleAccount() { return Jid::fromWire(u"me@example.net"); }

Jid sampleAddress(int index)
{
    return Jid::fromWire(
        u"%1.%2%3@example.net"_s
            .arg(QString::fromUtf8(pick(mailNames, index)), QString::fromUtf8(pick(mailFamilies, index)))
            .arg(index));
}

ContactRecord sampleContact(int index)
{
    ContactRecord contact;
    contact.jid = sampleAddress(index);
    contact.name =
        u"%1 %2 %3"_s
            .arg(QString::fromUtf8(pick(givenNames, index)), QString::fromUtf8(pick(familyNames, index)))
            .arg(index);
    contact.labels << QString::fromUtf8(pick(labels, index));
    if (index % 3 == 0)
        contact.labels << QString::fromUtf8(pick(labels, index + 1));
    contact.labels.sort();
    contact.subscription = Subscription::Both;
    contact.inRoster = true;
    contact.lastSeenMs = firstMs + index;
    if (index % 4 == 0)
        contact.avatarHash = u"da39a3ee5e6b4b0d3255bfef95601890%1"_s.arg(index, 8, 16, QLatin1Char('0'));
    return contact;
}

MessageRecord sampleMessage(int index, int contacts)
{
    MessageRecord message;
    message.thread = sampleAddress(index % contacts);
    message.id = message.senderId = u"q8Zr1T%1"_s.arg(index, 8, 10, QLatin1Char('0'));
    message.stanzaId = u"1760000000%1"_s.arg(index, 8, 10, QLatin1Char('0'));
    message.resource = QString::fromUtf8(resources[1]);
    message.body =
        u"This is message %1: shall we meet at the station, or at the café as always?"_s.arg(index);
    message.timeMs = firstMs + index * 1000;
    return message;
}

QByteArray sampleMessageFrame(int index, int contacts)
{
    const auto message = sampleMessage(index, contacts);
    return u"<message xmlns='jabber:client' type='chat' from='%1/%2' to='%3/desk' id='%4'><body>%5</body>"
           "<markable xmlns='urn:xmpp:chat-markers:0'/>"
           "<active xmlns='http://jabber.org/protocol/chatstates'/>"
           "<origin-id xmlns='urn:xmpp:sid:0' id='%4'/><stanza-id xmlns='urn:xmpp:sid:0' by='%3' id='%6'/>"
           "</message>"_s
               .arg(message.thread.toString(), message.resource, sampleAccount().toString(), message.id,
                    message.body, message.stanzaId)
               .toUtf8();
}

QByteArray samplePresenceFrame(int index, int device)
{
    return u"<presence xmlns='jabber:client' from='%1/%2' to='%3/desk'>%4<priority>%5</priority>"
           "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='https://example.net/client%6'"
           " ver='QgayPKawpkPSDYmwT/WM94uAlu0='/><idle xmlns='urn:xmpp:idle:1' "
           "since='2026-11-22T09:3%7:00Z'/>"
           "</presence>"_s
               .arg(sampleAddress(index).toString(), QString::fromUtf8(pick(resources, device)),
                    sampleAccount().toString(), QString::fromUtf8(pick(shows, index + device)))
               .arg(10 - 5 * device)
               .arg(device)
               .arg(index % 10)
               .toUtf8();
}

void fillContacts(const QString &file, int count)
{
    UserDatabase database;
    settled(database.open(file));
    ContactChanges changes;
    QList<MessageRecord> messages;
    for (int i = 0; i < count; ++i) {
        changes.saved << sampleContact(i);
        if (i % 10 == 0)
            messages << sampleMessage(i, count);
    }
    changes.rosterVersion = u"1"_s;
    settled(database.applyContactChanges(changes));
    settled(storeMessages(database, messages));
}

SqliteFile openSqlite(const QString &file)
{
    sqlite3 *database = nullptr;
    if (sqlite3_open(QFile::encodeName(file).constData(), &database) != SQLITE_OK)
        qFatal("cannot open %s", qPrintable(file));
    return {database, &sqlite3_close};
}

void executeSqlite(sqlite3 *database, const char *sql)
{
    if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        qFatal("%s: %s", sql, sqlite3_errmsg(database));
}

} // namespace roost::bench
