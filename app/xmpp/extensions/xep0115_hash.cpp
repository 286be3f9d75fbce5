// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/xep0115_hash.h"

#include <QCryptographicHash>
#include <QSet>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace roost {

namespace {

constexpr QStringView formNs = u"jabber:x:data";
constexpr QStringView softwareInfoNs = u"urn:xmpp:dataforms:softwareinfo";
constexpr qsizetype maxFeatures = 512;
constexpr qsizetype maxForms = 4;

struct Field
{
    QByteArray var;
    QList<QByteArray> values;
};

struct Form
{
    QByteArray type;
    QList<Field> fields;
    bool hasOneType = true;
};

/// A form as §5.1 sees it; the type is empty if there is no hidden FORM_TYPE, in which case it does not
/// count.
Form readForm(const XmlElement &element)
{
    Form form;
    for (const XmlElement &child : element.children()) {
        if (!child.is(u"field", formNs))
            continue;
        Field field{child.attribute(u"var").toUtf8(), {}};
        for (const XmlElement &value : child.children()) {
            if (value.is(u"value", formNs))
                field.values.append(value.text().toUtf8());
        }
        if (field.var == "FORM_TYPE") {
            if (child.attribute(u"type") == u"hidden" && !field.values.isEmpty())
                form.type = field.values.front();
            form.hasOneType = field.values.size() == 1;
        } else {
            std::sort(field.values.begin(), field.values.end());
            form.fields.append(std::move(field));
        }
    }
    std::sort(form.fields.begin(), form.fields.end(),
              [](const Field &a, const Field &b) { return a.var < b.var; });
    return form;
}

void append(QByteArray &text, const QByteArray &part)
{
    text += part;
    text += '<';
}

QByteArray identityText(const DiscoIdentity &identity)
{
    return identity.category.toUtf8() + '/' + identity.type.toUtf8() + '/' + identity.language.toUtf8() +
           '/' + identity.name.toUtf8();
}

bool isSoundIdentity(const DiscoIdentity &identity)
{
    const auto isPlain = [](const QString &text) { return !text.contains(u'/') && !text.contains(u'<'); };
    return !identity.category.isEmpty() && !identity.type.isEmpty() && isPlain(identity.category) &&
           isPlain(identity.type) && isPlain(identity.language) && !identity.name.contains(u'<');
}

bool isSoundForm(const Form &form)
{
    if (form.type.isEmpty())
        return true; // it takes no part in the hash
    if (QString::fromUtf8(form.type) != softwareInfoNs || !form.hasOneType)
        return false;
    return std::all_of(form.fields.begin(), form.fields.end(), [](const Field &field) {
        return !field.var.isEmpty() && !field.var.contains('<') &&
               std::none_of(field.values.begin(), field.values.end(),
                            [](const QByteArray &value) { return value.contains('<'); });
    });
}

} // namespace

QString capsHash(const DiscoInfo &info)
{
    QList<DiscoIdentity> identities = info.identities;
    const auto key = [](const DiscoIdentity &identity) {
        return std::make_tuple(identity.category.toUtf8(), identity.type.toUtf8(), identity.language.toUtf8(),
                               identity.name.toUtf8());
    };
    std::sort(identities.begin(), identities.end(),
              [key](const DiscoIdentity &a, const DiscoIdentity &b) { return key(a) < key(b); });
    QList<QByteArray> features;
    features.reserve(info.features.size());
    for (const QString &feature : info.features)
        features.append(feature.toUtf8());
    std::sort(features.begin(), features.end());
    QList<Form> forms;
    for (const XmlElement &element : info.forms)
        forms.append(readForm(element));
    std::sort(forms.begin(), forms.end(), [](const Form &a, const Form &b) { return a.type < b.type; });

    QByteArray text;
    for (const DiscoIdentity &identity : std::as_const(identities))
        append(text, identityText(identity));
    for (const QByteArray &feature : std::as_const(features))
        append(text, feature);
    for (const Form &form : std::as_const(forms)) {
        if (form.type.isEmpty())
            continue;
        append(text, form.type);
        for (const Field &field : form.fields) {
            append(text, field.var);
            for (const QByteArray &value : field.values)
                append(text, value);
        }
    }
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64());
}

bool isCapsAnswerSound(const DiscoInfo &info)
{
    if (info.identities.isEmpty() || info.features.size() > maxFeatures || info.forms.size() > maxForms ||
        !std::all_of(info.identities.begin(), info.identities.end(), isSoundIdentity))
        return false;
    QSet<QByteArray> seen;
    for (const DiscoIdentity &identity : info.identities)
        seen.insert(identityText(identity));
    if (seen.size() != info.identities.size())
        return false;
    const QSet<QString> features(info.features.begin(), info.features.end());
    if (features.size() != info.features.size() ||
        std::any_of(features.begin(), features.end(), [](const QString &f) { return f.contains(u'<'); }))
        return false;
    int counted = 0;
    for (const XmlElement &element : info.forms) {
        const Form form = readForm(element);
        counted += form.type.isEmpty() ? 0 : 1;
        if (!isSoundForm(form))
            return false;
    }
    return counted <= 1;
}

} // namespace roost
