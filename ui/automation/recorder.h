// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>
#include <QFile>
#include <QObject>

class QKeyEvent;

namespace roost {

/// Writes down what a person does as a script that runs: clicks and keys, each with the selector of what they
/// were meant for, as a pytest function for tests/scripts. Passwords are not written: the script takes them
/// from ROOST_PASSWORD. Main thread.
class Recorder : public QObject
{
    Q_OBJECT

public:
    explicit Recorder(const QString &file, QObject *parent = nullptr);
    ~Recorder() override;

    /// Why the file cannot be written; empty when it can.
    [[nodiscard]] QString problem() const { return m_problem; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void noteClick(QAccessibleInterface &element, const QEvent &event);
    void noteKey(QObject *receiver, const QKeyEvent &event);
    /// Writes the line that was waiting (what is typed gathers, a click may become a double one) and keeps
    /// `line` back.
    void put(const QString &line);
    void flush();

    QFile m_file;
    QString m_problem;
    QString m_line;    ///< Not yet written.
    QString m_typedIn; ///< The selector that text is being typed into; else null.
    QString m_typed;
};

} // namespace roost
