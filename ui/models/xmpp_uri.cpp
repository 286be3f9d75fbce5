// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/xmpp_uri.h"

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

/// Text from outside goes into one-line fields: no line breaks, no controls.
QString oneLine(const QString &text)
{
    QString result = text.left(maxNameLength).simplified();
    result.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    return result;
}

/// Line breaks as in a message; no other controls.
QString manyLines(QString text)
{
    text.replace("\r\n"_L1, "\n"_L1);
    text.removeIf([](QChar c) { return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t'; });
    return text.left(maxBodyLength);
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
    return XmppUri::Action::Open;
}

void readQuery(QStringView query, XmppUri &uri)
{
    const auto parts = query.split(u';');
    uri.action = actionOf(decoded(parts.value(0)).toLower());
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
    constexpr auto scheme = "xmpp:"_L1;
    if (text.size() > maxUriLength || !text.startsWith(scheme, Qt::CaseInsensitive))
        return std::nullopt;
    QStringView rest = QStringView(text).mid(scheme.size());
    if (const qsizetype fragment = rest.indexOf(u'#'); fragment >= 0)
        rest = rest.left(fragment);
    QStringView query;
    if (const qsizetype mark = rest.indexOf(u'?'); mark >= 0) {
        query = rest.mid(mark + 1);
        rest = rest.left(mark);
    }
    if (rest.startsWith("//"_L1)) {
        const qsizetype slash = rest.indexOf(u'/', 2);
        if (slash < 0)
            return std::nullopt;
        rest = rest.mid(slash + 1);
    }
    const auto jid = Jid::parse(decoded(rest));
    if (!jid)
        return std::nullopt;
    XmppUri uri;
    uri.address = jid->bare();
    readQuery(query, uri);
    return uri;
}

} // namespace roost
