// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/stall_watch.h"
#include "support/patience.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace roost;

class TestStallWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void measuresStall();
};

void TestStallWatch::measuresStall()
{
    StallWatch watch;
    QSignalSpy longer(&watch, &StallWatch::longestChanged);
    QTimer::singleShot(0, &watch, [] {
        QElapsedTimer busy;
        busy.start();
        while (!busy.hasExpired(120)) {
        }
    });
    QTRY_VERIFY(watch.longest().wallMs >= 100);
    QVERIFY(longer.count() > 0);
    QVERIFY(watch.longest().busyMs <= watch.longest().wallMs + 20);
}

QTEST_GUILESS_MAIN(TestStallWatch)
#include "test_stall_watch.moc"
