// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/contact_import.h"

#include <QStringEncoder>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Contact files as programs and people write them.
class TestContactImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tables_data();
    void tables();
    void columns_data();
    void columns();
    void cards_data();
    void cards();
    void problems_data();
    void problems();
    void otherNetworks_data();
    void otherNetworks();
    void aBadByteHarmsNoOtherName();
    void doublesAreJoined();
    void charsets_data();
    void charsets();
    void encodings_data();
    void encodings();
    void linesAreCounted();
    void limits();
    void unclosedQuotesAreNoTrap();
};

namespace {

/// One contact a line: address|name|label,label
QStringList written(const ImportPreview &preview)
{
    QStringList lines;
    for (const ImportedContact &contact : preview.contacts)
        lines.append(contact.jid.toString() + u'|' + contact.name + u'|' + contact.labels.join(u','));
    return lines;
}

} // namespace

void TestContactImport::tables_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QStringList>("expected");
    const QStringList two{u"alice@example.com|Alice|Work"_s, u"bob@example.org|Bob|"_s};
    QTest::newRow("comma") << QByteArray(
                                  "jid,name,groups\nalice@example.com,Alice,Work\nbob@example.org,Bob,\n")
                           << two;
    QTest::newRow("semicolon")
        << QByteArray("Name;XMPP;Tags\r\nAlice;alice@example.com;Work\r\nBob;bob@example.org\r\n") << two;
    QTest::newRow("tab")
        << QByteArray(
               "Label\tDisplay Name\tJabber-ID\nWork\tAlice\talice@example.com\n\tBob\tbob@example.org")
        << two;
    QTest::newRow("excel")
        << QByteArray(
               "sep=;\r\naddress;fn;categories\r\nalice@example.com;Alice;Work\r\nbob@example.org;Bob;\r\n")
        << two;
    QTest::newRow("old Mac lines")
        << QByteArray("jid,name,groups\ralice@example.com,Alice,Work\rbob@example.org,Bob,\r") << two;
    QTest::newRow("no header") << QByteArray("alice@example.com,Alice,Work\nbob@example.org,Bob\n") << two;
    QTest::newRow("no header, name first")
        << QByteArray("Alice,alice@example.com,Work\nBob,bob@example.org\n") << two;
    QTest::newRow("addresses only") << QByteArray("alice@example.com\n\nbob@example.org\n")
                                    << QStringList{u"alice@example.com||"_s, u"bob@example.org||"_s};
    QTest::newRow("empty rows")
        << QByteArray("jid,name,group\n,,\nalice@example.com,Alice,Work\n  \n\nbob@example.org,Bob,") << two;
    QTest::newRow("quotes")
        << QByteArray(
               "jid,name\nalice@example.com,\"Alice \"\"Al\"\" Smith, Jr.\"\nbob@example.org, \"Bob\"\n")
        << QStringList{u"alice@example.com|Alice \"Al\" Smith, Jr.|"_s, u"bob@example.org|Bob|"_s};
    QTest::newRow("line break in quotes") << QByteArray("jid,name\nalice@example.com,\"Alice\nSmith\"\n")
                                          << QStringList{u"alice@example.com|Alice Smith|"_s};
    QTest::newRow("several labels") << QByteArray(
                                           "jid,labels\nalice@example.com,\"Work; Friends|Ops, Work\"\n")
                                    << QStringList{u"alice@example.com||Work,Friends,Ops"_s};
    QTest::newRow("google")
        << QByteArray("Given Name,Family Name,Group Membership,E-mail 1 - Value,IM 1 - Service,IM 1 - Value\n"
                      "Alice,Smith,* myContacts ::: Work,mail@example.com,XMPP,alice@example.com\n")
        << QStringList{u"alice@example.com|Alice Smith|myContacts,Work"_s};
    QTest::newRow("uri and case") << QByteArray("im\nxmpp:Alice@Example.COM/phone?message\n")
                                  << QStringList{u"alice@example.com||"_s};
    QTest::newRow("name and address") << QByteArray("contact address\n\"Alice\" <alice@example.com>\n")
                                             .replace("contact address", "address")
                                      << QStringList{u"alice@example.com|Alice|"_s};
    QTest::newRow("typed local part")
        << QByteArray("jid\nd'artagnan@example.com\nd\\27artagnan@example.org\n")
        << QStringList{u"d\\27artagnan@example.com||"_s, u"d\\27artagnan@example.org||"_s};
    QTest::newRow("gateway") << QByteArray("jid,name\nsms.example.com,SMS\n")
                             << QStringList{u"sms.example.com|SMS|"_s};
    QTest::newRow("two address columns")
        << QByteArray("jid,address,name\n,alice@example.com,Alice\nbob@example.org,12 High Street,Bob\n")
        << QStringList{u"alice@example.com|Alice|"_s, u"bob@example.org|Bob|"_s};
    QTest::newRow("markup stays text") << QByteArray("jid,name\nalice@example.com,<b>A</b>\n")
                                       << QStringList{u"alice@example.com|<b>A</b>|"_s};
}

void TestContactImport::columns_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QStringList>("expected");
    const QStringList one{u"alice@example.com|Alice|"_s};
    QTest::newRow("header in another script")
        << QByteArray("\u038c\u03bd\u03bf\u03bc\u03b1\u03c4\u03ac\u03ba\u03b9;"
                      "\u039a\u03b1\u03bd\u03ac\u03bb\u03b9\nAlice;alice@example.com\n")
        << one;
    QTest::newRow("mail beside another column with addresses")
        << QByteArray("Nom;Courriel;Messagerie\nAlice;mail@example.com;alice@example.com\n") << one;
    QTest::newRow("street called address")
        << QByteArray("Name,Address,Messenger\nAlice,12 High Street,alice@example.com\n") << one;
    QTest::newRow("address not in the first row")
        << QByteArray("Bob,,bob@example.org\nAlice,x,alice@example.com\n")
        << QStringList{u"bob@example.org|Bob|"_s, u"alice@example.com|Alice|x"_s};
    QTest::newRow("word of a header among the data")
        << QByteArray("chat,chat@example.com\nAlice,alice@example.com\n")
        << QStringList{u"chat@example.com|chat|"_s, one.front()};
    QTest::newRow("name is the family name")
        << QByteArray("Vorname;Name;JID\nAlice;Smith;alice@example.com\n")
        << QStringList{u"alice@example.com|Alice Smith|"_s};
    QTest::newRow("nickname comes last")
        << QByteArray(
               "Nickname,First Name,Last Name,JID\nAl,Alice,Smith,alice@example.com\nBo,,,bob@example.org\n")
        << QStringList{u"alice@example.com|Alice Smith|"_s, u"bob@example.org|Bo|"_s};
    QTest::newRow("custom field of something else")
        << QByteArray("Name,Custom Field 1 - Label,Custom Field 1 - "
                      "Value,JID\nAlice,Bank,bank@example.com,alice@example.com\n")
        << one;
    QTest::newRow("invisible characters")
        << QByteArray("jid,name\n\u200ealice@example.com\u200f\u00a0,Alice\n") << one;
    QTest::newRow("name that cannot be seen")
        << QByteArray("jid,name\nalice@example.com,\u200b\u2060\n") << QStringList{u"alice@example.com||"_s};
    QTest::newRow("comma in an address")
        << QByteArray("jid\n\"a,b@example.com\"\n") << QStringList{u"a,b@example.com||"_s};
    QTest::newRow("names and addresses in one cell")
        << QByteArray("jid\n\"A <a@example.com>, B <b@example.com>\"\n")
        << QStringList{u"a@example.com|A|"_s, u"b@example.com|B|"_s};
    QTest::newRow("addresses with spaces between") << QByteArray("jid\na@example.com b@example.com\n")
                                                   << QStringList{u"a@example.com||"_s, u"b@example.com||"_s};
}

/// Meaning of each column, and formats of a cell.
void TestContactImport::columns() { tables(); }

void TestContactImport::tables()
{
    QFETCH(const QByteArray, data);
    QFETCH(const QStringList, expected);
    const ImportPreview preview = parseContacts(data);
    QCOMPARE(written(preview), expected);
    QVERIFY(preview.problems.isEmpty());
}

void TestContactImport::cards_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QStringList>("expected");
    const auto card = [](const QByteArray &lines) {
        return "BEGIN:VCARD\r\nVERSION:3.0\r\n" + lines + "END:VCARD\r\n";
    };
    QTest::newRow("4.0")
        << QByteArray("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Alice Smith\r\nN:Smith;Alice;;;\r\n"
                      "IMPP;PREF=1:xmpp:alice@example.com\r\nCATEGORIES:Work,Friends\r\nEND:VCARD\r\n")
        << QStringList{u"alice@example.com|Alice Smith|Work,Friends"_s};
    QTest::newRow("apple") << card("N:Smith;Alice;;;\r\nFN:Alice "
                                   "Smith\r\nitem1.IMPP;X-SERVICE-TYPE=Jabber;type=HOME;type=pref:xmpp:"
                                   "alice@example.com\r\nIMPP;X-SERVICE-TYPE=AIM:aim:alice\r\n")
                           << QStringList{u"alice@example.com|Alice Smith|"_s};
    QTest::newRow("x-jabber") << card("FN:Alice\r\nX-JABBER;TYPE=HOME:alice@example.com\r\n")
                              << QStringList{u"alice@example.com|Alice|"_s};
    QTest::newRow("no scheme") << card("FN:Alice\r\nIMPP;X-SERVICE-TYPE=XMPP:alice@example.com\r\n")
                               << QStringList{u"alice@example.com|Alice|"_s};
    QTest::newRow("name from N") << card("N:Smith;Alice;;;\r\nX-JABBER:alice@example.com\r\n")
                                 << QStringList{u"alice@example.com|Alice Smith|"_s};
    QTest::newRow("nickname") << card("N:;;;;\r\nNICKNAME:Ally,Al\r\nX-JABBER:alice@example.com\r\n")
                              << QStringList{u"alice@example.com|Ally|"_s};
    QTest::newRow("folded") << card("FN:Alice the\r\n  Great\r\nX-JABBER:ali\r\n ce@example.com\r\n")
                            << QStringList{u"alice@example.com|Alice the Great|"_s};
    QTest::newRow("escapes")
        << card("FN:Smith\\, Alice\\nAl\r\nCATEGORIES:A\\,B,C\r\nX-JABBER:alice@example.com\r\n")
        << QStringList{u"alice@example.com|Smith, Alice Al|A,B,C"_s};
    QTest::newRow("2.1 quoted-printable") << QByteArray("BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=UTF-8;"
                                                        "ENCODING=QUOTED-PRINTABLE:=C3=89ric =\r\nDupont\r\n"
                                                        "X-JABBER:eric@example.com\r\nEND:VCARD\r\n")
                                          << QStringList{u"eric@example.com|\u00C9ric Dupont|"_s};
    QTest::newRow("2.1 latin1")
        << QByteArray(
               "BEGIN:VCARD\nVERSION:2.1\nFN;QUOTED-PRINTABLE:=C9ric\nX-JABBER:eric@example.com\nEND:VCARD\n")
        << QStringList{u"eric@example.com|\u00C9ric|"_s};
    QTest::newRow("quoted parameter") << card("FN;X-A=\"a:b;c\":Alice\r\nX-JABBER:alice@example.com\r\n")
                                      << QStringList{u"alice@example.com|Alice|"_s};
    QTest::newRow("lower case") << QByteArray(
                                       "begin:vcard\nfn:Alice\nimpp:XMPP:alice@example.com\nend:vcard\n")
                                << QStringList{u"alice@example.com|Alice|"_s};
    QTest::newRow("two addresses")
        << card("FN:Alice\r\nX-JABBER:alice@example.com\r\nIMPP:xmpp:alice@work.example\r\n")
        << QStringList{u"alice@example.com|Alice|"_s, u"alice@work.example|Alice|"_s};
    QTest::newRow("same address twice")
        << card("FN:Alice\r\nX-JABBER:alice@example.com\r\nIMPP:xmpp:alice@example.com\r\n")
        << QStringList{u"alice@example.com|Alice|"_s};
    QTest::newRow("photo") << card("PHOTO;ENCODING=b;TYPE=JPEG:" + QByteArray(200'000, 'A') +
                                   "\r\n AAAA\r\nFN:Alice\r\nX-JABBER:alice@example.com\r\n")
                           << QStringList{u"alice@example.com|Alice|"_s};
    QTest::newRow("im of a declared service")
        << card("FN:Alice\r\nIMPP;X-SERVICE-TYPE=Jabber:im:alice@example.com\r\n")
        << QStringList{u"alice@example.com|Alice|"_s};
    QTest::newRow("other networks beside")
        << card("FN:Alice\r\nX-SKYPE:alice.s\r\nX-ICQ:123\r\nX-JABBER:alice@example.com\r\n")
        << QStringList{u"alice@example.com|Alice|"_s};
    QTest::newRow("organization comes last")
        << card("ORG:Bakery;North\r\nNICKNAME:Ally\r\nX-JABBER:alice@example.com\r\n")
        << QStringList{u"alice@example.com|Ally|"_s};
    QTest::newRow("soft break at the end of a card")
        << QByteArray("BEGIN:VCARD\nX-JABBER:a@example.com\nFN;ENCODING=QUOTED-PRINTABLE:A=\nEND:VCARD\n"
                      "BEGIN:VCARD\nX-JABBER:b@example.com\nFN:B\nEND:VCARD\n")
        << QStringList{u"a@example.com|A|"_s, u"b@example.com|B|"_s};
    QTest::newRow("quoted-printable is not what ends in =")
        << card("FN:A=\r\nX-JABBER:a@example.com\r\n") << QStringList{u"a@example.com|A=|"_s};
    QTest::newRow("base64, folded")
        << card("FN;ENCODING=b;CHARSET=koi8-r:4c7O\r\n wQ==\r\nX-JABBER:a@example.com\r\n")
        << QStringList{u"a@example.com|\u0410\u043D\u043D\u0430|"_s};
    QTest::newRow("agent in agent")
        << QByteArray(
               "BEGIN:VCARD\nFN:A\nAGENT:\nBEGIN:VCARD\nFN:B\nAGENT:BEGIN:VCARD\nX-JABBER:c@example.com\n"
               "END:VCARD\nX-JABBER:b@example.com\nEND:VCARD\nX-JABBER:a@example.com\nEND:VCARD\n")
        << QStringList{u"c@example.com||"_s, u"b@example.com|B|"_s, u"a@example.com|A|"_s};
    QTest::newRow("marks between files put together")
        << QByteArray("BEGIN:VCARD\nX-JABBER:a@example.com\nEND:VCARD\n\xef\xbb\xbf"
                      "BEGIN:VCARD\nX-JABBER:b@example.com\nEND:VCARD\n")
        << QStringList{u"a@example.com||"_s, u"b@example.com||"_s};
    QTest::newRow("percent") << card("FN:D\r\nIMPP:xmpp:d%5C27artagnan@example.com\r\n")
                             << QStringList{u"d\\27artagnan@example.com|D|"_s};
}

void TestContactImport::cards()
{
    QFETCH(const QByteArray, data);
    QFETCH(const QStringList, expected);
    const ImportPreview preview = parseContacts(data);
    QCOMPARE(written(preview), expected);
    QVERIFY(preview.problems.isEmpty());
}

void TestContactImport::problems_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<int>("contacts");
    QTest::addColumn<int>("line");
    QTest::addColumn<ImportProblemKind>("kind");
    QTest::addColumn<QString>("text");
    using Kind = ImportProblemKind;
    QTest::newRow("bad address")
        << QByteArray("jid,name\nalice@example.com,A\nnot an address,B\nbob@example.org,C\n") << 2 << 3
        << Kind::InvalidAddress << u"not an address"_s;
    QTest::newRow("just a word") << QByteArray("jid\nalice@example.com\nhello\n") << 1 << 3
                                 << Kind::InvalidAddress << u"hello"_s;
    QTest::newRow("no address") << QByteArray("jid,name\n,Bob\nalice@example.com,A\n") << 1 << 2
                                << Kind::NoAddress << u"Bob"_s;
    QTest::newRow("e-mail only") << QByteArray("name,e-mail\nBob,bob@example.org\n") << 0 << 2
                                 << Kind::NoAddress << u"Bob"_s;
    QTest::newRow("open quote") << QByteArray("jid,name\n\"alice@example.com,A\nbob@example.org,B\n") << 1
                                << 2 << Kind::Malformed << u"\"alice@example.com,A"_s;
    QTest::newRow("card without address")
        << QByteArray("BEGIN:VCARD\nFN:Bob\nEMAIL:bob@example.org\nEND:VCARD\n") << 0 << 1 << Kind::NoAddress
        << u"Bob"_s;
    QTest::newRow("card with bad address")
        << QByteArray("BEGIN:VCARD\nFN:Bob\nX-JABBER:bob @ home\nEND:VCARD\n") << 0 << 1
        << Kind::InvalidAddress << u"bob @ home"_s;
    QTest::newRow("open card") << QByteArray("BEGIN:VCARD\nFN:Bob\nX-JABBER:bob@example.org\nBEGIN:VCARD\nFN:"
                                             "Al\nX-JABBER:al@example.org\nEND:VCARD\n")
                               << 1 << 1 << Kind::Malformed << u"Bob"_s;
    QTest::newRow("card cut off")
        << QByteArray("BEGIN:VCARD\nFN:Al\nX-JABBER:al@example.org\nEND:VCARD\nBEGIN:VCARD\nFN:Bob\n") << 1
        << 5 << Kind::Malformed << u"Bob"_s;
    QTest::newRow("scheme of nothing known") << QByteArray("jid,name\nmatrix:u/bob:example.org,B\n") << 0 << 2
                                             << Kind::OtherNetwork << u"u/bob:example.org"_s;
    QTest::newRow("port") << QByteArray("jid,name\nbob@example.org:5222,B\n") << 0 << 2
                          << Kind::InvalidAddress << u"bob@example.org:5222"_s;
    QTest::newRow("sentence") << QByteArray("jid,name\nask bob@example.org first,B\n") << 0 << 2
                              << Kind::InvalidAddress << u"ask bob@example.org first"_s;
    QTest::newRow("bad one beside a good one")
        << QByteArray("jid\n\"bob@example.org; b@@\"\n") << 1 << 2 << Kind::InvalidAddress << u"b@@"_s;
    QTest::newRow("room") << QByteArray("jid\nxmpp:den@rooms.example.org?join\n") << 0 << 2 << Kind::Room
                          << u"xmpp:den@rooms.example.org?join"_s;
    QTest::newRow("name of another network")
        << QByteArray("Name,IM\nBob,bob.builder\n") << 0 << 2 << Kind::InvalidAddress << u"bob.builder"_s;
    QTest::newRow("im of no declared service")
        << QByteArray("BEGIN:VCARD\nFN:Bob\nIMPP:im:bob@example.org\nEND:VCARD\n") << 0 << 1
        << Kind::UnclearNetwork << u"bob@example.org"_s;
    QTest::newRow("nothing says which network")
        << QByteArray("BEGIN:VCARD\nFN:Bob\nIMPP;TYPE=home:bob@example.org\nEND:VCARD\n") << 0 << 1
        << Kind::UnclearNetwork << u"bob@example.org"_s;
    QTest::newRow("two unknown columns of addresses")
        << QByteArray("Wer;Hier;Dort\nA;a@example.com;a@example.org\nB;b@example.com;\n") << 2 << 1
        << Kind::OtherColumn << u"Dort"_s;
    QTest::newRow("unknown charset")
        << QByteArray("BEGIN:VCARD\nFN;CHARSET=x-own:Bj\xf6rn\nX-JABBER:b@example.org\nEND:VCARD\n") << 1 << 1
        << Kind::UnknownCharset << u"x-own"_s;
    QTest::newRow("empty") << QByteArray() << 0 << 0 << Kind::UnknownFormat << QString();
    QTest::newRow("XML") << QByteArray("<?xml version='1.0'?><contacts/>") << 0 << 0 << Kind::UnknownFormat
                         << QString();
    QTest::newRow("PNG") << QByteArray("\x89PNG\r\n\x1a\n\x01\x02\x03") << 0 << 0 << Kind::UnknownFormat
                         << QString();
}

void TestContactImport::problems()
{
    QFETCH(const QByteArray, data);
    QFETCH(const int, contacts);
    QFETCH(const int, line);
    QFETCH(const ImportProblemKind, kind);
    QFETCH(const QString, text);
    const ImportPreview preview = parseContacts(data);
    QCOMPARE(preview.contacts.size(), contacts);
    QCOMPARE(preview.problems.size(), 1);
    QCOMPARE(preview.problems[0].line, line);
    QCOMPARE(preview.problems[0].kind, kind);
    QCOMPARE(preview.problems[0].text, text);
}

void TestContactImport::otherNetworks_data()
{
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("network");
    QTest::newRow("aim") << QByteArray("IMPP:aim:bob") << u"bob"_s << u"AIM"_s;
    QTest::newRow("sip") << QByteArray("IMPP;TYPE=work:sip:bob@example.org") << u"bob@example.org"_s
                         << u"SIP"_s;
    QTest::newRow("skype") << QByteArray("IMPP;X-SERVICE-TYPE=Skype:x-apple:bob%40example.org")
                           << u"x-apple:bob%40example.org"_s << u"Skype"_s;
    QTest::newRow("x-skype") << QByteArray("X-SKYPE:bob@example.org") << u"bob@example.org"_s << u"Skype"_s;
    QTest::newRow("kde") << QByteArray("X-messaging/icq-All:123") << u"123"_s << u"ICQ"_s;
    QTest::newRow("google") << QByteArray("IMPP;X-SERVICE-TYPE=GoogleTalk:xmpp:bob@example.org")
                            << u"xmpp:bob@example.org"_s << u"Google Talk"_s;
    QTest::newRow("mail in x-jabber")
        << QByteArray("X-JABBER:mailto:bob@example.org") << u"bob@example.org"_s << u"mailto"_s;
}

void TestContactImport::otherNetworks()
{
    QFETCH(const QByteArray, property);
    QFETCH(const QString, text);
    QFETCH(const QString, network);
    const ImportPreview preview = parseContacts("BEGIN:VCARD\nFN:Bob\n" + property + "\nEND:VCARD\n");
    QVERIFY(preview.contacts.isEmpty());
    QCOMPARE(preview.problems, (QList<ImportProblem>{{1, ImportProblemKind::OtherNetwork, text, network}}));
}

void TestContactImport::aBadByteHarmsNoOtherName()
{
    const ImportPreview table =
        parseContacts("jid,name,notes\na@example.com,\u0141ukasz,caf\xe9\n"
                      "b@example.com,Bj\xf6rn,\nc@example.com,\u0416\u043e\xff\u0440\u0436,\n");
    QCOMPARE(written(table), (QStringList{u"a@example.com|\u0141ukasz|"_s, u"b@example.com|Bj\u00F6rn|"_s,
                                          u"c@example.com|\u0416\u043E\uFFFD\u0440\u0436|"_s}));
    const ImportPreview cards =
        parseContacts("BEGIN:VCARD\nFN:\u0141ukasz\nNOTE:\xe9\nX-JABBER:a@example.com\n"
                      "CATEGORIES:\u0416,caf\u00e9\nEND:VCARD\n");
    QCOMPARE(written(cards), QStringList{u"a@example.com|\u0141ukasz|\u0416,caf\u00E9"_s});
}

void TestContactImport::doublesAreJoined()
{
    const ImportPreview preview =
        parseContacts("jid,name,groups\nalice@example.com,,Work\nAlice@Example.com/x,Alice,Friends;Work\n");
    QCOMPARE(written(preview), QStringList{u"alice@example.com|Alice|Work,Friends"_s});
    QCOMPARE(preview.problems,
             (QList<ImportProblem>{{3, ImportProblemKind::Duplicate, u"alice@example.com"_s}}));
}

void TestContactImport::charsets_data()
{
    QTest::addColumn<QByteArray>("charset");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    QTest::newRow("1250") << QByteArray("windows-1250") << QByteArray("\xa3uk") << u"\u0141uk"_s;
    QTest::newRow("1251") << QByteArray("CP1251") << QByteArray("\xc0\xed") << u"\u0410\u043D"_s;
    QTest::newRow("1252") << QByteArray("Windows1252") << QByteArray("\x80\x92") << u"\u20AC\u2019"_s;
    QTest::newRow("1253") << QByteArray("x-cp1253") << QByteArray("\xd9\xe1") << u"\u03A9\u03B1"_s;
    QTest::newRow("1254") << QByteArray("ISO-8859-9") << QByteArray("\xdd\xfe") << u"\u0130\u015F"_s;
    QTest::newRow("1255") << QByteArray("windows-1255") << QByteArray("\xe0\xe1") << u"\u05D0\u05D1"_s;
    QTest::newRow("1256") << QByteArray("windows-1256") << QByteArray("\xc7\xc8") << u"\u0627\u0628"_s;
    QTest::newRow("1257") << QByteArray("windows-1257") << QByteArray("\xe0\xf0") << u"\u0105\u0161"_s;
    QTest::newRow("1258") << QByteArray("windows-1258") << QByteArray("\xd0\xf0") << u"\u0110\u0111"_s;
    QTest::newRow("Latin-1 means 1252") << QByteArray("ISO-8859-1") << QByteArray("O\x92H") << u"O\u2019H"_s;
    QTest::newRow("Latin-2") << QByteArray("iso8859-2") << QByteArray("\xa3") << u"\u0141"_s;
    QTest::newRow("ISO Cyrillic") << QByteArray("ISO_8859-5") << QByteArray("\xb0\xd0") << u"\u0410\u0430"_s;
    QTest::newRow("Latin-9") << QByteArray("ISO-8859-15") << QByteArray("\xa4") << u"\u20AC"_s;
    QTest::newRow("KOI8-R") << QByteArray("koi8-r") << QByteArray("\xe1\xc1") << u"\u0410\u0430"_s;
    QTest::newRow("KOI8-U") << QByteArray("KOI8-U") << QByteArray("\xa4\xb4") << u"\u0454\u0404"_s;
    QTest::newRow("DOS Cyrillic") << QByteArray("cp866") << QByteArray("\x80\xa0") << u"\u0410\u0430"_s;
    QTest::newRow("Thai") << QByteArray("TIS-620") << QByteArray("\xa1") << u"\u0E01"_s;
    QTest::newRow("Mac") << QByteArray("macintosh") << QByteArray("\x8a") << u"\u00E4"_s;
    QTest::newRow("UTF-8") << QByteArray("UTF-8") << QByteArray("\xc3\xa4") << u"\u00E4"_s;
    QTest::newRow("UTF-8 declared, 1252 written")
        << QByteArray("UTF-8") << QByteArray("J\xfcrgen") << u"J\u00FCrgen"_s;
}

/// As they are, and by both of the encodings for transfer.
void TestContactImport::charsets()
{
    QFETCH(const QByteArray, charset);
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, name);
    QByteArray quoted;
    for (const char c : bytes)
        quoted += '=' + QByteArray(1, c).toHex().toUpper();
    for (const QByteArray &property :
         {":" + bytes, ";ENCODING=QUOTED-PRINTABLE:" + quoted, ";ENCODING=BASE64:" + bytes.toBase64()}) {
        const ImportPreview preview = parseContacts("BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=" + charset +
                                                    property + "\nX-JABBER:a@example.com\nEND:VCARD\n");
        QCOMPARE(written(preview), QStringList{"a@example.com|"_L1 + name + u'|'});
        QVERIFY(preview.problems.isEmpty());
    }
}

void TestContactImport::encodings_data()
{
    QTest::addColumn<QByteArray>("data");
    const QString text = u"jid,name\neric@example.com,\u00C9ric\n"_s;
    const auto encoded = [&text](QStringConverter::Encoding encoding, bool mark) {
        QStringEncoder encoder(encoding,
                               mark ? QStringConverter::Flag::WriteBom : QStringConverter::Flag::Default);
        return QByteArray(encoder.encode(text));
    };
    QTest::newRow("UTF-8") << encoded(QStringConverter::Utf8, false);
    QTest::newRow("UTF-8 with mark") << encoded(QStringConverter::Utf8, true);
    QTest::newRow("UTF-16 LE with mark") << encoded(QStringConverter::Utf16LE, true);
    QTest::newRow("UTF-16 BE with mark") << encoded(QStringConverter::Utf16BE, true);
    QTest::newRow("UTF-16 LE") << encoded(QStringConverter::Utf16LE, false);
    QTest::newRow("UTF-16 BE") << encoded(QStringConverter::Utf16BE, false);
    QTest::newRow("Latin-1") << encoded(QStringConverter::Latin1, false);
}

void TestContactImport::encodings()
{
    QFETCH(const QByteArray, data);
    QCOMPARE(written(parseContacts(data)), QStringList{u"eric@example.com|\u00C9ric|"_s});
}

void TestContactImport::linesAreCounted()
{
    const ImportPreview preview = parseContacts("\n\njid,name\r\nalice@example.com,\"A\r\nB\"\r\n\r\nbob@"
                                                "example.org,\"C\nD\"\ncarol@example.org,E\n");
    QCOMPARE(preview.contacts.size(), 3);
    QCOMPARE(preview.contacts[0].line, 4);
    QCOMPARE(preview.contacts[1].line, 7);
    QCOMPARE(preview.contacts[2].line, 9);
}

void TestContactImport::limits()
{
    QCOMPARE(parseContacts(QByteArray(maxImportBytes + 1, 'x')).problems,
             (QList<ImportProblem>{{0, ImportProblemKind::TooLarge, QString()}}));
    QByteArray many = "jid\n";
    for (int i = 0; i <= maxImportRows; ++i)
        many += "u" + QByteArray::number(i) + "@example.com\n";
    const ImportPreview preview = parseContacts(many);
    QCOMPARE(preview.contacts.size(), maxImportRows);
    QCOMPARE(preview.problems,
             (QList<ImportProblem>{{maxImportRows + 2, ImportProblemKind::TooManyRows, QString()}}));
    const ImportPreview wide = parseContacts("jid,name,groups\na@example.com," + QByteArray(5000, 'n') + "," +
                                             QByteArray(5000, 'l') + "\n");
    QCOMPARE(wide.contacts[0].name.size(), 256);
    QCOMPARE(wide.contacts[0].labels[0].size(), 128);
}

void TestContactImport::unclosedQuotesAreNoTrap()
{
    QByteArray data = "jid,name\n";
    while (data.size() < 4'000'000)
        data += "\"x,y\",\"\n\"";
    const ImportPreview preview = parseContacts(data);
    QVERIFY(preview.contacts.isEmpty() && preview.problems.size() <= 10'000);
}

QTEST_APPLESS_MAIN(TestContactImport)
#include "test_contact_import.moc"
