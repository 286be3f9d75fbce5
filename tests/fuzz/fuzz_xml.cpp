// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as one frame: the limits hold, and what was read is written so that it reads the same.
#include "fuzz_target.h"
#include "xmpp/xml_element.h"

using namespace roost;

namespace {

void checkLimits(const XmlElement &element, const XmlLimits &limits, int depth)
{
    FUZZ_CHECK(depth <= limits.depth);
    FUZZ_CHECK(element.attributes().size() <= static_cast<size_t>(limits.attributes));
    FUZZ_CHECK(!element.isNull());
    for (const XmlElement &child : element.children())
        checkLimits(child, limits, depth + 1);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const XmlLimits limits;
    const QByteArray frame = fuzzBytes(data, size);
    const Result<XmlElement> element = parseXml(frame, limits);
    if (!element)
        return 0;
    FUZZ_CHECK(frame.size() <= limits.bytes);
    checkLimits(*element, limits, 1);
    XmlLimits wide;
    wide.bytes = 64 * limits.bytes; // written out, one namespace may come many times
    const QByteArray written = element->toXml();
    const Result<XmlElement> again = parseXml(written, wide);
    FUZZ_CHECK(again.has_value());
    FUZZ_CHECK(*again == *element);
    FUZZ_CHECK(again->toXml() == written);
    return 0;
}
