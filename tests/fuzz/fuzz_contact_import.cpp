// SPDX-License-Identifier: GPL-3.0-or-later
// Arbitrary files as contact files. The first byte chooses the format; all contacts that are found may be
// shown and stored.
#include "domain/contacts/contact_import.h"
#include "fuzz_target.h"

#include <QSet>

using namespace roost;

namespace {

void checkLine(const QString &text) { FUZZ_CHECK(!text.contains(u'\n') && !text.contains(u'\r')); }

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const auto format = static_cast<ImportFormat>(data[0] % 3);
    const QByteArray file = fuzzBytes(data + 1, size - 1);
    const ImportPreview preview = parseContacts(file, format);
    const auto lines = file.count('\n') + file.count('\r') + 2;
    QSet<Jid> seen;
    for (const ImportedContact &contact : preview.contacts) {
        FUZZ_CHECK(contact.jid.isBare());
        FUZZ_CHECK(!seen.contains(contact.jid));
        seen.insert(contact.jid);
        FUZZ_CHECK(contact.name.size() <= 256);
        checkLine(contact.name);
        FUZZ_CHECK(contact.line >= 1 && contact.line <= lines);
        const QStringList &labels = contact.labels;
        FUZZ_CHECK(QSet<QString>(labels.begin(), labels.end()).size() == labels.size());
        for (const QString &label : labels) {
            FUZZ_CHECK(!label.isEmpty());
            checkLine(label);
        }
    }
    for (const ImportProblem &problem : preview.problems) {
        FUZZ_CHECK(problem.line >= 0 && problem.line <= lines);
        FUZZ_CHECK(problem.text.size() <= 128);
    }
    return 0;
}
