// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/window/main_actions.h"

#include "widgets/look/theme.h"

#include <QAction>
#include <QMainWindow>

namespace roost {

using namespace Qt::StringLiterals;

MainActions::MainActions(const Theme &theme, QMainWindow &window)
    : QObject(&window)
    , addContact(make(u"addContactAction", QKeySequence(Qt::CTRL | Qt::Key_N)))
    , requests(make(u"requestsAction", {}))
    , importContacts(make(u"importContactsAction", {}))
    , preferences(make(u"preferencesAction", QKeySequence(Qt::CTRL | Qt::Key_Comma)))
    , signOut(make(u"signOutAction", {}))
    , about(make(u"aboutAction", {}))
    , quit(make(u"quitAction", QKeySequence(Qt::CTRL | Qt::Key_Q)))
    , search(make(u"searchAction", QKeySequence(Qt::CTRL | Qt::Key_K)))
    , nextRegion(make(u"nextRegionAction", QKeySequence(Qt::Key_F6)))
    , previousRegion(make(u"previousRegionAction", QKeySequence(Qt::SHIFT | Qt::Key_F6)))
    , nextContact(make(u"nextContactAction", QKeySequence(Qt::ALT | Qt::Key_Down)))
    , previousContact(make(u"previousContactAction", QKeySequence(Qt::ALT | Qt::Key_Up)))
    , details(make(u"detailsAction", QKeySequence(Qt::Key_F9)))
    , allTab(make(u"allTabAction", QKeySequence(Qt::CTRL | Qt::Key_1)))
    , unreadTab(make(u"unreadTabAction", QKeySequence(Qt::CTRL | Qt::Key_2)))
    , onlineTab(make(u"onlineTabAction", QKeySequence(Qt::CTRL | Qt::Key_3)))
    , closeWindow(make(u"closeWindowAction", QKeySequence(Qt::CTRL | Qt::Key_W)))
    , m_theme(theme)
    , m_window(window)
{
    m_menu.setObjectName(u"mainMenu"_s);
    for (QAction *action : {addContact, requests, importContacts})
        m_menu.addAction(action);
    m_menu.addSeparator();
    for (QAction *action : {preferences, about})
        m_menu.addAction(action);
    m_menu.addSeparator();
    for (QAction *action : {signOut, quit})
        m_menu.addAction(action);
    preferences->setMenuRole(QAction::PreferencesRole);
    about->setMenuRole(QAction::AboutRole);
    quit->setMenuRole(QAction::QuitRole);
    const auto actions = findChildren<QAction *>(Qt::FindDirectChildrenOnly);
    for (QAction *action : actions)
        m_window.addAction(action);
    connect(&theme, &Theme::changed, this, &MainActions::applyIcons);
    applyIcons();
    retranslate();
    setSessionOpen(false);
}

QAction *MainActions::make(const char16_t *name, const QKeySequence &shortcut)
{
    auto *action = new QAction(this);
    action->setObjectName(QString::fromUtf16(name));
    action->setShortcut(shortcut);
    return action;
}

void MainActions::applyIcons()
{
    addContact->setIcon(m_theme.icon(u"plus"_s));
    requests->setIcon(m_theme.icon(u"inbox"_s));
    importContacts->setIcon(m_theme.icon(u"import"_s));
    preferences->setIcon(m_theme.icon(u"settings"_s));
    about->setIcon(m_theme.icon(u"info"_s));
    signOut->setIcon(m_theme.icon(u"sign-out"_s));
    quit->setIcon(m_theme.icon(u"close"_s));
}

void MainActions::setSessionOpen(bool open)
{
    for (QAction *action : {addContact, requests, importContacts, signOut, search, nextRegion, previousRegion,
                            nextContact, previousContact, details, allTab, unreadTab, onlineTab})
        action->setEnabled(open);
}

void MainActions::setRequests(int count)
{
    m_requests = count;
    requests->setText(count > 0 ? tr("&Requests (%L1)").arg(count) : tr("&Requests"));
}

void MainActions::retranslate()
{
    m_menu.setAccessibleName(tr("Menu"));
    addContact->setText(tr("&Add contact…"));
    setRequests(m_requests);
    importContacts->setText(tr("&Import contacts…"));
    preferences->setText(tr("&Preferences…"));
    about->setText(tr("A&bout Roost"));
    signOut->setText(tr("&Sign out…"));
    quit->setText(tr("&Quit"));
    search->setText(tr("Search"));
    nextRegion->setText(tr("Next part of the window"));
    previousRegion->setText(tr("Previous part of the window"));
    nextContact->setText(tr("Next contact"));
    previousContact->setText(tr("Previous contact"));
    details->setText(tr("Show or hide the details"));
    allTab->setText(tr("All contacts"));
    unreadTab->setText(tr("Unread"));
    onlineTab->setText(tr("Online"));
    closeWindow->setText(tr("Close the window"));
}

} // namespace roost
