// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QHashFunctions>
#include <QMetaType>
#include <QString>
#include <QStringView>

#include <optional>

namespace roost {

/// An address `local@domain/resource` in normalised form (RFC 7622; case mapping, NFC and width mapping by
/// Qt's Unicode tables). A value: cheap to copy (one shared string), hashable, comparable byte by byte. An
/// Endpoint is addressed by a bare Jid, a Connection by a full one.
class Jid
{
public:
    Jid() = default;

    /// Parses and normalises. Fails on an empty or over-long part (1023 bytes), forbidden characters in the
    /// local part (RFC 7622 §3.3.1) or an invalid domain.
    [[nodiscard]] static std::optional<Jid> parse(QStringView text);
    /// Like parse(), but an invalid address gives an empty Jid: for values from the wire, where absence and
    /// nonsense are treated alike.
    [[nodiscard]] static Jid fromWire(QStringView text);
    /// Takes the text of a Jid unchecked: only for stored results of toString() (the user database).
    [[nodiscard]] static Jid fromTrusted(QString text);
    /// Builds a bare Jid from user input and escapes characters that a local part cannot contain (XEP-0106):
    /// "d'artagnan space@musketeers.lit" works, and so does an address that was pasted with invisible
    /// characters (see typedAddress()); parse() and fromWire() refuse those. Fails like parse().
    [[nodiscard]] static std::optional<Jid> fromUserInput(QStringView text);

    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    [[nodiscard]] bool isBare() const { return !isEmpty() && m_bareLength == m_text.size(); }
    [[nodiscard]] bool isFull() const { return m_bareLength < m_text.size(); }
    [[nodiscard]] bool isDomain() const { return isBare() && m_localLength == 0; }

    [[nodiscard]] QStringView localView() const;
    [[nodiscard]] QStringView domainView() const;
    [[nodiscard]] QStringView bareView() const { return QStringView(m_text).left(m_bareLength); }
    [[nodiscard]] QStringView resourceView() const;
    [[nodiscard]] QString local() const { return localView().toString(); }
    [[nodiscard]] QString domain() const { return domainView().toString(); }
    [[nodiscard]] QString resource() const { return resourceView().toString(); }
    /// The whole address, as it goes on the wire.
    [[nodiscard]] const QString &toString() const { return m_text; }
    /// For people: the local part unescaped (XEP-0106 §4).
    [[nodiscard]] QString toDisplayString() const;

    [[nodiscard]] Jid bare() const;
    /// The same bare address with `resource` (normalised); an invalid resource gives an empty Jid.
    [[nodiscard]] Jid withResource(QStringView resource) const;

    bool operator==(const Jid &other) const { return m_text == other.m_text; }
    bool operator<(const Jid &other) const { return m_text < other.m_text; }

private:
    QString m_text;
    qint32 m_localLength = 0; ///< Characters before '@'; 0 = no local part.
    qint32 m_bareLength = 0;
};

[[nodiscard]] size_t qHash(const Jid &jid, size_t seed = 0);

/// XEP-0106 §3: escapes the characters that a local part cannot hold.
[[nodiscard]] QString escapeLocalPart(QStringView text);
/// XEP-0106 §3: the reverse, for display.
[[nodiscard]] QString unescapeLocalPart(QStringView text);

} // namespace roost

Q_DECLARE_METATYPE(roost::Jid)
