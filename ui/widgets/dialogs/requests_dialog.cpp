// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/requests_dialog.h"

#include "base/answer.h"
#include "base/clock.h"
#include "base/visible_text.h"
#include "domain/account/session.h"
#include "models/wording.h"
#include "widgets/controls/avatar_label.h"
#include "widgets/controls/empty_state.h"
#include "widgets/controls/text_label.h"
#include "widgets/look/error_text.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace roost {

using namespace Qt::StringLiterals;

namespace {
/// Maximum length of a stranger's message: enough to identify the person, too little to fill the window.
constexpr qsizetype maxMessage = 300;
/// Maximum number of rows; further requests are folded into one row.
constexpr qsizetype mostRows = 30;
} // namespace

RequestsDialog::RequestsDialog(const UiContext &context, Session &session, QWidget *parent)
    : Dialog(context, u"requestsDialog"_s, parent)
    , m_session(session)
    , m_scroll(new QScrollArea(this))
    , m_empty(new EmptyState(context, u"noRequests"_s, u"inbox"_s, this))
    , m_close(new QPushButton(this))
{
    m_scroll->setObjectName(u"requestsScroll"_s);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_close->setObjectName(u"closeButton"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_empty, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_close);
    column->addLayout(buttons);
    resize(context.theme.scaled(520), context.theme.scaled(400));
    connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
    // A request that is answered takes its row along; not from inside that row's own click.
    connect(&session, &Session::requestsChanged, this, &RequestsDialog::scheduleFill);
    retranslate();
}

void RequestsDialog::retranslate()
{
    setWindowTitle(tr("Requests"));
    setAccessibleName(tr("Requests"));
    m_scroll->setAccessibleName(tr("Requests"));
    m_close->setText(tr("&Close"));
    m_close->setAccessibleName(tr("Close"));
    m_empty->setTexts(tr("No requests"), tr("Requests to see when you’re online appear here."));
    fill();
}

void RequestsDialog::fill()
{
    auto *page = new QWidget;
    page->setObjectName(u"requestsPage"_s);
    page->setAccessibleName(tr("Requests"));
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(16);
    const QList<Endpoint *> requests = m_session.requests();
    for (Endpoint *endpoint : requests.first(std::min<qsizetype>(requests.size(), mostRows)))
        column->addWidget(rowFor(*endpoint));
    if (requests.size() > mostRows)
        column->addWidget(moreRow(requests));
    column->addStretch();
    m_scroll->setWidget(page);
    m_scroll->setVisible(!requests.isEmpty());
    m_empty->setVisible(requests.isEmpty());
}

/// One row for all requests of a flood.
QWidget *RequestsDialog::moreRow(const QList<Endpoint *> &requests)
{
    const qsizetype hidden = requests.size() - mostRows;
    auto *row = new QWidget;
    row->setObjectName(u"moreRequests"_s);
    auto *label = new TextLabel(context().theme, TextStyle::Body, Token::TextDim, row);
    label->setObjectName(u"moreRequestsText"_s);
    label->setText(tr("And %Ln more", nullptr, int(hidden)));
    row->setAccessibleName(label->text());
    auto *decline = new QPushButton(tr("Decline all of these"), row);
    decline->setObjectName(u"declineMoreRequests"_s);
    decline->setAccessibleName(tr("Decline all of these"));
    decline->setAutoDefault(false);
    connect(decline, &QPushButton::clicked, this, [this] {
        const QList<Endpoint *> all = m_session.requests();
        for (qsizetype i = mostRows; i < all.size(); ++i)
            m_session.refuseRequest(*all.at(i));
    });
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(label, 1);
    line->addWidget(decline);
    return row;
}

void RequestsDialog::scheduleFill()
{
    if (std::exchange(m_fillWaits, true))
        return;
    context().clock.after(std::chrono::milliseconds(100), this, [this] {
        m_fillWaits = false;
        fill();
    });
}

QWidget *RequestsDialog::rowFor(Endpoint &endpoint)
{
    const Theme &theme = context().theme;
    const QString id = endpoint.id().toString();
    const QString name = endpoint.displayName();
    auto *row = new QWidget;
    row->setObjectName("request:"_L1 + id);
    row->setAccessibleName(tr("Request from %1").arg(Wording::isolated(name)));
    auto *avatar = new AvatarLabel(context(), 40, row);
    avatar->setObjectName("requestAvatar:"_L1 + id);
    avatar->setAccessibleName(tr("Picture of %1").arg(Wording::isolated(name)));
    avatar->setEndpoint(&endpoint);
    const auto text = [&](const char16_t *part, TextStyle style, Token color, const QString &shown) {
        auto *label = new TextLabel(theme, style, color, row);
        label->setObjectName(QString::fromUtf16(part) + u':' + id);
        label->setText(shown);
        return label;
    };
    TextLabel *title = text(u"requestName", TextStyle::BodyStrong, Token::Text, name);
    const QString shownAddress = endpoint.id().toDisplayString();
    TextLabel *address = text(u"requestAddress", TextStyle::Small, Token::TextDim, shownAddress);
    TextLabel *claim = text(u"requestClaim", TextStyle::Small,
                            endpoint.claims() ? Token::Dnd : Token::TextDim, Wording::nameClaim(endpoint));
    // Without a name, the address is the title. It is never cut: a cut address says nothing.
    const bool hasName = name != shownAddress;
    title->setElided(hasName);
    title->setWordWrap(!hasName);
    address->setElided(true);
    address->setVisible(hasName);
    claim->setWordWrap(true);
    claim->setVisible(!claim->text().isEmpty());
    const QString words = singleLine(endpoint.requestMessage()).left(maxMessage);
    TextLabel *message = text(u"requestMessage", TextStyle::Body, Token::Text, words);
    message->setWordWrap(true);
    message->setVisible(!words.isEmpty());

    auto *lines = new QVBoxLayout;
    lines->setSpacing(0);
    lines->addWidget(title);
    auto *top = new QHBoxLayout;
    top->setSpacing(12);
    top->addWidget(avatar);
    top->addLayout(lines, 1);
    addButtons(*top, *row, endpoint);
    auto *all = new QVBoxLayout(row);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(8);
    all->addLayout(top);
    // Across the whole row: an address that is cut says nothing. Under the name, in either direction.
    auto *under = new QVBoxLayout;
    under->setContentsMargins(52, 0, 52, 0);
    under->setSpacing(4);
    for (TextLabel *each : {address, claim, message})
        under->addWidget(each);
    all->addLayout(under);
    return row;
}

void RequestsDialog::addButtons(QHBoxLayout &layout, QWidget &row, Endpoint &endpoint)
{
    const QString id = endpoint.id().toString();
    const QString name = endpoint.displayName();
    const auto button = [&](const char16_t *part, const QString &shown, const QString &accessible) {
        auto *made = new QPushButton(shown, &row);
        made->setObjectName(QString::fromUtf16(part) + u':' + id);
        made->setAccessibleName(accessible.arg(Wording::isolated(name)));
        made->setAutoDefault(false);
        return made;
    };
    QPushButton *accept = button(u"acceptRequest", tr("Accept"), tr("Accept the request from %1"));
    QPushButton *decline = button(u"declineRequest", tr("Decline"), tr("Decline the request from %1"));
    QPushButton *block = button(u"blockRequest", tr("Block"), tr("Block %1"));
    accept->setProperty("primary", true);
    connect(accept, &QPushButton::clicked, this, [this, &endpoint] { m_session.approveRequest(endpoint); });
    connect(decline, &QPushButton::clicked, this, [this, &endpoint] { m_session.refuseRequest(endpoint); });
    connect(block, &QPushButton::clicked, this, [this, &endpoint] { blockEndpoint(endpoint); });
    for (QPushButton *each : {accept, decline, block})
        layout.addWidget(each);
}

void RequestsDialog::blockEndpoint(Endpoint &endpoint)
{
    m_session.refuseRequest(endpoint);
    onAnswer(m_session.block(endpoint), this, [this](const Status &status) {
        if (!status)
            Q_EMIT noticeRaised(errorText(status.error(), m_session.account().domain()));
    });
}

} // namespace roost
