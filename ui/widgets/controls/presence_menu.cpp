// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/presence_menu.h"

#include "models/session_host.h"
#include "models/wording.h"
#include "widgets/look/presence_mark.h"
#include "widgets/look/remote_text.h"
#include "widgets/look/theme.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QEvent>
#include <QPainter>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

constexpr int widestNote = 320; ///< px of the design.

QIcon presenceIcon(const Theme &theme, Show show)
{
    constexpr int size = 16;
    constexpr int ratio = 2;
    QPixmap pixmap(size * ratio, size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paintPresence(painter, QRectF(3, 3, 10, 10), show, theme, theme.color(Token::Window));
    return QIcon(pixmap);
}

} // namespace

QString showTitle(Show show)
{
    switch (show) {
    case Show::Chat:
        return PresenceMenu::tr("Free to chat");
    case Show::Available:
        return PresenceMenu::tr("Available");
    case Show::Away:
        return PresenceMenu::tr("Away");
    case Show::DoNotDisturb:
        return PresenceMenu::tr("Do not disturb");
    case Show::ExtendedAway:
        return PresenceMenu::tr("Extended away");
    case Show::Offline:
        break;
    }
    return PresenceMenu::tr("Offline");
}

PresenceMenu::PresenceMenu(const Theme &theme, SessionHost &host, QWidget *parent)
    : QMenu(parent)
    , m_theme(theme)
    , m_host(host)
{
    setObjectName(u"presenceMenu"_s);
    setAccessibleName(tr("Your presence"));
    // Filled each time it opens: presence and Connections change.
    connect(this, &QMenu::aboutToShow, this, &PresenceMenu::fill);
    fill();
}

QString PresenceMenu::otherConnections() const
{
    Session *session = m_host.session();
    if (!session)
        return {};
    QStringList others;
    const Jid own = session->client().ownJid();
    for (const Connection &connection : session->self().connections()) {
        if (connection.resource() != own.resourceView())
            others.append(Wording::isolated(Wording::connectionTitle(connection)));
    }
    if (others.isEmpty())
        return {};
    return tr("Also on: %1").arg(others.join(tr(", ", "between two devices")));
}

void PresenceMenu::fill()
{
    clear();
    Session *session = m_host.session();
    const SessionState state = session ? session->state() : SessionState::Closed;
    const bool away = state == SessionState::Offline || state == SessionState::Closed;
    const Show current = session && !away ? session->ownPresence().show : Show::Offline;
    auto *group = new QActionGroup(this);
    const std::pair<Show, const char16_t *> shows[] = {
        {Show::Available, u"presenceAvailable"},
        {Show::Chat, u"presenceChat"},
        {Show::Away, u"presenceAway"},
        {Show::ExtendedAway, u"presenceExtendedAway"},
        {Show::DoNotDisturb, u"presenceDoNotDisturb"},
        {Show::Offline, u"presenceOffline"},
    };
    for (const auto &[show, name] : shows) {
        QAction *action = addAction(presenceIcon(m_theme, show), showTitle(show));
        action->setObjectName(QString::fromUtf16(name));
        action->setCheckable(true);
        action->setChecked(show == current);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, chosen = show] { choose(chosen); });
    }
    addSeparator();
    QAction *status = addAction(tr("Status &text…"));
    status->setObjectName(u"statusTextAction"_s);
    status->setEnabled(session != nullptr);
    connect(status, &QAction::triggered, this, &PresenceMenu::statusTextRequested);
    if (const QString others = otherConnections(); !others.isEmpty()) {
        addSeparator();
        QAction *note = addAction(entryText(others, fontMetrics(), m_theme.scaled(widestNote)));
        note->setObjectName(u"otherConnectionsNote"_s);
        note->setEnabled(false);
    }
}

void PresenceMenu::choose(Show show)
{
    Session *session = m_host.session();
    if (!session)
        return;
    if (show == Show::Offline) {
        m_host.goOffline();
        return;
    }
    session->setOwnPresence(show, session->ownPresence().status, session->ownPriority());
    const SessionState state = session->state();
    if (state == SessionState::Offline || state == SessionState::Failed)
        m_host.goOnline();
}

void PresenceMenu::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Your presence"));
        fill();
    }
    QMenu::changeEvent(event);
}

} // namespace roost
