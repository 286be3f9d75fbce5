// SPDX-License-Identifier: GPL-3.0-or-later
// More at once than a server works through in the time that a client waits for an answer: receipts, messages
// of ours, a break in the middle, and a server that is broken for a while.
#include "domain/threads/thread.h"
#include "integration/person.h"
#include "support/both_servers.h"
#include "support/cutting_proxy.h"
#include "support/patience.h"
#include "xmpp/extensions/rfc6121_message.h"
#include "xmpp/extensions/xep0184_receipts.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace roost;

namespace {

/// Prosody archives some 350 receipts a second.
constexpr int patienceWithBurstMs = 120'000;

int inThread(const Person &person, const Person &other, MessageState atLeast)
{
    int count = 0;
    for (const Message &message : person.thread(other).messages())
        count += message.state >= atLeast && message.state != MessageState::Failed ? 1 : 0;
    return count;
}

} // namespace

class TestBurst : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void lastsThroughABurst_data() { eachServer(); }
    void lastsThroughABurst();
    void owesReceiptsAfterARestart_data() { eachServer(); }
    void owesReceiptsAfterARestart();
    void waitsForARepairedServer_data() { eachServer(); }
    void waitsForARepairedServer();

private:
    BothServers m_servers;
    int m_users = 0;

    QString newUser(ServerKind kind)
    {
        const QString name = u"burst%1"_s.arg(++m_users);
        return m_servers.of(kind).registerUser(name, TestServer::passwordOf(name)) ? name : QString();
    }
};

void TestBurst::initTestCase() { QVERIFY2(m_servers.start(), qPrintable(m_servers.errorText())); }

void TestBurst::lastsThroughABurst()
{
    QFETCH(const ServerKind, server);
    constexpr int count = 500;
    Person ann(m_servers.of(server), newUser(server));
    Person bob(m_servers.of(server), newUser(server));
    QVERIFY(ann.enter());
    QVERIFY(bob.enter());
    QVERIFY(befriend(ann, bob));
    QSignalSpy sessionsOfAnn(&ann.session->client(), &XmppClient::sessionEnded);
    QSignalSpy sessionsOfBob(&bob.session->client(), &XmppClient::sessionEnded);
    for (int i = 0; i < count; ++i)
        ann.thread(bob).send(QString::number(i));
    QTRY_COMPARE_WITH_TIMEOUT(inThread(ann, bob, MessageState::Delivered), count, patienceWithBurstMs);
    QTRY_COMPARE_WITH_TIMEOUT(bob.endpoint(ann).unread(), count, patienceMs);
    QCOMPARE(sessionsOfAnn.count(), 0);
    QCOMPARE(sessionsOfBob.count(), 0);
}

void TestBurst::owesReceiptsAfterARestart()
{
    QFETCH(const ServerKind, server);
    constexpr int count = 100;
    Person ann(m_servers.of(server), newUser(server));
    CuttingProxy proxy(m_servers.of(server).httpPort());
    Person bob(m_servers.of(server), newUser(server), u"test"_s, u"pc"_s,
               proxy.through(m_servers.of(server).wsUrl()));
    QVERIFY(ann.enter());
    QVERIFY(bob.enter());
    QVERIFY(befriend(ann, bob));
    // With the last message the network dies, and bob's program ends while it owes receipts.
    int received = 0;
    connect(&bob.session->client().extension<Rfc6121Message>(), &Rfc6121Message::messageReceived, this, [&] {
        if (++received == count)
            proxy.stall();
    });
    for (int i = 0; i < count; ++i)
        ann.thread(bob).send(QString::number(i));
    QTRY_COMPARE_WITH_TIMEOUT(bob.endpoint(ann).unread(), count, patienceMs);
    QVERIFY(!bob.session->client().extension<Xep0184Receipts>().owed().isEmpty());
    QVERIFY(inThread(ann, bob, MessageState::Delivered) < count);
    bob.begin();
    proxy.cutAll();
    proxy.resume();
    QVERIFY(bob.enter());
    QTRY_COMPARE_WITH_TIMEOUT(inThread(ann, bob, MessageState::Delivered), count, patienceWithBurstMs);
}

void TestBurst::waitsForARepairedServer()
{
    QFETCH(const ServerKind, server);
    ServerOptions options;
    options.certificate = CertificateKind::Expired;
    const auto broken = TestServer::create(server, options);
    QVERIFY2(broken->start(), qPrintable(broken->errorText()));
    options.certificate = CertificateKind::Good;
    const auto repaired = TestServer::create(server, options);
    QVERIFY2(repaired->start(), qPrintable(repaired->errorText()));
    CuttingProxy proxy(broken->httpsPort());
    Person ann(*repaired, u"alice"_s, u"test"_s, u"pc"_s, proxy.through(repaired->wssUrl()));
    ann.config.caCertificateFiles = {broken->caCertificateFile(), repaired->caCertificateFile()};
    ann.begin();
    Person bob(*repaired, u"bob"_s);
    QVERIFY(ann.open());
    QVERIFY(bob.enter());
    QSignalSpy failures(&ann.session->client(), &XmppClient::failed);
    ann.signIn();
    ann.thread(bob).send(u"when it is repaired"_s);
    // Again and again, with the reason.
    QTRY_VERIFY_WITH_TIMEOUT(failures.count() >= 3, patienceMs);
    for (const QList<QVariant> &failure : std::as_const(failures)) {
        QCOMPARE(failure.at(0).value<Error>().kind, ErrorKind::CertificateExpired);
        QVERIFY(failure.at(1).toBool());
    }
    QCOMPARE(ann.session->lastError().kind, ErrorKind::CertificateExpired);
    QCOMPARE(ann.session->queuedCount(), 1);
    proxy.setTargetPort(repaired->httpsPort());
    QVERIFY(ann.isOnlineSoon());
    QTRY_COMPARE_WITH_TIMEOUT(bob.talk(ann), QStringList{u"when it is repaired"_s}, patienceMs);
    QCOMPARE(ann.session->queuedCount(), 0);
}

QTEST_GUILESS_MAIN(TestBurst)
#include "test_burst.moc"
