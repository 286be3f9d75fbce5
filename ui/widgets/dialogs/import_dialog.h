// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/contacts/contact_import.h"
#include "widgets/dialogs/dialog.h"

class QPlainTextEdit;
class QTreeView;

namespace roost {

class ImportListModel;
class Session;
class TextLabel;

/// Shows the contacts of a file, lets the user choose, adds the chosen contacts, and lists by line the
/// entries that could not be read or added. The Session outlives the dialog.
class ImportDialog : public Dialog
{
    Q_OBJECT

public:
    ImportDialog(const UiContext &context, Session &session, const QString &file, QWidget *parent);
    ~ImportDialog() override;

protected:
    void retranslate() override;

private:
    void build();
    void read();
    void show(const Result<ImportPreview> &preview);
    void start();
    /// Keeps a few additions under way until all are done.
    void addNext();
    void added(const ImportedContact &contact, const Status &status);
    void refresh();
    /// Writes all problems again, some in each turn of the event loop.
    void writeProblems();
    /// Writes the problems that are not written yet.
    void writeNewProblems();
    [[nodiscard]] QString problemText(const ImportProblem &problem) const;
    [[nodiscard]] bool isAdding() const { return m_underWay > 0 || m_next >= 0; }

    Session &m_session;
    QString m_file;
    ImportPreview m_preview;
    Error m_error;
    bool m_isRead = false;
    int m_next = -1; ///< The row to look at next for one that was chosen; -1 = no more to add.
    int m_underWay = 0;
    int m_added = 0;
    int m_chosen = 0; ///< When it started; 0 = not yet.
    QStringList m_failures;
    qsizetype m_written = 0; ///< Number of problems written.
    quint64 m_writing = 0;   ///< A newer run ends an earlier one.
    TextLabel *m_summary;
    ImportListModel *m_model;
    QTreeView *m_table;
    TextLabel *m_problemsLabel;
    QPlainTextEdit *m_problems;
    QPushButton *m_go;
    QPushButton *m_cancel;
};

} // namespace roost
