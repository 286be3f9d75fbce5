// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0184_receipts.h"

#include "base/log.h"
#include "xmpp/extensions/xep0280_carbons.h"
#include "xmpp/extensions/xep0313_mam.h"
#include "xmpp/extensions/xep0334_hints.h"
#include "xmpp/namespaces.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr qsizetype maxId = 1024;
const QString tagPrefix = u"receipt "_s;

/// Errors quote our own message, and rooms have no receipts.
bool canCarryReceipts(const QString &type) { return type != u"error" && type != u"groupchat"; }

} // namespace

QString Xep0184Receipts::name() const { return u"xep0184"_s; }

QStringList Xep0184Receipts::features() const { return {ns::receipts}; }

unsigned Xep0184Receipts::stages() const { return at(Stage::Annotate) | at(Stage::Deliver); }

Handled Xep0184Receipts::handle(Stage stage, Stanza &stanza)
{
    if (stanza.kind != StanzaKind::Message || !canCarryReceipts(stanza.type))
        return Handled::Pass;
    if (stage == Stage::Annotate) {
        const bool isAsked = !stanza.id.isEmpty() && stanza.id.size() <= maxId &&
                             stanza.element.child(u"request", ns::receipts) &&
                             !stanza.element.child(u"received", ns::receipts);
        if (isAsked)
            stanza.annotate(ReceiptRequest{stanza.from, stanza.id, stanza.type});
        return Handled::Pass;
    }
    if (const XmlElement *received = stanza.element.child(u"received", ns::receipts))
        return takeReceipt(*received, stanza);
    return Handled::Pass;
}

Handled Xep0184Receipts::takeReceipt(const XmlElement &received, const Stanza &stanza)
{
    const QString id = received.attribute(u"id");
    const auto *carbon = stanza.annotation<CarbonCopy>();
    // A receipt that another of our Connections sent says nothing of our own messages.
    const bool isOurs =
        (carbon && carbon->direction == CarbonCopy::Direction::Sent) ||
        (stanza.annotation<ArchiveResult>() && stanza.from.bareView() == sender().ownJid().bareView());
    if (!id.isEmpty() && id.size() <= maxId && !isOurs)
        Q_EMIT receiptReceived(stanza.from, id);
    return hasBody(stanza.element) ? Handled::Pass : Handled::Consume;
}

void Xep0184Receipts::answer(const ReceiptRequest &request)
{
    if (!m_allowed || request.from.isEmpty() || request.from.bareView() == sender().ownJid().bareView() ||
        !m_allowed(request.from.bare()))
        return;
    if (m_owed.size() >= mostOwed) {
        qCWarning(lcStream) << "no receipt: too many are owed";
        return;
    }
    m_owed.push_back({request.from, request.type, request.id});
    sendOwed();
}

void Xep0184Receipts::sendOwed()
{
    while (m_underWay < mostUnderWay && m_underWay < m_owed.size() && sender().isOnline()) {
        Receipt &next = m_owed[m_underWay];
        const auto place = m_owed.begin() + std::ptrdiff_t(m_underWay);
        // The permission may have changed since the request.
        if (!m_allowed || !m_allowed(next.to.bare())) {
            m_owed.erase(place);
            continue;
        }
        next.number = ++m_lastNumber;
        if (sender().sendCounted(make(next.to, next.type, next.id), tagPrefix + QString::number(next.number)))
            ++m_underWay;
        else
            m_owed.erase(place);
    }
}

XmlElement Xep0184Receipts::make(const Jid &to, const QString &type, const QString &id) const
{
    XmlElement receipt(u"message"_s, ns::client);
    receipt.setAttribute(u"to"_s, to.toString());
    receipt.setAttribute(u"id"_s, sender().ids().next());
    if (!type.isEmpty())
        receipt.setAttribute(u"type"_s, type);
    receipt.addChild(XmlElement(u"received"_s, ns::receipts).setAttribute(u"id"_s, id));
    // Without it some servers neither carbon nor archive it, and the sender's other Connections never learn.
    receipt.addChild(Xep0334Hints::make(Xep0334Hints::Hint::Store));
    return receipt;
}

void Xep0184Receipts::acknowledged(const QString &tag)
{
    if (!tag.startsWith(tagPrefix))
        return;
    const quint64 number = QStringView(tag).sliced(tagPrefix.size()).toULongLong();
    while (m_underWay > 0 && m_owed.front().number <= number) {
        m_owed.pop_front();
        --m_underWay;
    }
    sendOwed();
}

void Xep0184Receipts::sessionStarted(bool resumed)
{
    if (resumed)
        return; // The stream itself resends unacknowledged stanzas.
    m_underWay = 0;
    sendOwed();
}

QString Xep0184Receipts::owed() const
{
    QJsonArray all;
    for (const Receipt &receipt : m_owed) {
        if (all.size() == mostSaved)
            break;
        all.append(QJsonArray{receipt.to.toString(), receipt.type, receipt.id});
    }
    return all.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(all).toJson(QJsonDocument::Compact));
}

void Xep0184Receipts::owe(const QString &owed)
{
    const QJsonArray all = QJsonDocument::fromJson(owed.toUtf8()).array();
    for (const QJsonValue &each : all) {
        const Jid to = Jid::fromWire(each[0].toString());
        const QString id = each[2].toString();
        if (!to.isEmpty() && !id.isEmpty() && id.size() <= maxId && m_owed.size() < mostOwed)
            m_owed.push_back({to, each[1].toString(), id});
    }
}

void Xep0184Receipts::build(XmlElement &stanza)
{
    if (stanza.name() != u"message" || !hasBody(stanza) || stanza.attribute(u"id").isEmpty() ||
        !canCarryReceipts(stanza.attribute(u"type")))
        return;
    if (!stanza.child(u"request", ns::receipts) && !stanza.child(u"received", ns::receipts))
        stanza.addChild(XmlElement(u"request"_s, ns::receipts));
}

} // namespace roost
