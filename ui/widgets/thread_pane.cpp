// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread_pane.h"

#include "domain/session.h"
#include "widgets/banner.h"
#include "widgets/composer.h"
#include "widgets/empty_state.h"
#include "widgets/thread_header.h"
#include "widgets/thread_view.h"

#include <QEvent>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace roost {

using namespace Qt::StringLiterals;

ThreadPane::ThreadPane(const UiContext &context, Session &session, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_session(session)
    , m_banner(new Banner(context, session, this))
    , m_pages(new QStackedWidget(this))
    , m_empty(new EmptyState(context, u"noThread"_s, u"users"_s, m_pages))
{
    setObjectName(u"threadPane"_s);
    m_pages->setObjectName(u"threadPages"_s);
    m_pages->addWidget(m_empty);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_banner);
    all->addWidget(m_pages, 1);
    retranslate();
}

void ThreadPane::makeConversation()
{
    m_conversation = new QWidget(m_pages);
    m_header = new ThreadHeader(m_context, m_conversation);
    m_view = new ThreadView(m_context.theme, m_context.avatars, m_context.clock, m_conversation);
    m_composer = new Composer(m_context, m_conversation);
    m_conversation->setObjectName(u"conversation"_s);
    m_view->setObjectName(u"threadView"_s);
    auto *column = new QVBoxLayout(m_conversation);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_view, 1);
    column->addWidget(m_composer);
    m_pages->addWidget(m_conversation);
    connect(m_view, &ThreadView::linkActivated, this, &ThreadPane::linkActivated);
    connect(m_view, &ThreadView::endReached, this, &ThreadPane::endReached);
    connect(m_view, &ThreadView::textTyped, this, [this](const QString &text) {
        m_composer->setFocus();
        m_composer->edit().insertPlainText(text);
    });
    connect(m_composer, &Composer::sent, m_view, &ThreadView::scrollToEnd);
    retranslate();
    Q_EMIT conversationMade();
}

void ThreadPane::keepDraft()
{
    if (m_composer)
        m_composer->keepDraft();
}

void ThreadPane::setEndpoint(Endpoint *endpoint)
{
    if (endpoint == m_endpoint)
        return;
    m_endpoint = endpoint;
    if (!m_conversation)
        makeConversation();
    Thread *thread = endpoint ? &m_session.thread(*endpoint) : nullptr;
    m_header->setEndpoint(endpoint);
    m_view->setThread(thread);
    m_composer->setThread(thread);
    m_pages->setCurrentWidget(endpoint ? m_conversation : m_empty);
}

void ThreadPane::refresh()
{
    if (!m_endpoint)
        return;
    m_header->refresh();
    m_composer->refresh();
}

void ThreadPane::retranslate()
{
    setAccessibleName(tr("Conversation"));
    m_pages->setAccessibleName(tr("Conversation"));
    if (m_conversation) {
        m_conversation->setAccessibleName(tr("Conversation"));
        m_view->setAccessibleName(tr("Messages"));
    }
    m_empty->setTexts(tr("Nobody chosen"), tr("Choose somebody from the list to read and write."));
}

void ThreadPane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace roost
