// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/message_actions.h"

#include "domain/threads/thread.h"
#include "models/link_target.h"
#include "models/message_wording.h"
#include "models/thread_model.h"
#include "widgets/look/error_text.h"
#include "widgets/look/remote_text.h"
#include "widgets/thread/blocks/text_block.h"
#include "widgets/thread/message_rows.h"
#include "widgets/thread/thread_focus.h"
#include "widgets/thread/thread_scroll.h"
#include "widgets/thread/thread_view.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QLocale>
#include <QMenu>
#include <QToolTip>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// The services for a block of one row.
class PressedRow final : public RowActions
{
public:
    PressedRow(MessageActions &actions, Thread &thread, int row)
        : m_actions(actions)
        , m_thread(thread)
        , m_row(row)
    {
    }
    Thread &thread() override { return m_thread; }
    void showAll() override { m_actions.showAll(m_row); }

private:
    MessageActions &m_actions;
    Thread &m_thread;
    int m_row;
};

void copyText(const QString &text)
{
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

} // namespace

MessageActions::MessageActions(ThreadView &view, MessageRows &rows, ThreadScroll &scroll, ThreadFocus &focus)
    : QObject(&view)
    , m_view(view)
    , m_rows(rows)
    , m_scroll(scroll)
    , m_focus(focus)
{
}

void MessageActions::activate(const ThreadHit &hit)
{
    if (!hit.link().isEmpty()) {
        Q_EMIT m_view.linkActivated(hit.link());
    } else if (hit.isOnPress() && m_view.thread() != nullptr) {
        PressedRow pressed(*this, *m_view.thread(), hit.row);
        hit.inRow.part.press(pressed);
    }
}

void MessageActions::showAll(int row)
{
    const QString text = MessageWording::text(m_view.model().messageAt(row));
    if (text.size() > TextBlock::longestExpanded) {
        Q_EMIT m_view.wholeTextRequested(text);
        return;
    }
    m_rows.expand(row);
    m_scroll.scheduleSettle();
}

void MessageActions::openMenu(const ThreadHit &hit, const QPoint &global)
{
    if (hit.row < 0)
        return;
    auto *menu = new QMenu(&m_view);
    menu->setObjectName(u"messageMenu"_s);
    menu->setAccessibleName(ThreadView::tr("Message"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &name, const QString &text, const auto &action) {
        QAction *item = menu->addAction(text);
        item->setObjectName(name);
        connect(item, &QAction::triggered, this, action);
    };
    if (const QUrl &link = hit.link(); !link.isEmpty()) {
        add(u"openLink"_s, ThreadView::tr("Open link"), [this, link] { Q_EMIT m_view.linkActivated(link); });
        add(u"copyLink"_s, ThreadView::tr("Copy link"),
            [link] { copyText(QString::fromUtf8(link.toEncoded())); });
        menu->addSeparator();
    }
    if (!m_focus.selection().isEmpty())
        add(u"copySelection"_s, ThreadView::tr("Copy selected text"), [this] { m_focus.copy(); });
    const Message &message = m_view.model().messageAt(hit.row);
    add(u"copyMessage"_s, ThreadView::tr("Copy message"),
        [text = m_rows.copiedText(hit.row)] { copyText(text); });
    if (message.isOwn() && message.state == MessageState::Failed)
        add(u"sendAgain"_s, ThreadView::tr("Send again"), [this, id = message.key.id] {
            if (m_view.thread() != nullptr)
                m_view.thread()->sendAgain(id);
        });
    if (hasTargetGone(message))
        add(u"sendToAll"_s, ThreadView::tr("Send to all"), [this, id = message.key.id] {
            if (m_view.thread() != nullptr)
                m_view.thread()->sendToAll(id);
        });
    menu->addSeparator();
    add(u"selectAll"_s, ThreadView::tr("Select all"), [this] { m_focus.selectAll(); });
    menu->popup(global);
}

void MessageActions::showToolTip(const ThreadHit &hit, const QPoint &global) const
{
    QStringList lines;
    if (!hit.link().isEmpty()) {
        lines += linkTarget(hit.link());
    } else if (hit.row >= 0 && (hit.inRow.part.isOnTime || hit.isOnPress())) {
        const ThreadModel &model = m_view.model();
        const Message &message = model.messageAt(hit.row);
        lines += QLocale().toString(QDateTime::fromMSecsSinceEpoch(message.timeMs), QLocale::LongFormat);
        lines += model.index(hit.row).data(ThreadModel::DeliveryTexts).toStringList();
        if (message.state == MessageState::Failed && message.failure.kind != ErrorKind::None)
            lines += errorText(message.failure);
        else if (message.deliveries.isEmpty())
            lines += MessageWording::state(message.state);
    }
    for (QString &line : lines)
        line.truncate(300);
    QToolTip::showText(global, toolTipText(lines), m_view.viewport());
}

} // namespace roost
