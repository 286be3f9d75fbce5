// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/dialog.h"

#include "widgets/look/remote_text.h"
#include "widgets/look/theme.h"
#include "widgets/look/window_place.h"

#include <QEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QShowEvent>
#include <QWindow>

namespace roost {

using namespace Qt::StringLiterals;

Dialog::Dialog(const UiContext &context, const QString &name, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
{
    setObjectName(name);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
}

void Dialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    // Its frame is about that of the window that it belongs to.
    const QWindow *parent = parentWidget() ? parentWidget()->window()->windowHandle() : nullptr;
    if (!event->spontaneous() && !m_context.theme.isFixed())
        keepOnScreen(*this, parent ? parent->frameMargins() : QMargins());
}

void Dialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

QDialog *ask(QWidget *parent, const QString &name, const QString &title, const QString &text,
             const QString &yes, std::function<void()> accepted)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, title, breakable(text), QMessageBox::Cancel, parent);
    box->setObjectName(name);
    box->setAccessibleName(title);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowModality(Qt::WindowModal);
    QPushButton *go = box->addButton(yes, QMessageBox::AcceptRole);
    go->setObjectName(u"confirmButton"_s);
    go->setAccessibleName(QString(yes).remove(u'&'));
    QAbstractButton *cancel = box->button(QMessageBox::Cancel);
    cancel->setObjectName(u"cancelButton"_s);
    cancel->setAccessibleName(QString(cancel->text()).remove(u'&'));
    box->setDefaultButton(qobject_cast<QPushButton *>(cancel));
    QObject::connect(go, &QPushButton::clicked, box, [accepted = std::move(accepted)] { accepted(); });
    box->open();
    return box;
}

void tell(QWidget *parent, const QString &name, const QString &title, const QString &text)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, title, breakable(text), QMessageBox::Close, parent);
    box->setObjectName(name);
    box->setAccessibleName(title);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowModality(Qt::WindowModal);
    QAbstractButton *close = box->button(QMessageBox::Close);
    close->setObjectName(u"closeButton"_s);
    close->setAccessibleName(QString(close->text()).remove(u'&'));
    box->open();
}

} // namespace roost
