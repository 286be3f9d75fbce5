// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/thread_header.h"

#include "base/clock.h"
#include "domain/contacts/endpoint.h"
#include "models/wording.h"
#include "widgets/controls/avatar_label.h"
#include "widgets/controls/icon_button.h"
#include "widgets/controls/text_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace roost {

using namespace Qt::StringLiterals;

ThreadHeader::ThreadHeader(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_avatar(new AvatarLabel(context, 40, this))
    , m_name(new TextLabel(context.theme, TextStyle::Title, Token::Text, this))
    , m_claim(new TextLabel(context.theme, TextStyle::Small, Token::TextDim, this))
    , m_summary(new TextLabel(context.theme, TextStyle::Small, Token::TextDim, this))
    , m_panel(new IconButton(context.theme, u"panel"_s, this))
{
    setObjectName(u"threadHeader"_s);
    m_avatar->setObjectName(u"threadAvatar"_s);
    m_name->setObjectName(u"threadName"_s);
    m_claim->setObjectName(u"threadClaim"_s);
    m_summary->setObjectName(u"threadSummary"_s);
    m_panel->setObjectName(u"panelButton"_s);
    m_name->setElided(true);
    m_claim->setElided(true);
    m_summary->setElided(true);
    m_panel->setCheckable(true);

    auto *lines = new QVBoxLayout;
    lines->setSpacing(0);
    lines->addStretch();
    auto *names = new QHBoxLayout;
    names->setSpacing(8);
    names->addWidget(m_name);
    names->addWidget(m_claim, 1);
    lines->addLayout(names);
    lines->addWidget(m_summary);
    lines->addStretch();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(12);
    row->addWidget(m_avatar);
    row->addLayout(lines, 1);
    row->addWidget(m_panel);
    const auto size = [this] {
        setFixedHeight(m_context.theme.scaled(60));
        update();
    };
    connect(&context.theme, &Theme::changed, this, size);
    connect(m_panel, &QAbstractButton::toggled, this, &ThreadHeader::panelToggled);
    size();
    refresh();
}

void ThreadHeader::setEndpoint(const Endpoint *endpoint)
{
    m_endpoint = endpoint;
    m_avatar->setEndpoint(endpoint);
    refresh();
}

void ThreadHeader::refresh()
{
    m_panel->setLabel(tr("Details"));
    setAccessibleName(tr("Conversation"));
    if (!m_endpoint)
        return;
    const qint64 now = m_context.clock.nowMs();
    m_name->setText(m_endpoint->displayName());
    const QString claim = Wording::nameClaim(*m_endpoint);
    m_claim->setText(claim);
    m_claim->setColor(m_endpoint->claims() ? Token::Dnd : Token::TextDim);
    m_claim->setVisible(!claim.isEmpty());
    m_summary->setText(Wording::endpointSummary(*m_endpoint, now));
    m_avatar->setPresence(m_endpoint->presence().show);
    m_avatar->setAccessibleName(tr("Picture of %1").arg(m_endpoint->displayName()));
    m_summary->setAccessibleDescription(Wording::presenceReason(*m_endpoint, now));
    tick();
}

void ThreadHeader::tick()
{
    // "away 4 min" changes with time.
    if (m_isTicking)
        return;
    m_isTicking = true;
    m_context.clock.after(std::chrono::minutes(1), this, [this] {
        m_isTicking = false;
        refresh();
    });
}

void ThreadHeader::setPanelShown(bool shown) { m_panel->setChecked(shown); }

void ThreadHeader::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

void ThreadHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_context.theme.color(Token::Window));
    painter.fillRect(0, height() - 1, width(), 1, m_context.theme.color(Token::Line));
}

} // namespace roost
