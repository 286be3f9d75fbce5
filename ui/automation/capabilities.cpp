// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/capabilities.h"

#include "automation/alerts.h"

#include <QJsonArray>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

#ifdef Q_OS_WIN
constexpr auto platform = "windows"_L1;
#elif defined(Q_OS_MACOS)
constexpr auto platform = "mac"_L1;
#else
constexpr auto platform = "linux"_L1;
#endif

constexpr auto messageBoxes = "roost:messageBoxes"_L1;

/// W3C WebDriver 7.2; null: it is well formed.
QString problemOf(const QString &name, const QJsonValue &value)
{
    if (value.isNull())
        return {};
    if ((name == "browserName"_L1 || name == "browserVersion"_L1 || name == "platformName"_L1) &&
        !value.isString())
        return name + " must be a string"_L1;
    if ((name == "acceptInsecureCerts"_L1 || name == "strictFileInteractability"_L1) && !value.isBool())
        return name + " must be true or false"_L1;
    if (name == "pageLoadStrategy"_L1 &&
        !QStringList({u"none"_s, u"eager"_s, u"normal"_s}).contains(value.toString()))
        return u"pageLoadStrategy must be none, eager or normal"_s;
    if (name == "timeouts"_L1 && !value.isObject())
        return u"timeouts must be an object"_s;
    if (name == "unhandledPromptBehavior"_L1 && !Alerts::isBehavior(value))
        return u"unhandledPromptBehavior is not known"_s;
    if (name == messageBoxes && !QStringList({u"alerts"_s, u"elements"_s}).contains(value.toString()))
        return messageBoxes + " must be alerts or elements"_L1;
    static const QStringList known{u"browserName"_s,      u"browserVersion"_s,
                                   u"platformName"_s,     u"acceptInsecureCerts"_s,
                                   u"pageLoadStrategy"_s, u"proxy"_s,
                                   u"setWindowRect"_s,    u"timeouts"_s,
                                   u"webSocketUrl"_s,     u"strictFileInteractability"_s,
                                   u"userAgent"_s,        u"unhandledPromptBehavior"_s};
    if (!known.contains(name) && !name.contains(u':'))
        return "there is no capability "_L1 + name;
    return {};
}

/// Why these cannot be had; null: they can.
QString mismatchOf(const QJsonObject &wanted)
{
    const QString browser = wanted.value("browserName"_L1).toString();
    if (!browser.isEmpty() && browser != "roost"_L1)
        return "browserName is \"roost\" here, not \""_L1 + browser + u'"';
    const QString system = wanted.value("platformName"_L1).toString().toLower();
    if (!system.isEmpty() && system != "any"_L1 && system != platform)
        return "platformName is \""_L1 + platform + "\" here, not \""_L1 + system + u'"';
    if (wanted.value("acceptInsecureCerts"_L1).toBool())
        return u"certificates are always checked: acceptInsecureCerts cannot be true"_s;
    const QString version = wanted.value("browserVersion"_L1).toString();
    if (!version.isEmpty() && version != QLatin1StringView(ROOST_VERSION))
        return "browserVersion is "_L1 + QLatin1StringView(ROOST_VERSION);
    return {};
}

QJsonObject answerTo(const QJsonObject &wanted)
{
    QJsonObject given{
        {"browserName"_L1, u"roost"_s},
        {"browserVersion"_L1, QLatin1StringView(ROOST_VERSION)},
        {"platformName"_L1, platform},
        {"acceptInsecureCerts"_L1, false},
        {"pageLoadStrategy"_L1, wanted.value("pageLoadStrategy"_L1).toString(u"normal"_s)},
        {"setWindowRect"_L1, true},
        {"strictFileInteractability"_L1, false},
        {"proxy"_L1, QJsonObject()},
        {"unhandledPromptBehavior"_L1, Alerts::defaultBehavior()},
        {messageBoxes, wanted.value(messageBoxes).toString(u"alerts"_s)},
    };
    if (const QJsonValue behavior = wanted.value("unhandledPromptBehavior"_L1);
        behavior.isString() || behavior.isObject())
        given.insert("unhandledPromptBehavior"_L1, behavior);
    if (wanted.contains("timeouts"_L1))
        given.insert("timeouts"_L1, wanted.value("timeouts"_L1));
    return given;
}

} // namespace

std::variant<QJsonObject, DriverError> Capabilities::agree(const QJsonObject &request)
{
    const auto invalid = [](const QString &why) {
        return DriverError{DriverErrorKind::InvalidArgument, why};
    };
    if (!request.value("capabilities"_L1).isObject())
        return invalid(u"\"capabilities\" must be an object"_s);
    const QJsonObject asked = request.value("capabilities"_L1).toObject();
    const QJsonValue always = asked.value("alwaysMatch"_L1);
    const QJsonValue first = asked.value("firstMatch"_L1);
    if ((!always.isUndefined() && !always.isObject()) || (!first.isUndefined() && !first.isArray()))
        return invalid(u"alwaysMatch must be an object, firstMatch a list"_s);
    QJsonArray choices = first.toArray();
    if (first.isUndefined())
        choices.append(QJsonObject());
    if (choices.isEmpty())
        return invalid(u"firstMatch is empty"_s);
    QList<QJsonObject> merged;
    for (const QJsonValue &choice : std::as_const(choices)) {
        if (!choice.isObject())
            return invalid(u"firstMatch holds something else than objects"_s);
        QJsonObject all = always.toObject();
        const QJsonObject own = choice.toObject();
        for (auto entry = own.begin(); entry != own.end(); ++entry) {
            if (all.contains(entry.key()) && !entry.value().isNull())
                return invalid(entry.key() + " is in alwaysMatch and in firstMatch"_L1);
            all.insert(entry.key(), entry.value());
        }
        for (auto entry = all.begin(); entry != all.end(); ++entry) {
            if (const QString problem = problemOf(entry.key(), entry.value()); !problem.isEmpty())
                return invalid(problem);
        }
        merged.append(all);
    }
    QString why;
    for (const QJsonObject &wanted : std::as_const(merged)) {
        why = mismatchOf(wanted);
        if (why.isEmpty())
            return answerTo(wanted);
    }
    return DriverError{DriverErrorKind::SessionNotCreated, why};
}

} // namespace roost
