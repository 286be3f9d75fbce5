// SPDX-License-Identifier: GPL-3.0-or-later
// XmppClient with many stanzas for a slow server: the window, urgent stanzas, signs of life, resumption.
#include "unit/xmpp/client_fixture.h"

#include "xmpp/extensions/xep0184_receipts.h"
#include "xmpp/stream_management.h"

using namespace Qt::StringLiterals;
using namespace roost;
using namespace std::chrono_literals;

namespace {

constexpr int window = int(StreamManagement::windowSize);

/// How many of the frames are messages.
qsizetype messagesAmong(const QStringList &frames)
{
    return std::count_if(frames.cbegin(), frames.cend(),
                         [](const QString &frame) { return frame.startsWith("<message"_L1); });
}

QByteArray handled(int count) { return "<a xmlns='urn:xmpp:sm:3' h='" + QByteArray::number(count) + "'/>"; }

const QByteArray ping = "<iq xmlns='jabber:client' type='get' id='p' from='bob@example.org/x'>"
                        "<q xmlns='urn:example'/></iq>";
const QByteArray news = "<message xmlns='jabber:client' from='bob@example.org/x'/>";

QByteArray asking(int number)
{
    return "<message xmlns='jabber:client' from='bob@example.org/x' id='m" + QByteArray::number(number) +
           "'><body>x</body><request xmlns='urn:xmpp:receipts'/></message>";
}

void sendMany(ClientFixture &f, int count)
{
    for (int i = 1; i <= count; ++i)
        QVERIFY(f.client.sendTracked(f.message(QString::number(i)), QString::number(i)));
}

/// Answers like the domain, which keeps each message at once.
void keepMessages(XmppClient &client, Xep0184Receipts &receipts)
{
    QObject::connect(&client, &XmppClient::stanzaReceived, &receipts, [&receipts](const Stanza &stanza) {
        if (const auto *request = stanza.annotation<ReceiptRequest>())
            receipts.answer(*request);
    });
}

} // namespace

class TestClientFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAWindow();
    void answersPassTheWindow();
    void closesWithAFullWindow();
    void asksAgainWhenNothingIsHandled();
    void anyDataIsASignOfLife();
    void isAliveAfterAWakeToo();
    void resumesThroughTheWindow();
    void returnsUncertainStanzas();
    void isSureAfterOneBreak();
    void reportsAcknowledgementsToExtensions();
    void owesReceiptsInANewSession();
    void receiptsLeaveRoom();
};

void TestClientFlow::keepsAWindow()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    sendMany(f, 200);
    QStringList frames = f.takeAll();
    QCOMPARE(messagesAmong(frames), window);
    QCOMPARE(frames.count(u"<r xmlns='urn:xmpp:sm:3'/>"_s), 1);
    qsizetype total = window;
    for (int count = 50; count <= 200; count += 50) {
        f.server.socket().inject(handled(count));
        QCOMPARE(f.acks.size(), count);
        total += messagesAmong(f.takeAll());
        QCOMPARE(total, std::min(count + window, 200));
    }
    QVERIFY(f.client.isOnline());
    QCOMPARE(f.acks.last(), u"200"_s);
}

void TestClientFlow::answersPassTheWindow()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    sendMany(f, 200);
    (void)f.takeAll();
    f.server.socket().inject(ping);
    QCOMPARE(f.server.socket().take().attribute(u"to"), u"bob@example.org/x"_s);
    // Presence to everybody passes; to one address it stays in the order of the messages.
    f.client.send(XmlElement(u"presence"_s, ns::client));
    QCOMPARE(f.server.socket().take().name(), u"presence"_s);
    f.client.send(XmlElement(u"presence"_s, ns::client).setAttribute(u"to"_s, u"room@example.org/me"_s));
    QVERIFY(!f.server.socket().hasSent());
}

void TestClientFlow::closesWithAFullWindow()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    sendMany(f, 100);
    (void)f.takeAll();
    f.client.disconnectFromServer();
    const QStringList frames = f.takeAll();
    QCOMPARE(messagesAmong(frames), 0);
    QCOMPARE(frames.first(), u"<presence xmlns='jabber:client' type='unavailable'/>"_s);
    QCOMPARE(frames.last(), u"<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>"_s);
    f.server.socket().inject(handled(10));
    QVERIFY(!f.server.socket().hasSent()); // Nothing comes after <close/>.
    f.server.socket().inject("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
    QCOMPARE(f.acks.size(), 10);
    QCOMPARE(f.lost.size(), 90);
}

void TestClientFlow::asksAgainWhenNothingIsHandled()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    sendMany(f, 100);
    (void)f.takeAll();
    f.server.socket().inject(handled(0)); // The answer to the request after the first of them.
    QCOMPARE(f.takeAll(), QStringList{u"<r xmlns='urn:xmpp:sm:3'/>"_s});
    f.server.socket().inject(handled(0));
    QVERIFY(!f.server.socket().hasSent()); // Not at once, which would never end.
    f.clock.advance(1s);
    QCOMPARE(f.takeAll(), QStringList{u"<r xmlns='urn:xmpp:sm:3'/>"_s});
    f.server.socket().inject(handled(64));
    QCOMPARE(messagesAmong(f.takeAll()), 36);
}

void TestClientFlow::anyDataIsASignOfLife()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    QVERIFY(f.client.sendTracked(f.message(u"a"_s), u"a"_s));
    // The answer waits behind other work of the server; but the server is alive.
    for (int i = 0; i < 20; ++i) {
        f.clock.advance(10s);
        f.server.socket().inject(news);
    }
    QVERIFY(f.client.isOnline());
    f.clock.advance(14'999ms);
    QVERIFY(f.client.isOnline());
    f.clock.advance(1ms);
    QVERIFY(!f.client.isOnline());
    QCOMPARE(f.failures.first().first.kind, ErrorKind::Timeout);
}

void TestClientFlow::isAliveAfterAWakeToo()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    f.client.networkChanged();
    f.clock.advance(1s);
    f.server.socket().inject(news);
    f.clock.advance(2'999ms);
    QVERIFY(f.client.isOnline());
    f.clock.advance(1ms);
    QVERIFY(!f.client.isOnline());
}

void TestClientFlow::resumesThroughTheWindow()
{
    ClientFixture f;
    QVERIFY(f.goOnline());
    sendMany(f, 300);
    f.server.socket().end();
    f.clock.advance(0ms);
    QVERIFY(f.signInAgain());
    (void)f.takeAll();
    f.server.socket().inject("<resumed xmlns='urn:xmpp:sm:3' previd='sm-1' h='20'/>");
    QCOMPARE(f.acks.size(), 20);
    int total = 20;
    while (total < 300) {
        const QStringList frames = f.takeAll();
        QVERIFY(messagesAmong(frames) > 0 && messagesAmong(frames) <= window);
        QVERIFY(frames.contains(u"<message xmlns='jabber:client' id='%1'/>"_s.arg(total + 1)));
        total += int(messagesAmong(frames));
        f.server.socket().inject(handled(total));
    }
    QCOMPARE(f.acks.size(), 300);
    QVERIFY(f.lost.isEmpty());
    QCOMPARE(f.sessions, (QList<bool>{false, true}));
}

void TestClientFlow::returnsUncertainStanzas()
{
    ClientFixture f;
    f.config.givesBack = true;
    QStringList doubtful;
    QStringList unsent;
    connect(&f.client, &XmppClient::stanzasGivenBack, this,
            [&](const QStringList &sentOnes, const QStringList &others) {
                QVERIFY(f.sessions.size() == 1); // Before the session goes on.
                doubtful += sentOnes;
                unsent += others;
            });
    QVERIFY(f.goOnline());
    QVERIFY(f.client.sendCounted(f.message(u"receipt"_s), u"receipt"_s));
    sendMany(f, 100);
    f.server.socket().end();
    f.clock.advance(0ms);
    // The server is alive, but too busy to resume a session.
    f.server.socket().accept();
    f.clock.advance(30s);
    QCOMPARE(f.failures.last().first.kind, ErrorKind::Timeout);
    f.clock.advance(2s);
    QVERIFY(f.signInAgain());
    (void)f.takeAll();
    f.server.socket().inject("<resumed xmlns='urn:xmpp:sm:3' previd='sm-1' h='0'/>");
    QCOMPARE(doubtful.size(), window - 1);
    QCOMPARE(doubtful.first(), u"1"_s);
    QCOMPARE(unsent.size(), 100 - (window - 1));
    QCOMPARE(unsent.last(), u"100"_s);
    // Only the stanza that may arrive twice.
    QCOMPARE(f.takeAll().first(), u"<message xmlns='jabber:client' id='receipt'/>"_s);
    QVERIFY(f.lost.isEmpty());
    // The server's count continues from there.
    QVERIFY(f.client.sendTracked(f.message(u"next"_s), u"next"_s));
    f.server.socket().inject(handled(2));
    QCOMPARE(f.acks, (QStringList{u"receipt"_s, u"next"_s}));
}

void TestClientFlow::isSureAfterOneBreak()
{
    ClientFixture f;
    f.config.givesBack = true;
    bool isGivenBack = false;
    connect(&f.client, &XmppClient::stanzasGivenBack, this, [&] { isGivenBack = true; });
    QVERIFY(f.goOnline());
    sendMany(f, 2);
    f.server.socket().end();
    f.clock.advance(0ms);
    f.server.socket().end({ErrorKind::NetworkUnreachable, {}}); // The server was not reached.
    f.clock.advance(2s);
    QVERIFY(f.signInAgain());
    (void)f.takeAll();
    f.server.socket().inject("<resumed xmlns='urn:xmpp:sm:3' previd='sm-1' h='0'/>");
    QCOMPARE(messagesAmong(f.takeAll()), 2);
    QVERIFY(!isGivenBack);
}

void TestClientFlow::reportsAcknowledgementsToExtensions()
{
    ClientFixture f;
    QVERIFY(!f.client.sendCounted(f.message(u"a"_s), u"a"_s)); // No stream.
    QVERIFY(f.goOnline());
    QVERIFY(f.client.sendCounted(f.message(u"a"_s), u"a"_s));
    QVERIFY(f.server.socket().take().is(u"message", ns::client));
    f.server.socket().inject(handled(1));
    QCOMPARE(f.acks, QStringList{u"a"_s});

    ClientFixture without;
    QVERIFY(without.goOnline(false));
    QVERIFY(!without.client.sendCounted(f.message(u"a"_s), u"a"_s));
    QCOMPARE(without.takeAll().size(), 1); // It was sent, and no ping follows it.
}

void TestClientFlow::owesReceiptsInANewSession()
{
    ClientFixture f;
    auto extension = std::make_unique<Xep0184Receipts>(f.client);
    extension->setAllowed([](const Jid &) { return true; });
    keepMessages(f.client, *extension);
    f.client.addExtension(std::move(extension));
    QVERIFY(f.goOnline());
    for (int i = 0; i < 100; ++i)
        f.server.socket().inject(asking(i));
    QCOMPARE(messagesAmong(f.takeAll()), qsizetype(Xep0184Receipts::mostUnderWay));
    f.server.socket().inject(handled(5));
    QCOMPARE(messagesAmong(f.takeAll()), 5);
    f.server.socket().end();
    f.clock.advance(0ms);
    QVERIFY(f.signInAgain());
    QVERIFY(f.server.socket().take().is(u"resume", ns::streamManagement));
    // The server had handled ten of them before it forgot the session.
    f.server.socket().inject("<failed xmlns='urn:xmpp:sm:3' h='10'>"
                             "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
    f.server.bind(u"alice@example.org/two"_s);
    QVERIFY(f.server.socket().take().is(u"enable", ns::streamManagement));
    f.server.socket().inject("<enabled xmlns='urn:xmpp:sm:3' resume='true' id='sm-2'/>");
    QStringList confirmed;
    while (confirmed.size() < 90) {
        QVERIFY(f.server.socket().hasSent());
        while (f.server.socket().hasSent()) {
            const XmlElement receipt = f.server.socket().take();
            if (const XmlElement *received = receipt.child(u"received", u"urn:xmpp:receipts"))
                confirmed.append(received->attribute(u"id"));
        }
        f.server.socket().inject(handled(int(confirmed.size())));
    }
    QCOMPARE(confirmed.first(), u"m10"_s);
    QCOMPARE(confirmed.last(), u"m99"_s);
    QCOMPARE(QSet<QString>(confirmed.cbegin(), confirmed.cend()).size(), 90);
    QVERIFY(!f.server.socket().hasSent());
}

void TestClientFlow::receiptsLeaveRoom()
{
    ClientFixture f;
    auto extension = std::make_unique<Xep0184Receipts>(f.client);
    extension->setAllowed([](const Jid &) { return true; });
    keepMessages(f.client, *extension);
    f.client.addExtension(std::move(extension));
    QVERIFY(f.goOnline());
    for (int i = 0; i < 5'000; ++i)
        f.server.socket().inject(asking(i));
    (void)f.takeAll();
    // A message of ours does not wait for thousands of receipts.
    QVERIFY(f.client.sendTracked(f.message(u"mine"_s), u"mine"_s));
    QCOMPARE(messagesAmong(f.takeAll()), 1);
}

QTEST_GUILESS_MAIN(TestClientFlow)
#include "test_client_flow.moc"
