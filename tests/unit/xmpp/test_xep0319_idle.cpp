// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0319_idle.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Time of the last use of a Connection.
class TestXep0319Idle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sinceIsRead();
    void ownIsBroadcastOnly();
};

void TestXep0319Idle::sinceIsRead()
{
    FakeSender sender;
    Xep0319Idle idle(sender);
    const auto since = [&](const QByteArray &stamp, const QByteArray &type = {}) -> qint64 {
        Stanza stanza = sender.receive("<presence xmlns='jabber:client' from='bob@example.org/x'" + type +
                                       "><idle xmlns='urn:xmpp:idle:1' since='" + stamp + "'/></presence>");
        sender.handle(idle, stanza);
        const auto *found = stanza.annotation<IdleSince>();
        return found ? found->sinceMs : -1;
    };
    QCOMPARE(since("2025-06-01T10:00:00Z"), 1'748'772'000'000LL);
    QCOMPARE(since("2025-06-01T12:00:00+02:00"), 1'748'772'000'000LL);
    QCOMPARE(since("2099-01-01T00:00:00Z"), sender.clock().nowMs()); // not in the future
    QCOMPARE(since("long"), -1);
    QCOMPARE(since("2025-06-01T10:00:00Z", " type='unavailable'"), -1);
}

void TestXep0319Idle::ownIsBroadcastOnly()
{
    FakeSender sender;
    Xep0319Idle idle(sender);
    const auto built = [&idle](const QByteArray &attributes) {
        XmlElement presence = *parseXml("<presence xmlns='jabber:client'" + attributes + "/>");
        idle.build(presence);
        const XmlElement *child = presence.child(u"idle", u"urn:xmpp:idle:1");
        return child ? child->attribute(u"since") : QString();
    };
    QVERIFY(built("").isNull());
    idle.setOwnIdleSince(1'748'772'000'000);
    QCOMPARE(built(""), u"2025-06-01T10:00:00.000Z"_s);
    QVERIFY(built(" to='stranger@example.org'").isNull());
    QVERIFY(built(" type='unavailable'").isNull());
    idle.setOwnIdleSince(0);
    QVERIFY(built("").isNull());
}

QTEST_GUILESS_MAIN(TestXep0319Idle)
#include "test_xep0319_idle.moc"
