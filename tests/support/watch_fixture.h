// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fake_clock.h"

#include <QSignalSpy>

#include <ctime>

namespace roost {

/// Sets the time zone of this process, "Asia/Tokyo".
inline void setTimeZone(const char *zone)
{
    qputenv("TZ", zone);
    tzset();
}

/// A watch over the time, which takes a Clock in its constructor, on a clock that the test moves; and a spy
/// on the signal that reports a change.
template <typename Watch, auto signal> struct WatchFixture
{
    FakeClock clock; ///< Starts at noon UTC.
    Watch watch{clock};
    QSignalSpy reports{&watch, signal};
};

} // namespace roost
