// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/pasted_text.h"
#include "widgets/look/ui_context.h"

#include <QPlainTextEdit>
#include <QWidget>

namespace roost {

class Endpoint;
class IconButton;
class Session;
class TargetChip;
class TextLabel;
class Thread;

/// The field of the composer: grows with its text up to `maxLines`, plain text only, of any length (see
/// LongText).
class ComposerEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    static constexpr int maxLines = 8;

    /// `parent` draws the frame around it.
    explicit ComposerEdit(QWidget *parent);

    /// The height for the content, between one line and maxLines.
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    /// The text as it was typed, U+00A0 included. Use this, not toPlainText().
    [[nodiscard]] QString text() const;
    /// Replaces the whole text; cannot be undone. The cursor moves to the end.
    void setText(const QString &text);
    /// At the cursor, instead of the selection.
    void insertText(const QString &text);

Q_SIGNALS:
    /// A person pastes or drops; the text is not inserted.
    void pasted(const roost::PastedText &content);
    /// Enter without Shift.
    void sendRequested();
    /// Up in an empty field.
    void recallRequested();
    void escapePressed();
    void focusLeft();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData *source) const override;
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;

private:
    void fit();
    [[nodiscard]] int heightFor(int lines) const;
};

/// Where a message is written: the field and the button that sends. Drafts are kept per thread: at once when
/// the thread is left, else within half a second, also while one types on. Main thread.
class Composer : public QWidget
{
    Q_OBJECT

public:
    explicit Composer(const UiContext &context, QWidget *parent = nullptr);
    ~Composer() override;

    /// Keeps the draft of the old thread and shows that of the new one; nullptr = none.
    void setThread(Thread *thread);
    [[nodiscard]] ComposerEdit &edit() const { return *m_edit; }
    /// Inserts text from a link; the existing text stays in front of it.
    void insertText(const QString &text);
    /// Something about the Endpoint changed.
    void refresh();
    /// Writes the draft down now.
    void keepDraft();
    /// Pasted or dropped data: its text goes into the field, or a notice says why it cannot.
    void take(const PastedText &content);

Q_SIGNALS:
    /// A message went to the Outbox.
    void sent();
    /// A person changed the text; `isEmpty`: there is none any more.
    void edited(bool isEmpty);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void send();
    void recall();
    void textChanged();
    void retranslate();
    /// Until the text changes; empty hides it.
    void showNotice(const QString &text);
    [[nodiscard]] static QString tooLongText(qsizetype bytes);

    UiContext m_context;
    Thread *m_thread = nullptr;
    TargetChip *m_target;
    TextLabel *m_notice;
    QString m_lastText; ///< After the last change: not all that Qt calls a change is one.
    ComposerEdit *m_edit;
    IconButton *m_send;
    bool m_loading = false;
    bool m_draftWaits = false; ///< The draft is saved after a short delay.
};

} // namespace roost
