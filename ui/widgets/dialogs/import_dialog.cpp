// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/import_dialog.h"

#include "base/answer.h"
#include "base/slices.h"
#include "domain/account/session.h"
#include "models/import_list_model.h"
#include "models/wording.h"
#include "widgets/controls/text_label.h"
#include "widgets/look/error_text.h"
#include "widgets/look/remote_text.h"

#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QHelpEvent>
#include <QPlainTextEdit>
#include <QPromise>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QThreadPool>
#include <QToolTip>
#include <QTreeView>
#include <QVBoxLayout>

namespace roost {

using namespace Qt::StringLiterals;

namespace {

/// Maximum number of additions without an answer from the server.
constexpr int maxUnderWay = 8;
/// Number of problems that are written at once: one at a time would cost several times as much.
constexpr qsizetype problemsAtOnce = 32;

/// Rows with the height of other lists; warnings have a colour, and a tool tip shows the whole of a cut text.
class RowDelegate final : public QStyledItemDelegate
{
public:
    RowDelegate(const Theme &theme, int height, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
        , m_height(height)
    {
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(), m_height};
    }
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override
    {
        if (event->type() != QEvent::ToolTip || !index.isValid())
            return QStyledItemDelegate::helpEvent(event, view, option, index);
        const bool isCut = sizeHint(option, index).width() > option.rect.width();
        QToolTip::showText(event->globalPos(), isCut ? toolTipText({index.data().toString()}) : QString(),
                           view->viewport(), option.rect);
        return true;
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (!index.data(ImportListModel::IsWarning).toBool())
            return;
        const bool isAlternate = option->features.testFlag(QStyleOptionViewItem::Alternate);
        option->palette.setColor(QPalette::Text,
                                 m_theme.readable(Token::Dnd, isAlternate ? Token::Sidebar : Token::Window));
        option->palette.setColor(QPalette::HighlightedText, m_theme.readable(Token::Dnd, Token::Selection));
    }

private:
    const Theme &m_theme;
    int m_height;
};

QFuture<Result<ImportPreview>> readFile(const QString &file)
{
    auto promise = std::make_shared<QPromise<Result<ImportPreview>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, file] {
        QFile input(file);
        if (!input.open(QIODevice::ReadOnly))
            promise->addResult(
                Result<ImportPreview>(unexpected(ErrorKind::FileUnreadable, input.errorString())));
        else // One byte more than the limit makes parseContacts() report a file that is too large.
            promise->addResult(Result<ImportPreview>(parseContacts(input.read(maxImportBytes + 1))));
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
    , m_model(new ImportListModel(session.directory(), session.contactNames(), this))
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
    m_table->setAllColumnsShowFocus(true);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setItemDelegate(new RowDelegate(context().theme, context().theme.scaled(28), m_table));
    m_table->header()->setSectionResizeMode(QHeaderView::Interactive);
    // The warnings in the last column are sentences.
    const std::pair<int, int> widths[] = {
        {ImportListModel::Address, 180}, {ImportListModel::Name, 150}, {ImportListModel::Labels, 90}};
    for (const auto &[column, width] : widths)
        m_table->setColumnWidth(column, context().theme.scaled(width));
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
    resize(context().theme.scaled(820), context().theme.scaled(520));
    connect(m_go, &QPushButton::clicked, this, &ImportDialog::start);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_model, &ImportListModel::chosenChanged, this, &ImportDialog::refresh);
    connect(m_model, &ImportListModel::filled, this, [this] {
        m_isRead = true;
        refresh();
    });
    connect(&m_session, &Session::stateChanged, this, &ImportDialog::refresh);
}

void ImportDialog::read()
{
    onAnswer(readFile(m_file), this, [this](const Result<ImportPreview> &preview) { show(preview); });
}

void ImportDialog::show(const Result<ImportPreview> &preview)
{
    if (preview)
        m_preview = *preview;
    else
        m_error = preview.error();
    m_model->fill(m_preview.contacts);
    writeProblems();
}

void ImportDialog::writeProblems()
{
    m_problems->clear();
    m_written = 0;
    writeNewProblems();
}

void ImportDialog::writeNewProblems()
{
    refresh();
    const qsizetype fromFile = m_preview.problems.size();
    const qsizetype count = fromFile + m_failures.size();
    inSlices(
        this, count - m_written,
        [this, run = ++m_writing, fromFile, count, lines = QStringList()](qsizetype) mutable {
            if (run != m_writing)
                return false;
            const qsizetype at = m_written + lines.size();
            lines.append(at < fromFile ? problemText(std::as_const(m_preview.problems)[at])
                                       : std::as_const(m_failures)[at - fromFile]);
            if (lines.size() < problemsAtOnce && at + 1 < count)
                return true;
            m_problems->appendPlainText(std::exchange(lines, {}).join(u'\n'));
            m_written = at + 1;
            return true;
        },
        [] {});
}

QString ImportDialog::problemText(const ImportProblem &problem) const
{
    const QString text = Wording::isolated(problem.text.simplified().left(100));
    const auto withText = [&problem, &text](const QString &sentence) {
        return sentence.arg(problem.line).arg(text);
    };
    switch (problem.kind) {
    case ImportProblemKind::NoAddress:
        return problem.text.isEmpty() ? tr("Line %L1: no XMPP address").arg(problem.line)
                                      : withText(tr("Line %L1: %2 has no XMPP address"));
    case ImportProblemKind::InvalidAddress:
        return withText(tr("Line %L1: %2 isn’t a valid address"));
    case ImportProblemKind::OtherNetwork:
        if (problem.network == "mailto"_L1)
            return withText(tr("Line %L1: %2 is an email address, not an XMPP address"));
        return tr("Line %L1: %2 is an address on another network (%3)")
            .arg(problem.line)
            .arg(text, Wording::isolated(problem.network.simplified().left(40)));
    case ImportProblemKind::UnclearNetwork:
        return withText(tr("Line %L1: the file doesn’t say which network %2 belongs to"));
    case ImportProblemKind::Room:
        return withText(tr("Line %L1: %2 is a group chat, not a person"));
    case ImportProblemKind::OtherColumn:
        return withText(tr("Line %L1: the column %2 also contains addresses; only one column is imported"));
    case ImportProblemKind::UnknownCharset:
        return withText(tr("Line %L1: the text encoding %2 is unknown; check the contact’s name"));
    case ImportProblemKind::Duplicate:
        return withText(tr("Line %L1: %2 appears more than once"));
    case ImportProblemKind::Malformed:
        return tr("Line %L1: this entry is damaged").arg(problem.line);
    case ImportProblemKind::TooManyRows:
        return tr("Line %L1: the file is too long; the remaining lines aren’t imported").arg(problem.line);
    case ImportProblemKind::TooLarge:
        return tr("The file is too large.");
    case ImportProblemKind::UnknownFormat:
        return tr("This isn’t a CSV or vCard file.");
    }
    return {};
}

void ImportDialog::start()
{
    const bool hadFailures = !m_failures.isEmpty();
    m_failures.clear();
    if (hadFailures)
        writeProblems();
    m_added = 0;
    m_next = 0;
    m_chosen = m_model->chosenCount();
    refresh();
    addNext();
}

void ImportDialog::addNext()
{
    while (m_underWay < maxUnderWay && m_next >= 0) {
        const int row = m_model->nextChosen(m_next);
        m_next = row < 0 ? -1 : row + 1;
        if (row < 0)
            return;
        const ImportedContact contact = m_model->contactAt(row);
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
        writeNewProblems();
        // The others would end in the same way.
        if (status.error().kind == ErrorKind::NotConnected)
            m_next = -1;
    }
    addNext();
    if (!isAdding())
        m_model->refill();
    refresh();
}

void ImportDialog::refresh()
{
    const bool running = isAdding();
    const int chosen = m_model->chosenCount();
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
        text =
            tr("%Ln contact(s) found in %1. Select the ones to add.", nullptr, int(m_preview.contacts.size()))
                .arg(file);
    if (m_session.state() != SessionState::Online && m_error.kind == ErrorKind::None)
        text += u' ' + tr("You need to be online to add contacts.");
    m_summary->setText(text);

    const qsizetype problems = m_preview.problems.size() + m_failures.size();
    m_problems->setVisible(problems > 0);
    m_problemsLabel->setVisible(problems > 0);
    m_problemsLabel->setText(tr("&Skipped or unclear: %Ln line(s)", nullptr, int(problems)));
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
    m_problems->setAccessibleName(tr("Skipped or unclear lines"));
    m_model->retranslate();
    m_table->header()->setAccessibleName(tr("Columns"));
    m_table->header()->setObjectName(u"importHeader"_s);
    writeProblems();
}

} // namespace roost
