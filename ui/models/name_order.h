// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"

#include <QCollator>
#include <QList>
#include <QString>

namespace roost {

class EndpointDirectory;

/// How the contact list sorts names: as the language does, without regard to case, numbers by their value.
class NameOrder
{
public:
    /// The order of the default locale.
    NameOrder();

    void setLocale(const QLocale &locale) { m_collator.setLocale(locale); }
    [[nodiscard]] QCollatorSortKey keyOf(const QString &name) const;
    /// Identifies this order.
    [[nodiscard]] QString id() const;
    /// The first of all contacts without a thread, as far as a ListHead needs them; none of a list that is
    /// too small for one.
    [[nodiscard]] QList<Jid> firstWithoutThread(const EndpointDirectory &directory) const;

private:
    QCollator m_collator;
};

} // namespace roost
