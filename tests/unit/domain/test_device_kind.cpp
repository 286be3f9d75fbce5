// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/device_kind.h"
#include "xmpp/extensions/xep0030_disco.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

Q_DECLARE_METATYPE(DeviceKind)

class TestDeviceKind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsIdentities_data();
    void knowsIdentities();
    void guessesFromResources_data();
    void guessesFromResources();
    void considersAllIdentities();
};

void TestDeviceKind::knowsIdentities_data()
{
    QTest::addColumn<QString>("category");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("name");
    QTest::addColumn<DeviceKind>("kind");
    const auto row = [](const char *category, const char *type, const char *name, DeviceKind kind) {
        QTest::addRow("%s/%s/%s", category, type, name)
            << QString::fromLatin1(category) << QString::fromLatin1(type) << QString::fromLatin1(name)
            << kind;
    };
    row("client", "pc", "Gajim", DeviceKind::Laptop);
    row("client", "phone", "Conversations", DeviceKind::Phone);
    row("client", "handheld", "", DeviceKind::Phone);
    row("client", "sms", "", DeviceKind::Phone);
    row("client", "tablet", "", DeviceKind::Tablet);
    row("client", "web", "Converse.js", DeviceKind::Web);
    row("client", "bot", "", DeviceKind::Bot);
    row("client", "console", "Profanity", DeviceKind::Console);
    row("client", "game", "", DeviceKind::Thing);
    row("automation", "toaster", "", DeviceKind::Thing);
    row("component", "generic", "", DeviceKind::Thing);
    // The identity outweighs the name; where it says nothing, the name speaks.
    row("client", "pc", "Toaster Phone", DeviceKind::Laptop);
    row("client", "unheard-of", "Siskin IM", DeviceKind::Phone);
    row("client", "", "poezio", DeviceKind::Console);
    row("account", "registered", "", DeviceKind::Unknown);
    row("client", "unheard-of", "Robotics", DeviceKind::Unknown);
}

void TestDeviceKind::knowsIdentities()
{
    QFETCH(const QString, category);
    QFETCH(const QString, type);
    QFETCH(const QString, name);
    QFETCH(const DeviceKind, kind);
    DiscoInfo info;
    info.identities.append({category, type, name, {}});
    QCOMPARE(deviceKindOf(info), kind);
}

void TestDeviceKind::guessesFromResources_data()
{
    QTest::addColumn<QString>("resource");
    QTest::addColumn<DeviceKind>("kind");
    QTest::newRow("plain") << u"phone"_s << DeviceKind::Phone;
    QTest::newRow("with a tail") << u"phone.x8f2"_s << DeviceKind::Phone;
    QTest::newRow("Conversations") << u"Conversations.abcd"_s << DeviceKind::Phone;
    QTest::newRow("gajim") << u"gajim.KJ12ML"_s << DeviceKind::Laptop;
    QTest::newRow("Psi+") << u"Psi+"_s << DeviceKind::Laptop;
    QTest::newRow("apostrophe") << u"Foo's iPad"_s << DeviceKind::Tablet;
    QTest::newRow("toaster") << u"toaster-kitchen"_s << DeviceKind::Thing;
    QTest::newRow("only whole words") << u"abbot"_s << DeviceKind::Unknown;
    QTest::newRow("random") << u"a8f7e6"_s << DeviceKind::Unknown;
    QTest::newRow("empty") << QString() << DeviceKind::Unknown;
    QTest::newRow("very long") << QString(100'000, u'a') << DeviceKind::Unknown;
}

void TestDeviceKind::guessesFromResources()
{
    QFETCH(const QString, resource);
    QFETCH(const DeviceKind, kind);
    QCOMPARE(deviceKindFromResource(resource), kind);
}

void TestDeviceKind::considersAllIdentities()
{
    DiscoInfo info;
    info.identities.append({u"pubsub"_s, u"pep"_s, {}, {}});
    info.identities.append({u"client"_s, u"web"_s, {}, {}});
    QCOMPARE(deviceKindOf(info), DeviceKind::Web);
    QCOMPARE(deviceKindOf({}), DeviceKind::Unknown);
}

QTEST_GUILESS_MAIN(TestDeviceKind)
#include "test_device_kind.moc"
