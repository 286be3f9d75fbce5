// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/endpoint_filter_model.h"
#include "widgets/look/ui_context.h"

#include <QWidget>

#include <array>

class QLineEdit;
class QHBoxLayout;
class QMenu;
class QStackedWidget;

namespace roost {

class ContactListView;
class EmptyState;
class Endpoint;
class EndpointListModel;
class IconButton;
class OwnHeader;
class PlainButton;
class PresenceMenu;
class SessionHost;
class TextLabel;

/// The left column: oneself, search, tabs, the contact list.
class Sidebar : public QWidget
{
    Q_OBJECT

public:
    /// `menu` is shown by the ⋯ button and outlives the sidebar. A Session must be open.
    Sidebar(const UiContext &context, SessionHost &host, QMenu &menu, QWidget *parent = nullptr);
    ~Sidebar() override;

    [[nodiscard]] ContactListView &list() const { return *m_list; }
    [[nodiscard]] QLineEdit &search() const { return *m_search; }
    [[nodiscard]] PresenceMenu &presenceMenu() const { return *m_presenceMenu; }
    void setTab(EndpointTab tab);
    void focusSearch();
    /// Own presence or name changed.
    void refreshOwn();
    /// See EndpointListModel::lookAtClock().
    void lookAtClock();

Q_SIGNALS:
    void addContactRequested();
    void requestsRequested();
    /// Enter in the search field or the list: to the composer.
    void endpointOpened(roost::Endpoint *endpoint);
    void endpointSelected(roost::Endpoint *endpoint);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build(QMenu &menu);
    void arrange();
    [[nodiscard]] QHBoxLayout *makeTabs();
    void wire();
    void retranslate();
    void refreshCounts();
    void refreshRequests();
    void refreshEmpty();
    void openFirst();
    [[nodiscard]] bool searchKey(int key);

    UiContext m_context;
    SessionHost &m_host;
    EndpointListModel *m_model;
    EndpointFilterModel *m_filter;
    OwnHeader *m_own;
    PresenceMenu *m_presenceMenu;
    IconButton *m_more;
    QLineEdit *m_search;
    TextLabel *m_searchHint;
    std::array<PlainButton *, 3> m_tabs;
    PlainButton *m_requests;
    QStackedWidget *m_pages;
    ContactListView *m_list;
    EmptyState *m_noContacts;
    EmptyState *m_noHits;
};

} // namespace roost
