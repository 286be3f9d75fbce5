// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xml_pieces.h"

#include "xmpp/xml_tree_builder.h"

namespace roost {

XmlPieces::XmlPieces(QByteArray frame, const XmlLimits &limits)
    : m_frame(std::move(frame))
    , m_builder(std::make_unique<XmlTreeBuilder>())
{
    m_builder->begin(limits);
}

XmlPieces::~XmlPieces() = default;

bool XmlPieces::next()
{
    const QByteArrayView piece =
        QByteArrayView(m_frame).sliced(m_done).first(std::min(pieceBytes, m_frame.size() - m_done));
    m_done += piece.size();
    return m_builder->feed(piece) && m_done < m_frame.size();
}

XmlElement XmlPieces::root() const
{
    const XmlElement *root = m_builder->root();
    XmlElement head;
    if (!root)
        return head;
    head = XmlElement(root->name(), root->ns());
    for (const auto &[name, value] : root->attributes())
        head.setAttribute(name, value);
    return head;
}

std::vector<XmlElement> XmlPieces::takeItems() { return m_builder->takeItems(); }

Result<XmlElement> XmlPieces::take() { return m_builder->finish(); }

} // namespace roost
