// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contact_import.h"

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
    void cards_data();
    void cards();
    void problems_data();
    void problems();
    void doublesAreJoined();
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
    QCOMPARE(preview.problems, (QList<ImportProblem>{{line, kind, text}}));
}

void TestContactImport::doublesAreJoined()
{
    const ImportPreview preview =
        parseContacts("jid,name,groups\nalice@example.com,,Work\nAlice@Example.com/x,Alice,Friends;Work\n");
    QCOMPARE(written(preview), QStringList{u"alice@example.com|Alice|Work,Friends"_s});
    QCOMPARE(preview.problems,
             (QList<ImportProblem>{{3, ImportProblemKind::Duplicate, u"alice@example.com"_s}}));
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
    QCOMPARE(parseContacts(QByteArray(kMaxImportBytes + 1, 'x')).problems,
             (QList<ImportProblem>{{0, ImportProblemKind::TooLarge, QString()}}));
    QByteArray many = "jid\n";
    for (int i = 0; i <= kMaxImportRows; ++i)
        many += "u" + QByteArray::number(i) + "@example.com\n";
    const ImportPreview preview = parseContacts(many);
    QCOMPARE(preview.contacts.size(), kMaxImportRows);
    QCOMPARE(preview.problems,
             (QList<ImportProblem>{{kMaxImportRows + 2, ImportProblemKind::TooManyRows, QString()}}));
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
