// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_sender.h"
#include "xmpp/extensions/xep0054_vcard.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// vCards of others.
class TestXep0054VCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fieldsAreRead();
    void oddPhotosAreNone_data();
    void oddPhotosAreNone();
    void noCard();
};

namespace {

Result<VCard> fetched(const QByteArray &card)
{
    FakeSender sender;
    Xep0054VCard vCards(sender);
    Result<VCard> got;
    vCards.fetch(Jid::fromWire(u"bob@example.org/x")).then(&vCards, [&got](const Result<VCard> &vCard) {
        got = vCard;
    });
    if (sender.question().attribute(u"to") != u"bob@example.org")
        return unexpected(ErrorKind::InvalidAddress);
    if (card.isNull())
        sender.refuse(ErrorKind::ItemNotFound);
    else
        sender.answerXml("<iq xmlns='jabber:client' type='result' id='1' from='bob@example.org'>" + card +
                         "</iq>");
    return got;
}

} // namespace

void TestXep0054VCard::fieldsAreRead()
{
    const Result<VCard> card =
        fetched("<vCard xmlns='vcard-temp'><FN>Bob\n "
                "Builder</FN><NICKNAME>bob</NICKNAME><TITLE>Fixer</TITLE><ORG><ORGNAME>Can We Ltd"
                "</ORGNAME></ORG><PHOTO><TYPE>image/png</TYPE><BINVAL>aGVs\n bG8=</BINVAL></PHOTO></vCard>");
    QVERIFY(card);
    QCOMPARE(card->fullName, u"Bob Builder"_s);
    QCOMPARE(card->nickname, u"bob"_s);
    QCOMPARE(card->title, u"Fixer"_s);
    QCOMPARE(card->organisation, u"Can We Ltd"_s);
    QCOMPARE(card->photo, QByteArray("hello"));
}

void TestXep0054VCard::oddPhotosAreNone_data()
{
    QTest::addColumn<QByteArray>("photo");
    QTest::newRow("no Base64") << QByteArray("<PHOTO><BINVAL>!!!</BINVAL></PHOTO>");
    QTest::newRow("link") << QByteArray("<PHOTO><EXTVAL>http://tracker.example/x.png</EXTVAL></PHOTO>");
    QTest::newRow("empty") << QByteArray("<PHOTO><BINVAL/></PHOTO>");
    QTest::newRow("none") << QByteArray();
}

void TestXep0054VCard::oddPhotosAreNone()
{
    QFETCH(const QByteArray, photo);
    const Result<VCard> card =
        fetched("<vCard xmlns='vcard-temp'><FN>" + QByteArray(2000, 'x') + "</FN>" + photo + "</vCard>");
    QVERIFY(card);
    QVERIFY(card->photo.isEmpty());
    QCOMPARE(card->fullName.size(), 256);
}

void TestXep0054VCard::noCard()
{
    QVERIFY(fetched("<vCard xmlns='vcard-temp'/>"));
    QVERIFY(fetched("")->fullName.isEmpty());
    QCOMPARE(fetched(QByteArray()).error().kind, ErrorKind::ItemNotFound);
}

QTEST_GUILESS_MAIN(TestXep0054VCard)
#include "test_xep0054_vcard.moc"
