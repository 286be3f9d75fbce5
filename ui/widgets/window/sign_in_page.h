// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session_host.h"
#include "widgets/look/ui_context.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace roost {

class LiveRegion;
class PlainButton;
class TextLabel;

/// The first page: address and password, a card in the middle of the window.
class SignInPage : public QWidget
{
    Q_OBJECT

public:
    /// `hasKeychain`: false hides "Keep me signed in" and says why.
    SignInPage(const UiContext &context, bool hasKeychain, QWidget *parent = nullptr);

    /// Fills in the known values; the focus goes to the first empty field.
    void setAccount(const Jid &account, const QList<QUrl> &servers);
    /// "Read offline" is offered: there is a list to go back to.
    void setOfflineOffered(bool offered);
    /// While it runs, fields are locked and the button cancels.
    void setBusy(bool busy);
    /// A sentence under the button; `error.kind` None clears it.
    void showError(const Error &error);
    void focusFirstField();

Q_SIGNALS:
    void signInRequested(const roost::SignInRequest &request);
    void cancelRequested();
    void offlineRequested();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void arrange();
    void nameParts();
    void retranslate();
    void submit();
    void showProblem(const QString &text);
    void setServerShown(bool shown);
    [[nodiscard]] QString problem(SignInRequest &request) const;
    [[nodiscard]] QString serverProblem(SignInRequest &request) const;

    UiContext m_context;
    bool m_hasKeychain;
    bool m_busy = false;
    Error m_error;
    QWidget *m_card;
    QLabel *m_logo;
    TextLabel *m_title;
    TextLabel *m_slogan;
    TextLabel *m_addressLabel;
    QLineEdit *m_address;
    TextLabel *m_passwordLabel;
    QLineEdit *m_password;
    QCheckBox *m_keep;
    TextLabel *m_keepNote;
    TextLabel *m_serverLabel;
    QLineEdit *m_server;
    QPushButton *m_button;
    PlainButton *m_offline;
    PlainButton *m_settings;
    TextLabel *m_problem;
    LiveRegion *m_live;
};

} // namespace roost
