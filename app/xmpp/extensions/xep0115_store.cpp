// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0115_store.h"

#include "xmpp/extensions/xep0115_hash.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr qint64 maxFile = 8 * 1024 * 1024;

QJsonObject toJson(const CapsRecord &record)
{
    QJsonArray identities;
    for (const DiscoIdentity &identity : record.info.identities)
        identities.append(QJsonArray{identity.category, identity.type, identity.name, identity.language});
    QJsonArray forms;
    for (const XmlElement &form : record.info.forms)
        forms.append(QString::fromUtf8(form.toXml()));
    return {{u"ver"_s, record.ver},
            {u"identities"_s, identities},
            {u"features"_s, QJsonArray::fromStringList(record.info.features)},
            {u"forms"_s, forms}};
}

CapsRecord fromJson(const QJsonObject &json)
{
    CapsRecord record;
    record.ver = json[u"ver"].toString();
    const QJsonArray identities = json[u"identities"].toArray();
    for (const QJsonValue &value : identities) {
        const QJsonArray identity = value.toArray();
        record.info.identities.append({identity.at(0).toString(), identity.at(1).toString(),
                                       identity.at(2).toString(), identity.at(3).toString()});
    }
    const QJsonArray features = json[u"features"].toArray();
    for (const QJsonValue &feature : features)
        record.info.features.append(feature.toString());
    const QJsonArray forms = json[u"forms"].toArray();
    for (const QJsonValue &form : forms) {
        if (Result<XmlElement> element = parseXml(form.toString().toUtf8()))
            record.info.forms.append(*std::move(element));
    }
    return record;
}

} // namespace

QByteArray capsToJson(const QList<CapsRecord> &records)
{
    QJsonArray array;
    for (const CapsRecord &record : records)
        array.append(toJson(record));
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QList<CapsRecord> capsFromJson(const QByteArray &json)
{
    QList<CapsRecord> records;
    const QJsonArray array = QJsonDocument::fromJson(json).array();
    records.reserve(array.size());
    for (const QJsonValue &value : array) {
        CapsRecord record = fromJson(value.toObject());
        if (isCapsAnswerSound(record.info) && capsHash(record.info) == record.ver)
            records.append(std::move(record));
    }
    return records;
}

QList<CapsRecord> loadCaps(const QString &file)
{
    QFile input(file);
    if (!input.open(QIODevice::ReadOnly) || input.size() > maxFile)
        return {};
    return capsFromJson(input.readAll());
}

bool saveCaps(const QString &file, const QList<CapsRecord> &records)
{
    if (!QDir().mkpath(QFileInfo(file).absolutePath()))
        return false;
    QSaveFile output(file);
    if (!output.open(QIODevice::WriteOnly))
        return false;
    output.write(capsToJson(records));
    return output.commit();
}

} // namespace roost
