// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "models/xmpp_uri.h"
#include "widgets/look/ui_context.h"

#include <QFuture>
#include <QList>
#include <QObject>
#include <QPointer>

namespace roost {

class ChatPage;
class Endpoint;
class Session;

/// The actions on the contacts of one Session, with their dialogs, questions and menus. The object ends
/// before its Session and deletes the windows that it has opened, so that they may refer to the Session. An
/// error of the server is shown in the banner. Main thread.
class ContactActions final : public QObject
{
    Q_OBJECT

public:
    /// `window` is the parent of the dialogs. All references outlive the object.
    ContactActions(const UiContext &context, Session &session, ChatPage &chat, QWidget &window);
    ~ContactActions() override;

    /// Carries out the action of a link of this account. Sends nothing.
    void run(const XmppUri &uri);
    /// Opens the dialog to add a contact; the fields may be filled in.
    void add(const QString &address = {}, const QString &name = {}, const QStringList &labels = {});
    /// Opens that dialog with the facts of a stranger.
    void addStranger(Endpoint *endpoint);
    void edit(Endpoint *endpoint);
    /// Asks first.
    void remove(Endpoint *endpoint);
    /// Asks before it blocks.
    void setBlocked(Endpoint *endpoint, bool block);
    /// Requests the presence of a contact again.
    void askPresence(Endpoint *endpoint);
    void acceptRequest(Endpoint *endpoint);
    void declineRequest(Endpoint *endpoint);
    /// Opens the inbox of subscription requests.
    void showRequests();
    /// Opens the menu of a contact at a point of the screen.
    void showMenu(Endpoint *endpoint, const QPoint &at);
    /// Opens the dialog for the user's own status text.
    void editStatus();
    /// Asks for a file; importFileChosen() follows.
    void chooseImport();
    /// Opens the dialog with the contacts of `file`. All contacts of the Session must be loaded.
    void importFrom(const QString &file);

Q_SIGNALS:
    void importFileChosen(const QString &file);

private:
    /// Shows the error of a failed command.
    void report(QFuture<Status> future);
    void showNotice(const QString &text);
    void keep(QWidget *opened);

    UiContext m_context;
    Session &m_session;
    ChatPage &m_chat;
    QWidget &m_window;
    QList<QPointer<QWidget>> m_opened;
};

} // namespace roost
