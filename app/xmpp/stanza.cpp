// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/stanza.h"

#include "xmpp/language_choice.h"
#include "xmpp/namespaces.h"

namespace roost {
namespace {

using namespace Qt::StringLiterals;

ErrorKind kindOfCondition(QStringView condition)
{
    static constexpr std::pair<QStringView, ErrorKind> kinds[] = {
        {u"item-not-found", ErrorKind::ItemNotFound},
        {u"service-unavailable", ErrorKind::ServiceUnavailable},
        {u"forbidden", ErrorKind::Forbidden},
        {u"not-allowed", ErrorKind::NotAllowed},
        {u"bad-request", ErrorKind::BadRequest},
        {u"remote-server-not-found", ErrorKind::RemoteServerNotFound},
        {u"remote-server-timeout", ErrorKind::RemoteServerNotFound},
        {u"feature-not-implemented", ErrorKind::FeatureNotImplemented},
        {u"policy-violation", ErrorKind::ResourceLimit},
        {u"resource-constraint", ErrorKind::ResourceLimit},
    };
    for (const auto &[name, kind] : kinds) {
        if (name == condition)
            return kind;
    }
    return ErrorKind::StanzaRejected;
}

XmlElement makeAnswer(const Stanza &request, const QString &type)
{
    XmlElement answer(u"iq"_s, ns::client);
    answer.setAttribute(u"type"_s, type);
    answer.setAttribute(u"to"_s, request.element.attribute(u"from"));
    answer.setAttribute(u"id"_s, request.id);
    return answer;
}

/// Often an own address, which need not be parsed again.
Jid addressOf(const QString &value, const Jid &account)
{
    if (value == account.toString())
        return account;
    return value == account.bareView() ? Jid::fromTrusted(value) : Jid::fromWire(value);
}

} // namespace

Stanza Stanza::fromElement(XmlElement element, const Jid &account)
{
    Stanza stanza;
    if (element.ns() != ns::client)
        return stanza;
    if (element.name() == u"message")
        stanza.kind = StanzaKind::Message;
    else if (element.name() == u"presence")
        stanza.kind = StanzaKind::Presence;
    else if (element.name() == u"iq")
        stanza.kind = StanzaKind::Iq;
    else
        return stanza;

    bool hasFrom = false;
    for (const auto &[name, value] : element.attributes()) {
        if (name == u"from") {
            hasFrom = true;
            stanza.from = addressOf(value, account);
        } else if (name == u"to") {
            stanza.to = addressOf(value, account);
        } else if (name == u"id") {
            stanza.id = value;
        } else if (name == u"type") {
            stanza.type = value;
        }
    }
    // Only a missing `from` stands for the account. An unparsable one leaves `from` empty, which equals no
    // address.
    if (!hasFrom)
        stanza.from = account.bare();
    stanza.element = std::move(element);
    return stanza;
}

bool hasBody(const XmlElement &message) { return message.child(u"body", ns::client) != nullptr; }

QString errorDetail(const QString &condition, const QString &text)
{
    const QString name = condition.left(100);
    const QString words = text.left(300).simplified();
    return words.isEmpty() ? name : name + u": "_s + words;
}

Error stanzaError(const XmlElement &stanza)
{
    const XmlElement *error = stanza.child(u"error", stanza.ns());
    QString condition = u"undefined-condition"_s;
    QString text;
    if (error) {
        for (const XmlElement &child : error->children()) {
            if (child.ns() != ns::stanzaErrors)
                continue;
            if (child.name() != u"text")
                condition = child.name();
        }
        if (const XmlElement *told = childInLanguage(*error, u"text", ns::stanzaErrors))
            text = told->text();
    }
    return Error{kindOfCondition(condition), errorDetail(condition, text)};
}

XmlElement makeIqError(const Stanza &request, const QString &type, const QString &condition)
{
    XmlElement error(u"error"_s, ns::client);
    error.setAttribute(u"type"_s, type);
    error.addChild(XmlElement(condition, ns::stanzaErrors));
    XmlElement answer = makeAnswer(request, u"error"_s);
    answer.addChild(std::move(error));
    return answer;
}

XmlElement makeIqResult(const Stanza &request, XmlElement payload)
{
    XmlElement answer = makeAnswer(request, u"result"_s);
    if (!payload.isNull())
        answer.addChild(std::move(payload));
    return answer;
}

XmlElement makeIq(const QString &type, const Jid &to, XmlElement payload)
{
    XmlElement iq(u"iq"_s, ns::client);
    iq.setAttribute(u"type"_s, type);
    if (!to.isEmpty())
        iq.setAttribute(u"to"_s, to.toString());
    if (!payload.isNull())
        iq.addChild(std::move(payload));
    return iq;
}

} // namespace roost
