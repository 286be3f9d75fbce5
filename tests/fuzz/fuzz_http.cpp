// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes at the driver's port: what is taken for a request keeps within its limits, and reading ends.
#include "automation/http_request.h"
#include "fuzz_target.h"

using namespace roost;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArray buffer = fuzzBytes(data, size);
    HttpReader reader;
    while (true) {
        const qsizetype before = buffer.size();
        const HttpReader::Outcome outcome = reader.read(buffer);
        if (outcome == HttpReader::Outcome::Refused) {
            FUZZ_CHECK(reader.refusal() >= 400 && reader.refusal() <= 505);
            return 0;
        }
        if (outcome == HttpReader::Outcome::NeedsMore)
            return 0;
        FUZZ_CHECK(buffer.size() < before);
        const HttpRequest request = reader.take();
        FUZZ_CHECK(request.target.startsWith('/'));
        FUZZ_CHECK(request.headers.size() <= HttpReader::mostHeaders);
        FUZZ_CHECK(request.body.size() <= HttpReader::mostBodyBytes);
        FUZZ_CHECK(!request.target.contains('\n') && !request.target.contains(' '));
        for (const auto &[name, value] : request.headers) {
            FUZZ_CHECK(!name.isEmpty() && name == name.toLower());
            FUZZ_CHECK(!value.contains('\r') && !value.contains('\n') && !value.contains('\0'));
        }
    }
}
