// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jid.h"
#include "widgets/dialogs/dialog.h"

#include <QStringList>

#include <optional>

class QLineEdit;

namespace roost {

class Endpoint;
class Session;
class TextLabel;

/// Adds a contact, or changes name and labels of one. The address is checked while it is typed. The Session
/// outlives the dialog.
class ContactDialog : public Dialog
{
    Q_OBJECT

public:
    /// Adds; the fields may be filled in (a link, a stranger).
    ContactDialog(const UiContext &context, Session &session, const QString &address, const QString &name,
                  const QStringList &labels, QWidget *parent);
    /// Changes `endpoint`.
    ContactDialog(const UiContext &context, Session &session, Endpoint &endpoint, QWidget *parent);

Q_SIGNALS:
    /// The server took it.
    void contactSaved(const roost::Jid &address);

protected:
    void retranslate() override;

private:
    void build();
    void check();
    void save();
    void finish(const Jid &address, const QString &problem);
    [[nodiscard]] std::optional<Jid> address() const;
    [[nodiscard]] QStringList labels() const;
    [[nodiscard]] QString hintFor(const Jid &address) const;

    Session &m_session;
    Endpoint *m_endpoint = nullptr;
    QLineEdit *m_address;
    QLineEdit *m_name;
    QLineEdit *m_labels;
    TextLabel *m_addressLabel;
    TextLabel *m_nameLabel;
    TextLabel *m_labelsLabel;
    TextLabel *m_hint;
    QPushButton *m_save;
    QPushButton *m_cancel;
    QString m_problem;
    bool m_busy = false;
};

} // namespace roost
