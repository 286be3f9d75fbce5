// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/recorded_script.h"

#include "automation/accessible_facts.h"
#include "automation/pointed_element.h"
#include "models/addressed_rows.h"

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr auto head = R"(# SPDX-License-Identifier: GPL-3.0-or-later
"""Recorded; say here what it is about, and put an expect() where something should have happened."""
from roost_driver import Keys, expect


def test_recorded(roost, world):
)"_L1;

/// Words that a variable must not be called.
bool isTaken(const QString &name)
{
    static const QStringList taken{u"app"_s,  u"world"_s, u"roost"_s, u"expect"_s, u"None"_s,
                                   u"True"_s, u"False"_s, u"and"_s,   u"as"_s,     u"class"_s,
                                   u"def"_s,  u"from"_s,  u"for"_s,   u"if"_s,     u"in"_s,
                                   u"is"_s,   u"not"_s,   u"or"_s,    u"with"_s};
    return taken.contains(name);
}

} // namespace

QString RecordedScript::literal(const QString &text)
{
    QString quoted;
    for (const QChar c : text) {
        if (c == u'\\' || c == u'"')
            quoted += u'\\' + QString(c);
        else if (c.unicode() < 0x20)
            quoted += QStringLiteral("\\x%1").arg(c.unicode(), 2, 16, QLatin1Char('0'));
        else
            quoted += c;
    }
    return u'"' + quoted + u'"';
}

QString RecordedScript::variable(const QString &text) const
{
    QString plain;
    for (const QChar c : text.normalized(QString::NormalizationForm_KD).toLower()) {
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9' && !plain.isEmpty()))
            plain += c;
        else if (!plain.isEmpty() && !plain.endsWith(u'_') && !c.isMark())
            plain += u'_';
    }
    while (plain.endsWith(u'_'))
        plain.chop(1);
    if (plain.isEmpty())
        plain = u"person"_s;
    QString name = plain;
    for (int i = 2; isTaken(name) || m_variables.values().contains(name); ++i)
        name = plain + QString::number(i);
    return name;
}

QString RecordedScript::person(const QString &bare, const QString &name)
{
    QString &known = m_variables[bare];
    if (known.isEmpty()) {
        const QString called = name.isEmpty() ? bare.section(u'@', 0, 0) : name;
        known = variable(called);
        m_people.append(known + " = world.contact("_L1 + literal(called) + u')');
    }
    return known;
}

QString RecordedScript::device(const QString &full)
{
    if (const QString known = m_variables.value(full); !known.isEmpty())
        return known;
    const QString owner = person(full.section(u'/', 0, 0), {});
    const QString resource = full.section(u'/', 1);
    const QString made = variable(owner + u'_' + resource);
    m_variables.insert(full, made);
    m_people.append(made + " = "_L1 + owner + ".goes_online("_L1 + literal(resource) + u')');
    return made;
}

QString RecordedScript::find(QAccessibleInterface &element)
{
    const AddressedRow *row = accessible::rowOf(element);
    QAccessibleInterface *list = row == nullptr ? nullptr : element.parent();
    const QString id = list == nullptr ? QString() : accessible::idOf(*list);
    if (id == "contactList"_L1)
        return "app.contacts.row("_L1 +
               person(row->address(), row->facts().value(u"displayName"_s).toString()) + u')';
    if (id == "connectionList"_L1)
        return "app.panel.connection("_L1 + device(row->address()) + u')';
    if (id == "threadView"_L1) {
        const QString text = row->facts().value(u"text"_s).toString();
        return "app.thread.message("_L1 + literal(text.section(u'\n', 0, 0)) + u')';
    }
    return "app.find("_L1 + literal(PointedElement::selectorOf(element)) + u')';
}

QByteArray RecordedScript::text() const
{
    QStringList lines = m_people;
    lines.append(m_isSignedIn ? u"app = roost()"_s : u"app = roost(None)"_s);
    lines += m_lines;
    QString all = head;
    for (const QString &line : std::as_const(lines))
        all += "    "_L1 + line + u'\n';
    return all.toUtf8();
}

} // namespace roost
