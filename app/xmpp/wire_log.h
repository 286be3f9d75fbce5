// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace roost {

/// A frame as it may stand in a log: the content of SASL elements (auth, challenge, response, success) and of
/// passwords (XEP-0077 elements, XEP-0215 attributes) replaced by three stars. Cheap enough only for a log
/// that is switched on.
[[nodiscard]] QByteArray withoutSecrets(const QByteArray &frame);

} // namespace roost
