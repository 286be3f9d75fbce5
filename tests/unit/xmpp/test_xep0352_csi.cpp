// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0352_csi.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Client state: sent once, repeated with each stream, and only to a server that supports it.
class TestXep0352Csi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsEachChangeOnce();
    void repeatsStateWithEachStream();
    void sendsStateWithBindRequest();
    void sendsNothingWithoutServerSupport();
    void waitsForAStream();
};

namespace {

const QStringList offered{u"csi urn:xmpp:csi:0"_s};

} // namespace

void TestXep0352Csi::sendsEachChangeOnce()
{
    FakeSender sender;
    sender.setStreamFeatures(offered);
    Xep0352Csi csi(sender);
    csi.sessionStarted(false);
    csi.setActive(true);
    QCOMPARE(sender.nonzas(), QStringList());
    csi.setActive(false);
    csi.setActive(false);
    csi.setActive(true);
    QCOMPARE(sender.nonzas(), (QStringList{u"inactive"_s, u"active"_s}));
    QCOMPARE(sender.sentCount(), 0); // no stanza: it must not be counted
}

void TestXep0352Csi::repeatsStateWithEachStream()
{
    for (const bool resumed : {false, true}) {
        FakeSender sender;
        sender.setStreamFeatures(offered);
        Xep0352Csi csi(sender);
        csi.setActive(false);
        csi.sessionStarted(false);
        csi.sessionEnded();
        csi.sessionStarted(resumed);
        QCOMPARE(sender.nonzas().last(2), (QStringList{u"inactive"_s, u"inactive"_s}));
        // Each new stream begins as active: nothing to say.
        csi.setActive(true);
        const qsizetype before = sender.nonzas().size();
        csi.sessionStarted(resumed);
        QCOMPARE(sender.nonzas().size(), before);
    }
}

void TestXep0352Csi::sendsStateWithBindRequest()
{
    FakeSender sender;
    sender.setStreamFeatures(offered);
    Xep0352Csi csi(sender);
    QVERIFY(!csi.inlineRequest());
    sender.setOnline(false);
    csi.setActive(false);
    QVERIFY(csi.inlineRequest()->is(u"inactive", u"urn:xmpp:csi:0"));
    sender.setOnline(true);
    csi.inlineEnabled();
    csi.sessionStarted(false);
    QCOMPARE(sender.nonzas(), QStringList());
    csi.setActive(true);
    QCOMPARE(sender.nonzas(), QStringList{u"active"_s});
    // The user returned while the request was in transit.
    csi.inlineEnabled();
    csi.sessionStarted(false);
    QCOMPARE(sender.nonzas(), (QStringList{u"active"_s, u"active"_s}));
}

void TestXep0352Csi::sendsNothingWithoutServerSupport()
{
    FakeSender sender;
    sender.setStreamFeatures({u"csi urn:other"_s});
    Xep0352Csi csi(sender);
    csi.sessionStarted(false);
    csi.setActive(false);
    QCOMPARE(sender.nonzas(), QStringList());
}

void TestXep0352Csi::waitsForAStream()
{
    FakeSender sender;
    sender.setStreamFeatures(offered);
    sender.setOnline(false);
    Xep0352Csi csi(sender);
    csi.setActive(false);
    QCOMPARE(sender.nonzas(), QStringList());
    QVERIFY(!csi.isActive());
    sender.setOnline(true);
    csi.sessionStarted(false);
    QCOMPARE(sender.nonzas(), QStringList{u"inactive"_s});
}

QTEST_GUILESS_MAIN(TestXep0352Csi)
#include "test_xep0352_csi.moc"
