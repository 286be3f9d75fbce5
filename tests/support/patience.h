// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSignalSpy>
#include <QTest>

namespace roost {

/// Timeout in milliseconds for an event that must happen. A passing test never waits that long; on a machine
/// that builds on all processors, Qt's default of 5 seconds was seen to be too short.
inline constexpr int testPatienceMs = 45'000;

} // namespace roost

// The same for Qt's macros. They poll every few milliseconds and may miss a temporary state: expect a lasting
// state, or use a QSignalSpy.
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(statement) QTRY_VERIFY_WITH_TIMEOUT((statement), roost::testPatienceMs)
#define QTRY_VERIFY2(statement, message)                                                                     \
    QTRY_VERIFY2_WITH_TIMEOUT((statement), (message), roost::testPatienceMs)
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT((actual), (expected), roost::testPatienceMs)
