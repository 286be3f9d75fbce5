// SPDX-License-Identifier: GPL-3.0-or-later
// A server or a man in the middle that sends arbitrary frames before and during the sign-in. The first byte
// chooses whether there is TLS, whether a mechanism better than PLAIN was known, and whether there is a
// token; frames follow, one per line. The password never leaves over an insecure connection, and no
// unauthenticated server is accepted.
#include "base/id_source.h"
#include "fuzz_target.h"
#include "scripted_server.h"

using namespace roost;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const bool isEncrypted = (data[0] & 1) != 0;
    const bool knowsBetter = (data[0] & 2) != 0;
    const bool hasToken = (data[0] & 4) != 0;
    // Random, so that the input cannot hold the nonce and make the client derive keys for seconds.
    RandomIdSource ids;
    ScriptedSession session(ids, isEncrypted, knowsBetter ? u"SCRAM-SHA-256"_s : QString(),
                            hasToken ? u"secret-token:x"_s : QString());
    session.open();
    const QList<QByteArray> frames =
        QByteArray(reinterpret_cast<const char *>(data + 1), static_cast<qsizetype>(size - 1)).split('\n');
    for (const QByteArray &frame : frames.first(std::min<qsizetype>(frames.size(), 32)))
        session.receive(frame);
    const bool mayTellPassword = isEncrypted && !knowsBetter;
    const QByteArray password = QByteArrayLiteral("\0joe\0secret password").toBase64();
    for (const QByteArray &frame : session.sent()) {
        FUZZ_CHECK(!frame.contains("secret"));
        FUZZ_CHECK(mayTellPassword || !frame.contains(password));
    }
    FUZZ_CHECK(mayTellPassword || !session.client().isOnline());
    return 0;
}
