// SPDX-License-Identifier: GPL-3.0-or-later
// A server that says anything during SASL. Lines: mechanisms offered, strongest ever, server first, server
// final. It is never taken for the right one, and PLAIN is never chosen where it must not be.
#include "fuzz_target.h"
#include "xmpp/sasl.h"

using namespace roost;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QList<QByteArray> lines = fuzzBytes(data, size).split('\n');
    const QStringList offered = QString::fromUtf8(lines.value(0)).split(u' ');
    const QString strongestEver = QString::fromUtf8(lines.value(1));
    for (const bool isEncrypted : {false, true}) {
        const auto chosen = chooseMechanism(offered, strongestEver, isEncrypted);
        if (!chosen)
            continue;
        FUZZ_CHECK(offered.contains(*chosen));
        FUZZ_CHECK(saslStrength(*chosen) > 0);
        FUZZ_CHECK(saslStrength(*chosen) >= saslStrength(strongestEver));
        FUZZ_CHECK(isEncrypted || *chosen != u"PLAIN");
    }
    (void)saslPrepared(QString::fromUtf8(lines.value(2)));
    for (const QString &mechanism : {u"SCRAM-SHA-1"_s, u"SCRAM-SHA-256"_s, u"SCRAM-SHA-512"_s}) {
        ScramClient client(mechanism, u"us=er,"_s, u"nonce"_s);
        client.setOffer(offered, QStringList{});
        const auto challenge = client.readServerFirst(lines.value(2));
        if (!challenge)
            continue;
        FUZZ_CHECK(challenge->iterations >= ScramClient::fewestIterations);
        FUZZ_CHECK(challenge->iterations <= ScramClient::mostIterations);
        FUZZ_CHECK(lines.value(2).contains("r=nonce"));
        // Stands for the derived key, whose computation would take too long; the input cannot contain the
        // signature that belongs to it.
        const QByteArray final = client.clientFinal(QByteArrayLiteral("not derived from any password"));
        FUZZ_CHECK(final.startsWith("c=biws,r=nonce") && final.contains(",p="));
        FUZZ_CHECK(!client.readServerFinal(lines.value(3)));
    }
    return 0;
}
