// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0054_vcard.h"
#include "xmpp/extensions/xep0084_avatar.h"

#include <QCryptographicHash>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Pictures by PEP and by vCard.
class TestXep0084Avatar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void announcedByPresence();
    void announcedByEvent();
    void pepBeforeVCard();
    void oddAnnouncements_data();
    void oddAnnouncements();
    void eventFromConnectionIsDropped();
    void fetchByPep();
    void wrongHashFallsBackAndFails();
    void fetchByVCard();
};

namespace {

const QByteArray picture = "picture";
QString hashOf(const QByteArray &data)
{
    return QString::fromLatin1(QCryptographicHash::hash(data, QCryptographicHash::Sha1).toHex());
}

QByteArray presence(const QByteArray &x, const QByteArray &from = "bob@example.org/a")
{
    return "<presence xmlns='jabber:client' from='" + from + "'>" + x + "</presence>";
}

QByteArray update(const QByteArray &hash)
{
    return "<x xmlns='vcard-temp:x:update'><photo>" + hash + "</photo></x>";
}

QByteArray pepEvent(const QByteArray &metadata, const QByteArray &from = "bob@example.org")
{
    return "<message xmlns='jabber:client' type='headline' from='" + from +
           "' to='alice@example.com/desk'><event xmlns='http://jabber.org/protocol/pubsub#event'><items "
           "node='urn:xmpp:avatar:metadata'><item id='x'><metadata xmlns='urn:xmpp:avatar:metadata'>" +
           metadata + "</metadata></item></items></event></message>";
}

QByteArray info(const QByteArray &hash, const QByteArray &rest = " bytes='7' type='image/png'")
{
    return "<info id='" + hash + "'" + rest + "/>";
}

struct Fixture
{
    Fixture() : vCards(sender), avatars(sender, vCards), announced(&avatars, &Xep0084Avatar::avatarAnnounced)
    {
    }
    /// The last announcement, "nothing" when there is none.
    QString last() const { return announced.isEmpty() ? u"nothing"_s : announced.last()[1].toString(); }
    FakeSender sender;
    Xep0054VCard vCards;
    Xep0084Avatar avatars;
    QSignalSpy announced;
};

const Jid bob = Jid::fromWire(u"bob@example.org");
const QByteArray pictureHash = hashOf(picture).toLatin1();
const QByteArray other = hashOf("other").toLatin1();

} // namespace

void TestXep0084Avatar::announcedByPresence()
{
    Fixture f;
    QCOMPARE(f.sender.inject(f.avatars, presence(update(pictureHash.toUpper()))), Handled::Pass);
    QCOMPARE(f.announced.count(), 1);
    QCOMPARE(f.announced[0][0].value<Jid>(), bob);
    QCOMPARE(f.last(), QString::fromLatin1(pictureHash));
    // The same hash from another Connection is not announced again.
    f.sender.inject(f.avatars, presence(update(pictureHash), "bob@example.org/b"));
    QCOMPARE(f.announced.count(), 1);
    // An empty update ("not known yet") is not announced; "no picture" is.
    f.sender.inject(f.avatars, presence("<x xmlns='vcard-temp:x:update'/>"));
    QCOMPARE(f.announced.count(), 1);
    f.sender.inject(f.avatars, presence("<x xmlns='vcard-temp:x:update'><photo/></x>"));
    QCOMPARE(f.announced.count(), 2);
    QCOMPARE(f.last(), QString());
}

void TestXep0084Avatar::announcedByEvent()
{
    Fixture f;
    QCOMPARE(f.sender.inject(f.avatars, pepEvent(info(pictureHash))), Handled::Consume);
    QCOMPARE(f.last(), QString::fromLatin1(pictureHash));
    // The PNG is preferred; a link is not followed; an oversized picture is not fetched.
    f.sender.inject(f.avatars, pepEvent(info(pictureHash, " bytes='9' type='image/webp'") + info(other)));
    QCOMPARE(f.last(), QString::fromLatin1(other));
    // A format that every system can show is preferred to one that needs a plugin.
    f.sender.inject(f.avatars, pepEvent(info(other, " bytes='9' type='image/webp'") +
                                        info(pictureHash, " bytes='9' type='image/jpeg'")));
    QCOMPARE(f.last(), QString::fromLatin1(pictureHash));
    f.sender.inject(f.avatars, pepEvent(info(other, " bytes='9' type='image/avif'") +
                                        info(pictureHash, " bytes='9' type='image/webp'")));
    QCOMPARE(f.last(), QString::fromLatin1(pictureHash));
    f.sender.inject(f.avatars,
                    pepEvent(info(other, " bytes='9' type='image/png' url='http://tracker.example/'") +
                             info(pictureHash, " bytes='9' type='image/gif'")));
    QCOMPARE(f.last(), QString::fromLatin1(pictureHash));
    f.sender.inject(f.avatars, pepEvent(info(other, " bytes='9000000' type='image/png'")));
    QCOMPARE(f.last(), QString());
    f.sender.inject(f.avatars, pepEvent(info(pictureHash)));
    f.sender.inject(f.avatars, pepEvent(""));
    QCOMPARE(f.last(), QString());
}

void TestXep0084Avatar::pepBeforeVCard()
{
    Fixture f;
    f.sender.inject(f.avatars, presence(update(other)));
    f.sender.inject(f.avatars, pepEvent(info(pictureHash)));
    f.sender.inject(f.avatars, presence(update(other)));
    QCOMPARE(f.announced.count(), 2);
    QCOMPARE(f.last(), QString::fromLatin1(pictureHash));
    // After a new session both start afresh.
    f.avatars.sessionStarted(false);
    f.sender.inject(f.avatars, presence(update(other)));
    QCOMPARE(f.last(), QString::fromLatin1(other));
}

void TestXep0084Avatar::oddAnnouncements_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("short hash") << presence(update("abc"));
    QTest::newRow("path as hash") << presence(update("../../../../../../../../../../etc/passwd.."));
    QTest::newRow("room occupant") << presence(update(pictureHash) +
                                                   "<x xmlns='http://jabber.org/protocol/muc#user'/>",
                                               "room@muc.example.org/nick");
    QTest::newRow("unavailable")
        << QByteArray(presence(update(pictureHash))).replace("<presence", "<presence type='unavailable'");
    QTest::newRow("other node") << QByteArray(pepEvent(info(pictureHash)))
                                       .replace("'urn:xmpp:avatar:metadata'><item", "'urn:other'><item");
    QTest::newRow("iq") << QByteArray(
        "<iq xmlns='jabber:client' type='set' id='1' from='bob@example.org/a'>" + update(pictureHash) +
        "</iq>");
}

void TestXep0084Avatar::oddAnnouncements()
{
    QFETCH(const QByteArray, xml);
    Fixture f;
    QCOMPARE(f.sender.inject(f.avatars, xml), Handled::Pass);
    QCOMPARE(f.last(), u"nothing"_s);
}

void TestXep0084Avatar::eventFromConnectionIsDropped()
{
    Fixture f;
    QCOMPARE(f.sender.inject(f.avatars, pepEvent(info(pictureHash), "bob@example.org/a")), Handled::Drop);
    QCOMPARE(f.sender.inject(f.avatars, pepEvent(info(pictureHash), "@")), Handled::Drop);
    QCOMPARE(f.last(), u"nothing"_s);
    // A stranger speaks for himself only.
    f.sender.inject(f.avatars, pepEvent(info(pictureHash), "mallory@example.net"));
    QCOMPARE(f.announced[0][0].value<Jid>().toString(), u"mallory@example.net"_s);
}

void TestXep0084Avatar::fetchByPep()
{
    Fixture f;
    f.sender.inject(f.avatars, pepEvent(info(pictureHash)));
    Result<QByteArray> got;
    f.avatars.fetch(bob, QString::fromLatin1(pictureHash)).then(this, [&got](const Result<QByteArray> &data) {
        got = data;
    });
    const XmlElement *items = f.sender.question()
                                  .child(u"pubsub", u"http://jabber.org/protocol/pubsub")
                                  ->child(u"items", u"http://jabber.org/protocol/pubsub");
    QCOMPARE(items->attribute(u"node"), u"urn:xmpp:avatar:data"_s);
    QCOMPARE(items->children().front().attribute(u"id"), QString::fromLatin1(pictureHash));
    f.sender.answerXml("<iq xmlns='jabber:client' type='result' id='1'><pubsub "
                       "xmlns='http://jabber.org/protocol/pubsub'><items "
                       "node='urn:xmpp:avatar:data'><item id='" +
                       pictureHash + "'><data xmlns='urn:xmpp:avatar:data'>" + picture.toBase64() +
                       "</data></item></items></pubsub></iq>");
    QVERIFY(got);
    QCOMPARE(*got, picture);
}

void TestXep0084Avatar::wrongHashFallsBackAndFails()
{
    Fixture f;
    f.sender.inject(f.avatars, pepEvent(info(pictureHash)));
    Result<QByteArray> got;
    f.avatars.fetch(bob, QString::fromLatin1(pictureHash)).then(this, [&got](const Result<QByteArray> &data) {
        got = data;
    });
    f.sender.answerXml("<iq xmlns='jabber:client' type='result' id='1'><pubsub "
                       "xmlns='http://jabber.org/protocol/pubsub'><items "
                       "node='urn:xmpp:avatar:data'><item id='" +
                       pictureHash + "'><data xmlns='urn:xmpp:avatar:data'>" +
                       QByteArray("another").toBase64() + "</data></item></items></pubsub></iq>");
    QVERIFY(f.sender.question().child(u"vCard", u"vcard-temp"));
    f.sender.answerXml(
        "<iq xmlns='jabber:client' type='result' id='2'><vCard xmlns='vcard-temp'><PHOTO><BINVAL>" +
        QByteArray("another").toBase64() + "</BINVAL></PHOTO></vCard></iq>");
    QVERIFY(!got);
    QCOMPARE(got.error().kind, ErrorKind::ProtocolViolation);
}

void TestXep0084Avatar::fetchByVCard()
{
    Fixture f;
    f.sender.inject(f.avatars, presence(update(pictureHash)));
    Result<QByteArray> got;
    f.avatars.fetch(bob, QString::fromLatin1(pictureHash)).then(this, [&got](const Result<QByteArray> &data) {
        got = data;
    });
    f.sender.answerXml(
        "<iq xmlns='jabber:client' type='result' id='2'><vCard xmlns='vcard-temp'><PHOTO><BINVAL>" +
        picture.toBase64() + "</BINVAL></PHOTO></vCard></iq>");
    QVERIFY(got);
    QCOMPARE(*got, picture);
    f.avatars.fetch(bob, QString::fromLatin1(pictureHash)).then(this, [&got](const Result<QByteArray> &data) {
        got = data;
    });
    f.sender.refuse(ErrorKind::ItemNotFound);
    QCOMPARE(got.error().kind, ErrorKind::ItemNotFound);
}

QTEST_GUILESS_MAIN(TestXep0084Avatar)
#include "test_xep0084_avatar.moc"
