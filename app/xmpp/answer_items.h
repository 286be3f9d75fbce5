// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/xml_element.h"

#include <vector>

namespace roost {

/// Takes the items of a long answer (the contacts of a roster) while it is read, so that it need never be
/// there as a whole. Outlives its requests.
class AnswerItems
{
public:
    virtual ~AnswerItems() = default;
    /// The next children of the answer's payload, in order. The answer itself follows, without them; or an
    /// error, if the rest of it cannot be read.
    virtual void takeItems(std::vector<XmlElement> items) = 0;
};

} // namespace roost
