// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// State that the XML parser keeps between frames; only for xml_tree_builder.
#include <QByteArrayView>
#include <QHash>
#include <QString>

#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace roost {

/// Separator of namespace and local name in expat's names. No XML document can contain it, so no namespace
/// can forge it (CVE-2022-25236).
inline constexpr char nameSeparator = '\x01';

/// A string of the same text that is never freed: without a reference count, whose atomic operations took a
/// tenth of the parsing time. All threads share one pool; when the pool is full (2,048 texts), returns `text`
/// itself. Any thread.
[[nodiscard]] QString interned(const QString &text);

/// A name as expat gives it, with the strings made from it.
struct InternedName
{
    std::string raw;
    size_t hash = 0;
    QString name;
    QString ns;
};

/// Names seen so far, found by their bytes without an allocation. The table has a maximum size, so a hostile
/// peer can fill it but not make it grow; further names are allocated each time.
class NameTable
{
public:
    explicit NameTable(bool isAttributes) : m_slots(slotCount, nullptr), m_isAttributes(isAttributes) {}

    // Since the last startFrame(), of names that are not shared:
    qsizetype longBytes = 0; ///< Total size of the names that are too long.
    int unlearned = 0;       ///< How many came when the table was full.

    void startFrame()
    {
        longBytes = 0;
        unlearned = 0;
    }

    const InternedName &find(const char *raw);

private:
    const InternedName &fill(InternedName &entry, QByteArrayView raw, size_t hash);

    static constexpr size_t slotCount = 2048;
    static constexpr size_t maxNames = 1024;
    static constexpr size_t longest = 128;
    std::vector<InternedName *> m_slots;
    std::vector<std::unique_ptr<InternedName>> m_names;
    InternedName m_overflow;
    bool m_isAttributes;
};

} // namespace roost
