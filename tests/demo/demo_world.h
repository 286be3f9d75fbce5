// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "base/result.h"
#include "base/vocabulary.h"

#include <QList>
#include <QStringList>

namespace roost {

/// One Connection of a person in the demo world.
struct DemoDeviceSpec
{
    QString resource;
    QString category;            ///< Category of its disco identity: client, automation.
    QString type;                ///< pc, phone, web, bot …
    QString client;              ///< Client name that the device announces.
    Show show = Show::Available; ///< Offline: it may come online later.
    QString status;
    int idleMinutes = 0;
    bool receipts = true; ///< False: it never says that it got a message.
};

/// A message of the past.
struct DemoLine
{
    int daysAgo = 0;
    QString time; ///< Local, HH:mm.
    bool mine = false;
    QString text;
};

/// An entry in the contact list of the demo account.
struct DemoContact
{
    Jid address;
    QString name;
    QStringList labels;
    QString picture; ///< File name in the folder of pictures; empty = none.
    QList<DemoDeviceSpec> devices;
    QList<DemoLine> history;
    QStringList answers;  ///< Answers to messages, in turn.
    bool settled = false; ///< Does not come and go by chance.
};

/// The content of world.json.
struct DemoWorld
{
    Jid account;
    QList<DemoContact> contacts;
    QStringList greeting; ///< Messages that the first contact sends when the account comes online.
    /// A stranger who sends a subscription request.
    DemoContact stranger;
    QString strangerMessage;
};

/// Reads world.json. FileUnreadable or InvalidInput, with a detail for the developer.
[[nodiscard]] Result<DemoWorld> loadDemoWorld(const QString &file);

/// The password of every account of the demo world; useless outside of it.
[[nodiscard]] QString demoPassword(const Jid &account);

} // namespace roost
