// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/ui_context.h"

#include <QDialog>

#include <functional>

class QDialogButtonBox;
class QPushButton;

namespace roost {

/// Common base of all dialogs: opened with open() (never exec()), deleted when closed, retranslated when the
/// language changes.
class Dialog : public QDialog
{
    Q_OBJECT

public:
    Dialog(const UiContext &context, const QString &name, QWidget *parent);

protected:
    [[nodiscard]] const UiContext &context() const { return m_context; }
    /// Sets every text; called when the language changes, and by the subclass at the end of its constructor.
    virtual void retranslate() = 0;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    UiContext m_context;
};

/// Asks before something that cannot be undone; `accepted` is called if the user agrees. Plain text. The box
/// deletes itself when it is closed.
QDialog *ask(QWidget *parent, const QString &name, const QString &title, const QString &text,
             const QString &yes, std::function<void()> accepted);

/// Shows a notice that needs no answer. Plain text.
void tell(QWidget *parent, const QString &name, const QString &title, const QString &text);

} // namespace roost
