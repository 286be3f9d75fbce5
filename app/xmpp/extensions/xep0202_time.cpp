// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0202_time.h"

#include "xmpp/extensions/xep0203_delay.h"

#include <QDateTime>
#include <QLatin1Char>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView timeNs = u"urn:xmpp:time";

} // namespace

QString Xep0202Time::name() const { return u"xep0202"_s; }

QStringList Xep0202Time::features() const { return {timeNs.toString()}; }

unsigned Xep0202Time::stages() const { return at(Stage::Deliver); }

Handled Xep0202Time::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind != StanzaKind::Iq || stanza.type != u"get" || !stanza.element.child(u"time", timeNs))
        return Handled::Pass;
    const bool isOwn = stanza.from.bareView() == sender().ownJid().bareView();
    if (!isOwn && (!m_allowed || !m_allowed(stanza.from.bare()))) {
        sender().send(makeIqError(stanza, u"cancel"_s, u"service-unavailable"_s));
        return Handled::Consume;
    }
    const QDateTime now = sender().clock().now();
    XmlElement time(u"time"_s, timeNs.toString());
    time.addTextChild(u"tzo"_s, timeNs.toString(), formatOffset(now.toLocalTime().offsetFromUtc() / 60));
    time.addTextChild(u"utc"_s, timeNs.toString(), Xep0203Delay::formatStamp(now.toMSecsSinceEpoch()));
    sender().send(makeIqResult(stanza, std::move(time)));
    return Handled::Consume;
}

QFuture<Result<EntityTime>> Xep0202Time::ask(const Jid &fullJid)
{
    return sender()
        .request(makeIq(u"get"_s, fullJid, XmlElement(u"time"_s, timeNs.toString())))
        .then(this, [](const Result<XmlElement> &answer) -> Result<EntityTime> {
            if (!answer)
                return unexpected(answer.error());
            const XmlElement *time = answer->child(u"time", timeNs);
            const auto utc =
                time ? Xep0203Delay::parseStamp(time->childText(u"utc", timeNs).trimmed()) : std::nullopt;
            const auto offset = time ? parseOffset(time->childText(u"tzo", timeNs).trimmed()) : std::nullopt;
            if (!utc || !offset)
                return unexpected(ErrorKind::ProtocolViolation, u"time answer without time"_s);
            return EntityTime{*utc, *offset};
        });
}

std::optional<int> Xep0202Time::parseOffset(QStringView text)
{
    if (text == u"Z")
        return 0;
    if (text.size() != 6 || (text[0] != u'+' && text[0] != u'-') || text[3] != u':')
        return std::nullopt;
    bool isHour = false;
    bool isMinute = false;
    const uint hours = text.mid(1, 2).toUInt(&isHour);
    const uint minutes = text.mid(4, 2).toUInt(&isMinute);
    if (!isHour || !isMinute || hours > 14 || minutes > 59 || text[1] == u'+' || text[4] == u'+')
        return std::nullopt;
    const int offset = int(hours * 60 + minutes);
    return text[0] == u'-' ? -offset : offset;
}

QString Xep0202Time::formatOffset(int minutes)
{
    const int size = std::abs(minutes);
    return u"%1%2:%3"_s.arg(QChar(minutes < 0 ? u'-' : u'+'))
        .arg(size / 60, 2, 10, QLatin1Char('0'))
        .arg(size % 60, 2, 10, QLatin1Char('0'));
}

} // namespace roost
