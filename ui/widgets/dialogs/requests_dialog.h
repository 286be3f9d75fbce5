// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/dialogs/dialog.h"

class QScrollArea;
class QVBoxLayout;

class QHBoxLayout;

namespace roost {

class EmptyState;
class Endpoint;
class Session;

/// The inbox of subscription requests, with an answer for each. The Session outlives the dialog.
class RequestsDialog : public Dialog
{
    Q_OBJECT

public:
    RequestsDialog(const UiContext &context, Session &session, QWidget *parent);

Q_SIGNALS:
    /// Blocking failed or so; a sentence.
    void noticeRaised(const QString &text);

protected:
    void retranslate() override;

private:
    void fill();
    /// Soon: while a flood comes in, not for each of them.
    void scheduleFill();
    [[nodiscard]] QWidget *moreRow(const QList<Endpoint *> &requests);
    [[nodiscard]] QWidget *rowFor(Endpoint &endpoint);
    /// Accept, Decline and Block.
    void addButtons(QHBoxLayout &layout, QWidget &row, Endpoint &endpoint);
    void blockEndpoint(Endpoint &endpoint);

    Session &m_session;
    QScrollArea *m_scroll;
    EmptyState *m_empty;
    QPushButton *m_close;
    bool m_fillWaits = false;
};

} // namespace roost
