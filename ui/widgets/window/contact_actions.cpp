// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/window/contact_actions.h"

#include "base/answer.h"
#include "base/visible_text.h"
#include "domain/account/session.h"
#include "models/wording.h"
#include "widgets/controls/banner.h"
#include "widgets/dialogs/contact_dialog.h"
#include "widgets/dialogs/import_dialog.h"
#include "widgets/dialogs/requests_dialog.h"
#include "widgets/dialogs/status_dialog.h"
#include "widgets/look/error_text.h"
#include "widgets/thread/composer.h"
#include "widgets/thread/thread_pane.h"
#include "widgets/window/chat_page.h"

#include <QFileDialog>
#include <QMenu>

namespace roost {

using namespace Qt::StringLiterals;

ContactActions::ContactActions(const UiContext &context, Session &session, ChatPage &chat, QWidget &window)
    : m_context(context)
    , m_session(session)
    , m_chat(chat)
    , m_window(window)
{
}

ContactActions::~ContactActions()
{
    for (const QPointer<QWidget> &opened : std::as_const(m_opened))
        delete opened;
}

void ContactActions::keep(QWidget *opened)
{
    m_opened.removeIf([](const QPointer<QWidget> &each) { return each.isNull(); });
    m_opened.append(opened);
}

void ContactActions::run(const XmppUri &uri)
{
    const Jid &address = uri.endpoint.id;
    // The address of a room does not belong to a contact: no Endpoint is created for it.
    if (uri.action == XmppUri::Action::Join) {
        tell(&m_window, u"linkNoticeBox"_s, tr("Room"),
             tr("%1 is a room. Roost doesn’t support rooms yet.")
                 .arg(Wording::isolated(address.toDisplayString())));
        return;
    }
    if (uri.action == XmppUri::Action::Unknown) {
        tell(&m_window, u"linkNoticeBox"_s, tr("Link"),
             tr("This link requests an action that Roost doesn’t support: %1")
                 .arg(Wording::isolated(singleLine(uri.actionName).left(60))));
        return;
    }
    Endpoint &endpoint = m_session.directory().endpoint(address);
    switch (uri.action) {
    case XmppUri::Action::Add:
        if (!endpoint.isContact()) {
            add(address.toDisplayString(), uri.name, uri.labels);
            return;
        }
        break;
    case XmppUri::Action::Remove:
    case XmppUri::Action::StopSeeing:
        if (endpoint.isContact()) {
            m_chat.showEndpoint(&endpoint);
            remove(&endpoint);
            return;
        }
        break;
    case XmppUri::Action::Message:
    case XmppUri::Action::Open:
    case XmppUri::Action::Join:
    case XmppUri::Action::Unknown:
        break;
    }
    m_chat.openEndpoint(&endpoint);
    m_chat.pane().composer().insertText(uri.body);
}

void ContactActions::add(const QString &address, const QString &name, const QStringList &labels)
{
    auto *dialog = new ContactDialog(m_context, m_session, address, name, labels, &m_window);
    connect(dialog, &ContactDialog::contactSaved, this,
            [this](const Jid &added) { m_chat.openEndpoint(&m_session.directory().endpoint(added)); });
    keep(dialog);
    dialog->open();
}

void ContactActions::addStranger(Endpoint *endpoint)
{
    // A name that resembles that of a contact is not proposed.
    const QString name = endpoint->claims() ? QString() : endpoint->claimedName();
    add(endpoint->id().toDisplayString(), name, endpoint->labels());
}

void ContactActions::edit(Endpoint *endpoint)
{
    auto *dialog = new ContactDialog(m_context, m_session, *endpoint, &m_window);
    keep(dialog);
    dialog->open();
}

void ContactActions::remove(Endpoint *endpoint)
{
    const QString name = Wording::isolated(endpoint->displayName());
    keep(ask(
        &m_window, u"removeContactBox"_s, tr("Remove contact"),
        tr("Remove %1 from your contacts? Neither of you will see when the other is online. Your messages "
           "are kept.")
            .arg(name),
        tr("&Remove"), [this, endpoint] { report(m_session.removeContact(*endpoint)); }));
}

void ContactActions::setBlocked(Endpoint *endpoint, bool block)
{
    if (!block) {
        report(m_session.unblock(*endpoint));
        return;
    }
    keep(ask(&m_window, u"blockContactBox"_s, tr("Block"),
             tr("Block %1? They’ll no longer be able to message you or see when you’re online.")
                 .arg(Wording::isolated(endpoint->displayName())),
             tr("&Block"), [this, endpoint] { report(m_session.block(*endpoint)); }));
}

void ContactActions::askPresence(Endpoint *endpoint)
{
    report(m_session.addContact(endpoint->id(), endpoint->name(), endpoint->labels()));
}

void ContactActions::acceptRequest(Endpoint *endpoint) { m_session.approveRequest(*endpoint); }

void ContactActions::declineRequest(Endpoint *endpoint) { m_session.refuseRequest(*endpoint); }

void ContactActions::report(QFuture<Status> future)
{
    onAnswer(future, this, [this](const Status &status) {
        if (!status)
            showNotice(errorText(status.error(), m_session.account().domain()));
    });
}

void ContactActions::showNotice(const QString &text) { m_chat.pane().banner().showNotice(text); }

void ContactActions::showRequests()
{
    auto *dialog = new RequestsDialog(m_context, m_session, &m_window);
    connect(dialog, &RequestsDialog::noticeRaised, this, &ContactActions::showNotice);
    keep(dialog);
    dialog->open();
}

void ContactActions::showMenu(Endpoint *endpoint, const QPoint &at)
{
    auto *menu = new QMenu(&m_window);
    menu->setObjectName(u"contactMenu"_s);
    menu->setAccessibleName(tr("Contact"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto entry = [&](const char16_t *name, const QString &text, auto action) {
        QAction *made = menu->addAction(text);
        made->setObjectName(QString::fromUtf16(name));
        connect(made, &QAction::triggered, this, action);
        return made;
    };
    entry(u"contactOpenAction", tr("&Message"), [this, endpoint] { m_chat.openEndpoint(endpoint); });
    QAction *tell = entry(u"contactTellAction", tr("&Notify me when they come online"),
                          [this, endpoint](bool on) { m_session.setTellWhenOnline(*endpoint, on); });
    tell->setCheckable(true);
    tell->setChecked(endpoint->tellsWhenOnline());
    menu->addSeparator();
    if (endpoint->isContact())
        entry(u"contactEditAction", tr("&Edit…"), [this, endpoint] { edit(endpoint); });
    else
        entry(u"contactAddAction", tr("&Add to contacts…"), [this, endpoint] { addStranger(endpoint); });
    const bool blocked = endpoint->isBlocked();
    entry(u"contactBlockAction", blocked ? tr("Un&block") : tr("&Block…"),
          [this, endpoint, blocked] { setBlocked(endpoint, !blocked); });
    if (endpoint->isContact())
        entry(u"contactRemoveAction", tr("&Remove…"), [this, endpoint] { remove(endpoint); });
    keep(menu);
    menu->popup(at);
}

void ContactActions::editStatus()
{
    auto *dialog = new StatusDialog(m_context, m_session, &m_window);
    keep(dialog);
    dialog->open();
}

void ContactActions::chooseImport()
{
    auto *dialog = new QFileDialog(&m_window, tr("Import contacts"));
    dialog->setObjectName(u"importFileDialog"_s);
    dialog->setAccessibleName(tr("Import contacts"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Contacts (*.csv *.vcf *.vcard)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &ContactActions::importFileChosen);
    keep(dialog);
    dialog->open();
}

void ContactActions::importFrom(const QString &file)
{
    auto *dialog = new ImportDialog(m_context, m_session, file, &m_window);
    keep(dialog);
    dialog->open();
}

} // namespace roost
