// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_clock.h"
#include "support/sequential_ids.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanza_router.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

const Jid own = Jid::fromWire(u"alice@example.org/roost");

Stanza stanza(const QByteArray &frame)
{
    return Stanza::fromElement(std::move(parseXml(frame).value()), own);
}

class NoSender final : public StanzaSender
{
public:
    void send(XmlElement) override {}
    QFuture<Result<XmlElement>> request(XmlElement) override
    {
        return readyFuture<XmlElement>(unexpected(ErrorKind::NotConnected));
    }
    Jid ownJid() const override { return own; }
    bool isOnline() const override { return false; }
    Clock &clock() override { return m_clock; }
    IdSource &ids() override { return m_ids; }

private:
    FakeClock m_clock;
    SequentialIds m_ids;
};

/// Records its calls and returns the preset result.
class Scribe final : public Extension
{
public:
    Scribe(StanzaSender &sender, QString name, unsigned stages, QStringList &log,
           Handled result = Handled::Pass, BuildStage buildStage = BuildStage::Annotate)
        : Extension(sender)
        , m_name(std::move(name))
        , m_stages(stages)
        , m_log(log)
        , m_result(result)
        , m_buildStage(buildStage)
    {
    }
    QString name() const override { return m_name; }
    unsigned stages() const override { return m_stages; }
    Handled handle(Stage stage, Stanza &) override
    {
        m_log.append(m_name + QString::number(int(stage)));
        return m_result;
    }
    BuildStage buildStage() const override { return m_buildStage; }
    void build(XmlElement &element) override { element.addChild(XmlElement(m_name, u"urn:x"_s)); }

private:
    QString m_name;
    unsigned m_stages;
    QStringList &m_log;
    Handled m_result;
    BuildStage m_buildStage;
};

} // namespace

class TestStanza : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAddresses();
    void missingSenderIsTheAccount();
    void invalidSenderIsEmpty();
    void knowsTheThreeKinds();
    void carriesAnnotations();
    void answersRequests();
    void mapsConditions();
    void routesStageByStage();
    void stopsWhenHandled();
    void buildsInOrder();
    void buildsByStage();
};

void TestStanza::readsAddresses()
{
    const Stanza s =
        stanza("<message xmlns='jabber:client' from='BOB@Example.org/x' to='alice@example.org/roost' "
               "id='1' type='chat'/>");
    QCOMPARE(s.from.toString(), u"bob@example.org/x"_s);
    QCOMPARE(s.to, own);
    QCOMPARE(s.id, u"1"_s);
    QCOMPARE(s.type, u"chat"_s);
    QVERIFY(stanza("<presence xmlns='jabber:client'/>").type.isNull());
}

void TestStanza::missingSenderIsTheAccount()
{
    QCOMPARE(stanza("<iq xmlns='jabber:client' type='set'/>").from, own.bare());
}

void TestStanza::invalidSenderIsEmpty()
{
    // Not the account: that would let a stranger speak in its name.
    QVERIFY(stanza("<iq xmlns='jabber:client' type='set' from=''/>").from.isEmpty());
    QVERIFY(stanza("<iq xmlns='jabber:client' type='set' from='@x'/>").from.isEmpty());
}

void TestStanza::knowsTheThreeKinds()
{
    QCOMPARE(stanza("<message xmlns='jabber:client'/>").kind, StanzaKind::Message);
    QCOMPARE(stanza("<presence xmlns='jabber:client'/>").kind, StanzaKind::Presence);
    QCOMPARE(stanza("<iq xmlns='jabber:client'/>").kind, StanzaKind::Iq);
    QVERIFY(stanza("<other xmlns='jabber:client'/>").isNull());
    QVERIFY(stanza("<message xmlns='jabber:server'/>").isNull());
    QVERIFY(stanza("<message/>").isNull());
}

void TestStanza::carriesAnnotations()
{
    Stanza s = stanza("<message xmlns='jabber:client'/>");
    QVERIFY(!s.annotation<int>());
    s.annotate(7);
    s.annotate(u"text"_s);
    QCOMPARE(*s.annotation<int>(), 7);
    QCOMPARE(*s.annotation<QString>(), u"text"_s);
    QVERIFY(!s.annotation<double>());
}

void TestStanza::answersRequests()
{
    const Stanza request = stanza("<iq xmlns='jabber:client' type='get' id='7' from='Bob@example.org/X'/>");
    QCOMPARE(makeIqResult(request).toXml(),
             QByteArray("<iq xmlns='jabber:client' type='result' to='Bob@example.org/X' id='7'/>"));
    QCOMPARE(makeIqError(request, u"cancel"_s, u"service-unavailable"_s).toXml(),
             QByteArray(
                 "<iq xmlns='jabber:client' type='error' to='Bob@example.org/X' id='7'><error type='cancel'>"
                 "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"));
    const Stanza fromServer = stanza("<iq xmlns='jabber:client' type='get' id='8'/>");
    QVERIFY(!makeIqResult(fromServer).hasAttribute(u"to"));
}

void TestStanza::mapsConditions()
{
    const auto kindOf = [](const QByteArray &condition) {
        return stanzaError(*parseXml("<iq xmlns='jabber:client' type='error'><error><" + condition +
                                     " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"))
            .kind;
    };
    QCOMPARE(kindOf("item-not-found"), ErrorKind::ItemNotFound);
    QCOMPARE(kindOf("service-unavailable"), ErrorKind::ServiceUnavailable);
    QCOMPARE(kindOf("forbidden"), ErrorKind::Forbidden);
    QCOMPARE(kindOf("remote-server-not-found"), ErrorKind::RemoteServerNotFound);
    QCOMPARE(kindOf("jid-malformed"), ErrorKind::StanzaRejected);
    QCOMPARE(stanzaError(*parseXml("<iq xmlns='jabber:client' type='error'/>")),
             (Error{ErrorKind::StanzaRejected, u"undefined-condition"_s}));
}

void TestStanza::routesStageByStage()
{
    NoSender sender;
    StanzaRouter router;
    QStringList log;
    router.add(std::make_unique<Scribe>(sender, u"a"_s, 0b10001U, log));
    router.add(std::make_unique<Scribe>(sender, u"b"_s, 0b11001U, log));
    router.add(std::make_unique<Scribe>(sender, u"c"_s, 0U, log));
    Stanza s = stanza("<message xmlns='jabber:client'/>");
    QCOMPARE(router.route(s), Handled::Pass);
    QCOMPARE(log, (QStringList{u"a0"_s, u"b0"_s, u"b3"_s, u"a4"_s, u"b4"_s}));
}

void TestStanza::stopsWhenHandled()
{
    NoSender sender;
    for (const Handled handled : {Handled::Consume, Handled::Drop}) {
        StanzaRouter router;
        QStringList log;
        router.add(std::make_unique<Scribe>(sender, u"a"_s, 0b11111U, log));
        router.add(std::make_unique<Scribe>(sender, u"b"_s, 0b00010U, log, handled));
        Stanza s = stanza("<message xmlns='jabber:client'/>");
        QCOMPARE(router.route(s), handled);
        QCOMPARE(log, (QStringList{u"a0"_s, u"a1"_s, u"b1"_s}));
    }
}

void TestStanza::buildsInOrder()
{
    NoSender sender;
    StanzaRouter router;
    QStringList log;
    router.add(std::make_unique<Scribe>(sender, u"a"_s, 0U, log));
    router.add(std::make_unique<Scribe>(sender, u"b"_s, 0U, log));
    XmlElement message(u"message"_s, ns::client);
    router.build(message);
    QCOMPARE(message.children().size(), 2U);
    QCOMPARE(message.children().front().name(), u"a"_s);
}

void TestStanza::buildsByStage()
{
    NoSender sender;
    StanzaRouter router;
    QStringList log;
    const auto add = [&](const QString &name, BuildStage stage) {
        router.add(std::make_unique<Scribe>(sender, name, 0U, log, Handled::Pass, stage));
    };
    add(u"encrypt"_s, BuildStage::Encrypt);
    add(u"id"_s, BuildStage::Identify);
    add(u"receipt"_s, BuildStage::Annotate);
    add(u"marker"_s, BuildStage::Annotate);
    XmlElement message(u"message"_s, ns::client);
    router.build(message);
    QStringList names;
    for (const XmlElement &child : message.children())
        names.append(child.name());
    QCOMPARE(names, (QStringList{u"receipt"_s, u"marker"_s, u"id"_s, u"encrypt"_s}));
}

QTEST_GUILESS_MAIN(TestStanza)
#include "test_stanza.moc"
