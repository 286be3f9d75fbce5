// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/contacts/contact_import.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMetaEnum>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Files as address books write them, in tests/fixtures/imports: expected.json lists the resulting contacts
/// of each file (address, name; null = any name) and the reported problems (line, kind, text).
class TestContactFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void files_data();
    void files();
};

namespace {

QString folder() { return QStringLiteral(ROOST_FIXTURES "/imports/"); }

QString kindName(ImportProblemKind kind)
{
    switch (kind) {
    case ImportProblemKind::NoAddress:
        return u"no address"_s;
    case ImportProblemKind::InvalidAddress:
        return u"invalid address"_s;
    case ImportProblemKind::OtherNetwork:
        return u"other network"_s;
    case ImportProblemKind::UnclearNetwork:
        return u"unclear network"_s;
    case ImportProblemKind::Room:
        return u"room"_s;
    case ImportProblemKind::OtherColumn:
        return u"other column"_s;
    case ImportProblemKind::UnknownCharset:
        return u"unknown charset"_s;
    case ImportProblemKind::Duplicate:
        return u"duplicate"_s;
    default:
        return u"unexpected"_s;
    }
}

/// "line: kind: text (network)"
QStringList written(const QList<ImportProblem> &problems)
{
    QStringList lines;
    for (const ImportProblem &problem : problems) {
        QString line =
            u"%1: %2: %3"_s.arg(QString::number(problem.line), kindName(problem.kind), problem.text);
        if (!problem.network.isEmpty())
            line += u" (%1)"_s.arg(problem.network);
        lines.append(line);
    }
    return lines;
}

QStringList strings(const QJsonArray &array)
{
    QStringList list;
    for (const QJsonValue &value : array)
        list.append(value.toString());
    return list;
}

} // namespace

void TestContactFiles::files_data()
{
    QTest::addColumn<QJsonObject>("expected");
    QFile file(folder() + "expected.json"_L1);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject all = QJsonDocument::fromJson(file.readAll()).object();
    for (auto at = all.begin(); at != all.end(); ++at)
        QTest::newRow(qPrintable(at.key())) << at.value().toObject();
    // No file lies there for nothing.
    QStringList names = QDir(folder()).entryList(QDir::Files);
    names.removeOne(u"expected.json"_s);
    QCOMPARE(names, all.keys());
}

void TestContactFiles::files()
{
    QFETCH(const QJsonObject, expected);
    QFile file(folder() + QLatin1StringView(QTest::currentDataTag()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const ImportPreview preview = parseContacts(file.readAll());
    const QJsonArray contacts = expected.value("contacts"_L1).toArray();
    QStringList found;
    QStringList wanted;
    for (const ImportedContact &contact : preview.contacts)
        found.append(contact.jid.toString() + u'|' + contact.name);
    for (const QJsonValue &contact : contacts)
        wanted.append(contact[0].toString() + u'|' + contact[1].toString());
    QCOMPARE(found, wanted);
    QCOMPARE(written(preview.problems), strings(expected.value("problems"_L1).toArray()));
}

QTEST_APPLESS_MAIN(TestContactFiles)
#include "test_contact_files.moc"
