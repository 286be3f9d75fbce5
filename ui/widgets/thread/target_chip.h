// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/ui_context.h"

#include <QPointer>
#include <QWidget>

class QMenu;
class QToolButton;

namespace roost {

class IconButton;
class Thread;

/// Shows the target of the next message above the field: all Connections, or one alone; a menu of the live
/// ones changes it. Visible only if there is a choice. Main thread.
class TargetChip : public QWidget
{
    Q_OBJECT

public:
    explicit TargetChip(const UiContext &context, QWidget *parent = nullptr);

    /// nullptr hides it.
    void setThread(Thread *thread);
    /// The Connections of the Endpoint changed.
    void refresh();

Q_SIGNALS:
    /// The user has chosen a target; typing comes next.
    void chosen();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void fillMenu();
    void choose(const QString &resource);
    [[nodiscard]] bool isTargetThere() const;

    UiContext m_context;
    QPointer<Thread> m_thread;
    QToolButton *m_button;
    IconButton *m_clear;
    QMenu *m_menu;
};

} // namespace roost
