// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thread/thread_accessible.h"

#include "domain/contacts/endpoint.h"
#include "domain/threads/thread.h"
#include "models/message_wording.h"
#include "models/thread_model.h"
#include "widgets/look/addressed_row_accessible.h"
#include "widgets/look/provide_accessible.h"
#include "widgets/thread/message_rows.h"
#include "widgets/thread/thread_view.h"

#include <QLocale>
#include <QPointer>
#include <QToolButton>

namespace roost {

namespace {

/// One message. Bound to its id.
class MessageAccessible final : public AddressedRowAccessible
{
public:
    MessageAccessible(ThreadView &view, const Message &message)
        : AddressedRowAccessible(view)
        , m_view(&view)
        , m_thread(view.thread())
        , m_id(message.key.id)
        , m_mine(message.isOwn())
    {
    }

    int row() const override
    {
        if (m_view == nullptr || m_thread == nullptr || m_view->thread() != m_thread)
            return -1;
        return int(m_thread->indexOf(m_id, m_mine));
    }
    QRect rect() const override
    {
        const QRect bubble = m_view->bubbleRect(row());
        return bubble.isEmpty() ? QRect()
                                : QRect(m_view->viewport()->mapToGlobal(bubble.topLeft()), bubble.size());
    }
    QString text(QAccessible::Text type) const override
    {
        const int at = row();
        if (at < 0)
            return {};
        if (type == QAccessible::Name)
            return m_view->spokenText(at);
        if (type == QAccessible::Description) {
            const QLocale locale;
            return ThreadView::tr("message %1 of %2")
                .arg(locale.toString(at + 1), locale.toString(m_view->model().rowCount()));
        }
        return {};
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        const int at = row();
        if (at < 0) {
            state.invalid = true;
            return state;
        }
        state.readOnly = true;
        state.focusable = true;
        state.focused = m_view->hasFocus() && m_view->focusedRow() == at;
        state.active = state.focused;
        const auto [first, last] = m_view->visibleRows();
        state.offscreen = at < first || at > last;
        return state;
    }
    QStringList actionNames() const override
    {
        const int at = row();
        const bool failed = at >= 0 && m_view->model().messageAt(at).state == MessageState::Failed;
        return failed ? QStringList{pressAction()} : QStringList();
    }
    QString localizedActionName(const QString &name) const override
    {
        if (name != pressAction())
            return {};
        const int at = row();
        const bool isQuestion = at >= 0 && hasTargetGone(m_view->model().messageAt(at));
        return isQuestion ? ThreadView::tr("Send to all") : ThreadView::tr("Send again");
    }
    void doAction(const QString &name) override
    {
        if (name != pressAction() || actionNames().isEmpty())
            return;
        if (hasTargetGone(m_view->model().messageAt(row())))
            m_thread->sendToAll(m_id);
        else
            m_thread->sendAgain(m_id);
    }

    QString address() const override { return m_id; }
    QVariantMap facts() const override
    {
        QVariantMap facts;
        const int at = row();
        if (at < 0)
            return facts;
        const ThreadModel &model = m_view->model();
        const QHash<int, QByteArray> names = model.roleNames();
        for (auto name = names.cbegin(); name != names.cend(); ++name)
            facts.insert(QString::fromLatin1(*name), model.index(at).data(name.key()));
        facts.insert(QStringLiteral("message-id"), m_id);
        facts.insert(QStringLiteral("sender"), model.senderName(at));
        facts.insert(QStringLiteral("time"), model.index(at).data(ThreadModel::TimeText));
        facts.insert(QStringLiteral("text"), MessageWording::text(model.messageAt(at)));
        facts.insert(QStringLiteral("delivery"), model.index(at).data(ThreadModel::StateText));
        return facts;
    }

private:
    QPointer<ThreadView> m_view;
    QPointer<Thread> m_thread;
    QString m_id;
    bool m_mine;
};

} // namespace

ThreadAccessible::ThreadAccessible(ThreadView &view)
    : QAccessibleWidget(&view, QAccessible::List)
    , m_view(view)
{
}

void ThreadAccessible::install() { provideAccessible<ThreadView, ThreadAccessible>(); }

void ThreadAccessible::tellFocus(ThreadView &view, int row)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(&view, QAccessible::Focus);
    event.setChild(row - view.visibleRows().first);
    QAccessible::updateAccessibility(&event);
}

int ThreadAccessible::messageCount() const
{
    const auto [first, last] = m_view.visibleRows();
    return first < 0 ? 0 : last - first + 1;
}

int ThreadAccessible::childCount() const { return messageCount() + (m_view.endButton().isVisible() ? 1 : 0); }

QAccessibleInterface *ThreadAccessible::messageInterface(int row) const
{
    if (row < 0 || row >= m_view.model().rowCount())
        return nullptr;
    const Message &message = m_view.model().messageAt(row);
    const QString key = m_view.thread()->endpoint().id().toString() + MessageRows::keyOf(message);
    return m_rows.of(key, [&] { return new MessageAccessible(m_view, message); });
}

QAccessibleInterface *ThreadAccessible::child(int index) const
{
    if (index == messageCount() && m_view.endButton().isVisible())
        return QAccessible::queryAccessibleInterface(&m_view.endButton());
    return index < 0 || index >= messageCount() ? nullptr
                                                : messageInterface(m_view.visibleRows().first + index);
}

int ThreadAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    if (child != nullptr && child->object() == &m_view.endButton())
        return m_view.endButton().isVisible() ? messageCount() : -1;
    const auto *message = dynamic_cast<const MessageAccessible *>(child);
    const auto [first, last] = m_view.visibleRows();
    const int at = message == nullptr ? -1 : message->row();
    return at < first || at > last ? -1 : at - first;
}

QAccessibleInterface *ThreadAccessible::childAt(int x, int y) const
{
    const QPoint point = m_view.viewport()->mapFromGlobal(QPoint(x, y));
    return m_view.viewport()->rect().contains(point) ? messageInterface(m_view.rowAt(point.y())) : nullptr;
}

QAccessibleInterface *ThreadAccessible::focusChild() const
{
    return m_view.hasFocus() && m_view.focusedRow() >= 0 ? messageInterface(m_view.focusedRow()) : nullptr;
}

QString ThreadAccessible::addressName() const { return QStringLiteral("message-id"); }

int ThreadAccessible::rowTotal() const { return m_view.model().rowCount(); }

int ThreadAccessible::rowOf(const QString &address) const
{
    const Thread *thread = m_view.thread();
    if (thread == nullptr)
        return -1;
    const qsizetype mine = thread->indexOf(address, true);
    return int(mine >= 0 ? mine : thread->indexOf(address, false));
}

QString ThreadAccessible::addressAt(int row) const
{
    return row < 0 || row >= rowTotal() ? QString() : m_view.model().messageAt(row).key.id;
}

QString ThreadAccessible::nameAt(int row) const
{
    return row < 0 || row >= rowTotal() ? QString() : m_view.spokenText(row);
}

void ThreadAccessible::showRow(int row) { m_view.showRow(row); }

void ThreadAccessible::askForMore()
{
    Thread *thread = m_view.thread();
    if (thread == nullptr)
        return;
    thread->loadOlder();
    thread->loadNewer(); // without effect while the older page is read
}

QString ThreadAccessible::text(QAccessible::Text type) const
{
    if (type == QAccessible::Description)
        return ThreadView::tr("%Ln message(s)", nullptr, m_view.model().rowCount());
    return QAccessibleWidget::text(type);
}

} // namespace roost
