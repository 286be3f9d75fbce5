// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "support/patience.h"
#include "xmpp/extensions/xep0203_delay.h"
#include "xmpp/extensions/xep0297_forward.h"
#include "xmpp/extensions/xep0313_mam.h"

#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace roost;

/// Pages of the own archive, as both servers send them; forged results are dropped.
class TestXep0313Mam : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksForTheNewestPage();
    void asksForOlderPages();
    void takesAPage();
    void countsResultsWithoutChat();
    void forgedOnesAreDropped_data();
    void forgedOnesAreDropped();
    void takesNoMoreThanAsked();
    void forgetsQuestionsOfALostStream();
    void answersWithTheError();
    void wantsAFin();
    void announcesItself();
};

namespace {

constexpr QStringView mamNs = u"urn:xmpp:mam:2";
constexpr QStringView rsmNs = u"http://jabber.org/protocol/rsm";

const QByteArray fromBob = "<message xmlns='jabber:client' from='bob@example.org/phone' "
                           "to='alice@example.com' id='m1' type='chat'><body>hello</body></message>";
const QByteArray stamp = "<delay xmlns='urn:xmpp:delay' stamp='2025-01-01T00:00:00Z'/>";

QByteArray result(const QByteArray &queryId, const QByteArray &id, const QByteArray &inner = fromBob,
                  const QByteArray &from = " from='alice@example.com'")
{
    return "<message xmlns='jabber:client' to='alice@example.com/desk'" + from +
           "><result xmlns='urn:xmpp:mam:2' queryid='" + queryId + "' id='" + id +
           "'><forwarded xmlns='urn:xmpp:forward:0'>" + stamp + inner + "</forwarded></result></message>";
}

QByteArray fin(const QByteArray &attributes = {})
{
    return "<iq xmlns='jabber:client' type='result'><fin xmlns='urn:xmpp:mam:2'" + attributes + "/></iq>";
}

/// An archive that has been asked one question.
struct Asked
{
    explicit Asked(const ArchiveQuery &query = {})
    {
        mam.query(query).then(&context, [this](const Result<ArchivePage> &answered) { page = answered; });
        queryId = sender.question().child(u"query", mamNs)->attribute(u"queryid").toUtf8();
    }
    ~Asked() { sender.abandon(); }
    Q_DISABLE_COPY_MOVE(Asked)

    FakeSender sender;
    Xep0313Mam mam{sender};
    QObject context;
    QByteArray queryId;
    std::optional<Result<ArchivePage>> page;
};

} // namespace

void TestXep0313Mam::asksForTheNewestPage()
{
    Asked asked;
    const XmlElement &iq = asked.sender.question();
    QCOMPARE(iq.attribute(u"type"), u"set"_s);
    QVERIFY(!iq.hasAttribute(u"to"));
    const XmlElement *set = iq.child(u"query", mamNs)->child(u"set", rsmNs);
    QVERIFY(set);
    QCOMPARE(set->childText(u"max", rsmNs), u"50"_s);
    QVERIFY(set->child(u"before", rsmNs));
    QVERIFY(set->child(u"before", rsmNs)->text().isEmpty());
    QVERIFY(!asked.queryId.isEmpty());
}

void TestXep0313Mam::asksForOlderPages()
{
    Asked asked({u"a-7"_s, 5'000});
    const XmlElement *set = asked.sender.question().child(u"query", mamNs)->child(u"set", rsmNs);
    QCOMPARE(set->childText(u"max", rsmNs), u"100"_s);
    QCOMPARE(set->childText(u"before", rsmNs), u"a-7"_s);
}

void TestXep0313Mam::takesAPage()
{
    Asked asked;
    QStringList begun;
    QObject::connect(&asked.mam, &Xep0313Mam::pageBegan, &asked.context,
                     [&begun](const QString &id) { begun.append(id); });
    Stanza stanza = asked.sender.receive(result(asked.queryId, "a-1"));
    QCOMPARE(asked.sender.handle(asked.mam, stanza), Handled::Pass);
    QCOMPARE(begun, QStringList{u"a-1"_s});
    QCOMPARE(stanza.from.toString(), u"bob@example.org/phone"_s);
    QCOMPARE(stanza.id, u"m1"_s);
    QVERIFY(stanza.annotation<Forwarded>());
    const auto *found = stanza.annotation<ArchiveResult>();
    QVERIFY(found);
    QCOMPARE(found->archiveId, u"a-1"_s);
    QCOMPARE(found->queryId.toUtf8(), asked.queryId);
    Xep0203Delay delay(asked.sender);
    QCOMPARE(asked.sender.handle(delay, stanza), Handled::Pass);
    QCOMPARE(stanza.annotation<Delay>()->stampMs, 1'735'689'600'000);

    // Own messages too; some servers omit the sender of the results.
    Stanza own = asked.sender.receive(
        result(asked.queryId, "a-2",
               "<message xmlns='jabber:client' from='alice@example.com/phone' to='bob@example.org' "
               "type='chat'><body>x</body></message>",
               ""));
    QCOMPARE(asked.sender.handle(asked.mam, own), Handled::Pass);
    QCOMPARE(own.from.toString(), u"alice@example.com/phone"_s);

    asked.sender.answerXml(fin(" complete='true'"));
    QTRY_VERIFY(asked.page);
    QVERIFY(*asked.page);
    QCOMPARE((*asked.page)->ids, (QStringList{u"a-1"_s, u"a-2"_s}));
    QVERIFY((*asked.page)->isFirst);
    QCOMPARE((*asked.page)->queryId.toUtf8(), asked.queryId);
    // The question is closed.
    QCOMPARE(asked.sender.inject(asked.mam, result(asked.queryId, "a-3")), Handled::Drop);
}

void TestXep0313Mam::countsResultsWithoutChat()
{
    Asked asked;
    QCOMPARE(asked.sender.inject(asked.mam, result(asked.queryId, "a-1",
                                                   "<message xmlns='jabber:client' from='bob@example.org' "
                                                   "type='headline'><body>x</body></message>")),
             Handled::Consume);
    QCOMPARE(asked.sender.inject(asked.mam, result(asked.queryId, "a-2", "")), Handled::Consume);
    asked.sender.answerXml(fin(" complete='false'"));
    QTRY_VERIFY(asked.page);
    QCOMPARE((*asked.page)->ids, (QStringList{u"a-1"_s, u"a-2"_s}));
    QVERIFY(!(*asked.page)->isFirst);
}

void TestXep0313Mam::forgedOnesAreDropped_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("inner");
    const QByteArray own = " from='alice@example.com'";
    QTest::newRow("stranger") << QByteArray(" from='mallory@example.net/x'") << QByteArray("#")
                              << QByteArray("a-1") << fromBob;
    QTest::newRow("own server") << QByteArray(" from='example.com'") << QByteArray("#") << QByteArray("a-1")
                                << fromBob;
    QTest::newRow("own full address")
        << QByteArray(" from='alice@example.com/phone'") << QByteArray("#") << QByteArray("a-1") << fromBob;
    QTest::newRow("room") << QByteArray(" from='room@muc.example.com'") << QByteArray("#")
                          << QByteArray("a-1") << fromBob;
    QTest::newRow("not asked") << own << QByteArray("other") << QByteArray("a-1") << fromBob;
    QTest::newRow("no question") << own << QByteArray("") << QByteArray("a-1") << fromBob;
    QTest::newRow("no id") << own << QByteArray("#") << QByteArray("") << fromBob;
    QTest::newRow("long id") << own << QByteArray("#") << QByteArray(2'000, 'a') << fromBob;
    QTest::newRow("between others") << own << QByteArray("#") << QByteArray("a-1")
                                    << QByteArray(
                                           "<message xmlns='jabber:client' from='bob@example.org/x' "
                                           "to='carol@example.org' type='chat'><body>x</body></message>");
}

void TestXep0313Mam::forgedOnesAreDropped()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, id);
    QFETCH(const QByteArray, inner);
    Asked asked;
    const QByteArray queryId = query == "#" ? asked.queryId : query;
    Stanza stanza = asked.sender.receive(result(queryId, id, inner, from));
    QVERIFY(!stanza.isNull());
    QCOMPARE(asked.sender.handle(asked.mam, stanza), Handled::Drop);
    QVERIFY(!stanza.annotation<ArchiveResult>());
}

void TestXep0313Mam::takesNoMoreThanAsked()
{
    Asked asked({{}, 2});
    QCOMPARE(asked.sender.inject(asked.mam, result(asked.queryId, "a-1")), Handled::Pass);
    QCOMPARE(asked.sender.inject(asked.mam, result(asked.queryId, "a-2")), Handled::Pass);
    QCOMPARE(asked.sender.inject(asked.mam, result(asked.queryId, "a-3")), Handled::Drop);
}

void TestXep0313Mam::forgetsQuestionsOfALostStream()
{
    Asked asked;
    asked.mam.sessionEnded();
    QCOMPARE(asked.sender.inject(asked.mam, result(asked.queryId, "a-1")), Handled::Drop);
    asked.sender.abandon();
    QTRY_VERIFY(asked.page);
    QCOMPARE(asked.page->error().kind, ErrorKind::NotConnected);
}

void TestXep0313Mam::answersWithTheError()
{
    Asked asked({u"gone"_s, 50});
    asked.sender.refuse(ErrorKind::ItemNotFound);
    QTRY_VERIFY(asked.page);
    QCOMPARE(asked.page->error().kind, ErrorKind::ItemNotFound);
}

void TestXep0313Mam::wantsAFin()
{
    Asked asked;
    asked.sender.answerXml("<iq xmlns='jabber:client' type='result'/>");
    QTRY_VERIFY(asked.page);
    QCOMPARE(asked.page->error().kind, ErrorKind::ProtocolViolation);
}

void TestXep0313Mam::announcesItself()
{
    FakeSender sender;
    Xep0313Mam mam(sender);
    mam.announce();
    const XmlElement *query = sender.question().child(u"query", mamNs);
    QVERIFY(query);
    QCOMPARE(query->child(u"set", rsmNs)->childText(u"max", rsmNs), u"0"_s);
    // announce() is not a query: results with its id are forged.
    Stanza stanza = sender.receive(result(query->attribute(u"queryid").toUtf8(), "a-1"));
    QCOMPARE(sender.handle(mam, stanza), Handled::Drop);
    sender.abandon();
}

QTEST_GUILESS_MAIN(TestXep0313Mam)
#include "test_xep0313_mam.moc"
