// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSignalSpy>
#include <QTest>

namespace roost {

/// How long a test waits for something that must happen, in milliseconds. A test that passes never waits so
/// long; a machine that builds on all processors at the same time was seen to need more than Qt's own 5
/// seconds.
inline constexpr int testPatienceMs = 45'000;

} // namespace roost

// The same for Qt's macros. They look every few milliseconds, so they may miss a state that passes quickly:
// expect what stays, or look for what passed in a QSignalSpy.
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(statement) QTRY_VERIFY_WITH_TIMEOUT((statement), roost::testPatienceMs)
#define QTRY_VERIFY2(statement, message)                                                                     \
    QTRY_VERIFY2_WITH_TIMEOUT((statement), (message), roost::testPatienceMs)
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT((actual), (expected), roost::testPatienceMs)
