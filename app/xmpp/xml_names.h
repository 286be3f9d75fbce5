// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Names that the XML parser keeps from frame to frame; only for xml_tree_builder.
#include <QByteArrayView>
#include <QHash>
#include <QString>

#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace roost {

/// Between namespace and local name in what expat hands out. No XML document can contain it, so no namespace
/// can forge it (CVE-2022-25236).
inline constexpr char kNameSeparator = '\x01';

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

/// Names seen so far, found again by their bytes without allocating. Learns up to a limit, so that a hostile
/// peer can fill it but not make it grow; what does not fit any more is made afresh each time.
class NameTable
{
public:
    explicit NameTable(bool isAttributes) : m_slots(kSlots, nullptr), m_isAttributes(isAttributes) {}

    // Since the last startFrame(), of names that are not shared:
    qsizetype longBytes = 0; ///< Bytes of those that are too long.
    int unlearned = 0;       ///< How many came when the table was full.

    void startFrame()
    {
        longBytes = 0;
        unlearned = 0;
    }

    const InternedName &find(const char *raw);

private:
    const InternedName &fill(InternedName &entry, QByteArrayView raw, size_t hash);

    static constexpr size_t kSlots = 2048;
    static constexpr size_t kMost = 1024;
    static constexpr size_t kLongest = 128;
    std::vector<InternedName *> m_slots;
    std::vector<std::unique_ptr<InternedName>> m_names;
    InternedName m_overflow;
    bool m_isAttributes;
};

} // namespace roost
