// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0092_version.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Addresses that may learn the name and version of this program.
class TestXep0092Version : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contactsAreAnswered();
    void strangersAreNot();
    void othersAreAsked();
};

namespace {

ClientIdentity identity()
{
    ClientIdentity me;
    me.name = u"Roost"_s;
    me.version = u"1.2"_s;
    return me;
}

QByteArray question(const QByteArray &from)
{
    return "<iq xmlns='jabber:client' from='" + from +
           "' to='alice@example.com/desk' id='v1' type='get'><query "
           "xmlns='jabber:iq:version'/></iq>";
}

} // namespace

void TestXep0092Version::contactsAreAnswered()
{
    FakeSender sender;
    Xep0092Version version(sender, identity());
    version.setAllowed([](const Jid &bare) { return bare.toString() == u"bob@example.org"; });
    for (const char *from : {"bob@example.org/x", "alice@example.com/phone"}) {
        QCOMPARE(sender.inject(version, question(from)), Handled::Consume);
        const XmlElement answer = sender.takeSent();
        const XmlElement *query = answer.child(u"query", u"jabber:iq:version");
        QVERIFY(query);
        QCOMPARE(query->childText(u"name", u"jabber:iq:version"), u"Roost"_s);
        QCOMPARE(query->childText(u"version", u"jabber:iq:version"), u"1.2"_s);
        QVERIFY(!query->child(u"os", u"jabber:iq:version")); // not sent unless set
    }
}

void TestXep0092Version::strangersAreNot()
{
    FakeSender sender;
    Xep0092Version version(sender, identity());
    // no contact is known yet
    QCOMPARE(sender.inject(version, question("bob@example.org/x")), Handled::Consume);
    QCOMPARE(errorCondition(sender.takeSent()), u"service-unavailable"_s);
    version.setAllowed([](const Jid &bare) { return bare.toString() == u"bob@example.org"; });
    QCOMPARE(sender.inject(version, question("mallory@example.net/x")), Handled::Consume);
    const XmlElement answer = sender.takeSent();
    QCOMPARE(errorCondition(answer), u"service-unavailable"_s);
    QVERIFY(!answer.toXml().contains("Roost"));
}

void TestXep0092Version::othersAreAsked()
{
    FakeSender sender;
    Xep0092Version version(sender, identity());
    Result<SoftwareVersion> got;
    const auto take = [&got](const Result<SoftwareVersion> &result) { got = result; };
    version.ask(Jid::fromWire(u"bob@example.org/x")).then(this, take);
    QCOMPARE(sender.question().attribute(u"to"), u"bob@example.org/x"_s);
    sender.answerXml(
        "<iq xmlns='jabber:client' type='result' id='1'><query xmlns='jabber:iq:version'><name>Psi\n</name>"
        "<version>1.5</version><os>" +
        QByteArray(1000, 'x') + "</os></query></iq>");
    QVERIFY(got);
    QCOMPARE(got->name, u"Psi"_s);
    QCOMPARE(got->version, u"1.5"_s);
    QCOMPARE(got->os.size(), 256);
    version.ask(Jid::fromWire(u"bob@example.org/x")).then(this, take);
    sender.answerXml("<iq xmlns='jabber:client' type='result' id='2'/>");
    QCOMPARE(got.error().kind, ErrorKind::ProtocolViolation);
    version.ask(Jid::fromWire(u"bob@example.org/x")).then(this, take);
    sender.refuse();
    QCOMPARE(got.error().kind, ErrorKind::ServiceUnavailable);
}

QTEST_GUILESS_MAIN(TestXep0092Version)
#include "test_xep0092_version.moc"
