// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/id_source.h"
#include "demo/demo_world.h"
#include "storage/user_database.h"

#include <QObject>

namespace roost {

/// The past of the demo account, written into its user database as if it had been lived. Main thread.
class DemoHistory : public QObject
{
    Q_OBJECT

public:
    DemoHistory(DemoWorld world, Clock &clock, IdSource &ids, QObject *parent = nullptr);
    ~DemoHistory() override;

    /// Makes the account's database in that profile, with all contacts and their messages; finished()
    /// follows.
    void write(const QString &profile);

Q_SIGNALS:
    void finished(bool ok);

private:
    [[nodiscard]] ContactRecord record(const DemoContact &contact) const;
    [[nodiscard]] QList<MessageRecord> messages(const DemoContact &contact);

    DemoWorld m_world;
    Clock &m_clock;
    IdSource &m_ids;
    UserDatabase m_database;
};

} // namespace roost
