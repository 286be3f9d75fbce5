// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/consistent_color.h"

#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace roost;

/// XEP-0392, with its own test vectors (§13.2: saturation 100, lightness 50).
class TestConsistentColor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void vectors_data();
    void vectors();
    void extremesAreBlackAndWhite();
};

void TestConsistentColor::vectors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("hue");
    QTest::addColumn<double>("red");
    QTest::addColumn<double>("green");
    QTest::addColumn<double>("blue");
    QTest::newRow("Romeo") << u"Romeo"_s << 327.255249 << 0.865 << 0.000 << 0.686;
    QTest::newRow("juliet") << u"juliet@capulet.lit"_s << 209.410400 << 0.000 << 0.515 << 0.573;
    QTest::newRow("emoji") << u"\U0001F63A"_s << 331.199341 << 0.872 << 0.000 << 0.659;
    QTest::newRow("council") << u"council"_s << 359.994507 << 0.918 << 0.000 << 0.394;
    QTest::newRow("Board") << u"Board"_s << 171.430664 << 0.000 << 0.527 << 0.457;
}

void TestConsistentColor::vectors()
{
    QFETCH(const QString, text);
    QFETCH(const double, hue);
    QFETCH(const double, red);
    QFETCH(const double, green);
    QFETCH(const double, blue);
    QVERIFY(std::abs(consistentHue(text) - hue) < 1e-6);
    const quint32 rgb = consistentRgb(text, 100.0, 50.0);
    // The vectors have three digits, and a channel has eight bits.
    const auto isNear = [](quint32 channel, double expected) {
        return std::abs(double(channel & 0xff) - expected * 255.0) <= 0.7;
    };
    QVERIFY2(isNear(rgb >> 16, red), qPrintable(QString::number(rgb, 16)));
    QVERIFY2(isNear(rgb >> 8, green), qPrintable(QString::number(rgb, 16)));
    QVERIFY2(isNear(rgb, blue), qPrintable(QString::number(rgb, 16)));
    QCOMPARE(rgb >> 24, 0U);
}

void TestConsistentColor::extremesAreBlackAndWhite()
{
    QCOMPARE(consistentRgb(u"Romeo", 100.0, 100.0), 0xffffffU);
    QCOMPARE(consistentRgb(u"Romeo", 100.0, 0.0), 0U);
    // Without saturation there is only grey.
    const quint32 grey = consistentRgb(u"Romeo", 0.0, 50.0);
    QCOMPARE(grey & 0xff, (grey >> 8) & 0xff);
    QCOMPARE(grey & 0xff, (grey >> 16) & 0xff);
}

QTEST_APPLESS_MAIN(TestConsistentColor)
#include "test_consistent_color.moc"
