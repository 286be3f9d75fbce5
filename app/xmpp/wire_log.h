// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace roost {

/// A frame for the log: the content of SASL elements (auth, challenge, response, success) and of passwords
/// (XEP-0077 elements, XEP-0215 attributes) is replaced by three stars. Slow: call it only if the log is
/// enabled.
[[nodiscard]] QByteArray withoutSecrets(const QByteArray &frame);

} // namespace roost
