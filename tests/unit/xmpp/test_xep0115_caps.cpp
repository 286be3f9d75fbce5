// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "support/patience.h"
#include "xmpp/extensions/xep0115_caps.h"
#include "xmpp/extensions/xep0115_hash.h"
#include "xmpp/extensions/xep0115_store.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace roost;

/// Entity capabilities: the hash, its verification, and the attacks of XEP-0115 §5.4 and §9.
class TestXep0115Caps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void vectors();
    void ambiguousAnswersAreUnsound_data();
    void ambiguousAnswersAreUnsound();
    void oneQuestionForOneHash();
    void wrongHashCountsForThatConnectionOnly();
    void poisonedAnswerIsNotCached();
    void legacyAndUnknownHashes();
    void goneConnectionIsForgotten();
    void reconsidersEarlyAnnouncements();
    void keepsLearnedInfo();
    void lostStreamAsksAgain();
    void floodOfHashesIsNoFloodOfQuestions();
    void ownCapsAreSentAndAnswered();
    void cacheSurvivesOnDisk();
    void forgedCacheFileIsIgnored();
};

namespace {

const QByteArray exodus =
    "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='client' name='Exodus 0.9.1' "
    "type='pc'/>"
    "<feature var='http://jabber.org/protocol/caps'/><feature var='http://jabber.org/protocol/disco#info'/>"
    "<feature var='http://jabber.org/protocol/disco#items'/><feature "
    "var='http://jabber.org/protocol/muc'/></query>";
const QByteArray exodusHash = "QgayPKawpkPSDYmwT/WM94uAlu0=";

const QByteArray psi =
    "<query xmlns='http://jabber.org/protocol/disco#info' "
    "node='http://psi-im.org#q07IKJEyjvHSyhy//CH0CxmKi8w='>"
    "<identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/>"
    "<identity xml:lang='el' category='client' name='\xCE\xA8 0.11' type='pc'/>"
    "<feature var='http://jabber.org/protocol/caps'/><feature var='http://jabber.org/protocol/disco#info'/>"
    "<feature var='http://jabber.org/protocol/disco#items'/><feature var='http://jabber.org/protocol/muc'/>"
    "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' "
    "type='hidden'><value>urn:xmpp:dataforms:softwareinfo"
    "</value></field><field var='ip_version'><value>ipv4</value><value>ipv6</value></field><field "
    "var='os'><value>Mac"
    "</value></field><field var='os_version'><value>10.5.1</value></field><field "
    "var='software'><value>Psi</value></field>"
    "<field var='software_version'><value>0.11</value></field></x></query>";

DiscoInfo read(const QByteArray &query) { return Xep0030Disco::fromElement(*parseXml(query)); }

QByteArray presence(const QByteArray &from, const QByteArray &ver, const QByteArray &hash = " hash='sha-1'")
{
    return "<presence xmlns='jabber:client' from='" + from + "'><c xmlns='http://jabber.org/protocol/caps'" +
           hash + " node='http://code.google.com/p/exodus' ver='" + ver + "'/></presence>";
}

QByteArray answer(const QByteArray &query)
{
    return "<iq xmlns='jabber:client' type='result' id='x'>" + query + "</iq>";
}

struct Fixture
{
    explicit Fixture(const QString &directory = {}) : disco(sender, {}), caps(sender, disco, directory) {}
    ~Fixture() { sender.abandon(); }
    FakeSender sender;
    Xep0030Disco disco;
    Xep0115Caps caps;
};

const Jid bob = Jid::fromWire(u"bob@example.org/a");
const Jid carol = Jid::fromWire(u"carol@example.org/b");

} // namespace

void TestXep0115Caps::vectors()
{
    QCOMPARE(Xep0115Caps::verificationString(read(exodus)), QString::fromLatin1(exodusHash));
    QCOMPARE(Xep0115Caps::verificationString(read(psi)), u"q07IKJEyjvHSyhy//CH0CxmKi8w="_s);
    QVERIFY(isCapsAnswerSound(read(exodus)));
    QVERIFY(isCapsAnswerSound(read(psi)));
    // A form without a hidden FORM_TYPE takes no part.
    DiscoInfo info = read(exodus);
    info.forms.append(*parseXml("<x xmlns='jabber:x:data'><field var='a'><value>b</value></field></x>"));
    QCOMPARE(capsHash(info), QString::fromLatin1(exodusHash));
    QVERIFY(isCapsAnswerSound(info));
    // The order of the features does not matter.
    std::reverse(info.features.begin(), info.features.end());
    QCOMPARE(capsHash(info), QString::fromLatin1(exodusHash));
}

void TestXep0115Caps::ambiguousAnswersAreUnsound_data()
{
    QTest::addColumn<QByteArray>("xml");
    const auto query = [](const QByteArray &children) {
        return "<query xmlns='http://jabber.org/protocol/disco#info'>" + children + "</query>";
    };
    const QByteArray pc = "<identity category='client' type='pc'/>";
    QTest::newRow("no identity") << query("<feature var='a'/>");
    QTest::newRow("feature with separator") << query(pc + "<feature var='a&lt;b'/>");
    QTest::newRow("name with separator") << query("<identity category='client' type='pc' name='x&lt;a'/>");
    QTest::newRow("slash in type") << query("<identity category='client' type='pc/en'/>");
    QTest::newRow("slash in language") << query("<identity category='client' type='pc' xml:lang='a/b'/>");
    QTest::newRow("no type") << query("<identity category='http:' type='' name='jabber.org'/>");
    QTest::newRow("same feature twice") << query(pc + "<feature var='a'/><feature var='a'/>");
    QTest::newRow("same identity twice") << query(pc + pc);
    const auto form = [](const QByteArray &type, const QByteArray &rest) {
        return "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>" + type +
               "</value></field>" + rest + "</x>";
    };
    // Features b and c, hidden in a form: the same text is hashed.
    QTest::newRow("features as a form") << query(pc + "<feature var='a'/>" + form("b", "<field var='c'/>"));
    const QByteArray software = form("urn:xmpp:dataforms:softwareinfo", "");
    QTest::newRow("same form twice") << query(pc + software + software);
    QTest::newRow("value with separator") << query(
        pc + form("urn:xmpp:dataforms:softwareinfo", "<field var='os'><value>a&lt;b</value></field>"));
    QTest::newRow("two form types") << query(
        pc +
        "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>urn:xmpp:dataforms:softwareinfo"
        "</value><value>other</value></field></x>");
}

void TestXep0115Caps::ambiguousAnswersAreUnsound()
{
    QFETCH(const QByteArray, xml);
    QVERIFY(!isCapsAnswerSound(read(xml)));
}

void TestXep0115Caps::oneQuestionForOneHash()
{
    Fixture f;
    QSignalSpy received(&f.caps, &Xep0115Caps::infoReceived);
    Stanza stanza = f.sender.receive(presence("bob@example.org/a", exodusHash));
    QCOMPARE(f.sender.handle(f.caps, stanza), Handled::Pass);
    QCOMPARE(stanza.annotation<Caps>()->ver, QString::fromLatin1(exodusHash));
    f.sender.inject(f.caps, presence("carol@example.org/b", exodusHash));
    f.sender.inject(f.caps, presence("bob@example.org/a", exodusHash));
    QCOMPARE(f.sender.questionCount(), 1);
    QCOMPARE(f.sender.question().attribute(u"to"), bob.toString());
    QCOMPARE(
        f.sender.question().child(u"query", u"http://jabber.org/protocol/disco#info")->attribute(u"node"),
        QString::fromLatin1("http://code.google.com/p/exodus#" + exodusHash));
    QVERIFY(f.caps.infoOf(bob).isEmpty());
    f.sender.answerXml(answer(exodus));
    QCOMPARE(received.count(), 2);
    QVERIFY(f.caps.infoOf(bob).hasFeature(u"http://jabber.org/protocol/muc"));
    QVERIFY(f.caps.infoOf(carol).hasFeature(u"http://jabber.org/protocol/muc"));
    // Known now: no question, no signal.
    f.sender.inject(f.caps, presence("dave@example.org/c", exodusHash));
    QCOMPARE(f.sender.questionCount(), 0);
    QVERIFY(
        f.caps.infoOf(Jid::fromWire(u"dave@example.org/c")).hasFeature(u"http://jabber.org/protocol/muc"));
    QCOMPARE(received.count(), 2);
}

void TestXep0115Caps::wrongHashCountsForThatConnectionOnly()
{
    Fixture f;
    QSignalSpy received(&f.caps, &Xep0115Caps::infoReceived);
    f.sender.inject(f.caps, presence("bob@example.org/a", exodusHash));
    f.sender.inject(f.caps, presence("carol@example.org/b", exodusHash));
    f.sender.answerXml(
        answer("<query xmlns='http://jabber.org/protocol/disco#info'><identity category='client' type='pc'/>"
               "<feature var='evil'/></query>"));
    QVERIFY(f.caps.infoOf(bob).hasFeature(u"evil"));
    QVERIFY(f.caps.infoOf(carol).isEmpty());
    QCOMPARE(received.count(), 1);
    // The next Connection with that hash is queried, and its answer is valid.
    QCOMPARE(f.sender.question().attribute(u"to"), carol.toString());
    f.sender.answerXml(answer(exodus));
    QVERIFY(f.caps.infoOf(carol).hasFeature(u"http://jabber.org/protocol/muc"));
}

void TestXep0115Caps::poisonedAnswerIsNotCached()
{
    // The text of Exodus' answer, cut into other pieces: two features glued to one. The hash fits.
    const QByteArray glued =
        "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='client' name='Exodus "
        "0.9.1' type='pc'/>"
        "<feature var='http://jabber.org/protocol/caps'/><feature "
        "var='http://jabber.org/protocol/disco#info'/>"
        "<feature var='http://jabber.org/protocol/disco#items&lt;http://jabber.org/protocol/muc'/></query>";
    QCOMPARE(capsHash(read(glued)), QString::fromLatin1(exodusHash));
    Fixture f;
    f.sender.inject(f.caps, presence("bob@example.org/a", exodusHash));
    f.sender.inject(f.caps, presence("carol@example.org/b", exodusHash));
    f.sender.answerXml(answer(glued));
    QVERIFY(f.caps.infoOf(carol).isEmpty());
    f.sender.answerXml(answer(exodus));
    QVERIFY(f.caps.infoOf(carol).hasFeature(u"http://jabber.org/protocol/muc"));
    QVERIFY(f.caps.infoOf(bob).hasFeature(u"http://jabber.org/protocol/muc"));
}

void TestXep0115Caps::legacyAndUnknownHashes()
{
    Fixture f;
    Stanza legacy = f.sender.receive(presence("bob@example.org/a", "0.9.1", ""));
    QCOMPARE(f.sender.handle(f.caps, legacy), Handled::Pass);
    QVERIFY(!legacy.annotation<Caps>());
    QCOMPARE(f.sender.questionCount(), 0);
    // A hash we cannot check: good for that Connection, never for another.
    f.sender.inject(f.caps, presence("bob@example.org/a", exodusHash, " hash='sha-9'"));
    f.sender.answerXml(answer(exodus));
    QVERIFY(f.caps.infoOf(bob).hasFeature(u"http://jabber.org/protocol/muc"));
    f.sender.inject(f.caps, presence("carol@example.org/b", exodusHash, " hash='sha-9'"));
    QVERIFY(f.caps.infoOf(carol).isEmpty());
    QCOMPARE(f.sender.questionCount(), 1);
    // Absurd sizes are let by.
    Stanza huge = f.sender.receive(presence("dave@example.org/a", QByteArray(10'000, 'x')));
    f.sender.handle(f.caps, huge);
    QVERIFY(!huge.annotation<Caps>());
}

void TestXep0115Caps::goneConnectionIsForgotten()
{
    Fixture f;
    QSignalSpy received(&f.caps, &Xep0115Caps::infoReceived);
    f.sender.inject(f.caps, presence("bob@example.org/a", exodusHash));
    f.sender.inject(f.caps, "<presence xmlns='jabber:client' from='bob@example.org/a' type='unavailable'/>");
    f.sender.answerXml(answer(exodus));
    QCOMPARE(received.count(), 0);
    QVERIFY(f.caps.infoOf(bob).isEmpty());
}

void TestXep0115Caps::reconsidersEarlyAnnouncements()
{
    Fixture f;
    QSet<QString> contacts;
    f.caps.setInterest([&contacts](const Jid &full) { return contacts.contains(full.bare().toString()); });
    QSignalSpy received(&f.caps, &Xep0115Caps::infoReceived);
    f.sender.inject(f.caps, presence("bob@example.org/a", exodusHash));
    f.sender.inject(f.caps, presence("carol@example.org/b", exodusHash));
    QCOMPARE(f.sender.questionCount(), 0);
    contacts = {u"bob@example.org"_s};
    f.caps.reconsider({bob.bare()});
    QCOMPARE(f.sender.questionCount(), 1);
    f.sender.answerXml(answer(exodus));
    QTRY_COMPARE(received.count(), 1);
    QVERIFY(f.caps.infoOf(bob).hasFeature(u"http://jabber.org/protocol/muc"));
    // Known capabilities are reported at once, each only once, and not for Connections that have gone.
    f.caps.reconsider({bob.bare(), carol.bare()});
    QCOMPARE(received.count(), 2);
    QCOMPARE(received.last().first().value<Jid>(), carol);
    f.sender.inject(f.caps, presence("dave@example.org/c", exodusHash));
    f.sender.inject(f.caps, "<presence xmlns='jabber:client' type='unavailable' from='dave@example.org/c'/>");
    f.caps.reconsider({bob.bare(), carol.bare(), Jid::fromWire(u"dave@example.org")});
    QCOMPARE(received.count(), 2);
}

void TestXep0115Caps::keepsLearnedInfo()
{
    Fixture f;
    f.caps.learn(bob, read(exodus));
    QVERIFY(f.caps.infoOf(bob).hasFeature(u"http://jabber.org/protocol/muc"));
    QVERIFY(f.caps.infoOf(carol).isEmpty());
    f.sender.inject(f.caps, "<presence xmlns='jabber:client' type='unavailable' from='bob@example.org/a'/>");
    QVERIFY(f.caps.infoOf(bob).isEmpty());
}

void TestXep0115Caps::lostStreamAsksAgain()
{
    Fixture f;
    f.sender.inject(f.caps, presence("bob@example.org/a", exodusHash));
    f.sender.setOnline(false);
    f.sender.refuse(ErrorKind::NotConnected);
    f.caps.sessionEnded();
    f.sender.setOnline(true);
    f.caps.sessionStarted(true);
    QCOMPARE(f.sender.questionCount(), 1);
    f.sender.answerXml(answer(exodus));
    QVERIFY(!f.caps.infoOf(bob).isEmpty());
    // A new session starts without Connections, but the cached hashes are kept.
    f.caps.sessionStarted(false);
    QVERIFY(f.caps.infoOf(bob).isEmpty());
    f.sender.inject(f.caps, presence("bob@example.org/a", exodusHash));
    QVERIFY(!f.caps.infoOf(bob).isEmpty());
    QCOMPARE(f.sender.questionCount(), 0);
}

void TestXep0115Caps::floodOfHashesIsNoFloodOfQuestions()
{
    Fixture f;
    for (int i = 0; i < 5000; ++i)
        f.sender.inject(
            f.caps, presence("mallory@example.net/" + QByteArray::number(i), "hash" + QByteArray::number(i)));
    QCOMPARE(f.sender.questionCount(), 8);
    int asked = 0;
    while (f.sender.questionCount() > 0) {
        f.sender.refuse();
        ++asked;
    }
    QVERIFY2(asked <= 2008, qPrintable(QString::number(asked)));
}

void TestXep0115Caps::ownCapsAreSentAndAnswered()
{
    Fixture f;
    f.disco.setOwnFeatures({u"urn:xmpp:ping"_s});
    XmlElement own = *parseXml("<presence xmlns='jabber:client'/>");
    f.caps.build(own);
    const XmlElement *c = own.child(u"c", u"http://jabber.org/protocol/caps");
    QVERIFY(c);
    QCOMPARE(c->attribute(u"hash"), u"sha-1"_s);
    QCOMPARE(c->attribute(u"ver"), capsHash(f.disco.ownInfo()));
    const QByteArray node = QString(c->attribute(u"node") + u'#' + c->attribute(u"ver")).toUtf8();
    f.sender.inject(f.disco, "<iq xmlns='jabber:client' from='bob@example.org/x' id='1' type='get'><query "
                             "xmlns='http://jabber.org/protocol/disco#info' node='" +
                                 node + "'/></iq>");
    const XmlElement sent = f.sender.takeSent();
    QCOMPARE(sent.attribute(u"type"), u"result"_s);
    QCOMPARE(
        capsHash(Xep0030Disco::fromElement(*sent.child(u"query", u"http://jabber.org/protocol/disco#info"))),
        c->attribute(u"ver"));
    for (const char *xml :
         {"<presence xmlns='jabber:client' type='unavailable'/>", "<message xmlns='jabber:client'/>"}) {
        XmlElement other = *parseXml(xml);
        f.caps.build(other);
        QVERIFY(other.children().empty());
    }
}

void TestXep0115Caps::cacheSurvivesOnDisk()
{
    QTemporaryDir directory;
    const QString file = directory.filePath(u"cache/caps.json"_s);
    {
        Fixture f(directory.filePath(u"cache"_s));
        f.sender.inject(f.caps, presence("bob@example.org/a", exodusHash));
        f.sender.answerXml(answer(exodus));
        QVERIFY(!QFile::exists(file));
        f.sender.clock().advance(5s);
        QTRY_VERIFY(QFile::exists(file));
    }
    QThreadPool::globalInstance()->waitForDone();
    Fixture again(directory.filePath(u"cache"_s));
    QSignalSpy received(&again.caps, &Xep0115Caps::infoReceived);
    again.sender.inject(again.caps, presence("bob@example.org/a", exodusHash));
    QTRY_VERIFY(again.caps.infoOf(bob).hasFeature(u"http://jabber.org/protocol/muc"));
    QCOMPARE(received.count(), 1);
}

void TestXep0115Caps::forgedCacheFileIsIgnored()
{
    CapsRecord forged{QString::fromLatin1(exodusHash), read(exodus)};
    forged.info.features.append(u"evil"_s);
    const CapsRecord good{u"q07IKJEyjvHSyhy//CH0CxmKi8w="_s, read(psi)};
    const QList<CapsRecord> records = capsFromJson(capsToJson({forged, good}));
    QCOMPARE(records.size(), 1);
    QCOMPARE(records[0].ver, good.ver);
    QCOMPARE(records[0].info.identities, good.info.identities);
    QCOMPARE(records[0].info.forms.size(), 1);
    QVERIFY(capsFromJson("not JSON").isEmpty());
    QVERIFY(capsFromJson("[1, null, {}]").isEmpty());
}

QTEST_GUILESS_MAIN(TestXep0115Caps)
#include "test_xep0115_caps.moc"
