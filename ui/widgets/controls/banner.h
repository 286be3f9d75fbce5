// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/account/session.h"
#include "widgets/look/ui_context.h"

#include <QFrame>

namespace roost {

class PlainButton;
class TextLabel;

/// A thin line that describes the session's problem and offers one action; hidden without a problem. It never
/// blocks other parts.
class Banner : public QFrame
{
    Q_OBJECT

public:
    Banner(const UiContext &context, Session &session, QWidget *parent = nullptr);

    /// Result of a user's command; stays until closed or replaced by a worse problem.
    void showNotice(const QString &text);

Q_SIGNALS:
    /// "Sign in" was pressed.
    void signInRequested();
    /// "Go online" was pressed.
    void goOnlineRequested();
    /// It shows something where there was nothing.
    void appeared(const QString &text);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Deed : quint8 { None, Retry, SignIn, GoOnline, Close };

    void refresh();
    void act();
    void tick();
    [[nodiscard]] QString sessionText() const;
    /// Why the session is not up; empty if there is no reason but ours.
    [[nodiscard]] QString reasonText() const;
    [[nodiscard]] Deed sessionDeed() const;
    [[nodiscard]] QString storageText() const;

    UiContext m_context;
    Session &m_session;
    TextLabel *m_label;
    PlainButton *m_button;
    QString m_notice;
    Deed m_deed = Deed::None;
    bool m_isTicking = false;
};

} // namespace roost
