// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_clock.h"
#include "support/sequential_ids.h"
#include "xmpp/extensions/registry.h"
#include "xmpp/extensions/xep0030_disco.h"
#include "xmpp/xmpp_client.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// All extensions together.
class TestRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreUnique();
    void featuresAreCollected();
};

void TestRegistry::namesAreUnique()
{
    FakeClock clock;
    SequentialIds ids;
    XmppClient client(clock, ids);
    addExtensions(client, {});
    QVERIFY(client.extensions().size() >= 18);
    QSet<QString> names;
    for (const auto &extension : client.extensions())
        names.insert(extension->name());
    QCOMPARE(names.size(), qsizetype(client.extensions().size()));
}

void TestRegistry::featuresAreCollected()
{
    FakeClock clock;
    SequentialIds ids;
    XmppClient client(clock, ids);
    ClientIdentity identity;
    identity.name = u"Roost"_s;
    addExtensions(client, identity);
    const DiscoInfo info = client.extension<Xep0030Disco>().ownInfo();
    QCOMPARE(info.identities.size(), 1);
    QCOMPARE(info.identities[0].name, u"Roost"_s);
    for (const QStringView feature :
         {u"http://jabber.org/protocol/disco#info", u"http://jabber.org/protocol/caps", u"urn:xmpp:receipts",
          u"urn:xmpp:ping", u"urn:xmpp:time", u"jabber:iq:version", u"urn:xmpp:avatar:metadata+notify",
          u"http://jabber.org/protocol/chatstates", u"urn:xmpp:chat-markers:0",
          u"urn:xmpp:mds:displayed:0+notify"})
        QVERIFY2(info.hasFeature(feature), qPrintable(feature.toString()));
    QCOMPARE(QSet<QString>(info.features.begin(), info.features.end()).size(), info.features.size());
    QVERIFY(std::is_sorted(info.features.begin(), info.features.end()));
}

QTEST_GUILESS_MAIN(TestRegistry)
#include "test_registry.moc"
