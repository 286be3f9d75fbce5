// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/import_dialog.h"

#include "base/answer.h"
#include "domain/session.h"
#include "models/wording.h"
#include "widgets/error_text.h"
#include "widgets/text_label.h"

#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QPromise>
#include <QPushButton>
#include <QStandardItemModel>
#include <QThreadPool>
#include <QTreeView>
#include <QVBoxLayout>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// So many additions wait for the server at a time.
constexpr int maxUnderWay = 8;

QFuture<Result<ImportPreview>> readFile(const QString &file)
{
    auto promise = std::make_shared<QPromise<Result<ImportPreview>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, file] {
        QFile input(file);
        if (!input.open(QIODevice::ReadOnly))
            promise->addResult(
                Result<ImportPreview>(unexpected(ErrorKind::FileUnreadable, input.errorString())));
        else // One byte more than the limit: then parseContacts() says that it is too large.
            promise->addResult(Result<ImportPreview>(parseContacts(input.read(kMaxImportBytes + 1))));
        promise->finish();
    });
    return promise->future();
}

} // namespace

ImportDialog::ImportDialog(const UiContext &context, Session &session, const QString &file, QWidget *parent)
    : Dialog(context, u"importDialog"_s, parent)
    , m_session(session)
    , m_file(file)
    , m_summary(new TextLabel(context.theme, TextStyle::Body, Token::Text, this))
    , m_model(new QStandardItemModel(this))
    , m_table(new QTreeView(this))
    , m_problemsLabel(new TextLabel(context.theme, TextStyle::Small, Token::TextDim, this))
    , m_problems(new QPlainTextEdit(this))
    , m_go(new QPushButton(this))
    , m_cancel(new QPushButton(this))
{
    build();
    retranslate();
    read();
}

ImportDialog::~ImportDialog() = default;

void ImportDialog::build()
{
    m_summary->setObjectName(u"importSummary"_s);
    m_summary->setWordWrap(true);
    m_table->setObjectName(u"importTable"_s);
    m_table->setModel(m_model);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAlternatingRowColors(true);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_problemsLabel->setObjectName(u"importProblemsLabel"_s);
    m_problems->setObjectName(u"importProblems"_s);
    m_problems->setReadOnly(true);
    m_problems->setTabChangesFocus(true);
    m_problems->setFixedHeight(context().theme.scaled(88));
    m_problemsLabel->setBuddy(m_problems);
    m_go->setObjectName(u"importButton"_s);
    m_go->setProperty("primary", true);
    m_go->setDefault(true);
    m_cancel->setObjectName(u"cancelButton"_s);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_go);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(8);
    column->addWidget(m_summary);
    column->addWidget(m_table, 1);
    column->addWidget(m_problemsLabel);
    column->addWidget(m_problems);
    column->addSpacing(8);
    column->addLayout(buttons);
    resize(context().theme.scaled(640), context().theme.scaled(520));
    connect(m_go, &QPushButton::clicked, this, &ImportDialog::start);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_model, &QStandardItemModel::itemChanged, this, &ImportDialog::refresh);
    connect(&m_session, &Session::stateChanged, this, &ImportDialog::refresh);
}

void ImportDialog::read()
{
    onAnswer(readFile(m_file), this, [this](const Result<ImportPreview> &preview) { show(preview); });
}

void ImportDialog::show(const Result<ImportPreview> &preview)
{
    m_isRead = true;
    if (preview)
        m_preview = *preview;
    else
        m_error = preview.error();
    fillTable();
    refresh();
}

void ImportDialog::fillTable()
{
    const QSignalBlocker quiet(m_model);
    m_table->setModel(nullptr);
    m_model->setRowCount(0);
    for (const ImportedContact &contact : std::as_const(m_preview.contacts)) {
        const Endpoint *known = m_session.directory().find(contact.jid);
        const bool isNew = !(known && known->isContact()) && contact.jid != m_session.account();
        auto *address = new QStandardItem(contact.jid.toDisplayString());
        address->setCheckable(true);
        address->setSizeHint(QSize(0, context().theme.scaled(28)));
        address->setCheckState(isNew ? Qt::Checked : Qt::Unchecked);
        auto *name = new QStandardItem(contact.name);
        auto *labels = new QStandardItem(contact.labels.join(u", "_s));
        auto *note = new QStandardItem(isNew ? QString() : tr("already there"));
        const QList<QStandardItem *> row{address, name, labels, note};
        for (QStandardItem *item : row)
            item->setEnabled(isNew);
        m_model->appendRow(row);
    }
    m_table->setModel(m_model);
    m_table->header()->setSectionResizeMode(QHeaderView::Interactive);
    const int column = context().theme.scaled(180);
    for (int i = 0; i < 3; ++i)
        m_table->setColumnWidth(i, i == 2 ? column * 2 / 3 : column);
}

int ImportDialog::chosenCount() const
{
    int count = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QStandardItem *item = m_model->item(row);
        count += item->isEnabled() && item->checkState() == Qt::Checked;
    }
    return count;
}

QString ImportDialog::problemText(const ImportProblem &problem) const
{
    const QString text = Wording::isolated(problem.text.simplified().left(100));
    switch (problem.kind) {
    case ImportProblemKind::NoAddress:
        return tr("Line %L1: no address").arg(problem.line);
    case ImportProblemKind::InvalidAddress:
        return tr("Line %L1: %2 is no address").arg(problem.line).arg(text);
    case ImportProblemKind::Duplicate:
        return tr("Line %L1: %2 stands there twice").arg(problem.line).arg(text);
    case ImportProblemKind::Malformed:
        return tr("Line %L1: cannot be read").arg(problem.line);
    case ImportProblemKind::TooManyRows:
        return tr("Line %L1: the file is too long, the rest was left out").arg(problem.line);
    case ImportProblemKind::TooLarge:
        return tr("The file is too large.");
    case ImportProblemKind::UnknownFormat:
        return tr("This is neither a CSV nor a vCard file.");
    }
    return {};
}

void ImportDialog::start()
{
    m_waiting.clear();
    m_failures.clear();
    m_added = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QStandardItem *item = m_model->item(row);
        if (item->isEnabled() && item->checkState() == Qt::Checked)
            m_waiting.append(m_preview.contacts[row]);
    }
    m_chosen = int(m_waiting.size());
    refresh();
    addNext();
}

void ImportDialog::addNext()
{
    while (m_underWay < maxUnderWay && !m_waiting.isEmpty()) {
        const ImportedContact contact = m_waiting.takeFirst();
        ++m_underWay;
        onAnswer(m_session.addContact(contact.jid, contact.name, contact.labels), this,
                 [this, contact](const Status &status) { added(contact, status); });
    }
}

void ImportDialog::added(const ImportedContact &contact, const Status &status)
{
    --m_underWay;
    if (status) {
        ++m_added;
    } else {
        const QString why = errorText(status.error(), m_session.account().domain());
        m_failures.append(tr("Line %L1: %2: %3", "a contact that could not be added, why")
                              .arg(contact.line)
                              .arg(Wording::isolated(contact.jid.toDisplayString()), why));
        // The others would end in the same way.
        if (status.error().kind == ErrorKind::NotConnected)
            m_waiting.clear();
    }
    addNext();
    if (m_underWay == 0 && m_waiting.isEmpty())
        fillTable();
    refresh();
}

void ImportDialog::refresh()
{
    const bool running = m_underWay > 0 || !m_waiting.isEmpty();
    const int chosen = chosenCount();
    const QString file = Wording::isolated(QFileInfo(m_file).fileName());
    QString text;
    if (!m_isRead)
        text = tr("Reading %1…").arg(file);
    else if (m_error.kind != ErrorKind::None)
        text = errorText(m_error);
    else if (running)
        text = tr("%L1 of %L2 added…").arg(m_added).arg(m_chosen);
    else if (m_chosen > 0)
        text = tr("%Ln contact(s) added.", nullptr, m_added);
    else
        text = tr("%Ln contact(s) found in %1. Choose whom to add.", nullptr, int(m_preview.contacts.size()))
                   .arg(file);
    if (m_session.state() != SessionState::Online && m_error.kind == ErrorKind::None)
        text += u' ' + tr("Contacts can be added only while you are online.");
    m_summary->setText(text);

    QStringList problems = m_failures;
    for (const ImportProblem &problem : std::as_const(m_preview.problems))
        problems.append(problemText(problem));
    m_problems->setPlainText(problems.join(u'\n'));
    m_problems->setVisible(!problems.isEmpty());
    m_problemsLabel->setVisible(!problems.isEmpty());
    m_problemsLabel->setText(tr("&Left out: %Ln line(s)", nullptr, int(problems.size())));
    m_go->setText(tr("&Add %Ln contact(s)", nullptr, chosen));
    m_go->setAccessibleName(tr("Add %Ln contact(s)", nullptr, chosen));
    m_go->setEnabled(chosen > 0 && !running && m_session.state() == SessionState::Online);
    m_table->setEnabled(!running);
    const bool over = m_chosen > 0 && !running;
    m_cancel->setText(over ? tr("&Close") : tr("Cancel"));
    m_cancel->setAccessibleName(over ? tr("Close") : tr("Cancel"));
}

void ImportDialog::retranslate()
{
    setWindowTitle(tr("Import contacts"));
    setAccessibleName(tr("Import contacts"));
    m_table->setAccessibleName(tr("Contacts found"));
    m_problems->setAccessibleName(tr("Lines left out"));
    m_model->setHorizontalHeaderLabels({tr("Address"), tr("Name"), tr("Labels"), tr("Note")});
    m_table->header()->setAccessibleName(tr("Columns"));
    m_table->header()->setObjectName(u"importHeader"_s);
    refresh();
}

} // namespace roost
