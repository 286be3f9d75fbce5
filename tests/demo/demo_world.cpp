// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demo_world.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

Show showOf(const QString &word)
{
    static const std::array words{u"chat"_s, u"available"_s, u"away"_s, u"dnd"_s, u"xa"_s, u"offline"_s};
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == word)
            return static_cast<Show>(i);
    }
    return Show::Available;
}

QStringList strings(const QJsonValue &value)
{
    QStringList result;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array)
        result << item.toString();
    return result;
}

DemoDeviceSpec deviceOf(const QJsonObject &json)
{
    DemoDeviceSpec device;
    device.resource = json["resource"_L1].toString();
    device.category = json["category"_L1].toString(u"client"_s);
    device.type = json["type"_L1].toString(u"pc"_s);
    device.client = json["client"_L1].toString(u"Roost"_s);
    device.show = showOf(json["show"_L1].toString(u"available"_s));
    device.status = json["status"_L1].toString();
    device.idleMinutes = json["idle"_L1].toInt();
    device.receipts = json["receipts"_L1].toBool(true);
    return device;
}

DemoContact contactOf(const QJsonObject &json, const QString &domain)
{
    DemoContact contact;
    contact.address = Jid::fromWire(json["user"_L1].toString() + u'@' + domain);
    contact.name = json["name"_L1].toString();
    contact.labels = strings(json["labels"_L1]);
    contact.picture = json["picture"_L1].toString();
    contact.answers = strings(json["answers"_L1]);
    contact.settled = json["settled"_L1].toBool();
    const QJsonArray devices = json["devices"_L1].toArray();
    for (const QJsonValue &device : devices)
        contact.devices << deviceOf(device.toObject());
    const QJsonArray history = json["history"_L1].toArray();
    for (const QJsonValue &value : history) {
        const QJsonArray line = value.toArray();
        contact.history << DemoLine{line.at(0).toInt(), line.at(1).toString(),
                                    line.at(2).toString() == "me"_L1, line.at(3).toString()};
    }
    return contact;
}

} // namespace

Result<DemoWorld> loadDemoWorld(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return unexpected(ErrorKind::FileUnreadable, fileName);
    QJsonParseError error;
    const QJsonObject json = QJsonDocument::fromJson(file.readAll(), &error).object();
    if (error.error != QJsonParseError::NoError)
        return unexpected(ErrorKind::InvalidInput,
                          error.errorString() + u' ' + QString::number(error.offset));

    DemoWorld world;
    const QString domain = json["domain"_L1].toString();
    world.account = Jid::fromWire(json["account"_L1].toString() + u'@' + domain);
    const QJsonArray contacts = json["contacts"_L1].toArray();
    for (const QJsonValue &contact : contacts)
        world.contacts << contactOf(contact.toObject(), domain);
    world.greeting = strings(json["greeting"_L1]);
    world.stranger = contactOf(json["stranger"_L1].toObject(), domain);
    world.strangerMessage = json["stranger"_L1].toObject()["message"_L1].toString();
    for (const DemoContact &contact : std::as_const(world.contacts)) {
        if (contact.address.isEmpty())
            return unexpected(ErrorKind::InvalidInput, "no address for "_L1 + contact.name);
    }
    return world;
}

QString demoPassword(const Jid &account) { return "pw-"_L1 + account.local(); }

} // namespace roost
