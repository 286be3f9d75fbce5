// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/ui_context.h"

#include <QWidget>

class QStackedLayout;
class QStackedWidget;
class QUrl;

namespace roost {

class Banner;
class Composer;
class EmptyState;
class Endpoint;
class Session;
class ThreadHeader;
class ThreadView;

/// The middle of the window: banner, header, messages, composer; or a friendly nothing.
class ThreadPane : public QWidget
{
    Q_OBJECT

public:
    ThreadPane(const UiContext &context, Session &session, QWidget *parent = nullptr);

    /// nullptr = no thread.
    void setEndpoint(Endpoint *endpoint);
    [[nodiscard]] Endpoint *endpoint() const { return m_endpoint; }
    /// Something about the Endpoint changed.
    void refresh();
    [[nodiscard]] Banner &banner() const { return *m_banner; }
    [[nodiscard]] ThreadHeader &header() const { return *m_header; }
    [[nodiscard]] Composer &composer() const { return *m_composer; }
    [[nodiscard]] ThreadView &view() const { return *m_view; }

Q_SIGNALS:
    void linkActivated(const QUrl &url);
    /// The newest message can be seen.
    void endReached();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    Session &m_session;
    Endpoint *m_endpoint = nullptr;
    Banner *m_banner;
    QStackedWidget *m_pages;
    EmptyState *m_empty;
    QWidget *m_conversation;
    ThreadHeader *m_header;
    ThreadView *m_view;
    Composer *m_composer;
};

} // namespace roost
