// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0054_vcard.h"

#include "base/visible_text.h"

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView vCardNs = u"vcard-temp";
constexpr qsizetype maxText = 256;
constexpr qsizetype maxPhoto = 512 * 1024;

QString line(const XmlElement &element, QStringView field)
{
    const QString text = element.childText(field, vCardNs).left(4 * maxText).simplified().left(maxText);
    return hasVisibleText(text) ? text : QString();
}

/// A photo that is too big or no Base64 is none.
QByteArray photoOf(const XmlElement &card)
{
    const XmlElement *photo = card.child(u"PHOTO", vCardNs);
    const XmlElement *binary = photo ? photo->child(u"BINVAL", vCardNs) : nullptr;
    // Base64 takes four characters for three bytes, and lines may be broken.
    if (!binary || binary->text().size() > maxPhoto * 3 / 2)
        return {};
    QByteArray text = binary->text().toLatin1();
    text.removeIf([](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() > maxPhoto)
        return {};
    return decoded.decoded;
}

} // namespace

QString Xep0054VCard::name() const { return u"xep0054"_s; }

QFuture<Result<VCard>> Xep0054VCard::fetch(const Jid &bareJid)
{
    return sender()
        .request(makeIq(u"get"_s, bareJid.bare(), XmlElement(u"vCard"_s, vCardNs.toString())))
        .then(this, [](const Result<XmlElement> &answer) -> Result<VCard> {
            if (!answer)
                return unexpected(answer.error());
            VCard vCard;
            const XmlElement *card = answer->child(u"vCard", vCardNs);
            if (!card)
                return vCard; // §3.1: the address has no vCard
            vCard.fullName = line(*card, u"FN");
            vCard.nickname = line(*card, u"NICKNAME");
            vCard.title = line(*card, u"TITLE");
            if (const XmlElement *organisation = card->child(u"ORG", vCardNs))
                vCard.organisation = line(*organisation, u"ORGNAME");
            vCard.photo = photoOf(*card);
            return vCard;
        });
}

} // namespace roost
