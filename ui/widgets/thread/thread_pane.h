// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/ui_context.h"

#include <QWidget>

class QStackedLayout;
class QStackedWidget;
class QUrl;

namespace roost {

class Banner;
class Composer;
class EmptyState;
class Endpoint;
class LiveRegion;
class Session;
class TextLabel;
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
    /// These are there once an Endpoint has been set (see conversationMade()).
    [[nodiscard]] ThreadHeader &header() const { return *m_header; }
    [[nodiscard]] Composer &composer() const { return *m_composer; }
    [[nodiscard]] ThreadView &view() const { return *m_view; }
    /// Writes the draft down now.
    void keepDraft();

Q_SIGNALS:
    /// Header, messages and composer are there now.
    void conversationMade();
    void linkActivated(const QUrl &url);
    /// The newest message can be seen.
    void endReached();

protected:
    void changeEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void retranslate();
    void makeConversation();
    void wireComposer();
    void showTyping();
    /// Announces new messages of the open conversation to screen readers.
    void sayNew(int first, int last);

    UiContext m_context;
    Session &m_session;
    Endpoint *m_endpoint = nullptr;
    Banner *m_banner;
    QStackedWidget *m_pages;
    EmptyState *m_empty;
    QWidget *m_conversation = nullptr;
    ThreadHeader *m_header = nullptr;
    ThreadView *m_view = nullptr;
    TextLabel *m_typing = nullptr; ///< "Foo is typing on phone…", under the messages.
    Composer *m_composer = nullptr;
    LiveRegion *m_live;
    qint64 m_shownSinceMs = 0; ///< Older messages arrived before the thread was opened.
};

} // namespace roost
