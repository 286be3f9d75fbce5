// SPDX-License-Identifier: GPL-3.0-or-later
// Odd or long frames: a harmless one does not end the stream, and an oversized one affects only itself.
#include "client_fixture.h"
#include "xmpp/xmpp_stream.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace roost;

namespace {

QByteArray incoming(const QByteArray &id)
{
    return "<message xmlns='jabber:client' from='bob@example.org/x' id='" + id + "'/>";
}

QByteArray answerTo(const QByteArray &id, const QByteArray &content)
{
    return "<iq xmlns='jabber:client' type='result' id='" + id + "'><q xmlns='u'>" + content + "</q></iq>";
}

QByteArray items(int count)
{
    QByteArray xml;
    for (int i = 0; i < count; ++i)
        xml += "<item name='contact number " + QByteArray::number(i) + "'/>";
    return xml;
}

/// Keeps the items of a long answer.
class ItemLog final : public AnswerItems
{
public:
    void takeItems(std::vector<XmlElement> some) override
    {
        for (const XmlElement &item : some)
            names.append(item.attribute(u"name"));
        ++times;
    }
    QStringList names;
    int times = 0;
};

struct Fixture : ClientFixture
{
    QFuture<Result<XmlElement>> ask(AnswerItems *log = nullptr, const Jid &to = {})
    {
        XmlElement iq = makeIq(u"get"_s, to, XmlElement(u"q"_s, u"u"_s));
        auto answer = log ? client.requestItems(std::move(iq), *log) : client.request(std::move(iq));
        id = server.socket().take().attribute(u"id").toUtf8();
        return answer;
    }
    /// The number of stanzas that the client acknowledges.
    QString handled()
    {
        server.socket().inject("<r xmlns='urn:xmpp:sm:3'/>");
        return server.socket().take().attribute(u"h");
    }
    QByteArray id; ///< Id of the last request.
};

} // namespace

class TestClientFrames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void livesWithHarmlessFrames_data();
    void livesWithHarmlessFrames();
    void livesWithThemWhileSigningIn();
    void readsALongAnswer();
    void givesItemsAway();
    void keepsTheOrderBehindALongFrame();
    void dropsUnsolicitedLongFrame_data();
    void dropsUnsolicitedLongFrame();
    void failsUnreadableAnswers_data();
    void failsUnreadableAnswers();
    void endsAfterALongFrame();
    void waitsWhileDataArrives();
};

void TestClientFrames::livesWithHarmlessFrames_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<int>("stanzas");
    QTest::newRow("space") << QByteArray(" ") << 0;
    QTest::newRow("newline") << QByteArray("\n") << 0;
    QTest::newRow("empty") << QByteArray("") << 0;
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF") << 0;
    QTest::newRow("declaration") << QByteArray("<?xml version='1.0'?>") << 0;
    QTest::newRow("declaration before") << "<?xml version='1.0'?>" + incoming("odd") << 1;
    QTest::newRow("blanks before") << "\r\n  " + incoming("odd") << 1;
    QTest::newRow("blanks behind") << incoming("odd") + "\r\n  " << 1;
    QTest::newRow("mark before") << "\xEF\xBB\xBF" + incoming("odd") << 1;
    QTest::newRow("all of them") << "\xEF\xBB\xBF\n<?xml version='1.0'?>\n" + incoming("odd") + "\n" << 1;
}

void TestClientFrames::livesWithHarmlessFrames()
{
    QFETCH(const QByteArray, frame);
    QFETCH(const int, stanzas);
    Fixture f;
    QVERIFY(f.goOnline());
    f.server.socket().inject(frame);
    f.server.socket().inject(incoming("next"));
    QVERIFY(f.client.isOnline());
    QCOMPARE(f.received, stanzas == 0 ? QStringList{u"next"_s} : (QStringList{u"odd"_s, u"next"_s}));
    QCOMPARE(f.handled(), QString::number(stanzas + 1));
    QVERIFY(f.failures.isEmpty());
}

void TestClientFrames::livesWithThemWhileSigningIn()
{
    Fixture f;
    f.connectNow();
    f.server.socket().accept();
    QVERIFY(f.server.socket().take().is(u"open", ns::framing));
    for (const QByteArray &frame : {QByteArray(" "), QByteArray(), QByteArray("<?xml version='1.0'?>\n")})
        f.server.socket().inject(frame);
    f.server.offer({u"SCRAM-SHA-1"_s});
    QVERIFY(f.server.authenticate(f.config.password));
    f.server.socket().inject("\n");
    f.server.offerSession();
    f.server.bind(u" alice@example.org/one\n"_s);
    QVERIFY(f.server.socket().take().is(u"enable", ns::streamManagement));
    f.server.socket().inject("<?xml version='1.0'?><enabled xmlns='urn:xmpp:sm:3'/>");
    QVERIFY(f.client.isOnline());
    QCOMPARE(f.client.ownJid().toString(), u"alice@example.org/one"_s);
}

void TestClientFrames::readsALongAnswer()
{
    Fixture f;
    QVERIFY(f.goOnline());
    const auto answer = f.ask();
    f.server.socket().inject(answerTo(f.id, "<photo>" + QByteArray(3'000'000, 'A') + "</photo>"));
    QTRY_VERIFY(answer.isFinished());
    QVERIFY(answer.result());
    QCOMPARE(answer.result()->children().front().childText(u"photo", u"u").size(), 3'000'000);
    QCOMPARE(f.handled(), u"1"_s);
}

void TestClientFrames::givesItemsAway()
{
    Fixture f;
    QVERIFY(f.goOnline());
    ItemLog log;
    auto answer = f.ask(&log);
    // An answer with the right id from another address does not count.
    f.server.socket().inject("<iq xmlns='jabber:client' type='result' from='mallory@example.org/x' id='" +
                             f.id + "'><q xmlns='u'>" + items(3'000) + "</q></iq>");
    f.server.socket().inject(incoming("forged"));
    QTRY_COMPARE(f.received, QStringList{u"forged"_s});
    QVERIFY(log.names.isEmpty());
    QVERIFY(!answer.isFinished());

    f.server.socket().inject(answerTo(f.id, items(20'000)));
    QTRY_VERIFY(answer.isFinished());
    QVERIFY(answer.result());
    QVERIFY(log.times > 10);
    const Result<XmlElement> whole = answer.result();
    for (const XmlElement &item : whole->children().front().children())
        log.names.append(item.attribute(u"name"));
    QCOMPARE(log.names.size(), 20'000);
    QCOMPARE(log.names.first(), u"contact number 0"_s);
    QCOMPARE(log.names.last(), u"contact number 19999"_s);
    QCOMPARE(f.handled(), u"3"_s);

    // A short one comes whole.
    answer = f.ask(&log);
    f.server.socket().inject(answerTo(f.id, items(3)));
    QVERIFY(answer.isFinished());
    QCOMPARE(answer.result()->children().front().children().size(), std::size_t(3));
    QCOMPARE(log.names.size(), 20'000);
}

void TestClientFrames::keepsTheOrderBehindALongFrame()
{
    Fixture f;
    QVERIFY(f.goOnline());
    QStringList order;
    connect(&f.client, &XmppClient::stanzaReceived, this,
            [&order](const Stanza &stanza) { order.append(stanza.id); });
    f.ask().then(this, [&order](const Result<XmlElement> &) { order.append(u"answer"_s); });
    f.server.socket().inject(incoming("before"));
    f.server.socket().inject(answerTo(f.id, items(20'000)));
    f.server.socket().inject(incoming("behind"));
    QTRY_COMPARE(order, (QStringList{u"before"_s, u"answer"_s, u"behind"_s}));
}

void TestClientFrames::dropsUnsolicitedLongFrame_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("message") << QByteArray("<message xmlns='jabber:client' from='bob@example.org/x' id='m'>");
    QTest::newRow("presence") << QByteArray("<presence xmlns='jabber:client' from='bob@example.org/x'>");
    QTest::newRow("result") << QByteArray("<iq xmlns='jabber:client' type='result' id='of nobody'>");
    QTest::newRow("request") << QByteArray(
        "<iq xmlns='jabber:client' type='set' from='bob@example.org/x' id='s'>");
    QTest::newRow("blanks before") << QByteArray(
        "\n<message xmlns='jabber:client' from='bob@example.org/x'>");
    QTest::newRow("an id of ours") << QByteArray("<message xmlns='jabber:client' type='result' id='%1'>");
    QTest::newRow("not who was asked")
        << QByteArray("<iq xmlns='jabber:client' type='result' from='bob@example.org/x' id='%1'>");
    QTest::newRow("a request with an id of ours")
        << QByteArray("<iq xmlns='jabber:client' type='get' from='example.org' id='%1'>");
}

void TestClientFrames::dropsUnsolicitedLongFrame()
{
    QFETCH(QByteArray, start);
    Fixture f;
    QVERIFY(f.goOnline());
    const auto answer = f.ask();
    start.replace("%1", f.id);
    const QByteArray name = start.trimmed().sliced(1, start.trimmed().indexOf(' ') - 1);
    f.server.socket().inject(start + QByteArray(300'000, 'x') + "</" + name + ">");
    f.server.socket().inject(start + items(50'000) + "</" + name + ">");
    f.server.socket().inject(incoming("next"));
    QTRY_COMPARE(f.received, QStringList{u"next"_s});
    QVERIFY(f.client.isOnline());
    QVERIFY(!answer.isFinished());
    QCOMPARE(f.handled(), u"3"_s);
}

void TestClientFrames::failsUnreadableAnswers_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("too long") << QByteArray(XmppStream::mostAnswerBytes, 'x') << ErrorKind::ResourceLimit;
    QTest::newRow("too deep") << QByteArray("<a>").repeated(100) + QByteArray("</a>").repeated(100)
                              << ErrorKind::ResourceLimit;
    QTest::newRow("too deep, far behind")
        << items(5'000) + QByteArray("<a>").repeated(100) + QByteArray("</a>").repeated(100)
        << ErrorKind::ResourceLimit;
    QTest::newRow("malformed") << QByteArray("<a></b>") << ErrorKind::ProtocolViolation;
    QTest::newRow("malformed, far behind") << items(5'000) + "<a></b>" << ErrorKind::ProtocolViolation;
}

void TestClientFrames::failsUnreadableAnswers()
{
    QFETCH(const QByteArray, content);
    QFETCH(const ErrorKind, kind);
    Fixture f;
    QVERIFY(f.goOnline());
    ItemLog log;
    const auto answer = f.ask(&log);
    f.server.socket().inject(answerTo(f.id, content));
    QTRY_VERIFY(answer.isFinished());
    QVERIFY(!answer.result());
    QCOMPARE(answer.result().error().kind, kind);
    QVERIFY(!answer.result().error().detail.isEmpty());
    f.server.socket().inject(incoming("next"));
    QTRY_COMPARE(f.received, QStringList{u"next"_s});
    QVERIFY(f.client.isOnline());
    QCOMPARE(f.handled(), u"2"_s);
}

void TestClientFrames::endsAfterALongFrame()
{
    Fixture f;
    QVERIFY(f.goOnline(false));
    QStringList order;
    connect(&f.client, &XmppClient::sessionEnded, this, [&order] { order.append(u"end"_s); });
    f.ask().then(this, [&order](const Result<XmlElement> &answer) {
        order.append(answer ? u"answer"_s : u"no answer"_s);
    });
    f.server.socket().inject(answerTo(f.id, items(20'000)));
    f.server.socket().end();
    QTRY_COMPARE(order, (QStringList{u"answer"_s, u"end"_s}));
}

void TestClientFrames::waitsWhileDataArrives()
{
    Fixture f;
    QVERIFY(f.goOnline());
    const auto answer = f.ask();
    // Ten times the timeout, on a slow line.
    for (int passed = 0; passed < 10 * f.config.iqTimeoutMs; passed += 5'000) {
        f.clock.advance(5s);
        f.server.socket().injectPart();
    }
    QVERIFY(!answer.isFinished());
    f.server.socket().inject(answerTo(f.id, items(20'000)));
    QTRY_VERIFY(answer.isFinished());
    QVERIFY(answer.result());

    // Without further data, the timeout applies.
    const auto second = f.ask();
    f.server.socket().injectPart();
    f.clock.advance(2min);
    QVERIFY(second.isFinished());
    QVERIFY(!second.result());
}

QTEST_GUILESS_MAIN(TestClientFrames)
#include "test_client_frames.moc"
