// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/contacts/contact_list_view.h"

#include "domain/contacts/endpoint.h"
#include "models/endpoint_columns.h"
#include "models/endpoint_filter_model.h"
#include "widgets/contacts/contact_delegate.h"
#include "widgets/contacts/contact_list_accessible.h"
#include "widgets/look/avatar_cache.h"
#include "widgets/look/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QScrollBar>

#include <utility>

namespace roost {

ContactListView::ContactListView(const Theme &theme, AvatarCache &avatars, QWidget *parent)
    : QListView(parent)
    , m_theme(theme)
    , m_avatars(avatars)
    , m_delegate(new ContactDelegate(theme, avatars, this))
{
    ContactListAccessible::install();
    setObjectName(QStringLiteral("contactList"));
    setAccessibleName(tr("Contacts"));
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAttribute(Qt::WA_Hover);
    verticalScrollBar()->setSingleStep(20);
    connect(&theme, &Theme::changed, this, &ContactListView::applyTheme);
    connect(&avatars, &AvatarCache::pictureReady, this, &ContactListView::repaintPicture);
    applyTheme();
}

ContactListView::~ContactListView() = default;

void ContactListView::setModel(QAbstractItemModel *model)
{
    if (m_filter != nullptr)
        m_filter->disconnect(this);
    m_filter = qobject_cast<EndpointFilterModel *>(model);
    m_current = nullptr;
    QListView::setModel(m_filter);
    if (m_filter != nullptr)
        connect(m_filter, &QAbstractItemModel::modelReset, this, &ContactListView::restoreCurrent);
}

void ContactListView::applyTheme()
{
    QPalette colors = palette();
    colors.setColor(QPalette::Base, m_theme.color(Token::Sidebar));
    setPalette(colors);
    viewport()->update();
}

Endpoint *ContactListView::endpointOf(const QModelIndex &index) const
{
    return m_filter == nullptr || !index.isValid() ? nullptr : m_filter->endpointAt(index.row());
}

void ContactListView::selectEndpoint(Endpoint *endpoint)
{
    if (m_current == endpoint)
        return;
    m_current = endpoint;
    if (m_filter != nullptr)
        m_filter->setKept(endpoint);
    restoreCurrent();
    if (const QModelIndex at = currentIndex(); at.isValid())
        scrollTo(at);
}

void ContactListView::restoreCurrent()
{
    if (m_filter == nullptr)
        return;
    const int row = m_current == nullptr ? -1 : m_filter->rowOf(m_current);
    m_restoring = true;
    if (row >= 0)
        setCurrentIndex(m_filter->index(row, 0));
    else
        selectionModel()->clear();
    m_restoring = false;
}

std::pair<int, int> ContactListView::visibleRows() const
{
    const int count = m_filter == nullptr ? 0 : m_filter->rowCount();
    if (count == 0 || viewport()->height() <= 0)
        return {-1, -1};
    const int middle = viewport()->width() / 2;
    const QModelIndex first = indexAt(QPoint(middle, 0));
    const QModelIndex last = indexAt(QPoint(middle, viewport()->height() - 1));
    return {std::max(0, first.row()), last.isValid() ? last.row() : count - 1};
}

// Both functions bypass QListView's version on purpose: it reports row numbers of the whole list to screen
// readers, while our accessible interface contains the visible rows only.
void ContactListView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QAbstractItemView::currentChanged(current, previous);
    if (m_restoring)
        return;
    Endpoint *endpoint = endpointOf(current);
    if (endpoint == nullptr || endpoint == m_current)
        return;
    m_current = endpoint;
    // Deferred: it may remove a row from the list, which must not happen while the selection changes.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_filter != nullptr)
                m_filter->setKept(m_current);
        },
        Qt::QueuedConnection);
    if (hasFocus())
        ContactListAccessible::tellFocus(*this, current.row());
    Q_EMIT endpointSelected(endpoint);
}

void ContactListView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QAbstractItemView::selectionChanged(selected, deselected);
}

void ContactListView::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    // The view would select a neighbour; the removal of a row must not open another thread.
    const int row = currentIndex().row();
    m_restoring = true;
    QListView::rowsAboutToBeRemoved(parent, start, end);
    m_restoring = false;
    if (row >= start && row <= end)
        QMetaObject::invokeMethod(this, &ContactListView::restoreCurrent, Qt::QueuedConnection);
}

void ContactListView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QListView::rowsInserted(parent, start, end);
    if (m_current != nullptr && !currentIndex().isValid())
        restoreCurrent();
}

void ContactListView::updateGeometries()
{
    QListView::updateGeometries();
    const int awaited = m_filter == nullptr ? 0 : m_filter->awaitedRows();
    if (awaited == 0 || m_filter->rowCount() == 0)
        return;
    // The scroll bar is right from the first picture on.
    const int row = visualRect(m_filter->index(0, 0)).height();
    verticalScrollBar()->setMaximum(
        std::max(0, row * (m_filter->rowCount() + awaited) - viewport()->height()));
}

void ContactListView::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Contacts"));
        viewport()->update();
    }
}

void ContactListView::focusInEvent(QFocusEvent *event)
{
    // The view would make its first row current; only the person opens a thread.
    m_restoring = true;
    QListView::focusInEvent(event);
    m_restoring = false;
    if (endpointOf(currentIndex()) != m_current)
        restoreCurrent();
}

void ContactListView::keyPressEvent(QKeyEvent *event)
{
    Endpoint *endpoint = endpointOf(currentIndex());
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && endpoint != nullptr) {
        Q_EMIT endpointOpened(endpoint);
        return;
    }
    if (event->text() == QLatin1String("/")) {
        Q_EMIT searchRequested({});
        return;
    }
    QListView::keyPressEvent(event);
}

void ContactListView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    Endpoint *endpoint = endpointOf(index);
    if (endpoint == nullptr)
        return;
    const QPoint at = byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos();
    Q_EMIT contextMenuRequested(endpoint, at);
}

void ContactListView::mouseDoubleClickEvent(QMouseEvent *event)
{
    QListView::mouseDoubleClickEvent(event);
    if (Endpoint *endpoint = endpointOf(indexAt(event->position().toPoint())))
        Q_EMIT endpointOpened(endpoint);
}

void ContactListView::repaintPicture(const QString &hash)
{
    const auto [first, last] = visibleRows();
    for (int row = std::max(0, first); row <= last; ++row) {
        const QModelIndex index = m_filter->index(row, 0);
        if (index.data(EndpointRole::AvatarHash).toString() == hash)
            update(index);
    }
}

} // namespace roost
