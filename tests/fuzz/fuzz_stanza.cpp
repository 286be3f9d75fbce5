// SPDX-License-Identifier: GPL-3.0-or-later
// Any frames, one a line, on a session that is up: through the stream, the router and every extension. Ids
// are predictable (id-1 …), so that answers to the client's own questions can be found too.
#include "fuzz_target.h"
#include "scripted_server.h"
#include "support/sequential_ids.h"

using namespace roost;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SequentialIds ids;
    ScriptedSession session(ids, true);
    session.signIn();
    const QList<QByteArray> frames =
        QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)).split('\n');
    for (const QByteArray &frame : frames.first(std::min<qsizetype>(frames.size(), 64)))
        session.receive(frame);
    return 0;
}
