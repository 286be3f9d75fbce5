// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/ui_context.h"

#include <QWidget>

class QListView;
class QModelIndex;
class QPushButton;
class QVBoxLayout;

namespace roost {

class AvatarLabel;
class ConnectionListModel;
class Endpoint;
class IconButton;
class Session;
class SwitchButton;
class TextLabel;

/// The right column: all data about one Endpoint, and actions on it. The panel only emits requests; the
/// window carries them out.
class EndpointPanel : public QWidget
{
    Q_OBJECT

public:
    EndpointPanel(const UiContext &context, Session &session, QWidget *parent = nullptr);

    /// nullptr empties it.
    void setEndpoint(Endpoint *endpoint);
    [[nodiscard]] Endpoint *endpoint() const { return m_endpoint; }
    /// Reads the Endpoint again.
    void refresh();

Q_SIGNALS:
    /// Name and labels.
    void editRequested(roost::Endpoint *endpoint);
    /// Not in the contact list yet.
    void addRequested(roost::Endpoint *endpoint);
    void removeRequested(roost::Endpoint *endpoint);
    void blockToggled(roost::Endpoint *endpoint, bool block);
    void askPresenceRequested(roost::Endpoint *endpoint);
    void acceptRequested(roost::Endpoint *endpoint);
    void declineRequested(roost::Endpoint *endpoint);
    /// The next message is for this Connection only.
    void targetRequested(roost::Endpoint *endpoint, const QString &resource);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void nameParts();
    void build();
    [[nodiscard]] QVBoxLayout *buildHead();
    void wire();
    void wireConnections();
    void openConnectionMenu(const QModelIndex &index, const QPoint &global);
    void retranslate();
    void refreshSubscription();
    void fitConnections();
    TextLabel *head(const char16_t *name);

    UiContext m_context;
    Session &m_session;
    Endpoint *m_endpoint = nullptr;
    ConnectionListModel *m_connections;
    QWidget *m_page;
    AvatarLabel *m_avatar;
    TextLabel *m_name;
    TextLabel *m_address;
    TextLabel *m_claim;
    TextLabel *m_status;
    QPushButton *m_edit;
    QPushButton *m_add;
    IconButton *m_more;
    TextLabel *m_connectionsHead;
    QListView *m_list;
    TextLabel *m_noConnections;
    TextLabel *m_tellHead;
    SwitchButton *m_tell;
    TextLabel *m_labelsHead;
    TextLabel *m_labels;
    TextLabel *m_subscriptionHead;
    TextLabel *m_subscription;
    QPushButton *m_ask;
    QPushButton *m_accept;
    QPushButton *m_decline;
};

} // namespace roost
