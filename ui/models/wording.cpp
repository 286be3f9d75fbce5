// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording.h"

#include "base/visible_text.h"
#include "domain/contacts/connection.h"
#include "domain/contacts/endpoint.h"
#include "domain/threads/message.h"
#include "models/message_links.h"
#include "models/message_wording.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

QDateTime localTime(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms); }

/// The telling part of a resource: "toaster" of "toaster.x8f2", nothing of "a1b2c3d4".
QString wordOfResource(const QString &resource)
{
    qsizetype end = 0;
    while (end < resource.size() && (resource[end].isLetter() || resource[end] == u' '))
        ++end;
    const bool wholeWord = end == resource.size() || !resource[end].isDigit();
    return wholeWord && end >= 2 ? resource.left(end).trimmed() : QString();
}

} // namespace

QString Wording::presence(Show show)
{
    switch (show) {
    case Show::Chat:
        return tr("free to chat");
    case Show::Available:
        return tr("available");
    case Show::Away:
        return tr("away");
    case Show::DoNotDisturb:
        return tr("do not disturb");
    case Show::ExtendedAway:
        return tr("extended away");
    case Show::Offline:
        break;
    }
    return tr("offline");
}

QString Wording::device(DeviceKind kind)
{
    switch (kind) {
    case DeviceKind::Laptop:
        return tr("laptop");
    case DeviceKind::Phone:
        return tr("phone");
    case DeviceKind::Tablet:
        return tr("tablet");
    case DeviceKind::Web:
        return tr("browser");
    case DeviceKind::Bot:
        return tr("bot");
    case DeviceKind::Console:
        return tr("console");
    case DeviceKind::Thing:
        return tr("thing");
    case DeviceKind::Unknown:
        break;
    }
    return tr("device");
}

QString Wording::connectionName(DeviceKind kind, const QString &resource, const QString &clientName)
{
    if (kind != DeviceKind::Unknown && kind != DeviceKind::Thing)
        return device(kind);
    if (const QString word = wordOfResource(resource); !word.isEmpty())
        return isolatedIfNeeded(word);
    const QString client = isolatedIfNeeded(clientName);
    return client.isEmpty() ? device(kind) : client;
}

QString Wording::connectionTitle(const Connection &connection)
{
    if (connection.kind() == DeviceKind::Phone)
        return tr("Cell phone");
    return capitalised(connectionName(connection.kind(), connection.resource(), connection.clientName()));
}

QString Wording::activity(const Connection &connection, qint64 nowMs)
{
    const Show show = connection.show();
    if (show == Show::Chat || show == Show::Available) {
        if (connection.idleSinceMs() > 0)
            return tr("idle %1").arg(duration(nowMs - connection.idleSinceMs()));
        return tr("active now");
    }
    const qint64 since = connection.idleSinceMs() > 0 ? connection.idleSinceMs() : connection.showSinceMs();
    if (since <= 0)
        return presence(show);
    return tr("%1 %2", "away 4 min").arg(presence(show), duration(nowMs - since));
}

QString Wording::connectionDetail(const Connection &connection, qint64 nowMs)
{
    const bool isMachine = connection.kind() == DeviceKind::Thing || connection.kind() == DeviceKind::Bot;
    const bool isUp = connection.show() <= Show::Available;
    const QString activity = isMachine && isUp && connection.sinceMs() > 0
                                 ? tr("since %1").arg(clockTime(connection.sinceMs()))
                                 : Wording::activity(connection, nowMs);
    if (connection.clientName().isEmpty())
        return activity;
    return tr("%1 · %2", "client name · activity").arg(isolated(connection.clientName()), activity);
}

QString Wording::lastSeen(qint64 timeMs, qint64 nowMs)
{
    if (timeMs <= 0)
        return tr("Offline");
    const QDate date = localTime(timeMs).date();
    const QDate today = localTime(nowMs).date();
    if (date == today)
        return tr("Last seen at %1").arg(clockTime(timeMs));
    if (date.addDays(1) == today)
        return tr("Last seen yesterday at %1").arg(clockTime(timeMs));
    return tr("Last seen %1", "on a day").arg(listTime(timeMs, nowMs));
}

QString Wording::endpointSummary(const Endpoint &endpoint, qint64 nowMs)
{
    if (!endpoint.isOnline())
        return lastSeen(endpoint.lastSeenMs(), nowMs);
    const auto &connections = endpoint.connections();
    const QString word = capitalised(presence(endpoint.presence().show));
    const Connection *first = endpoint.connection(endpoint.presence().decidedBy);
    if (first == nullptr)
        return word;
    const QString name = connectionName(first->kind(), first->resource(), first->clientName());
    if (connections.size() == 1)
        return tr("%1 · %2 %3", "Available · laptop active now").arg(word, name, activity(*first, nowMs));
    return tr("%1 on %2 connections · %3 %4", "Available on 3 connections · laptop active now")
        .arg(word, QLocale().toString(connections.size()), name, activity(*first, nowMs));
}

QString Wording::quotedClaim(const Endpoint &endpoint)
{
    const QString name = endpoint.claimedName();
    return name.isEmpty() ? QString() : tr("“%1”", "what somebody calls themselves").arg(isolated(name));
}

QString Wording::nameClaim(const Endpoint &endpoint)
{
    return nameClaim(endpoint.claims(), endpoint.claimedName(), endpoint.isContact());
}

QString Wording::nameClaim(Endpoint::Claims claims, const QString &claimedName, bool isContact)
{
    using Claim = Endpoint::Claim;
    QStringList parts;
    if (const QString name = isolated(claimedName); !name.isEmpty()) {
        if (claims.testFlag(Claim::LikeAddress))
            parts += tr("not their address, only a name they use: “%1”").arg(name);
        else if (claims.testFlag(Claim::LikeContact) && isContact)
            parts += tr("same name as another contact: “%1”").arg(name);
        else if (claims.testFlag(Claim::LikeContact))
            parts += tr("not your contact with this name: “%1”").arg(name);
        else
            parts += tr("uses the name “%1”").arg(name);
    }
    if (claims.testFlag(Claim::AddressLikeContact))
        parts += tr("the address looks like a contact’s, but is different");
    return parts.join(tr("; ", "between clauses"));
}

QString Wording::presenceReason(const Endpoint &endpoint, qint64 nowMs)
{
    if (!endpoint.isOnline())
        return presence(Show::Offline);
    QStringList same;
    QStringList others;
    for (const Connection &connection : endpoint.connections()) {
        const QString name =
            connectionName(connection.kind(), connection.resource(), connection.clientName());
        if (connection.show() == endpoint.presence().show)
            same += name;
        else
            others += tr("%1 %2", "phone · away 4 min").arg(name, activity(connection, nowMs));
    }
    others.prepend(tr("%1 on %2", "available on laptop")
                       .arg(presence(endpoint.presence().show), same.join(tr(", ", "between names"))));
    return others.join(tr("; ", "between clauses"));
}

QString Wording::typing(const Endpoint &endpoint)
{
    const Connection *where = endpoint.typingConnection();
    if (!where)
        return {};
    return tr("%1 is typing on %2…", "Foo is typing on phone…")
        .arg(isolated(endpoint.displayName()),
             connectionName(where->kind(), where->resource(), where->clientName()));
}

QString Wording::preview(const Endpoint &endpoint)
{
    return endpoint.typingConnection() ? tr("typing…", "instead of the last message") : lineOf(endpoint);
}

QString Wording::lastMessage(const Endpoint &endpoint)
{
    if (endpoint.previewNotice() != MessageNotice::None)
        return MessageWording::notice(endpoint.previewNotice(), endpoint.preview());
    const bool isBlank = !endpoint.preview().isEmpty() && !hasVisibleText(endpoint.preview());
    return isBlank ? MessageWording::blankText() : withoutDirectionControls(endpoint.preview());
}

QString Wording::lineOf(const Endpoint &endpoint)
{
    if (!endpoint.draft().isEmpty())
        return withoutDirectionControls(endpoint.draft().left(160).simplified());
    if (QString last = lastMessage(endpoint); !last.isEmpty()) {
        last = withHonestLinks(last);
        return endpoint.isPreviewMine() ? tr("You: %1").arg(isolated(last)) : last;
    }
    if (endpoint.isRequestPending())
        return tr("Waiting for an answer to your request");
    if (const QString status = singleLine(endpoint.presence().status.left(160)); !status.isEmpty())
        return status;
    return endpoint.id().toDisplayString();
}

QString Wording::onConnections(const Endpoint &endpoint)
{
    QStringList names;
    for (const Connection &connection : endpoint.connections())
        names += connectionName(connection.kind(), connection.resource(), connection.clientName());
    names.removeDuplicates();
    return names.isEmpty() ? QString() : tr("on %1").arg(names.join(tr(", ", "between names")));
}

QString Wording::contactRow(const Endpoint &endpoint, qint64 nowMs)
{
    QStringList parts{endpoint.displayName()};
    if (const QString claim = nameClaim(endpoint); !claim.isEmpty())
        parts += claim;
    parts += presence(endpoint.presence().show);
    if (const QString where = onConnections(endpoint); !where.isEmpty())
        parts += where;
    if (endpoint.isBlocked())
        parts += tr("blocked");
    if (endpoint.unread() > 0)
        parts += tr("%1 unread").arg(QLocale().toString(endpoint.unread()));
    if (endpoint.typingConnection())
        parts += tr("typing");
    if (!endpoint.draft().isEmpty())
        parts += tr("draft: %1").arg(lineOf(endpoint));
    const QString last = lastMessage(endpoint);
    if (endpoint.draft().isEmpty() && last.isEmpty())
        parts += lineOf(endpoint);
    if (!last.isEmpty()) {
        parts += tr("last message %1: %2", "09:16: Hello")
                     .arg(listTime(endpoint.lastMessageMs(), nowMs),
                          endpoint.isPreviewMine() ? tr("You: %1").arg(last) : last);
    }
    return parts.join(tr(", ", "between names"));
}

QString Wording::clockTime(qint64 timeMs)
{
    const QLocale locale;
    const QTime time = localTime(timeMs).time();
    // The C locale has no short form: it would say seconds.
    return locale.language() == QLocale::C ? time.toString(u"HH:mm")
                                           : locale.toString(time, QLocale::ShortFormat);
}

QString Wording::listTime(qint64 timeMs, qint64 nowMs)
{
    if (timeMs <= 0)
        return {};
    const QLocale locale;
    const QDate date = localTime(timeMs).date();
    const QDate today = localTime(nowMs).date();
    const qint64 age = date.daysTo(today);
    if (age <= 0)
        return clockTime(timeMs);
    if (age == 1)
        return tr("Yesterday");
    if (age < 7)
        return locale.standaloneDayName(date.dayOfWeek(), QLocale::LongFormat);
    if (date.year() == today.year())
        return locale.toString(date, tr("d MMM", "date format: day and month, short"));
    return locale.toString(date, QLocale::ShortFormat);
}

QString Wording::day(QDate date, QDate today)
{
    if (date == today)
        return tr("Today");
    if (date.addDays(1) == today)
        return tr("Yesterday");
    const QLocale locale;
    if (date.year() == today.year())
        return locale.toString(date, tr("dddd, d MMMM", "date format: weekday, day and month"));
    return locale.toString(date, tr("dddd, d MMMM yyyy", "date format: weekday, day, month and year"));
}

QString Wording::duration(qint64 ms)
{
    const qint64 minutes = std::max<qint64>(1, ms / 60'000);
    const QLocale locale;
    if (minutes < 60)
        return tr("%1 min").arg(locale.toString(minutes));
    if (minutes < 24 * 60)
        return tr("%1 h", "hours").arg(locale.toString(minutes / 60));
    return tr("%1 d", "days").arg(locale.toString(minutes / (24 * 60)));
}

QString Wording::capitalised(const QString &text)
{
    return text.isEmpty() ? text : text.first(1).toUpper() + text.sliced(1);
}

QString Wording::isolated(const QString &text)
{
    if (text.isEmpty())
        return text;
    // Removes characters that would end the isolation or outlast it, and line breaks.
    QString inside = text;
    inside.removeIf([](QChar c) {
        return isDirectionControl(c) || c.category() == QChar::Other_Control || c == QChar::LineSeparator ||
               c == QChar::ParagraphSeparator;
    });
    return QChar(0x2068) + inside + QChar(0x2069);
}

QString Wording::isolatedIfNeeded(const QString &text)
{
    const bool isMixed = std::any_of(text.begin(), text.end(), [](QChar c) {
        return c.direction() == QChar::DirR || c.direction() == QChar::DirAL || isDirectionControl(c);
    });
    const QString line = singleLine(text);
    return isMixed || QLocale().textDirection() == Qt::RightToLeft ? isolated(line) : line;
}

} // namespace roost
