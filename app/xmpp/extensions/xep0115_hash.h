// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extensions/xep0030_disco.h"

namespace roost {

/// XEP-0115 §5.1: the SHA-1 verification string of an answer. Any thread.
[[nodiscard]] QString capsHash(const DiscoInfo &info);

/// True if the answer may be used for every Connection that announces its hash: the answer is well-formed
/// (§5.4), and no other answer has the same hash. The hash input has no escapes. A feature with a '<', an
/// identity with a '/', or a form made of another client's features could therefore have the same hash as a
/// different answer.
[[nodiscard]] bool isCapsAnswerSound(const DiscoInfo &info);

} // namespace roost
