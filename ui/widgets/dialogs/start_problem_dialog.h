// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/start_problem.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace roost {

class TextLabel;
class Theme;

/// Says in plain words why Roost cannot start, and offers a way out. Opened with open() or show(), never
/// exec(); deletes itself when closed. Main thread.
class StartProblemDialog : public QDialog
{
    Q_OBJECT

public:
    /// Action of the last button.
    enum class End : quint8 {
        Quits,  ///< The program ends with the window.
        Closes, ///< The program continues.
    };

    StartProblemDialog(const Theme &theme, StartProblem problem, End end, QWidget *parent = nullptr);

    [[nodiscard]] const StartProblem &problem() const { return m_problem; }
    /// Text of the window, one or two sentences; plain text.
    [[nodiscard]] static QString explanation(const StartProblem &problem);

Q_SIGNALS:
    /// The person asks for another attempt. The dialog is closed.
    void retryRequested();
    /// The person chose another profile folder. The dialog is closed.
    void folderChosen(const QString &folder);
    /// The person closed the dialog without a way out.
    void dismissed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void retranslate();
    void applyColors();
    void chooseFolder();
    void openFolder() const;
    void copyDetails() const;
    /// The folder that can be looked at; empty: none.
    [[nodiscard]] QString folder() const;
    [[nodiscard]] bool canRetry() const;
    [[nodiscard]] bool concernsProfile() const;

    const Theme &m_theme;
    const StartProblem m_problem;
    const End m_end;
    QLabel *m_sign;
    TextLabel *m_title;
    TextLabel *m_text;
    TextLabel *m_detailsLabel;
    QPlainTextEdit *m_details;
    QPushButton *m_copy;
    QPushButton *m_open;
    QPushButton *m_choose;
    QPushButton *m_quit;
    QPushButton *m_retry;
};

} // namespace roost
