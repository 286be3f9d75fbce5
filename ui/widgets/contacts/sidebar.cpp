// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/contacts/sidebar.h"

#include "models/endpoint_list_model.h"
#include "models/session_host.h"
#include "models/wording.h"
#include "widgets/contacts/contact_list_view.h"
#include "widgets/contacts/own_header.h"
#include "widgets/controls/empty_state.h"
#include "widgets/controls/icon_button.h"
#include "widgets/controls/plain_button.h"
#include "widgets/controls/presence_menu.h"
#include "widgets/controls/text_label.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace roost {

using namespace Qt::StringLiterals;

namespace {
constexpr int tabMargin = 12; ///< Margin on both sides of the tabs.
constexpr int tabGap = 4;
} // namespace

Sidebar::Sidebar(const UiContext &context, SessionHost &host, QMenu &menu, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_host(host)
    , m_model(new EndpointListModel(host.session()->directory(), context.clock, this))
    , m_filter(new EndpointFilterModel(this))
    , m_own(new OwnHeader(context, host, this))
    , m_presenceMenu(new PresenceMenu(context.theme, host, this))
    , m_more(new IconButton(context.theme, u"more"_s, this))
    , m_search(new QLineEdit(this))
    , m_searchHint(new TextLabel(context.theme, TextStyle::Tiny, Token::TextFaint, m_search))
    , m_requests(new PlainButton(context.theme, PlainButton::Kind::Strip, this))
    , m_pages(new QStackedWidget(this))
    , m_list(new ContactListView(context.theme, context.avatars, m_pages))
    , m_noContacts(new EmptyState(context, u"noContacts"_s, u"users"_s, m_pages))
    , m_noHits(new EmptyState(context, u"noHits"_s, u"search"_s, m_pages))
{
    m_filter->setSourceModel(m_model);
    m_list->setModel(m_filter);
    build(menu);
    wire();
    retranslate();
}

Sidebar::~Sidebar() = default;

void Sidebar::build(QMenu &menu)
{
    setObjectName(u"sidebar"_s);
    m_more->setObjectName(u"menuButton"_s);
    m_search->setObjectName(u"searchField"_s);
    m_searchHint->setObjectName(u"searchHint"_s);
    m_requests->setObjectName(u"requestsButton"_s);
    m_pages->setObjectName(u"contactPages"_s);
    m_list->setObjectName(u"contactList"_s);
    m_noContacts->setGround(int(Token::Sidebar));
    m_noHits->setGround(int(Token::Sidebar));
    m_more->setMenu(&menu);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_search->setMinimumHeight(m_context.theme.scaled(32));
    m_search->setMaxLength(200);
    m_search->installEventFilter(this);
    arrange();
}

void Sidebar::arrange()
{
    auto *top = new QHBoxLayout;
    top->setContentsMargins(8, 8, 8, 4);
    top->setSpacing(4);
    top->addWidget(m_own, 1);
    top->addWidget(m_more);
    auto *searchRow = new QHBoxLayout;
    searchRow->setContentsMargins(12, 0, 12, 0);
    searchRow->addWidget(m_search);
    auto *hintRow = new QHBoxLayout(m_search);
    hintRow->setContentsMargins(10, 0, 10, 0);
    hintRow->addStretch();
    hintRow->addWidget(m_searchHint);
    m_searchHint->setAttribute(Qt::WA_TransparentForMouseEvents);

    auto *requestRow = new QHBoxLayout;
    requestRow->setContentsMargins(8, 0, 8, 4);
    requestRow->addWidget(m_requests);
    for (QWidget *page : QList<QWidget *>{m_list, m_noContacts, m_noHits})
        m_pages->addWidget(page);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addLayout(searchRow);
    column->addLayout(makeTabs());
    column->addLayout(requestRow);
    column->addWidget(m_pages, 1);
}

QHBoxLayout *Sidebar::makeTabs()
{
    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(tabMargin, 8, tabMargin, 8);
    tabRow->setSpacing(tabGap);
    auto *group = new QButtonGroup(this);
    const char16_t *const names[] = {u"allTab", u"unreadTab", u"onlineTab"};
    for (std::size_t i = 0; i < m_tabs.size(); ++i) {
        m_tabs[i] = new PlainButton(m_context.theme, PlainButton::Kind::Pill, this);
        m_tabs[i]->setObjectName(QString::fromUtf16(names[i]));
        m_tabs[i]->setCheckable(true);
        group->addButton(m_tabs[i], int(i));
        tabRow->addWidget(m_tabs[i]);
    }
    tabRow->addStretch();
    m_tabs[0]->setChecked(true);
    // Not idClicked(): assistive technology toggles a button without a click.
    connect(group, &QButtonGroup::idToggled, this, [this](int id, bool isOn) {
        if (isOn)
            setTab(EndpointTab(id));
    });
    return tabRow;
}

void Sidebar::wire()
{
    Session *session = m_host.session();
    connect(m_own, &QAbstractButton::clicked, this, [this] {
        const QPoint below(
            layoutDirection() == Qt::RightToLeft ? m_own->width() - m_presenceMenu->sizeHint().width() : 0,
            m_own->height());
        m_presenceMenu->popup(m_own->mapToGlobal(below));
    });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setText(text);
        m_searchHint->setVisible(text.isEmpty());
        refreshEmpty();
    });
    connect(m_list, &ContactListView::searchRequested, this, [this](const QString &text) {
        m_search->setFocus();
        m_search->insert(text);
    });
    connect(m_list, &ContactListView::endpointOpened, this, &Sidebar::endpointOpened);
    connect(m_list, &ContactListView::endpointSelected, this, [this](Endpoint *endpoint) {
        m_filter->setKept(endpoint);
        Q_EMIT endpointSelected(endpoint);
    });
    connect(m_model, &EndpointListModel::countsChanged, this, &Sidebar::refreshCounts);
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, signal, this, &Sidebar::refreshEmpty);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &Sidebar::refreshEmpty);
    connect(m_noContacts, &EmptyState::actionRequested, this, &Sidebar::addContactRequested);
    connect(m_requests, &QAbstractButton::clicked, this, &Sidebar::requestsRequested);
    connect(session, &Session::requestsChanged, this, &Sidebar::refreshRequests);
    connect(session, &Session::ownPresenceChanged, this, &Sidebar::refreshOwn);
    connect(session, &Session::stateChanged, this, &Sidebar::refreshOwn);
    connect(&m_context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Sidebar::retranslate()
{
    setAccessibleName(tr("Contacts"));
    m_pages->setAccessibleName(tr("Contacts"));
    m_list->setAccessibleName(tr("Contacts"));
    m_more->setLabel(tr("Menu"));
    m_search->setPlaceholderText(tr("Search people"));
    m_search->setAccessibleName(tr("Search people"));
    m_searchHint->setText(QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText));
    m_searchHint->setAccessibleName(tr("Keyboard shortcut for the search field"));
    m_noContacts->setTexts(tr("No contacts yet"),
                           tr("Add someone by their address to see when they’re online."), tr("Add contact"));
    refreshCounts();
    refreshRequests();
    refreshEmpty();
    refreshOwn();
}

void Sidebar::refreshCounts()
{
    const int unread = m_model->unreadCount();
    const int online = m_model->onlineCount();
    m_tabs[0]->setText(tr("All"));
    m_tabs[1]->setText(unread ? tr("Unread %L1").arg(unread) : tr("Unread"));
    m_tabs[2]->setText(online ? tr("Online %L1").arg(online) : tr("Online"));
    int least = 2 * tabMargin + int(m_tabs.size() - 1) * tabGap;
    for (const PlainButton *tab : m_tabs)
        least += tab->minimumSizeHint().width();
    if (least > width()) { // Numbers are hidden before a word is cut.
        m_tabs[1]->setText(tr("Unread"));
        m_tabs[2]->setText(tr("Online"));
    }
    m_tabs[0]->setAccessibleName(tr("All contacts"));
    m_tabs[1]->setAccessibleName(tr("Unread: %Ln contact(s)", nullptr, unread));
    m_tabs[2]->setAccessibleName(tr("Online: %Ln contact(s)", nullptr, online));
    for (PlainButton *tab : m_tabs) {
        tab->updateGeometry();
        tab->update();
    }
}

void Sidebar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    refreshCounts();
}

void Sidebar::refreshRequests()
{
    const int count = int(m_host.session()->requests().size());
    const QString text = tr("%Ln request(s) to see when you’re online", nullptr, count);
    m_requests->setText(text);
    m_requests->setAccessibleName(text);
    m_requests->setVisible(count > 0);
    m_more->setMarked(count > 0);
}

void Sidebar::refreshEmpty()
{
    const bool searching = !m_filter->text().trimmed().isEmpty();
    QWidget *page = m_noHits;
    if (m_filter->rowCount() > 0)
        page = m_list;
    else if (m_model->rowCount() == 0 && !searching)
        page = m_noContacts;
    m_pages->setCurrentWidget(page);
    if (searching)
        m_noHits->setTexts(tr("No matches"),
                           tr("No contact in this list matches “%1”.")
                               .arg(Wording::isolated(m_filter->text().trimmed().left(60))));
    else if (m_filter->tab() == EndpointTab::Unread)
        m_noHits->setTexts(tr("All read"), tr("You have no unread messages."));
    else
        m_noHits->setTexts(tr("No one online"), tr("None of your contacts are online right now."));
}

void Sidebar::refreshOwn() { m_own->refresh(); }

void Sidebar::lookAtClock() { m_model->lookAtClock(); }

void Sidebar::setTab(EndpointTab tab)
{
    if (PlainButton *button = m_tabs[std::size_t(tab)]; !button->isChecked()) {
        button->setChecked(true); // The signal of the button calls this function again.
        return;
    }
    m_filter->setKept(m_list->currentEndpoint());
    m_filter->setTab(tab);
    refreshCounts();
    refreshEmpty();
}

void Sidebar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void Sidebar::openFirst()
{
    Endpoint *endpoint = m_list->currentEndpoint();
    if (!endpoint || m_filter->rowOf(endpoint) < 0)
        endpoint = m_filter->rowCount() > 0 ? m_filter->endpointAt(0) : nullptr;
    if (!endpoint)
        return;
    m_search->clear();
    Q_EMIT endpointOpened(endpoint);
}

bool Sidebar::searchKey(int key)
{
    switch (key) {
    case Qt::Key_Escape:
        if (m_search->text().isEmpty())
            m_list->setFocus();
        m_search->clear();
        return true;
    case Qt::Key_Down:
        if (m_filter->rowCount() > 0) {
            m_list->setFocus(Qt::OtherFocusReason);
            if (!m_list->currentIndex().isValid())
                m_list->setCurrentIndex(m_filter->index(0, 0));
        }
        return true;
    case Qt::Key_Up:
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        openFirst();
        return true;
    default:
        return false;
    }
}

bool Sidebar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress)
        return searchKey(static_cast<QKeyEvent *>(event)->key());
    return QWidget::eventFilter(watched, event);
}

void Sidebar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_model->setLocale(QLocale());
        retranslate();
    }
    QWidget::changeEvent(event);
}

void Sidebar::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_context.theme.color(Token::Sidebar));
}

} // namespace roost
