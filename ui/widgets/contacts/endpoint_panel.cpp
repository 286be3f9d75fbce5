// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/contacts/endpoint_panel.h"

#include "base/visible_text.h"
#include "domain/account/session.h"
#include "models/connection_list_model.h"
#include "models/wording.h"
#include "widgets/contacts/connection_delegate.h"
#include "widgets/contacts/connection_list_accessible.h"
#include "widgets/controls/avatar_label.h"
#include "widgets/controls/icon_button.h"
#include "widgets/controls/switch_button.h"
#include "widgets/controls/text_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace roost {

using namespace Qt::StringLiterals;

EndpointPanel::EndpointPanel(const UiContext &context, Session &session, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_session(session)
    , m_connections(new ConnectionListModel(session.directory(), context.clock, this))
    , m_page(new QWidget)
    , m_avatar(new AvatarLabel(context, 88, m_page))
    , m_name(new TextLabel(context.theme, TextStyle::Title, Token::Text, m_page))
    , m_address(new TextLabel(context.theme, TextStyle::Small, Token::TextDim, m_page))
    , m_claim(new TextLabel(context.theme, TextStyle::Small, Token::TextDim, m_page))
    , m_status(new TextLabel(context.theme, TextStyle::Body, Token::TextDim, m_page))
    , m_edit(new QPushButton(m_page))
    , m_add(new QPushButton(m_page))
    , m_more(new IconButton(context.theme, u"more"_s, m_page))
    , m_connectionsHead(head(u"connectionsHead"))
    , m_list(new ConnectionListView(m_page))
    , m_noConnections(new TextLabel(context.theme, TextStyle::Body, Token::TextDim, m_page))
    , m_tellHead(head(u"tellHead"))
    , m_tell(new SwitchButton(context.theme, m_page))
    , m_labelsHead(head(u"labelsHead"))
    , m_labels(new TextLabel(context.theme, TextStyle::Body, Token::Text, m_page))
    , m_subscriptionHead(head(u"subscriptionHead"))
    , m_subscription(new TextLabel(context.theme, TextStyle::Body, Token::TextDim, m_page))
    , m_ask(new QPushButton(m_page))
    , m_accept(new QPushButton(m_page))
    , m_decline(new QPushButton(m_page))
{
    nameParts();
    build();
    wire();
    retranslate();
}

TextLabel *EndpointPanel::head(const char16_t *name)
{
    auto *label = new TextLabel(m_context.theme, TextStyle::TinyStrong, Token::TextDim, m_page);
    label->setObjectName(QString::fromUtf16(name));
    label->setContentsMargins(4, 20, 4, 4);
    return label;
}

void EndpointPanel::nameParts()
{
    setObjectName(u"endpointPanel"_s);
    m_page->setObjectName(u"endpointPage"_s);
    m_avatar->setObjectName(u"panelAvatar"_s);
    m_name->setObjectName(u"panelName"_s);
    m_address->setObjectName(u"panelAddress"_s);
    m_claim->setObjectName(u"panelClaim"_s);
    m_status->setObjectName(u"panelStatus"_s);
    m_edit->setObjectName(u"editContactButton"_s);
    m_add->setObjectName(u"addToContactsButton"_s);
    m_more->setObjectName(u"panelMenuButton"_s);
    m_list->setObjectName(u"connectionList"_s);
    m_noConnections->setObjectName(u"noConnections"_s);
    m_tell->setObjectName(u"tellWhenOnlineSwitch"_s);
    m_labels->setObjectName(u"panelLabels"_s);
    m_subscription->setObjectName(u"subscriptionText"_s);
    m_ask->setObjectName(u"askPresenceButton"_s);
    m_accept->setObjectName(u"acceptRequestButton"_s);
    m_decline->setObjectName(u"declineRequestButton"_s);
}

QVBoxLayout *EndpointPanel::buildHead()
{
    for (TextLabel *label : {m_name, m_address, m_claim, m_status}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
    }
    const auto selectable = Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard;
    m_address->setTextInteractionFlags(selectable);
    m_status->setTextInteractionFlags(selectable);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(m_add);
    buttons->addWidget(m_edit);
    buttons->addWidget(m_more);
    buttons->addStretch();
    auto *column = new QVBoxLayout;
    column->setSpacing(4);
    column->addWidget(m_avatar, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addWidget(m_name);
    column->addWidget(m_address);
    column->addWidget(m_claim);
    column->addWidget(m_status);
    column->addSpacing(8);
    column->addLayout(buttons);
    return column;
}

void EndpointPanel::build()
{
    m_list->setModel(m_connections);
    m_list->setItemDelegate(new ConnectionDelegate(m_context.theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setAutoFillBackground(false);
    for (TextLabel *label : {m_noConnections, m_labels, m_subscription}) {
        label->setWordWrap(true);
        label->setContentsMargins(8, 0, 8, 0);
    }
    auto *answers = new QHBoxLayout;
    answers->setContentsMargins(8, 4, 8, 0);
    answers->setSpacing(8);
    answers->addWidget(m_accept);
    answers->addWidget(m_decline);
    answers->addWidget(m_ask);
    answers->addStretch();

    auto *column = new QVBoxLayout(m_page);
    column->setContentsMargins(12, 20, 12, 20);
    column->setSpacing(0);
    column->addLayout(buildHead());
    for (QWidget *part : QList<QWidget *>{m_connectionsHead, m_list, m_noConnections, m_tellHead, m_tell,
                                          m_labelsHead, m_labels, m_subscriptionHead, m_subscription})
        column->addWidget(part);
    column->addLayout(answers);
    column->addStretch();

    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(u"endpointScroll"_s);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(m_page);
    m_page->setAutoFillBackground(false);
    m_page->hide();
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(1, 0, 0, 0);
    all->addWidget(scroll);
}

void EndpointPanel::wire()
{
    auto *menu = new QMenu(m_more);
    menu->setObjectName(u"panelMenu"_s);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        if (!m_endpoint)
            return;
        const bool blocked = m_endpoint->isBlocked();
        QAction *block = menu->addAction(blocked ? tr("Un&block") : tr("&Block"));
        block->setObjectName(u"blockAction"_s);
        connect(block, &QAction::triggered, this,
                [this, blocked] { Q_EMIT blockToggled(m_endpoint, !blocked); });
        if (m_endpoint->isContact()) {
            QAction *remove = menu->addAction(tr("&Remove from contacts…"));
            remove->setObjectName(u"removeAction"_s);
            connect(remove, &QAction::triggered, this, [this] { Q_EMIT removeRequested(m_endpoint); });
        }
    });
    m_more->setMenu(menu);
    m_more->setPopupMode(QToolButton::InstantPopup);
    wireConnections();
    connect(m_edit, &QPushButton::clicked, this, [this] { Q_EMIT editRequested(m_endpoint); });
    connect(m_add, &QPushButton::clicked, this, [this] { Q_EMIT addRequested(m_endpoint); });
    connect(m_ask, &QPushButton::clicked, this, [this] { Q_EMIT askPresenceRequested(m_endpoint); });
    connect(m_accept, &QPushButton::clicked, this, [this] { Q_EMIT acceptRequested(m_endpoint); });
    connect(m_decline, &QPushButton::clicked, this, [this] { Q_EMIT declineRequested(m_endpoint); });
    connect(m_tell, &QAbstractButton::clicked, this, [this](bool on) {
        if (m_endpoint)
            m_session.setTellWhenOnline(*m_endpoint, on);
    });
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_connections, signal, this, &EndpointPanel::fitConnections);
    connect(m_connections, &QAbstractItemModel::modelReset, this, &EndpointPanel::fitConnections);
    connect(&m_context.theme, &Theme::changed, this, [this] {
        fitConnections();
        update();
    });
}

void EndpointPanel::wireConnections()
{
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    const auto open = [this](const QModelIndex &index) {
        const QRect row = m_list->visualRect(index);
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        openConnectionMenu(index, m_list->viewport()->mapToGlobal(
                                      mirrored ? row.bottomLeft() : QPoint(row.center().x(), row.bottom())));
    };
    connect(m_list, &QListView::clicked, this, open);
    connect(m_list, &QWidget::customContextMenuRequested, this, [this, open](const QPoint &at) {
        const QModelIndex under = m_list->indexAt(at);
        if (under.isValid())
            openConnectionMenu(under, m_list->viewport()->mapToGlobal(at));
        else if (m_list->currentIndex().isValid())
            open(m_list->currentIndex());
    });
}

bool EndpointPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const QModelIndex current = m_list->currentIndex();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space) && current.isValid()) {
            openConnectionMenu(current,
                               m_list->viewport()->mapToGlobal(m_list->visualRect(current).center()));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void EndpointPanel::openConnectionMenu(const QModelIndex &index, const QPoint &global)
{
    auto *menu = new QMenu(m_list);
    menu->setObjectName(u"connectionMenu"_s);
    menu->setAccessibleName(tr("Connection"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *only = menu->addAction(tr("&Message only this device"));
    only->setObjectName(u"messageOnlyAction"_s);
    const QString resource = index.data(ConnectionListModel::Resource).toString();
    connect(only, &QAction::triggered, this, [this, endpoint = m_endpoint, resource] {
        if (endpoint && endpoint == m_endpoint)
            Q_EMIT targetRequested(endpoint, resource);
    });
    menu->popup(global);
}

void EndpointPanel::fitConnections()
{
    const int rows = m_connections->rowCount();
    m_list->setFixedHeight(rows * m_context.theme.scaled(48) + (rows > 0 ? 2 : 0));
    m_list->setVisible(rows > 0);
    m_noConnections->setVisible(rows == 0);
}

void EndpointPanel::setEndpoint(Endpoint *endpoint)
{
    m_endpoint = endpoint;
    m_connections->setEndpoint(endpoint);
    m_avatar->setEndpoint(endpoint);
    m_page->setVisible(endpoint != nullptr);
    fitConnections();
    refresh();
}

void EndpointPanel::refresh()
{
    if (!m_endpoint)
        return;
    const Endpoint &endpoint = *m_endpoint;
    const QString name = endpoint.displayName();
    m_name->setText(name);
    m_avatar->setAccessibleName(tr("Picture of %1").arg(Wording::isolated(name)));
    m_address->setText(endpoint.id().toDisplayString());
    m_address->setAccessibleName(tr("Address: %1").arg(Wording::isolated(endpoint.id().toDisplayString())));
    const QString claim = Wording::nameClaim(endpoint);
    m_claim->setText(claim);
    m_claim->setColor(endpoint.claims() ? Token::Dnd : Token::TextDim);
    m_claim->setVisible(!claim.isEmpty());
    const QString status = withoutDirectionControls(endpoint.presence().status.trimmed());
    m_status->setText(status.left(500));
    m_status->setAccessibleName(tr("Status: %1").arg(status.left(500)));
    m_status->setVisible(!status.isEmpty());
    m_edit->setVisible(endpoint.isContact());
    m_add->setVisible(!endpoint.isContact());
    m_tell->setText(tr("When they come online"));
    m_tell->setAccessibleName(tr("Tell me when %1 comes online").arg(Wording::isolated(name)));
    m_tell->setChecked(endpoint.tellsWhenOnline());
    QStringList labels;
    for (const QString &label : endpoint.labels())
        labels.append(Wording::isolated(label));
    m_labels->setText(labels.join(tr(", ", "between two labels")));
    m_labelsHead->setVisible(!labels.isEmpty());
    m_labels->setVisible(!labels.isEmpty());
    const QString last = endpoint.lastSeenMs() ? Wording::endpointSummary(endpoint, m_context.clock.nowMs())
                                               : tr("Not connected anywhere that you can see.");
    m_noConnections->setText(last);
    refreshSubscription();
}

void EndpointPanel::refreshSubscription()
{
    const Endpoint &endpoint = *m_endpoint;
    const bool seesThem =
        endpoint.subscription() == Subscription::To || endpoint.subscription() == Subscription::Both;
    QStringList lines;
    if (endpoint.isBlocked())
        lines.append(tr("Blocked: neither messages nor presence go either way."));
    else if (endpoint.wantsUs())
        lines.append(tr("Wants to see when you are online."));
    if (!endpoint.isBlocked()) {
        if (endpoint.isRequestPending() && !seesThem)
            lines.append(tr("You asked to see when they are online; no answer yet."));
        else if (!seesThem)
            lines.append(tr("You do not see when they are online."));
        else if (!endpoint.seesUs() && !endpoint.wantsUs())
            lines.append(tr("You see when they are online; they do not see when you are."));
        else if (endpoint.seesUs())
            lines.append(tr("You see each other's presence."));
    }
    m_subscription->setText(lines.join(u'\n'));
    m_subscription->setVisible(!lines.isEmpty());
    m_subscriptionHead->setVisible(!lines.isEmpty());
    const bool open = !endpoint.isBlocked();
    m_accept->setVisible(open && endpoint.wantsUs());
    m_decline->setVisible(open && endpoint.wantsUs());
    m_ask->setVisible(open && endpoint.isContact() && !seesThem && !endpoint.wantsUs());
    m_ask->setText(endpoint.isRequestPending() ? tr("Ask &again") : tr("Ask to &see presence"));
    m_ask->setAccessibleName(QString(m_ask->text()).remove(u'&'));
}

void EndpointPanel::retranslate()
{
    const auto name = [](QWidget *widget, const QString &text) { widget->setAccessibleName(text); };
    setAccessibleName(tr("Details"));
    name(findChild<QScrollArea *>(u"endpointScroll"_s), tr("Details"));
    name(m_page, tr("Details"));
    m_edit->setText(tr("&Edit…"));
    name(m_edit, tr("Edit name and labels"));
    m_add->setText(tr("&Add to contacts"));
    name(m_add, tr("Add to contacts"));
    m_more->setLabel(tr("More"));
    m_more->menu()->setAccessibleName(tr("More"));
    m_accept->setText(tr("Acce&pt"));
    name(m_accept, tr("Accept the request"));
    m_decline->setText(tr("&Decline"));
    name(m_decline, tr("Decline the request"));
    name(m_list, tr("Connections"));
    // Section heads stand in capitals where the script has them.
    m_connectionsHead->setText(tr("Connections").toUpper());
    m_tellHead->setText(tr("Tell me").toUpper());
    m_labelsHead->setText(tr("Labels").toUpper());
    m_subscriptionHead->setText(tr("Presence").toUpper());
    refresh();
}

void EndpointPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void EndpointPanel::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_context.theme.color(Token::Panel));
}

} // namespace roost
