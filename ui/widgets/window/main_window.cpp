// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/window/main_window.h"

#include "base/log.h"
#include "models/app_settings.h"
#include "models/link_target.h"
#include "models/wording.h"
#include "widgets/contacts/endpoint_panel.h"
#include "widgets/contacts/sidebar.h"
#include "widgets/controls/banner.h"
#include "widgets/controls/presence_menu.h"
#include "widgets/dialogs/about_dialog.h"
#include "widgets/dialogs/dialog.h"
#include "widgets/dialogs/preferences_dialog.h"
#include "widgets/look/caret_rest.h"
#include "widgets/look/error_text.h"
#include "widgets/look/theme.h"
#include "widgets/look/window_place.h"
#include "widgets/thread/composer.h"
#include "widgets/thread/thread_pane.h"
#include "widgets/window/chat_page.h"
#include "widgets/window/contact_actions.h"
#include "widgets/window/main_actions.h"
#include "widgets/window/sign_in_page.h"

#include <QCloseEvent>
#include <QDesktopServices>
#include <QLineEdit>
#include <QStackedWidget>
#include <QWindow>

#include <utility>

namespace roost {

using namespace Qt::StringLiterals;

namespace {
constexpr QSize leastSize(560, 420);
/// The window manager's frame is unknown until the window is shown.
constexpr QMargins guessedFrame(4, 36, 4, 4);
} // namespace

MainWindow::MainWindow(const UiContext &context, SessionHost &host, QWidget *parent)
    : QMainWindow(parent)
    , m_context(context)
    , m_host(host)
    , m_actions(new MainActions(context.theme, *this))
    , m_pages(new QStackedWidget(this))
{
    setObjectName(u"mainWindow"_s);
    if (!context.theme.isFixed())
        new CaretRest(context.clock, this);
    m_pages->setObjectName(u"mainPages"_s);
    auto *blank = new QWidget(m_pages);
    blank->setObjectName(u"startPage"_s);
    m_pages->addWidget(blank);
    setCentralWidget(m_pages);
    place();
    wireHost();
    wireActions();
    retranslate();
    if (host.session())
        showSession(host.session());
}

MainWindow::~MainWindow()
{
    m_context.settings.setWindowGeometry(saveGeometry());
    dropSession();
}

ChatPage *MainWindow::chat() const { return m_chat; }

void MainWindow::wireHost()
{
    connect(&m_host, &SessionHost::sessionOpened, this, &MainWindow::showSession);
    connect(&m_host, &SessionHost::sessionLoaded, this, &MainWindow::runPending);
    connect(&m_host, &SessionHost::sessionClosing, this, &MainWindow::dropSession);
    connect(&m_host, &SessionHost::passwordNeeded, this, &MainWindow::showSignIn);
    connect(&m_host, &SessionHost::openFailed, this, [this](const Error &error) { showSignIn(error); });
    connect(&m_host, &SessionHost::signedIn, this, [this] {
        signInPage().setBusy(false);
        signInPage().showError({});
        showChat();
    });
    connect(&m_host, &SessionHost::signInFailed, this, [this](const Error &error) {
        signInPage().setBusy(false);
        m_pages->setCurrentWidget(m_signIn);
        m_signIn->showError(error);
    });
    connect(&m_host, &SessionHost::passwordNotKept, this, [this](const Error &error) {
        if (m_chat)
            m_chat->pane().banner().showNotice(errorText(error));
    });
}

SignInPage &MainWindow::signInPage()
{
    if (!m_signIn) {
        m_signIn = new SignInPage(m_context, m_host.hasSecretStore(), m_pages);
        m_pages->addWidget(m_signIn);
        wireSignIn();
    }
    return *m_signIn;
}

void MainWindow::wireSignIn()
{
    connect(m_signIn, &SignInPage::signInRequested, this, [this](const SignInRequest &request) {
        m_signIn->setBusy(true);
        m_host.signIn(request);
    });
    connect(m_signIn, &SignInPage::cancelRequested, this, [this] {
        m_host.cancelSignIn();
        m_signIn->setBusy(false);
        m_signIn->showError({});
    });
    connect(m_signIn, &SignInPage::offlineRequested, this, &MainWindow::showChat);
}

void MainWindow::wireActions()
{
    const auto on = [this](QAction *action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    const auto onContacts = [this, on](QAction *action, auto deed) {
        on(action, [this, deed] {
            if (m_contacts)
                deed(*m_contacts);
        });
    };
    onContacts(m_actions->addContact, [](ContactActions &contacts) { contacts.add(); });
    onContacts(m_actions->requests, [](ContactActions &contacts) { contacts.showRequests(); });
    onContacts(m_actions->importContacts, [](ContactActions &contacts) { contacts.chooseImport(); });
    on(m_actions->preferences, [this] { (new PreferencesDialog(m_context, m_hasTray, this))->open(); });
    on(m_actions->about, [this] { (new AboutDialog(m_context, this))->open(); });
    on(m_actions->signOut, [this] { confirmSignOut(); });
    on(m_actions->quit, [this] { Q_EMIT quitRequested(); });
    on(m_actions->closeWindow, [this] { close(); });
    const auto inChat = [this, on](QAction *action, auto deed) {
        on(action, [this, deed] {
            if (m_chat && m_pages->currentWidget() == m_chat)
                deed(*m_chat);
        });
    };
    inChat(m_actions->search, [](ChatPage &chat) { chat.sidebar().focusSearch(); });
    inChat(m_actions->nextRegion, [](ChatPage &chat) { chat.focusRegion(1); });
    inChat(m_actions->previousRegion, [](ChatPage &chat) { chat.focusRegion(-1); });
    inChat(m_actions->nextContact, [](ChatPage &chat) { chat.stepContact(1); });
    inChat(m_actions->previousContact, [](ChatPage &chat) { chat.stepContact(-1); });
    inChat(m_actions->details, [](ChatPage &chat) { chat.setPanelShown(!chat.isPanelWanted()); });
    inChat(m_actions->allTab, [](ChatPage &chat) { chat.sidebar().setTab(EndpointTab::All); });
    inChat(m_actions->unreadTab, [](ChatPage &chat) { chat.sidebar().setTab(EndpointTab::Unread); });
    inChat(m_actions->onlineTab, [](ChatPage &chat) { chat.sidebar().setTab(EndpointTab::Online); });
}

void MainWindow::showSession(Session *session)
{
    m_contacts.reset();
    delete m_chat;
    m_chat = new ChatPage(m_context, m_host, m_actions->menu(), m_pages);
    m_contacts = std::make_unique<ContactActions>(m_context, *session, *m_chat, *this);
    connect(m_contacts.get(), &ContactActions::importFileChosen, this,
            [this](const QString &file) { importContacts(file); });
    m_chat->setAccessibleName(tr("Contacts and conversation"));
    m_pages->addWidget(m_chat);
    m_actions->setSessionOpen(true);
    const auto requests = [this, session] { m_actions->setRequests(int(session->requests().size())); };
    connect(session, &Session::requestsChanged, m_chat, requests);
    requests();
    wireChat();
    if (!m_host.isSigningIn())
        showChat();
}

void MainWindow::runPending()
{
    if (m_pendingUri)
        runUri(*std::exchange(m_pendingUri, std::nullopt));
    if (!m_pendingImport.isEmpty())
        importContacts(std::exchange(m_pendingImport, {}), std::exchange(m_pendingImportAccount, {}));
}

void MainWindow::wireChat()
{
    connect(m_chat, &ChatPage::linkActivated, this, &MainWindow::followLink);
    ContactActions *contacts = m_contacts.get();
    connect(m_chat, &ChatPage::contextMenuRequested, contacts, &ContactActions::showMenu);
    Sidebar &sidebar = m_chat->sidebar();
    connect(&sidebar, &Sidebar::addContactRequested, contacts, [contacts] { contacts->add(); });
    connect(&sidebar, &Sidebar::requestsRequested, contacts, &ContactActions::showRequests);
    connect(&sidebar.presenceMenu(), &PresenceMenu::statusTextRequested, this, &MainWindow::editStatus);
    Banner &banner = m_chat->pane().banner();
    connect(&banner, &Banner::signInRequested, this, [this] { showSignIn({ErrorKind::WrongPassword, {}}); });
    connect(&banner, &Banner::goOnlineRequested, &m_host, &SessionHost::goOnline);
    connect(m_chat, &ChatPage::panelMade, this, &MainWindow::wirePanel);
}

void MainWindow::wirePanel(EndpointPanel *panel)
{
    const auto on = [this, panel](auto signal, auto action) {
        connect(panel, signal, m_contacts.get(), action);
    };
    on(&EndpointPanel::editRequested, &ContactActions::edit);
    on(&EndpointPanel::addRequested, &ContactActions::addStranger);
    on(&EndpointPanel::removeRequested, &ContactActions::remove);
    on(&EndpointPanel::blockToggled, &ContactActions::setBlocked);
    on(&EndpointPanel::askPresenceRequested, &ContactActions::askPresence);
    on(&EndpointPanel::acceptRequested, &ContactActions::acceptRequest);
    on(&EndpointPanel::declineRequested, &ContactActions::declineRequest);
}

void MainWindow::dropSession()
{
    m_contacts.reset();
    m_actions->setSessionOpen(false);
    delete m_chat;
}

void MainWindow::showSignIn(const Error &why)
{
    signInPage().setBusy(false);
    m_signIn->setAccount(m_host.account(), m_host.servers());
    m_signIn->setOfflineOffered(m_chat != nullptr);
    m_pages->setCurrentWidget(m_signIn);
    m_signIn->showError(why);
    m_signIn->focusFirstField();
}

void MainWindow::showChat()
{
    if (!m_chat)
        return;
    m_pages->setCurrentWidget(m_chat);
    attend();
    if (!m_chat->currentEndpoint())
        m_chat->sidebar().search().setFocus();
}

void MainWindow::place()
{
    setMinimumSize(leastSize);
    if (!restoreGeometry(m_context.settings.windowGeometry()))
        resize(m_context.theme.scaled(1180), m_context.theme.scaled(760));
    if (!m_context.theme.isFixed())
        keepOnScreen(*this, guessedFrame);
}

void MainWindow::retranslate()
{
    setWindowTitle(tr("Roost"));
    setAccessibleName(tr("Roost"));
    m_pages->setAccessibleName(tr("Roost"));
    m_actions->retranslate();
    if (m_chat)
        m_chat->setAccessibleName(tr("Contacts and conversation"));
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::ActivationChange) {
        attend();
        if (isActiveWindow()) {
            lookAtClock();
            // From now on the window manager's frame is known.
            if (!std::exchange(m_isPlaced, true) && !m_context.theme.isFixed() && windowHandle())
                keepOnScreen(*this, windowHandle()->frameMargins());
        }
    }
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        Q_EMIT shownChanged();
}

void MainWindow::attend()
{
    if (m_chat)
        m_chat->setAttentive(isActiveWindow() && !m_isLocked && m_pages->currentWidget() == m_chat);
}

void MainWindow::lookAtClock()
{
    if (m_chat)
        m_chat->lookAtClock();
}

void MainWindow::setHidesOnClose(bool hides)
{
    m_hidesOnClose = hides;
    if (!hides && m_isInTray)
        showMinimized();
}

void MainWindow::setLocked(bool locked)
{
    m_isLocked = locked;
    attend();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    m_isInTray = false;
    Q_EMIT shownChanged();
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    Q_EMIT shownChanged();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_chat)
        m_chat->pane().keepDraft();
    m_context.settings.setWindowGeometry(saveGeometry());
    Q_EMIT closing();
    if (m_hidesOnClose) {
        hideIntoTray();
        event->ignore();
        return;
    }
    event->accept();
    Q_EMIT quitRequested();
}

void MainWindow::hideIntoTray()
{
    m_isInTray = m_hidesOnClose;
    hide();
}

void MainWindow::raiseWindow()
{
    if (isMinimized())
        showNormal();
    show();
    raise();
    activateWindow();
}

void MainWindow::openThread(const EndpointRef &endpoint)
{
    raiseWindow();
    Session *session = m_host.sessionOf(endpoint.account);
    if (!session)
        qCInfo(lcUi) << "not opened, because its account is not open:" << endpoint.toString();
    if (!session || !m_chat || endpoint.id.isEmpty())
        return;
    m_pages->setCurrentWidget(m_chat);
    m_chat->openEndpoint(&session->directory().endpoint(endpoint.id));
}

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
    if (isOpenAccount(uri.endpoint.account))
        m_contacts->run(uri);
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

void MainWindow::importContacts(const QString &file, const Jid &account)
{
    if (!m_chat || !m_host.isLoaded()) {
        m_pendingImport = file;
        m_pendingImportAccount = account;
        return;
    }
    if (isOpenAccount(account))
        m_contacts->importFrom(file);
}

void MainWindow::editStatus()
{
    if (!m_contacts)
        return;
    raiseWindow();
    m_contacts->editStatus();
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
