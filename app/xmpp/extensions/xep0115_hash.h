// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extensions/xep0030_disco.h"

namespace roost {

/// XEP-0115 §5.1: the SHA-1 verification string of an answer. Any thread.
[[nodiscard]] QString capsHash(const DiscoInfo &info);

/// True if an answer whose hash fits may be believed for everybody who announces that hash: it is well-formed
/// (§5.4), and no other answer has the same hash. The hash is taken over a text without escapes, so a feature
/// with a
/// '<', an identity with a '/', or a form made of somebody else's features would pass for another answer.
[[nodiscard]] bool isCapsAnswerSound(const DiscoInfo &info);

} // namespace roost
