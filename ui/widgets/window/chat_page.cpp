// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/window/chat_page.h"

#include "domain/threads/thread.h"
#include "models/app_settings.h"
#include "models/day_watch.h"
#include "models/session_host.h"
#include "models/thread_model.h"
#include "widgets/contacts/contact_list_view.h"
#include "widgets/contacts/endpoint_panel.h"
#include "widgets/contacts/sidebar.h"
#include "widgets/look/theme.h"
#include "widgets/thread/composer.h"
#include "widgets/thread/thread_header.h"
#include "widgets/thread/thread_pane.h"
#include "widgets/thread/thread_view.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSplitter>
#include <QUrl>

namespace roost {

using namespace Qt::StringLiterals;

namespace {
/// Narrower than this, the details give their room to the thread.
constexpr int panelNeeds = 900;
constexpr int sidebarWidth = 304;
constexpr int panelWidth = 276;
} // namespace

ChatPage::ChatPage(const UiContext &context, SessionHost &host, QMenu &menu, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_host(host)
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_sidebar(new Sidebar(context, host, menu, m_splitter))
    , m_pane(new ThreadPane(context, *host.session(), m_splitter))
    , m_day(new DayWatch(context.clock, this))
    , m_panelWanted(context.settings.isPanelShown())
{
    setObjectName(u"chatPage"_s);
    m_splitter->setObjectName(u"chatSplitter"_s);
    m_splitter->setAccessibleName(tr("Contacts and conversation"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_sidebar->setMinimumWidth(context.theme.scaled(220));
    m_pane->setMinimumWidth(context.theme.scaled(320));
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_splitter);
    m_splitter->setSizes({context.theme.scaled(sidebarWidth), context.theme.scaled(876)});
    wire();
    // "Last seen yesterday" in the header and in the details; the lists have their own.
    connect(m_day, &DayWatch::dayChanged, this, [this] {
        m_pane->refresh();
        if (m_panel)
            m_panel->refresh();
    });
    applyPanel();
}

ChatPage::~ChatPage()
{
    m_pane->keepDraft();
    m_host.session()->setAttendedThread(nullptr);
    if (m_panel)
        m_context.settings.setSplitterState(m_splitter->saveState());
}

void ChatPage::wire()
{
    connect(m_sidebar, &Sidebar::endpointSelected, this, &ChatPage::showEndpoint);
    connect(m_sidebar, &Sidebar::endpointOpened, this, &ChatPage::openEndpoint);
    connect(&m_sidebar->list(), &ContactListView::contextMenuRequested, this,
            &ChatPage::contextMenuRequested);
    connect(m_pane, &ThreadPane::linkActivated, this, &ChatPage::linkActivated);
    connect(m_pane, &ThreadPane::endReached, this, &ChatPage::attend);
    connect(m_pane, &ThreadPane::conversationMade, this, &ChatPage::wireConversation);
    connect(&m_host.session()->directory().changes(), &ChangeBus::changed, this,
            [this](const QList<ChangeBus::Change> &changes) {
                const Endpoint *self = &m_host.session()->self();
                for (const ChangeBus::Change &change : changes) {
                    if (change.endpoint == self)
                        m_sidebar->refreshOwn();
                    if (change.endpoint != m_pane->endpoint())
                        continue;
                    m_pane->refresh();
                    if (m_panel)
                        m_panel->refresh();
                }
            });
}

void ChatPage::wireConversation()
{
    connect(&m_pane->header(), &ThreadHeader::panelToggled, this, &ChatPage::setPanelShown);
    connect(&m_pane->composer().edit(), &ComposerEdit::escapePressed, this,
            [this] { m_sidebar->list().setFocus(); });
}

EndpointPanel &ChatPage::panel()
{
    if (!m_panel) {
        m_panel = new EndpointPanel(m_context, *m_host.session());
        m_panel->hide();
        m_panel->setMinimumWidth(m_context.theme.scaled(220));
        m_splitter->addWidget(m_panel);
        m_splitter->setStretchFactor(2, 0);
        m_panel->setEndpoint(m_pane->endpoint());
        connect(m_panel, &EndpointPanel::targetRequested, this,
                [this](Endpoint *endpoint, const QString &resource) {
                    m_host.session()->thread(*endpoint).setTarget(resource);
                    openEndpoint(endpoint);
                });
        Q_EMIT panelMade(m_panel);
    }
    return *m_panel;
}

void ChatPage::placePanel()
{
    if (m_splitter->restoreState(m_context.settings.splitterState())) {
        m_splitter->setHandleWidth(1);
        return;
    }
    const int side = m_splitter->sizes().value(0);
    const int wide = m_context.theme.scaled(panelWidth);
    m_splitter->setSizes({side, m_splitter->width() - side - wide, wide});
}

Endpoint *ChatPage::currentEndpoint() const { return m_pane->endpoint(); }

void ChatPage::showEndpoint(Endpoint *endpoint)
{
    if (m_sidebar->list().currentEndpoint() != endpoint)
        m_sidebar->list().selectEndpoint(endpoint);
    if (m_pane->endpoint() == endpoint)
        return;
    m_pane->setEndpoint(endpoint);
    if (m_panel)
        m_panel->setEndpoint(endpoint);
    applyPanel();
    attend();
}

void ChatPage::openEndpoint(Endpoint *endpoint)
{
    showEndpoint(endpoint);
    if (endpoint)
        m_pane->composer().setFocus();
}

void ChatPage::setPanelShown(bool shown)
{
    m_panelWanted = shown;
    m_context.settings.setPanelShown(shown);
    applyPanel();
}

void ChatPage::applyPanel()
{
    const bool room = width() >= m_context.theme.scaled(panelNeeds) || !isVisible();
    const bool shown = m_panelWanted && room && m_pane->endpoint();
    const bool isNew = shown && !m_panel;
    if (shown)
        panel().show();
    else if (m_panel)
        m_panel->hide();
    if (isNew)
        placePanel();
    if (m_pane->endpoint()) {
        const QSignalBlocker quiet(&m_pane->header());
        m_pane->header().setPanelShown(m_panelWanted && room);
    }
}

void ChatPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    applyPanel();
}

void ChatPage::focusRegion(int step)
{
    QList<QWidget *> regions{&m_sidebar->search(), &m_sidebar->list()};
    if (m_pane->endpoint()) {
        regions.append(&m_pane->view());
        regions.append(&m_pane->composer().edit());
    }
    if (m_panel && !m_panel->isHidden())
        regions.append(m_panel);
    const QWidget *focus = QApplication::focusWidget();
    qsizetype at = -1;
    for (qsizetype i = 0; i < regions.size(); ++i) {
        if (focus && (regions[i] == focus || regions[i]->isAncestorOf(focus)))
            at = i;
    }
    const qsizetype next = at < 0 ? 0 : (at + step + regions.size()) % regions.size();
    QWidget *target = regions[next];
    if (target == m_panel) {
        // The first thing in it that takes the focus.
        for (QWidget *part = m_panel->nextInFocusChain(); part && part != m_panel;
             part = part->nextInFocusChain()) {
            if (m_panel->isAncestorOf(part) && part->isVisible() && part->focusPolicy() & Qt::TabFocus) {
                target = part;
                break;
            }
        }
    }
    target->setFocus(Qt::TabFocusReason);
}

void ChatPage::stepContact(int step)
{
    ContactListView &list = m_sidebar->list();
    const int rows = list.model()->rowCount();
    if (rows == 0)
        return;
    const int current = list.currentIndex().isValid() ? list.currentIndex().row() : (step > 0 ? -1 : rows);
    const int next = std::clamp(current + step, 0, rows - 1);
    list.setCurrentIndex(list.model()->index(next, 0));
}

void ChatPage::setAttentive(bool attentive)
{
    m_attentive = attentive;
    attend();
}

void ChatPage::lookAtClock()
{
    m_day->look();
    m_sidebar->lookAtClock();
    if (m_pane->endpoint())
        m_pane->view().model().lookAtClock();
}

void ChatPage::attend()
{
    const bool reading = m_attentive && m_pane->endpoint() && m_pane->view().isAtEnd();
    m_host.session()->setAttendedThread(reading ? m_pane->endpoint() : nullptr);
}

} // namespace roost
