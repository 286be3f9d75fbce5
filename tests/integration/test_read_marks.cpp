// SPDX-License-Identifier: GPL-3.0-or-later
// Amount of traffic for synchronizing read marks with our other devices: on both real servers each change is
// sent once, to a node that is created once with the right configuration.
#include "person.h"
#include "support/both_servers.h"
#include "xmpp/stanza.h"
#include "xmpp/websocket_transport.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

constexpr QStringView nodeNs = u"urn:xmpp:mds:displayed:0";
constexpr QStringView ownerNs = u"http://jabber.org/protocol/pubsub#owner";
constexpr QStringView pubSubNs = u"http://jabber.org/protocol/pubsub";
constexpr int chats = 6;

/// A real one that writes down what is sent.
class CountingTransport final : public Transport
{
public:
    CountingTransport(Clock &clock, QList<QByteArray> &sent) : m_real(clock), m_sent(sent)
    {
        connect(&m_real, &Transport::opened, this, &Transport::opened);
        connect(&m_real, &Transport::frameReceived, this, &Transport::frameReceived);
        connect(&m_real, &Transport::closed, this, &Transport::closed);
    }
    void open(const QUrl &url) override { m_real.open(url); }
    void sendFrame(const QByteArray &frame) override
    {
        m_sent.append(frame);
        m_real.sendFrame(frame);
    }
    void close() override { m_real.close(); }
    void abort() override { m_real.abort(); }
    [[nodiscard]] bool isOpen() const override { return m_real.isOpen(); }
    [[nodiscard]] bool isEncrypted() const override { return m_real.isEncrypted(); }

private:
    WebSocketTransport m_real;
    QList<QByteArray> &m_sent;
};

} // namespace

class TestReadMarks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_servers.start(), qPrintable(m_servers.errorText())); }
    void publishesEachChangeOnce_data() { eachServer(); }
    void publishesEachChangeOnce();

private:
    QString newUser(ServerKind kind)
    {
        const QString user = u"reader%1"_s.arg(++m_users);
        return m_servers.of(kind).registerUser(user, TestServer::passwordOf(user)) ? user : QString();
    }
    /// How often something for the node has been sent.
    [[nodiscard]] int count(const char *element) const
    {
        return int(std::count_if(m_sent.cbegin(), m_sent.cend(), [element](const QByteArray &frame) {
            return frame.contains(nodeNs.toLatin1()) && frame.contains(element);
        }));
    }
    [[nodiscard]] Result<XmlElement> ask(Person &person, XmlElement payload)
    {
        auto answer = person.session->client().request(makeIq(u"get"_s, {}, std::move(payload)));
        (void)QTest::qWaitFor([&answer] { return answer.isFinished(); }, patienceMs);
        return answer.isFinished() ? answer.result() : Result<XmlElement>();
    }
    void begin(Person &person)
    {
        person.session.reset();
        person.session = std::make_unique<Session>(
            person.config, person.clock, person.ids, &person.notifier,
            [this, &person] { return std::make_unique<CountingTransport>(person.clock, m_sent); });
    }

    BothServers m_servers;
    QList<QByteArray> m_sent;
    int m_users = 0;
};

void TestReadMarks::publishesEachChangeOnce()
{
    QFETCH(const ServerKind, server);
    m_sent.clear();
    TestServer &where = m_servers.of(server);
    Person reader(where, newUser(server), u"desk"_s);
    begin(reader);
    QVERIFY(reader.enter());
    std::vector<std::unique_ptr<Person>> writers;
    for (int i = 0; i < chats; ++i) {
        writers.push_back(std::make_unique<Person>(where, newUser(server), u"phone"_s));
        QVERIFY(writers.back()->enter());
    }
    for (int round = 1; round <= 3; ++round) {
        for (const auto &writer : writers)
            (void)writer->thread(reader).send(u"Round %1"_s.arg(round));
        for (const auto &writer : writers)
            QTRY_COMPARE_WITH_TIMEOUT(reader.endpoint(*writer).unread(), 1, patienceMs);
        // All threads at once, like a user who returns after an absence.
        for (const auto &writer : writers)
            reader.session->setAttendedThread(&reader.endpoint(*writer));
        reader.session->setAttendedThread(nullptr);
        QTRY_COMPARE_WITH_TIMEOUT(count("<publish "), round * chats, patienceMs);
        QCOMPARE(count("<create "), 1);
        QCOMPARE(count("pubsub#owner"), 0);
        if (round == 2) {
            // The next run knows it still.
            QVERIFY(reader.leave());
            begin(reader);
            QVERIFY(reader.enter());
        }
    }
    // All marks are in the node, only the owner may read it, and it has room for more chats.
    XmlElement items(u"pubsub"_s, pubSubNs.toString());
    items.addChild(XmlElement(u"items"_s, pubSubNs.toString()).setAttribute(u"node"_s, nodeNs.toString()));
    const auto kept = ask(reader, std::move(items));
    QVERIFY(kept);
    QCOMPARE(kept->toXml().count("<displayed"), chats);
    XmlElement owner(u"pubsub"_s, ownerNs.toString());
    owner.addChild(XmlElement(u"configure"_s, ownerNs.toString()).setAttribute(u"node"_s, nodeNs.toString()));
    const auto config = ask(reader, std::move(owner));
    QVERIFY(config);
    const XmlElement *configure = config->child(u"pubsub", ownerNs)->child(u"configure", ownerNs);
    const XmlElement *form = configure ? configure->child(u"x", u"jabber:x:data") : nullptr;
    QVERIFY(form);
    QHash<QString, QString> values;
    for (const XmlElement &field : form->children())
        values.insert(field.attribute(u"var"), field.childText(u"value", u"jabber:x:data"));
    QCOMPARE(values.value(u"pubsub#access_model"_s), u"whitelist"_s);
    const QString room = values.value(u"pubsub#max_items"_s);
    QVERIFY2(room == u"max" || room.toInt() >= 256, qPrintable(room));
    QCOMPARE(values.value(u"pubsub#send_last_published_item"_s), u"never"_s);
}

QTEST_GUILESS_MAIN(TestReadMarks)
#include "test_read_marks.moc"
