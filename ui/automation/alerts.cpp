// SPDX-License-Identifier: GPL-3.0-or-later
#include "automation/alerts.h"

#include "automation/element_finder.h"

#include <QMessageBox>
#include <QPushButton>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

QAbstractButton *acceptButtonOf(const QMessageBox &box)
{
    for (const QMessageBox::ButtonRole role : {QMessageBox::AcceptRole, QMessageBox::YesRole,
                                               QMessageBox::ApplyRole, QMessageBox::DestructiveRole}) {
        for (QAbstractButton *button : box.buttons()) {
            if (box.buttonRole(button) == role)
                return button;
        }
    }
    return box.defaultButton();
}

bool isWord(const QJsonValue &value)
{
    static const QStringList known{u"dismiss"_s, u"accept"_s, u"dismiss and notify"_s, u"accept and notify"_s,
                                   u"ignore"_s};
    return known.contains(value.toString());
}

/// The behavior that applies to this box.
QString wordFor(const QMessageBox &box, const QJsonValue &behavior)
{
    const QJsonObject kinds = behavior.toObject();
    const auto kind = box.buttons().size() > 1 ? "confirm"_L1 : "alert"_L1;
    for (const QJsonValue &value : {behavior, kinds.value(kind), kinds.value("default"_L1)}) {
        if (value.isString())
            return value.toString();
    }
    return Alerts::defaultBehavior();
}

} // namespace

QMessageBox *Alerts::open()
{
    const QList<QWidget *> windows = ElementFinder::windows();
    for (QWidget *window : windows) {
        if (auto *box = qobject_cast<QMessageBox *>(window))
            return box;
    }
    return nullptr;
}

QString Alerts::textOf(const QMessageBox &box)
{
    const QString more = box.informativeText();
    return more.isEmpty() ? box.text() : box.text() + u'\n' + more;
}

void Alerts::accept(QMessageBox &box)
{
    if (QAbstractButton *button = acceptButtonOf(box))
        button->click();
    else
        box.accept();
}

void Alerts::dismiss(QMessageBox &box) { box.reject(); }

std::optional<DriverError> Alerts::handle(QMessageBox &box, const QJsonValue &behavior)
{
    const QString word = wordFor(box, behavior);
    const QString text = textOf(box);
    QString deed = u"it is still there"_s;
    if (word.startsWith("accept"_L1)) {
        accept(box);
        deed = u"it was accepted"_s;
    } else if (word.startsWith("dismiss"_L1)) {
        dismiss(box);
        deed = u"it was dismissed"_s;
    }
    if (word == "accept"_L1 || word == "dismiss"_L1)
        return {};
    return DriverError{DriverErrorKind::UnexpectedAlertOpen,
                       "a message box was open, "_L1 + deed + ": "_L1 + text,
                       {{"text"_L1, text}}};
}

bool Alerts::isBehavior(const QJsonValue &value)
{
    if (!value.isObject())
        return isWord(value);
    static const QStringList kinds{u"alert"_s,  u"beforeUnload"_s, u"confirm"_s,
                                   u"prompt"_s, u"file"_s,         u"default"_s};
    const QJsonObject words = value.toObject();
    for (auto entry = words.begin(); entry != words.end(); ++entry) {
        if (!kinds.contains(entry.key()) || !isWord(entry.value()))
            return false;
    }
    return true;
}

QString Alerts::defaultBehavior() { return u"dismiss and notify"_s; }

} // namespace roost
