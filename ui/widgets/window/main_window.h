// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session_host.h"
#include "models/xmpp_uri.h"
#include "widgets/look/ui_context.h"

#include <QMainWindow>
#include <QPointer>

#include <memory>
#include <optional>

class QMenu;
class QStackedWidget;

namespace roost {

class ChatPage;
class ContactActions;
class EndpointPanel;
class MainActions;
class SignInPage;

/// The window: the sign-in page or, while a Session is open, the chat and the ContactActions. Owns the menu
/// and the dialogs that need no Session.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `host` outlives the window.
    MainWindow(const UiContext &context, SessionHost &host, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Opens an xmpp: URI now, or as soon as a Session is open. Never sends anything. `account` is meant if
    /// the URI names none; empty = the one that is open. A URI for another account opens nothing; a notice
    /// names both accounts.
    void openUri(const QString &uri, const Jid &account = {});
    /// Shows the thread with an Endpoint (a notification was clicked). One of another account only brings the
    /// window to the front.
    void openThread(const EndpointRef &endpoint);
    /// Opens the dialog with the contacts of `file`, now or as soon as a Session is open, if that is the one
    /// of `account`; empty = any.
    void importContacts(const QString &file, const Jid &account = {});
    /// The dialog for the status text.
    void editStatus();
    /// Out of sight, for the tray icon to bring it back.
    void hideIntoTray();
    /// To the front, with the focus.
    void raiseWindow();
    /// Closing hides the window instead, as long as a tray icon can bring it back. If the icon disappears
    /// while the window is hidden, the window returns minimised.
    void setHidesOnClose(bool hides);
    /// The preferences offer the tray.
    void setTrayAvailable(bool available) { m_hasTray = available; }
    /// The screen is locked: the window's content is not being read.
    void setLocked(bool locked);
    /// The wall clock or the time zone may have been set, or the machine slept: "Today" may be another day.
    void lookAtClock();
    /// It is on the screen, as far as the program knows: neither hidden nor minimised.
    [[nodiscard]] bool isShown() const { return isVisible() && !isMinimized(); }
    /// Null while no account is signed in.
    [[nodiscard]] ChatPage *chat() const;
    /// Made when it is first wanted: most starts do not need it.
    [[nodiscard]] SignInPage &signInPage();

Q_SIGNALS:
    void quitRequested();
    /// Somebody closes the window; setHidesOnClose() still counts.
    void closing();
    /// isShown() may be another.
    void shownChanged();

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void wireHost();
    void wireSignIn();
    void wireActions();
    void wireChat();
    void wirePanel(EndpointPanel *panel);
    void showSession(Session *session);
    void runPending();
    void place();
    void dropSession();
    void showSignIn(const Error &why);
    void showChat();
    void retranslate();
    void attend();
    void runUri(const XmppUri &uri);
    /// True if `account` is the open one, or empty. Otherwise a notice names both accounts.
    bool isOpenAccount(const Jid &account);
    void confirmSignOut();
    void followLink(const QUrl &url);

    UiContext m_context;
    SessionHost &m_host;
    MainActions *m_actions;
    QStackedWidget *m_pages;
    SignInPage *m_signIn = nullptr;
    QPointer<ChatPage> m_chat;
    std::unique_ptr<ContactActions> m_contacts; ///< As long as there is a Session.
    std::optional<XmppUri> m_pendingUri;
    QString m_pendingImport;
    Jid m_pendingImportAccount;
    bool m_hidesOnClose = false;
    bool m_hasTray = false;
    bool m_isLocked = false;
    bool m_isInTray = false; ///< Hidden, and only the tray icon brings it back.
    bool m_isPlaced = false; ///< Within the screen, frame included.
};

} // namespace roost
