// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0203_delay.h"

#include "xmpp/extensions/xep0297_forward.h"
#include "xmpp/namespaces.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView legacyDelayNs = u"jabber:x:delay";
constexpr qint64 oldest = 915'148'800'000; // 1999-01-01: there was no Jabber before
constexpr qint64 ahead = 60'000;           // clocks differ

/// The digits [from, from + count) as a number; -1 if one of them is no digit.
int number(QStringView text, qsizetype from, qsizetype count)
{
    int value = 0;
    for (qsizetype i = from; i < from + count; ++i) {
        const char16_t c = text[i].unicode();
        if (c < u'0' || c > u'9')
            return -1;
        value = value * 10 + (c - u'0');
    }
    return value;
}

/// "Z", "+hh:mm" or "-hh:mm" in minutes east of UTC. Some leave out the colon, or all of it, and mean UTC.
std::optional<int> zoneMinutes(QStringView zone)
{
    if (zone.isEmpty() || zone == u"Z" || zone == u"z")
        return 0;
    const bool hasColon = zone.size() == 6 && zone[3] == u':';
    if ((!hasColon && zone.size() != 5) || (zone[0] != u'+' && zone[0] != u'-'))
        return std::nullopt;
    const int hours = number(zone, 1, 2);
    const int minutes = number(zone, hasColon ? 4 : 3, 2);
    if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59)
        return std::nullopt;
    return (zone[0] == u'-' ? -1 : 1) * (hours * 60 + minutes);
}

/// The <delay/> to believe: the own server's before any other, since it is the one that cannot gain by lying,
/// and one of XEP-0203 before one of XEP-0091.
const XmlElement *bestDelay(const XmlElement &element, const Jid &account)
{
    const XmlElement *best = nullptr;
    const XmlElement *legacy = nullptr;
    for (const XmlElement &child : element.children()) {
        if (!legacy && child.is(u"x", legacyDelayNs))
            legacy = &child;
        if (!child.is(u"delay", ns::delay))
            continue;
        const QString from = child.attribute(u"from");
        if (from == account.bareView() || from == account.domainView())
            return &child;
        if (!best)
            best = &child;
    }
    return best ? best : legacy;
}

/// XEP-0091 §4, CCYYMMDDThh:mm:ss in UTC, as XEP-0082 writes it; anything else as it is.
QString modernStamp(const QString &stamp)
{
    if (stamp.size() < 17 || stamp[8] != u'T')
        return stamp;
    return stamp.left(4) + u'-' + stamp.mid(4, 2) + u'-' + stamp.mid(6);
}

} // namespace

QString Xep0203Delay::name() const { return u"xep0203"_s; }

QStringList Xep0203Delay::features() const { return {ns::delay}; }

unsigned Xep0203Delay::stages() const { return at(Stage::Identify); }

Handled Xep0203Delay::handle(Stage stage, Stanza &stanza)
{
    Q_UNUSED(stage)
    if (stanza.kind == StanzaKind::Iq)
        return Handled::Pass;
    const auto *forwarded = stanza.annotation<Forwarded>();
    const bool hasForwarderStamp = forwarded && !forwarded->delay.isNull();
    const XmlElement *delay =
        hasForwarderStamp ? &forwarded->delay : bestDelay(stanza.element, sender().ownJid());
    if (!delay)
        return Handled::Pass;
    const QString written = delay->attribute(u"stamp");
    const bool isLegacy = delay->ns() == legacyDelayNs;
    const std::optional<qint64> stamp = parseStamp(isLegacy ? modernStamp(written) : written);
    if (!stamp)
        return Handled::Pass;
    const qint64 latest = sender().clock().nowMs() + ahead;
    stanza.annotate(Delay{std::clamp(*stamp, oldest, std::max(latest, oldest)),
                          Jid::fromWire(delay->attribute(u"from"))});
    return Handled::Pass;
}

std::optional<qint64> Xep0203Delay::parseStamp(QStringView text)
{
    // CCYY-MM-DDThh:mm:ss[.sss]TZD (XEP-0082 §3.2), by hand: QDateTime is slow and takes too much.
    if (text.size() < 19 || text.size() > 40 || text[4] != u'-' || text[7] != u'-' || text[10] != u'T' ||
        text[13] != u':' || text[16] != u':')
        return std::nullopt;
    const QDate date(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2));
    const int hours = number(text, 11, 2);
    const int minutes = number(text, 14, 2);
    const int seconds = number(text, 17, 2);
    if (!date.isValid() || date.year() < 1970 || date.year() > 9998 || hours < 0 || hours > 23 ||
        minutes < 0 || minutes > 59 || seconds < 0 || seconds > 60)
        return std::nullopt;
    qsizetype at = 19;
    int milliseconds = 0;
    if (at < text.size() && text[at] == u'.') {
        int scale = 100;
        const qsizetype first = ++at;
        for (; at < text.size() && text[at] >= u'0' && text[at] <= u'9'; ++at, scale /= 10)
            milliseconds += number(text, at, 1) * scale;
        if (at == first)
            return std::nullopt;
    }
    const std::optional<int> zone = zoneMinutes(text.mid(at));
    if (!zone)
        return std::nullopt;
    constexpr qint64 day = 86'400'000;
    constexpr qint64 epochDay = 2'440'588; // 1970-01-01 as a Julian day
    const qint64 stamp = (date.toJulianDay() - epochDay) * day +
                         ((hours * 60 + minutes - *zone) * 60LL + std::min(seconds, 59)) * 1000 +
                         milliseconds;
    return stamp < 0 ? std::nullopt : std::optional<qint64>(stamp);
}

QString Xep0203Delay::formatStamp(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(u"yyyy-MM-dd'T'HH:mm:ss.zzz'Z'");
}

} // namespace roost
