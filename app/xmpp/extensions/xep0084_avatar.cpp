// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0084_avatar.h"

#include "xmpp/extensions/xep0054_vcard.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView metadataNs = u"urn:xmpp:avatar:metadata";
constexpr QStringView dataNs = u"urn:xmpp:avatar:data";
constexpr QStringView eventNs = u"http://jabber.org/protocol/pubsub#event";
constexpr QStringView pubSubNs = u"http://jabber.org/protocol/pubsub";
constexpr QStringView vCardUpdateNs = u"vcard-temp:x:update";
constexpr QStringView roomNs = u"http://jabber.org/protocol/muc#user";
constexpr qsizetype maxBytes = 512 * 1024;
constexpr qsizetype maxKnown = 100'000;

/// Lower-case hexadecimal SHA-1, or an empty string.
QString cleanHash(const QString &text)
{
    const QString hash = text.trimmed().toLower();
    const bool isSha1 = hash.size() == 40 && std::all_of(hash.begin(), hash.end(), [](QChar c) {
                            return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
                        });
    return isSha1 ? hash : QString();
}

bool hasHash(const QByteArray &data, const QString &hash)
{
    return QString::fromLatin1(QCryptographicHash::hash(data, QCryptographicHash::Sha1).toHex()) == hash;
}

/// How sure it is that a picture of that type can be shown: WebP needs a plugin that not every system has.
int rankOf(QStringView type)
{
    if (type == u"image/png")
        return 3;
    if (type == u"image/jpeg")
        return 2;
    return type == u"image/gif" || type == u"image/webp" ? 1 : 0;
}

/// §4.2.1: the picture to take of a <metadata/>: one that is in the data node and small enough, of the best
/// type, the first of several.
QString bestHash(const XmlElement &metadata)
{
    QString best;
    int bestRank = -1;
    for (const XmlElement &info : metadata.children()) {
        if (!info.is(u"info", metadataNs) || info.hasAttribute(u"url"))
            continue;
        const QString hash = cleanHash(info.attribute(u"id"));
        if (hash.isEmpty() || info.attribute(u"bytes").toLongLong() > maxBytes)
            continue;
        const int rank = rankOf(info.attribute(u"type"));
        if (rank > bestRank) {
            best = hash;
            bestRank = rank;
        }
    }
    return best;
}

XmlElement makeDataRequest(const Jid &jid, const QString &hash)
{
    XmlElement items(u"items"_s, pubSubNs.toString());
    items.setAttribute(u"node"_s, dataNs.toString());
    items.addChild(XmlElement(u"item"_s, pubSubNs.toString()).setAttribute(u"id"_s, hash));
    XmlElement pubSub(u"pubsub"_s, pubSubNs.toString());
    pubSub.addChild(std::move(items));
    return makeIq(u"get"_s, jid, std::move(pubSub));
}

/// The decoded <data/> of a pubsub answer; empty if there is none, it is too big or no Base64.
QByteArray dataOf(const XmlElement &iq)
{
    const XmlElement *pubSub = iq.child(u"pubsub", pubSubNs);
    const XmlElement *items = pubSub ? pubSub->child(u"items", pubSubNs) : nullptr;
    const XmlElement *item = items ? items->child(u"item", pubSubNs) : nullptr;
    const XmlElement *data = item ? item->child(u"data", dataNs) : nullptr;
    if (!data || data->text().size() > maxBytes * 3 / 2)
        return {};
    QByteArray text = data->text().toLatin1();
    text.removeIf([](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    return decoded && decoded.decoded.size() <= maxBytes ? decoded.decoded : QByteArray();
}

} // namespace

Xep0084Avatar::Xep0084Avatar(StanzaSender &sender, Xep0054VCard &vCards) : Extension(sender), m_vCards(vCards)
{
}

QString Xep0084Avatar::name() const { return u"xep0084"_s; }

QStringList Xep0084Avatar::features() const { return {u"urn:xmpp:avatar:metadata+notify"_s}; }

unsigned Xep0084Avatar::stages() const { return at(Stage::Annotate); }

Handled Xep0084Avatar::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    switch (stanza.kind) {
    case StanzaKind::Presence:
        if (stanza.type.isEmpty())
            readPresence(stanza);
        return Handled::Pass;
    case StanzaKind::Message:
        return readEvent(stanza);
    case StanzaKind::Iq:
        break;
    }
    return Handled::Pass;
}

void Xep0084Avatar::readPresence(const Stanza &stanza)
{
    const XmlElement *update = stanza.element.child(u"x", vCardUpdateNs);
    // XEP-0153 §3.2: without <photo/> the other side does not know yet.
    const XmlElement *photo = update ? update->child(u"photo", vCardUpdateNs) : nullptr;
    if (!photo || stanza.element.child(u"x", roomNs))
        return;
    const QString hash = cleanHash(photo->text());
    if (hash.isEmpty() && !photo->text().isEmpty())
        return;
    announce(stanza.from, hash, false);
}

Handled Xep0084Avatar::readEvent(const Stanza &stanza)
{
    const XmlElement *event = stanza.element.child(u"event", eventNs);
    const XmlElement *items = event ? event->child(u"items", eventNs) : nullptr;
    if (!items || items->attribute(u"node") != metadataNs)
        return Handled::Pass;
    // XEP-0163 §4.3: a personal event comes from the bare address of its owner, and says nothing of anybody
    // else.
    if (!stanza.from.isBare() || stanza.type == u"error")
        return Handled::Drop;
    const XmlElement *item = items->child(u"item", eventNs);
    const XmlElement *metadata = item ? item->child(u"metadata", metadataNs) : nullptr;
    if (metadata)
        announce(stanza.from, bestHash(*metadata), true);
    else if (items->child(u"retract", eventNs))
        announce(stanza.from, {}, true);
    return Handled::Consume;
}

void Xep0084Avatar::announce(const Jid &from, const QString &hash, bool isPep)
{
    const Jid bare = from.bare();
    const auto found = m_known.constFind(bare);
    if (found == m_known.constEnd()) {
        // "None" is news too: the picture may be kept from an earlier run.
        if (m_known.size() >= maxKnown)
            return;
    } else if (found->isPep && !isPep) {
        return; // the presence of a Connection often lags behind the account's PEP node
    } else if (found->hash == hash && found->isPep == isPep) {
        return;
    }
    const bool isNews = found == m_known.constEnd() || found->hash != hash;
    m_known.insert(bare, Known{hash, isPep});
    if (isNews)
        Q_EMIT avatarAnnounced(bare, hash);
}

void Xep0084Avatar::sessionStarted(bool resumed)
{
    // A new session announces everything again; a withdrawal of the old session must not block the other
    // method.
    if (!resumed)
        m_known.clear();
}

QFuture<Result<QByteArray>> Xep0084Avatar::fetch(const Jid &jid, const QString &hash)
{
    const Jid bare = jid.bare();
    if (!m_known.value(bare).isPep)
        return fetchFromVCard(bare, hash);
    return sender()
        .request(makeDataRequest(bare, hash))
        .then(this,
              [this, bare, hash](const Result<XmlElement> &answer) {
                  const QByteArray data = answer ? dataOf(*answer) : QByteArray();
                  if (!data.isEmpty() && hasHash(data, hash))
                      return readyFuture<QByteArray>(data);
                  return fetchFromVCard(bare, hash);
              })
        .unwrap();
}

QFuture<Result<QByteArray>> Xep0084Avatar::fetchFromVCard(const Jid &bare, const QString &hash)
{
    return m_vCards.fetch(bare).then(this, [hash](const Result<VCard> &card) -> Result<QByteArray> {
        if (!card)
            return unexpected(card.error());
        if (card->photo.isEmpty())
            return unexpected(ErrorKind::ItemNotFound, u"no picture"_s);
        if (!hasHash(card->photo, hash))
            return unexpected(ErrorKind::ProtocolViolation, u"the picture has another hash"_s);
        return card->photo;
    });
}

} // namespace roost
