// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/endpoint_filter_model.h"
#include "widgets/look/ui_context.h"

#include <QWidget>

class QMenu;
class QSplitter;
class QUrl;

namespace roost {

class DayWatch;
class Endpoint;
class EndpointPanel;
class SessionHost;
class Sidebar;
class ThreadPane;

/// The window while a Session is open: contact list, thread, details. Lives as long as its Session.
class ChatPage : public QWidget
{
    Q_OBJECT

public:
    ChatPage(const UiContext &context, SessionHost &host, QMenu &menu, QWidget *parent = nullptr);
    ~ChatPage() override;

    [[nodiscard]] Sidebar &sidebar() const { return *m_sidebar; }
    [[nodiscard]] ThreadPane &pane() const { return *m_pane; }
    /// Made when it is first wanted.
    [[nodiscard]] EndpointPanel &panel();

    [[nodiscard]] Endpoint *currentEndpoint() const;
    /// Shows its thread and selects it in the list.
    void showEndpoint(Endpoint *endpoint);
    /// The same, and the composer gets the focus.
    void openEndpoint(Endpoint *endpoint);
    void setPanelShown(bool shown);
    [[nodiscard]] bool isPanelWanted() const { return m_panelWanted; }
    /// F6: the next region (search and list, thread, composer, details).
    void focusRegion(int step);
    /// The next or previous row of the list.
    void stepContact(int step);
    /// The window became active or not: only an active one reads messages.
    void setAttentive(bool attentive);
    /// The wall clock or the time zone may have been set, or the machine slept: texts that name a day are
    /// updated.
    void lookAtClock();

Q_SIGNALS:
    void panelMade(roost::EndpointPanel *panel);
    void linkActivated(const QUrl &url);
    void contextMenuRequested(roost::Endpoint *endpoint, const QPoint &at);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void wire();
    void wireConversation();
    void placePanel();
    void applyPanel();
    void attend();

    UiContext m_context;
    SessionHost &m_host;
    QSplitter *m_splitter;
    Sidebar *m_sidebar;
    ThreadPane *m_pane;
    EndpointPanel *m_panel = nullptr;
    DayWatch *m_day;
    bool m_panelWanted = true;
    bool m_attentive = false;
};

} // namespace roost
