// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xml_element.h"
#include "xmpp/xml_tree_builder.h"

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView blanks = " \t\r\n"; // XML 1.0 §2.3

QByteArrayView withoutLeadingBlanks(QByteArrayView frame)
{
    while (!frame.isEmpty() && blanks.contains(frame.front()))
        frame = frame.sliced(1);
    return frame;
}

QByteArrayView withoutTrailingBlanks(QByteArrayView frame)
{
    while (!frame.isEmpty() && blanks.contains(frame.back()))
        frame.chop(1);
    return frame;
}

} // namespace

QByteArrayView elementOfFrame(QByteArrayView frame)
{
    constexpr QByteArrayView mark = "\xEF\xBB\xBF";
    constexpr QByteArrayView declaration = "<?xml";
    constexpr QByteArrayView end = "?>";
    if (frame.startsWith(mark))
        frame = frame.sliced(mark.size());
    frame = withoutLeadingBlanks(frame);
    const bool isDeclared = frame.startsWith(declaration) && frame.size() > declaration.size() &&
                            blanks.contains(frame[declaration.size()]);
    if (const qsizetype at =
            isDeclared ? frame.first(std::min<qsizetype>(frame.size(), 256)).indexOf(end) : -1;
        at >= 0)
        frame = withoutLeadingBlanks(frame.sliced(at + end.size()));
    return withoutTrailingBlanks(frame);
}

Result<XmlElement> parseXml(QByteArrayView frame, const XmlLimits &limits)
{
    if (frame.size() > limits.bytes)
        return unexpected(ErrorKind::ResourceLimit, u"too long"_s);
    if (!limits.isDocument && !frame.startsWith('<'))
        return unexpected(ErrorKind::ProtocolViolation, u"text outside the element"_s);
    // One per thread: making an expat parser costs as much as parsing a stanza.
    thread_local XmlTreeBuilder builder;
    return builder.parse(limits.isDocument ? frame : withoutTrailingBlanks(frame), limits);
}

} // namespace roost
