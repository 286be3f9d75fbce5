// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>
#include <QPointer>

namespace roost {

class AvatarCache;
class ContactDelegate;
class Endpoint;
class EndpointFilterModel;
class Theme;

/// The contact list: rows of 60 px, painted by the ContactDelegate, for an EndpointFilterModel. Arrows, Page,
/// Home and End move; letters jump to a name; Enter opens. The current Endpoint survives resets of the model
/// (search, tabs). Screen readers get the visible rows only. Main thread.
class ContactListView : public QListView
{
    Q_OBJECT

public:
    /// Theme and avatars must outlive the view.
    ContactListView(const Theme &theme, AvatarCache &avatars, QWidget *parent = nullptr);
    ~ContactListView() override;

    /// Must be an EndpointFilterModel (or null).
    void setModel(QAbstractItemModel *model) override;

    /// nullptr without a selection.
    [[nodiscard]] Endpoint *currentEndpoint() const { return m_current; }
    /// Selects and shows it; nullptr selects nothing. An Endpoint that is filtered away stays current and is
    /// selected as soon as it is listed again.
    void selectEndpoint(Endpoint *endpoint);
    /// First and last row that can be seen, even in part; -1, -1 when there is none.
    [[nodiscard]] std::pair<int, int> visibleRows() const;

Q_SIGNALS:
    /// The person moved to another one (by mouse or keyboard): show its thread.
    void endpointSelected(roost::Endpoint *endpoint);
    /// Enter or a double click: show its thread and go to the composer.
    void endpointOpened(roost::Endpoint *endpoint);
    /// Right click or menu key; `at` is global.
    void contextMenuRequested(roost::Endpoint *endpoint, const QPoint &at);
    /// "/" was typed: the person wants to search, from `text` on.
    void searchRequested(const QString &text);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void changeEvent(QEvent *event) override;
    void updateGeometries() override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;

private:
    void restoreCurrent();
    void applyTheme();
    void repaintPicture(const QString &hash);
    [[nodiscard]] Endpoint *endpointOf(const QModelIndex &index) const;

    const Theme &m_theme;
    AvatarCache &m_avatars;
    ContactDelegate *m_delegate;
    EndpointFilterModel *m_filter = nullptr;
    Endpoint *m_current = nullptr;
    bool m_restoring = false;
};

} // namespace roost
