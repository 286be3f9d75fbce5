// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/id_source.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace roost;

/// Ids: long enough, safe in XML and file names, never twice.
class TestIdSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idsAreSafeAndFresh();
    void seededOnesAreTheSameAgain();
};

void TestIdSource::idsAreSafeAndFresh()
{
    RandomIdSource ids;
    const QRegularExpression safe(u"^[A-Za-z0-9_-]{22}$"_s); // 128 bits in base64url
    QSet<QString> seen;
    for (int i = 0; i < 1000; ++i) {
        const QString id = ids.next();
        QVERIFY2(safe.match(id).hasMatch(), qPrintable(id));
        seen.insert(id);
    }
    QCOMPARE(seen.size(), 1000);
}

void TestIdSource::seededOnesAreTheSameAgain()
{
    SeededIdSource first(u"seed"_s);
    SeededIdSource again(u"seed"_s);
    SeededIdSource other(u"other"_s);
    const QRegularExpression safe(u"^[A-Za-z0-9_-]{22}$"_s);
    QSet<QString> seen;
    for (int i = 0; i < 100; ++i) {
        const QString id = first.next();
        QVERIFY2(safe.match(id).hasMatch(), qPrintable(id));
        QCOMPARE(again.next(), id);
        QVERIFY(other.next() != id);
        seen.insert(id);
    }
    QCOMPARE(seen.size(), 100);
}

QTEST_APPLESS_MAIN(TestIdSource)
#include "test_id_source.moc"
