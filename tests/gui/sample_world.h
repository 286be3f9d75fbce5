// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "unit/models/small_world.h"
#include "widgets/look/avatar_cache.h"
#include "widgets/look/theme.h"

#include <QApplication>
#include <QDir>
#include <QWidget>

namespace roost {

/// The people of the design, to look at: names of many kinds, presences, drafts, counts.
class SampleWorld : public SmallWorld
{
public:
    SampleWorld()
    {
        const qint64 now = clock.nowMs();
        constexpr qint64 hour = 3'600'000;
        add(u"foo@bar.com", u"Foo Barrington", u"One send, three deliveries.", now - hour / 10);
        add(u"amelie@bar.com", u"Amélie Marchand", u"Shall we call at three?", now - hour, true);
        add(u"kenji@bar.com", u"Kenji Sato", u"👍 see you 🎉", now - 2 * hour, false, 1);
        add(u"lindiwe@bar.com", u"Lindiwe Okafor", u"In a call · back at 11", now - 25 * hour);
        add(u"robot@bar.com", u"Robot Chicken", u"build 4812 passed on all platforms and then some",
            now - 26 * hour, false, 12);
        add(u"noor@bar.com", u"نور الدين", u"مرحبا، كيف حالك؟", now - 50 * hour);
        add(u"sofia@bar.com", u"Sofia Vargas", u"Thanks, that fixed it!", now - 60 * hour);
        add(u"long@bar.com", u"Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh von und zu", u"ok",
            now - 24 * 20 * hour);
        add(u"phuong@bar.com", u"Nguyễn Phương", {}, 0);
        add(u"tariq@bar.com", u"Tariq Wahid", {}, 0);
        modify(QStringLiteral("sofia@bar.com"),
               [](ContactRecord &r) { r.draft = QStringLiteral("and one more thing"); });
        connection(u"foo@bar.com/laptop", DeviceKind::Laptop, Show::Available);
        connection(u"foo@bar.com/phone", DeviceKind::Phone, Show::Away);
        connection(u"foo@bar.com/toaster", DeviceKind::Thing, Show::Available);
        connection(u"amelie@bar.com/x", DeviceKind::Laptop, Show::Available);
        connection(u"kenji@bar.com/x", DeviceKind::Phone, Show::Away);
        connection(u"lindiwe@bar.com/x", DeviceKind::Laptop, Show::DoNotDisturb);
        connection(u"lindiwe@bar.com/y", DeviceKind::Phone, Show::DoNotDisturb);
        connection(u"robot@bar.com/x", DeviceKind::Web, Show::Available);
        connection(u"phuong@bar.com/x", DeviceKind::Tablet, Show::ExtendedAway);
        turn();
    }

    /// Writes `widget`'s picture to the folder $ROOST_SHOTS, if there is one, to look at.
    static void shoot(QWidget &widget, const QString &name)
    {
        const QString folder = qEnvironmentVariable("ROOST_SHOTS");
        if (!folder.isEmpty())
            widget.grab().save(QDir(folder).filePath(name + QStringLiteral(".png")));
    }

private:
    void add(QStringView address, QStringView name, QStringView preview, qint64 at, bool mine = false,
             int unread = 0)
    {
        ContactRecord record = contact(address.toString(), name.toString(), at);
        record.preview = preview.toString();
        record.previewMine = mine;
        record.unread = unread;
        directory.update(record);
    }
    void connection(QStringView full, DeviceKind kind, Show show)
    {
        const Jid jid = Jid::fromWire(full);
        directory.connectionAvailable(jid, Presence{show, {}, {}}, 0, 0, clock.nowMs());
        directory.describeConnection(jid, kind, {}, true);
    }
};

} // namespace roost
