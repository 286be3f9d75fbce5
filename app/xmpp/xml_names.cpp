// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xml_names.h"

#include <QSet>

#include <cstring>
#include <mutex>

namespace roost {

using namespace Qt::StringLiterals;

namespace {
constexpr QByteArrayView xmlNamespace = "http://www.w3.org/XML/1998/namespace";
}

QString interned(const QString &text)
{
    constexpr qsizetype most = 2048;
    static std::mutex mutex;
    static QSet<QString> &texts = *new QSet<QString>; // An element may outlive its thread, and main() too.
    const std::scoped_lock lock(mutex);
    auto known = texts.constFind(text);
    if (known == texts.cend()) {
        if (texts.size() >= most)
            return text;
        known = texts.insert(text);
    }
    return QString::fromRawData(known->constData(), known->size());
}

const InternedName &NameTable::find(const char *raw)
{
    const size_t length = std::strlen(raw);
    const size_t hash = qHashBits(raw, length, 0);
    size_t slot = hash % slotCount;
    while (const InternedName *known = m_slots[slot]) {
        if (known->hash == hash && known->raw.size() == length &&
            std::memcmp(known->raw.data(), raw, length) == 0)
            return *known;
        slot = (slot + 1) % slotCount;
    }
    if (length > longest)
        longBytes += qsizetype(length);
    else if (m_names.size() >= maxNames)
        ++unlearned;
    if (m_names.size() >= maxNames || length > longest)
        return fill(m_overflow, QByteArrayView(raw, qsizetype(length)), hash);
    m_names.push_back(std::make_unique<InternedName>());
    InternedName &entry = *m_names.back();
    m_slots[slot] = &entry;
    fill(entry, QByteArrayView(raw, qsizetype(length)), hash);
    entry.name = interned(entry.name);
    if (!entry.ns.isEmpty())
        entry.ns = interned(entry.ns);
    return entry;
}

const InternedName &NameTable::fill(InternedName &entry, QByteArrayView raw, size_t hash)
{
    entry.raw.assign(raw.data(), size_t(raw.size()));
    entry.hash = hash;
    const qsizetype end = raw.indexOf(nameSeparator);
    const QByteArrayView ns = end < 0 ? QByteArrayView() : raw.first(end);
    const QString local = QString::fromUtf8(raw.sliced(end + 1));
    if (m_isAttributes) {
        entry.name = ns.isEmpty()         ? local
                     : ns == xmlNamespace ? u"xml:"_s + local
                                          : u'{' + QString::fromUtf8(ns) + u'}' + local;
    } else {
        entry.name = local;
        entry.ns = QString::fromUtf8(ns);
    }
    return entry;
}

} // namespace roost
