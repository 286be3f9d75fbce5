// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/vocabulary.h"

#include <QCoreApplication>
#include <QDate>
#include <QString>

namespace roost {

class Connection;
class Endpoint;

/// Words for the facts of the domain, as the lists and the screen reader say them. Translated; no markup.
class Wording
{
    Q_DECLARE_TR_FUNCTIONS(roost::Wording)

public:
    /// "available", "away", "do not disturb" …
    [[nodiscard]] static QString presence(Show show);
    /// "laptop", "phone" …; "device" for Unknown.
    [[nodiscard]] static QString device(DeviceKind kind);
    /// Name of a Connection in a sentence: its kind, or for things and unknowns what they call themselves
    /// ("toaster").
    [[nodiscard]] static QString connectionName(DeviceKind kind, const QString &resource,
                                                const QString &clientName);
    /// The same as a title: "Laptop", "Cell phone", "Toaster".
    [[nodiscard]] static QString connectionTitle(const Connection &connection);
    /// "Conversations · away 4 min".
    [[nodiscard]] static QString connectionDetail(const Connection &connection, qint64 nowMs);
    /// "Available on 3 connections · laptop active now", "Last seen yesterday", for the thread's header.
    [[nodiscard]] static QString endpointSummary(const Endpoint &endpoint, qint64 nowMs);
    /// "available on laptop; phone away 4 min": why the presence is what it is.
    [[nodiscard]] static QString presenceReason(const Endpoint &endpoint, qint64 nowMs);

    /// "09:16" today, "Yesterday", the weekday within a week, else "12 Nov" or with the year.
    [[nodiscard]] static QString listTime(qint64 timeMs, qint64 nowMs);
    /// "09:16", local, as the language writes it.
    [[nodiscard]] static QString clockTime(qint64 timeMs);
    /// "Today", "Yesterday", "Friday, 20 November 2026".
    [[nodiscard]] static QString day(QDate date, QDate today);
    /// "4 min", "3 h", "2 d".
    [[nodiscard]] static QString duration(qint64 ms);
    /// "delivered", "read", "sent".
    [[nodiscard]] static QString delivery(DeliveryState state);
    /// "waiting to be sent", "sent", "delivered", "read", "not sent"; empty for Received.
    [[nodiscard]] static QString messageState(MessageState state);
    /// `text` kept apart from the direction of its surroundings (Unicode FSI … PDI).
    [[nodiscard]] static QString isolated(const QString &text);
};

} // namespace roost
