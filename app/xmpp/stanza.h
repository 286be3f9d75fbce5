// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "xmpp/xml_element.h"

#include <memory>
#include <utility>
#include <vector>

namespace roost {

/// RFC 6120 §8: the three kinds.
enum class StanzaKind : quint8 { Message, Presence, Iq };

/// One received stanza on its way through the router: the element, its parsed addressing, and what extensions
/// found in it ("annotations": one value per C++ type, defined in the extension's own header, e.g. `Delay`).
class Stanza
{
public:
    /// The stanza of `element`, addressed as on the stream of `account` (a missing `from` means the own bare
    /// address, RFC 6120 §8.1.2.1). An element that is no stanza gives isNull().
    static Stanza fromElement(XmlElement element, const Jid &account);

    [[nodiscard]] bool isNull() const { return element.isNull(); }

    XmlElement element;
    StanzaKind kind = StanzaKind::Message;
    Jid from;
    Jid to;
    QString id;
    QString type; ///< Null when absent.

    /// The annotation of type T, or nullptr.
    template <typename T> [[nodiscard]] const T *annotation() const
    {
        for (const auto &[tag, value] : m_annotations) {
            if (tag == tagOf<T>())
                return static_cast<const T *>(value.get());
        }
        return nullptr;
    }
    template <typename T> void annotate(T value)
    {
        m_annotations.emplace_back(tagOf<T>(), std::make_shared<const T>(std::move(value)));
    }

private:
    template <typename T> static const void *tagOf()
    {
        static const char tag = 0;
        return &tag;
    }
    std::vector<std::pair<const void *, std::shared_ptr<const void>>> m_annotations;
};

/// Whether a message element has a body (RFC 6121 §5.2.3).
[[nodiscard]] bool hasBody(const XmlElement &message);

/// An error's condition with the server's own words, if there are any: "condition: text". They come from
/// outside, so they are one line of 300 characters at most, to be shown as plain text only.
[[nodiscard]] QString errorDetail(const QString &condition, const QString &text);
/// RFC 6120 §8.3: the error of a stanza of type='error' as our closed kinds; detail = errorDetail().
[[nodiscard]] Error stanzaError(const XmlElement &stanza);

/// RFC 6120 §8.2.3, §8.3: an error answer to an IQ request.
[[nodiscard]] XmlElement makeIqError(const Stanza &request, const QString &type, const QString &condition);
/// An empty (or with `payload`) result for an IQ request.
[[nodiscard]] XmlElement makeIqResult(const Stanza &request, XmlElement payload = {});
/// <iq type=… to=…><payload/></iq> without id; an empty `to` is left out (= own account).
[[nodiscard]] XmlElement makeIq(const QString &type, const Jid &to, XmlElement payload);

} // namespace roost
