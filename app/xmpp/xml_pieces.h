// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/xml_element.h"

#include <QByteArray>

#include <memory>
#include <vector>

namespace roost {

class XmlTreeBuilder;

/// Parses one long element piece by piece, so that the event loop runs in between. Accepts and refuses the
/// same input as parseXml(), and also refuses a tag of more than 256 KiB. Any thread, one at a time.
class XmlPieces
{
public:
    /// About a millisecond of work.
    static constexpr qsizetype pieceBytes = 16 * 1024;

    /// `frame` is the result of elementOfFrame(). The caller checks `limits.bytes`.
    XmlPieces(QByteArray frame, const XmlLimits &limits);
    ~XmlPieces();
    Q_DISABLE_COPY_MOVE(XmlPieces)

    /// Parses the next piece. Returns false at the end and after an error; take() tells which.
    [[nodiscard]] bool next();
    /// Name, namespace and attributes of the element; null until its start tag has been parsed.
    [[nodiscard]] XmlElement root() const;
    /// Removes the complete children of the element's open child from the tree and returns them, in order. A
    /// list of any length can be parsed in bounded memory if this is called after each piece.
    [[nodiscard]] std::vector<XmlElement> takeItems();
    /// The element, without the items that were taken. Once, after the last piece.
    [[nodiscard]] Result<XmlElement> take();

    [[nodiscard]] qsizetype size() const { return m_frame.size(); }
    [[nodiscard]] const QByteArray &frame() const { return m_frame; }

private:
    QByteArray m_frame;
    qsizetype m_done = 0;
    std::unique_ptr<XmlTreeBuilder> m_builder;
};

} // namespace roost
