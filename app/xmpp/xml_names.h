// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// State that the XML parser keeps between frames; only for xml_tree_builder.
#include <QByteArrayView>
#include <QHash>
#include <QString>

#include <array>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace roost {

/// Separator of namespace and local name in expat's names. No XML document can contain it, so no namespace
/// can forge it (CVE-2022-25236).
inline constexpr char kNameSeparator = '\x01';

/// A string of the same text that is never freed, and so needs no count of its users: counting them, by
/// atomic operations, took a tenth of the parsing. Shared by all threads, which is why what is learnt has a
/// limit for all of them together; beyond it, `text` itself.
[[nodiscard]] QString lasting(const QString &text);

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
    explicit NameTable(bool isAttributes) : m_slots(kSlots, nullptr), m_isAttributes(isAttributes) {}

    // Since the last startFrame(), of names that are not shared:
    qsizetype longBytes = 0; ///< Total size of the names that are too long.
    int unlearned = 0;       ///< How many came when the table was full.

    void startFrame()
    {
        longBytes = 0;
        unlearned = 0;
    }

    /// `guess` is the name to be expected, if any; then the one that it was, if that lasts.
    const InternedName &find(const char *raw, const InternedName *&guess)
    {
        if (guess && guess->raw == raw)
            return *guess;
        const InternedName &found = find(raw);
        guess = &found == &m_overflow ? nullptr : &found;
        return found;
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

/// The elements of the last frame in the order of their tags, with their attributes: most frames are like
/// the one before, so that what stands at the same place there is the best guess.
class LastFrame
{
public:
    struct Attribute
    {
        /// The string for `bytes`, shared with the frames before if they had the same there.
        QString value(const char *bytes)
        {
            if (raw != bytes) {
                const size_t length = std::strlen(bytes);
                raw.assign(bytes, length <= kLongest ? length : 0);
                shared = QString();
                return QString::fromUtf8(bytes, qsizetype(length));
            }
            if (shared.isNull())
                shared = QString::fromUtf8(bytes);
            return shared;
        }

        const InternedName *name = nullptr;
        std::string raw;
        QString shared; ///< Made when the value comes for the second time.
    };
    struct Element
    {
        const InternedName *name = nullptr;
        std::array<Attribute, 6> attributes;
    };

    void begin() { m_next = 0; }
    /// Nothing where the frame is longer than what is kept.
    Element *next() { return m_next < m_elements.size() ? &m_elements[m_next++] : nullptr; }

private:
    static constexpr size_t kLongest = 64;
    std::array<Element, 32> m_elements;
    size_t m_next = 0;
};
} // namespace roost
