// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0191_blocking.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// The block list, its pushes and forged pushes.
class TestXep0191Blocking : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void listIsFetched();
    void pushes();
    void forgedPushesAreRefused_data();
    void forgedPushesAreRefused();
    void blockAndUnblock();
    void serverWithoutBlocking();

private:
    QStringList blocked() const;
    std::unique_ptr<FakeSender> m_sender;
    std::unique_ptr<Xep0191Blocking> m_blocking;
};

void TestXep0191Blocking::init()
{
    m_blocking.reset();
    m_sender = std::make_unique<FakeSender>();
    m_blocking = std::make_unique<Xep0191Blocking>(*m_sender);
    m_blocking->sessionStarted(false);
    QVERIFY(m_sender->question().child(u"blocklist", u"urn:xmpp:blocking"));
}

QStringList TestXep0191Blocking::blocked() const
{
    QStringList list;
    for (const Jid &jid : m_blocking->blocked())
        list.append(jid.toString());
    list.sort();
    return list;
}

void TestXep0191Blocking::listIsFetched()
{
    QSignalSpy changed(m_blocking.get(), &Xep0191Blocking::blockedChanged);
    m_sender->answerXml(
        "<iq xmlns='jabber:client' type='result' id='1'><blocklist xmlns='urn:xmpp:blocking'>"
        "<item jid='Spam@Example.net'/><item jid='evil.example'/><item jid='@'/></blocklist></iq>");
    QCOMPARE(changed.count(), 1);
    QCOMPARE(blocked(), (QStringList{u"evil.example"_s, u"spam@example.net"_s}));
    m_blocking->sessionStarted(true);
    QCOMPARE(m_sender->questionCount(), 0);
}

void TestXep0191Blocking::pushes()
{
    m_sender->answerXml(
        "<iq xmlns='jabber:client' type='result' id='1'><blocklist xmlns='urn:xmpp:blocking'/></iq>");
    QSignalSpy changed(m_blocking.get(), &Xep0191Blocking::blockedChanged);
    const auto push = [this](const QByteArray &from, const QByteArray &change) {
        return m_sender->inject(*m_blocking,
                                "<iq xmlns='jabber:client' type='set' id='p1' to='alice@example.com/desk'" +
                                    from + ">" + change + "</iq>");
    };
    // ejabberd says from, Prosody does not.
    QCOMPARE(push("", "<block xmlns='urn:xmpp:blocking'><item jid='a@example.net'/><item "
                      "jid='b@example.net'/></block>"),
             Handled::Consume);
    QCOMPARE(m_sender->takeSent().attribute(u"type"), u"result"_s);
    QCOMPARE(push(" from='alice@example.com'",
                  "<unblock xmlns='urn:xmpp:blocking'><item jid='a@example.net'/></unblock>"),
             Handled::Consume);
    QCOMPARE(blocked(), QStringList{u"b@example.net"_s});
    push("", "<unblock xmlns='urn:xmpp:blocking'/>");
    QVERIFY(blocked().isEmpty());
    QCOMPARE(changed.count(), 3);
}

void TestXep0191Blocking::forgedPushesAreRefused_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::newRow("stranger") << QByteArray("mallory@example.net/x");
    QTest::newRow("own domain") << QByteArray("example.com");
    QTest::newRow("own Connection") << QByteArray("alice@example.com/phone");
}

void TestXep0191Blocking::forgedPushesAreRefused()
{
    QFETCH(const QByteArray, from);
    m_sender->answerXml("<iq xmlns='jabber:client' type='result' id='1'><blocklist xmlns='urn:xmpp:blocking'>"
                        "<item jid='mallory@example.net'/></blocklist></iq>");
    QCOMPARE(m_sender->inject(*m_blocking, "<iq xmlns='jabber:client' type='set' id='p1' from='" + from +
                                               "'><unblock xmlns='urn:xmpp:blocking'/></iq>"),
             Handled::Drop);
    QCOMPARE(blocked(), QStringList{u"mallory@example.net"_s});
    QCOMPARE(errorCondition(m_sender->takeSent()), u"service-unavailable"_s);
}

void TestXep0191Blocking::blockAndUnblock()
{
    m_sender->refuse();
    Status got;
    const Jid spam = Jid::fromWire(u"spam@example.net");
    m_blocking->block(spam).then(this, [&got](const Status &status) { got = status; });
    const XmlElement *block = m_sender->question().child(u"block", u"urn:xmpp:blocking");
    QVERIFY(block);
    QCOMPARE(block->children().front().attribute(u"jid"), u"spam@example.net"_s);
    QVERIFY(blocked().isEmpty());
    m_sender->answerXml("<iq xmlns='jabber:client' type='result' id='2'/>");
    QVERIFY(got);
    QCOMPARE(blocked(), QStringList{u"spam@example.net"_s});
    m_blocking->unblock(spam).then(this, [&got](const Status &status) { got = status; });
    m_sender->refuse(ErrorKind::Timeout);
    QVERIFY(!got);
    QCOMPARE(blocked(), QStringList{u"spam@example.net"_s});
    m_blocking->unblock(spam).then(this, [&got](const Status &status) { got = status; });
    m_sender->answerXml("<iq xmlns='jabber:client' type='result' id='3'/>");
    QVERIFY(got && blocked().isEmpty());
}

void TestXep0191Blocking::serverWithoutBlocking()
{
    QSignalSpy changed(m_blocking.get(), &Xep0191Blocking::blockedChanged);
    m_sender->refuse();
    QCOMPARE(changed.count(), 0);
    QVERIFY(m_blocking->blocked().isEmpty());
}

QTEST_GUILESS_MAIN(TestXep0191Blocking)
#include "test_xep0191_blocking.moc"
