// SPDX-License-Identifier: GPL-3.0-or-later
// Any text as an address: its normal form is a fixed point, and its parts make the whole.
#include "base/jid.h"
#include "fuzz_target.h"

using namespace roost;

namespace {

void check(const Jid &jid)
{
    FUZZ_CHECK(!jid.isEmpty());
    const auto again = Jid::parse(jid.toString());
    FUZZ_CHECK(again && *again == jid);
    FUZZ_CHECK(jid.isBare() != jid.isFull());
    FUZZ_CHECK(!jid.domainView().isEmpty());
    FUZZ_CHECK(jid.local().toUtf8().size() <= 1023 && jid.domain().toUtf8().size() <= 1023);
    FUZZ_CHECK(jid.resource().toUtf8().size() <= 1023);
    QString whole = jid.domain();
    if (!jid.localView().isEmpty())
        whole.prepend(jid.local() + u'@');
    FUZZ_CHECK(jid.bare().toString() == whole);
    if (jid.isFull())
        whole += u'/' + jid.resource();
    FUZZ_CHECK(jid.toString() == whole);
    for (const QChar forbidden : QStringView(u"\"&'/:<>@ \n\t\u0000"))
        FUZZ_CHECK(!jid.localView().contains(forbidden));
    FUZZ_CHECK(!jid.resourceView().contains(QChar::Null));
    (void)jid.toDisplayString();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = fuzzText(data, size);
    if (const auto jid = Jid::parse(text)) {
        check(*jid);
        FUZZ_CHECK(Jid::fromWire(text) == *jid);
        if (const Jid full = jid->withResource(text); !full.isEmpty())
            check(full);
    } else {
        FUZZ_CHECK(Jid::fromWire(text).isEmpty());
    }
    if (const auto typed = Jid::fromUserInput(text))
        check(*typed);
    FUZZ_CHECK(unescapeLocalPart(escapeLocalPart(text)) == text.trimmed());
    return 0;
}
