// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/ui_context.h"

#include <QWidget>

class QPushButton;

namespace roost {

class TextLabel;

/// A friendly place where there is nothing to show yet: an icon, a line, a second line, perhaps a button.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    /// `name` is the object name, "noThread"; its parts are named after it.
    EmptyState(const UiContext &context, const QString &name, QString icon, QWidget *parent = nullptr);

    /// An empty `action` hides the button.
    void setTexts(const QString &title, const QString &text, const QString &action = {});
    void setGround(int token);

Q_SIGNALS:
    void actionRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    UiContext m_context;
    QString m_icon;
    int m_ground;
    QWidget *m_picture;
    TextLabel *m_title;
    TextLabel *m_text;
    QPushButton *m_button;
};

} // namespace roost
