// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/banner.h"

#include "domain/account/storage_care.h"
#include "models/wording.h"
#include "widgets/controls/plain_button.h"
#include "widgets/controls/text_label.h"
#include "widgets/look/error_text.h"
#include "widgets/look/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

namespace roost {

using namespace Qt::StringLiterals;

Banner::Banner(const UiContext &context, Session &session, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_session(session)
    , m_label(new TextLabel(context.theme, TextStyle::Body, Token::Text, this))
    , m_button(new PlainButton(context.theme, PlainButton::Kind::Link, this))
{
    setObjectName(u"banner"_s);
    m_label->setObjectName(u"bannerText"_s);
    m_label->setWordWrap(true);
    m_button->setObjectName(u"bannerButton"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 12, 6);
    row->addWidget(m_label, 1);
    row->addWidget(m_button);
    connect(m_button, &PlainButton::clicked, this, &Banner::act);
    connect(&session, &Session::stateChanged, this, &Banner::refresh);
    connect(&session, &Session::queuedCountChanged, this, &Banner::refresh);
    connect(&session.storage(), &StorageCare::changed, this, &Banner::refresh);
    refresh();
}

void Banner::showNotice(const QString &text)
{
    m_notice = text;
    refresh();
}

QString Banner::sessionText() const
{
    switch (m_session.state()) {
    case SessionState::Offline:
        return tr("You are offline.");
    case SessionState::Connecting:
        return tr("Connecting…");
    case SessionState::Waiting: {
        const qint64 left = m_session.nextAttemptInMs();
        if (left < 0)
            return tr("Not connected.");
        return tr("Reconnecting in %Ln s", nullptr, int((left + 999) / 1000));
    }
    case SessionState::Failed:
        return reasonText();
    case SessionState::Closed:
    case SessionState::Loading:
    case SessionState::Online:
        break;
    }
    return {};
}

QString Banner::reasonText() const { return errorText(m_session.lastError(), m_session.account().domain()); }

Banner::Deed Banner::sessionDeed() const
{
    switch (m_session.state()) {
    case SessionState::Offline:
        return Deed::GoOnline;
    case SessionState::Waiting:
        return Deed::Retry;
    case SessionState::Failed:
        return m_session.lastError().kind == ErrorKind::WrongPassword ? Deed::SignIn : Deed::GoOnline;
    default:
        return Deed::None;
    }
}

/// Notices about the database, worst first.
QString Banner::storageText() const
{
    const StorageCare &storage = m_session.storage();
    QStringList lines;
    if (storage.writeError().kind != ErrorKind::None)
        lines += tr("%1 Until this is fixed, new messages are not shown and yours are not sent.",
                    "The disk is full. Until …")
                     .arg(errorText(storage.writeError()));
    if (storage.isRepairing())
        lines += tr("The file with your messages is damaged. Roost is repairing it…");
    else if (storage.readError().kind != ErrorKind::None)
        lines += tr("%1 Some messages may be missing here.", "The file … cannot be repaired. Some …")
                     .arg(errorText(storage.readError()));
    if (const auto &repair = storage.repair()) {
        const QString name = Wording::isolated(repair->setAside);
        lines +=
            repair->isComplete
                ? tr("The file with your messages was damaged and has been repaired. Everything could be "
                     "read. The damaged file is kept as %1.")
                      .arg(name)
                : tr("The file with your messages was damaged. Everything that could be read has been "
                     "kept, and the rest is fetched again from your server. The damaged file is kept "
                     "as %1.")
                      .arg(name);
    }
    return lines.join(u'\n');
}

void Banner::refresh()
{
    QString text = sessionText();
    m_deed = sessionDeed();
    if (text.isEmpty() && !m_notice.isEmpty()) {
        text = m_notice;
        m_deed = Deed::Close;
    } else if (!text.isEmpty() && m_session.queuedCount() > 0) {
        text = tr("%1 · %2", "Reconnecting in 4 s · 2 messages wait to be sent")
                   .arg(text, tr("%Ln message(s) wait to be sent", nullptr, m_session.queuedCount()));
    }
    // It stays while the next attempt runs, so that the banner keeps its height.
    const SessionState state = m_session.state();
    if (state == SessionState::Waiting || state == SessionState::Connecting) {
        if (const QString reason = reasonText(); !reason.isEmpty())
            text += u'\n' + reason;
    }
    if (const QString storage = storageText(); !storage.isEmpty())
        text = text.isEmpty() ? storage : storage + u'\n' + text;
    if (m_deed == Deed::None && m_session.storage().repair())
        m_deed = Deed::Close;
    m_label->setText(text);
    switch (m_deed) {
    case Deed::None:
        break;
    case Deed::Retry:
        m_button->setText(tr("Now"));
        m_button->setAccessibleName(tr("Reconnect now"));
        break;
    case Deed::SignIn:
        m_button->setText(tr("Sign in…"));
        m_button->setAccessibleName(tr("Sign in again"));
        break;
    case Deed::GoOnline:
        m_button->setText(tr("Go online"));
        m_button->setAccessibleName(tr("Go online"));
        break;
    case Deed::Close:
        m_button->setText(tr("Close"));
        m_button->setAccessibleName(tr("Close this notice"));
        break;
    }
    setAccessibleName(text.isEmpty() ? tr("Notice") : text);
    m_button->setVisible(m_deed != Deed::None);
    const bool isNew = isHidden() && !text.isEmpty();
    setVisible(!text.isEmpty());
    if (isNew)
        Q_EMIT appeared(text);
    tick();
}

void Banner::tick()
{
    if (m_isTicking || m_session.state() != SessionState::Waiting)
        return;
    m_isTicking = true;
    m_context.clock.after(std::chrono::seconds(1), this, [this] {
        m_isTicking = false;
        refresh();
    });
}

void Banner::act()
{
    switch (m_deed) {
    case Deed::None:
        break;
    case Deed::Retry:
        m_session.retryNow();
        break;
    case Deed::SignIn:
        Q_EMIT signInRequested();
        break;
    case Deed::GoOnline:
        Q_EMIT goOnlineRequested();
        break;
    case Deed::Close:
        m_session.storage().dismissRepair();
        showNotice({});
        break;
    }
}

void Banner::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QFrame::changeEvent(event);
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const StorageCare &storage = m_session.storage();
    const bool bad = m_session.state() == SessionState::Failed || storage.isRepairing() || storage.repair() ||
                     storage.writeError().kind != ErrorKind::None ||
                     storage.readError().kind != ErrorKind::None;
    painter.fillRect(rect(), m_context.theme.color(bad ? Token::Selection : Token::Chip));
}

} // namespace roost
