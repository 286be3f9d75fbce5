// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/network_valve.h"

#include "support/fake_transport.h"
#include "support/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace roost {

/// A network that a script takes away.
class TestNetworkValve : public QObject
{
    Q_OBJECT

    struct World
    {
        QPointer<FakeTransport> inner;
        NetworkValve valve{[this] {
            auto made = std::make_unique<FakeTransport>();
            inner = made.get();
            return made;
        }};
        std::unique_ptr<Transport> outer = valve.factory()();
        QSignalSpy received{outer.get(), &Transport::frameReceived};
        QSignalSpy closed{outer.get(), &Transport::closed};

        void open()
        {
            outer->open(QUrl(u"wss://bar.com/ws"_s));
            inner->accept();
        }
    };

private Q_SLOTS:
    void isTransparent()
    {
        World world;
        QSignalSpy passed(&world.valve, &NetworkValve::framePassed);
        world.outer->setPeerName(u"chat.bar.com"_s);
        world.open();
        QCOMPARE(world.inner->peerName(), u"chat.bar.com"_s);
        QVERIFY(world.outer->isOpen() && world.outer->isEncrypted());
        world.outer->sendFrame("<presence/>");
        QCOMPARE(world.inner->takeFrame(), "<presence/>");
        world.inner->inject("<message/>");
        QCOMPARE(world.received.size(), 1);
        QCOMPARE(passed.size(), 2);
        world.inner->end();
        QCOMPARE(world.closed.size(), 1);
    }

    void cutsAtAStanza()
    {
        World world;
        world.open();
        world.valve.cutAfter(2);
        world.outer->sendFrame("<a/>");
        world.inner->inject("<b/>");
        QCOMPARE(world.closed.size(), 0);
        world.outer->sendFrame("<c/>");
        QCOMPARE(world.closed.size(), 1);
        QCOMPARE(world.closed.first().first().value<Error>().kind, ErrorKind::NetworkUnreachable);
        QCOMPARE(world.inner->takeFrame(), "<a/>");
        QVERIFY(!world.inner->hasSent());
        QCOMPARE(world.valve.framesLeft(), -1); // Once only.
    }

    void goesOfflineAndStaysSo()
    {
        World world;
        world.open();
        world.valve.setOffline(true);
        QCOMPARE(world.closed.size(), 1);
        world.outer->open(QUrl(u"wss://bar.com/ws"_s));
        QCOMPARE(world.closed.size(), 1); // Not from within open().
        QTRY_COMPARE(world.closed.size(), 2);
        world.valve.setOffline(false);
        world.open();
        QVERIFY(world.outer->isOpen());
    }

    void delaysInOrder()
    {
        World world;
        world.open();
        world.valve.setLatency(std::chrono::milliseconds(30));
        QElapsedTimer clock;
        clock.start();
        world.inner->inject("<a/>");
        world.valve.setLatency(std::chrono::milliseconds(0));
        world.inner->inject("<b/>"); // Does not overtake.
        QCOMPARE(world.received.size(), 0);
        QCOMPARE(world.valve.heldFrames(), 2);
        QTRY_COMPARE(world.received.size(), 2);
        QVERIFY(clock.elapsed() >= 29);
        QCOMPARE(world.received[0].first().toByteArray(), "<a/>");
        QCOMPARE(world.received[1].first().toByteArray(), "<b/>");
        QCOMPARE(world.valve.heldFrames(), 0);
    }

    void tracksOpenRequests()
    {
        World world;
        world.open();
        world.outer->sendFrame("<iq id='1' type='get'><query xmlns='jabber:iq:roster'/></iq>");
        world.outer->sendFrame("<iq id='2' type='result'/>");
        QCOMPARE(world.valve.openRequests(), QStringList{u"jabber:iq:roster"_s});
        world.inner->inject("<iq id='1' type='result'/>");
        QVERIFY(world.valve.openRequests().isEmpty());
        world.outer->sendFrame("<iq id='3' type='set'><bind xmlns='urn:x'/></iq>");
        world.inner->end();
        QVERIFY(world.valve.openRequests().isEmpty()); // The server will not answer the request.
    }
};

} // namespace roost

QTEST_GUILESS_MAIN(roost::TestNetworkValve)
#include "test_network_valve.moc"
