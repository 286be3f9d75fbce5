// SPDX-License-Identifier: GPL-3.0-or-later
// The window's actions on contacts, links and dialogs; its pages and connections are in main_window.cpp.
#include "base/answer.h"
#include "base/visible_text.h"
#include "models/app_settings.h"
#include "models/link_target.h"
#include "models/wording.h"
#include "widgets/controls/banner.h"
#include "widgets/dialogs/contact_dialog.h"
#include "widgets/dialogs/dialog.h"
#include "widgets/dialogs/import_dialog.h"
#include "widgets/dialogs/requests_dialog.h"
#include "widgets/dialogs/status_dialog.h"
#include "widgets/look/error_text.h"
#include "widgets/look/theme.h"
#include "widgets/thread/composer.h"
#include "widgets/thread/thread_pane.h"
#include "widgets/window/chat_page.h"
#include "widgets/window/main_window.h"

#include <QDesktopServices>
#include <QFileDialog>
#include <QMenu>

namespace roost {

using namespace Qt::StringLiterals;

void MainWindow::openUri(const QString &uri, const Jid &account)
{
    raiseWindow();
    auto parsed = XmppUri::parse(uri);
    if (!parsed) {
        tell(this, u"linkNoticeBox"_s, tr("Link"),
             tr("Roost can’t open this link because it contains no address."));
        return;
    }
    if (parsed->endpoint.account.isEmpty())
        parsed->endpoint.account = account;
    if (m_chat && m_host.isLoaded())
        runUri(*parsed);
    else
        m_pendingUri = parsed;
}

bool MainWindow::isOpenAccount(const Jid &account)
{
    if (m_host.sessionOf(account))
        return true;
    tell(this, u"accountNoticeBox"_s, tr("Another account"),
         tr("This belongs to the account %1. The open account is %2.")
             .arg(Wording::isolated(account.toDisplayString()),
                  Wording::isolated(m_host.session()->account().toDisplayString())));
    return false;
}

void MainWindow::runUri(const XmppUri &uri)
{
    if (!isOpenAccount(uri.endpoint.account))
        return;
    const Jid &address = uri.endpoint.id;
    // The address of a room does not belong to a contact: no Endpoint is created for it.
    if (uri.action == XmppUri::Action::Join) {
        tell(this, u"linkNoticeBox"_s, tr("Room"),
             tr("%1 is a room. Roost doesn’t support rooms yet.")
                 .arg(Wording::isolated(address.toDisplayString())));
        return;
    }
    if (uri.action == XmppUri::Action::Unknown) {
        tell(this, u"linkNoticeBox"_s, tr("Link"),
             tr("This link requests an action that Roost doesn’t support: %1")
                 .arg(Wording::isolated(singleLine(uri.actionName).left(60))));
        return;
    }
    Endpoint &endpoint = m_host.session()->directory().endpoint(address);
    switch (uri.action) {
    case XmppUri::Action::Add:
        if (!endpoint.isContact()) {
            addContact(address.toDisplayString(), uri.name, uri.labels);
            return;
        }
        break;
    case XmppUri::Action::Remove:
    case XmppUri::Action::StopSeeing:
        if (endpoint.isContact()) {
            m_chat->showEndpoint(&endpoint);
            removeContact(&endpoint);
            return;
        }
        break;
    case XmppUri::Action::Message:
    case XmppUri::Action::Open:
    case XmppUri::Action::Join:
    case XmppUri::Action::Unknown:
        break;
    }
    m_chat->openEndpoint(&endpoint);
    m_chat->pane().composer().insertText(uri.body);
}

void MainWindow::followLink(const QUrl &url)
{
    const QUrl target = openableLink(url);
    if (target.isEmpty())
        return;
    const auto open = [this, target] {
        if (target.scheme() == "xmpp"_L1)
            openUri(target.toString(QUrl::FullyEncoded));
        else
            QDesktopServices::openUrl(target);
    };
    if (!hidesItsTarget(target)) {
        open();
        return;
    }
    constexpr qsizetype longestTarget = 600;
    ask(this, u"openLinkBox"_s, tr("Open link"),
        tr("This link may not lead where it appears to. It opens the server %1:\n\n%2",
           "a host; the whole link")
            .arg(Wording::isolated(target.host(QUrl::FullyEncoded)),
                 QString::fromLatin1(target.toEncoded().left(longestTarget))),
        tr("&Open"), open);
}

void MainWindow::addContact(const QString &address, const QString &name, const QStringList &labels)
{
    if (!m_host.session())
        return;
    auto *dialog = new ContactDialog(m_context, *m_host.session(), address, name, labels, this);
    connect(dialog, &ContactDialog::contactSaved, this, [this](const Jid &added) {
        if (m_chat)
            m_chat->openEndpoint(&m_host.session()->directory().endpoint(added));
    });
    dialog->open();
}

void MainWindow::addStranger(Endpoint *endpoint)
{
    // A name that resembles that of a contact is not proposed.
    const QString name = endpoint->claims() ? QString() : endpoint->claimedName();
    addContact(endpoint->id().toDisplayString(), name, endpoint->labels());
}

void MainWindow::editStatus()
{
    if (!m_host.session())
        return;
    raiseWindow();
    (new StatusDialog(m_context, *m_host.session(), this))->open();
}

void MainWindow::editContact(Endpoint *endpoint)
{
    (new ContactDialog(m_context, *m_host.session(), *endpoint, this))->open();
}

void MainWindow::removeContact(Endpoint *endpoint)
{
    const QString name = Wording::isolated(endpoint->displayName());
    ask(this, u"removeContactBox"_s, tr("Remove contact"),
        tr("Remove %1 from your contacts? Neither of you will see when the other is online. Your messages "
           "are kept.")
            .arg(name),
        tr("&Remove"), [this, endpoint] { report(m_host.session()->removeContact(*endpoint)); });
}

void MainWindow::setBlocked(Endpoint *endpoint, bool block)
{
    if (!block) {
        report(m_host.session()->unblock(*endpoint));
        return;
    }
    ask(this, u"blockContactBox"_s, tr("Block"),
        tr("Block %1? They’ll no longer be able to message you or see when you’re online.")
            .arg(Wording::isolated(endpoint->displayName())),
        tr("&Block"), [this, endpoint] { report(m_host.session()->block(*endpoint)); });
}

void MainWindow::askPresence(Endpoint *endpoint)
{
    report(m_host.session()->addContact(endpoint->id(), endpoint->name(), endpoint->labels()));
}

void MainWindow::report(QFuture<Status> future)
{
    onAnswer(future, this, [this](const Status &status) {
        if (!status && m_chat)
            m_chat->pane().banner().showNotice(errorText(status.error(), m_host.account().domain()));
    });
}

void MainWindow::showRequests()
{
    if (!m_host.session())
        return;
    auto *dialog = new RequestsDialog(m_context, *m_host.session(), this);
    connect(dialog, &RequestsDialog::noticeRaised, this, [this](const QString &text) {
        if (m_chat)
            m_chat->pane().banner().showNotice(text);
    });
    dialog->open();
}

void MainWindow::showContextMenu(Endpoint *endpoint, const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"contactMenu"_s);
    menu->setAccessibleName(tr("Contact"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto entry = [&](const char16_t *name, const QString &text, auto deed) {
        QAction *action = menu->addAction(text);
        action->setObjectName(QString::fromUtf16(name));
        connect(action, &QAction::triggered, this, deed);
        return action;
    };
    entry(u"contactOpenAction", tr("&Message"), [this, endpoint] { m_chat->openEndpoint(endpoint); });
    QAction *tell = entry(u"contactTellAction", tr("&Notify me when they come online"),
                          [this, endpoint](bool on) { m_host.session()->setTellWhenOnline(*endpoint, on); });
    tell->setCheckable(true);
    tell->setChecked(endpoint->tellsWhenOnline());
    menu->addSeparator();
    if (endpoint->isContact()) {
        entry(u"contactEditAction", tr("&Edit…"), [this, endpoint] { editContact(endpoint); });
    } else {
        entry(u"contactAddAction", tr("&Add to contacts…"), [this, endpoint] { addStranger(endpoint); });
    }
    const bool blocked = endpoint->isBlocked();
    entry(u"contactBlockAction", blocked ? tr("Un&block") : tr("&Block…"),
          [this, endpoint, blocked] { setBlocked(endpoint, !blocked); });
    if (endpoint->isContact())
        entry(u"contactRemoveAction", tr("&Remove…"), [this, endpoint] { removeContact(endpoint); });
    menu->popup(at);
}

void MainWindow::chooseImport()
{
    auto *dialog = new QFileDialog(this, tr("Import contacts"));
    dialog->setObjectName(u"importFileDialog"_s);
    dialog->setAccessibleName(tr("Import contacts"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Contacts (*.csv *.vcf *.vcard)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) { importContacts(file); });
    dialog->open();
}

void MainWindow::importContacts(const QString &file, const Jid &account)
{
    if (!m_chat || !m_host.isLoaded()) {
        m_pendingImport = file;
        m_pendingImportAccount = account;
        return;
    }
    if (isOpenAccount(account))
        (new ImportDialog(m_context, *m_host.session(), file, this))->open();
}

void MainWindow::confirmSignOut()
{
    ask(this, u"signOutBox"_s, tr("Sign out"),
        tr("Sign out of %1? The saved password is deleted from this computer. Contacts and messages are "
           "kept.")
            .arg(Wording::isolated(m_host.account().toDisplayString())),
        tr("&Sign out"), [this] { m_host.signOut(); });
}

} // namespace roost
