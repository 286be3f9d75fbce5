// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/accessible_facts.h"

#include "models/addressed_rows.h"

#include <QAbstractItemView>
#include <QAction>
#include <QLabel>
#include <QMetaObject>
#include <QWidget>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// Maximum number of parts whose texts form the text of a container.
constexpr int mostTextParts = 2000;

QString withoutMnemonic(const QString &text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'&' && i + 1 < text.size())
            ++i;
        plain += text[i];
    }
    return plain;
}

std::optional<QString> propertyText(const QObject *object, const char *name)
{
    const QVariant value = object == nullptr ? QVariant() : object->property(name);
    if (!value.isValid() || !value.canConvert<QString>())
        return {};
    return value.toString();
}

/// The text of the element itself; empty optional when it is only a container of others.
std::optional<QString> ownTextOf(QAccessibleInterface &element)
{
    QObject *object = element.object();
    const QAccessible::Role role = element.role();
    if (const AddressedRow *row = accessible::rowOf(element))
        return row->facts().value(u"text"_s, element.text(QAccessible::Name)).toString();
    if (const auto *action = qobject_cast<QAction *>(object))
        return withoutMnemonic(action->text());
    if (object != nullptr && object->inherits("QAbstractButton")) {
        const QString text = withoutMnemonic(object->property("text").toString());
        return text.isEmpty() ? element.text(QAccessible::Name) : text;
    }
    if (role == QAccessible::ComboBox)
        return propertyText(object, "currentText").value_or(element.text(QAccessible::Value));
    if (role == QAccessible::StaticText || role == QAccessible::Heading) {
        const auto *label = qobject_cast<QLabel *>(object);
        if (const auto text = propertyText(object, "text"))
            return label != nullptr && label->buddy() != nullptr ? withoutMnemonic(*text) : *text;
    }
    if (auto *text = element.textInterface(); text != nullptr && role != QAccessible::StaticText)
        return text->text(0, text->characterCount());
    if (element.childCount() == 0)
        return element.text(QAccessible::Name);
    return {};
}

void collectText(QAccessibleInterface &element, QStringList &parts)
{
    if (parts.size() >= mostTextParts || !accessible::isDisplayed(element))
        return;
    if (const std::optional<QString> own = ownTextOf(element)) {
        if (!own->isEmpty())
            parts.append(*own);
        return;
    }
    for (QAccessibleInterface *child : accessible::childrenOf(element))
        collectText(*child, parts);
}

/// Name of the state for attributes that are states.
QString stateOfAttribute(const QString &name)
{
    static const QHash<QString, QString> table{
        {u"checked"_s, u"checked"_s},        {u"disabled"_s, u"disabled"_s},
        {u"enabled"_s, u"enabled"_s},        {u"selected"_s, u"selected"_s},
        {u"focused"_s, u"focus"_s},          {u"expanded"_s, u"expanded"_s},
        {u"pressed"_s, u"pressed"_s},        {u"hidden"_s, u"hidden"_s},
        {u"visible"_s, u"visible"_s},        {u"displayed"_s, u"visible"_s},
        {u"editable"_s, u"editable"_s},      {u"readonly"_s, u"read-only"_s},
        {u"focusable"_s, u"focusable"_s},    {u"aria-checked"_s, u"checked"_s},
        {u"aria-disabled"_s, u"disabled"_s},
    };
    return table.value(name);
}

QJsonValue jsonOf(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Double:
    case QMetaType::Float:
    case QMetaType::QString:
    case QMetaType::QStringList:
    case QMetaType::QVariantMap:
    case QMetaType::QVariantList:
        return QJsonValue::fromVariant(value);
    default:
        return value.canConvert<QString>() ? QJsonValue(value.toString()) : QJsonValue();
    }
}

} // namespace

namespace accessible {

QString roleNameOf(QAccessible::Role role)
{
    static const QHash<int, QString> names{
        {QAccessible::TitleBar, u"titlebar"_s},
        {QAccessible::MenuBar, u"menubar"_s},
        {QAccessible::ScrollBar, u"scrollbar"_s},
        {QAccessible::AlertMessage, u"alert"_s},
        {QAccessible::Window, u"window"_s},
        {QAccessible::Client, u"pane"_s},
        {QAccessible::PopupMenu, u"menu"_s},
        {QAccessible::MenuItem, u"menuitem"_s},
        {QAccessible::ToolTip, u"tooltip"_s},
        {QAccessible::Application, u"application"_s},
        {QAccessible::Document, u"document"_s},
        {QAccessible::Pane, u"pane"_s},
        {QAccessible::LayeredPane, u"pane"_s},
        {QAccessible::Dialog, u"dialog"_s},
        {QAccessible::Border, u"border"_s},
        {QAccessible::Grouping, u"group"_s},
        {QAccessible::Separator, u"separator"_s},
        {QAccessible::ToolBar, u"toolbar"_s},
        {QAccessible::StatusBar, u"status"_s},
        {QAccessible::Table, u"table"_s},
        {QAccessible::ColumnHeader, u"columnheader"_s},
        {QAccessible::RowHeader, u"rowheader"_s},
        {QAccessible::Column, u"column"_s},
        {QAccessible::Row, u"row"_s},
        {QAccessible::Cell, u"cell"_s},
        {QAccessible::Link, u"link"_s},
        {QAccessible::List, u"list"_s},
        {QAccessible::ListItem, u"listitem"_s},
        {QAccessible::Tree, u"tree"_s},
        {QAccessible::TreeItem, u"treeitem"_s},
        {QAccessible::PageTab, u"tab"_s},
        {QAccessible::PageTabList, u"tablist"_s},
        {QAccessible::Graphic, u"img"_s},
        {QAccessible::StaticText, u"text"_s},
        {QAccessible::EditableText, u"textbox"_s},
        {QAccessible::PushButton, u"button"_s},
        {QAccessible::ButtonMenu, u"button"_s},
        {QAccessible::ButtonDropDown, u"button"_s},
        {QAccessible::ButtonDropGrid, u"button"_s},
        {QAccessible::CheckBox, u"checkbox"_s},
        {QAccessible::RadioButton, u"radio"_s},
        {QAccessible::ComboBox, u"combobox"_s},
        {QAccessible::ProgressBar, u"progressbar"_s},
        {QAccessible::Slider, u"slider"_s},
        {QAccessible::SpinBox, u"spinbutton"_s},
        {QAccessible::Splitter, u"splitter"_s},
        {QAccessible::Paragraph, u"paragraph"_s},
        {QAccessible::Section, u"section"_s},
        {QAccessible::Heading, u"heading"_s},
        {QAccessible::Notification, u"status"_s},
        {QAccessible::Note, u"note"_s},
        {QAccessible::Form, u"form"_s},
    };
    return names.value(role, u"generic"_s);
}

QString idOf(QAccessibleInterface &element)
{
    if (const AddressedRow *row = rowOf(element))
        return row->address();
    const QObject *object = element.object();
    return object == nullptr ? QString() : object->objectName();
}

QString nameOf(QAccessibleInterface &element) { return element.text(QAccessible::Name); }

QStringList classesOf(QAccessibleInterface &element)
{
    QStringList names;
    const QObject *object = element.object();
    for (const QMetaObject *meta = object == nullptr ? nullptr : object->metaObject(); meta != nullptr;
         meta = meta->superClass()) {
        const QString name = QString::fromLatin1(meta->className());
        names.append(name.mid(name.lastIndexOf(u':') + 1));
    }
    return names;
}

QString textOf(QAccessibleInterface &element)
{
    QStringList parts;
    collectText(element, parts);
    return parts.join(u'\n');
}

QString valueOf(QAccessibleInterface &element)
{
    const QAccessible::Role role = element.role();
    if (auto *text = element.textInterface();
        text != nullptr && (role == QAccessible::EditableText || element.state().editable))
        return text->text(0, text->characterCount());
    if (auto *value = element.valueInterface())
        return value->currentValue().toString();
    return element.text(QAccessible::Value);
}

std::optional<QString> attributeOf(QAccessibleInterface &element, const QString &name)
{
    const auto unlessEmpty = [](const QString &text) {
        return text.isEmpty() ? std::nullopt : std::optional(text);
    };
    if (name == "id"_L1)
        return unlessEmpty(idOf(element));
    if (name == "name"_L1 || name == "aria-label"_L1)
        return unlessEmpty(nameOf(element));
    if (name == "role"_L1)
        return roleNameOf(element.role());
    if (name == "class"_L1)
        return unlessEmpty(classesOf(element).join(u' '));
    if (name == "description"_L1 || name == "title"_L1)
        return unlessEmpty(element.text(QAccessible::Description));
    if (name == "text"_L1)
        return textOf(element);
    if (name == "value"_L1) {
        const QString value = valueOf(element);
        return value.isEmpty() && element.textInterface() == nullptr ? std::nullopt : std::optional(value);
    }
    if (name == "placeholder"_L1)
        return propertyText(element.object(), "placeholderText");
    if (const QString state = stateOfAttribute(name); !state.isEmpty())
        return hasState(element, state) ? std::optional(u"true"_s) : std::nullopt;
    if (const AddressedRow *row = rowOf(element);
        row != nullptr && (name == "jid"_L1 || name == "message-id"_L1)) {
        // Asked of every row that a search passes: without all the other facts.
        QAccessibleInterface *list = element.parent();
        const AddressedRows *rows = list == nullptr ? nullptr : rowsOf(*list);
        return rows != nullptr && rows->addressName() == name ? std::optional(row->address()) : std::nullopt;
    }
    if (element.object() == nullptr) {
        const QVariantMap facts = factsOf(element);
        const auto fact = facts.constFind(name);
        return fact == facts.cend() ? std::nullopt : std::optional(fact->toString());
    }
    return propertyText(element.object(), name.toLatin1().constData());
}

QJsonValue propertyOf(QAccessibleInterface &element, const QString &name)
{
    if (const QString state = stateOfAttribute(name); !state.isEmpty())
        return hasState(element, state);
    if (element.object() == nullptr) {
        const QVariantMap facts = factsOf(element);
        if (const auto fact = facts.constFind(name); fact != facts.cend())
            return jsonOf(*fact);
    }
    if (const QObject *object = element.object();
        object != nullptr && name != "text"_L1 && name != "value"_L1) {
        if (const QVariant value = object->property(name.toLatin1().constData()); value.isValid())
            return jsonOf(value);
    }
    const std::optional<QString> text = attributeOf(element, name);
    return text ? QJsonValue(*text) : QJsonValue();
}

bool hasState(QAccessibleInterface &element, const QString &state)
{
    if (state == "visible"_L1)
        return isDisplayed(element);
    if (state == "hidden"_L1)
        return !isDisplayed(element);
    const QAccessible::State all = element.state();
    if (state == "focus"_L1)
        return all.focused != 0;
    if (state == "checked"_L1)
        return all.checked != 0;
    if (state == "disabled"_L1)
        return all.disabled != 0;
    if (state == "enabled"_L1)
        return all.disabled == 0;
    if (state == "selected"_L1)
        return all.selected != 0 || (element.role() == QAccessible::RadioButton && all.checked != 0);
    if (state == "expanded"_L1)
        return all.expanded != 0;
    if (state == "pressed"_L1)
        return all.pressed != 0;
    if (state == "focusable"_L1)
        return all.focusable != 0;
    if (state == "editable"_L1)
        return (all.editable != 0 || element.role() == QAccessible::EditableText) && all.readOnly == 0;
    if (state == "read-only"_L1)
        return all.readOnly != 0;
    return false;
}

QStringList statesOf(QAccessibleInterface &element)
{
    QStringList states;
    for (const QString &name : {u"focused"_s, u"checked"_s, u"disabled"_s, u"selected"_s, u"expanded"_s,
                                u"pressed"_s, u"hidden"_s, u"editable"_s, u"readonly"_s}) {
        if (hasState(element, stateOfAttribute(name)))
            states.append(name);
    }
    return states;
}

bool isDisplayed(QAccessibleInterface &element)
{
    if (!element.isValid())
        return false;
    if (const auto *widget = qobject_cast<QWidget *>(element.object()))
        return widget->isVisible();
    const QWidget *holder = widgetOf(element);
    if (holder == nullptr || !holder->isVisible())
        return false;
    if (const auto *action = qobject_cast<QAction *>(element.object()))
        return action->isVisible();
    return rowOf(element) != nullptr || element.state().invisible == 0;
}

QWidget *widgetOf(QAccessibleInterface &element)
{
    for (QAccessibleInterface *at = &element; at != nullptr && at->isValid(); at = at->parent()) {
        if (auto *widget = qobject_cast<QWidget *>(at->object()))
            return widget;
    }
    return nullptr;
}

QList<QAccessibleInterface *> childrenOf(QAccessibleInterface &element)
{
    QList<QAccessibleInterface *> children;
    const int count = element.childCount();
    children.reserve(count);
    for (int i = 0; i < count; ++i) {
        QAccessibleInterface *child = element.child(i);
        if (child != nullptr && child->isValid())
            children.append(child);
    }
    return children;
}

AddressedRow *rowOf(QAccessibleInterface &element) { return dynamic_cast<AddressedRow *>(&element); }

QVariantMap factsOf(QAccessibleInterface &element)
{
    if (const AddressedRow *row = rowOf(element))
        return row->facts();
    QVariantMap facts;
    auto *cell = element.tableCellInterface();
    const auto *view = cell == nullptr ? nullptr : qobject_cast<QAbstractItemView *>(widgetOf(element));
    if (view == nullptr || view->model() == nullptr)
        return facts;
    const QModelIndex index = view->model()->index(cell->rowIndex(), cell->columnIndex(), view->rootIndex());
    const QHash<int, QByteArray> names = view->model()->roleNames();
    for (auto name = names.cbegin(); name != names.cend(); ++name) {
        const QVariant value = index.data(name.key());
        if (value.isValid() && value.canConvert<QString>())
            facts.insert(QString::fromLatin1(*name), value);
    }
    return facts;
}

AddressedRows *rowsOf(QAccessibleInterface &element) { return dynamic_cast<AddressedRows *>(&element); }

QString sketchOf(QAccessibleInterface &element)
{
    QString sketch = roleNameOf(element.role());
    if (const QString id = idOf(element); !id.isEmpty())
        sketch += " #"_L1 + id;
    QString name = nameOf(element);
    if (name.size() > 60)
        name = name.left(59) + u'…';
    if (!name.isEmpty())
        sketch += " \""_L1 + name + u'"';
    return sketch;
}

} // namespace accessible

bool AccessibleNode::hasClass(const QString &name) const
{
    return name == tag() || accessible::classesOf(m_element).contains(name);
}

} // namespace roost
