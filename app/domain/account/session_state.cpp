// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/account/session_state.h"

namespace roost {

using namespace Qt::StringLiterals;

QLatin1StringView stateWord(SessionState state)
{
    switch (state) {
    case SessionState::Closed:
        return "closed"_L1;
    case SessionState::Loading:
        return "loading"_L1;
    case SessionState::Offline:
        return "offline"_L1;
    case SessionState::Connecting:
        return "connecting"_L1;
    case SessionState::Online:
        return "online"_L1;
    case SessionState::Waiting:
        return "waiting"_L1;
    case SessionState::Failed:
        break;
    }
    return "failed"_L1;
}

} // namespace roost
