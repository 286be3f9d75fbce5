// SPDX-License-Identifier: GPL-3.0-or-later
// Any document at .well-known/host-meta, any redirect: nothing but wss and https ever comes out.
#include "fuzz_target.h"
#include "xmpp/host_lookup.h"
#include "xmpp/host_meta.h"

using namespace roost;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray document = fuzzBytes(data, size);
    for (const QList<QUrl> &links : {webSocketLinksOfJson(document), webSocketLinksOfXml(document)}) {
        for (const QUrl &link : links) {
            FUZZ_CHECK(link.isValid());
            FUZZ_CHECK(link.scheme() == u"wss");
            FUZZ_CHECK(!link.host().isEmpty());
        }
    }
    const QUrl from(QStringLiteral("https://bar.com/.well-known/host-meta"));
    const auto target = redirectTarget(from, QUrl(fuzzText(data, size)));
    FUZZ_CHECK(!target || target->scheme() == u"https");
    return 0;
}
