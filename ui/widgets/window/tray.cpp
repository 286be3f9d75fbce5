// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/window/tray.h"

#include "models/session_host.h"
#include "widgets/controls/presence_menu.h"
#include "widgets/look/theme.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace roost {

using namespace Qt::StringLiterals;

Tray::Tray(const UiContext &context, SessionHost &host, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_host(host)
    , m_presence(new PresenceMenu(context.theme, host, &m_menu))
    , m_show(new QAction(this))
    , m_quit(new QAction(this))
{
    m_menu.setObjectName(u"trayMenu"_s);
    m_presence->setObjectName(u"trayPresenceMenu"_s);
    m_show->setObjectName(u"trayShowAction"_s);
    m_quit->setObjectName(u"trayQuitAction"_s);
    m_menu.addAction(m_show);
    m_menu.addMenu(m_presence);
    m_menu.addSeparator();
    m_menu.addAction(m_quit);
    m_menu.installEventFilter(this);
    connect(m_show, &QAction::triggered, this, &Tray::toggleRequested);
    connect(m_quit, &QAction::triggered, this, &Tray::quitRequested);
    connect(m_presence, &PresenceMenu::statusTextRequested, this, &Tray::statusTextRequested);
    connect(&host, &SessionHost::sessionOpened, this, &Tray::follow);
    connect(&host, &SessionHost::sessionClosing, this, [this] {
        m_shownCount = -1;
        m_shownOnline = false;
        paint();
    });
    connect(&context.theme, &Theme::changed, this, [this] {
        m_shownCount = -1;
        refresh();
    });
    retranslate();
    if (host.session())
        follow(host.session());
}

Tray::~Tray() = default;

bool Tray::isAvailable() { return QSystemTrayIcon::isSystemTrayAvailable(); }

QSystemTrayIcon &Tray::icon()
{
    if (!m_icon) {
        m_icon = std::make_unique<QSystemTrayIcon>();
        m_icon->setContextMenu(&m_menu);
        connect(m_icon.get(), &QSystemTrayIcon::activated, this,
                [this](QSystemTrayIcon::ActivationReason reason) {
                    if (reason == QSystemTrayIcon::Trigger)
                        Q_EMIT toggleRequested();
                });
        paint();
        retranslate();
    }
    return *m_icon;
}

void Tray::setShown(bool shown)
{
    if (shown)
        icon().show();
    else
        m_icon.reset();
}

void Tray::paint()
{
    if (m_icon)
        m_icon->setIcon(iconFor(m_context.theme, std::max(0, m_shownCount), m_shownOnline));
}

void Tray::follow(Session *session)
{
    connect(session, &Session::stateChanged, this, &Tray::refresh);
    connect(&session->directory(), &EndpointDirectory::loaded, this, &Tray::refresh);
    connect(&session->directory().changes(), &ChangeBus::changed, this,
            [this](const QList<ChangeBus::Change> &changes) {
                for (const ChangeBus::Change &change : changes)
                    m_refreshes = m_refreshes || change.what.testFlag(EndpointChange::Unread);
                if (std::exchange(m_refreshes, false))
                    refresh();
            });
    refresh();
}

void Tray::refresh()
{
    Session *session = m_host.session();
    if (!session)
        return;
    int unread = 0;
    const QList<Endpoint *> listed = session->directory().listed();
    for (const Endpoint *endpoint : listed)
        unread += endpoint->unread() > 0;
    const bool online = session->state() == SessionState::Online;
    const bool isNew = unread != m_shownCount || online != m_shownOnline;
    m_shownCount = unread;
    m_shownOnline = online;
    if (isNew)
        paint();
    retranslate();
}

void Tray::retranslate()
{
    m_menu.setAccessibleName(tr("Roost"));
    m_show->setText(tr("&Show or hide the window"));
    m_quit->setText(tr("&Quit"));
    m_presence->setTitle(tr("&Presence"));
    const QString unread = m_shownCount > 0 ? tr("%Ln unread conversation(s)", nullptr, m_shownCount)
                                            : tr("no unread conversations");
    if (m_icon)
        m_icon->setToolTip(tr("Roost: %1").arg(unread));
}

bool Tray::eventFilter(QObject *watched, QEvent *event)
{
    // The tray is not a widget; this retranslates its menu.
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    return QObject::eventFilter(watched, event);
}

QIcon Tray::iconFor(const Theme &theme, int count, bool online)
{
    const QIcon plain(u":/icons/roost.svg"_s);
    QIcon result;
    for (const int size : {16, 22, 24, 32, 48, 64}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setOpacity(online ? 1.0 : 0.55);
        plain.paint(&painter, 0, 0, size, size);
        painter.setOpacity(1.0);
        if (count > 0) {
            const qreal badge = size * 0.62;
            const QRectF box(size - badge, 0, badge, badge);
            painter.setPen(QPen(Qt::white, std::max(1.0, size / 24.0)));
            painter.setBrush(theme.color(Token::Dnd));
            painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5));
            QFont font = theme.font(TextStyle::TinyStrong);
            font.setPixelSize(std::max(7, int(badge * (count > 9 ? 0.55 : 0.7))));
            painter.setFont(font);
            painter.setPen(Qt::white);
            painter.drawText(box, Qt::AlignCenter, count > 99 ? u"…"_s : QLocale().toString(count));
        }
        painter.end();
        result.addPixmap(pixmap);
    }
    return result;
}

} // namespace roost
