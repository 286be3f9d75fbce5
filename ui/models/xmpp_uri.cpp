// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/xmpp_uri.h"

#include "base/visible_text.h"

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxUriLength = 16 * 1024;
constexpr qsizetype maxBodyLength = 8 * 1024;
constexpr qsizetype maxNameLength = 256;

QString decoded(QStringView part)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(part.toUtf8()));
}

QString oneLine(const QString &text) { return singleLine(text.left(maxNameLength)); }

/// Line breaks as in a message; no other controls.
QString manyLines(QString text)
{
    text.replace("\r\n"_L1, "\n"_L1);
    text.removeIf([](QChar c) { return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t'; });
    return withoutDirectionControls(text.left(maxBodyLength));
}

XmppUri::Action actionOf(const QString &type)
{
    if (type == "message"_L1)
        return XmppUri::Action::Message;
    if (type == "roster"_L1 || type == "subscribe"_L1)
        return XmppUri::Action::Add;
    if (type == "remove"_L1)
        return XmppUri::Action::Remove;
    if (type == "unsubscribe"_L1)
        return XmppUri::Action::StopSeeing;
    if (type == "join"_L1 || type == "invite"_L1)
        return XmppUri::Action::Join;
    // "?omemo-sid-1=…" and "?;node=…" have parameters, but no action.
    return type.isEmpty() || type.contains(u'=') ? XmppUri::Action::Open : XmppUri::Action::Unknown;
}

void readQuery(QStringView query, XmppUri &uri)
{
    const auto parts = query.split(u';');
    uri.actionName = typedAddress(decoded(parts.value(0))).toLower().left(maxNameLength);
    uri.action = actionOf(uri.actionName);
    for (qsizetype i = 1; i < parts.size(); ++i) {
        const qsizetype equals = parts[i].indexOf(u'=');
        if (equals < 0)
            continue;
        const QString key = decoded(parts[i].left(equals)).toLower();
        const QString value = decoded(parts[i].mid(equals + 1));
        if (key == "body"_L1 && uri.action == XmppUri::Action::Message)
            uri.body = manyLines(value);
        else if (key == "name"_L1)
            uri.name = oneLine(value);
        else if (key == "group"_L1 && !oneLine(value).isEmpty())
            uri.labels.append(oneLine(value));
    }
}

} // namespace

std::optional<XmppUri> XmppUri::parse(const QString &text)
{
    if (text.size() > maxUriLength)
        return std::nullopt;
    QStringView whole = text;
    if (const qsizetype fragment = whole.indexOf(u'#'); fragment >= 0)
        whole = whole.left(fragment);
    QStringView query;
    if (const qsizetype mark = whole.indexOf(u'?'); mark >= 0) {
        query = whole.mid(mark + 1);
        whole = whole.left(mark);
    }
    // The text may have been pasted.
    const auto endpoint = EndpointRef::parse(typedAddress(whole));
    if (!endpoint)
        return std::nullopt;
    XmppUri uri;
    uri.endpoint = *endpoint;
    readQuery(query, uri);
    return uri;
}

} // namespace roost
