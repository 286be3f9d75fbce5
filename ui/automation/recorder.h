// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automation/recorded_script.h"

#include <QAccessible>
#include <QFile>
#include <QObject>

class QKeyEvent;

namespace roost {

/// Records the user's actions as a runnable script: clicks and keys, each with its target element, as a
/// pytest function for tests/scripts. The account's own address and password are not written: the script
/// takes those of its world.me. Main thread.
class Recorder : public QObject
{
    Q_OBJECT

public:
    /// `isSignedIn`: with an account, else on the sign-in page.
    explicit Recorder(const QString &file, bool isSignedIn = true, QObject *parent = nullptr);
    ~Recorder() override;

    /// Why the file cannot be written; empty when it can.
    [[nodiscard]] QString problem() const { return m_problem; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void noteClick(QAccessibleInterface &element, const QEvent &event);
    void noteKey(QObject *receiver, const QKeyEvent &event);
    /// Writes the pending line and keeps `line` back (typed text accumulates, and a click may become a double
    /// click).
    void put(const QString &line);
    void flush();
    void write();

    QFile m_file;
    RecordedScript m_script;
    QString m_problem;
    QString m_line;    ///< Not yet written.
    QString m_typedIn; ///< Selector of the element that is being typed into; otherwise null.
    QString m_typed;
};

} // namespace roost
