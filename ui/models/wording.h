// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vocabulary.h"
#include "domain/contacts/endpoint.h"

#include <QCoreApplication>
#include <QDate>
#include <QString>

namespace roost {

class Connection;

/// Words for contacts, their Connections and times, as the lists and the screen reader say them; those for
/// messages are in MessageWording. Translated; plain text. The language is the application's translation,
/// dates and times are those of QLocale(). Main thread.
class Wording
{
    Q_DECLARE_TR_FUNCTIONS(roost::Wording)

public:
    /// "available", "away", "do not disturb" …
    [[nodiscard]] static QString presence(Show show);
    /// "laptop", "phone" …; "device" for Unknown.
    [[nodiscard]] static QString device(DeviceKind kind);
    /// Name of a Connection in a sentence: its kind, or the announced name of a thing or an unknown device
    /// ("toaster").
    [[nodiscard]] static QString connectionName(DeviceKind kind, const QString &resource,
                                                const QString &clientName);
    /// The same as a title: "Laptop", "Cell phone", "Toaster".
    [[nodiscard]] static QString connectionTitle(const Connection &connection);
    /// "Conversations · away 4 min".
    [[nodiscard]] static QString connectionDetail(const Connection &connection, qint64 nowMs);
    /// "Available on 3 connections · laptop active now", "Last seen yesterday at 09:16", for the thread's
    /// header.
    [[nodiscard]] static QString endpointSummary(const Endpoint &endpoint, qint64 nowMs);
    /// The name that a stranger uses, in quotes: "“Alice”"; empty for nothing.
    [[nodiscard]] static QString quotedClaim(const Endpoint &endpoint);
    /// The same as a sentence, with a warning if the name or the address could mislead the user: "not your
    /// contact with this name: “Alice”"; empty if there is nothing to say.
    [[nodiscard]] static QString nameClaim(const Endpoint &endpoint);
    /// The same for a stranger with the name `claimedName`, on one line; empty if there is nothing to say.
    [[nodiscard]] static QString nameClaim(Endpoint::Claims claims, const QString &claimedName,
                                           bool isContact);
    /// "available on laptop; phone away 4 min": the reason for the presence.
    [[nodiscard]] static QString presenceReason(const Endpoint &endpoint, qint64 nowMs);
    /// "Foo is typing on phone…"; empty if the contact is not typing.
    [[nodiscard]] static QString typing(const Endpoint &endpoint);
    /// One line for the contact list: "typing…", else the draft, else the last message ("You: …"), else the
    /// status.
    [[nodiscard]] static QString preview(const Endpoint &endpoint);
    /// The last message of the thread on one line, or its substitute; empty without one.
    [[nodiscard]] static QString lastMessage(const Endpoint &endpoint);
    /// A whole row of the contact list for the screen reader: "Foo Barrington, available, on laptop, phone,
    /// 2 unread, last message …".
    [[nodiscard]] static QString contactRow(const Endpoint &endpoint, qint64 nowMs);

    /// "09:16" today, "Yesterday", the weekday within a week, else "12 Nov" or the date; empty for 0.
    [[nodiscard]] static QString listTime(qint64 timeMs, qint64 nowMs);
    /// "09:16", local, as the language writes it.
    [[nodiscard]] static QString clockTime(qint64 timeMs);
    /// "Today", "Yesterday", "Friday, 20 November 2026".
    [[nodiscard]] static QString day(QDate date, QDate today);
    /// "4 min", "3 h", "2 d"; at least one minute.
    [[nodiscard]] static QString duration(qint64 ms);
    /// `text` with a capital first letter, as a title.
    [[nodiscard]] static QString capitalised(const QString &text);
    /// `text` kept apart from the direction of its surroundings (Unicode FSI … PDI), without controls and
    /// line breaks.
    [[nodiscard]] static QString isolated(const QString &text);
    /// The same, but unchanged if the direction cannot matter: left-to-right text in a left-to-right
    /// language.
    [[nodiscard]] static QString isolatedIfNeeded(const QString &text);

private:
    [[nodiscard]] static QString lineOf(const Endpoint &endpoint);
    [[nodiscard]] static QString activity(const Connection &connection, qint64 nowMs);
    [[nodiscard]] static QString onConnections(const Endpoint &endpoint);
    [[nodiscard]] static QString lastSeen(qint64 timeMs, qint64 nowMs);
};

} // namespace roost
