// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/id_source.h"

namespace roost {

/// Ids that a test can predict: id-1, id-2 and so on.
class SequentialIds final : public IdSource
{
public:
    explicit SequentialIds(QString prefix = QStringLiteral("id-")) : m_prefix(std::move(prefix)) {}
    [[nodiscard]] QString next() override { return m_prefix + QString::number(++m_last); }
    /// The id that next() will give.
    [[nodiscard]] QString peek() const { return m_prefix + QString::number(m_last + 1); }

private:
    QString m_prefix;
    int m_last = 0;
};

} // namespace roost
