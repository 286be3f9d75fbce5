// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/thread_pane.h"

#include "base/clock.h"
#include "domain/account/session.h"
#include "domain/threads/typing.h"
#include "models/thread_model.h"
#include "models/wording.h"
#include "widgets/controls/banner.h"
#include "widgets/controls/empty_state.h"
#include "widgets/controls/live_region.h"
#include "widgets/controls/text_label.h"
#include "widgets/dialogs/long_text_dialog.h"
#include "widgets/look/announcement.h"
#include "widgets/look/theme.h"
#include "widgets/thread/composer.h"
#include "widgets/thread/thread_header.h"
#include "widgets/thread/thread_view.h"

#include <QDragEnterEvent>
#include <QEvent>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPainter>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// Background of header, messages and composer.
class Backdrop final : public QWidget
{
public:
    Backdrop(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
    {
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent *) override { QPainter(this).fillRect(rect(), m_theme.color(Token::Window)); }

private:
    const Theme &m_theme;
};

} // namespace

ThreadPane::ThreadPane(const UiContext &context, Session &session, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_session(session)
    , m_banner(new Banner(context, session, this))
    , m_pages(new QStackedWidget(this))
    , m_empty(new EmptyState(context, u"noThread"_s, u"users"_s, m_pages))
    , m_live(new LiveRegion(this))
{
    setObjectName(u"threadPane"_s);
    m_pages->setObjectName(u"threadPages"_s);
    // Wherever it falls, the composer takes it.
    setAcceptDrops(true);
    m_pages->addWidget(m_empty);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_banner);
    all->addWidget(m_pages, 1);
    connect(m_banner, &Banner::appeared, m_live, &LiveRegion::say);
    retranslate();
}

void ThreadPane::makeConversation()
{
    m_conversation = new Backdrop(m_context.theme, m_pages);
    m_header = new ThreadHeader(m_context, m_conversation);
    m_view = new ThreadView(m_context.theme, m_context.avatars, m_context.clock, m_conversation);
    m_typing = new TextLabel(m_context.theme, TextStyle::Small, Token::TextDim, m_conversation);
    m_composer = new Composer(m_context, m_conversation);
    m_conversation->setObjectName(u"conversation"_s);
    m_view->setObjectName(u"threadView"_s);
    // In a low window with a long notice above, it gives way before the composer does.
    m_view->setMinimumHeight(m_context.theme.scaled(24));
    m_typing->setObjectName(u"typingLine"_s);
    m_typing->setElided(true);
    // The line always has its space: the messages do not move when a contact starts typing.
    const auto size = [this] { m_typing->setFixedHeight(m_context.theme.scaled(24)); };
    connect(&m_context.theme, &Theme::changed, m_typing, size);
    size();
    auto *column = new QVBoxLayout(m_conversation);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_view, 1);
    auto *typingRow = new QHBoxLayout;
    typingRow->setContentsMargins(16, 0, 16, 0);
    typingRow->addWidget(m_typing);
    column->addLayout(typingRow);
    column->addWidget(m_composer);
    m_pages->addWidget(m_conversation);
    connect(m_view, &ThreadView::linkActivated, this, &ThreadPane::linkActivated);
    connect(m_view, &ThreadView::endReached, this, &ThreadPane::endReached);
    connect(m_view, &ThreadView::wholeTextRequested, this,
            [this](const QString &text) { (new LongTextDialog(m_context, text, window()))->open(); });
    connect(m_view, &ThreadView::textTyped, this, [this](const QString &text) {
        m_composer->setFocus();
        m_composer->edit().insertText(text);
    });
    connect(m_composer, &Composer::sent, m_view, &ThreadView::scrollToEnd);
    wireComposer();
    connect(&m_view->model(), &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { sayNew(first, last); });
    retranslate();
    Q_EMIT conversationMade();
}

void ThreadPane::wireComposer()
{
    connect(m_composer, &Composer::edited, this, [this](bool isEmpty) {
        if (m_endpoint)
            m_session.typing().typed(*m_endpoint, isEmpty);
    });
    connect(m_composer, &Composer::sent, this, [this] {
        if (m_endpoint)
            m_session.typing().sent(*m_endpoint);
    });
}

void ThreadPane::showTyping()
{
    const QString text = m_endpoint ? Wording::typing(*m_endpoint) : QString();
    if (text == m_typing->text())
        return;
    m_typing->setText(text);
    if (text.isEmpty())
        m_typing->setAccessibleName(tr("No one is typing"));
    else
        announce(*m_typing, text);
}

void ThreadPane::sayNew(int first, int last)
{
    constexpr int readOut = 3; // More at once are only counted.
    const ThreadModel &model = m_view->model();
    if (last != model.rowCount() - 1 || !isActiveWindow())
        return;
    QStringList texts;
    for (int row = first; row <= last; ++row) {
        const Message &message = model.messageAt(row);
        if (!message.isOwn() && message.timeMs >= m_shownSinceMs)
            texts.append(m_view->spokenText(row));
    }
    if (texts.size() > readOut)
        m_live->say(tr("%Ln new message(s)", nullptr, int(texts.size())));
    else
        m_live->say(texts.join(u'\n'));
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
    m_session.typing().left();
    m_shownSinceMs = m_context.clock.nowMs();
    if (!m_conversation)
        makeConversation();
    Thread *thread = endpoint ? &m_session.thread(*endpoint) : nullptr;
    m_header->setEndpoint(endpoint);
    m_view->model().setOwnName(m_session.self().displayName());
    m_view->setThread(thread);
    m_composer->setThread(thread);
    showTyping();
    m_pages->setCurrentWidget(endpoint ? m_conversation : m_empty);
}

void ThreadPane::refresh()
{
    if (!m_endpoint)
        return;
    m_header->refresh();
    m_composer->refresh();
    showTyping();
}

void ThreadPane::retranslate()
{
    setAccessibleName(tr("Conversation"));
    m_pages->setAccessibleName(tr("Conversation"));
    if (m_conversation) {
        m_conversation->setAccessibleName(tr("Conversation"));
        m_view->setAccessibleName(tr("Messages"));
        m_typing->setText({});
        m_typing->setAccessibleName(tr("No one is typing"));
        showTyping();
    }
    m_empty->setTexts(tr("No conversation selected"),
                      tr("Select a contact from the list to start chatting."));
}

void ThreadPane::dragEnterEvent(QDragEnterEvent *event)
{
    if (m_endpoint && PastedText::isTakenFrom(*event->mimeData()))
        event->acceptProposedAction();
}

void ThreadPane::dropEvent(QDropEvent *event)
{
    if (!m_endpoint)
        return;
    // Always a copy: a file manager that moves would delete files that were not taken.
    event->setDropAction(Qt::CopyAction);
    event->accept();
    m_composer->take(PastedText::of(*event->mimeData()));
    m_composer->setFocus();
}

void ThreadPane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace roost
