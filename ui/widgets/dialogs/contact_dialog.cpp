// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/contact_dialog.h"

#include "base/answer.h"
#include "base/visible_text.h"
#include "domain/account/session.h"
#include "models/wording.h"
#include "widgets/controls/text_label.h"
#include "widgets/look/error_text.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace roost {

using namespace Qt::StringLiterals;

ContactDialog::ContactDialog(const UiContext &context, Session &session, const QString &address,
                             const QString &name, const QStringList &labels, QWidget *parent)
    : Dialog(context, u"addContactDialog"_s, parent)
    , m_session(session)
{
    build();
    m_address->setText(address);
    m_name->setText(name);
    m_labels->setText(labels.join(u", "_s));
    retranslate();
    check();
    (address.isEmpty() ? m_address : m_name)->setFocus();
}

ContactDialog::ContactDialog(const UiContext &context, Session &session, Endpoint &endpoint, QWidget *parent)
    : Dialog(context, u"editContactDialog"_s, parent)
    , m_session(session)
    , m_endpoint(&endpoint)
{
    build();
    m_address->setText(endpoint.id().toDisplayString());
    m_address->setReadOnly(true);
    m_address->setFocusPolicy(Qt::ClickFocus);
    m_name->setText(endpoint.name());
    m_labels->setText(endpoint.labels().join(u", "_s));
    retranslate();
    check();
    m_name->setFocus();
}

void ContactDialog::build()
{
    const Theme &theme = context().theme;
    const auto field = [&](const char16_t *name, const QString &accessible) {
        auto *edit = new QLineEdit(this);
        edit->setObjectName(QString::fromUtf16(name));
        edit->setAccessibleName(accessible);
        edit->setMinimumHeight(theme.scaled(36));
        edit->setMaxLength(1000);
        return edit;
    };
    const auto label = [&](const char16_t *name, QLineEdit *buddy) {
        auto *text = new TextLabel(theme, TextStyle::Small, Token::TextDim, this);
        text->setObjectName(QString::fromUtf16(name));
        text->setBuddy(buddy);
        return text;
    };
    m_address = field(u"contactAddressEdit", tr("Address"));
    m_name = field(u"contactNameEdit", tr("Name"));
    m_labels = field(u"contactLabelsEdit", tr("Labels"));
    m_addressLabel = label(u"contactAddressLabel", m_address);
    m_nameLabel = label(u"contactNameLabel", m_name);
    m_labelsLabel = label(u"contactLabelsLabel", m_labels);
    m_hint = new TextLabel(theme, TextStyle::Small, Token::TextDim, this);
    m_hint->setObjectName(u"contactHint"_s);
    m_hint->setWordWrap(true);
    m_hint->setMinimumHeight(theme.scaled(36));
    m_hint->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    m_save = new QPushButton(this);
    m_save->setObjectName(u"saveContactButton"_s);
    m_save->setProperty("primary", true);
    m_save->setDefault(true);
    m_cancel = new QPushButton(this);
    m_cancel->setObjectName(u"cancelButton"_s);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(4);
    column->addWidget(m_addressLabel);
    column->addWidget(m_address);
    column->addWidget(m_hint);
    column->addWidget(m_nameLabel);
    column->addWidget(m_name);
    column->addSpacing(8);
    column->addWidget(m_labelsLabel);
    column->addWidget(m_labels);
    column->addSpacing(16);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    column->addLayout(buttons);
    setMinimumWidth(theme.scaled(400));
    // Not textEdited(): assistive technology and dictation set a text without a key.
    connect(m_address, &QLineEdit::textChanged, this, [this] {
        m_problem.clear();
        check();
    });
    connect(m_save, &QPushButton::clicked, this, &ContactDialog::save);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void ContactDialog::retranslate()
{
    const QString title = m_endpoint ? tr("Edit contact") : tr("Add a contact");
    setWindowTitle(title);
    setAccessibleName(title);
    m_addressLabel->setText(tr("&Address"));
    m_address->setAccessibleName(tr("Address"));
    m_address->setPlaceholderText(tr("name@example.com"));
    m_nameLabel->setText(tr("&Name (only you see it)"));
    m_name->setAccessibleName(tr("Name"));
    m_labelsLabel->setText(tr("&Labels, with commas between them"));
    m_labels->setAccessibleName(tr("Labels"));
    m_labels->setPlaceholderText(tr("Friends, Work"));
    m_save->setText(m_endpoint ? tr("&Save") : tr("A&dd"));
    m_save->setAccessibleName(m_endpoint ? tr("Save") : tr("Add"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel"));
    check();
}

std::optional<Jid> ContactDialog::address() const
{
    if (m_endpoint)
        return m_endpoint->id();
    const auto jid = Jid::fromUserInput(m_address->text());
    if (!jid || jid->isEmpty())
        return std::nullopt;
    return jid->bare();
}

QStringList ContactDialog::labels() const
{
    QStringList labels;
    static const QRegularExpression commas(u"[,،]"_s);
    const QStringList parts = m_labels->text().split(commas);
    for (const QString &part : parts) {
        const QString label = singleLine(part);
        if (!label.isEmpty() && !labels.contains(label))
            labels.append(label);
    }
    return labels;
}

QString ContactDialog::hintFor(const Jid &address) const
{
    if (address == m_session.account())
        return tr("This is your own address.");
    const Endpoint *known = m_session.directory().find(address);
    if (known && known->isContact())
        return tr("%1 is in your contacts already.").arg(Wording::isolated(known->displayName()));
    if (address.isDomain())
        return tr("This is the address of a whole server or service.");
    // XEP-0106: the typed text differs from the text on the wire.
    if (address.toString() != address.toDisplayString())
        return tr("Some characters cannot stand in an address; it is written %1.")
            .arg(Wording::isolated(address.toString()));
    return tr("They will be asked whether you may see when they are online.");
}

void ContactDialog::check()
{
    const auto jid = address();
    QString hint = m_problem;
    bool works = false;
    if (m_endpoint) {
        works = true;
    } else if (jid) {
        const Endpoint *known = m_session.directory().find(*jid);
        works = *jid != m_session.account() && !(known && known->isContact());
        if (hint.isEmpty())
            hint = hintFor(*jid);
    } else if (hint.isEmpty()) {
        hint = typedAddress(m_address->text()).isEmpty()
                   ? tr("For example: foo@example.com")
                   : tr("Not an address yet: it looks like name@example.com.");
    }
    m_hint->setText(hint);
    m_hint->setVisible(!m_endpoint || !hint.isEmpty());
    m_hint->setColor(m_problem.isEmpty() ? Token::TextDim : Token::Text);
    m_address->setAccessibleDescription(hint);
    m_save->setEnabled(works && !m_busy);
}

void ContactDialog::save()
{
    const auto jid = address();
    if (!jid || m_busy)
        return;
    m_busy = true;
    m_problem.clear();
    check();
    const QString name = singleLine(m_name->text());
    const auto answer = [this, jid = *jid](const Status &status) {
        finish(jid, status ? QString() : errorText(status.error(), m_session.account().domain()));
    };
    if (!m_endpoint) {
        onAnswer(m_session.addContact(*jid, name, labels()), this, answer);
        return;
    }
    const bool renamed = name != m_endpoint->name();
    const bool relabelled = labels() != m_endpoint->labels();
    if (!renamed && !relabelled) {
        accept();
        return;
    }
    if (!renamed) {
        onAnswer(m_session.setLabels(*m_endpoint, labels()), this, answer);
        return;
    }
    onAnswer(m_session.renameContact(*m_endpoint, name), this,
             [this, relabelled, answer](const Status &status) {
                 if (status && relabelled)
                     onAnswer(m_session.setLabels(*m_endpoint, labels()), this, answer);
                 else
                     answer(status);
             });
}

void ContactDialog::finish(const Jid &address, const QString &problem)
{
    m_busy = false;
    m_problem = problem;
    check();
    if (!problem.isEmpty())
        return;
    Q_EMIT contactSaved(address);
    accept();
}

} // namespace roost
